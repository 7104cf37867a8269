"""Write, check and import private data."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api.cli.environment import read_settings
from api.cli.failing import BAD_INPUT, TROUBLE, fail
from api.cli.overlay_view import write_checked, write_imported
from api.cli.own_faults import reporting_faults
from api.cli.progressing import reading_rows
from api.cli.terminal import console
from api.cli.words import Language, word
from mcda.parks import load_catalogue

if TYPE_CHECKING:
    from mcda.parks import Catalogue
    from mcda.parks.overlay import Overlay


def export_template(path: Path, form: str | None, with_shipped: bool, language: Language) -> None:
    """Write a template with what the present private data hold.

    Parameters
    ----------
    path
        A workbook, or a folder for CSV files; nothing that exists is overwritten.
    form
        ``"csv"`` or ``"xlsx"``; by the suffix of the path where left out.
    with_shipped
        Add what the catalogue holds, for reference.
    language
        Of messages.
    """
    from mcda.parks.overlay import Overlay, format_workbook, read_overlay, write_folder

    workbook = form == "xlsx" or (form is None and path.suffix.lower() == ".xlsx")
    if path.exists() and (workbook or not path.is_dir() or any(path.iterdir())):
        raise fail([word("error_exists", language, file=path)], BAD_INPUT)
    settings = read_settings(language)
    shipped, present = load_catalogue(settings.base), settings.private_data
    with reporting_faults(language):
        overlay = Overlay() if present is None else read_overlay(present, shipped, kept=True)
    try:
        if workbook:
            path.write_bytes(format_workbook(overlay, shipped, with_shipped))
        else:
            write_folder(overlay, path, shipped if with_shipped else None)
    except OSError as error:
        raise _unwritable(path, error, language) from None
    console().print(word("exported", language, file=path, count=len(overlay)), soft_wrap=True)


def check_data(path: Path, language: Language) -> None:
    """Print what is wrong with private data, or else what they hold and replace.

    Parameters
    ----------
    path
        A workbook, or a folder of CSV files.
    language
        Of messages.
    """
    from mcda.parks.overlay import findings, read_overlay

    shipped = load_catalogue(read_settings(language).base)
    with reporting_faults(language), reading_rows(language) as told:
        overlay = read_overlay(path, shipped, told)
    write_checked(overlay, findings(overlay, shipped), language)


def import_data(file: Path, folder: Path, replace: bool, language: Language) -> None:
    """Add the rows of a file to a folder of private data, once all of them are sound.

    Parameters
    ----------
    file
        A workbook, or a folder of CSV files.
    folder
        Made where it does not exist.
    replace
        Let a row of the file take the place of one in the folder that differs.
    language
        Of messages.
    """
    from mcda.parks.overlay import combine, findings, read_onto, write_folder

    shipped = load_catalogue(read_settings(language).base)
    with reporting_faults(language):
        present = _present(folder, shipped)
        with reading_rows(language) as each:
            new = read_onto(file, shipped, present, each)
        found = combine(present, new, replace)
        told = findings(found.overlay, shipped)
    try:
        write_folder(found.overlay, folder)
    except OSError as error:
        raise _unwritable(folder, error, language) from None
    write_imported(found, told, replace, language)
    if found.differences and not replace:
        raise typer.Exit(TROUBLE)


def _present(folder: Path, shipped: "Catalogue") -> "Overlay":
    from mcda.parks.overlay import Overlay, read_overlay

    empty = not folder.exists() or (folder.is_dir() and not any(folder.glob("*.csv")))
    return Overlay() if empty else read_overlay(folder, shipped, kept=True)


def _unwritable(path: Path, error: OSError, language: Language) -> typer.Exit:
    reason = error.strerror or str(error)
    return fail([word("error_unwritable", language, file=path, reason=reason)], TROUBLE)
