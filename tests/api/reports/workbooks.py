"""Workbooks read back."""

import io
import zipfile
from typing import Any

import python_calamine

from api.reports.xlsx import xlsx
from tests.api.document.answers import written


class Read:
    """A workbook's cells by sheet, and its parts."""

    def __init__(self, content: bytes) -> None:
        self.parts = zipfile.ZipFile(io.BytesIO(content))
        self.book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        self.names = self.book.sheet_names

    def rows(self, name: str) -> list[list[Any]]:
        return self.book.get_sheet_by_name(name).to_python(skip_empty_area=False)

    def xml(self, name: str) -> str:
        return self.parts.read(f"xl/worksheets/sheet{self.names.index(name) + 1}.xml").decode()

    def formulas(self, name: str) -> list[str]:
        import re

        return re.findall(r"<f>(.*?)</f>", self.xml(name))


def opened(answer: Any, language: Any = "en") -> Read:
    return Read(xlsx(written(answer, language), answer))
