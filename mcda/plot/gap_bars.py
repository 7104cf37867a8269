"""Why the others are behind: distances as stacked bars of the criteria's parts."""

from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import ENGLISH, ChartNames

_COLUMNS = ("place", "rank"), ("name", "alternative"), ("criterion", "criterion")
"""Of the tooltip, before the figures."""


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
    records = frame.records(rows, "gaps", "alternative", "rank", "criterion", "value")
    parts: dict[Any, dict[str, float]] = {}
    for row in records:
        parts.setdefault(row["alternative"], {})[row["criterion"]] = row["value"]
    heads = {head["alternative"]: head for head in frame.heads(records, names, [1])}
    for key, head in heads.items():
        head["sum"] = sum(parts[key].values())
    bars = list(heads.values())
    size: dict[str, float] = {}
    for criterion, value in (part for row in parts.values() for part in row.items()):
        size[criterion] = size.get(criterion, 0.0) + abs(value)
    # Each of the largest criteria has a colour of its own, and all others have one together.
    largest = sorted(size, key=lambda key: -size[key])[: layout.COLOURS]
    own = [key for key in size if key in largest]
    others = len(size) - len(own)
    labels = [names.criterion(key) for key in own]
    labels += [names.say("criteria_rest", count=others)] if others else []
    segments = []
    for key, head in heads.items():
        row = parts[key]
        values = [(number, row[name]) for number, name in enumerate(own) if name in row]
        rest = [value for part, value in row.items() if part not in own]
        for number, value in [*values, (len(own), sum(rest))] if rest else values:
            segments.append({**head, "colour": number, "criterion": labels[number], "value": value})
    axis = frame.row_axis([head["name"] for head in bars])
    pattern = frame.score_format(head["sum"] for head in bars)
    figures = ("value", "gaps_value", pattern), ("sum", "sum", pattern)
    ticks = alt.Axis(tickCount=alt.ExprRef("width < 300 ? 3 : 5"), labelOverlap=True)
    colours = [*frame.CATEGORIES, frame.REST][: len(labels)]
    scale = alt.Scale(domain=list(range(len(labels))), range=colours)
    legend = frame.legend(labels, left=frame.RANKED)
    below = any(min(parts[key].values()) < 0 for key in heads)
    sums = alt.Chart(frame.data(bars, "sums")).encode(y=axis, x=alt.X("sum:Q"))
    layers = [
        alt.Chart(frame.data(segments))
        .mark_bar(stroke="white", strokeWidth=0.5)  # parts keep apart in print
        .encode(
            y=axis,
            x=alt.X("value:Q", stack="zero", title=names.say("gaps_axis"), axis=ticks),
            color=alt.Color("colour:N", sort=None, scale=scale, legend=legend),
            order=alt.Order("colour:Q"),
            tooltip=frame.tooltip(names, *_COLUMNS, *figures),
        ),
        # Parts below zero keep bars from ending at their sum.
        *([sums.mark_tick(thickness=3, size=24, opacity=1, tooltip=None)] if below else []),
        *frame.rank_marks(bars),
    ]
    nearest, winner = bars[0]["alternative"], names.alternative(first)
    notes = [
        names.say("gaps_note"),
        names.say("gaps_total_note") if below else "",
        frame.ties(names, bars),
        frame.more(names, len(parts)),
    ]
    title = names.say("gaps_title", first=layout.wrapped(winner, 36, 1)[0])
    about = {
        "count": len(parts),
        "winner": winner,
        "nearest": names.alternative(nearest),
        "criterion": names.criterion(max(parts[nearest], key=parts[nearest].__getitem__)),
    }
    properties = frame.head("gaps", names, notes, about, title)
    height = layout.of_rows(len(parts), 31, layout.legend_height(len(size)))
    return frame.chart(layers, height, properties, legend=len(labels))
