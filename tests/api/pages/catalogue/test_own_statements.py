"""The reader's own part of a criterion."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.pages.catalogue.own_statements import OwnStatements
from api.pages.catalogue.park import park_view
from api.settings import Settings
from mcda.parks import Catalogue
from mcda.parks.overlay import Overlay, StatementEntry, add_entry, format_workbook

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


def _mine(settings: Settings, criterion: str, park: str = "tcr") -> OwnStatements:
    rows = park_view(park, settings, "en").judged
    return next(row.mine for row in rows if row.cell.info.id == criterion)


def test_where_there_is_nothing_of_ones_own(settings: Settings) -> None:
    price = _mine(settings, "land_price")
    assert (price.way, price.of_country, price.rated, price.held) == ("figure", False, False, False)
    assert (list(price.statements), price.replaced) == ([], None)
    assert [level.id for level in _mine(settings, "infrastructure").levels] == [
        "none", "three", "five", "seven",
    ]  # fmt: skip
    assert _mine(settings, "hometown_ties").way == "words"
    assert _mine(settings, "profit_tax").of_country
    assert not _mine(settings, "port_distance").of_country


def test_a_figure_that_counts(laid: Laid, catalogue: Catalogue) -> None:
    price = _mine(laid({"criterion": "land_price", "value": "118"}), "land_price")
    assert [item.claim.quote for item in price.statements] == ["可谈"]
    assert price.counted == {"own.tcr.land_price.1"}
    assert price.rated
    assert not price.held
    assert price.replaced is catalogue.ratings["tcr", "land_price"]
    assert price.replaced_mode == catalogue.ratings["tcr", "land_price"].mode


def test_a_value_where_the_catalogue_has_none(laid: Laid) -> None:
    own = {"park": "mckip", "criterion": "land_price", "value": "118"}
    price = _mine(laid(own), "land_price", "mckip")
    assert (price.rated, price.replaced) == (True, None)


def test_a_newest_figure_says_what_it_replaces(laid: Laid) -> None:
    own = {"criterion": "port_distance", "value": "80"}
    port = _mine(laid(own), "port_distance")
    assert (port.rated, port.replaced_mode) == (False, 27)


@pytest.mark.parametrize("told", [{"as_of": "2001"}, {"park": "deep_c"}])
def test_an_older_figure_or_that_of_a_gap_replaces_none(laid: Laid, told: dict[str, str]) -> None:
    own = {"criterion": "port_distance", "value": "80", **told}
    park = told.get("park", "tcr")
    assert _mine(laid(own), "port_distance", park).replaced is None


def test_words_move_nothing(laid: Laid) -> None:
    ties = _mine(laid({"criterion": "hometown_ties", "value": "温州"}), "hometown_ties")
    assert [item.claim.value for item in ties.statements] == ["温州"]
    assert ties.counted == frozenset()


def test_a_figure_of_the_country_stands_at_every_park_there(laid: Laid) -> None:
    settings = laid({"park": "ljip", "criterion": "profit_tax", "value": "17"})
    for park in ("ljip", "vcep"):
        tax = _mine(settings, "profit_tax", park)
        assert [item.claim.id for item in tax.statements] == ["own.vietnam.profit_tax.1"]
        assert tax.counted


def test_contradictions_are_told(laid: Laid) -> None:
    settings = laid(
        {"criterion": "land_price", "value": "118"},
        {"criterion": "land_price", "value": "60", "who": "另一来源"},
        {"criterion": "infrastructure", "value": "five"},
    )
    assert len(_mine(settings, "land_price").contradicted) == 2
    assert _mine(settings, "infrastructure").contradicted == frozenset()


def test_a_value_of_the_workbook_is_held(laid_over: Settings) -> None:
    price = _mine(laid_over, "land_price")
    assert price.held
    assert [item.claim.id for item in price.statements] == ["quotation.tcr.land_price"]
