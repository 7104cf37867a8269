"""Workbooks read back, and computed again with other values in their yellow cells."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import python_calamine

from api.reports.xlsx import xlsx
from tests.api.document.answers import kept, written

Cells = Mapping[tuple[str, str], float]
"""By sheet and address, such as ``("Values", "D5")``."""


class Read:
    """A workbook's cells by sheet, and its parts."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.parts = zipfile.ZipFile(io.BytesIO(content))
        self.book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        self.names = self.book.sheet_names

    def rows(self, name: str) -> list[list[Any]]:
        return self.book.get_sheet_by_name(name).to_python(skip_empty_area=False)

    def xml(self, name: str) -> str:
        return self.parts.read(f"xl/worksheets/sheet{self.names.index(name) + 1}.xml").decode()

    def formulas(self, name: str) -> list[str]:
        return re.findall(r"<f>(.*?)</f>", self.xml(name))

    def below(self, name: str, head: str) -> tuple[int, list[list[Any]]]:
        """Return the rows below the first such head, up to an empty one, and the first's number."""
        rows = self.rows(name)
        place = next(n for n, row in enumerate(rows) if row and row[0] == head)
        found: list[list[Any]] = []
        for row in rows[place + 1 :]:
            if not row or row[0] == "":
                break
            found.append(row)
        return place + 2, found


def opened(answer: Any, language: Any = "en") -> Read:
    return Read(xlsx(written(answer, language), kept(answer)))


def computed(book: Read, changes: Cells) -> Read:
    """Return a workbook with other values, all formulas computed from nothing."""
    import formulas
    import openpyxl

    with TemporaryDirectory() as folder:
        computing = [name for name in book.names if book.formulas(name)]
        path = _changed(book, changes, Path(folder), computing)
        solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
        plain = openpyxl.load_workbook(path)
        for key, value in solution.items():
            found = re.fullmatch(r"'\[[^]]*\](.*)'!([A-Z]+\d+)", str(key))
            if found is None:
                continue
            sheet = next(name for name in plain.sheetnames if name.upper() == found[1].upper())
            (result,) = value.value.flatten()
            cell = plain[sheet][found[2]]
            cell.value = result.item() if hasattr(result, "item") else result
            if isinstance(cell.value, str):
                cell.data_type = "s"  # also one that begins as a formula does
        out = io.BytesIO()
        plain.save(out)
    return Read(out.getvalue())


def by_libreoffice(book: Read, changes: Cells) -> Read:
    """Return the same as LibreOffice computes it."""
    program = shutil.which("soffice")
    assert program is not None
    with TemporaryDirectory() as folder:
        path = _changed(book, changes, Path(folder), book.names)
        out = Path(folder) / "out"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
        return Read((out / path.name).read_bytes())


def _changed(book: Read, changes: Cells, folder: Path, sheets: Collection[str]) -> Path:
    """Write a workbook with other values in some cells, as somebody who types them does."""
    import openpyxl

    found = openpyxl.load_workbook(io.BytesIO(book.content))
    for name in set(found.sheetnames) - set(sheets):
        del found[name]
    for (sheet, address), value in changes.items():
        assert found[sheet][address].fill.fgColor.rgb == "FFFFF2B8", "the cell is not yellow"
        found[sheet][address] = value
    path = folder / "book.xlsx"
    found.save(path)
    return path
