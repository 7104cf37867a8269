"""Output on the terminal: words in two languages, tables without lost text, pages and bars."""

import io
import math
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from api.parks.labels import Labels
from mcda.texts.figures import formatted
from mcda.texts.tables import table

WIDE = 100_000
Language = Literal["en", "zh"]


def console(*, stderr: bool = False) -> Console:
    """Return a console.

    Notes
    -----
    A pipe or file has no width; lines are not wrapped there, so that they can be searched.
    """
    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    terminal = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not terminal.is_terminal and "COLUMNS" not in os.environ:
        terminal.width = WIDE
    return terminal


Form = Literal["table", "csv", "json"]
"""For people, for a spreadsheet, or for a program."""
Depth = Literal["short", "memo", "full"]
"""How much of an answer is printed: five lines, what a board reads, or the annex too."""


def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return key -> language -> text."""
    return table("api.cli", "words.toml")


def word(key: str, language: Language, **fields: object) -> str:
    """Return a text with its placeholders filled."""
    return catalogue()[key][language].format(**fields)


def named(kind: str, value: str, language: Language) -> str:
    """Return the word for a value of some kind, the value itself if it has no word."""
    key = f"{kind}_{value}"
    return word(key, language) if key in catalogue() else value


def placeholder(written: str, language: Language) -> str:
    """Return the name of a value in help, such as ``FILE``, in a language; itself without one."""
    key = f"placeholder_{written.lower()}"
    return word(key, language) if key in catalogue() else written


def spoken() -> Language:
    """Return the language that the command line names (``--lang``), else the environment's.

    The environment's language is Chinese if its locale begins with ``zh``.
    """
    words = " ".join(sys.argv[1:]).replace("=", " ").split()
    if ("--lang", "zh") in pairwise(words):
        return "zh"
    if ("--lang", "en") in pairwise(words):
        return "en"
    locales = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in locales if value), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def announce(key: str, language: Language, *, stderr: bool = False, **fields: object) -> None:
    """Write a text, with its placeholders filled, on a line of any length."""
    console(stderr=stderr).print(word(key, language, **fields), soft_wrap=True)


_BETWEEN = 3
_LONGEST_WORD, _LONGEST_CJK = 28, 12


@dataclass(frozen=True, slots=True)
class Grid:
    """Column heads and rows of text."""

    heads: Sequence[str]
    """One for each column."""
    rows: Sequence[Sequence[str]]
    """A text for each column."""
    figures: Collection[int] = ()
    """Columns that hold figures and stand to the right."""
    kept: int = 1
    """How many of the first columns are repeated in every part."""

    def parts(self, width: int) -> Iterator[Table]:
        """Yield the table, in as few parts as fit a width."""
        least = [max(map(_least, self._column(j))) for j in range(len(self.heads))]
        first, end = self.kept, len(self.heads)
        while first < end:
            last = end
            while last > first + 1 and _total([*least[: self.kept], *least[first:last]]) > width:
                last -= 1
            yield self._table([*range(self.kept), *range(first, last)], least, width)
            first = last

    def _column(self, j: int) -> list[str]:
        return [self.heads[j], *(row[j] for row in self.rows)]

    def _table(self, columns: Sequence[int], least: Sequence[int], width: int) -> Table:
        table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
        full = [max(map(cell_len, self._column(j))) for j in columns]
        shares = _shared([least[j] for j in columns], full, width)
        for j, share in zip(columns, shares, strict=True):
            justify: Literal["left", "right"] = "right" if j in self.figures else "left"
            table.add_column(self.heads[j], justify=justify, overflow="fold", width=share)
        for row in self.rows:
            table.add_row(*(row[j] for j in columns))
        return table


def _least(text: str) -> int:
    """Return the width of the longest part of a text that should not be broken."""
    parts = text.split()
    longest = (_LONGEST_WORD if part.isascii() else _LONGEST_CJK for part in parts)
    return max(map(min, map(cell_len, parts), longest), default=0)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _BETWEEN * (len(widths) - 1)


def _shared(least: Sequence[int], full: Sequence[int], width: int) -> list[int]:
    """Return column widths between least and full that fit a total width."""
    lacking, room = _total(full) - width, sum(full) - sum(least)
    if lacking <= 0 or room == 0:
        return list(full)
    part = min(lacking / room, 1.0)
    return [f - math.ceil(part * (f - low)) for low, f in zip(least, full, strict=True)]


NAMELESS = Labels({}, {})


@dataclass(frozen=True, slots=True)
class Page:
    """The console, language and labels with which the parts of an answer are printed."""

    console: Console
    """Where the text goes."""
    language: Language
    """Of headings and sentences."""
    labels: Labels = NAMELESS
    """Of criteria and alternatives."""

    def word(self, key: str, **fields: object) -> str:
        """Return a word of the catalogue."""
        return word(key, self.language, **fields)

    def words(self, *keys: str) -> list[str]:
        """Return several words of the catalogue."""
        return [word(key, self.language) for key in keys]

    def heading(self, key: str, first: bool = False) -> None:
        """Write a heading, after an empty line unless it is the first."""
        if not first:
            self.console.print()
        self.console.print(Text(self.word(key), style="bold"))

    def title(self, text: str) -> None:
        """Write a text as a heading."""
        self.console.print(Text(text, style="bold"))

    def line(self, text: str) -> None:
        """Write a line, folded on a narrow terminal."""
        self.console.print(Text(text, overflow="fold"))

    def items(self, texts: Sequence[str]) -> None:
        """Write a list, folded lines indented."""
        for text in texts:
            self.entry(" -", text)

    def entry(self, mark: str, text: str) -> None:
        """Write a text behind a mark, folded lines indented."""
        # One row a table: rows of one table are all padded to the longest.
        row = Table.grid(padding=(0, 1))
        row.add_column(no_wrap=True)
        row.add_column(overflow="fold")
        row.add_row(mark, text)
        self.console.print(row)

    def grid(self, grid: Grid) -> None:
        """Write a table."""
        for part in grid.parts(self.console.width):
            self.console.print(part)


SHOWN_FROM = 1_000_000
ROWS_SHOWN_FROM = 1_000
Told = Callable[[int, int], None]


@contextmanager
def drawing(language: Language) -> Iterator[Told]:
    """Yield a callback for progress, with the number of draws made and of draws wanted.

    The bar appears only on a terminal and where a million draws or more are wanted.
    """
    with _bar(word("drawing", language), SHOWN_FROM) as progress:
        yield progress


@contextmanager
def reading_rows(language: Language) -> Iterator[Told]:
    """Yield a callback for progress, with the number of rows read and of all rows.

    The bar appears only on a terminal and where there are a thousand rows or more.
    """
    with _bar(word("reading_rows", language), ROWS_SHOWN_FROM) as progress:
        yield progress


@contextmanager
def _bar(title: str, shown_from: int) -> Iterator[Told]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console(stderr=True), transient=True)
    task = bar.add_task(title, total=None)

    def told(done: int, wanted: int) -> None:
        bar.update(task, completed=done, total=wanted)
        if wanted >= shown_from and bar.console.is_terminal:
            bar.start()

    try:
        yield told
    finally:
        if bar.live.is_started:
            bar.stop()


_SMALL, _LARGE = 1e-2, 1e6


def score_pattern(scores: Iterable[float]) -> str:
    """Return the format of scores: four decimals, or four significant digits for extremes."""
    largest = max(map(abs, scores), default=0.0)
    return ".4f" if largest == 0 or _SMALL <= largest < _LARGE else ".4g"


def percent(share: float, decimals: int = 1) -> str:
    """Return a share 0..1 in percent."""
    return formatted(share, f".{decimals}%")
