"""Bars stacked of parts, a colour for each criterion and one for the rest of them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from api.charts.names import Names
from api.charts.palette import CATEGORIES, REST
from api.charts.spec import data, legend
from api.charts.words import word

if TYPE_CHECKING:
    import altair as alt


def divided(parts: Mapping[str, float], own: Sequence[str]) -> list[tuple[int, float]]:
    """Return the number of the colour and the value of each part.

    Parameters
    ----------
    parts
        Value by criterion.
    own
        Criteria with a colour of their own; the sum of the others takes the last number.
    """
    found = [(colour, parts[key]) for colour, key in enumerate(own) if key in parts]
    rest = [value for key, value in parts.items() if key not in set(own)]
    return [*found, (len(own), sum(rest))] if rest else found


def legend_names(own: Sequence[str], count: int, names: Names) -> list[str]:
    """Return what each colour stands for, of ``count`` criteria."""
    shown = [names.criterion(key) for key in own]
    rest = count - len(own)
    return [*shown, word("criteria_rest", names.language, count=rest)] if rest else shown


def bars(
    rows: Sequence[Mapping[str, Any]],
    axis: "alt.Y",
    shown: Sequence[str],
    *,
    title: str,
    pattern: str | None,
    tips: "list[alt.Tooltip]",
    left: int,
    value: str = "value",
) -> "alt.Chart":
    """Return the bars; parts below zero go to the left.

    Parameters
    ----------
    rows
        With ``row``, ``colour`` and the field of the lengths.
    axis
        The vertical axis.
    shown
        Names of the colours.
    title, pattern
        Of the horizontal axis: title, and format of its numbers where it is not the usual one.
    tips
        What a part says when pointed at.
    left
        Pixels left of the bars.
    value
        Field of the lengths.
    """
    import altair as alt

    colours = [*CATEGORIES, REST] if len(shown) > len(CATEGORIES) else CATEGORIES[: len(shown)]
    return (
        alt.Chart(data(rows))
        .mark_bar()
        .encode(
            y=axis,
            x=alt.X(
                f"{value}:Q",
                stack="zero",
                title=title,
                axis=alt.Axis(
                    tickCount=5,
                    labelOverlap=True,
                    format=alt.Undefined if pattern is None else pattern,
                ),
            ),
            color=alt.Color(
                "colour:N",
                sort=None,
                scale=alt.Scale(domain=list(range(len(shown))), range=list(colours)),
                legend=legend(shown, left=left),
            ),
            order=alt.Order("colour:Q"),
            tooltip=tips,
        )
    )
