"""A rationale names no year that the claims it rests on do not state."""

import re
from collections.abc import Iterable, Iterator, Mapping

from mcda.parks import Catalogue
from mcda.parks.model import Claim

YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(?:19|20)\d\d(?!\d|[.,]\d)")
"""A year in words or in a date; 2,019 and 2019.5 are figures."""


def unstated(text: Mapping[str, str], claims: Iterable[Claim]) -> set[str]:
    """Return the years of a text in any language that no claim and no date of a source states."""
    known = {year for claim in claims for said in _words(claim) for year in YEAR.findall(said)}
    return {year for said in text.values() for year in YEAR.findall(said)} - known


def _words(claim: Claim) -> tuple[str, ...]:
    told = (claim.value, claim.unit, claim.quote, *claim.translations.values())
    return (*told, claim.as_of, claim.source.date)


def _rationales(catalogue: Catalogue) -> Iterator[tuple[str, Mapping[str, str], tuple[str, ...]]]:
    """Yield where a rationale stands, what it says and the claims behind it."""
    for (park, criterion), rating in catalogue.ratings.items():
        term = rating.tenure.claims if rating.tenure is not None else ()
        yield f"{park}/{criterion}", rating.rationale, (*rating.claims, *term)
    for park, found in catalogue.parks.items():
        if found.ownership is not None:
            yield f"{park}/ownership", found.ownership.note, found.ownership.claims


def test_every_year_of_a_rationale_is_stated_by_its_claims(catalogue: Catalogue) -> None:
    told = list(_rationales(catalogue))
    assert sum(bool(YEAR.search(text["en"])) for _, text, _ in told) > 300
    wrong = {
        where: years
        for where, text, claims in told
        if (years := unstated(text, (catalogue.claims[name] for name in claims)))
    }
    assert wrong == {}


def test_a_year_that_no_claim_states_is_found_in_either_language(catalogue: Catalogue) -> None:
    lease = catalogue.claims["tan_duc.land_tenure.1"]  # an undated page: 2018 to 2058
    assert unstated({"en": "Let until 2058.", "zh": "租至 2058 年。"}, [lease]) == set()
    assert unstated({"en": "Let in 2021.", "zh": "租至 2058 年。"}, [lease]) == {"2021"}
    assert unstated({"en": "Let.", "zh": "2019—2058 年。"}, [lease]) == {"2019"}
    assert unstated({"en": "2,019 jobs at 2019.5 USD.", "zh": "19990 人"}, [lease]) == set()
