"""What a plant costs by sector: every figure is made of named claims by one of a few rules."""

import math
from collections.abc import Iterator
from typing import Any

import pytest

from mcda.parks import Catalogue
from mcda.parks.currency import in_usd
from mcda.parks.data_files import document
from mcda.parks.model import Claim

MONEY = document("sector-money.toml")
FIGURES = ("sales_per_area", "labour_share", "container_value")
HOME = ("wage", "land_price")
GOODS = sorted(sector for sector, entry in document("chapters.toml").items() if entry["chapters"])
RATE = "china.exchange_rate.1"
SPREAD = 2.7
LOAD = (6.0, 11.0, 20.0)
HEAVY_LOAD = (15.0, 20.0, 26.76)
HEAVY = {
    "agro_processing", "batteries", "building_materials", "ceramics", "fine_chemicals", "food",
    "hardware", "metal_products", "new_materials", "paper", "pet_food", "petroleum_equipment",
    "steel", "wood",
}  # fmt: skip
"""Goods that weigh a container out before they fill it."""

OUTPUT = ("output_per_mu", "output_per_hectare", "output_per_m2")
ABOUT = {
    "sales_per_area": (*OUTPUT, "value_added_per_mu", "value_added_share_of_output"),
    "labour_share": ("labour_share", "value_added_share_of_output"),
    "container_value": ("export_value_per_kg", "value_per_container", "payload_of_container"),
    "wage": (
        "manufacturing_wage", "wage_private_units", "wage_non_private_units",
        "manufacturing_worker_base_wage",
    ),
    "land_price": ("industrial_land_price",),
}  # fmt: skip


def _entries() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for sector in (*GOODS, "typical"):
        for name in FIGURES:
            if name in MONEY[sector]:
                yield sector, name, MONEY[sector][name]
    for province, entry in MONEY["home"].items():
        for name in HOME:
            if name in entry:
                yield province.casefold(), name, entry[name]


def _of(name: str) -> list[str]:
    return [sector for sector in GOODS if name in MONEY[sector]]


def _claims(catalogue: Catalogue, entry: dict[str, Any], *starts: str) -> list[Claim]:
    found = [catalogue.claims[claim] for claim in entry["claims"]]
    return [claim for claim in found if claim.attribute.startswith(starts)]


def _share(claims: list[Claim]) -> float:
    (claim,) = claims
    return float(claim.value) / 100


def _usd(catalogue: Catalogue, claim: Claim) -> float:
    (rate,) = (rate for rate in catalogue.rates if rate.claim == RATE)
    found = in_usd(claim, rate).value
    assert found is not None
    return found


def test_the_tables_are_the_sectors_that_make_goods() -> None:
    assert set(MONEY) == {*GOODS, "typical", "home"}
    assert set(MONEY["home"]) == {"Zhejiang", "Guangdong", "Jiangsu"}


def test_what_is_not_known_of_a_sector_is_typical() -> None:
    assert set(MONEY["typical"]) == {*FIGURES, "reason"}
    for sector in GOODS:
        assert set(MONEY[sector]) <= {*FIGURES, "reason"}
    for entry in MONEY["home"].values():
        assert set(entry) <= {*HOME, "reason"}


def test_every_table_tells_how_it_was_made() -> None:
    tables = [*(MONEY[name] for name in (*GOODS, "typical")), *MONEY["home"].values()]
    for table in tables:
        assert set(table["reason"]) == {"en", "zh"}
        assert table["reason"]["en"].endswith(".")
        assert table["reason"]["zh"].endswith("。")


def test_figures_rise_and_shares_are_shares() -> None:
    for where, name, entry in _entries():
        assert set(entry) == {"low", "mode", "high", "claims"}, (where, name)
        assert 0 < entry["low"] <= entry["mode"] <= entry["high"], (where, name)
        if name == "labour_share":
            assert entry["high"] < 1, where


def test_claims_are_known_and_about_the_figure(catalogue: Catalogue) -> None:
    for where, name, entry in _entries():
        assert len(entry["claims"]) == len(set(entry["claims"])) > 0, (where, name)
        for claim in entry["claims"]:
            attribute = catalogue.claims[claim].attribute
            assert claim == RATE or attribute.startswith(ABOUT[name]), (where, name, claim)
        if name in HOME:
            subjects = {catalogue.claims[claim].subject for claim in entry["claims"]}
            assert subjects <= {where, "china"}


@pytest.mark.parametrize("sector", _of("sales_per_area"))
def test_sales_are_the_geometric_mean_of_output_per_area(catalogue: Catalogue, sector: str) -> None:
    entry = MONEY[sector]["sales_per_area"]
    usd = [_usd(catalogue, claim) for claim in _claims(catalogue, entry, *OUTPUT)]
    assert RATE in entry["claims"]
    mode = math.exp(sum(map(math.log, usd)) / len(usd))
    assert entry["mode"] == pytest.approx(mode, abs=0.51)
    assert entry["low"] == pytest.approx(mode / SPREAD, abs=0.51)
    assert entry["high"] == pytest.approx(mode * SPREAD, abs=0.51)
    assert entry["low"] <= min(usd) <= max(usd) <= entry["high"]


@pytest.mark.parametrize("sector", _of("labour_share"))
def test_labour_is_the_survey_or_a_part_of_value_added(catalogue: Catalogue, sector: str) -> None:
    entry = MONEY[sector]["labour_share"]
    added = _share(_claims(catalogue, entry, "value_added_share_of_output"))
    american = _share(_claims(catalogue, entry, "labour_share_of_output_us"))
    if _claims(catalogue, entry, "labour_share_of_sales"):
        mode = _share(_claims(catalogue, entry, "labour_share_of_sales"))
    else:
        mode = added * _share(_claims(catalogue, entry, "labour_share_of_value_added"))
    assert entry["mode"] == pytest.approx(mode, abs=0.00051)
    assert entry["low"] == pytest.approx(mode * 2 / 3, abs=0.00051)
    assert entry["high"] == pytest.approx(min(american, added), abs=0.00051)


