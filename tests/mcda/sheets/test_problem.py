import io

import pytest
from xlsxwriter import Workbook

import mcda
from mcda.errors import InvalidTable
from mcda.sheets import parse_problem, read_problem
from mcda.sheets.problem import HEADER

ENGLISH = """alternative,price,utilities
weight,2,1
direction,cost,benefit
low,50,0
unit,USD/m2,connections
high,250,8

north,160,5
south,85..140,?
"""
CHINESE = """备选;价格;配套
方向;成本;效益
单位;元;
权重;2;1
下限;50;
上限;250;
北;160;5
南;85..100..140;
"""


def only_fault(path):
    with pytest.raises(InvalidTable) as caught:
        read_problem(path)
    (fault,) = caught.value.faults
    return fault.code, fault.path, dict(fault.fields)


def saved(folder, text, name="parks.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_sheet(tmp_path, encoding, separator):
    sheet = read_problem(saved(tmp_path, ENGLISH.replace(",", separator), encoding=encoding))
    problem = sheet.problem
    assert sheet.weights == {"price": 2, "utilities": 1}
    assert problem.criteria == (
        mcda.Criterion(id="price", direction="cost", unit="USD/m2", range=(50, 250)),
        mcda.Criterion(id="utilities", direction="benefit", unit="connections", range=(0, 8)),
    )
    assert (problem.alternative_ids, problem.values[0].tolist()) == (("north", "south"), [160, 5])
    assert dict(problem.spreads) == {(1, 0): mcda.Interval(low=85, high=140), (1, 1): None}


def test_a_sheet_in_chinese():
    sheet = parse_problem(CHINESE.encode(), "园区.csv")
    assert sheet.problem.criteria == (
        mcda.Criterion(id="价格", direction="cost", unit="元", range=(50, 250)),
        mcda.Criterion(id="配套", direction="benefit"),
    )
    assert sheet.weights == {"价格": 2, "配套": 1}
    assert sheet.problem.spreads[1, 0] == mcda.Triangular(low=85, mode=100, high=140)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_as_excel_saves_it_in_chinese(tmp_path, encoding, separator):
    path = saved(tmp_path, CHINESE.replace(";", separator), encoding=encoding)
    assert read_problem(path).weights == {"价格": 2, "配套": 1}


@pytest.mark.parametrize("header", HEADER)
@pytest.mark.parametrize(("cost", "benefit"), [("成本型", "效益型"), ("负向", "正向")])
def test_labels_in_chinese(header, cost, benefit):
    text = f"{header},价格,配套\n方向,{cost},{benefit}\n最佳下限,,\n价值曲线,,\n北,1,2\n"
    problem = parse_problem(text.encode(), "s.csv").problem
    assert [c.direction for c in problem.criteria] == ["cost", "benefit"]
    assert problem.alternative_ids == ("北",)


@pytest.mark.parametrize("row", ["", "weight,,\n"])
def test_weights_are_optional(row):
    text = f"alternative,a,b\ndirection,cost,cost\n{row}x,1,2\n"
    assert parse_problem(text.encode(), "s.csv").weights is None


def test_an_xlsx_sheet(tmp_path):
    path = tmp_path / "parks.XLSX"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["方案", "price", 2020])
        sheet.write_row(1, 0, ["direction", "cost", "效益"])
        sheet.write_row(2, 0, [7, 160, 5])
        sheet.write_row(3, 0, ["south", "85..140"])
    found = read_problem(path)
    assert found.weights is None
    assert found.problem.criterion_ids == ("price", "2020")
    assert found.problem.alternative_ids == ("7", "south")
    assert found.problem.values[0].tolist() == [160, 5]
    assert found.problem.spreads[1, 1] is None


def test_names_in_csv_stay_as_they_are_written():
    sheet = parse_problem(b"alternative,1.0\ndirection,cost\n007,1\n", "s.csv")
    assert (sheet.problem.criterion_ids, sheet.problem.alternative_ids) == (("1.0",), ("007",))


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n , \n"])
def test_empty(tmp_path, text):
    assert only_fault(saved(tmp_path, text)) == ("sheet_empty", (), {"file": "parks.csv"})


def test_empty_xlsx(tmp_path):
    content = io.BytesIO()
    with Workbook(content) as book:
        book.add_worksheet()
    path = tmp_path / "parks.xlsx"
    path.write_bytes(content.getvalue())
    assert only_fault(path) == ("sheet_empty", (), {"file": "parks.xlsx"})


@pytest.mark.parametrize(
    "text",
    [
        *("north,160,5\n", "direction,cost\nnorth,1\n"),
        *("\nalternative,price\ndirection,cost\nnorth,1\n", "alternative\ndirection\nnorth\n"),
        "alternative,,\ndirection,cost,cost\nnorth,1,2\n",
        "park,price\ndirection,cost\nnorth,1\n",
    ],
)
def test_no_header(tmp_path, text):
    assert only_fault(saved(tmp_path, text)) == ("sheet_header_missing", (), {"file": "parks.csv"})


@pytest.mark.parametrize(
    "text", ["alternative,a\ndirection,cost\n", "alternative,a\ndirection,cost\n,\n"]
)
def test_no_alternatives(tmp_path, text):
    assert only_fault(saved(tmp_path, text)) == ("sheet_no_rows", (), {"file": "parks.csv"})


def test_no_file(tmp_path):
    assert only_fault(tmp_path / "parks.txt") == ("file_not_found", (), {"file": "parks.txt"})
    (tmp_path / "folder.csv").mkdir()
    assert only_fault(tmp_path / "folder.csv") == ("file_not_found", (), {"file": "folder.csv"})


def test_unknown_format(tmp_path):
    path = saved(tmp_path, ENGLISH, "parks.txt")
    fields = {"file": "parks.txt", "known": (".csv", ".xlsx")}
    assert only_fault(path) == ("file_format", (), fields)


def test_wrong_encoding(tmp_path):
    fields = {"file": "parks.csv"}
    found = only_fault(saved(tmp_path, CHINESE, encoding="utf-16-le"))
    assert found == ("sheet_encoding", (), fields)


def test_a_csv_named_xlsx(tmp_path):
    assert only_fault(saved(tmp_path, ENGLISH, "parks.xlsx"))[0] == "sheet_unreadable"


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = saved(tmp_path, ENGLISH)

    def refuse(_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    fields = {"file": "parks.csv", "reason": "Permission denied"}
    assert only_fault(path) == ("sheet_unreadable", (), fields)
