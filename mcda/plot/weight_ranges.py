"""How far each weight may move while the same alternative stays first."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import ACCENT, ENGLISH, SHARE, ChartNames
from mcda.texts.figures import formatted

_ENDS = {"low": 0.0, "high": 1.0}
"""Weights at the ends, beyond which none can move."""


@checked
def stability(rows: Any, names: ChartNames = ENGLISH, *, first: Sequence[str]) -> alt.LayerChart:
    """Return a bar per criterion from the lowest weight that keeps the first to the highest.

    Parameters
    ----------
    rows
        As `mcda.robust.Stability.to_frame` has them: ``criterion``, ``weight``, ``exact``,
        ``winner_low``, ``winner_high``, ``challenger_low``, ``challenger_high``.
    names
        Of alternatives and criteria, and the language.
    first
        Ids of those that are first.

    Examples
    --------
    >>> held = {"criterion": "price", "weight": 0.5, "exact": True, "winner_low": 0.4,
    ...         "winner_high": 1.0, "challenger_low": "b", "challenger_high": None}
    >>> stability([held], first=["a"]).title["text"]
    ['How far may each weight move', 'before the first changes?']
    """
    heads = (
        *("criterion", "weight", "exact"),
        *(f"{who}_{end}" for who in ("winner", "challenger") for end in _ENDS),
    )
    records = sorted(frame.records(rows, "stability", *heads), key=lambda row: -row["weight"])
    bars = [_row(number, row, names) for number, row in enumerate(records[: layout.LIMIT])]
    winner = names.listed(names.alternative(key) for key in first[:3])
    narrow = min(bars, key=lambda row: row["end_high"] - row["end_low"])
    notes = [
        names.say("stability_note", winner=layout.wrapped(winner, 44, 1)[0]),
        "" if all(row["exact"] for row in bars) else names.say("stability_search"),
        frame.more(names, len(records), "criteria"),
    ]
    ends = {end: formatted(narrow[f"end_{end}"], SHARE) for end in _ENDS}
    about = {"count": len(records), "winner": winner, "criterion": narrow["name"], **ends}
    properties = frame.head("stability", names, notes, about)
    # All weights (pale), those that keep the first, the present one, and who takes over: at the low
    # end above the bar and at the high end below it, as each text may need the whole width.
    labels = [row["name"] if row["exact"] else f"≈ {row['name']}" for row in bars]
    columns = (
        ("name", "criterion"),
        ("weight", "weight_now", SHARE),
        ("winner_low", "first_down_to", SHARE),
        ("takes_low", "takes_over_below"),
        ("winner_high", "first_up_to", SHARE),
        ("takes_high", "takes_over_above"),
    )
    y = frame.row_axis(labels, gap=0.1, ranked=False)
    base = alt.Chart().encode(y=y, tooltip=frame.tooltip(names, *columns))
    parts = [0, 0.25, 0.5, 0.75, 1]
    ticks = alt.Axis(format=".0%", values=parts, labelOverlap="parity", labelSeparation=6)
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis: dict[str, Any] = {"title": names.say("stability_axis"), "scale": scale, "axis": ticks}
    size: dict[str, Any] = {"fontSize": 10, "limit": alt.ExprRef("width")}
    stable = base.transform_filter("isValid(datum.winner_low)").mark_bar(size=10, color=ACCENT)
    low = base.transform_filter("isValid(datum.label_low)").mark_text(align="left", dy=-14, **size)
    high = base.transform_filter("isValid(datum.label_high)").mark_text(
        align="right", dy=14, **size
    )
    layers = [
        base.mark_bar(size=10, opacity=0.18, color=ACCENT).encode(x=alt.datum(0), x2=alt.datum(1)),
        stable.encode(x=alt.X("winner_low:Q", **axis), x2=alt.X2("winner_high")),
        base.mark_tick(thickness=3, size=18, opacity=1).encode(x=alt.X("weight:Q", **axis)),
        low.encode(x=alt.value(0), text=alt.Text("label_low:N")),
        high.encode(x=alt.value("width"), text=alt.Text("label_high:N")),
    ]
    height = layout.of_rows(len(records), 46, 16)
    return frame.chart(layers, height, properties, data=frame.data(bars))


def _row(number: int, row: Mapping[str, Any], names: ChartNames) -> dict[str, Any]:
    bar = {**row, "row": number, "name": names.criterion(row["criterion"])}
    for end, outermost in _ENDS.items():
        bound, challenger = row[f"winner_{end}"], row[f"challenger_{end}"]
        taker = challenger and names.alternative(challenger)
        share = "" if bound is None else formatted(bound, SHARE)
        bar[f"end_{end}"] = outermost if bound is None else bound
        bar[f"takes_{end}"] = taker
        bar[f"label_{end}"] = taker and names.say(f"stability_label_{end}", share=share, name=taker)
    return bar
