"""Whether the scale of a criterion fits what the catalogue knows of it."""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from mcda.cells import Cell, Interval, Triangular
from mcda.errors import InvalidProblem
from mcda.parks.appraisal import known_cells
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria import View, is_computed
from mcda.parks.enterprise import Enterprise
from mcda.parks.model import CriterionInfo
from mcda.problem import Alternative, Problem

MOST_PASSED = 0.10
"""Share of the draws of known cells that may lie past one end of a scale."""
_DAY = date(2026, 11, 28)
"""From which figures age here, so that what loads today loads tomorrow."""


def scale_faults(info: CriterionInfo, catalogue: Catalogue) -> Iterator[str]:
    """Yield what is wrong with the scale of a criterion of the catalogue.

    Computed criteria depend on who asks: their ends are held against a sample of enterprises by a
    test.
    """
    scale = info.scale
    if scale is None:
        yield "it has no scale"
        return
    low, high = info.range
    if not info.possible[0] <= low < high <= info.possible[1]:
        yield "its scale has no width, or is not within what it can be"
        return
    if (scale.worst > scale.best) != (info.direction == "cost"):
        yield "its scale leads the wrong way"
    try:
        Problem(
            criteria=(info.criterion(),),
            alternatives=(Alternative(id="any"),),
            performances=[[low]],
        )
    except InvalidProblem:
        yield "its value curve does not lead from end to end"
    if not is_computed(info):
        yield from _passed(info, catalogue)


def _passed(info: CriterionInfo, catalogue: Catalogue) -> Iterator[str]:
    view = View(
        catalogue=catalogue,
        enterprise=Enterprise(),
        scenario=catalogue.default_scenario,
        today=_DAY,
    )
    try:
        shares = passing(info, known_cells(view, info).values())
    except InvalidProblem:
        return  # bounds in the wrong order are told of the rating
    for end, share in zip(info.range, shares, strict=True):
        if share > MOST_PASSED:
            yield f"{share:.0%} of the draws of known cells lie past {end:g}"


def passing(info: CriterionInfo, cells: Iterable[Cell]) -> tuple[float, float]:
    """Return the shares of the draws of known cells below the lower and above the upper end."""
    low, high = info.range
    found = [
        (1.0 - _below(cell, np.nextafter(high, np.inf)), _below(cell, np.nextafter(low, -np.inf)))
        for cell in cells
    ]
    if not found:
        return 0.0, 0.0
    above, below = np.mean(found, axis=0).tolist()
    return below, above


def _below(cell: Cell, x: float) -> float:
    if isinstance(cell, Interval | Triangular):
        return float(cell.below(np.array(x)))
    return float(float(cell) <= x)  # type: ignore[arg-type]  # what is known is no None
