"""Parts of a set of weights against areas known by hand."""

import numpy as np
import pytest

from mcda.errors import UnsuitableData
from mcda.polytope import Polytope, PolytopePart


def whole(n: int) -> PolytopePart:
    found = Polytope.whole(n).part()
    assert found is not None
    return found


def share(part: PolytopePart, of: PolytopePart) -> float:
    here, all_ = part.measured(), of.measured()
    assert here is not None
    assert all_ is not None
    return float(here.volumes.sum() / all_.volumes.sum())


@pytest.mark.parametrize(
    ("row", "wanted"),
    [([1, -1, 0], 1 / 2), ([1, 1, -1], 3 / 4), ([-1, 1, 1], 3 / 4), ([2, -1, -1], 4 / 9)],
)
def test_shares_of_the_triangle(row: list[float], wanted: float) -> None:
    """2 w_0 >= w_1 + w_2 is w_0 >= 1/3, which leaves a triangle of (2/3)^2."""
    every = whole(3)
    part = every.above(np.array(row, dtype=float))
    assert part is not None
    assert share(part, every) == pytest.approx(wanted, abs=1e-12)


def test_an_order_is_one_of_all_orders() -> None:
    every = whole(5)
    part: PolytopePart | None = every
    for j in range(4):
        assert part is not None
        part = part.above(np.eye(5)[j] - np.eye(5)[j + 1])
    assert part is not None
    assert share(part, every) == pytest.approx(1 / 120, abs=1e-12)
    assert sorted(map(len, part.weights.round(12).tolist())) == [5] * 5


def test_what_only_touches_has_no_volume() -> None:
    every = whole(3)
    assert every.above(np.array([-1.0, 0, 0])) is None
    assert every.above(np.array([-1.0, -1, -2])) is None
    assert every.above(np.array([1.0, 0, 0])) is every
    assert every.above(np.zeros(3)) is every


def test_a_part_with_too_many_corners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcda.polytope.corners.MOST_CORNERS", 5)
    row = np.array([1.0, 1, -1, -1])  # two corners stay, four edges cross
    with pytest.raises(UnsuitableData) as caught:
        whole(4).above(row)
    assert caught.value.code == "volumes_blurred"


def test_a_part_of_a_set_with_less_dimensions() -> None:
    """With w_2 fixed to 0 two weights share the rest."""
    flat = Polytope(np.array([[0.0, 0.0, 1.0]]), np.zeros(1)).part()
    assert flat is not None
    part = flat.above(np.array([1.0, -3.0, 0.0]))
    assert part is not None
    assert share(part, flat) == pytest.approx(1 / 4, abs=1e-9)
