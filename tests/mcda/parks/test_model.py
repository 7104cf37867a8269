"""Small parts of the model."""

import pytest

from mcda.parks import Catalogue


def test_levels_by_id(catalogue: Catalogue) -> None:
    ladder = catalogue.ladders["infrastructure"]
    assert [level.value for level in ladder.levels] == [0, 3, 5, 7]
    assert ladder.level("five").name["zh"] == "五通一平"
    with pytest.raises(KeyError):
        ladder.level("nine")


def test_a_criterion_as_a_column(catalogue: Catalogue) -> None:
    column = catalogue.criterion("land_price").criterion()
    assert (column.id, column.direction) == ("land_price", "cost")
    assert column.unit == "USD/m2 for 20 years"
    assert column.range == (20, 190)
    assert column.name["zh"] == "土地价格"


def test_what_anybody_may_give(catalogue: Catalogue) -> None:
    assert catalogue.criterion("land_price").possible == (0.01, 100_000)
    assert catalogue.criterion("infrastructure").possible == (0, 7)


def test_weak_sources_are_marked(catalogue: Catalogue) -> None:
    assert catalogue.claims["ljip.land_price.1"].source.weak
    assert not catalogue.sources["sheng_2025"].weak
