"""The known values of each alternative on each criterion, and the quality of the evidence."""

from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import ENGLISH, ChartNames
from mcda.texts.figures import unit_names

GRADES = {
    "strong": frame.CATEGORIES[0],
    "fair": frame.CATEGORIES[2],
    "weak": frame.CATEGORIES[1],
    "unrecorded": frame.CATEGORIES[4],
    "none": frame.REST,
    "own": frame.CATEGORIES[3],
}
"""Colours by grade."""
_BOUNDS = {"value": "value", "low": "at_least", "high": "at_most"}
"""Titles by field."""
_WIDTH, _LABEL = 220, 30


@checked
def evidence(rows: Any, names: ChartNames = ENGLISH) -> alt.FacetChart:
    """Return values within their bounds, a panel for each criterion, coloured by grade.

    Parameters
    ----------
    rows
        A cell each, of the alternatives from best to worst: ``alternative``, ``criterion``,
        ``value``, ``low`` and ``high`` (None where unknown), ``unit``, and ``grade`` of the
        evidence, see `mcda.parks.Quality`; None without a grade.
    names
        Of alternatives and criteria, and the language.

    Examples
    --------
    >>> place = {"alternative": "a", "criterion": "price", "unit": "USD/m2", "grade": "weak"}
    >>> evidence([{**place, "value": 4.0, "low": 2.0, "high": 5.0}]).title["text"]
    ['What is known, and how well?']
    """
    records = frame.records(rows, "evidence", "alternative", "criterion", *_BOUNDS, "unit", "grade")
    everyone = layout.distinct(records, "alternative")
    alternatives = everyone[: layout.LIMIT]
    records = [row for row in records if row["alternative"] in alternatives]
    criteria = layout.distinct(records, "criterion")
    graded = any(row["grade"] for row in records)
    cells = [
        {
            **{bound: row[bound] for bound in _BOUNDS},
            **frame.ends(row),
            "row": alternatives.index(row["alternative"]),
            "name": names.alternative(row["alternative"]),
            "criterion": names.criterion(row["criterion"]),
            "panel": criteria.index(row["criterion"]),
            "unit": unit_names(row["unit"])[names.language],
            "grade": names.say(f"grade_{row['grade'] or 'none'}"),
        }
        for row in records
    ]
    unknown = sum(row["value"] is None and row["low"] is None for row in cells)
    notes = [
        names.say("evidence_note"),
        names.say("evidence_colour") if graded else "",
        names.say("evidence_blank") if unknown else "",
        frame.more(names, len(everyone)),
    ]
    counts = {"count": len(alternatives), "criteria": len(criteria), "cells": len(cells)}
    properties = frame.head("evidence", names, notes, {**counts, "unknown": unknown})
    heads = {row["panel"]: f"{row['criterion']}, {row['unit']}".strip(", ") for row in cells}
    labels = [layout.wrapped(names.alternative(key), _LABEL, 1)[0] for key in alternatives]
    columns = (
        ("criterion", "criterion"),
        ("name", "alternative"),
        *((bound, title, frame.VALUE) for bound, title in _BOUNDS.items()),
        ("unit", "unit"),
        ("grade", "grade"),
    )
    grades = [names.say(f"grade_{grade}") for grade in GRADES]
    plain: dict[str, Any] = {"title": None, "ticks": False, "domain": False, "labelLimit": 0}
    y = alt.Y("row:O", sort=None, axis=alt.Axis(labelExpr=frame.by_number(labels), **plain))
    base = alt.Chart().encode(y=y, tooltip=frame.tooltip(names, *columns))
    legend = alt.Legend(title=None, orient="bottom", symbolOpacity=1)
    colours = alt.Scale(domain=grades, range=list(GRADES.values()))
    by_grade = alt.Color("grade:N", sort=None, scale=colours, legend=legend)
    colour = by_grade if graded else alt.value(frame.ACCENT)
    layers = [
        base.transform_filter("isValid(datum.from)")
        .mark_rule(strokeWidth=6, opacity=0.45, strokeCap="round")
        .encode(x=frame.value_axis("from"), x2=alt.X2("to"), color=colour),
        base.transform_filter("isValid(datum.value)")
        .mark_circle(size=44, opacity=1)
        .encode(x=alt.X("value:Q"), color=colour),
        base.transform_filter("!isValid(datum.low) && !isValid(datum.value)")
        .mark_text(align="left", opacity=0.7)
        .encode(text=alt.datum("?"), x=alt.value(4)),
    ]
    panel = alt.LayerChart(layer=layers, width=_WIDTH, height=alt.Step(18))
    return frame.panels(panel, heads.values(), cells, properties)
