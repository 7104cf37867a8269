"""Room that charts take: heights, known before any chart is made, and names in short lines."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from operator import itemgetter
from typing import Any
from unicodedata import east_asian_width

Row = Mapping[str, Any]
Records = Sequence[Row]

LIMIT = 15
"""Rows of a chart at most; a long list says how many more there are."""
COLOURS = 8
"""Criteria with a colour of their own; one more is for the rest."""
HEAD_ROW = 15
"""Pixels of the name of a weighting."""
LEGEND_COLUMNS, WIDE_LEGEND_COLUMNS = 2, 4
_STOPS = "，、。；：)）"  # begin no line
_HEAD, _AXIS, _LEGEND_ROW = 84, 42, 15


def distinct(rows: Records, *fields: str) -> list[Any]:
    """Return the values of a field, or the tuples of several, each once and in order."""
    return list(dict.fromkeys(map(itemgetter(*fields), rows)))


def legend_height(entries: int) -> int:
    """Return the room below a chart for its legend, on a narrow page."""
    return 8 + _LEGEND_ROW * ceil(min(entries, COLOURS + 1) / LEGEND_COLUMNS)


def shown_ranks(rows: Records) -> tuple[list[str], list[int]]:
    """Return the alternatives whose ranks are shown, the best anywhere first, and those ranks."""
    best: dict[str, int] = {}
    for row in rows:
        best[row["alternative"]] = min(row["rank"], best.get(row["alternative"], row["rank"]))
    shown = sorted(best, key=best.__getitem__)[:LIMIT]
    return shown, sorted({row["rank"] for row in rows if row["alternative"] in set(shown)})


def of_rows(count: int, step: int, further: int = 0) -> int:
    """Return the height of a chart of so many rows, each of so many pixels."""
    return _HEAD + _AXIS + further + step * min(count, LIMIT)


def _slopes(rows: Records) -> int:
    return _HEAD + HEAD_ROW * len(distinct(rows, "weighting")) + 30 * len(shown_ranks(rows)[1])


HEIGHTS: Mapping[str, Callable[[Records], int]] = {
    "ranking": lambda rows: of_rows(len(rows), 31),
    "gaps": lambda rows: of_rows(
        len(distinct(rows, "alternative")), 31, legend_height(len(distinct(rows, "criterion")))
    ),
    "stability": lambda rows: of_rows(len(rows), 46, 16),
    "acceptability": lambda rows: of_rows(len(distinct(rows, "alternative")), 31),
    "slopes": _slopes,
    "winner_gaps": lambda rows: of_rows(
        len(distinct(rows, "under", "alternative")),
        70,
        legend_height(len(distinct(rows, "criterion"))),
    ),
}
"""Pixels of the whole chart by its name, from at least one of its rows; of those on pages."""


def width(text: str) -> int:
    """Return the columns that a text takes: two for a Chinese character, one for a letter."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def wrapped(text: str, columns: int, lines: int = 2, *, even: bool = True) -> list[str]:
    """Return a text in lines; what does not fit ends in an ellipsis.

    Parameters
    ----------
    text
        With or without spaces.
    columns
        Of one line, see `width`.
    lines
        At most.
    even
        Whether lines should be about as long as each other, as in a label.
    """
    whole = " ".join(text.split())
    fewest = _filled(whole, columns, lines)
    if not even or len(fewest) == 1 or fewest[-1].endswith("…"):
        return fewest
    narrower = range(ceil(width(whole) / len(fewest)), columns)
    trials = (_filled(whole, narrow, len(fewest)) for narrow in narrower)
    return next((trial for trial in trials if _is_whole(whole, trial)), fewest)


def _filled(text: str, columns: int, lines: int) -> list[str]:
    rest, found = text, list[str]()
    while len(found) < lines - 1 and width(rest) > columns:
        at = _break(rest, columns)
        found.append(rest[:at].strip())
        rest = rest[at:].strip()
    if width(rest) > columns:
        rest = f"{rest[: _fit(rest, columns - 1)].rstrip()}…"
    return [*found, rest]


def _is_whole(text: str, lines: Sequence[str]) -> bool:
    """Tell whether the lines hold the whole text, and no word of letters is broken."""
    return " ".join(lines) == text or (not text.isascii() and "".join(lines) == text)


def _fit(text: str, columns: int) -> int:
    """Return how many characters fit."""
    used = 0
    for at, character in enumerate(text):
        used += width(character)
        if used > columns:
            return at
    return len(text)


def _break(text: str, columns: int) -> int:
    fit = _fit(text, columns)
    for at in range(fit, fit // 2, -1):
        if text[at] == " " or text[at - 1] in f"-·{_STOPS}":
            return at
    return fit - (text[fit] in _STOPS)
