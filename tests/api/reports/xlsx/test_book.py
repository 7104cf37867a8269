import io

import python_calamine

from api.reports.xlsx.book import LONGEST, Book, Formula, Share
from tests.api.reports.conftest import HOSTILE, seen
from tests.api.reports.xlsx.conftest import Read


def test_cells_hold_what_they_are_given(study):
    book = Book(seen(study))
    sheet = book.sheet("weights", (10, 20))
    sheet.head(("a", "b"))
    texts = [HOSTILE, "=1+1", "+1", "-1", "@x", "https://example.org", "12"]
    sheet.write(texts)
    sheet.write((Formula("=1+1", 2.0), Share(0.25), Share(None), None, 7, "x" * (LONGEST + 9)))
    read = Read(book.close())
    rows = read.rows("Weights")
    assert rows[1][: len(texts)] == texts
    assert rows[2][0] == 2.0
    assert rows[2][1:5] == [0.25, "", "", 7.0]
    assert len(rows[2][5]) == LONGEST
    assert read.formulas("Weights") == ["1+1"]
    assert "hyperlink" not in read.xml("Weights")


def test_addresses_of_other_sheets_are_quoted(study):
    book = Book(seen(study, "zh"))
    sheet = book.sheet("weights", ())
    assert sheet.at(1, 3) in ("权重!$D$2", "'权重'!$D$2")
    assert book.format(bold=True) is book.format(bold=True)
    content = book.close()
    assert python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == [
        "权重"
    ]
