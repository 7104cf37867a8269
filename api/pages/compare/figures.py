"""Positions of the marks in a comparison's drawings, in per cent of the available room.

No horizontal position is in pixels: lines and marks are placed in per cent, so that the text beside
them keeps its size on a telephone.
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


@dataclass(frozen=True, slots=True)
class Stop:
    """The point where a line crosses a column."""

    x: float
    """Per cent."""
    y: float
    """Per cent."""
    rank: int
    """Under the weighting of the column."""
    below: bool
    """It lies below what is drawn."""


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """The line of an alternative through the columns."""

    alternative: str
    tone: Tone
    stops: Sequence[Stop]


@dataclass(frozen=True, slots=True)
class SlopeRow:
    """A row on the left or right; without an alternative it stands for all below."""

    rank: int
    alternative: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Slopes:
    """Ranks under several weightings."""

    left: Sequence[SlopeRow]
    """Places under the first and under the last weighting."""
    right: Sequence[SlopeRow]
    """Places under the first and under the last weighting."""
    lines: Sequence[SlopeLine]
    """What is coloured comes last, so that it lies above the others."""


def slopes(
    orders: Sequence[Sequence[str]], ranks: Sequence[Mapping[str, int]], tones: Mapping[str, Tone]
) -> Slopes:
    """Return the lines of all alternatives that rank near the front under any weighting."""
    count = len(orders[0])
    depth = count if count <= MOST_ROWS else _DRAWN
    rows = depth if depth == count else depth + 1
    places = [{key: place for place, key in enumerate(order)} for order in orders]
    keys = [key for key in orders[0] if any(place[key] < depth for place in places)]

    def stop(column: int, key: str) -> Stop:
        place = min(places[column][key], rows - 1)
        return Stop(
            x=100 * (column + 0.5) / len(orders),
            y=100 * (place + 0.5) / rows,
            rank=ranks[column][key],
            below=places[column][key] >= depth,
        )

    lines = [
        SlopeLine(
            key, tones.get(key, "other"), [stop(column, key) for column in range(len(orders))]
        )
        for key in keys
    ]
    weight = {"other": 0, "also": 1, "rival": 2, "first": 3}
    return Slopes(
        left=_side(orders[0][:depth], ranks[0], tones, rows),
        right=_side(orders[-1][:depth], ranks[-1], tones, rows),
        lines=sorted(lines, key=lambda line: weight[line.tone]),
    )


def _side(
    order: Sequence[str], ranks: Mapping[str, int], tones: Mapping[str, Tone], rows: int
) -> list[SlopeRow]:
    listed = [SlopeRow(ranks[key], key, tones.get(key, "other")) for key in order]
    return listed + [SlopeRow(len(order), "", "other")] * (rows - len(order))


@dataclass(frozen=True, slots=True)
class Dot:
    """The weight in one weighting: its number, per cent of the axis, its lane from the top."""

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
    """Return an axis for each criterion, and the share at the end of all axes.

    Marks that would overlap are placed one below the other.
    """
    most = max(max(row) for row in weights.values())
    end = next((step for step in _STEPS if most <= step), _STEPS[-1])
    axes = []
    for criterion, row in weights.items():
        lanes: list[float] = []
        marks = {}
        for number in sorted(range(len(row)), key=row.__getitem__):
            at = row[number] / end
            lane = next((k for k, last in enumerate(lanes) if at - last >= _NEAR), len(lanes))
            lanes[lane : lane + 1] = [at]
            marks[number] = Dot(number, 100 * at, lane, row[number])
        axes.append(Axis(criterion, [marks[number] for number in range(len(row))], len(lanes)))
    return axes, end


@dataclass(frozen=True, slots=True)
class CauseBar:
    """The contribution of one criterion, drawn from a common zero."""

    criterion: str
    value: float
    x: float
    """Per cent."""
    width: float
    """Per cent."""
    end: float
    """Where its figure stands: to the right of a bar that speaks for, else to the left."""


def bars(values: Mapping[str, float]) -> tuple[list[CauseBar], float]:
    """Return diverging bars, the largest first, and the position of their zero, in per cent."""
    least, most = min(0.0, *values.values()), max(0.0, *values.values())
    margin = _MARGIN if least < 0 else _EDGE
    scale = (100 - margin - _MARGIN) / ((most - least) or 1.0)
    zero = margin - least * scale
    ordered = sorted(values.items(), key=lambda item: -abs(item[1]))
    chart = []
    for criterion, value in ordered:
        width = abs(value) * scale
        start = zero if value >= 0 else zero - width
        tip = start if value < 0 else start + width
        chart.append(CauseBar(criterion, value, start, width, tip))
    return chart, zero
