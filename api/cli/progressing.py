"""A bar on stderr while many draws are made or many rows are read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.terminal import console
from api.cli.words import Language, word

SHOWN_FROM = 1_000_000
ROWS_SHOWN_FROM = 1_000
Told = Callable[[int, int], None]


@contextmanager
def drawing(language: Language) -> Iterator[Told]:
    """Give a function to be told how many draws there are and how many are wanted.

    The bar appears only on a terminal and where a million draws or more are wanted.
    """
    with _bar(word("drawing", language), SHOWN_FROM) as told:
        yield told


@contextmanager
def reading_rows(language: Language) -> Iterator[Told]:
    """Give a function to be told how many rows are read and how many there are.

    The bar appears only on a terminal and where there are a thousand rows or more.
    """
    with _bar(word("reading_rows", language), ROWS_SHOWN_FROM) as told:
        yield told


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
