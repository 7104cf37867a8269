"""The three figures of a rating or quotation, with what was left out filled in."""

from mcda.parks.catalogue import Catalogue
from mcda.parks.model import Level
from mcda.parks.overlay.model import Quotation, RatingRow


def level_of(row: RatingRow | Quotation, catalogue: Catalogue) -> Level | None:
    """Return the level that a rating names.

    Raises
    ------
    KeyError
        The ladder of the criterion has no such level, or there is no ladder.
    """
    if not isinstance(row, RatingRow) or not row.level:
        return None
    return catalogue.ladders[row.criterion].level(row.level)


def figures(
    row: RatingRow | Quotation, level: Level | None = None
) -> tuple[float, float, float] | None:
    """Return lowest, most likely and highest value; None where they do not follow.

    An empty mode is the value of the level, else the middle of the bounds. Empty bounds are those
    of the level, else the mode itself. One bound without the other says too little.

    Parameters
    ----------
    row
        A rating or quotation.
    level
        The level that it names.
    """
    if (row.low is None) != (row.high is None):
        return None
    mode = row.mode
    if mode is None and level is not None:
        mode = level.value
    if row.low is None or row.high is None:
        if mode is None:
            return None
        return (mode, mode, mode) if level is None else (level.low, mode, level.high)
    return row.low, (row.low + row.high) / 2 if mode is None else mode, row.high
