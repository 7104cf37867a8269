"""Blank files for private data: a workbook with drop-downs and notes, or a folder of CSV files."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mcda.parks.catalogue import Catalogue
from mcda.parks.overlay.columns import choices, layouts, levels, rateable
from mcda.parks.overlay.files import CHINESE, EXPLAINED, LISTS, SHIPPED
from mcda.parks.overlay.model import SHEETS, Overlay
from mcda.sheets.columns import Column
from mcda.sheets.notation import address
from mcda.sheets.writer import Cell, csv_text, workbook, write_sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

Rows = list[list[Cell]]
FILLED_TO = 20_000
"""Last row with drop-downs."""
_LANGUAGES = ("explained", "说明")
_EXPLAINED_HEAD = ("sheet / 表", "column / 列", "needed / 必填", "example / 示例", *_LANGUAGES)
_WIDTH, _WIDE = 16, 60
_LEVELS = "levels_"
_WIDE_COLUMNS = ("title", "quote", "rationale_en", "rationale_zh", *_LANGUAGES)
_TITLES = {name: title for title, name in CHINESE.items()}


def write_folder(overlay: Overlay, folder: Path, catalogue: Catalogue | None = None) -> None:
    """Write a CSV file for each sheet and one that explains the columns.

    Parameters
    ----------
    overlay
        The data to write; empty sheets get their header.
    folder
        Created if it does not exist; files of these names are replaced.
    catalogue
        Written beside it for reference, if given.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from mcda.parks.overlay import Overlay, write_folder
    >>> with TemporaryDirectory() as folder:
    ...     write_folder(Overlay(), Path(folder))
    ...     sorted(path.stem for path in Path(folder).iterdir())
    ['claims', 'explained', 'quotations', 'ratings', 'sources']
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {sheet: _rows_of(overlay, sheet) for sheet in SHEETS}
    files[EXPLAINED] = guide_rows()
    if catalogue is not None:
        files.update(shipped_rows(catalogue))
    for name, rows in files.items():
        # Whoever reads meanwhile finds the old file or the new one, never half of it.
        part = folder / f"{name}.csv.part"
        part.write_bytes(csv_text(rows))
        part.replace(folder / f"{name}.csv")


def format_workbook(
    overlay: Overlay,
    catalogue: Catalogue,
    with_shipped: bool = False,
    language: Literal["en", "zh"] = "en",
) -> bytes:
    r"""Return an XLSX file that `read_overlay` reads back.

    Parameters
    ----------
    overlay
        The data in the sheets.
    catalogue
        Gives the drop-downs.
    with_shipped
        Add the catalogue's records as sheets that cannot be edited.
    language
        Of the names of the sheets and of the heads of their columns; both are read.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Files, format_workbook, read_overlay
    >>> sheet = b"park,criterion,mode,source,as_of\ntcr,land_price,118,sheng_2025,2026-03-12"
    >>> ours = read_overlay(Files("quotations.csv", {"quotations.csv": sheet}), load_catalogue())
    >>> content = format_workbook(ours, load_catalogue())
    >>> read_overlay(Files("ours.xlsx", {"ours.xlsx": content}), load_catalogue()) == ours
    True
    """
    content = io.BytesIO()
    with workbook(content) as book:
        for name in SHEETS:
            layout, title = layouts()[name], _TITLES[name] if language == "zh" else name
            columns, names = layout.columns, layout.names
            heads = [column.also[0] for column in columns] if language == "zh" else names
            sheet = _sheet(book, title, [[*heads], *_rows_of(overlay, name)[1:]], names)
            for place, column in enumerate(columns):
                _guide(sheet, place, column)
        _sheet(book, EXPLAINED, guide_rows()).protect()
        for name, rows in shipped_rows(catalogue).items() if with_shipped else ():
            _sheet(book, name, rows).protect()
        _lists(book, catalogue)
    return content.getvalue()


def _sheet(book: "Workbook", title: str, rows: Rows, names: Sequence[Cell] = ()) -> Any:
    sheet = write_sheet(book, rows, title)
    for place, name in enumerate(names or rows[0]):
        sheet.set_column(place, place, _WIDE if name in _WIDE_COLUMNS else _WIDTH)
    return sheet


def _guide(sheet: Any, place: int, column: Column) -> None:
    """Add the note of a column, and its drop-down if the column has choices."""
    needed = "required / 必填" if column.required else "may be empty / 可留空"
    note = f"{column.note['en']}\n{column.note['zh']}\n({needed}; {column.example})"
    sheet.write_comment(0, place, note, {"x_scale": 2.5, "y_scale": 1.8})
    if not column.choices:
        return
    source = f"={column.choices}_list"
    if column.choices == "level":
        criterion = address(1, place - layouts()["ratings"].names.index("level") + 1)
        source = f'=INDIRECT("{_LEVELS}"&${criterion})'
    offered = {"validate": "list", "source": source, "error_title": f"{column.name}?"}
    offered["error_message"] = "Choose from the list. 请从列表中选择。"
    sheet.data_validation(1, place, FILLED_TO - 1, place, offered)


def _lists(book: "Workbook", catalogue: Catalogue) -> None:
    """Write the choices of drop-downs to a hidden sheet, each list under its own name."""
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    lists = {f"{key}_list": offered for key, offered in choices(catalogue).items()}
    for criterion in rateable(catalogue):
        lists[f"{_LEVELS}{criterion}"] = levels(catalogue, criterion)
    for place, (name, offered) in enumerate(lists.items()):
        sheet.write_column(0, place, [name, *offered])
        if offered:
            column = address(0, place).removesuffix("1")
            book.define_name(name, f"={LISTS}!${column}$2:${column}${len(offered) + 1}")


def _rows_of(overlay: Overlay, sheet: str) -> Rows:
    """Return the header and the rows of a sheet."""
    return [[*layouts()[sheet].names], *(_row(sheet, row) for row in overlay.sheet(sheet))]


def _row(sheet: str, record: Any, **others: Any) -> list[Cell]:
    """Return the cells of a record, its fields where no others are given."""
    names = layouts()[sheet].names
    cells = [others[name] if name in others else getattr(record, name) for name in names]
    return [";".join(cell) if isinstance(cell, tuple) else cell for cell in cells]


def shipped_rows(catalogue: Catalogue) -> Mapping[str, Rows]:
    """Return the shipped sources, claims and ratings in the same columns, as further sheets."""
    bodies: dict[str, Rows] = {
        "sources": [
            _row("sources", source, weak="yes" if source.weak else "no")
            for source in catalogue.sources.values()
        ],
        "claims": [
            _row("claims", c, source=c.source.id, tenure=t and t.kind, lease_years=t and t.years)
            for c in catalogue.claims.values()
            for t in [c.tenure]
        ],
        "ratings": [
            _row("ratings", r, **{f"rationale_{key}": r.rationale[key] for key in ("en", "zh")})
            for r in catalogue.ratings.values()
        ],
    }
    return {f"{SHIPPED}{name}": [[*layouts()[name].names], *body] for name, body in bodies.items()}


def guide_rows() -> Rows:
    """Return the sheet that explains the others, in English and Chinese."""
    rows: Rows = [[*_EXPLAINED_HEAD]]
    for sheet, layout in layouts().items():
        titles = f"{sheet} / {_TITLES[sheet]}"
        rows.append([titles, "", "", "", layout.about["en"], layout.about["zh"]])
        for column in layout.columns:
            needed = "yes / 是" if column.required else "no / 否"
            heads = f"{column.name} / {column.also[0]}"
            rows.append([titles, heads, needed, column.example, *column.note.values()])
    return rows
