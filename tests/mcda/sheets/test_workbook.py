import io
import random
import re
import struct
import tracemalloc
import zipfile

import pytest
from xlsxwriter import Workbook

from mcda.errors import LimitExceeded, McdaError
from mcda.sheets import files
from mcda.sheets.files import named_sheets
from mcda.sheets.notation import LostValue
from mcda.sheets.sheet import MOST_BYTES, MOST_PARTS

SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE a [<!ENTITY l0 "lol">%s]>' % b"".join(
    b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
)


MEBI = 1024 * 1024


def first_sheet(content):
    found = files.first_sheet(content, "parks.xlsx")
    assert found.typed
    return list(found.rows)


def refused(content):
    with pytest.raises(McdaError) as caught:
        first_sheet(content)
    (fault,) = caught.value.faults
    assert (fault.path, fault.fields["file"]) == ((), "parks.xlsx")
    assert isinstance(caught.value, LimitExceeded) == (fault.code == "sheet_too_large")
    return fault


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
    assert (rows[2][1:3], rows[3][5]) == (["=A1+1", 1.0], "=A1")
    assert all(type(cell) is LostValue for cell in (rows[0][1], rows[2][1], rows[3][5]))
    assert rows[2][3:] == [""] * len(rows[2][3:])


def test_cells_without_reference_follow_each_other():
    rows = first_sheet(
        with_rows('<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><v>2</v></c></row>')
    )
    assert rows[0] == [1.0, LostValue("#N/A")]
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
    assert refused(content).code == "sheet_too_large"
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
    fault = refused(rewritten(part, headed(head)))
    assert fault.code == "sheet_unreadable"
    assert "document type" in fault.fields["reason"]


def test_a_document_type_is_refused_in_any_encoding():
    def recoded(data):
        return headed(LAUGHS)(data).decode().replace("UTF-8", "UTF-16").encode("utf-16")

    for part in (SHEET, "xl/sharedStrings.xml"):
        assert "document type" in refused(rewritten(part, recoded)).fields["reason"]


def test_entities_are_never_put_in():
    def build(data):
        cell = b'<row r="1"><c r="A1" t="e"><v>&l3;</v></c></row>'
        return headed(LAUGHS)(re.sub(rb"<row.*</row>", cell, data))

    assert "document type" in refused(rewritten(SHEET, build)).fields["reason"]


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
    assert [type(cell) is LostValue for cell in rows[0]] == [False, False, True, True, False]


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_a_tag_without_end_is_not_read_to_its_end(name, monkeypatch):
    monkeypatch.setattr("mcda.sheets.workbook.MOST_MARKUP", 20_000)
    monkeypatch.setattr("mcda.sheets.workbook._PIECE", 1_000)
    assert first_sheet(rewritten(name, headed(b"<!--" + b"a" * 15_000 + b"-->"))) == [["x"]]
    for long in (b"<!--" + b"a" * 30_000 + b"-->", b'<a b="' + b"a" * 30_000):
        assert refused(rewritten(name, headed(long))).code == "sheet_too_large"


def test_two_parts_of_the_same_name():
    content = io.BytesIO(plain())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(SHEET.upper(), "<worksheet/>")
    assert refused(content.getvalue()).code == "sheet_unreadable"


def packed(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in content:
                    part.write(piece)
    return out.getvalue()


def stating(content, size):
    """Return an archive whose only part states another size, in both of its headers."""
    found = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        [part] = archive.infolist()
    struct.pack_into("<L", found, content.rindex(b"PK\x01\x02") + 24, size)
    struct.pack_into("<L", found, part.header_offset + 22, size)
    return bytes(found)


def showing(text, times):
    """Return a workbook that shows one shared text in many cells."""
    cells = "".join(f'<row><c t="s"><v>{"+" * (n % 2)}0</v></c></row>' for n in range(times))
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(with_rows(cells))) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                data = data.replace(b"<t>x</t>", b"<t>%b</t>" % text)
            new.writestr(name, data)
    return content.getvalue()


def peak_of(work):
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


BOMBS = {
    "one part": lambda: packed({"a.xml": [bytes(MEBI)] * (MOST_BYTES // MEBI + 1)}),
    "two parts": lambda: packed(
        dict.fromkeys(("a", "b"), [bytes(MEBI)] * (MOST_BYTES // MEBI // 2 + 1))
    ),
    "many parts": lambda: packed({str(number): [b""] for number in range(MOST_PARTS + 1)}),
    "a text in many cells": lambda: showing(b"z" * MEBI, MOST_BYTES // MEBI + 1),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_takes_no_memory(bomb):
    content = BOMBS[bomb]()
    assert len(content) < 2 * MEBI
    assert peak_of(lambda: refused(content)) < 16 * MEBI
    assert refused(content).code == "sheet_too_large"


def test_a_bomb_that_states_a_small_size():
    content = stating(packed({"a.xml": [bytes(MEBI)] * 64}), 100)
    assert peak_of(lambda: refused(content)) < 16 * MEBI
    assert refused(content).code == "sheet_unreadable"


@pytest.mark.long
def test_what_unpacks_to_much_is_never_in_memory_as_a_whole():
    content = io.BytesIO(plain())
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/a.png", "w") as part,
    ):
        for _ in range(MOST_BYTES // MEBI - 1):
            part.write(bytes(MEBI))
    assert peak_of(lambda: first_sheet(content.getvalue())) < 16 * MEBI


def test_a_text_in_many_cells():
    assert first_sheet(showing(b"z" * 1000, 100)) == [["z" * 1000]] * 100


def test_a_password():
    content = bytearray(plain())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(content)).code == "sheet_unreadable"


def test_a_reader_that_panics():
    content = rewritten(SHEET, lambda data: data.replace(b'r="A1"', b'r="A0"'))
    assert refused(content).code == "sheet_unreadable"


def test_other_errors_pass(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("mcda.sheets.workbook.CalamineWorkbook.from_filelike", interrupted)
    with pytest.raises(KeyboardInterrupt):
        first_sheet(plain())


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_whatever_is_damaged_is_refused_or_read(method):
    drawn = random.Random(method)
    with zipfile.ZipFile(io.BytesIO(plain())) as sound:
        content = packed({name: [sound.read(name)] for name in sound.namelist()}, method)
    codes = set()
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(drawn.randint(1, 4)):
            damaged[drawn.randrange(len(damaged))] = drawn.randrange(256)
        cut = drawn.choice((len(damaged), drawn.randrange(len(damaged))))
        codes.add(code_of(bytes(damaged[:cut])))
    assert codes <= {None, "sheet_unreadable", "sheet_too_large"}
    assert "sheet_unreadable" in codes


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"alternative,price", b"PK\x03\x04garbage"),
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
    fault = refused(content)
    assert fault.code == "sheet_unreadable"
    assert fault.fields["reason"]


def code_of(content):
    try:
        first_sheet(content)
    except McdaError as error:
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

    asked = []

    def choose(names):
        asked.extend(names)
        return names[1:]

    sheets = named_sheets(workbook(build), "parks.xlsx", choose)
    found = {name: list(sheet.rows) for name, sheet in sheets.items()}
    assert asked == ["one", "two", "three"]
    assert found == {"two": [["", "two"], ["#DIV/0!", ""]], "three": [["", "three"]]}
    assert isinstance(found["two"][1][0], LostValue)
    assert named_sheets(plain(), "parks.xlsx", lambda names: ()) == {}
