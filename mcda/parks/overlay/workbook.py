"""Private data as a workbook to fill in: drop-downs, notes on each column, and an explanation."""

import io
from typing import TYPE_CHECKING, Any

from mcda.parks.catalogue import Catalogue
from mcda.parks.overlay.columns import Column, choices, layouts, levels, rateable
from mcda.parks.overlay.model import SHEETS, Overlay
from mcda.parks.overlay.reading import EXPLAINED, LISTS
from mcda.parks.overlay.writing import Rows, explained, rows_of, shipped
from mcda.tables.notation import address

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

FILLED_TO = 20_000
"""Last row with drop-downs."""

_WIDTH, _WIDE = 16, 60
_LEVELS = "levels_"
_WIDE_COLUMNS = ("title", "quote", "rationale_en", "rationale_zh", "explained", "说明")


def format_workbook(overlay: Overlay, catalogue: Catalogue, with_shipped: bool = False) -> bytes:
    """Return an XLSX file that `read_overlay` reads back.

    Parameters
    ----------
    overlay
        What the sheets hold.
    catalogue
        Gives the drop-downs.
    with_shipped
        Add what the catalogue holds as sheets that cannot be edited.
    """
    from xlsxwriter import Workbook

    content = io.BytesIO()
    # What begins with = stays text: nothing that somebody wrote is ever run as a formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        for name in SHEETS:
            sheet = _sheet(book, name, rows_of(overlay, name), bold)
            for place, column in enumerate(layouts()[name].columns):
                _guide(sheet, place, column)
        _sheet(book, EXPLAINED, explained(), bold).protect()
        if with_shipped:
            for name, rows in shipped(catalogue).items():
                _sheet(book, name, rows, bold).protect()
        _lists(book, catalogue)
    return content.getvalue()


def _sheet(book: "Workbook", name: str, rows: Rows, bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for j, title in enumerate(rows[0]):
        sheet.set_column(j, j, _WIDE if title in _WIDE_COLUMNS else _WIDTH)
        sheet.write_string(0, j, str(title), bold)
    for i, row in enumerate(rows[1:], 1):
        for j, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(i, j, cell)
            else:
                sheet.write_number(i, j, cell)
    return sheet


def _guide(sheet: Any, place: int, column: Column) -> None:
    """Add the note of a column, and its drop-down where it has one."""
    needed = "required / 必填" if column.required else "may be empty / 可留空"
    note = f"{column.note['en']}\n{column.note['zh']}\n({needed}; {column.example})"
    sheet.write_comment(0, place, note, {"x_scale": 2.5, "y_scale": 1.8})
    if column.kind != "choice":
        return
    title, message = f"{column.name}?", "Choose from the list. 请从列表中选择。"
    source = f"={column.choices}_list"
    if column.choices == "level":
        criterion = address(1, place - layouts()["ratings"].names.index("level") + 1)
        source = f'=INDIRECT("{_LEVELS}"&${criterion})'
    sheet.data_validation(
        1,
        place,
        FILLED_TO - 1,
        place,
        {"validate": "list", "source": source, "error_title": title, "error_message": message},
    )


def _lists(book: "Workbook", catalogue: Catalogue) -> None:
    """Write what drop-downs offer on a hidden sheet, each list under a name of its own."""
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    lists = {f"{key}_list": offered for key, offered in choices(catalogue).items()}
    for criterion in rateable(catalogue):
        lists[f"{_LEVELS}{criterion}"] = levels(catalogue, criterion)
    for j, (name, offered) in enumerate(lists.items()):
        sheet.write_string(0, j, name)
        for i, item in enumerate(offered, 1):
            sheet.write_string(i, j, item)
        if offered:
            first, last = (address(row, j) for row in (1, len(offered)))
            column = first.rstrip("0123456789")
            span = f"${column}${first[len(column) :]}:${column}${last[len(column) :]}"
            book.define_name(name, f"={LISTS}!{span}")