@pytest.mark.parametrize("sector", _of("container_value"))
def test_a_container_is_worth_its_load(catalogue: Catalogue, sector: str) -> None:
    entry = MONEY[sector]["container_value"]
    (price,) = _claims(catalogue, entry, "export_value_per_kg")
    least, likely, most = HEAVY_LOAD if sector in HEAVY else LOAD
    value, published = float(price.value), _claims(catalogue, entry, "value_per_container")
    assert price.low is not None
    assert price.high is not None
    cheapest = price.low if value > price.high else value  # dear goods pull the mean up
    low, high = cheapest * least * 1000, value * most * 1000
    if sector in {"garments", "footwear"}:
        high = max(high, *(claim.low or 0 for claim in published))
    elif published:
        low = min(low, *(claim.low or math.inf for claim in published))
    found = (entry["low"], entry["mode"], entry["high"])
    assert found == pytest.approx((low, value * likely * 1000, high), abs=51)


def test_loads_are_within_what_is_published(catalogue: Catalogue) -> None:
    claims = catalogue.claims
    payload = claims["branches.payload_of_container.1"]
    assert payload.low == HEAVY_LOAD[2] * 1000
    for sector in HEAVY & set(_of("container_value")):
        assert payload.id in MONEY[sector]["container_value"]["claims"]
    dear, cheap = (
        claims[f"branches.import_value_per_kg_{p}.1"] for p in ("los_angeles", "houston")
    )
    box = float(claims["branches.value_per_container_china_us.1"].value)
    assert float(cheap.value) * LOAD[1] * 1000 < box < float(dear.value) * LOAD[1] * 1000


def test_containers_are_as_the_published_world_has_them(catalogue: Catalogue) -> None:
    boxes = {sector: MONEY[sector]["container_value"]["mode"] for sector in _of("container_value")}
    mean = float(catalogue.claims["branches.value_per_container.1"].value)
    assert mean == 109_000
    assert min(boxes.values()) < mean < max(boxes.values())
    assert boxes["garments"] > boxes["furniture"]
    limit = catalogue.claims["branches.value_per_container_garments_footwear.1"].low
    assert limit is not None
    for sector in ("garments", "footwear"):
        entry = MONEY[sector]["container_value"]
        assert entry["low"] < limit <= entry["high"]


def test_the_typical_spans_all_industry(catalogue: Catalogue) -> None:
    typical, claims = MONEY["typical"], catalogue.claims
    sales = [_usd(catalogue, claims[c]) for c in typical["sales_per_area"]["claims"] if c != RATE]
    mean, target, promise = sales
    found = typical["sales_per_area"]
    assert (found["low"], found["mode"], found["high"]) == pytest.approx(
        (target, mean, promise), abs=0.51
    )
    survey = {
        claim.attribute.removeprefix("labour_share_of_sales_"): float(claim.value) / 100
        for claim in catalogue.claims_about("branches")
        if claim.attribute.startswith("labour_share_of_sales_")
    }
    found = typical["labour_share"]
    assert found["mode"] == pytest.approx(survey["manufacturing"], abs=0.00051)
    assert found["low"] == pytest.approx(min(survey.values()), abs=0.00051)
    assert found["high"] == pytest.approx(max(survey.values()), abs=0.00051)
    boxes = [MONEY[sector]["container_value"]["mode"] for sector in _of("container_value")]
    found = typical["container_value"]
    assert (found["low"], found["mode"], found["high"]) == (min(boxes), 109_000, max(boxes))


def test_output_from_value_added_is_computed(catalogue: Catalogue) -> None:
    for sector in ("electrical", "machinery", "auto_parts"):
        entry = MONEY[sector]["sales_per_area"]
        (added,) = _claims(catalogue, entry, "value_added_per_mu")
        share = _share(_claims(catalogue, entry, "value_added_share_of_output"))
        made = [
            claim
            for claim in _claims(catalogue, entry, "output_per_mu")
            if added.id in claim.locator
        ]
        assert [float(claim.value) for claim in made] == [round(float(added.value) / share, 2)]


def test_home_is_at_the_rate_of_2024(catalogue: Catalogue) -> None:
    claims = catalogue.claims
    for province, entry in MONEY["home"].items():
        land = entry["land_price"]
        usd = [_usd(catalogue, claims[c]) for c in land["claims"] if c != RATE]
        mode, low, high = usd
        assert (low, mode, high) == (min(usd), mode, max(usd)), province
        assert (land["low"], land["mode"], land["high"]) == pytest.approx(
            (low, mode, high), abs=0.51
        )
        if "wage" in entry:
            private, other, base, rate = (claims[c] for c in entry["wage"]["claims"])
            assert (base.unit[:9], rate.id) == ("USD/month", RATE)
            wage = entry["wage"]
            assert (wage["low"], wage["mode"], wage["high"]) == pytest.approx(
                (float(base.value), _usd(catalogue, private) / 12, _usd(catalogue, other) / 12),
                abs=0.51,
            )


def test_pay_in_private_units_of_all_branches_is_near_that_of_manufacturing(
    catalogue: Catalogue,
) -> None:
    for place in ("zhejiang", "china"):
        everyone = float(catalogue.claims[f"{place}.wage_private_units.1"].value)
        makers = float(catalogue.claims[f"{place}.manufacturing_wage_private_units.1"].value)
        assert makers == pytest.approx(everyone, rel=0.04)
