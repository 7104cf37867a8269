import io
import re
import tracemalloc
import zipfile

import pytest
from xlsxwriter import Workbook

from mcda.errors import InvalidTable
from mcda.tables.grid import read_grid
from mcda.tables.notation import Lost
from mcda.tables.workbook import first_sheet, named_sheets

SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE a [<!ENTITY l0 "lol">%s]>' % b"".join(
    b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
)


def workbook(build):
    content = io.BytesIO()
    with Workbook(content) as book:
        build(book)
    return content.getvalue()


def plain():
    return workbook(lambda book: book.add_worksheet().write("A1", "x"))


def rewritten(part, edit):
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name != part:
                new.writestr(name, data)
            elif edit is not None:
                new.writestr(name, edit(data))
    return content.getvalue()


def headed(head):
    """Return an edit that puts a head before the first element of a part."""
    return lambda data: data.replace(b"?>", b"?>" + head, 1)


def with_rows(rows):
    body = f"<sheetData>{rows}</sheetData>".encode()
    return rewritten(SHEET, lambda data: re.sub(rb"<sheetData>.*</sheetData>", body, data))


def test_cells_keep_their_addresses_and_types():
    def build(book):
        sheet = book.add_worksheet()
        sheet.write_string("B2", "160")
        sheet.write_number("C3", 160)
        sheet.write_boolean("C4", True)

    rows = first_sheet(workbook(build))
    assert rows == [["", "", ""], ["", "160", ""], ["", "", 160.0], ["", "", True]]
    assert type(rows[3][2]) is bool


def test_first_visible_worksheet():
    def build(book):
        book.add_worksheet("old").hide()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=later!$A$1:$A$1"})
        book.add_chartsheet("chart").set_chart(chart)
        visible = book.add_worksheet("数据")
        visible.write("A1", "seen")
        visible.activate()
        visible.set_first_sheet()
        book.add_worksheet("later").write("A1", "unseen")

    assert first_sheet(workbook(build)) == [["seen"]]


def test_no_worksheet_and_no_cell():
    assert first_sheet(workbook(lambda book: book.add_worksheet())) == []
    hidden = rewritten(
        "xl/workbook.xml", lambda d: d.replace(b"<sheet ", b'<sheet state="hidden" ')
    )
    assert first_sheet(hidden) == []


def test_error_values_and_formulas_without_value_are_kept():
    rows = first_sheet(
        with_rows(
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#DIV/0!</v></c></row>'
            '<row r="3"><c r="B3"><f>A1+1</f><v></v></c><c r="C3"><f>A1</f><v>1</v></c>'
            '<c r="D3" t="str"><f>""</f><v></v></c></row>'
            '<row r="4"><c r="F4"><f>A1</f></c></row>'
        )
    )
    assert rows[0][:2] == [1.0, "#DIV/0!"]
    assert rows[2][1:3] == ["=A1+1", 1.0]
    assert rows[3][5] == "=A1"
    assert all(type(cell) is Lost for cell in (rows[0][1], rows[2][1], rows[3][5]))
    assert rows[2][3:] == [""] * len(rows[2][3:])


def test_cells_without_reference_follow_each_other():
    rows = first_sheet(
        with_rows('<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><v>2</v></c></row>')
    )
    assert rows[0] == [1.0, Lost("#N/A")]
    assert rows[1][0] == 2.0


def test_formatted_empty_cells_do_not_count():
    rows = first_sheet(
        with_rows(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>'
        )
    )
    assert rows == [[1.0]]


