"""Which alternative is best, and how sure that is: scores, and beside them possible ranks."""

from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import ACCENT, ENGLISH, ChartNames

_SCORES, _RANKS = 0.64, 0.68
"""Shares of the width where scores end and where ranks begin."""
_LABEL = 44
"""Pixels for the score beside its bar."""
_ROOM = "(width < 260 ? 0 : 44)"
"""Pixels for the share of first places; a phone has none."""
_DOUBT = {"best": "d", "worst": "d", "half_low": "d", "half_high": "d", "share_first": frame.SHARE}
"""What may be known of the ranks, with its format."""
_NOTES = "best", "half_low", "share_first"


@checked
def ranking(rows: Any, names: ChartNames = ENGLISH) -> alt.LayerChart:
    """Return bars of the scores, and beside them the ranks that each alternative may take.

    Parameters
    ----------
    rows
        From best to worst: ``alternative``, ``rank``, ``score``; and if they are known the
        possible ranks ``best`` and ``worst``, the ranks ``half_low`` and ``half_high`` between
        which the middle half of the draws lies, and ``share_first``.
    names
        Of alternatives, and the language.

    Examples
    --------
    >>> ranking([{"alternative": "a", "rank": 1, "score": 0.7}]).title["text"]
    ['Which alternative is best?']
    """
    records = frame.records(rows, "ranking", "alternative", "rank", "score")
    blank: dict[str, Any] = dict.fromkeys(_DOUBT)
    bars = [{**blank, **row} for row in frame.ranked(records, names)]
    doubts = [key for key in _DOUBT if any(row[key] is not None for row in bars)]
    pattern = frame.score_format(row["score"] for row in bars)
    columns = [("place", "rank"), ("name", "alternative"), ("score", "score", pattern)]
    columns += [(key, key, _DOUBT[key]) for key in doubts]
    axis = frame.row_axis([row["name"] for row in bars])
    base = alt.Chart().encode(y=axis, tooltip=frame.tooltip(names, *columns))
    values = [0.0, *(row["score"] for row in bars)]
    low, high = min(values), max(values)
    ends: list[Any] = [0, alt.ExprRef(f"{_SCORES if doubts else 1.0} * width - {_LABEL}")]
    scale = alt.Scale(domain=[low, high if high > low else 1.0], nice=False, range=ends)
    ticks = alt.Axis(orient="bottom", tickCount=alt.ExprRef("width < 400 ? 3 : 6"), grid=False)
    scores = base.encode(x=alt.X("score:Q", title=names.say("score"), scale=scale, axis=ticks))
    label = scores.mark_text(align="left", dx=4).encode(text=alt.Text("score:Q", format=pattern))
    above = label.transform_filter("datum.score >= 0")
    below = label.transform_filter("datum.score < 0").encode(x=alt.datum(0))
    bar = scores.mark_bar(color=ACCENT, cornerRadiusEnd=2)
    layers: list[Any] = [alt.LayerChart(layer=[bar, above, below])]
    if doubts:
        layers += [_ranks(base, names, len(records))]
    if "share_first" in doubts:
        layers += _firsts(base, names)
    winners = [names.alternative(row["alternative"]) for row in records if row["rank"] == 1]
    notes = [
        names.say("note_rank") if doubts else "",
        *(names.say(f"note_{key}") for key in _NOTES if key in doubts),
        names.say("lower_is_better") if records[0]["score"] < records[-1]["score"] else "",
        frame.ties(names, bars),
        frame.more(names, len(records)),
    ]
    title = names.say("ranking_title_ranks") if doubts else ""
    about = {"count": len(records), "winners": winners[: layout.LIMIT]}
    properties = frame.head("ranking", names, notes, about, title)
    layers += frame.rank_marks(bars)
    height = layout.of_rows(len(records), 31)
    apart = alt.Resolve(scale=alt.ScaleResolveMap(x="independent"))
    return frame.chart(layers, height, properties, data=frame.data(bars), resolve=apart)


def _ranks(base: alt.Chart, names: ChartNames, count: int) -> alt.LayerChart:
    """Return a line of the possible ranks, a bar of the central ones and a dot for the present."""
    ends = [alt.ExprRef(f"{_RANKS} * width"), alt.ExprRef(f"width - {_ROOM}")]
    step = max(1, round(count / 4))
    places = sorted({1, *range(1 + step, count - step // 2, step), count})
    ticks = alt.Axis(
        orient="bottom", titleAnchor="end", grid=False, format="d", values=places, labelOverlap=True
    )
    scale = alt.Scale(domain=[0.5, count + 0.5], nice=False, zero=False, range=ends)
    axis: dict[str, Any] = {"title": names.say("ranks_axis"), "scale": scale, "axis": ticks}

    def span(low: str, high: str, **mark: Any) -> alt.Chart:
        present = base.transform_filter(f"isValid(datum.{low})")
        line = present.mark_rule(color=ACCENT, strokeCap="round", **mark)
        return line.encode(x=alt.X(f"{low}:Q", **axis), x2=alt.X2(high))

    possible = span("best", "worst", strokeWidth=3, opacity=0.4)
    central = span("half_low", "half_high", strokeWidth=10, opacity=0.5)
    dot = base.mark_circle(size=60, opacity=1, color=ACCENT, stroke="white")
    return alt.LayerChart(layer=[possible, central, dot.encode(x=alt.X("rank:Q", **axis))])


def _firsts(base: alt.Chart, names: ChartNames) -> list[alt.Chart]:
    """Return the shares of first places, right of the ranks, with the head of their column."""
    right = alt.value("width")
    head = alt.Chart(frame.data([{"head": names.say("first_head")}], "head")).encode(x=right)
    share = alt.ExprRef(f"{_ROOM} ? format(datum.share_first, '.0%') : ''")
    word = alt.ExprRef(f"{_ROOM} ? datum.head : ''")
    return [
        base.mark_text(align="right", text=share).encode(x=right),
        head.mark_text(align="right", text=word, dy=29, y=alt.ExprRef("height"), opacity=0.75),
    ]
