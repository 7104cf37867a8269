"""A bar on stderr while many draws are made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.terminal import console
from api.cli.words import Language, word

SHOWN_FROM = 1_000_000
Told = Callable[[int, int], None]


@contextmanager
def drawing(language: Language) -> Iterator[Told]:
    """Give a function to be told how many draws there are and how many are wanted.

    The bar appears only on a terminal and where a million draws or more are wanted.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console(stderr=True), transient=True)
    task = bar.add_task(word("drawing", language), total=None)

    def told(drawn: int, wanted: int) -> None:
        bar.update(task, completed=drawn, total=wanted)
        if wanted >= SHOWN_FROM and bar.console.is_terminal:
            bar.start()

    try:
        yield told
    finally:
        if bar.live.is_started:
            bar.stop()
