"""How often each alternative takes each rank when weights and data vary."""

from operator import itemgetter
from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import ENGLISH, ChartNames
from mcda.plot.layout import LIMIT
from mcda.texts.figures import formatted

_BEST, _WORST = "#084c82", "#e4eef6"
"""Of the first rank and the last: the darker the better, in print too."""


@checked
def acceptability(
    rows: Any, names: ChartNames = ENGLISH, *, samples: int | None = None
) -> alt.LayerChart:
    """Return a bar for each alternative, stacked of the shares of draws at each rank.

    Parameters
    ----------
    rows
        From best to worst and by the rank reached: ``alternative``, ``rank`` (the present one),
        ``reached`` and ``share``.
    names
        Of alternatives, and the language.
    samples
        Number of draws.

    Examples
    --------
    >>> share = {"alternative": "a", "rank": 1, "reached": 1, "share": 1.0}
    >>> acceptability([share]).title["text"]
    ['How often does each take each rank?']
    """
    records = frame.records(rows, "acceptability", "alternative", "rank", "reached", "share")
    heads = frame.heads(records, names)
    count = len(layout.distinct(records, "alternative"))
    total = max(row["reached"] for row in records)
    columns = ("name", "alternative"), ("reached", "rank", "d"), ("share", "share", frame.SHARE)
    y = frame.row_axis([head["name"] for head in heads], gap=0.2)
    base = alt.Chart().encode(y=y, tooltip=frame.tooltip(names, *columns))
    ticks = alt.Axis(format=".0%", tickCount=alt.ExprRef("width < 300 ? 3 : 6"))
    scale = alt.Scale(domain=[0, 1], nice=False)
    shades = alt.Scale(domain=[1, min(total, LIMIT)], range=[_BEST, _WORST], interpolate="lab")
    bars = base.mark_bar(stroke="white", strokeWidth=0.5).encode(
        x=alt.X("start:Q", title=names.say("share"), scale=scale, axis=ticks),
        x2=alt.X2("end"),
        color=alt.Color("reached:Q", legend=None, scale=shades),
    )
    size = "datum.share * width"
    texts = base.mark_text(
        fontSize=10,
        text=alt.ExprRef(f"{size} > 52 ? datum.long : {size} > 15 ? datum.reached : ''"),
        color=alt.ExprRef(f"datum.reached > {0.6 * min(total, LIMIT)} ? '#1c2733' : 'white'"),
    ).encode(x=alt.X("middle:Q"))
    often = max((row for row in records if row["reached"] == 1), key=itemgetter("share"))
    notes = [
        names.say("acceptability_drawn", samples=f"{samples:,}") if samples else "",
        names.say("acceptability_note"),
        frame.ties(names, heads),
        names.say("acceptability_ranks", count=LIMIT, total=total) if total > LIMIT else "",
        frame.more(names, count),
    ]
    winner, share = names.alternative(often["alternative"]), formatted(often["share"], frame.SHARE)
    about = {"count": count, "winner": winner, "share": share}
    properties = frame.head("acceptability", names, notes, about)
    by_id = {head["alternative"]: head for head in heads}
    segments, end = [], dict.fromkeys(by_id, 0.0)
    for row in records:
        key, share = row["alternative"], row["share"]
        if key in by_id and row["reached"] <= LIMIT:
            start, end[key] = end[key], end[key] + share
            place = {"start": start, "middle": start + share / 2, "end": end[key]}
            long = f"{row['reached']}: {formatted(share, '.0%')}"
            segments.append({**row, **by_id[key], **place, "long": long})
    layers = [bars, texts, *frame.rank_marks(heads, gap=0.2)]
    height = layout.of_rows(count, 31)
    return frame.chart(layers, height, properties, data=frame.data(segments))
