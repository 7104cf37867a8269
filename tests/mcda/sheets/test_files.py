import pytest

from mcda.errors import InvalidTable, LimitExceeded
from mcda.sheets import files
from mcda.sheets.files import FORMATS, file_format, first_sheet, named_sheets, read_content
from tests.refusals import rejects

ROWS = [["id", "城市"], ["a", "US=1;EU"]]


def rows_of(content, file="parks.csv"):
    sheet = first_sheet(content, file)
    assert not sheet.typed
    return list(sheet.rows)


def only_fault(content, file="parks.csv"):
    with pytest.raises(InvalidTable) as caught:
        rows_of(content, file)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_commas(bom, end):
    rows = rows_of(bom + f"方案,price{end}north,160".encode())
    assert rows == [["方案", "price"], ["north", "160"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(encoding):
    mark = "\ufeff" if encoding.endswith("e") else ""
    assert rows_of(f"{mark}id\t城市\r\na\tUS=1;EU\r\n".encode(encoding)) == ROWS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("id,x\na;b,c", [["id", "x"], ["a;b", "c"]]),
        ('id;x\na,b;"c;d"', [["id", "x"], ["a,b", "c;d"]]),
        ("id\tx\na,b;c\td", [["id", "x"], ["a,b;c", "d"]]),
        (";id\n;a", [["", "id"], ["", "a"]]),
        ("id\na;b\tc", [["id"], ["a;b\tc"]]),
        ("id;x\ra;b", [["id", "x"], ["a", "b"]]),
        ('"id";"price, net"\n"a;b";1', [["id", "price, net"], ["a;b", "1"]]),
        (" id ;x,y\na;1", [[" id ", "x,y"], ["a", "1"]]),
        ("id,price;net\na,1", [["id", "price;net"], ["a", "1"]]),
        ("", []),
    ],
)
def test_what_stands_behind_the_first_cell_parts_the_others(text, rows):
    assert rows_of(text.encode()) == rows


def test_text_that_was_made_harmless_is_read_as_it_was():
    assert rows_of(b"id,x\n'=1+1,'tis\n") == [["id", "x"], ["=1+1", "'tis"]]


@pytest.mark.parametrize(
    "content",
    [
        "id\na\n".encode("utf-16-le"),
        "id\na\n".encode("utf-32"),
        "id\na\n".encode("utf-16")[:-1],
        *(b"id\n\0\n", b"id\n\xff\xff\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_another_encoding(content):
    fault = only_fault(content)
    assert (fault.code, fault.path, fault.fields) == ("sheet_encoding", (), {"file": "parks.csv"})


@pytest.mark.parametrize(
    "content", [b'id\n"open\nb\n', b'"id"x,price', b"id," + b"x" * 200_000, b'id\n"a"b']
)
def test_a_broken_text(content):
    fault = only_fault(content)
    assert (fault.code, fault.path, fault.fields["file"]) == ("sheet_unreadable", (), "parks.csv")
    assert fault.fields["reason"]


def test_a_text_is_one_sheet_named_by_its_file():
    asked = []

    def choose(names):
        asked.extend(names)
        return names

    (name,) = found = named_sheets(b"id\na\n", "Claims.csv", choose)
    assert asked == [name] == ["Claims"]
    assert list(found[name].rows) == [["id"], ["a"]]
    assert named_sheets(b"id\na\n", "Claims.csv", lambda names: ()) == {}


def test_format_is_told_by_the_suffix():
    assert file_format("Parks.XLSX") == ".xlsx"
    with pytest.raises(InvalidTable) as caught:
        file_format("parks.ods")
    assert caught.value.code == "file_format"
    assert caught.value.faults[0].fields == {"file": "parks.ods", "known": FORMATS}


def test_longer_files_than_memory_should_hold(monkeypatch, tmp_path):
    path = tmp_path / "parks.csv"
    path.write_bytes(b"id\n" * 10)
    monkeypatch.setattr(files, "MOST_BYTES", 20)
    for work in (lambda: read_content(path), lambda: rows_of(b"id\n" * 10)):
        with rejects(LimitExceeded, code="sheet_too_large"):
            work()
    path.write_bytes(b"id\n")
    assert read_content(path) == b"id\n"


@pytest.mark.parametrize(
    ("head", "width"),
    [("a;b", 2), ('"a,b";c', 2), ('  "a" \tb', 2), ("a", 1), ("a,b;c", 2), ('"a;b",c', 2)],
)
def test_the_first_separator_parts_cells(head, width):
    [row] = rows_of(head.encode())
    assert len(row) == width


@pytest.mark.parametrize("text", [" ", '"" ', "a ", '" " '])
def test_a_long_first_line_is_gone_through_once(text):
    """It took hours where the pattern of the separator could go back."""
    with pytest.raises(InvalidTable):
        rows_of((text * 1_000_000).encode())
