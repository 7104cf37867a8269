"""Which configurations are one formula under two names."""

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import closeness_form
from mcda.method import Prepared

_LEVEL = 1e-9  # of the largest entry


class Formulas:
    """The formulas met so far, each with the place at which it came first.

    Two tables of worth rank alike under all weights where their columns differ by constants and
    one common factor: a column's constant is the same for all alternatives. So AHP on numbers is
    the weighted sum under ``sum``, SPOTIS that under ``range``, and TOPSIS with Manhattan
    distances the weighted sum of its own normalisation. Of two distances to an ideal the tables
    of differences must agree but for the factor.
    """

    def __init__(self) -> None:
        self._met: list[tuple[str, float, FloatArray, int]] = []

    def met_at(self, prepared: Prepared, place: int) -> int | None:
        """Return the place of the same formula before, or None and remember this one.

        Parameters
        ----------
        prepared
            A method on the data that all are compared on.
        place
            Its own.
        """
        kind, table = _standard(prepared)
        if kind is None:
            return None
        total = float(table.sum())
        for other, sum_, known, at in self._met:
            near = other == kind and abs(sum_ - total) <= _LEVEL * table.size
            if near and np.abs(known - table).max() <= _LEVEL:
                return at
        self._met.append((kind, total, table, place))
        return None


def _standard(prepared: Prepared) -> tuple[str | None, FloatArray]:
    """Return the kind of formula and its table, free of constants and of the factor."""
    ratio = closeness_form(prepared)
    if prepared.worth is not None:
        kind, table = "worth", prepared.worth - prepared.worth[:1]
    elif ratio is not None:
        gaps = ratio.best - ratio.oriented, ratio.oriented - ratio.worst
        kind, table = f"ratio {ratio.power} {ratio.inside}", np.stack(gaps)
    else:
        return None, np.empty(0)
    size = float(np.abs(table).max())
    return kind, table / size if size else table
