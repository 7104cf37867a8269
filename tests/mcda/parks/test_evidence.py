"""Cells read for people."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.cells import Interval, Triangular
from mcda.parks import Catalogue, Enterprise, appraise
from mcda.parks.evidence import Evidence, bounds, headline, spread
from mcda.parks.model import Quality
from mcda.parks.quality import quality

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("cell", "low", "value", "high"),
    [(None, None, None, None), (3, 3, 3, 3), (Interval(low=1, high=3), 1, 2, 3),
     (Triangular(low=1, mode=1.5, high=3), 1, 1.5, 3)],
)  # fmt: skip
def test_reading(cell, low, value, high):
    found = Evidence(cell=cell, unit="u", kind="rated", rationale={"en": "x", "zh": "x"})
    assert (found.low, found.value, found.high) == (low, value, high)
    assert (*bounds(cell), headline(cell)) == (low, high, value)


def test_simplest_cell():
    assert spread(2, None, 2) == 2
    assert spread(1, None, 2) == Interval(low=1, high=2)
    assert spread(1, 2, 2) == Triangular(low=1, mode=2, high=2)


def _graded(catalogue: Catalogue, said: Enterprise, park: str, criterion: str) -> Quality:
    found = appraise(catalogue, said, [park], [criterion], today=TODAY).evidence[park][criterion]
    assert found.quality is not None
    return found.quality


@pytest.mark.parametrize(
    ("home", "park", "is_recorded"),
    [
        ("Zhejiang/Hangzhou", "vcep", False),  # its investor and tenants are of Guangdong
        ("Guangdong/Shenzhen", "vcep", True),
        ("Zhejiang/Hangzhou", "giic", False),  # an estate: no origin is looked for
        ("Guangxi/Nanning", "giic", True),  # the park inside is Guangxi's
        ("Fujian/Xiamen", "ljip", False),
    ],
)
def test_no_tie_on_record_is_graded_so(catalogue, home, park, is_recorded):
    found = _graded(catalogue, Enterprise(home=home), park, "hometown_ties")
    assert (found.grade == "unrecorded") is ("nothing_on_record" in found.doubts)
    assert (found.grade != "unrecorded") is is_recorded


def test_silence_about_ties_is_never_strong(catalogue):
    """Tenants of other provinces were named by two recent sources that agree: no tie all the same.

    A Chinese park of which no origin is recorded is unknown, which is another grade.
    """
    asked = Enterprise(home="Fujian/Xiamen")
    tie = catalogue.parks["ljip"].ties[-1]
    recent = tuple(
        replace(
            catalogue.claims[name],
            as_of="2026",
            source=replace(catalogue.claims[name].source, id=name, weak=False),
        )
        for name in tie.claims[:2]
    )
    park = replace(catalogue.parks["ljip"], ties=(replace(tie, claims=tie.claims[:2]),))
    laid = replace(
        catalogue,
        parks={**catalogue.parks, "ljip": park},
        claims={**catalogue.claims, **{claim.id: claim for claim in recent}},
    )
    found = _graded(laid, asked, "ljip", "hometown_ties")
    assert (found.grade, found.doubts, found.sources) == ("unrecorded", ("nothing_on_record",), 2)
    assert _graded(laid, Enterprise(home="Zhejiang"), "ljip", "hometown_ties").grade == "strong"
    bare = replace(catalogue, parks={**catalogue.parks, "ljip": replace(park, ties=())})
    assert _graded(bare, asked, "ljip", "hometown_ties").grade == "none"


@pytest.mark.parametrize("criterion", ["one_stop_services", "government_support"])
def test_a_rating_on_a_silent_level_is_never_strong(catalogue, criterion):
    """A reader who found nothing may rate so; that sources were read makes it no evidence."""
    ladder = catalogue.ladders[criterion]
    (silent,) = [level for level in ladder.levels if level.silent]
    assert silent.value == 0
    key = ("ssez", criterion)
    assert _graded(catalogue, Enterprise(), *key).grade == "strong"
    for level, is_silent in ((silent, True), (ladder.levels[1], False)):
        rating = replace(
            catalogue.ratings[key],
            level=level.id,
            low=level.low,
            mode=level.value,
            high=level.high + 1,
            private=True,
        )
        laid = replace(catalogue, ratings={**catalogue.ratings, key: rating})
        found = _graded(laid, Enterprise(), *key)
        assert (found.grade, found.doubts) == (
            ("unrecorded", ("nothing_on_record",)) if is_silent else ("strong", ())
        )


def test_where_no_source_speaks_nothing_else_matters():
    text = {"en": "x", "zh": "x"}
    silent = Evidence(
        cell=0.0, unit="u", kind="rated", rationale=text, proxy=True, doubts=("nothing_on_record",)
    )
    graded = quality(silent, TODAY)
    assert graded.grade == "unrecorded"
    assert {"proxy", "weak_sources", "undated", "nothing_on_record"} == set(graded.doubts)
    assert quality(replace(silent, kind="unknown", cell=None), TODAY).grade == "none"
    assert quality(replace(silent, kind="override"), TODAY).grade == "own"
