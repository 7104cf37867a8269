"""Common parts of charts: rows, names, colours, axis of rows, titles, legends and rank marks."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import altair as alt

from mcda.arguments import described
from mcda.errors import Fault, InvalidArgument, UnsuitableData, spoken
from mcda.plot.layout import (
    LEGEND_COLUMNS,
    LIMIT,
    WIDE_LEGEND_COLUMNS,
    Records,
    legend_height,
    wrapped,
)
from mcda.texts import sentence
from mcda.texts.marks import BLANK, COMMA

if TYPE_CHECKING:
    from mcda.problem import Problem

_BOLD = "#0b6fb8", "#d98a00", "#17997a", "#844e7e"
CATEGORIES = (*_BOLD, "#1dadc5", "#a93e07", "#db8b51", "#bb1d40")
"""Told apart by colour-blind readers, on light ground as on dark."""
ACCENT, REST = CATEGORIES[0], "#8b939a"
SHARE, VALUE = ".1%", ".4g"
LABEL, LABEL_COLUMNS = 152, 24
"""Pixels of the names of rows, and the letters that fit."""
RANKED = LABEL + 38
"""Pixels left of the marks where there is room for ranks."""
_WIDTH = 720
_TITLE_COLUMNS, _NOTE_COLUMNS = 38, 58  # of a phone
_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")
"""Characters that no drawing can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartNames:
    """The language of a chart, and the names of ids in that language.

    Examples
    --------
    >>> from mcda.plot import ChartNames
    >>> ChartNames(language="zh", criteria={"price": "价格"}).criterion("price")
    '价格'
    """

    language: str = "en"
    """Of titles, axes and tooltips, ``"en"`` or ``"zh"``."""
    alternatives: Mapping[str, str] = field(default_factory=dict)
    """Name by id; an id that is missing speaks for itself."""
    criteria: Mapping[str, str] = field(default_factory=dict)
    """Name by id; an id that is missing speaks for itself."""

    def __post_init__(self) -> None:
        spoken(self.language)

    @classmethod
    def of(cls, problem: "Problem", language: str) -> "ChartNames":
        """Return the names that a problem gives in a language."""
        return cls(
            language=language,
            alternatives={a.id: a.name.get(language, a.id) for a in problem.alternatives},
            criteria={c.id: c.name.get(language, c.id) for c in problem.criteria},
        )

    def alternative(self, key: str) -> str:
        """Return the name of an alternative."""
        return self.alternatives.get(key, key).translate(_NO_XML)

    def criterion(self, key: str) -> str:
        """Return the name of a criterion."""
        return self.criteria.get(key, key).translate(_NO_XML)

    def say(self, key: str, **fields: object) -> str:
        """Return a text of the charts with its placeholders filled."""
        return sentence(f"chart_{key}", self.language, fields)

    def listed(self, items: Iterable[str]) -> str:
        """Return items with the comma of the language between them."""
        return COMMA[self.language].join(items)


ENGLISH = ChartNames()


def records(rows: Any, name: str, *columns: str) -> list[dict[str, Any]]:
    """Return the rows of a chart, with the index of a data frame; unknown values are None.

    Raises
    ------
    UnsuitableData
        There are no rows.
    InvalidArgument
        The argument holds no rows, or the rows lack a column.
    """
    if hasattr(rows, "reset_index"):
        table = rows.reset_index().to_dict("records")
        rows = [{key: None if cell != cell else cell for key, cell in row.items()} for row in table]
    if not isinstance(rows, Sequence) or not all(isinstance(row, Mapping) for row in rows):
        fields = {"argument": "rows", "given": described(rows), "wanted": ("rows", "DataFrame")}
        raise InvalidArgument([Fault("argument_kind", ("rows",), fields)])
    if not rows:
        raise UnsuitableData.at("chart_nothing", chart=name)
    for column in columns:
        if column not in rows[0]:
            fields = {"chart": name, "name": column, "known": tuple(map(str, rows[0]))}
            raise InvalidArgument([Fault("chart_column_missing", ("rows", column), fields)])
    return [dict(row) for row in rows]


