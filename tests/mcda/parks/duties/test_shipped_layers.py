"""The layers on record: what the README's exporter pays, and that the file follows its claims."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from mcda.errors import CatalogueFault
from mcda.parks.checks import check
from mcda.parks.duties import Duty, Goods, GoodsLine, Layer, Range, Schedule
from mcda.parks.duties.coverage import coverage
from mcda.parks.markets import market_key, markets

DAY = "2026-11-28"
ROOT = Path(__file__).parents[4]


def _duty(known: Schedule, market: str, origin: str, sector: str, **more: object) -> Duty:
    day = str(more.get("day", DAY))
    found = known.duty(market, origin, known.goods([sector], (), 0.0), day, frozenset())
    assert found is not None
    return found


def _parts(found: Duty) -> dict[str, float]:
    return {one.layer: one.mode for one in found.portions if one.mode > 0}


def test_auto_parts_bear_section_232_and_not_the_surcharge(catalogue):
    layer = catalogue.schedule.layers["us_section_232_auto_parts"]
    parts = _parts(_duty(catalogue.schedule, "US", "thailand", "auto_parts", day="2026-03-01"))
    assert layer.rate.mode == 25
    assert parts["us_section_232_auto_parts"] == pytest.approx(25 * layer.share.mode)
    # what is no part of a car bears the surcharge of section 122 instead
    assert parts["us_section_122"] == pytest.approx(10 * (1 - layer.share.mode), abs=1.0)
    shirts = _parts(_duty(catalogue.schedule, "US", "thailand", "garments", day="2026-03-01"))
    assert shirts["us_section_122"] == 10
    assert "us_section_232_auto_parts" not in shirts


def test_chinese_goods_bear_section_301_on_top(catalogue):
    china = _duty(catalogue.schedule, "US", "china", "auto_parts")
    vietnam = _duty(catalogue.schedule, "US", "vietnam", "auto_parts")
    assert china.mode - vietnam.mode == pytest.approx(_parts(china)["us_section_301"])


def test_preferences_of_the_union(catalogue):
    known = catalogue.schedule
    general = _duty(known, "EU", "thailand", "garments").mode
    assert general == pytest.approx(12, abs=0.5)
    assert _duty(known, "EU", "hungary", "garments").mode == 0
    assert _duty(known, "EU", "laos", "garments").mode == 0
    assert 0 < _duty(known, "EU", "vietnam", "garments").mode < general / 2


def test_anti_dumping_of_solar_cells_is_told(catalogue):
    parts = _parts(_duty(catalogue.schedule, "US", "cambodia", "photovoltaics"))
    claimed = catalogue.schedule.layers["us_anti_dumping_solar_cambodia"]
    assert parts["us_anti_dumping_solar_cambodia"] == pytest.approx(claimed.rate.mode)


def test_every_sector_has_its_chapters_or_makes_no_goods(catalogue):
    services = {name for name, codes in catalogue.schedule.codes.items() if not codes}
    assert services == {"big_data", "e_commerce", "logistics", "trade"}


def test_every_host_has_a_general_duty_in_the_united_states(catalogue):
    hosts = {country.id for country in catalogue.countries.values()}
    assert {host for host in hosts if not catalogue.default_scenario.covers(host)} == set()


def test_of_each_measure_no_goods_are_hit_twice_alike(catalogue):
    """Two layers of one measure on the same origin, code, sector and day would add up."""
    seen: dict[tuple[str, ...], str] = {}
    for layer in catalogue.schedule.layers.values():
        if layer.scenario == "announced_2025_04" or layer.measure.startswith("us_ieepa"):
            continue
        for origin, code, sector in product(layer.origins, layer.codes, layer.sectors or ("",)):
            key = (layer.measure, code, sector, origin, layer.since)
            assert key not in seen, (layer.id, seen.get(key))
            seen[key] = layer.id


def _stated(known: Schedule, market: str, origin: str, code: str) -> Duty:
    found = known.duty(market, origin, Goods((GoodsLine(code),), 0.0), DAY, frozenset())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("market", "origin", "code", "mode"),
    [
        ("US", "cambodia", "401110", 3.7 + 25),  # car tyres stand whole on the list of car parts
        ("US", "vietnam", "401110", 3.7 + 25 + 22.3 + 6.46),
        ("US", "vietnam", "401120", 3.7 + 25),  # the orders on Vietnam are on car tyres
        ("US", "thailand", "401120", 3.7 + 25 + 12.33),
        ("US", "hungary", "401110", 15),
        ("US", "vietnam", "940320", 0),  # furniture of metal
        ("US", "vietnam", "940161", 25 * 0.992),
        ("US", "cambodia", "940421", 5.49 + 45.34),
        ("US", "egypt", "6109", 14.54),
        ("EU", "egypt", "720836", 11.7),
        ("EU", "vietnam", "721049", 0.24 * 0.15),  # what the agreement does not free
        ("EU", "china", "870899", 3.83),
    ],
)
def test_a_product_bears_what_names_it(catalogue, market, origin, code, mode):
    assert _stated(catalogue.schedule, market, origin, code).mode == pytest.approx(mode, abs=0.01)


def test_parts_of_mexico_that_do_not_claim_the_agreement_bear_section_232(catalogue):
    known = catalogue.schedule
    agreement = known.layers["us_usmca_8708"]
    hit = known.layers["us_section_232_auto_parts_8708"].share.mode
    parts = _parts(_stated(known, "US", "mexico", "8708"))
    assert agreement.share.mode == 0.73
    assert parts["us_section_232_auto_parts"] == pytest.approx(25 * hit * 0.27)


def test_what_is_likely_of_different_products_is_one_whole_at_most(catalogue):
    sums: dict[tuple[str, ...], dict[str, float]] = {}
    for layer in catalogue.schedule.layers.values():
        if layer.product and layer.holds(DAY, frozenset()):
            for origin, code, sector in product(layer.origins, layer.codes, layer.sectors or ("",)):
                shares = sums.setdefault((layer.market, origin, code, sector), {})
                shares[layer.product] = max(shares.get(layer.product, 0.0), layer.share.mode)
    assert sums
    assert {key: one for key, one in sums.items() if sum(one.values()) > 1} == {}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"rate": Range(5, 3, 9)}, "rate: not 0 <= low <= mode <= high"),
        ({"share": Range(0, 0.5, 1.2)}, "share: not 0 <= low <= mode <= high"),
        ({"origins": ("atlantis",)}, "names unknown country atlantis"),
        ({"codes": ("77",)}, "names unknown HS code 77"),
        ({"sectors": ("dreams",)}, "names unknown sector dreams"),
        ({"replaces": frozenset({"nothing"})}, "names unknown measure nothing"),
        ({"until": "2020-01-01"}, "ends before it begins"),
        ({"claims": ()}, "rests on no claim"),
        ({"claims": ("ghost",)}, "unknown claim ghost"),
        ({"name": {"en": "only"}}, "a text lacks a language"),
    ],
)
def test_bad_layers_are_told(catalogue, change, problem):
    known = catalogue.schedule
    bad: Layer = replace(known.layers["us_section_232_auto_parts"], **change)  # type: ignore[arg-type]
    changed = replace(known, layers={**known.layers, bad.id: bad})
    with pytest.raises(CatalogueFault) as caught:
        check(replace(catalogue, schedule=changed))
    said = [str(fault.fields["problem"]) for fault in caught.value.faults]
    assert any(problem in one for one in said)


def test_what_is_on_record_of_each_market_is_told(catalogue):
    known, names = catalogue.schedule, markets()
    found = {names[market]["en"]: coverage(known, market, DAY) for market in known.markets}
    told = (ROOT / "docs/evidence.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("| ")]
    table = {name: cells for name, *cells in rows if name in found}
    words = {"lines": "lines", "group": "group", "unknown": "–"}
    assert table == {name: [words[basis] for basis in row.values()] for name, row in found.items()}
    every = [basis for row in found.values() for basis in row.values()]
    assert every.count("unknown") <= 0.35 * len(every)


def test_a_market_without_duties_is_alike_for_every_country(catalogue):
    """Of a group mean the width is the same wherever goods without a preference are made."""
    known = catalogue.schedule
    for market in known.markets:
        for code in ("61", "85", "94"):
            goods = Goods((GoodsLine(code),), 0.0)
            others = [
                layer
                for layer in known.layers.values()
                if layer.market == market and layer.kind != "general"
            ]
            plain = [
                country
                for country in catalogue.countries
                if market_key(country) != market
                and not any(layer.reaches(country) for layer in others)
            ]
            if market not in ("US", "EU", "UK", "MX"):
                duties = [known.duty(market, c, goods, DAY, frozenset()) for c in plain]
                assert len({duty and (duty.low, duty.mode, duty.high) for duty in duties}) <= 1
