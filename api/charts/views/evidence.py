"""What is known of each alternative on each criterion, and how good the evidence is."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from api.charts.names import Names
from api.charts.numbers import VALUE
from api.charts.palette import GRADES
from api.charts.parts import Document, known_facts
from api.charts.sizes import PANEL_COLUMNS, PANEL_HEAD, heights, legend_height, shown_facts
from api.charts.spec import NARROW, Column, Frame, Spec, data, finished, legend, row_axis, tooltip
from api.charts.words import named, sentences, word
from mcda.texts.figures import unit_names

if TYPE_CHECKING:
    import altair as alt

_GUTTER = 0.08
"""Share of the width between two panels."""
_GRADES = list(GRADES)


def evidence(answer: Document, names: Names) -> Spec | None:
    """Return values within their bounds, a panel for each criterion, coloured by grade.

    Parameters
    ----------
    answer
        Of a recommendation.
    names
        Of alternatives and criteria, and the language.

    Returns
    -------
    dict or None
        A Vega-Lite spec, alternatives in order of rank; None where the answer has no evidence.
    """
    shown, criteria = shown_facts(answer)
    if not shown:
        return None
    import altair as alt

    facts = known_facts(answer)
    size = PANEL_HEAD + len(shown)
    rows = [
        {
            "row": size * (panel // PANEL_COLUMNS) + PANEL_HEAD + place,
            "panel": panel,
            "name": names.alternative(key),
            "criterion": names.criterion(criterion),
            **_cell(facts[key].get(criterion) or {}, names),
        }
        for panel, criterion in enumerate(criteria)
        for place, key in enumerate(shown)
    ]
    columns = _columns(names)
    labels = [*[""] * PANEL_HEAD, *(names.alternative(key) for key in shown)]
    labels_of_all = labels * ceil(len(criteria) / PANEL_COLUMNS)
    axis = row_axis(labels_of_all, ranked=False, narrow=True)
    base = alt.Chart().encode(y=axis, tooltip=tooltip(columns))
    panels = [
        _panel(
            base, [row for row in rows if row["panel"] == panel], size, len(labels_of_all), names
        )
        for panel in range(len(criteria))
    ]
    chart = alt.layer(*panels, data=data(rows)).resolve_scale(x="independent")
    return finished(chart, _frame(answer, names, rows, columns))


def _cell(fact: Document, names: Names) -> dict[str, Any]:
    quality = fact.get("quality") or {}
    grade = quality.get("grade") or ("own" if fact.get("kind") == "override" else "none")
    return {
        "value": fact.get("value"),
        "low": fact.get("low"),
        "high": fact.get("high"),
        "unit": unit_names(fact.get("unit") or "")[names.language],
        "colour": _GRADES.index(grade) if grade in GRADES else _GRADES.index("none"),
        "grade": named("grade", grade, names.language),
    }


def _panel(
    base: "alt.Chart", rows: Sequence[Mapping[str, Any]], size: int, total: int, names: Names
) -> "alt.LayerChart | alt.FacetChart":
    """Return the evidence on one criterion, with a scale and a title of its own.

    Parameters
    ----------
    base
        With the vertical axis.
    rows
        Of the panel.
    size, total
        Rows of a panel with its head, and of all panels.
    names
        For the legend.
    """
    import altair as alt

    panel = rows[0]["panel"]
    share = (1 - _GUTTER * (PANEL_COLUMNS - 1)) / PANEL_COLUMNS
    left = (panel % PANEL_COLUMNS) * (share + _GUTTER)
    top = size * (panel // PANEL_COLUMNS)
    x = _scale(rows, (left, left + share), (top + PANEL_HEAD) / total)
    colour = alt.Color(
        "colour:N",
        sort=None,
        scale=alt.Scale(domain=list(range(len(_GRADES))), range=list(GRADES.values())),
        legend=legend(
            [word(f"grade_{grade}", names.language) for grade in _GRADES], left=NARROW, axis=False
        ),
    )
    own = base.transform_filter(f"datum.panel === {panel}")
    bounded = own.transform_filter("isValid(datum.low) && isValid(datum.high)")
    valued = own.transform_filter("isValid(datum.value)")
    blank = own.transform_filter("!isValid(datum.low) && !isValid(datum.value)")
    begin, room = alt.ExprRef(f"{left} * width"), alt.ExprRef(f"{share} * width")
    head = alt.Chart(
        data([{"title": rows[0]["criterion"], "unit": rows[0]["unit"]}], f"title_{panel}")
    )
    return alt.layer(
        bounded.mark_rule(strokeWidth=6, opacity=0.45, strokeCap="round").encode(
            x=x, x2="high", color=colour
        ),
        valued.mark_circle(size=44, opacity=1).encode(x="value:Q", color=colour),
        blank.mark_text(align="left", opacity=0.7, x=begin).encode(text=alt.datum("?")),
        head.mark_text(
            align="left",
            fontWeight="bold",
            fontSize=alt.ExprRef("width < 300 ? 10 : 11"),
            x=begin,
            y=_level(top + 0.6, total),
            limit=room,
        ).encode(text="title:N"),
        head.mark_text(
            align="left", opacity=0.8, x=begin, y=_level(top + 1.35, total), limit=room
        ).encode(text="unit:N"),
    )


def _scale(rows: Sequence[Mapping[str, Any]], across: tuple[float, float], level: float) -> "alt.X":
    """Return the scale of a panel between two shares of the width, its axis at one height."""
    import altair as alt

    begin, end = across
    return alt.X(
        "low:Q",
        scale=alt.Scale(
            domain=_domain(rows),
            nice=False,
            zero=False,
            range=[alt.ExprRef(f"{begin} * width"), alt.ExprRef(f"{end} * width")],
        ),
        axis=alt.Axis(
            orient="top",
            offset=alt.ExprRef(f"-{level} * height"),
            title=None,
            grid=False,
            tickCount=alt.ExprRef("width < 400 ? 3 : 5"),
            labelOverlap=True,
            **_whole(rows),
        ),
    )


def _level(row: float, total: int) -> "alt.ExprRef":
    import altair as alt

    return alt.ExprRef(f"{row / total} * height")


def _whole(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the least step of a scale that counts: one."""
    known = [row[key] for row in rows for key in ("low", "value", "high") if row[key] is not None]
    return {"tickMinStep": 1} if all(float(value).is_integer() for value in known) else {}