def ends(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ends of the bar of a cell: its bounds, or its value if the cell has no bounds.

    So a panel whose cells are all certain has a scale too.
    """
    low, high = (cell["value"] if cell[end] is None else cell[end] for end in ("low", "high"))
    return {"from": low, "to": high}


def score_format(values: Iterable[float]) -> str:
    """Return the number format for scores by the largest absolute score, for both d3 and Python."""
    greatest = max(map(abs, values), default=0.0)
    if greatest >= 1000 or 0 < greatest < 0.01:
        return ".3g"
    return ".1f" if greatest >= 100 else ".2f" if greatest >= 10 else ".3f"


def head(
    key: str, names: ChartNames, notes: Iterable[str], about: Mapping[str, object], title: str = ""
) -> dict[str, Any]:
    """Return the chart properties with its question and notes on how to read the answer.

    ``about`` fills its description. The page that shows the chart sets the colours of background,
    text and grid.
    """
    note = BLANK[names.language].join(part for part in notes if part)
    heading: dict[str, Any] = {"text": wrapped(title or names.say(f"{key}_title"), _TITLE_COLUMNS)}
    if note:
        heading["subtitle"] = wrapped(note, _NOTE_COLUMNS, 3, even=False)
    spoken = names.say(f"{key}_description", **about)
    return {"title": heading, "description": spoken, "config": _CONFIG}


def chart(
    layers: Sequence[Any], height: int, said: Mapping[str, Any], *, legend: int = 0, **shared: Any
) -> alt.LayerChart:
    """Return layers, from the lowest to the topmost, as one chart of a height in pixels."""
    bottom = 4 + (legend_height(legend) if legend else 0)
    # All at once: each further step of Altair would copy everything, the rows too.
    return alt.LayerChart(
        layer=list(layers),
        width=_WIDTH,
        height=height,
        autosize={"type": "fit", "contains": "padding"},
        padding={"left": 4, "top": 4, "right": 6, "bottom": bottom},
        **said,
        **shared,
    )


def panels(
    panel: alt.LayerChart, heads: Iterable[str], rows: Iterable[Mapping[str, Any]], said: Any
) -> alt.FacetChart:
    """Return the same layers for each ``panel`` of the rows, in two columns, each on its scale."""
    header = alt.Header(
        labelExpr=by_number(heads),
        labelAnchor="start",
        labelFontWeight="bold",
        labelLimit=panel.width,
    )
    facet = alt.Facet("panel:O", title=None, header=header)
    faceted = panel.facet(facet, columns=2, data=data(rows))
    return faceted.resolve_scale(x="independent").properties(**said)


def data(rows: Iterable[Mapping[str, Any]], name: str = "rows") -> alt.InlineData:
    """Return rows as a named data set."""
    return alt.InlineData(values=[dict(row) for row in rows], name=name)


def tooltip(names: ChartNames, *columns: tuple[str, ...]) -> list[alt.Tooltip]:
    """Return the tooltip of a mark from field, key of the title and format of numbers."""
    return [
        alt.Tooltip(f"{key}:Q", title=names.say(title), format=pattern[0])
        if pattern
        else alt.Tooltip(f"{key}:N", title=names.say(title))
        for key, title, *pattern in columns
    ]


def more(names: ChartNames, count: int, what: str = "alternatives") -> str:
    """Return a text on how many of ``count`` rows are left out; empty if all are shown."""
    return names.say(f"more_{what}", count=count - LIMIT) if count > LIMIT else ""


def by_number(texts: Iterable[Any]) -> str:
    """Return the label expression for values that number these texts from 0."""
    return f"{json.dumps(list(texts))}[datum.value]"


def row_axis(
    labels: Sequence[str], *, gap: float = 0.3, field: str = "row", ranked: bool = True
) -> alt.Y:
    """Return the vertical axis of rows numbered from 0, in that order even if names are equal."""
    extent = RANKED if ranked else LABEL + 8
    lines = [wrapped(label, LABEL_COLUMNS) for label in labels]
    double = [row for row, line in enumerate(lines) if len(line) > 1]
    level = {"test": f"indexof({json.dumps(double)}, datum.value) >= 0", "value": -6}
    return alt.Y(
        f"{field}:O",
        sort=None,
        bandPosition=0.5 if field == "row" else 0,
        scale=alt.Scale(domain=list(range(len(lines))), paddingInner=gap, paddingOuter=gap / 2),
        axis=alt.Axis(
            title=None,
            labelExpr=by_number(lines),
            labelLimit=LABEL,
            labelOffset={"condition": level, "value": 0},  # both lines level with their row
            labelPadding=38 if ranked else 8,
            minExtent=extent,
            maxExtent=extent,
            ticks=False,
            domain=False,
        ),
    )


def value_axis(field: str) -> alt.X:
    """Return the horizontal axis of the values of a criterion, which need not begin at zero."""
    scale = alt.Scale(zero=False, padding=8)
    return alt.X(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5))


def legend(shown: Sequence[str], *, left: int) -> alt.Legend:
    """Return a legend of values numbered from 0, below the whole chart, labels included.

    Marks begin ``left`` pixels from the left edge.
    """
    return alt.Legend(
        title=None,
        orient="none",
        direction="horizontal",
        legendX=-left,
        legendY=alt.ExprRef("height + 44"),
        columns=alt.ExprRef(f"width > 400 ? {WIDE_LEGEND_COLUMNS} : {LEGEND_COLUMNS}"),
        labelExpr=by_number(shown),
        symbolOpacity=1,
    )


def ranked(rows: Records, names: ChartNames, others: Sequence[int] = ()) -> list[dict[str, Any]]:
    """Return the first rows with number, name and rank as text, with ``=`` for a shared rank.

    ``others`` are the ranks of alternatives that have no row.
    """
    ranks = [*others, *(row["rank"] for row in rows)]
    return [
        {
            **row,
            "row": number,
            "name": names.alternative(row["alternative"]),
            "place": f"{row['rank']}=" if ranks.count(row["rank"]) > 1 else str(row["rank"]),
        }
        for number, row in enumerate(rows[:LIMIT])
    ]


def heads(rows: Records, names: ChartNames, others: Sequence[int] = ()) -> list[dict[str, Any]]:
    """Return one `ranked` row per alternative from rows that repeat alternatives."""
    ranks = {row["alternative"]: row["rank"] for row in rows}
    return ranked([{"alternative": key, "rank": ranks[key]} for key in ranks], names, others)


def ties(names: ChartNames, heads: Records) -> str:
    """Return the note on how ties are marked; empty if there are no ties."""
    return names.say("ties") if any("=" in head["place"] for head in heads) else ""


def rank_marks(heads: Records, *, gap: float = 0.3) -> list[alt.Chart]:
    """Return the rank left of each row, and a bracket along each group of tied rows."""
    labels = [head["name"] for head in heads]
    places = data([{"row": head["row"], "place": head["place"]} for head in heads], "ranks")
    text = alt.Chart(places).mark_text(align="right", fontWeight="bold", tooltip=None)
    ranks = text.encode(y=row_axis(labels, gap=gap), x=alt.value(-9), text=alt.Text("place:N"))
    groups: dict[int, list[int]] = {}
    for head in heads:
        groups.setdefault(head["rank"], []).append(head["row"])
    tied = [{"from": min(group), "to": max(group)} for group in groups.values() if len(group) > 1]
    if not tied:
        return [ranks]
    start = row_axis(labels, gap=gap, field="from")
    rule = alt.Chart(data(tied, "ties")).mark_rule(strokeWidth=2, strokeCap="round", tooltip=None)
    bracket = rule.encode(y=start, y2=alt.Y2("to", bandPosition=1), x=alt.value(-4))
    return [ranks, bracket]


_CONFIG: Mapping[str, Any] = {
    "view": {"stroke": None},
    "title": {"anchor": "start", "frame": "bounds", "fontSize": 14, "offset": 10, "lineHeight": 17}
    | {"subtitleFontSize": 11, "subtitlePadding": 4, "subtitleLineHeight": 14},
    "axis": {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"}
    | {"labelLineHeight": 12, "gridOpacity": 0.5},
    "legend": {"labelFontSize": 11, "labelLimit": 140}
    | {"symbolType": "square", "symbolStrokeWidth": 0},
    "text": {"fontSize": 11},
}
