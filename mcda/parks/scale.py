"""How far a criterion's scale reaches: a user's figure may leave the catalogue's range."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mcda.cells import Cell, Unknown
from mcda.errors import Note
from mcda.parks.evidence import Evidence
from mcda.parks.model import CriterionInfo, Park, Text
from mcda.texts.figures import unit_names

FAR = 10.0
"""How many times beyond an end of the range a figure is, for its unit to be asked about."""
Graded = Mapping[str, Mapping[str, Evidence]]


def widened(info: CriterionInfo, found: Iterable[Evidence]) -> tuple[float, float]:
    """Return the range of a criterion in a decision problem.

    Parameters
    ----------
    info
        The criterion; a closed scale stays as it is.
    found
        What stands behind the cells of its column.

    Returns
    -------
    tuple[float, float]
        The catalogue's range, or where figures lie outside it the narrowest that holds them too.
    """
    low, high = info.range
    if info.possible is None:
        return low, high
    cells = list(found)
    lows = [item.low for item in cells if item.low is not None]
    highs = [item.high for item in cells if item.high is not None]
    return min([low, *lows]), max([high, *highs])


def in_scale(cell: Cell, info: CriterionInfo, scale: tuple[float, float]) -> Cell:
    """Return a cell as it stands in a problem with this scale.

    What is unknown stays within the catalogue's range: a figure of one park says nothing of others.

    Parameters
    ----------
    cell
        As the evidence has it.
    info
        The criterion.
    scale
        See `widened`.
    """
    if cell is not None or scale == info.range:
        return cell
    low, high = info.range
    return Unknown(low=low, high=high)


def scale_notes(
    evidence: Graded, parks: Sequence[Park], columns: Sequence[CriterionInfo]
) -> Iterator[Note]:
    """Yield a note for each range that was widened, and one for each figure that is far outside.

    Parameters
    ----------
    evidence
        By park and criterion.
    parks, columns
        Looked at.
    """
    for info in columns:
        scale = widened(info, (evidence[park.id][info.id] for park in parks))
        if scale != info.range:
            outside = tuple(p.name for p in parks if _outside(evidence[p.id][info.id], info.range))
            fields = {
                **_told(info),
                "parks": outside,
                "low": scale[0],
                "high": scale[1],
            }
            yield Note("range_widened", ("criteria", info.id), fields)
        for park in parks:
            value = _far(evidence[park.id][info.id], info)
            if value is not None:
                fields = {**_told(info), "park": park.name, "value": value, "is": info.measures}
                yield Note("figure_far_outside", ("evidence", park.id, info.id), fields)


def _told(info: CriterionInfo) -> dict[str, object]:
    unit: Text = unit_names(info.unit)
    least, most = info.range
    return {"criterion": info.name, "least": least, "most": most, "unit": unit}


def _outside(found: Evidence, scale: tuple[float, float]) -> bool:
    if found.low is None or found.high is None:
        return False
    return found.low < scale[0] or found.high > scale[1]


def _far(found: Evidence, info: CriterionInfo) -> float | None:
    """Return the end of a cell that is many times beyond the range."""
    if info.possible is None or found.low is None or found.high is None:
        return None
    least, most = info.range
    if found.high > FAR * most:
        return found.high
    return found.low if FAR * found.low < least else None
