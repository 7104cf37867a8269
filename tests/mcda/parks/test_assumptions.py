"""What stands where nothing is known of a park."""

import numpy as np
import pytest

from mcda.cells import Interval, Triangular, Typical, TypicalLog, Unknown
from mcda.errors import InvalidEnterprise
from mcda.parks import Catalogue, Enterprise, appraise
from mcda.parks.posterior import assumption
from tests.refusals import rejects


def _assumed(catalogue: Catalogue, park: str, known: dict[str, object], **asked: str) -> object:
    info = catalogue.criterion("infrastructure")
    return assumption(info, catalogue.parks[park], known, catalogue, **asked)  # type: ignore[arg-type]


def _of_country(catalogue: Catalogue, country: str) -> list[str]:
    return [park.id for park in catalogue.parks.values() if park.country == country]


def test_three_known_parks_of_the_country_are_enough(catalogue: Catalogue) -> None:
    parks = _of_country(catalogue, "vietnam")
    assert len(parks) >= 5
    known = dict(zip(parks[1:4], [4.0, 5.0, Triangular(low=3, mode=5, high=6)], strict=True))
    known |= dict.fromkeys(_of_country(catalogue, "thailand"), 7.0)
    found = _assumed(catalogue, parks[0], known)
    assert found.cell == Typical(
        parts=(Interval(low=4, high=4), Interval(low=5, high=5), Triangular(low=3, mode=5, high=6)),
        shares=(1 / 3,) * 3,
    )
    assert "3 parks of Vietnam" in found.rationale["en"]
    assert "越南 3 个" in found.rationale["zh"]


def test_two_are_not_and_the_region_is_asked(catalogue: Catalogue) -> None:
    parks = _of_country(catalogue, "vietnam")
    known = dict.fromkeys([*parks[1:3], *_of_country(catalogue, "thailand")[:2]], 6.0)
    found = _assumed(catalogue, parks[0], known)
    assert found.cell.shares == (1 / 4,) * 4
    assert "South-East Asia" in found.rationale["en"]


def test_else_half_any_known_park_and_half_the_scale(catalogue: Catalogue) -> None:
    known = dict.fromkeys(_of_country(catalogue, "vietnam")[:4], 5.0)
    found = _assumed(catalogue, "great_stone", known)
    assert found.cell.shares == (1 / 8,) * 4 + (1 / 2,)
    assert found.cell.parts[-1] == Interval(low=3, high=7)
    assert found.cell.below(np.array([4.9, 5.0])) == pytest.approx([0.2375, 0.75])


def test_bounds_and_the_worse_quarter(catalogue: Catalogue) -> None:
    known = dict.fromkeys(_of_country(catalogue, "vietnam")[:4], 5.0)
    assert _assumed(catalogue, "ljip", known, unknowns="bounds").cell == Unknown(low=3, high=7)
    assert _assumed(catalogue, "ljip", known, unknowns="cautious").cell == Unknown(low=3, high=4)
    price = catalogue.criterion("land_price")
    worst = assumption(price, catalogue.parks["ljip"], {}, catalogue, "cautious").cell
    assert worst == Unknown(low=190 - 170 / 4, high=190)
    assert _assumed(catalogue, "ljip", {}).cell == Unknown(low=3, high=7)


def test_it_is_told_at_the_cell_and_refused_where_unknown_cells_are(catalogue: Catalogue) -> None:
    view = appraise(
        catalogue, Enterprise(), ["great_stone", "tcr"], ["land_price", "infrastructure"]
    )
    cell = view.evidence["great_stone"]["land_price"]
    assert cell.cell is None
    assert "typical of its country, by 0 sources there" in cell.rationale["en"]
    assert isinstance(view.performances[0][0], TypicalLog)
    with rejects(InvalidEnterprise, path=("unknowns",)):
        appraise(catalogue, Enterprise(), unknowns="guess")  # type: ignore[arg-type]
