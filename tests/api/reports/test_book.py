import io

import python_calamine

from api.reports.book import LONGEST, Book, Formula, Number
from tests.api.document.answers import HOSTILE
from tests.api.reports.workbooks import Read


def test_cells_hold_what_they_are_given():
    book = Book()
    sheet = book.sheet("Weights", (10, 20))
    sheet.head(("a", "b"))
    texts = [HOSTILE, "=1+1", "+1", "-1", "@x", "https://example.org", "12"]
    sheet.write(texts)
    sheet.write((Formula("=1+1", 2.0), Number(0.25), Number(None), None, 7, "x" * (LONGEST + 9)))
    read = Read(book.close())
    rows = read.rows("Weights")
    assert rows[1][: len(texts)] == texts
    assert rows[2][0] == 2.0
    assert rows[2][1:5] == [0.25, "", "", 7.0]
    assert len(rows[2][5]) == LONGEST
    assert read.formulas("Weights") == ["1+1"]
    assert "hyperlink" not in read.xml("Weights")


def test_addresses_of_other_sheets_are_quoted():
    book = Book()
    assert book.sheet("权重").at(1, 3) in ("权重!$D$2", "'权重'!$D$2")
    assert book.format(bold=True) is book.format(bold=True)
    content = book.close()
    assert python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == [
        "权重"
    ]


def test_names_of_sheets_are_short_and_each_its_own():
    book = Book()
    long = "Other defensible choices, and where the doubt comes from"
    for title in (long, long, "a/b: c?", "", "WEIGHTS", "weights"):
        book.sheet(title)
    names = Read(book.close()).names
    assert all(0 < len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == 6
    assert names[2] == "a b  c"
