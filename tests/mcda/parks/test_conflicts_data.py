"""Every contradiction that the material lists is curated, or left out for a reason."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from mcda.parks import Catalogue
from mcda.parks.conflicts import TIMELESS, conflicts

ROOT = Path(__file__).resolve().parents[3]
TRAPS = {
    "**US tariffs:**": ("section_122",),
    "China CPI 2024": ("china_cpi",),
    "Vietnam South land": ("vietnam_south_land",),
    "LJIP 160 USD/m2 and 70% occupancy": ("ljip_area",),
    "An Duong": ("vcep_ownership", "vcep_area"),
    "TCR jobs May/September 2015": ("tcr_jobs",),
    "TEDA jobs": ("teda_jobs", "teda_jobs_indirect"),
    "Pengsheng area 1.02 or 4 km2": ("pengsheng_area", "great_stone_area", "eiz_certificate"),
}
DIGEST = {
    "LJIP certificate Jul vs Sep 2011": ("ljip_certificate",),
    "VCEP restart Aug vs 9 Dec 2016": ("vcep_restart",),
    "VCEP 175 m USD total vs phase 1": ("vcep_investment",),
    "KITIC Sep 2007 vs Aug 2016 approval": ("kitic_certificate", "kitic_start"),
    '"20" further parks after the first': ("zones_approved",),
    "TCR area": ("tcr_area",),
    "official park total 113 vs 118": ("parks_total",),
    '"56" used both': ("zones_56",),
    "The text also claims the four were the earliest certified": ("zones_earliest",),
}
LEFT_OUT = {
    "Hai Phong price table": "One claim with a wrong heading; its unit says so, and no claim "
    "contradicts it.",
    "Haier-Ruba land leapt": "A price before and after an announcement: a series, which the "
    "bounds of the one claim hold.",
    "GIIC prices are 2016-2017": "Prices of several years: a series.",
    "Weak hosts": "No contradiction: such sources are marked weak.",
}
"""Items that are no contradiction between two claims, and why."""


def _shared(name: str) -> str:
    shared = os.environ.get("PARKWISE_SHARED")
    path = (Path(shared) if shared else ROOT.parent / "shared") / "domain" / name
    if not path.is_file():
        pytest.skip(f"{name} is not here; set PARKWISE_SHARED to its folder")
    return path.read_text(encoding="utf-8")


def _traps(text: str) -> list[str]:
    part = re.split(r"^## ", text.partition("## Conflicts and traps")[2], flags=re.MULTILINE)[0]
    return [line.removeprefix("- ") for line in part.splitlines() if line.startswith("- ")]


def _digest(text: str) -> list[str]:
    (line,) = (row for row in text.splitlines() if row.startswith("**Text contradictions"))
    listed = line.partition(":** ")[2]
    *items, last = listed.split("; ")
    return [*items, *re.split(r"(?<=OETCZs)\. ", last)]


def _placed(items: list[str], known: dict[str, object]) -> dict[str, str]:
    """Return item by the words that it begins with; each is named once, and none is missing."""
    found = {start: item for item in items for start in known if item.startswith(start)}
    assert sorted(found.values()) == sorted(items), "an item of the material is not placed"
    assert set(found) == set(known), "the material no longer holds an item that is placed"
    return found


@pytest.mark.may_skip
def test_each_trap_is_curated_or_left_out_with_a_reason(catalogue):
    _placed(_traps(_shared("public-README.md")), {**TRAPS, **LEFT_OUT})
    _are_curated(catalogue, TRAPS)
    assert all(LEFT_OUT.values())


@pytest.mark.may_skip
def test_each_contradiction_of_the_digest_is_curated(catalogue):
    _placed(_digest(_shared("dissertation-ch1-5.md")), {**DIGEST})
    _are_curated(catalogue, DIGEST)


@pytest.mark.parametrize(
    ("entry", "figures"),
    [
        ("section_122", {"10", "15"}),
        ("china_cpi", {"42", "43"}),
        ("vietnam_south_land", {"189", "173", "191"}),
        ("tcr_jobs", {"3000", "10000"}),
        ("pengsheng_area", {"1.02", "4"}),
        ("ljip_certificate", {"2011-07", "2011-09"}),
        ("vcep_restart", {"2016-08", "2016-12-09"}),
        ("kitic_certificate", {"2007-09", "2016-08"}),
        ("kitic_start", {"2007-10", "2008"}),
        ("teda_jobs", {"9000", "6000"}),
        ("teda_tenants", {"160", "140"}),
        ("zambia_tax", {"30", "35"}),
    ],
)
def test_the_sides_say_what_the_entry_is_about(catalogue, entry, figures):
    sides = catalogue.curated.contradictions[entry].sides
    told = [{catalogue.claims[claim].value for claim in side} for side in sides]
    assert [len(side) for side in told] == [1] * len(sides), "a side says one thing"
    assert set.union(*told) == figures


def test_the_months_of_eiz_are_in_the_quotes(catalogue):
    quotes = [
        catalogue.claims[side[0]].quote
        for side in catalogue.curated.contradictions["eiz_certificate"].sides
    ]
    assert ["May" in quote for quote in quotes] == [True, False]
    assert ["April" in quote for quote in quotes] == [False, True]


def test_who_owns_vcep_is_told_by_both_sides(catalogue):
    public, private = catalogue.curated.contradictions["vcep_ownership"].sides
    assert all("PRIVATE" not in catalogue.claims[claim].value for claim in public)
    assert ["PRIVATE" in catalogue.claims[claim].value for claim in private] == [True]


def test_175_million_are_told_as_the_whole_and_as_a_phase(catalogue):
    whole, phase = catalogue.curated.contradictions["vcep_investment"].sides
    assert {catalogue.claims[claim].value for claim in (*whole, *phase)} == {"175"}
    assert ["first phase" in catalogue.claims[claim].quote for claim in phase] == [True]
    assert not any("first phase" in catalogue.claims[claim].quote for claim in whole)


def _are_curated(catalogue: Catalogue, placed: dict[str, tuple[str, ...]]) -> None:
    known = {**catalogue.curated.contradictions, **catalogue.curated.look_alikes}
    assert [entry for entries in placed.values() for entry in entries if entry not in known] == []


def test_no_pair_of_what_does_not_change_is_left_unread(catalogue):
    timeless = [c for c in catalogue.claims.values() if c.attribute.startswith(TIMELESS)]
    assert len(timeless) > 40
    assert list(conflicts(timeless, catalogue.curated)) == []
    (port,) = (claim for claim in timeless if claim.id == "tcr.distance_port.1")
    moved = replace(port, id="moved", value="80", as_of="2026")
    assert ("sheng.tcr.ports", "moved") in {
        (one.id, other.id) for one, other in conflicts([*timeless, moved], catalogue.curated)
    }


def test_a_holiday_in_zambia_is_told_and_denied(catalogue):
    entry = catalogue.curated.contradictions["zambia_holiday"]
    (told,), (denied,) = ([catalogue.claims[claim] for claim in side] for side in entry.sides)
    assert "zero percent tax on profits" in told.quote
    assert "lack of tax holidays" in denied.quote
    rating = catalogue.ratings["zccz", "tax_incentives"]
    assert {told.id, denied.id} == set(rating.claims)
    assert (rating.mode, entry.relies_on) == (0, denied.id), (
        "the mode is that of the side relied on"
    )
    assert told.as_of < denied.as_of
