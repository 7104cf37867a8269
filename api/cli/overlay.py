"""Private data above the catalogue: written, read, shown, and faults with their remedies."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.environment import read_settings
from api.cli.errors import TROUBLE, refusal, reporting_faults, writing
from api.cli.inputs import Lang
from api.cli.terminal import Language, Page, announce, console, progress_bar
from mcda.errors import Note
from mcda.parks import load_catalogue
from mcda.parks.overlay import (
    SHEETS,
    Findings,
    Overlay,
    RowUnion,
    combine,
    findings,
    format_workbook,
    read_overlay,
    write_folder,
)
from mcda.texts import text


def export_template(
    path: Path,
    form: Annotated[Literal["csv", "xlsx"] | None, typer.Option("--format")] = None,
    with_shipped: bool = False,
    *,
    language: Lang,
) -> None:
    """Write a template that holds the present private data.

    It is a workbook, or a folder of CSV files, by the suffix of the path if `form` is None;
    existing files are not overwritten.
    """
    from api.parks.catalogue import private_data

    workbook = form == "xlsx" or (form is None and path.suffix.lower() == ".xlsx")
    if path.exists() and (workbook or not path.is_dir() or any(path.iterdir())):
        raise refusal("error_exists", language, file=path)
    settings = read_settings(language)
    shipped = load_catalogue(settings.base)
    with reporting_faults(language):
        present = private_data(settings)
        overlay = Overlay() if present is None else present.overlay()
    with writing(path, language):
        if workbook:
            path.write_bytes(format_workbook(overlay, shipped, with_shipped, language))
        else:
            write_folder(overlay, path, shipped if with_shipped else None)
    announce("exported", language, file=path, count=len(overlay))


def check_data(path: Path, *, language: Lang) -> None:
    """Print the faults of private data, or else the rows and the replacements in them."""
    shipped = load_catalogue(read_settings(language).base)
    with reporting_faults(language), progress_bar("reading_rows", language) as progress:
        overlay = read_overlay(path, shipped, progress)
    write_checked(overlay, findings(overlay, shipped), language)


def import_data(
    path: Annotated[Path, typer.Argument(metavar="FILE")],
    into: Annotated[Path, typer.Option(metavar="FOLDER")],
    replace: bool = False,
    *,
    language: Lang,
) -> None:
    """Add the rows of a file to a folder of private data, if all of them are valid.

    The folder is created if it does not exist. With `replace`, a row of the file replaces a
    differing row of the folder.
    """
    shipped = load_catalogue(read_settings(language).base)
    with reporting_faults(language):
        empty = not into.exists() or (into.is_dir() and not any(into.glob("*.csv")))
        present = Overlay() if empty else read_overlay(into, shipped, kept=True)
        with progress_bar("reading_rows", language) as each:
            new = read_overlay(path, shipped, each, present=present)
        combined = combine(present, new, replace)
        remarks = findings(combined.overlay, shipped)
    with writing(into, language):
        write_folder(combined.overlay, into)
    write_imported(combined, remarks, replace, language)
    if combined.differences and not replace:
        raise typer.Exit(TROUBLE)


def write_checked(overlay: Overlay, remarks: Findings, language: Language) -> None:
    """Write the number of rows of each sheet, and the findings about them."""
    page = Page(console(), language)
    page.say("own_sound")
    _write_counts(page, {"rows": {sheet: len(overlay.sheet(sheet)) for sheet in SHEETS}})
    _write_findings(page, remarks)


def write_imported(union: RowUnion, remarks: Findings, replaced: bool, language: Language) -> None:
    """Write the numbers of added, equal and differing rows, the differing ones, and findings."""
    page = Page(console(), language)
    counts = {"rows_added": union.added, "rows_same": union.same, "rows_differing": union.differing}
    _write_counts(page, counts)
    if union.differences:
        page.heading("rows_differing")
        for new, there in union.differences:
            cell, own = (row.place.cell(row.KEY[0]) for row in (new, there))
            page.say("own_differs", new=cell, row="/".join(new.key), there=own)
        page.say("own_replaced" if replaced else "own_kept")
    _write_findings(page, remarks)


def _write_counts(page: Page, counts: Mapping[str, Mapping[str, int]]) -> None:
    rows = [[sheet, *(str(count[sheet]) for count in counts.values())] for sheet in SHEETS]
    page.grid(page.words("sheet", *counts), rows, figures=range(1, 1 + len(counts)))


def _write_findings(page: Page, remarks: Findings) -> None:
    _write_notes(page, "own_conflicts", remarks.replaced)
    if remarks.disputed:
        page.heading("own_disputed")
        page.items([note.say(page.language) for note in remarks.disputed])
        page.line(text("overlay_disputed", "remedy", page.language))
    _write_notes(page, "own_questioned", remarks.questioned)
    _write_notes(page, "own_asked", remarks.asked)


def _write_notes(page: Page, heading: str, notes: Sequence[Note]) -> None:
    if notes:
        page.heading(heading)
    for note in notes:
        page.line(note.say(page.language))
