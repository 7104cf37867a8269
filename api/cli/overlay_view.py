"""What private data hold, what an import did, and what of the catalogue is replaced."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.cli.grid import Grid
from api.cli.page import Page
from api.cli.terminal import console
from api.cli.words import Language
from api.parks.labels import Labels

if TYPE_CHECKING:
    from mcda.errors import Note
    from mcda.parks.overlay import Combined, Conflict, Disputed, Overlay


def write_checked(
    overlay: "Overlay",
    conflicts: "Sequence[Conflict]",
    language: Language,
    asked: "Sequence[Note]" = (),
    disputed: "Sequence[Disputed]" = (),
) -> None:
    """Write how many rows each sheet has, the conflicts, and what is asked about the figures."""
    from mcda.parks.overlay import SHEETS

    page = _page(language)
    page.line(page.word("own_sound"))
    rows = [[sheet, str(len(overlay.sheet(sheet)))] for sheet in SHEETS]
    page.grid(Grid(page.words("sheet", "rows"), rows, figures=(1,)))
    _write_conflicts(page, conflicts)
    _write_disputed(page, disputed)
    _write_asked(page, asked)


def write_imported(
    found: "Combined",
    conflicts: "Sequence[Conflict]",
    replaced: bool,
    language: Language,
    asked: "Sequence[Note]" = (),
    disputed: "Sequence[Disputed]" = (),
) -> None:
    """Write how many rows were added, were there and differ; which differ; conflicts; doubts."""
    from mcda.parks.overlay import SHEETS

    page = _page(language)
    counts = (found.added, found.same, found.differing)
    rows = [[sheet, *(str(count[sheet]) for count in counts)] for sheet in SHEETS]
    heads = page.words("sheet", "rows_added", "rows_same", "rows_differing")
    page.grid(Grid(heads, rows, figures=(1, 2, 3)))
    if found.differences:
        page.heading("rows_differing")
        for new, there in found.differences:
            places = {"new": new.place.cell(_first(new.key)), "row": "/".join(new.key)}
            where = there.place.cell(_first(there.key))
            page.line(page.word("own_differs", there=where, **places))
        page.line(page.word("own_replaced" if replaced else "own_kept"))
    _write_conflicts(page, conflicts)
    _write_disputed(page, disputed)
    _write_asked(page, asked)


def _first(key: tuple[str, ...]) -> str:
    return "id" if len(key) == 1 else "park"


def _write_conflicts(page: Page, conflicts: "Sequence[Conflict]") -> None:
    if not conflicts:
        return
    page.heading("own_conflicts")
    for conflict in conflicts:
        page.line(conflict.note().say(page.language))


def _write_disputed(page: Page, disputed: "Sequence[Disputed]") -> None:
    from mcda.texts import text

    if not disputed:
        return
    page.heading("own_disputed")
    page.items([item.note().say(page.language) for item in disputed])
    page.line(text("overlay_disputed", "remedy", page.language))


def _write_asked(page: Page, asked: "Sequence[Note]") -> None:
    if not asked:
        return
    page.heading("own_asked")
    for note in asked:
        page.line(note.say(page.language))


def _page(language: Language) -> Page:
    return Page(console(), language, Labels({}, {}))