def _domain(rows: Sequence[Mapping[str, Any]]) -> list[float]:
    known = [row[key] for row in rows for key in ("low", "value", "high") if row[key] is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    spare = 0.05 * (high - low) or 0.5
    return [low - spare, high + spare]


def _columns(names: Names) -> list[Column]:
    language = names.language
    return [
        Column(field="criterion", title=word("criterion", language)),
        Column(field="name", title=word("alternative", language)),
        Column(field="value", title=word("evidence_value", language), format=VALUE),
        Column(field="low", title=word("evidence_low", language), format=VALUE),
        Column(field="high", title=word("evidence_high", language), format=VALUE),
        Column(field="unit", title=word("evidence_unit", language)),
        Column(field="grade", title=word("evidence_grade", language)),
    ]


def _frame(
    answer: Document, names: Names, rows: Sequence[Mapping[str, Any]], columns: list[Column]
) -> Frame:
    language, total = names.language, len(known_facts(answer))
    shown, criteria = shown_facts(answer)
    more = total - len(shown)
    unknown = sum(row["value"] is None and row["low"] is None for row in rows)
    notes = [
        word("evidence_note", language),
        word("evidence_blank", language) if unknown else "",
        word("more_alternatives", language, count=more) if more else "",
    ]
    return Frame(
        title=word("evidence_title", language),
        note=sentences(language, notes),
        description=word(
            "evidence_description",
            language,
            count=len(shown),
            criteria=len(criteria),
            unknown=unknown,
            cells=len(rows),
        ),
        height=heights(answer)["evidence"],
        columns=columns,
        legend=legend_height(len(_GRADES)),
    )
