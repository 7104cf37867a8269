"""Whose answer a claim quotes, and which criteria that touches."""

from dataclasses import replace

import pytest

from mcda.parks import Catalogue, Enterprise, appraise
from weights.replay import PARKS
from weights.replay.own_word import own_word, respondents


@pytest.mark.parametrize(
    ("locator", "tenants"),
    [
        ("Annex 3 G2Q5 No1", {"G2-01"}),
        ("Annex 2 and 3 G2Q4 No14", {"G2-14"}),
        ("Annex 3 G2Q3 No9-11", {"G2-09", "G2-10", "G2-11"}),
        ("Annex 2 G3Q3 No1-3", set()),  # chamber members
        ("Annex 2 G1Q4 No3", set()),  # operators
        ("8.2.1", set()),
    ],
)
def test_the_locator_names_the_tenant(
    locator: str, tenants: set[str], catalogue: Catalogue
) -> None:
    claim = replace(next(iter(catalogue.claims.values())), locator=locator)
    assert respondents(claim) == tenants


def test_criteria_rest_on_the_answers_that_their_claims_quote(catalogue: Catalogue) -> None:
    view = appraise(
        catalogue, Enterprise(), parks=PARKS, criteria=["operator_trust", "fee_escalation_risk"]
    )
    quoted = catalogue.ratings["ljip", "operator_trust"].claims
    assert "G2Q4 No10" in catalogue.claims["sheng.ljip.trust"].locator
    assert "sheng.ljip.trust" in quoted
    assert own_word(view, "G2-10") == ("operator_trust",)
    assert own_word(view, "G2-11") == ()
