"""Large batches go through a prepared method in tiles."""

import numpy as np
import pytest

from mcda.cells import FloatArray
from weights.comparison import batches
from weights.comparison.batches import in_tiles


@pytest.mark.parametrize("rows", [0, 1, 9, 10, 11, 95])
def test_tiles_give_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(batches, "_TILE", 10 * 4 * 3)
    seen: list[int] = []

    def doubled(weights: FloatArray) -> FloatArray:
        seen.append(len(weights))
        return weights * 2

    batch = np.arange(3.0 * rows).reshape(rows, 3)
    assert in_tiles(4, doubled, batch).tolist() == (batch * 2).tolist()
    assert max(seen) <= 10
    assert sum(seen) == rows


def test_a_row_larger_than_a_tile_goes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_TILE", 5)
    assert in_tiles(4, np.negative, np.ones((3, 3))).shape == (3, 3)
