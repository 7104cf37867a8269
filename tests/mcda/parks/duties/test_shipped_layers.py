"""The layers on record: what the README's exporter pays, and that the file follows its claims."""

from dataclasses import replace

import pytest

from mcda.errors import CatalogueFault
from mcda.parks import Catalogue
from mcda.parks.checks import check
from mcda.parks.duties import Duty, Layer, Range, Schedule

DAY = "2026-11-28"


def _duty(known: Schedule, market: str, origin: str, sector: str, **more: object) -> Duty:
    day = str(more.get("day", DAY))
    found = known.duty(market, origin, known.goods([sector], (), 0.0), day, frozenset())
    assert found is not None
    return found


def _parts(found: Duty) -> dict[str, float]:
    return {one.layer: one.mode for one in found.portions if one.mode > 0}


def test_auto_parts_bear_section_232_and_not_the_surcharge(catalogue: Catalogue) -> None:
    layer = catalogue.schedule.layers["us_section_232_auto_parts"]
    found = _duty(catalogue.schedule, "US", "thailand", "auto_parts", day="2026-03-01")
    parts = _parts(found)
    assert layer.rate.mode == 25
    assert parts["us_section_232_auto_parts"] == pytest.approx(25 * layer.share.mode)
    # what is no part of a car bears the surcharge of section 122 instead
    assert parts["us_section_122"] == pytest.approx(10 * (1 - layer.share.mode), abs=1.0)
    shirts = _parts(_duty(catalogue.schedule, "US", "thailand", "garments", day="2026-03-01"))
    assert shirts["us_section_122"] == 10
    assert "us_section_232_auto_parts" not in shirts


def test_chinese_goods_bear_section_301_on_top(catalogue: Catalogue) -> None:
    china = _duty(catalogue.schedule, "US", "china", "auto_parts")
    vietnam = _duty(catalogue.schedule, "US", "vietnam", "auto_parts")
    assert china.mode - vietnam.mode == pytest.approx(_parts(china)["us_section_301"])


def test_preferences_of_the_union(catalogue: Catalogue) -> None:
    known = catalogue.schedule
    general = _duty(known, "EU", "thailand", "garments").mode
    assert general == pytest.approx(12, abs=0.5)
    assert _duty(known, "EU", "hungary", "garments").mode == 0
    assert _duty(known, "EU", "laos", "garments").mode == 0
    assert 0 < _duty(known, "EU", "vietnam", "garments").mode < general / 2


def test_anti_dumping_of_solar_cells_is_told(catalogue: Catalogue) -> None:
    parts = _parts(_duty(catalogue.schedule, "US", "cambodia", "photovoltaics"))
    claimed = catalogue.schedule.layers["us_anti_dumping_solar_cambodia"]
    assert parts["us_anti_dumping_solar_cambodia"] == pytest.approx(claimed.rate.mode)


def test_every_sector_has_its_chapters_or_makes_no_goods(catalogue: Catalogue) -> None:
    services = {name for name, chapters in catalogue.schedule.chapters.items() if not chapters}
    assert services == {"big_data", "e_commerce", "logistics", "trade"}


def test_every_host_has_a_general_duty_in_the_united_states(catalogue: Catalogue) -> None:
    hosts = {country.id for country in catalogue.countries.values()}
    assert {host for host in hosts if not catalogue.default_scenario.covers(host)} == set()


def test_of_each_measure_no_goods_are_hit_twice_alike(catalogue: Catalogue) -> None:
    """Two layers of one measure on the same origin, chapter, sector and day would add up."""
    seen: dict[tuple[str, ...], str] = {}
    for layer in catalogue.schedule.layers.values():
        if layer.scenario == "announced_2025_04" or layer.measure.startswith("us_ieepa"):
            continue
        for where in layer.sectors or layer.chapters:
            key = (layer.measure, where, str(layer.precision), " ".join(layer.origins), layer.since)
            assert key not in seen, (layer.id, seen.get(key))
            seen[key] = layer.id


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"rate": Range(5, 3, 9)}, "rate: not 0 <= low <= mode <= high"),
        ({"share": Range(0, 0.5, 1.2)}, "share: not 0 <= low <= mode <= high"),
        ({"origins": ("atlantis",)}, "names unknown country atlantis"),
        ({"chapters": ("77",)}, "names unknown chapter 77"),
        ({"sectors": ("dreams",)}, "names unknown sector dreams"),
        ({"replaces": frozenset({"nothing"})}, "names unknown measure nothing"),
        ({"until": "2020-01-01"}, "ends before it begins"),
        ({"claims": ()}, "rests on no claim"),
        ({"claims": ("ghost",)}, "unknown claim ghost"),
        ({"name": {"en": "only"}}, "a text lacks a language"),
    ],
)
def test_bad_layers_are_told(catalogue: Catalogue, change: dict[str, object], problem: str) -> None:
    known = catalogue.schedule
    bad: Layer = replace(known.layers["us_section_232_auto_parts"], **change)  # type: ignore[arg-type]
    changed = replace(known, layers={**known.layers, bad.id: bad})
    with pytest.raises(CatalogueFault) as caught:
        check(replace(catalogue, schedule=changed))
    said = [str(fault.fields["problem"]) for fault in caught.value.faults]
    assert any(problem in one for one in said)
