"""Why the others are behind: distances as stacked bars of the criteria's parts."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import ENGLISH, ChartNames
from mcda.plot.layout import Records

Parts = Mapping[Any, Mapping[str, float]]
_NEEDED = ("alternative", "rank", "criterion", "value")
"""Columns of the rows."""


@checked
def gaps(rows: Any, names: ChartNames = ENGLISH, *, first: str) -> alt.LayerChart:
    """Return stacked bars of what each criterion adds to the distance from the first.

    Parameters
    ----------
    rows
        Of all but the first, from best to worst: ``alternative``, ``rank``, ``criterion`` and
        ``value``, which is below 0 where the alternative is ahead.
    names
        Of alternatives and criteria, and the language.
    first
        Id of the first.

    Examples
    --------
    >>> part = {"alternative": "b", "rank": 2, "criterion": "price", "value": 0.2}
    >>> gaps([part], first="a").title["text"]
    ['Why are the others behind a?']
    """
    records = frame.records(rows, "gaps", *_NEEDED)
    parts = _parts(records)
    heads = {head["alternative"]: head for head in frame.heads(records, names, [1])}
    for key, head in heads.items():
        head["sum"] = sum(parts[key].values())
    bars = list(heads.values())
    stack = _Stack(parts, names)
    axis = frame.row_axis([head["name"] for head in bars])
    columns = ("place", "rank"), ("name", "alternative")
    below = any(min(parts[key].values()) < 0 for key in heads)
    sums = alt.Chart(frame.data(bars, "sums")).encode(y=axis, x=alt.X("sum:Q"))
    layers = [
        stack.bars(heads, axis, columns),
        # Parts below zero keep bars from ending at their sum.
        *([sums.mark_tick(thickness=3, size=24, opacity=1, tooltip=None)] if below else []),
        *frame.rank_marks(bars),
    ]
    nearest, winner = bars[0]["alternative"], names.alternative(first)
    properties = frame.head(
        "gaps",
        names,
        [
            names.say("gaps_note"),
            names.say("gaps_total_note") if below else "",
            frame.ties(names, bars),
            frame.more(names, len(parts)),
        ],
        title=names.say("gaps_title", first=layout.wrapped(winner, 36, 1)[0]),
        count=len(parts),
        winner=winner,
        nearest=names.alternative(nearest),
        criterion=names.criterion(max(parts[nearest], key=parts[nearest].__getitem__)),
    )
    return frame.chart(layers, layout.HEIGHTS["gaps"](records), properties, legend=len(stack.shown))


def _parts(rows: Records) -> Parts:
    """Return the parts of each distance by criterion."""
    by_alternative: dict[Any, dict[str, float]] = {}
    for row in rows:
        by_alternative.setdefault(row["alternative"], {})[row["criterion"]] = row["value"]
    return by_alternative


class _Stack:
    """Stacked bars: one colour for each of the largest criteria, one for all others."""

    def __init__(self, parts: Parts, names: ChartNames) -> None:
        self._parts, self._names = parts, names
        size: dict[str, float] = {}
        for by_criterion in parts.values():
            for key, value in by_criterion.items():
                size[key] = size.get(key, 0.0) + abs(value)
        largest = sorted(size, key=lambda key: -size[key])[: layout.COLOURS]
        self._own = [key for key in size if key in largest]
        rest = len(size) - len(self._own)
        self.shown = [names.criterion(key) for key in self._own]
        self.shown += [names.say("criteria_rest", count=rest)] if rest else []

    def bars(
        self, heads: Parts | Any, axis: alt.Y, columns: Sequence[tuple[str, ...]]
    ) -> alt.Chart:
        """Return the bars; parts below zero go to the left."""
        names, count = self._names, len(self.shown)
        rows = []
        for key, head in heads.items():
            parts = self._parts[key]
            values = [(colour, parts[own]) for colour, own in enumerate(self._own) if own in parts]
            rest = [value for part, value in parts.items() if part not in self._own]
            for number, value in [*values, (len(self._own), sum(rest))] if rest else values:
                bar = {"colour": number, "criterion": self.shown[number], "value": value}
                rows.append({**head, **bar})
        pattern = frame.score_format(head["sum"] for head in heads.values())
        figures = ("value", "gaps_value", pattern), ("sum", "sum", pattern)
        ticks = alt.Axis(tickCount=alt.ExprRef("width < 300 ? 3 : 5"), labelOverlap=True)
        colours = [*frame.CATEGORIES, frame.REST][:count]
        scale = alt.Scale(domain=list(range(count)), range=colours)
        legend = frame.legend(self.shown, left=frame.RANKED)
        colour = alt.Color("colour:N", sort=None, scale=scale, legend=legend)
        return (
            alt.Chart(frame.data(rows))
            .mark_bar(stroke="white", strokeWidth=0.5)  # parts keep apart in print
            .encode(
                y=axis,
                x=alt.X("value:Q", stack="zero", title=names.say("gaps_axis"), axis=ticks),
                color=colour,
                order=alt.Order("colour:Q"),
                tooltip=frame.tooltip(names, *columns, ("criterion", "criterion"), *figures),
            )
        )
