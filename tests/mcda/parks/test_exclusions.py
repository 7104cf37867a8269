"""What stands apart from a ranking, and what stands beside it."""

from datetime import date

import numpy as np
import pytest

from mcda import rank
from mcda.parks import Enterprise, Override, appraise
from mcda.parks.exclusions import ask_enterprise, exclusions, first_ask
from mcda.parks.gates import gates
from mcda.parks.rated_problem import beside
from mcda.robust import agreement
from weights.weightings import resolve

HERE = Enterprise(home="Zhejiang/Hangzhou", markets={"US": 0.6, "host": 0.4})
EQUAL = {"kind": "objective", "scheme": "equal"}


def _own(park: str, criterion: str, value: float) -> Override:
    return Override(alternative=park, criterion=criterion, value=value, source="quotation")


def test_a_park_without_a_price_or_of_which_little_is_known_is_asked_first(catalogue):
    view = appraise(catalogue, HERE, ["mckip", "tcr", "ljip"])
    points = {**dict.fromkeys(view.criterion_ids, 10), "land_price": 20, "one_stop_services": 20}
    for weighed in (points, {**points, "land_price": 0, "one_stop_services": 0}):
        (found,) = first_ask(view, resolve({"kind": "direct", "values": weighed}, view))
        assert (found.alternative, {*found.criteria}) == (
            "mckip", {"land_price", "one_stop_services"},
        )  # fmt: skip
        share = (weighed["land_price"] + weighed["one_stop_services"]) / sum(weighed.values())
        assert found.unknown_weight == pytest.approx(share)
    own = appraise(catalogue, HERE, ["mckip", "tcr"], overrides=[_own("mckip", "land_price", 60)])
    assert first_ask(own, resolve(EQUAL, own)) == []  # six of seven are known then
    park = exclusions([found], gates(catalogue, HERE, ["mckip", "bagamoyo"], date(2026, 12, 1)))
    assert [(item.alternative, [note.code for note in item.reasons]) for item in park] == [
        ("bagamoyo", ["gate_failure"]),
        ("mckip", ["first_ask"]),
    ]


def test_what_nobody_knows_of_any_park_is_no_gap(catalogue):
    known_of_some = appraise(catalogue, HERE, ["mckip", "tcr"], ["land_price"])
    of_none = appraise(catalogue, HERE, ["mckip"], ["land_price"])
    (asked,) = first_ask(known_of_some, resolve(EQUAL, known_of_some))
    assert asked.alternative == "mckip"
    assert first_ask(of_none, resolve(EQUAL, of_none)) == []


def test_what_the_enterprise_has_not_said_is_no_gap_of_a_park(catalogue):
    criteria = ["industry_fit", "freight_cost"]
    view = appraise(catalogue, Enterprise(), ["tcr", "ljip"], criteria)
    weights = resolve({"kind": "direct", "values": {"industry_fit": 3, "freight_cost": 7}}, view)
    assert first_ask(view, weights) == []
    asked = ask_enterprise(view, weights)
    assert [(item.field, item.criteria, item.weight) for item in asked] == [
        ("markets", ("freight_cost",), pytest.approx(0.7)),
        ("sectors", ("industry_fit",), pytest.approx(0.3)),
    ]
    names = {one.id: one.name for one in view.criteria}
    for item in asked:
        for language in ("en", "zh"):
            said = item.sentence.say(language, names)
            assert all(names[criterion][language] in said for criterion in item.criteria)
    assert np.ptp(rank(view, weights).scores) == pytest.approx(0, abs=1e-12)


def test_a_partner_counts_where_no_home_is_said(catalogue):
    view = appraise(catalogue, Enterprise(partners_in=["tcr"]), ["tcr", "ljip"], ["hometown_ties"])
    weights = resolve({"kind": "direct", "values": {"hometown_ties": 1}}, view)
    assert rank(view, weights).winners == ("tcr",)
    (home,) = rank(view, weights).decision().tell_us  # a firm from the home of the other's tenants
    assert home.field == "home"


def test_what_stands_beside(catalogue):
    view = appraise(catalogue, HERE)
    weights = resolve(EQUAL, view)
    ratings, topsis = rank(view, weights), rank(view, weights, "topsis")
    assert (ratings.method.name, ratings.method.mode) == ("ahp", "ratings")  # type: ignore[attr-defined]
    for one, other in (
        (ratings, topsis),
        (topsis, ratings),
        (rank(view, weights, "vikor"), ratings),
    ):
        found = beside(one)
        assert found is not None
        assert found.ranking.method == other.method
        assert found.ranking.scores == pytest.approx(other.scores)
        assert found.same_first == (one.winner in other.winners)
        others = agreement(one, ["ahp", "topsis"]).rankings  # the methods compared are no others
        assert others[other.method.name] == other.alternatives
    # By the formula: the weights inside the distance.
    worth = ratings.contributions / weights.values
    best, worst = (np.sqrt(part**2 @ weights.values) for part in (1 - worth, worth))
    assert topsis.scores == pytest.approx(worst / (best + worst))
