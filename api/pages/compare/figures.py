"""Where the marks of a comparison's drawings stand, in per cent of the room that a page gives them.

Nothing here has pixels across: lines and marks are placed in per cent, so that text beside them
keeps its size on a telephone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["first", "rival", "also", "other"]
"""What a class says of an alternative; ``also`` is first under some other weighting."""

MOST_ROWS = 14
"""Places that are drawn one by one; with more, the first twelve are, and a row for all below."""
_DRAWN = 12
_NEAR = 0.06  # of an axis: marks that would cover each other
_MARGIN, _EDGE = 17.0, 1.0  # per cent of the room, for a figure beside a bar and without one
_STEPS = (0.2, 0.4, 0.6, 0.8, 1.0)
_ENDS = (10.0, 90.0)  # per cent: a figure nearer to an end is written inwards


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a line passes a column.

    Parameters
    ----------
    x, y
        Per cent.
    rank
        Under the weighting of the column.
    below
        It lies below what is drawn.
    """

    x: float
    y: float
    rank: int
    below: bool


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """An alternative's way through the columns."""

    alternative: str
    tone: Tone
    stops: Sequence[Stop]


@dataclass(frozen=True, slots=True)
class SlopeRow:
    """A place on the left or on the right; without an alternative it stands for all below."""

    rank: int
    alternative: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Slopes:
    """Ranks under several weightings.

    Parameters
    ----------
    left, right
        Places under the first and under the last weighting.
    lines
        What is coloured comes last, so that it lies above the others.
    """

    left: Sequence[SlopeRow]
    right: Sequence[SlopeRow]
    lines: Sequence[SlopeLine]


def slopes(
    orders: Sequence[Sequence[str]], ranks: Sequence[Mapping[str, int]], tones: Mapping[str, Tone]
) -> Slopes:
    """Return the lines of all alternatives that come near the front under some weighting.

    Parameters
    ----------
    orders
        Of the alternatives under each of ``s`` weightings, from best to worst.
    ranks
        By alternative, under each.
    tones
        Of those that are not merely others.
    """
    count = len(orders[0])
    drawn = count if count <= MOST_ROWS else _DRAWN
    rows = drawn if drawn == count else drawn + 1
    places = [{key: place for place, key in enumerate(order)} for order in orders]
    shown = [key for key in orders[0] if any(place[key] < drawn for place in places)]

    def stop(column: int, key: str) -> Stop:
        place = min(places[column][key], rows - 1)
        return Stop(
            x=100 * (column + 0.5) / len(orders),
            y=100 * (place + 0.5) / rows,
            rank=ranks[column][key],
            below=places[column][key] >= drawn,
        )

    lines = [
        SlopeLine(
            key, tones.get(key, "other"), [stop(column, key) for column in range(len(orders))]
        )
        for key in shown
    ]
    weight = {"other": 0, "also": 1, "rival": 2, "first": 3}
    return Slopes(
        left=_side(orders[0][:drawn], ranks[0], tones, rows),
        right=_side(orders[-1][:drawn], ranks[-1], tones, rows),
        lines=sorted(lines, key=lambda line: weight[line.tone]),
    )


def _side(
    order: Sequence[str], ranks: Mapping[str, int], tones: Mapping[str, Tone], rows: int
) -> list[SlopeRow]:
    listed = [SlopeRow(ranks[key], key, tones.get(key, "other")) for key in order]
    return listed + [SlopeRow(len(order), "", "other")] * (rows - len(order))


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the way between two weightings, in per cent, in the tone of who is first."""

    x: float
    width: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the first changes: per cent, and on which side of it a figure has room."""

    x: float
    share: float
    anchor: str


def segments(
    stretches: Sequence[Mapping[str, object]], tones: Mapping[str, Tone]
) -> tuple[list[Segment], list[Cut]]:
    """Return the parts of a strip, and the cuts between them.

    Parameters
    ----------
    stretches
        Of the ``winner_regions`` of an answer.
    tones
        As of `slopes`.
    """
    parts, cuts = [], []
    for item in stretches:
        start, end = float(str(item["from"])), float(str(item["to"]))
        parts.append(
            Segment(100 * start, 100 * (end - start), tones.get(str(item["winner"]), "other"))
        )
        if start > 0:
            cuts.append(Cut(100 * start, start, _anchor(100 * start)))
    return parts, cuts


def _anchor(x: float) -> str:
    return "start" if x < _ENDS[0] else "end" if x > _ENDS[1] else "middle"


@dataclass(frozen=True, slots=True)
class Dot:
    """The weight of one weighting: its number, per cent of the axis, its lane from the top."""

    weighting: int
    x: float
    lane: int
    share: float


@dataclass(frozen=True, slots=True)
class Axis:
    """The weights of one criterion on an axis."""

    criterion: str
    dots: Sequence[Dot]
    lanes: int


def dots(weights: Mapping[str, Sequence[float]]) -> tuple[list[Axis], float]:
    """Return an axis for each criterion, and the share at which all of them end.

    Marks that would cover each other stand one below the other.

    Parameters
    ----------
    weights
        Under each weighting, by criterion.
    """
    most = max(max(row) for row in weights.values())
    end = next((step for step in _STEPS if most <= step), _STEPS[-1])
    return [_axis(key, row, end) for key, row in weights.items()], end


def _axis(criterion: str, row: Sequence[float], end: float) -> Axis:
    lanes: list[float] = []
    found = {}
    for number in sorted(range(len(row)), key=row.__getitem__):
        at = row[number] / end
        lane = next((k for k, last in enumerate(lanes) if at - last >= _NEAR), len(lanes))
        lanes[lane : lane + 1] = [at]
        found[number] = Dot(number, 100 * at, lane, row[number])
    return Axis(criterion, [found[number] for number in range(len(row))], len(lanes))


@dataclass(frozen=True, slots=True)
class CauseBar:
    """What one criterion adds, drawn from a common zero.

    Parameters
    ----------
    x, width
        Per cent.
    end
        Where its figure stands: to the right of a bar that speaks for, else to the left.
    """

    criterion: str
    value: float
    x: float
    width: float
    end: float


def bars(values: Mapping[str, float]) -> tuple[list[CauseBar], float]:
    """Return diverging bars, the largest first, and where their zero stands, in per cent.

    Parameters
    ----------
    values
        By criterion, in whatever unit.
    """
    least, most = min(0.0, *values.values()), max(0.0, *values.values())
    left = _MARGIN if least < 0 else _EDGE
    scale = (100 - left - _MARGIN) / ((most - least) or 1.0)
    zero = left - least * scale
    ordered = sorted(values.items(), key=lambda item: -abs(item[1]))
    return [_bar(key, value, zero, scale) for key, value in ordered], zero


def _bar(criterion: str, value: float, zero: float, scale: float) -> CauseBar:
    width = abs(value) * scale
    start = zero if value >= 0 else zero - width
    return CauseBar(criterion, value, start, width, start if value < 0 else start + width)
