"""Private data as a folder of CSV files; what both formats write."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from mcda.parks.catalogue import Catalogue
from mcda.parks.overlay.columns import Column, layouts
from mcda.parks.overlay.escaping import guarded
from mcda.parks.overlay.model import SHEETS, Overlay
from mcda.parks.overlay.reading import EXPLAINED, SHIPPED
from mcda.tables.notation import write_number

Cell = str | float
Rows = list[list[Cell]]
_EXPLAINED_HEAD: list[Cell] = [
    "sheet / 表",
    "column / 列",
    "needed / 必填",
    "example / 示例",
    "explained",
    "说明",
]


def write_folder(overlay: Overlay, folder: Path, catalogue: Catalogue | None = None) -> None:
    """Write a CSV file for each sheet and one that explains the columns.

    Parameters
    ----------
    overlay
        What is written; empty sheets get their header.
    folder
        Made where it does not exist; files of these names are replaced.
    catalogue
        Written beside it for reference, if given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {sheet: rows_of(overlay, sheet) for sheet in SHEETS}
    files[EXPLAINED] = explained()
    if catalogue is not None:
        files.update(shipped(catalogue))
    for name, rows in files.items():
        # Whoever reads meanwhile finds the old file or the new one, never half of it.
        part = folder / f"{name}.csv.part"
        part.write_bytes(_csv(rows))
        part.replace(folder / f"{name}.csv")


def rows_of(overlay: Overlay, sheet: str) -> Rows:
    """Return the header and the rows of a sheet."""
    names = layouts()[sheet].names
    body = [[_cell(getattr(row, name)) for name in names] for row in overlay.sheet(sheet)]
    return [[*names], *body]


def shipped(catalogue: Catalogue) -> Mapping[str, Rows]:
    """Return the shipped sources, claims and ratings in the same columns, as further sheets."""
    known = catalogue.sources.values()
    sources = [[s.id, s.title, s.url, s.date, "yes" if s.weak else "no"] for s in known]
    names = layouts()["claims"].names
    claims = [
        [_cell(c.source.id if name == "source" else getattr(c, name)) for name in names]
        for c in catalogue.claims.values()
    ]
    ratings = [
        [
            *(_cell(getattr(r, name)) for name in layouts()["ratings"].names[:8]),
            r.rationale["en"],
            r.rationale["zh"],
        ]
        for r in catalogue.ratings.values()
    ]
    bodies: dict[str, Rows] = {
        "sources": [[*row] for row in sources],
        "claims": claims,
        "ratings": ratings,
    }
    return {
        f"{SHIPPED}{sheet}": [[*layouts()[sheet].names], *body] for sheet, body in bodies.items()
    }


def explained() -> Rows:
    """Return the sheet that explains the others, in English and Chinese."""
    rows: Rows = [_EXPLAINED_HEAD]
    for sheet, layout in layouts().items():
        rows.append([sheet, "", "", "", layout.about["en"], layout.about["zh"]])
        rows.extend(_explained(sheet, column) for column in layout.columns)
    return rows


def _explained(sheet: str, column: Column) -> list[Cell]:
    needed = "yes / 是" if column.required else "no / 否"
    return [sheet, column.name, needed, column.example, column.note["en"], column.note["zh"]]


def _cell(value: str | float | tuple[str, ...] | None) -> Cell:
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, tuple) else value


def _csv(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow(
            [guarded(cell) if isinstance(cell, str) else write_number(cell) for cell in row]
        )
    return text.getvalue().encode("utf-8-sig")
