"""Private data above the catalogue: written, read, shown, and faults with their remedies."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api.cli.environment import read_settings
from api.cli.errors import BAD_INPUT, TROUBLE, fail, reporting_faults, unwritable
from api.cli.terminal import Grid, Language, Page, console, reading_rows, word
from mcda.errors import Note
from mcda.parks import load_catalogue
from mcda.texts import text

if TYPE_CHECKING:
    from mcda.parks.overlay import Findings, Overlay, RowUnion


def export_template(path: Path, form: str | None, with_shipped: bool, language: Language) -> None:
    """Write a template that holds the present private data.

    It is a workbook, or a folder of CSV files, by the suffix of the path if `form` is None;
    existing files are not overwritten.
    """
    from api.parks.catalogue import private_data
    from mcda.parks.overlay import Overlay, format_workbook, write_folder

    workbook = form == "xlsx" or (form is None and path.suffix.lower() == ".xlsx")
    if path.exists() and (workbook or not path.is_dir() or any(path.iterdir())):
        raise fail([word("error_exists", language, file=path)], BAD_INPUT)
    settings = read_settings(language)
    shipped = load_catalogue(settings.base)
    with reporting_faults(language):
        present = private_data(settings)
        overlay = Overlay() if present is None else present.overlay()
    try:
        if workbook:
            path.write_bytes(format_workbook(overlay, shipped, with_shipped, language))
        else:
            write_folder(overlay, path, shipped if with_shipped else None)
    except OSError as error:
        raise unwritable(path, error, language) from None
    console().print(word("exported", language, file=path, count=len(overlay)), soft_wrap=True)


def check_data(path: Path, language: Language) -> None:
    """Print the faults of private data, or else the rows and the replacements in them."""
    from mcda.parks.overlay import findings, read_overlay

    shipped = load_catalogue(read_settings(language).base)
    with reporting_faults(language), reading_rows(language) as progress:
        overlay = read_overlay(path, shipped, progress)
    write_checked(overlay, findings(overlay, shipped), language)


def import_data(file: Path, folder: Path, replace: bool, language: Language) -> None:
    """Add the rows of a file to a folder of private data, if all of them are valid.

    The folder is created if it does not exist. With `replace`, a row of the file replaces a
    differing row of the folder.
    """
    from mcda.parks.overlay import combine, findings, read_overlay, write_folder

    shipped = load_catalogue(read_settings(language).base)
    with reporting_faults(language):
        from mcda.parks.overlay import Overlay, read_overlay

        empty = not folder.exists() or (folder.is_dir() and not any(folder.glob("*.csv")))
        present = Overlay() if empty else read_overlay(folder, shipped, kept=True)
        with reading_rows(language) as each:
            new = read_overlay(file, shipped, each, present=present)
        combined = combine(present, new, replace)
        remarks = findings(combined.overlay, shipped)
    try:
        write_folder(combined.overlay, folder)
    except OSError as error:
        raise unwritable(folder, error, language) from None
    write_imported(combined, remarks, replace, language)
    if combined.differences and not replace:
        raise typer.Exit(TROUBLE)


def write_checked(overlay: "Overlay", found: "Findings", language: Language) -> None:
    """Write the number of rows of each sheet, and the findings about them."""
    from mcda.parks.overlay import SHEETS

    page = Page(console(), language)
    page.line(page.word("own_sound"))
    rows = [[sheet, str(len(overlay.sheet(sheet)))] for sheet in SHEETS]
    page.grid(Grid(page.words("sheet", "rows"), rows, figures=(1,)))
    _write_findings(page, found)


def write_imported(found: "RowUnion", told: "Findings", replaced: bool, language: Language) -> None:
    """Write the numbers of added, equal and differing rows, the differing ones, and findings."""
    from mcda.parks.overlay import SHEETS

    page = Page(console(), language)
    counts = (found.added, found.same, found.differing)
    rows = [[sheet, *(str(count[sheet]) for count in counts)] for sheet in SHEETS]
    heads = page.words("sheet", "rows_added", "rows_same", "rows_differing")
    page.grid(Grid(heads, rows, figures=(1, 2, 3)))
    if found.differences:
        page.heading("rows_differing")
        for new, there in found.differences:
            places = {"new": new.place.cell(new.KEY[0]), "row": "/".join(new.key)}
            where = there.place.cell(there.KEY[0])
            page.line(page.word("own_differs", there=where, **places))
        page.line(page.word("own_replaced" if replaced else "own_kept"))
    _write_findings(page, told)


def _write_findings(page: Page, found: "Findings") -> None:

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
