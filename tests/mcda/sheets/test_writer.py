import io
import zipfile

import pytest

from mcda.errors import InvalidTable
from mcda.sheets import writer
from mcda.sheets.files import first_sheet, named_sheets
from mcda.sheets.writer import csv_text, workbook, write_sheet
from tests.refusals import rejects

ROWS = [["name", "worth"], ["=1+1", 0.1], ["-2+3", None], ["a;b", -5], ["", 1e22], ["-5..3", 2.0]]


def written(rows, *args, **options):
    content = io.BytesIO()
    with workbook(content, **options) as book:
        write_sheet(book, rows, *args)
    return content.getvalue()


def test_a_text_is_quoted_and_runs_nowhere():
    assert csv_text(ROWS).decode("utf-8-sig").split("\r\n") == [
        *('"name","worth"', '"\'=1+1",0.1', '"\'-2+3",""', '"a;b",-5', '"",1e+22', '"-5..3",2', "")
    ]


def test_a_text_reads_back():
    found = [list(row) for row in first_sheet(csv_text(ROWS), "s.csv").rows]
    assert [row[0] for row in found] == [row[0] for row in ROWS]


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}])
def test_a_workbook_reads_back_and_has_no_formulas(options):
    content = written(ROWS, "results", **options)
    found = [list(row) for row in first_sheet(content, "s.xlsx").rows]
    assert found == [["" if cell is None else cell for cell in row] for row in ROWS]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())


def test_more_rows_than_a_sheet_holds_go_on_the_next(monkeypatch):
    monkeypatch.setattr(writer, "MOST_ROWS", 3)
    sheets = named_sheets(written(ROWS, "results"), "s.xlsx", lambda names: names)
    assert list(sheets) == ["results", "results 2", "results 3"]
    assert [row[0] for sheet in sheets.values() for row in sheet.rows] == [
        *("name", "=1+1", "-2+3"),
        *("name", "a;b", ""),
        *("name", "-5..3"),
    ]


def test_a_text_longer_than_a_cell_holds():
    with rejects(InvalidTable, path=("A2",)):
        written([["a"], ["b" * 40_000]])
