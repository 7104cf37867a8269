"""Positions of the marks in a comparison's drawings, in per cent of the available room.

No horizontal position is in pixels: lines and marks are placed in per cent, so that the text beside
them keeps its size on a telephone.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from mcda.plain import Plain

Tone = Literal["first", "rival", "also", "other"]
"""What a class says of an alternative; ``also`` is first under some other weighting."""

MOST_ROWS = 14
"""Places that are drawn one by one; with more, the first twelve are, and a row for all below."""
_DRAWN = 12
_NEAR = 0.06  # of an axis: marks that would cover each other
_MARGIN, _EDGE = 17.0, 1.0  # per cent of the room, for a figure beside a bar and without one
_ABOVE: tuple[Tone, ...] = ("other", "also", "rival", "first")
_STEPS = (0.2, 0.4, 0.6, 0.8, 1.0)


def slopes(ranks: Sequence[Mapping[str, int]], tones: Mapping[str, Tone]) -> Plain:
    """Return the lines of all alternatives that rank near the front under any weighting.

    Ranks stand from best to worst under each weighting. Beside ``lines``, of which the coloured
    ones come last and lie above the others, stand the places under the first weighting, ``left``,
    and the last, ``right``; a place without an alternative stands for all below. A line stops at
    each column; a stop may lie ``below`` what is drawn.
    """
    count = len(ranks[0])
    depth = count if count <= MOST_ROWS else _DRAWN
    rows = min(count, depth + 1)
    places = [{key: place for place, key in enumerate(own)} for own in ranks]
    lines: list[Plain] = [
        {
            "alternative": key,
            "tone": tones.get(key, "other"),
            "stops": [
                {
                    "x": 100 * (column + 0.5) / len(ranks),
                    "y": 100 * (min(place[key], rows - 1) + 0.5) / rows,
                    "rank": ranks[column][key],
                    "below": place[key] >= depth,
                }
                for column, place in enumerate(places)
            ],
        }
        for key in ranks[0]
        if any(place[key] < depth for place in places)
    ]
    below = [{"rank": depth, "alternative": "", "tone": "other"}] * (rows - depth)
    left, right = (
        [
            {"rank": rank, "alternative": key, "tone": tones.get(key, "other")}
            for key, rank in [*own.items()][:depth]
        ]
        + below
        for own in (ranks[0], ranks[-1])
    )
    lines.sort(key=lambda line: _ABOVE.index(line["tone"]))
    return {"left": left, "right": right, "lines": lines}


def dots(weights: Mapping[str, Sequence[float]]) -> tuple[list[Plain], float]:
    """Return an axis for each criterion, and the share at the end of all axes.

    A dot has its place in per cent of the axis; those that would overlap lie in lanes one below the
    other.
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
            marks[number] = {"weighting": number, "x": 100 * at, "lane": lane, "share": row[number]}
        inner = [marks[number] for number in range(len(row))]
        axes.append({"criterion": criterion, "dots": inner, "lanes": len(lanes)})
    return axes, end


def bars(values: Mapping[str, float]) -> tuple[list[Plain], float]:
    """Return diverging bars, the largest first, and the position of their zero, in per cent.

    The figure of a bar stands at its ``end``: to the right of one that speaks for, else to the
    left.
    """
    least, most = min(0.0, *values.values()), max(0.0, *values.values())
    margin = _MARGIN if least < 0 else _EDGE
    scale = (100 - margin - _MARGIN) / ((most - least) or 1.0)
    zero = margin - least * scale
    chart = []
    for criterion, value in sorted(values.items(), key=lambda item: -abs(item[1])):
        width = abs(value) * scale
        x, end = (zero, zero + width) if value >= 0 else (zero - width, zero - width)
        chart.append({"criterion": criterion, "value": value, "x": x, "width": width, "end": end})
    return chart, zero