def test_a_cell_far_out_takes_no_memory():
    content = with_rows(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    tracemalloc.start()
    with pytest.raises(ValueError):
        first_sheet(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


@pytest.mark.parametrize(
    "part",
    [
        *(SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
        *("xl/styles.xml", "[Content_Types].xml"),
    ],
)
@pytest.mark.parametrize("head", [b"<!DOCTYPE a>", b"<!-- x --> " + LAUGHS])
def test_a_document_type_is_refused(part, head):
    with pytest.raises(InvalidTable) as caught:
        read_grid(rewritten(part, headed(head)), "parks.xlsx")
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["file"]) == ("sheet_unreadable", "parks.xlsx")
    assert "document type" in fault.fields["reason"]


def test_a_document_type_is_refused_in_any_encoding():
    def recoded(data):
        return headed(LAUGHS)(data).decode().replace("UTF-8", "UTF-16").encode("utf-16")

    for part in (SHEET, "xl/sharedStrings.xml"):
        with pytest.raises(ValueError, match="document type"):
            first_sheet(rewritten(part, recoded))


def test_entities_are_never_put_in():
    def build(data):
        cell = b'<row r="1"><c r="A1" t="e"><v>&l3;</v></c></row>'
        return headed(LAUGHS)(re.sub(rb"<row.*</row>", cell, data))

    with pytest.raises(ValueError, match="document type"):
        first_sheet(rewritten(SHEET, build))


def test_pictures_may_have_a_document_type():
    content = io.BytesIO(plain())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/media/image1.svg", "<!DOCTYPE svg><svg/>")
    assert first_sheet(content.getvalue()) == [["x"]]


def test_other_parts_may_be_broken():
    for edit in (lambda _: b"", lambda data: data.replace(b"UTF-8", b"UTF-9")):
        assert first_sheet(rewritten("docProps/app.xml", edit)) == [["x"]]


def test_long_texts_of_many_lines():
    text = "a <&\n中" * 100_000
    written = text.replace("&", "&amp;").replace("<", "&lt;")
    rows = first_sheet(
        with_rows(
            f'<row r="1"><c r="A1" t="inlineStr"><is><t>{written}</t></is></c>'
            f'<c r="B1" t="str"><v>{written}</v></c><c r="C1" t="e"><v>#N/A</v></c>'
            f'<c r="D1"><f>{written}</f></c><c r="E1"><v>1</v></c></row>'
        )
    )
    assert rows == [[text, text, "#N/A", f"={text}", 1.0]]
    assert [type(cell) is Lost for cell in rows[0]] == [False, False, True, True, False]


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_a_tag_without_end_is_not_read_to_its_end(name, monkeypatch):
    monkeypatch.setattr("mcda.tables.workbook.MAX_MARKUP", 20_000)
    monkeypatch.setattr("mcda.tables.workbook._PIECE", 1_000)
    assert first_sheet(rewritten(name, headed(b"<!--" + b"a" * 15_000 + b"-->"))) == [["x"]]
    for long in (b"<!--" + b"a" * 30_000 + b"-->", b'<a b="' + b"a" * 30_000):
        with pytest.raises(ValueError, match="20000 bytes"):
            first_sheet(rewritten(name, headed(long)))


def test_two_parts_of_the_same_name():
    content = io.BytesIO(plain())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(SHEET.upper(), "<worksheet/>")
    with pytest.raises(ValueError):
        first_sheet(content.getvalue())


def test_too_much_when_unpacked(monkeypatch):
    monkeypatch.setattr("mcda.tables.workbook.MAX_BYTES", 1000)
    with pytest.raises(ValueError):
        first_sheet(plain())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"alternative,price",
        b"PK\x03\x04garbage",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        plain()[:-40],
        rewritten("xl/workbook.xml", None),
        rewritten(SHEET, None),
        rewritten(SHEET, lambda data: data.replace(b"UTF-8", b"UTF-9")),
        rewritten(SHEET, lambda data: data[:-20]),
        rewritten("xl/workbook.xml", lambda data: b"<a><b></a>"),
        rewritten("xl/_rels/workbook.xml.rels", lambda data: data.replace(b"Type=", b"Kind=")),
        with_rows('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        with_rows('<row r="1"><c r="11"><v>9</v></c></row>'),
        with_rows('<row r="x"><c><v>9</v></c></row>'),
    ],
)
def test_broken_files(content):
    with pytest.raises(InvalidTable) as caught:
        read_grid(content, "parks.xlsx")
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("sheet_unreadable", ())
    assert fault.fields["file"] == "parks.xlsx"
    assert fault.fields["reason"]


def code_of(content):
    try:
        read_grid(content, "parks.xlsx")
    except InvalidTable as error:
        return error.code
    return None


def test_every_damaged_byte_is_an_error_or_a_sheet():
    content = plain()
    codes = set()
    for place in range(0, len(content), 97):
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        codes.add(code_of(bytes(damaged)))
    assert codes <= {None, "sheet_unreadable"}


def test_sheets_by_name():
    def build(book):
        for name in ("one", "two", "three"):
            book.add_worksheet(name).write("B1", name)
        book.get_worksheet_by_name("two").hide()
        book.get_worksheet_by_name("two").write_formula("A2", "=1/0", None, "#DIV/0!")

    names, found = named_sheets(workbook(build), lambda name: name != "one")
    assert names == ("one", "two", "three")
    assert found == {"two": [["", "two"], ["#DIV/0!", ""]], "three": [["", "three"]]}
    assert isinstance(found["two"][1][0], Lost)
    assert named_sheets(plain(), lambda _: False) == (("Sheet1",), {})
