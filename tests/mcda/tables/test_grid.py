import pytest

from mcda.errors import InvalidTable
from mcda.tables.grid import FORMATS, file_format, read_grid


def only_fault(content, file="parks.csv"):
    with pytest.raises(InvalidTable) as caught:
        read_grid(content, file)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_commas(bom, end):
    grid = read_grid(bom + f"方案,price{end}north,160".encode(), "parks.csv")
    assert grid.rows == [["方案", "price"], ["north", "160"]]
    assert not grid.typed


@pytest.mark.parametrize("first", ["alternative", '"alternative"', " alternative "])
def test_semicolons_follow_the_first_label(first):
    grid = read_grid(f'{first};"price, net"\n"a;b";1'.encode(), "parks.csv")
    assert grid.rows[0][1:] == ["price, net"]
    assert grid.rows[1] == ["a;b", "1"]


def test_commas_stay_where_a_name_holds_a_semicolon():
    grid = read_grid(b"alternative,price;net\nnorth,1", "parks.csv")
    assert grid.rows[0] == ["alternative", "price;net"]


def test_beyond_the_grid_is_empty():
    grid = read_grid(b"a,b\nc", "parks.csv")
    assert grid.value(0, 1) == "b"
    assert grid.value(1, 1) == grid.value(5, 0) == ""


@pytest.mark.parametrize(
    "content",
    [
        "方案,价格".encode("gbk"),
        "alternative,price".encode("utf-16"),
        b'alternative,price\n"north,1',
        b'"alternative"x,price',
        b"alternative," + b"x" * 200_000,
    ],
)
def test_unreadable_csv(content):
    fault = only_fault(content)
    assert (fault.code, fault.path) == ("sheet_unreadable", ())
    assert set(fault.fields) == {"file", "reason"}
    assert fault.fields["file"] == "parks.csv"
    assert fault.fields["reason"]


def test_format_is_told_by_the_suffix():
    assert file_format("Parks.XLSX") == ".xlsx"
    fault = only_fault(b"", "parks.ods")
    assert (fault.code, fault.path) == ("file_format", ())
    assert fault.fields == {"file": "parks.ods", "known": FORMATS}
