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
    from mcda.parks.overlay import Combined, Findings, Overlay


def write_checked(overlay: "Overlay", found: "Findings", language: Language) -> None:
    """Write how many rows each sheet has, and what was found about them."""
    from mcda.parks.overlay import SHEETS

    page = _page(language)
    page.line(page.word("own_sound"))
    rows = [[sheet, str(len(overlay.sheet(sheet)))] for sheet in SHEETS]
    page.grid(Grid(page.words("sheet", "rows"), rows, figures=(1,)))
    _write_findings(page, found)


def write_imported(found: "Combined", told: "Findings", replaced: bool, language: Language) -> None:
    """Write how many rows were added, were there and differ; which differ; what was found."""
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
    _write_findings(page, told)


def _first(key: tuple[str, ...]) -> str:
    return "id" if len(key) == 1 else "park"


def _write_findings(page: Page, found: "Findings") -> None:
    from mcda.texts import text

    _write_notes(page, "own_conflicts", found.replaced)
    if found.disputed:
        page.heading("own_disputed")
        page.items([note.say(page.language) for note in found.disputed])
        page.line(text("overlay_disputed", "remedy", page.language))
    _write_notes(page, "own_questioned", found.questioned)
    _write_notes(page, "own_asked", found.asked)


def _write_notes(page: Page, heading: str, notes: "Sequence[Note]") -> None:
    if not notes:
        return
    page.heading(heading)
    for note in notes:
        page.line(note.say(page.language))


def _page(language: Language) -> Page:
    return Page(console(), language, Labels({}, {}))
