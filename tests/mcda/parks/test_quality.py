"""Grades of evidence, from claims made for the purpose."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.cells import Interval
from mcda.parks import Claim, Enterprise, Evidence, appraise
from mcda.parks.dates import year_of
from mcda.parks.model import Source
from mcda.parks.quality import claim_grade, quality

TODAY = date(2026, 11, 25)


def source(name: str, weak: bool = False) -> Source:
    return Source(id=name, title=name, url="", date="2025", weak=weak)


def claim(value: str = "100", as_of: str = "2025-03", by: str = "one", weak: bool = False) -> Claim:
    return Claim(
        id=f"{by}.{value}.{as_of}",
        subject="park",
        attribute="land_price",
        value=value,
        low=None,
        high=None,
        unit="USD/m2",
        as_of=as_of,
        kind="stated",
        source=source(by, weak),
        locator="",
        quote="a quote",
    )


def evidence(*claims: Claim) -> Evidence:
    return Evidence(cell=100.0, unit="USD/m2", kind="stated", rationale={}, claims=claims)


def test_two_recent_sources_that_agree_are_strong():
    found = quality(evidence(claim(), claim(by="two")), TODAY)
    assert (found.grade, found.doubts, found.sources, found.newest) == ("strong", (), 2, 2025)


def test_one_source_is_fair():
    found = quality(evidence(claim(), claim("120", "2019")), TODAY)
    assert (found.grade, found.doubts) == ("fair", ("single_source",))


@pytest.mark.parametrize(
    ("found", "doubts"),
    [
        (evidence(claim(weak=True)), ("weak_sources",)),
        (evidence(claim(as_of="2020"), claim(as_of="2019", by="two")), ("old",)),
        (evidence(claim(as_of="undated"), claim(as_of="undated (2025)", by="two")), ("undated",)),
        (evidence(claim(), claim("130", "2025", "two")), ("conflict",)),
        (replace(evidence(claim(), claim(by="two")), proxy=True), ("proxy",)),
    ],
)
def test_every_doubt_makes_it_weak(found, doubts):
    graded = quality(found, TODAY)
    assert (graded.grade, graded.doubts) == ("weak", doubts)


def test_age_counts_from_the_day_and_the_years_asked_for():
    found = evidence(claim(as_of="2021"), claim(as_of="2020", by="two"))
    assert quality(found, TODAY).grade == "strong"
    assert quality(found, date(2027, 1, 1)).doubts == ("old",)
    assert quality(found, TODAY, stale_after=4).doubts == ("old",)


def test_what_explains_a_measure_makes_the_evidence_neither_better_nor_newer():
    old, new = claim(as_of="2014"), claim(as_of="2025", by="two")
    graded = quality(replace(evidence(old, new), general=frozenset({new.id})), TODAY)
    assert (graded.grade, graded.sources, graded.newest) == ("weak", 1, 2014)
    assert graded.doubts == ("single_source", "old")
    apart = replace(evidence(old, claim("900", by="two")), general=frozenset({"two.900.2025-03"}))
    assert "conflict" not in quality(apart, TODAY).doubts


def test_bounds_alone_are_weak_and_an_uncertain_scenario_is_fair():
    agreed = evidence(claim(), claim(by="two"))
    assert quality(replace(agreed, doubts=("scenario",)), TODAY).grade == "fair"
    graded = quality(replace(agreed, cell=Interval(low=0, high=15)), TODAY)
    assert (graded.grade, graded.doubts) == ("weak", ("bounds_only",))


def test_a_claim_is_graded_as_a_cell_that_rests_on_it_alone():
    assert claim_grade(claim(), TODAY) == "fair"
    for found in (claim(weak=True), claim(as_of="2019"), claim(as_of="undated")):
        assert claim_grade(found, TODAY) == "weak"
    assert claim_grade(claim(as_of="2019"), TODAY, stale_after=20) == "fair"


def test_of_the_catalogue_only_claims_about_the_park_itself_count(catalogue):
    everything = [info.id for info in catalogue.all_criteria]
    seen = appraise(
        catalogue, Enterprise(markets={"US": 1.0}), tuple(catalogue.parks), everything, today=TODAY
    )
    # EIZ: its owner is known from one report of 2014; what the dissertation says of owners in
    # general is of 2025.
    owner = seen.evidence["eiz"]["investor_type"]
    assert {year_of(found) for found in owner.claims} > {2014}
    assert owner.quality is not None
    assert (owner.quality.grade, owner.quality.newest) == ("weak", 2014)
    assert "old" in owner.quality.doubts
    # KIIC: one offer of 2021; the claim of 2025 is about another estate.
    price = seen.evidence["kiic"]["land_price"].quality
    assert price is not None
    assert price.sources <= 1
    for row in seen.evidence.values():
        trade = row["trade_cost_exposure"]
        assert trade.quality is not None
        assert trade.quality.grade != "strong"


def test_unknown_and_own_figures():
    assert quality(replace(evidence(), kind="unknown", cell=None), TODAY).grade == "none"
    assert quality(replace(evidence(claim()), kind="override"), TODAY).grade == "own"


def test_every_cell_of_an_appraisal_is_graded(catalogue, hangzhou):
    found = appraise(catalogue, hangzhou, today=TODAY)  # type: ignore[arg-type]
    grades = {e.quality.grade for row in found.evidence.values() for e in row.values() if e.quality}
    assert {"weak", "none"} <= grades
    assert all(e.quality is not None for row in found.evidence.values() for e in row.values())
    assert found.evidence["vcep"]["land_price"].quality.doubts[0] == "proxy"  # type: ignore[union-attr]
    aged = appraise(catalogue, hangzhou, today=date(2050, 1, 1))  # type: ignore[arg-type]
    assert "evidence_stale" in {note.code for note in aged.notes}


def test_another_figure_than_the_newest_supports_it_only_within_its_bounds(catalogue):
    # 52 firms in 2022 by one source; 43 and 21 of earlier years are other figures.
    seen = appraise(catalogue, Enterprise(), ["ljip"], ["firms_inside"], today=TODAY)
    found = seen.evidence["ljip"]["firms_inside"]
    assert len(found.claims) >= 3
    assert found.quality is not None
    assert (found.quality.sources, found.quality.grade) == (1, "fair")


def test_what_a_rating_names_as_stating_it_is_what_counts(catalogue):
    key = ("ssez", "one_stop_services")
    rating = catalogue.ratings[key]
    for stated, sources in ((rating.claims[:1], 1), (rating.claims[:2], 2)):
        ratings = {**catalogue.ratings, key: replace(rating, stated_by=stated)}
        view = appraise(replace(catalogue, ratings=ratings), Enterprise(), ["ssez"], today=TODAY)
        found = view.evidence["ssez"][key[1]]
        assert {claim.id for claim in found.claims} == set(rating.claims)
        assert found.quality is not None
        assert found.quality.sources == sources
