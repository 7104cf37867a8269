"""Output on the terminal: words in two languages, tables without lost text, pages and bars."""

import io
import math
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

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
    key = f"{kind}_{value}".lower()
    return word(key, language) if key in catalogue() else value


def spoken() -> Language:
    """Return the language that the command line names (``--lang``), else the environment's.

    The environment's language is Chinese if its locale begins with ``zh``.
    """
    words = " ".join(sys.argv[1:]).replace("=", " ").split()
    languages: tuple[Language, ...] = get_args(Language)
    for language in languages:
        if ("--lang", language) in pairwise(words):
            return language
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def announce(key: str, language: Language, *, stderr: bool = False, **fields: object) -> None:
    """Write a text, with its placeholders filled, on a line of any length."""
    console(stderr=stderr).print(word(key, language, **fields), soft_wrap=True)


_BETWEEN = 3
_LONGEST_WORD, _LONGEST_CJK = 28, 12


def _least(text: str) -> int:
    """Return the width of the longest part of a text that should not be broken."""
    parts = text.split()
    longest = (_LONGEST_WORD if part.isascii() else _LONGEST_CJK for part in parts)
    return max(map(min, map(cell_len, parts), longest), default=0)


def _total(widths: Iterable[int]) -> int:
    return sum(width + _BETWEEN for width in widths) - _BETWEEN


@dataclass(frozen=True, slots=True)
class Page:
    """The console and the language in which the parts of an answer are printed."""

    console: Console
    """Where the text goes."""
    language: Language
    """Of headings and sentences."""

    def word(self, key: str, **fields: object) -> str:
        """Return a word of the catalogue."""
        return word(key, self.language, **fields)

    def words(self, *keys: str) -> list[str]:
        """Return several words of the catalogue."""
        return [word(key, self.language) for key in keys]

    def say(self, key: str, **fields: object) -> None:
        """Write a text of the catalogue as a line."""
        self.line(self.word(key, **fields))

    def heading(self, key: str, first: bool = False) -> None:
        """Write a heading, after an empty line unless it is the first."""
        self.title(self.word(key), first)

    def title(self, text: str, first: bool = True) -> None:
        """Write a text as a heading, after an empty line unless it is the first."""
        if not first:
            self.console.print()
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

    def grid(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        figures: Collection[int] = (),
        repeated: int = 1,
    ) -> None:
        """Write a table, in as few parts as fit the console.

        Figures, by column, stand to the right; the first columns are repeated in every part.
        """
        width, texts = self.console.width, [*zip(heads, *rows, strict=True)]
        least = [max(map(_least, column)) for column in texts]
        start = repeated
        while start < len(texts):
            columns = [*range(repeated), *range(start, len(texts))]
            while len(columns) > repeated + 1 and _total(least[j] for j in columns) > width:
                columns.pop()
            start = columns[-1] + 1
            table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
            full = [max(map(cell_len, texts[j])) for j in columns]
            lacking, room = _total(full) - width, sum(full) - sum(least[j] for j in columns)
            share = min(max(lacking, 0) / room, 1.0) if room else 0.0
            for j, most in zip(columns, full, strict=True):
                fit = most - math.ceil(share * (most - least[j]))
                side: JustifyMethod = "right" if j in figures else "left"
                table.add_column(heads[j], justify=side, overflow="fold", width=fit)
            for row in rows:
                table.add_row(*(row[j] for j in columns))
            self.console.print(table)


SHOWN_FROM = {"drawing": 1_000_000, "reading_rows": 1_000}
"""Number of things, by the key of their name, from which a bar is worth its line."""
Counter = Callable[[int, int], None]
"""Takes the number of things done and of those wanted."""


@contextmanager
def progress_bar(key: str, language: Language) -> Iterator[Counter]:
    """Yield a callback for progress, with the number of things done and of those wanted.

    The bar appears only on a terminal and where many are wanted.
    """
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console(stderr=True), transient=True)
    task = bar.add_task(word(key, language), total=None)

    def count(done: int, wanted: int) -> None:
        bar.update(task, completed=done, total=wanted)
        if wanted >= SHOWN_FROM[key] and bar.console.is_terminal:
            bar.start()

    try:
        yield count
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
