"""Many variants of a table at once, a bounded number of cells at a time."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

_CELLS = 2**18


def in_pieces(
    function: Callable[[Any], npt.NDArray[Any]], items: npt.NDArray[Any], cells: int
) -> npt.NDArray[Any]:
    """Return ``function(items)``, row by row the same, without all tables in memory at once.

    Parameters
    ----------
    function
        Of items ``(s, ...)``, gives ``(s, ...)``.
    items
        At least one.
    cells
        How many cells each item needs.
    """
    step = max(1, _CELLS // max(cells, 1))
    found = [function(items[at : at + step]) for at in range(0, len(items), step)]
    return found[0] if len(found) == 1 else np.concatenate(found)
