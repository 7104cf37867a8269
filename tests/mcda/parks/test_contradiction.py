"""The lists of contradictions: what they hold, and that a wrong entry is refused."""

from dataclasses import replace

import pytest

from mcda.errors import CatalogueFault
from mcda.parks import Catalogue
from mcda.parks.checks import check
from mcda.parks.contradiction import Contradiction, CuratedLists, LookAlike, curated_lists

TEXT = {"en": "x", "zh": "x"}
RESTART = Contradiction(
    id="restart",
    sides=(("sheng.vcep.restart_december",), ("sheng.vcep.restart_august",)),
    about=TEXT,
    reading=TEXT,
)
AREA = LookAlike(id="area", claims=("vcep.area_total.1", "vcep.area_total.2"), reason=TEXT)


def test_the_shipped_lists_are_the_catalogues(catalogue):
    assert catalogue.curated == curated_lists()
    assert len(catalogue.curated.contradictions) >= 15
    assert len(catalogue.curated.look_alikes) >= 5


def test_an_entry_says_what_it_is_about_in_good_order(catalogue):
    for entry in catalogue.curated.contradictions.values():
        assert entry.about["en"].endswith("?"), entry.id
        assert entry.about["zh"].endswith("？"), entry.id
        opened = (entry.reading["en"].startswith("Open"), "尚无定论" in entry.reading["zh"])
        assert opened == (entry.open, entry.open), entry.id
        moot = "no value" in entry.reading["en"].lower() or "year alone" in entry.reading["en"]
        assert moot or entry.matters or not entry.open, entry.id


def test_sides_and_standing():
    assert RESTART.open
    assert not replace(RESTART, relies_on="sheng.vcep.restart_august").open
    assert RESTART.parts("sheng.vcep.restart_august", "sheng.vcep.restart_december")
    assert not RESTART.parts("sheng.vcep.restart_august", "sheng.vcep.restart_august")
    assert not RESTART.parts("sheng.vcep.restart_august", "ghost")


def test_defaults_of_the_document():
    found = CuratedLists.from_mapping(
        {"contradictions": {"a": {"sides": [["b"], ["c"]], "about": TEXT, "reading": TEXT}}}
    )
    entry = found.contradictions["a"]
    assert (entry.claims, entry.relies_on, entry.matters) == (("b", "c"), "", True)
    assert found.look_alikes == {}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"sides": (("ghost",), ("sheng.vcep.restart_august",))}, "unknown claim ghost"),
        ({"sides": (("sheng.vcep.restart_august",),)}, "fewer than two sides"),
        ({"sides": ((), ("sheng.vcep.restart_august",))}, "fewer than two sides"),
        ({"sides": (("vcep.area_total.1",), ("vcep.area_total.1",))}, "stands twice"),
        ({"relies_on": "vcep.area_total.1"}, "which is on no side"),
        ({"sides": (("vcep.jobs_planned.1",), ("tcr.jobs.2",))}, "does not say why"),
        ({"across": TEXT}, "and names one"),
        ({"about": {"en": "x"}}, "lacks a language"),
        ({"reading": {"zh": "x"}}, "lacks a language"),
    ],
)
def test_a_wrong_contradiction(catalogue, change, problem):
    assert replace(catalogue, curated=CuratedLists(contradictions={"restart": RESTART}))
    wrong = CuratedLists(contradictions={"restart": replace(RESTART, **change)})  # type: ignore[arg-type]
    assert problem in _problems(catalogue, wrong)


def test_several_subjects_need_a_reason_in_both_languages(catalogue):
    sides = (("vcep.jobs_planned.1",), ("tcr.jobs.2",))
    entry = replace(RESTART, sides=sides, across={"en": "both plans"})
    assert "lacks a language" in _problems(
        catalogue, CuratedLists(contradictions={"restart": entry})
    )
    told = replace(entry, across=TEXT)
    assert replace(catalogue, curated=CuratedLists(contradictions={"restart": told}))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"claims": ("vcep.area_total.1", "ghost")}, "unknown claim ghost"),
        ({"claims": ("vcep.area_total.1",)}, "fewer than two claims"),
        ({"reason": {"en": "x"}}, "lacks a language"),
        ({"claims": RESTART.claims}, "holds two sides of restart"),
        ({"id": "restart"}, "stands in both lists"),
    ],
)
def test_a_wrong_look_alike(catalogue, change, problem):
    alike = replace(AREA, **change)  # type: ignore[arg-type]
    lists = CuratedLists(contradictions={"restart": RESTART}, look_alikes={alike.id: alike})
    assert problem in _problems(catalogue, lists)


def _problems(catalogue: Catalogue, lists: CuratedLists) -> str:
    with pytest.raises(CatalogueFault) as caught:
        check(replace(catalogue, curated=lists))
    return "; ".join(str(fault.fields["problem"]) for fault in caught.value.faults)
