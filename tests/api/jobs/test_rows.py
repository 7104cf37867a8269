import pytest

from api.jobs.rows import rows_of
from mcda.errors import InvalidTable

ROWS = [["id", "城市"], ["a", "US=1;EU"]]


def _refused(content):
    with pytest.raises(InvalidTable) as refused:
        list(rows_of(content))
    return refused.value.code


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_texts(encoding):
    mark = "\ufeff" if encoding.endswith("e") else ""
    text = f"{mark}id\t城市\r\na\tUS=1;EU\r\n"
    assert list(rows_of(text.encode(encoding))) == ROWS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("id,x\na;b,c", [["id", "x"], ["a;b", "c"]]),
        ('id;x\na,b;"c;d"', [["id", "x"], ["a,b", "c;d"]]),
        ("id\tx\na,b;c\td", [["id", "x"], ["a,b;c", "d"]]),
        (";id\n;a", [["", "id"], ["", "a"]]),
        ("id\na;b\tc", [["id"], ["a;b\tc"]]),
        ("id;x\ra;b", [["id", "x"], ["a", "b"]]),
        ("", []),
    ],
)
def test_the_head_says_what_parts_the_cells(text, rows):
    assert list(rows_of(text.encode())) == rows


@pytest.mark.parametrize(
    "content",
    [
        "id\na\n".encode("utf-16-le"),
        "id\na\n".encode("utf-32"),
        "id\na\n".encode("utf-16")[:-1],
        b"id\n\0\n",
        b"id\n\xff\xff\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_another_encoding(content):
    assert _refused(content) == "sheet_encoding"


def test_a_broken_text():
    assert _refused(b'id\n"open\nb\n') == "sheet_unreadable"


def test_a_broken_workbook():
    assert _refused(b"PK\x03\x04 and no more") == "workbook_unreadable"
