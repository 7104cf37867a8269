"""Heights of charts in pixels, known before any chart is made."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil

from api.charts.palette import CATEGORIES, GRADES
from api.charts.parts import (
    Document,
    analysed,
    behind,
    compared,
    divided_gaps,
    dividing,
    known_facts,
    places,
    ranked_shares,
)

LIMIT = 15
"""Rows of a chart at most; a long list says how many more there are."""
PANEL_COLUMNS = 2
PANEL_ROW, PANEL_HEAD = 18, 3
"""Pixels of a row of evidence, and rows above each panel for its title and scale."""
HEAD_ROW = 15
"""Pixels of the name of a weighting."""
CELLS = 180
"""Cells of evidence at most, where there are many criteria."""
LEGEND_COLUMNS, WIDE_LEGEND_COLUMNS = 2, 4
_HEAD, _AXIS, _LEGEND_ROW = 66, 42, 15


def heights(answer: Document) -> dict[str, int]:
    """Return the height of every chart that an answer, or a comparison, has.

    Parameters
    ----------
    answer
        Of ``POST /v1/rankings``, ``/v1/recommendations`` or ``/v1/comparisons``.

    Returns
    -------
    dict
        Pixels by name of the chart; a chart that the answer does not have is left out.
    """
    found = {name: height(answer) for name, height in _HEIGHTS.items()}
    return {name: pixels for name, pixels in found.items() if pixels}


def shown_facts(answer: Document) -> tuple[Sequence[str], Sequence[str]]:
    """Return the alternatives and criteria whose evidence is shown."""
    facts = known_facts(answer)
    criteria = list(dict.fromkeys(key for cells in facts.values() for key in cells))
    fit = max(5, CELLS // max(1, len(criteria)))
    return list(facts)[: min(LIMIT, fit)], criteria


def panel_height(rows: int) -> int:
    """Return the height of the evidence on one criterion."""
    return (rows + PANEL_HEAD) * PANEL_ROW


def legend_height(entries: int) -> int:
    """Return the room below a chart for its legend, on a narrow page."""
    return 8 + _LEGEND_ROW * ceil(min(entries, len(CATEGORIES) + 1) / LEGEND_COLUMNS)


def levels(comparison: Document) -> list[int]:
    """Return the ranks that shown alternatives take under any weighting, best first."""
    shown = set(compared(comparison)[:LIMIT])
    ranks = {
        place["rank"]
        for ranking in comparison.get("rankings") or ()
        for place in places(ranking)
        if place["alternative"] in shown
    }
    return sorted(ranks)


def _rows(count: int, step: int, further: int = 0) -> int:
    return _HEAD + _AXIS + further + step * min(count, LIMIT) if count else 0


def _ranking(answer: Document) -> int:
    return _rows(len(places(answer)), 31)


def _gaps(answer: Document) -> int:
    return _rows(len(behind(answer)), 31, legend_height(len(dividing(answer))))


def _stability(answer: Document) -> int:
    return _rows(len(analysed(answer, "stability") or ()) if places(answer) else 0, 46, 16)


def _acceptability(answer: Document) -> int:
    shares = ranked_shares(answer)
    return _rows(sum(place["alternative"] in shares for place in places(answer)), 31)


def _evidence(answer: Document) -> int:
    rows, criteria = shown_facts(answer)
    if not rows:
        return 0
    panels = ceil(len(criteria) / PANEL_COLUMNS) * panel_height(len(rows))
    return _HEAD + legend_height(len(GRADES)) + panels


def _slopes(comparison: Document) -> int:
    count, found = len(comparison.get("rankings") or ()), len(levels(comparison))
    if count < 2 or not found:
        return 0
    return _HEAD + HEAD_ROW * count + 30 * found


def _winner_gaps(comparison: Document) -> int:
    gaps = divided_gaps(comparison)
    criteria = max((len(gap["gaps"]) for gap in gaps), default=0)
    return _rows(len(gaps), 70, legend_height(criteria))


_HEIGHTS: Mapping[str, Callable[[Document], int]] = {
    "ranking": _ranking,
    "gaps": _gaps,
    "stability": _stability,
    "acceptability": _acceptability,
    "evidence": _evidence,
    "slopes": _slopes,
    "winner_gaps": _winner_gaps,
}
