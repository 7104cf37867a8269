"""Why the others are behind: distances stacked of the parts that criteria add to them."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import ENGLISH, ChartNames
from mcda.plot.layout import Records

Parts = Mapping[Any, Mapping[str, float]]
_NEEDED = ("alternative", "rank", "criterion", "value")
"""Columns of the rows."""
_OF_WINNERS = ("under", "first", "alternative", "wanted_by", "criterion", "value")
"""Of those of `winner_gaps`."""


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
    found = frame.records(rows, "gaps", *_NEEDED)
    parts = _parts(found, "alternative")
    heads = {head["alternative"]: head for head in frame.heads(found, names, [1])}
    for key, head in heads.items():
        head["sum"] = sum(parts[key].values())
    shown = list(heads.values())
    stack = _Stack(parts, names)
    axis = frame.row_axis([head["name"] for head in shown])
    columns = ("place", "rank"), ("name", "alternative")
    below = any(min(parts[key].values()) < 0 for key in heads)
    sums = alt.Chart(frame.data(shown, "sums")).encode(y=axis, x=alt.X("sum:Q"))
    layers = [
        stack.bars(heads, axis, columns, left=frame.RANKED),
        # Parts below zero keep bars from ending at their sum.
        *([sums.mark_tick(thickness=3, size=24, opacity=1, tooltip=None)] if below else []),
        *frame.rank_marks(shown),
    ]
    nearest, winner = shown[0]["alternative"], names.alternative(first)
    said = frame.head(
        "gaps",
        names,
        [
            names.say("gaps_note"),
            names.say("gaps_total_note") if below else "",
            frame.ties(names, shown),
            frame.more(names, len(parts)),
        ],
        title=names.say("gaps_title", first=layout.wrapped(winner, 36, 1)[0]),
        count=len(parts),
        winner=winner,
        nearest=names.alternative(nearest),
        criterion=names.criterion(max(parts[nearest], key=parts[nearest].__getitem__)),
    )
    return frame.chart(layers, layout.HEIGHTS["gaps"](found), said, legend=len(stack.shown))


@checked
def winner_gaps(rows: Any, names: ChartNames = ENGLISH) -> alt.LayerChart:
    """Return a stacked bar for each weighting and each winner of others.

    Parameters
    ----------
    rows
        ``under``, the name of a weighting, ``first``, its winner, ``alternative``, the winner of
        others, ``wanted_by``, the names of those, and how much each ``criterion`` adds to the
        distance of the two, ``value``.
    names
        Of alternatives and criteria, and the language.

    Examples
    --------
    >>> gap = {"under": "board", "first": "a", "alternative": "b", "wanted_by": ["owner"]}
    >>> winner_gaps([{**gap, "criterion": "price", "value": 0.2}]).title["text"]
    ['How far are the winners', 'behind each other?']
    """
    found = frame.records(rows, "winner_gaps", *_OF_WINNERS)
    parts = _parts(found, "under", "alternative")
    asked = {(row["under"], row["alternative"]): row for row in found}
    heads = {
        key: {**_said(asked[key], names), "row": number, "sum": sum(parts[key].values())}
        for number, key in enumerate(list(parts)[: layout.LIMIT])
    }
    stack = _Stack(parts, names)
    scale = alt.Scale(domain=list(range(len(heads))), padding=0.68)
    axis = alt.Y("row:O", sort=None, scale=scale, axis=None)
    columns = ("under", "weighting"), ("behind", "winners"), ("wanted_by", "wanted")
    texts = (
        alt.Chart(frame.data(heads.values(), "asked"))
        .mark_text(align="left", dy=-31, lineHeight=14, limit=alt.ExprRef("width"), tooltip=None)
        .encode(y=axis, x=alt.value(0), text=alt.Text("lines:N"))
    )
    notes = names.say("winner_gaps_note"), frame.more(names, len(parts), "gaps")
    return frame.chart(
        [stack.bars(heads, axis, columns, left=0), texts],
        layout.HEIGHTS["winner_gaps"](found),
        frame.head("winner_gaps", names, notes, count=len(parts)),
        legend=len(stack.shown),
    )


def _said(row: Mapping[str, Any], names: ChartNames) -> dict[str, Any]:
    pair = {key: names.alternative(row[key]) for key in ("first", "alternative")}
    behind, wanted = names.say("winner_gaps_behind", **pair), row["wanted_by"]
    return {
        "under": row["under"],
        "behind": behind,
        "wanted_by": wanted if isinstance(wanted, str) else names.listed(wanted),
        "lines": [names.say("winner_gaps_under", under=row["under"]), behind],
    }


def _parts(rows: Records, *fields: str) -> Parts:
    """Return the parts of each distance by criterion."""
    found: dict[Any, dict[str, float]] = {}
    for row in rows:
        found.setdefault(itemgetter(*fields)(row), {})[row["criterion"]] = row["value"]
    return found


class _Stack:
    """Bars stacked of parts: a colour for each criterion that adds most, one for the rest."""

    def __init__(self, parts: Parts, names: ChartNames) -> None:
        self._parts, self._names = parts, names
        size: dict[str, float] = {}
        for found in parts.values():
            for key, value in found.items():
                size[key] = size.get(key, 0.0) + abs(value)
        largest = sorted(size, key=lambda key: -size[key])[: layout.COLOURS]
        self._own = [key for key in size if key in largest]
        rest = len(size) - len(self._own)
        self.shown = [names.criterion(key) for key in self._own]
        self.shown += [names.say("criteria_rest", count=rest)] if rest else []

    def _divided(self, parts: Mapping[str, float]) -> list[tuple[int, float]]:
        """Return the number of the colour and the value of each part, the rest as one."""
        found = [(colour, parts[key]) for colour, key in enumerate(self._own) if key in parts]
        rest = [value for key, value in parts.items() if key not in self._own]
        return [*found, (len(self._own), sum(rest))] if rest else found

    def bars(
        self, heads: Parts | Any, axis: alt.Y, columns: Sequence[tuple[str, ...]], *, left: int
    ) -> alt.Chart:
        """Return the bars; parts below zero go to the left.

        Parameters
        ----------
        heads
            By distance what its parts have in common: its row, its sum and more.
        axis, columns
            The vertical axis, and what is said of a part beside its figures.
        left
            Pixels left of the bars.
        """
        names, count = self._names, len(self.shown)
        rows = [
            {**head, "colour": colour, "criterion": self.shown[colour], "value": value}
            for key, head in heads.items()
            for colour, value in self._divided(self._parts[key])
        ]
        pattern = frame.score_format(head["sum"] for head in heads.values())
        figures = ("value", "gaps_value", pattern), ("sum", "sum", pattern)
        ticks = alt.Axis(tickCount=alt.ExprRef("width < 300 ? 3 : 5"), labelOverlap=True)
        colours = [*frame.CATEGORIES, frame.REST][:count]
        colour = alt.Color(
            "colour:N",
            sort=None,
            scale=alt.Scale(domain=list(range(count)), range=colours),
            legend=frame.legend(self.shown, left=left),
        )
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
