"""A page of headings, tables and lines in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli.grid import Grid
from api.cli.words import Language, word
from api.parks.labels import Labels


@dataclass(frozen=True, slots=True)
class Page:
    """What the parts of an answer are written on.

    Parameters
    ----------
    console
        Where the text goes.
    language
        Of headings and sentences.
    labels
        Of criteria and alternatives.
    """

    console: Console
    language: Language
    labels: Labels

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

    def line(self, text: str) -> None:
        """Write a line, folded on a narrow terminal."""
        self.console.print(Text(text, overflow="fold"))

    def items(self, texts: Sequence[str]) -> None:
        """Write a list, folded lines indented."""
        for text in texts:
            # One row a table: rows of one table are all padded to the longest.
            row = Table.grid(padding=(0, 1))
            row.add_column(no_wrap=True)
            row.add_column(overflow="fold")
            row.add_row(" -", text)
            self.console.print(row)

    def grid(self, grid: Grid) -> None:
        """Write a table."""
        for part in grid.parts(self.console.width):
            self.console.print(part)
