"""One park as its page needs it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from api.pages.parks.park import disagreements, duties, owner, park_view, ties
from api.settings import Settings
from mcda.errors import NotFound
from mcda.parks import Catalogue
from mcda.parks.conflicts import disputes
from mcda.parks.overlay import Overlay, StatementEntry, add_entry, format_workbook
from mcda.plain import Plain
from tests.prices import untold
from tests.sample import EVERY

Laid = Callable[..., Settings]


@pytest.fixture
def laid(tmp_path: Path, catalogue: Catalogue) -> Laid:
    """Return a function that lays statements, given by their fields, over the catalogue."""

    def lay(*entries: dict[str, str]) -> Settings:
        rows = Overlay()
        for fields in entries:
            told = {"park": "tcr", "quote": "可谈", "who": "经理", "as_of": "2026-03", **fields}
            rows = add_entry(rows, StatementEntry(**told), catalogue)  # type: ignore[arg-type]
        path = tmp_path / "own.xlsx"
        path.write_bytes(format_workbook(rows, catalogue))
        return Settings(catalogue=path)

    return lay


def _mine(settings: Settings, criterion: str, park: str = "tcr") -> Plain:
    rows = park_view(park, settings, "en")["judged"]
    return next(row["mine"] for row in rows if row["cell"].info.id == criterion)


def test_where_there_is_nothing_of_ones_own(settings: Settings) -> None:
    price = _mine(settings, "land_price")
    assert (price["way"], price["of_country"], price["rated"], price["held"]) == (
        "figure",
        False,
        False,
        False,
    )
    assert (list(price["statements"]), price["replaced"]) == ([], None)
    assert [level.id for level in _mine(settings, "infrastructure")["levels"]] == [
        "none", "three", "five", "seven",
    ]  # fmt: skip
    assert _mine(settings, "hometown_ties")["way"] == "words"
    assert _mine(settings, "profit_tax")["of_country"]
    assert not _mine(settings, "port_distance")["of_country"]


def test_a_figure_that_counts(laid: Laid, catalogue: Catalogue) -> None:
    price = _mine(laid({"criterion": "land_price", "value": "118"}), "land_price")
    assert [item["claim"].quote for item in price["statements"]] == ["可谈"]
    assert price["counted"] == {"own.tcr.land_price.1"}
    assert price["rated"]
    assert not price["held"]
    assert price["replaced"] is catalogue.ratings["tcr", "land_price"]
    assert price["replaced_mode"] == catalogue.ratings["tcr", "land_price"].mode


def test_a_value_where_the_catalogue_has_none(laid: Laid) -> None:
    own = {"park": "mckip", "criterion": "land_price", "value": "118"}
    price = _mine(laid(own), "land_price", "mckip")
    assert (price["rated"], price["replaced"]) == (True, None)


def test_a_newest_figure_says_what_it_replaces(laid: Laid) -> None:
    port = _mine(laid({"criterion": "port_distance", "value": "80"}), "port_distance")
    assert (port["rated"], port["replaced_mode"]) == (False, 27)


@pytest.mark.parametrize("told", [{"as_of": "2001"}, {"park": "deep_c"}])
def test_an_older_figure_or_that_of_a_gap_replaces_none(laid: Laid, told: dict[str, str]) -> None:
    own = {"criterion": "port_distance", "value": "80", **told}
    park = told.get("park", "tcr")
    assert _mine(laid(own), "port_distance", park)["replaced"] is None


def test_words_move_nothing(laid: Laid) -> None:
    ties = _mine(laid({"criterion": "hometown_ties", "value": "温州"}), "hometown_ties")
    assert [item["claim"].value for item in ties["statements"]] == ["温州"]
    assert ties["counted"] == frozenset()


def test_a_figure_of_the_country_stands_at_every_park_there(laid: Laid) -> None:
    settings = laid({"park": "ljip", "criterion": "profit_tax", "value": "17"})
    for park in ("ljip", "vcep"):
        tax = _mine(settings, "profit_tax", park)
        assert [item["claim"].id for item in tax["statements"]] == ["own.vietnam.profit_tax.1"]
        assert tax["counted"]


def test_contradictions_are_told(laid: Laid) -> None:
    settings = laid(
        {"criterion": "land_price", "value": "118"},
        {"criterion": "land_price", "value": "60", "who": "另一来源"},
        {"criterion": "infrastructure", "value": "five"},
    )
    assert len(_mine(settings, "land_price")["contradicted"]) == 2
    assert _mine(settings, "infrastructure")["contradicted"] == frozenset()


def test_a_value_of_the_workbook_is_held(laid_over: Settings) -> None:
    price = _mine(laid_over, "land_price")
    assert price["held"]
    assert [item["claim"].id for item in price["statements"]] == ["quotation.tcr.land_price"]


def test_what_we_make_of_it_is_told_in_the_language(catalogue: Catalogue) -> None:
    items = disagreements(
        disputes(catalogue.claims_about("kitic"), catalogue), catalogue.park("kitic")
    )
    certified, sides = next(
        item for item in items if item[0].claims[0].attribute == "oetcz_certification"
    )
    assert certified.entry is not None
    for language, heading in (("en", "certified"), ("zh", "通过确认")):
        assert heading in certified.entry.about[language]
        assert certified.reading[language]
    assert [relied for relied, _ in sides] == [True, False]
    assert len([item for item, _ in items if item.entry and item.entry.across]) == 2


def test_those_about_the_park_itself_come_first(catalogue: Catalogue) -> None:
    claims = [*catalogue.claims_about("all_origins"), *catalogue.claims_about("tcr")]
    items = disagreements(disputes(claims, catalogue), catalogue.park("tcr"))
    assert [item.claims[0].attribute for item, _ in items] == [
        "jobs", "us_section_122_surcharge", "us_section_122_last_day",
    ]  # fmt: skip


def test_one_that_nobody_has_read_has_no_heading_of_its_own(catalogue: Catalogue) -> None:
    shipped = catalogue.claims["ljip.tenants.3"]
    own = replace(shipped, id="own", value="99", source=catalogue.sources["ven"], private=True)
    ((item, sides),) = disagreements(disputes([shipped, own], catalogue), catalogue.park("ljip"))
    assert (item.entry, item.claims[0].attribute, item.standing) == (None, "tenants", "unread")
    assert [relied for relied, _ in sides] == [False, False]
    assert "nobody has decided" in item.reading["en"]


@EVERY
def test_every_claim_is_shown(settings: Settings, catalogue: Catalogue, step: int) -> None:
    for park in list(catalogue.parks.values())[::step]:
        found = park_view(park.id, settings, "en")
        told = {item["claim"].id for row in found["judged"] for item in row["statements"]}
        told |= {item["claim"].id for items in found["others"].values() for item in items}
        told |= {item["claim"].id for item in (*found["factories"], *found["trades"])}
        told |= {item["claim"].id for item in found["controversies"]}
        about = [c.id for s in (park.id, park.host_estate) for c in catalogue.claims_about(s)]
        assert set(about) <= told


def test_other_statements_are_those_that_nothing_rests_on(settings: Settings) -> None:
    found = park_view("tcr", settings, "zh")
    behind = {item["claim"].id for row in found["judged"] for item in row["statements"]}
    assert not behind & {item["claim"].id for items in found["others"].values() for item in items}
    assert {item["claim"].attribute for item in found["others"]["area_total"]} == {"area_total"}


def test_names_are_in_the_language(settings: Settings) -> None:
    found = park_view("tcr", settings, "zh")
    assert (found["country"], found["owner"]) == ("泰国", "民营")
    assert found["sectors"][0] == "汽车零部件"
    assert ("investor", "浙江杭州") in found["ties"]
    assert found["scorable"]
    assert [item["cell"].info.id for item in found["gaps"]] == [
        "specialised_infrastructure", "admission_requirements", "anchor_tenant",
    ]  # fmt: skip


def test_contradictions_and_what_only_looks_like_one(settings: Settings) -> None:
    found = park_view("vcep", settings, "en")
    headings = [item.entry.about["en"] for item, _ in found["contradictions"] if item.entry]
    assert headings[0] == "Is the investor state-owned or private?"
    assert any("restart" in heading for heading in headings)
    assert any("175 million" in heading for heading in headings)
    (_, area), *prices = found["likenesses"]
    assert len(prices) == 2  # of other provinces
    assert [item["claim"].id for item in area] == ["vcep.area_total.1", "vcep.area_total.2"]
    assert park_view("kitic", settings, "en")["likenesses"] == []


def test_owners(catalogue: Catalogue) -> None:
    assert owner(catalogue.park("mckip"), catalogue, "en") == "Joint to public"
    assert owner(catalogue.park("mckip"), catalogue, "zh") == "合资至国有"
    assert owner(catalogue.park("kitic"), catalogue, "en") == "Public"
    assert catalogue.park("cecz").ownership is None
    assert owner(catalogue.park("cecz"), catalogue, "en") == ""


def test_ties(catalogue: Catalogue) -> None:
    assert ties(catalogue.park("tcr"), "en") == [
        ("investor", "Hangzhou, Zhejiang"),
        ("tenants", "Zhejiang"),
        ("tenants", "Jiangsu"),
    ]
    assert ties(catalogue.park("teda_suez"), "en")[0] == ("investor", "Tianjin")


def test_duties_are_those_of_the_default_scenario(catalogue: Catalogue) -> None:
    found = dict(duties(catalogue.park("tcr"), catalogue))
    assert list(found) == ["US", "EU", "CN", "ASEAN", "UK", "JP", "MX"]
    lines = catalogue.schedule.goods(()).lines
    # The European Union has no preference for Thailand: the general duty, of a product that
    # nobody names the mean over the chapters.
    general = [
        layer.rate.mode
        for layer in catalogue.schedule.layers.values()
        for line in lines
        if (layer.market, layer.kind, layer.sectors) == ("EU", "general", ())
        and line.code in layer.codes
    ]
    assert len(general) == len(lines)
    mean = pytest.approx(sum(general) / len(lines))
    assert (found["EU"].low, found["EU"].mode) == (mean, mean)
    assert found["EU"].high > found["EU"].mode  # steel out of quota
    # The tiers of the default scenario are 12.5 for Thailand and 10 for Indonesia.
    other = dict(duties(catalogue.park("kitic"), catalogue))
    assert found["US"].mode - other["US"].mode == pytest.approx(12.5 - 10)
    assert found["US"].low - other["US"].low == pytest.approx(12.5 - 10)
    assert found["US"].low < found["US"].mode < found["US"].high


@pytest.mark.long
def test_every_park_has_duties_of_the_same_markets(catalogue: Catalogue) -> None:
    for park in catalogue.parks.values():
        found = {market for market, _ in duties(park, catalogue)}
        own = {"MX"} if park.country == "mexico" else set()
        assert found == {"US", "EU", "CN", "ASEAN", "UK", "JP", "MX"} - own


def test_private_data_show(laid_over: Settings) -> None:
    price = park_view("tcr", laid_over, "en")["judged"][0]
    assert price["cell"].evidence.value == pytest.approx(untold(50, 55, 60)[1])
    assert [item["claim"].private for item in price["statements"]] == [True]
    assert [item["claim"] for item in price["mine"]["statements"]] == [
        price["statements"][0]["claim"]
    ]


def test_an_unknown_park(settings: Settings) -> None:
    with pytest.raises(NotFound):
        park_view("nowhere", settings, "en")
