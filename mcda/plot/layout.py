"""Layout of charts: heights, known before a chart is made, and names wrapped into short lines."""

from collections.abc import Mapping, Sequence
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
HEAD, _AXIS, _LEGEND_ROW = 84, 42, 15
"""Pixels of the title, of an axis below and of a row of a legend."""


def distinct(rows: Records, field: str) -> list[Any]:
    """Return the distinct values of a field, in order."""
    return list(dict.fromkeys(map(itemgetter(field), rows)))


def legend_height(entries: int) -> int:
    """Return the height in pixels of the legend below a chart on a narrow page."""
    return 8 + _LEGEND_ROW * ceil(min(entries, COLOURS + 1) / LEGEND_COLUMNS)


def of_rows(count: int, step: int, further: int = 0) -> int:
    """Return the height of a chart of ``count`` rows of ``step`` pixels each."""
    return HEAD + _AXIS + further + step * min(count, LIMIT)


def width(text: str) -> int:
    """Return the width of a text in columns: two for a Chinese character, one for a letter."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def wrapped(text: str, columns: int, lines: int = 2, *, even: bool = True) -> list[str]:
    """Return a text wrapped into lines; a text that is too long ends in an ellipsis."""
    whole = " ".join(text.split())
    fewest = _filled(whole, columns, lines)
    if not even or len(fewest) == 1 or fewest[-1].endswith("…"):
        return fewest
    narrower = range(ceil(width(whole) / len(fewest)), columns)
    for trial in (_filled(whole, narrow, len(fewest)) for narrow in narrower):
        is_unbroken = not whole.isascii() and "".join(trial) == whole  # no word of letters is cut
        if " ".join(trial) == whole or is_unbroken:
            return trial
    return fewest


def _filled(text: str, columns: int, lines: int) -> list[str]:
    rest, full_lines = text, list[str]()
    while len(full_lines) < lines - 1 and width(rest) > columns:
        fit = _fit(rest, columns)
        stops = (
            place
            for place in range(fit, fit // 2, -1)
            if rest[place] == " " or rest[place - 1] in f"-·{_STOPS}"
        )
        at = next(stops, fit - (rest[fit] in _STOPS))
        full_lines.append(rest[:at].strip())
        rest = rest[at:].strip()
    if width(rest) > columns:
        rest = f"{rest[: _fit(rest, columns - 1)].rstrip()}…"
    return [*full_lines, rest]


def _fit(text: str, columns: int) -> int:
    """Return how many characters of a text fit into the columns."""
    used = 0
    for at, character in enumerate(text):
        used += width(character)
        if used > columns:
            return at
    return len(text)
