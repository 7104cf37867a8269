import datetime as dt
import io

import pytest
from xlsxwriter import Workbook

from mcda.errors import InvalidTable
from mcda.sheets import parse_problem

HEAD = "alternative,a,b\ndirection,cost,benefit\n"


def faults_of(content, file="s.csv"):
    with pytest.raises(InvalidTable) as caught:
        parse_problem(content, file)
    return caught.value.faults


def faults(text):
    found = []
    for fault in faults_of(text.encode()):
        assert fault.path == (fault.fields["cell"],)
        found.append((fault.code, fault.fields["cell"], fault.fields["value"]))
    return found


@pytest.mark.parametrize("value", ["", "max", "min", "up", "1"])
def test_directions(value):
    text = f"alternative,a,b\ndirection,cost,{value}\nx,1,2\n"
    assert faults(text) == [("sheet_direction", "C2", value)]


def test_no_directions():
    assert faults("alternative,a,b\nx,1,2\n") == [("sheet_column_missing", "A1", "")]


def test_no_directions_below_the_header_alone():
    found = faults_of(b"alternative,a\n")
    assert [fault.code for fault in found] == ["sheet_column_missing", "sheet_no_rows"]


@pytest.mark.parametrize("value", ["", "-1", "x", "?", "1e999", "nan", "30%", "1..2"])
def test_weights(value):
    assert faults(f"{HEAD}weight,1,{value}\nx,1,2\n") == [("sheet_weight", "C3", value)]


@pytest.mark.parametrize("value", ["x", "nan", "inf", "1e999", "1_0", "true", "2..1", "1 USD"])
def test_cells(value):
    assert faults(f"{HEAD}x,1,{value}\n") == [("sheet_cell", "C3", value)]


@pytest.mark.parametrize("value", ["1,5", "-1,5", "1,234", "1.234,5", "1 234", "1，5", "1,5..2,5"])
def test_what_parts_digits_is_told_to_be_no_decimal_point(value):
    text = f"alternative;a\ndirection;cost\nx;{value}\n"
    assert faults(text) == [("sheet_separator", "B3", value)]
    (fault,) = faults_of(text.encode())
    assert "the decimal sign is a point, as in 1.5" in fault.say("en")
    assert "小数请用小数点，如 1.5" in fault.say("zh")


@pytest.mark.parametrize("value", ["m, 5", "5 m", "1,,5", ",5", "a,b"])
def test_a_comma_elsewhere_is_no_decimal_sign(value):
    assert faults(f"alternative;a\ndirection;cost\nx;{value}\n") == [("sheet_cell", "B3", value)]


def test_a_weight_with_a_comma():
    assert faults(f'{HEAD}weight,"0,5",1\nx,1,2\ny,2,1\n') == [("sheet_separator", "B3", "0,5")]


def test_a_cell_without_criterion_or_alternative():
    assert faults(f"{HEAD}x,1,2,3\n") == [("sheet_cell", "D1", ""), ("sheet_direction", "D2", "")]
    assert faults(f"{HEAD},1,2\n") == [("sheet_cell", "A3", "")]


def test_names_used_twice():
    text = "alternative,a,a\ndirection,cost,cost\nx,1,2\ny,1,2\nx,3,4\n"
    assert faults(text) == [("sheet_duplicate", "C1", "a"), ("sheet_duplicate", "A5", "x")]


def test_a_label_used_twice_in_two_languages():
    assert faults(f"{HEAD}方向,cost,cost\nx,1,2\n") == [("sheet_duplicate", "A3", "方向")]


def test_a_labelled_row_below_the_alternatives():
    assert faults(f"{HEAD}x,1,2\nweight,1,1\n") == [("sheet_cell", "A4", "weight")]


def test_half_a_range():
    assert faults(f"{HEAD}low,1,\nhigh,9,5\nx,1,2\n") == [("sheet_cell", "C3", "")]
    assert faults(f"{HEAD}high,9,\nx,1,2\n") == [("sheet_cell", "B3", 9.0)]


@pytest.mark.parametrize("value", ["?", "x", "1..2"])
def test_range_ends_are_numbers(value):
    assert faults(f"{HEAD}low,1,{value}\nhigh,9,9\nx,1,2\n") == [("sheet_cell", "C3", value)]


@pytest.mark.parametrize("high", [5, 3])
def test_a_range_the_wrong_way_round(high):
    (fault,) = faults_of(f"{HEAD}high,,{high}\nlow,,5\nx,1,4\n".encode())
    assert (fault.code, fault.path) == ("invalid_range", ("C4",))
    assert fault.fields == {"criterion": "b", "value": f"(5, {high})"}


TARGET = "alternative,a,b\ndirection,cost,target\nlow,0,0\nhigh,9,9\n"


def test_a_target_and_a_curve_are_read():
    text = TARGET + "value curve,0=1 4=0.5 9=0,\nbest low,,3\nbest high,,4\nx,1,2\n"
    cost, target = parse_problem(text.encode(), "a.csv").problem.criteria
    assert cost.value == ((0, 1), (4, 0.5), (9, 0))
    assert (cost.best, target.best, target.value) == (None, (3, 4), None)
    assert target.direction == "target"


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("best low,,3\nbest high,,10\n", ("invalid_best", "C5")),
        ("best low,,3\n", ("sheet_cell", "C5")),
        ("best low,,x\nbest high,,4\n", ("sheet_cell", "C5")),
        ("", ("invalid_best", "C2")),
        ("best low,1,3\nbest high,2,4\n", ("best_needs_target", "B5")),
        ("best low,,3\nbest high,,4\nvalue curve,0=1 9=0.5,\n", ("value_direction", "B7")),
        ("best low,,3\nbest high,,4\nvalue curve,0=1 8=0,\n", ("value_points", "B7")),
        ("best low,,3\nbest high,,4\nvalue curve,0=1 9,\n", ("sheet_cell", "B7")),
        ("best low,,3\nbest high,,4\nvalue curve,0=1=2 9=0,\n", ("sheet_cell", "B7")),
        ("best low,,3\nbest high,,4\nvalue curve,7,\n", ("sheet_cell", "B7")),
    ],
)
def test_faults_of_scales_have_addresses(rows, wanted):
    assert wanted in {(f.code, f.path[0]) for f in faults_of(f"{TARGET}{rows}x,1,2\n".encode())}


def test_a_target_without_ends():
    text = "alternative,a\ndirection,target\nbest low,3\nbest high,4\nx,1\n"
    assert [(f.code, f.path) for f in faults_of(text.encode())] == [("target_needs_range", ("B2",))]


def test_all_faults_at_once_in_the_order_of_the_sheet():
    text = (
        "alternative,a,a\nlow,0,x\nhigh,9,9\ndirection,max,cost\nweight,-1,1\n"
        "x,10,?\nx,oops,2\n,1,2\n"
    )
    assert [(f.code, f.path[0]) for f in faults_of(text.encode())] == [
        *(("sheet_duplicate", "C1"), ("sheet_cell", "C2"), ("sheet_direction", "B4")),
        *(("sheet_weight", "B5"), ("sheet_duplicate", "A7"), ("sheet_cell", "A8")),
    ]


def xlsx(rows):
    content = io.BytesIO()
    with Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    return content.getvalue()


@pytest.mark.parametrize(
    ("value", "shown", "code"),
    [
        ("1,234", "1,234", "sheet_separator"),
        ("5", "5", "sheet_cell"),
        (True, "True", "sheet_cell"),
        (dt.date(2020, 1, 2), "2020-01-02", "sheet_cell"),
    ],
)
def test_xlsx_cells(value, shown, code):
    content = xlsx([["alternative", "a"], ["direction", "cost"], ["x", value]])
    (fault,) = faults_of(content, "s.xlsx")
    assert (fault.code, fault.path) == (code, ("B3",))
    assert (fault.fields["cell"], fault.fields["value"]) == ("B3", shown)


def test_xlsx_weights_and_names():
    rows = [["alternative", True], ["direction", True], ["unit", False], ["weight", "2"], [True, 1]]
    found = [(f.code, f.path[0], f.fields["value"]) for f in faults_of(xlsx(rows), "s.xlsx")]
    assert found == [
        ("sheet_cell", "B1", "True"),
        ("sheet_direction", "B2", "True"),
        *(("sheet_cell", "B3", "False"), ("sheet_weight", "B4", "2"), ("sheet_cell", "A5", "True")),
    ]


def test_an_error_value_is_not_unknown():
    content = io.BytesIO()
    with Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["alternative", "a"])
        sheet.write_row(1, 0, ["direction", "cost"])
        sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
        sheet.write("A3", "x")
    (fault,) = faults_of(content.getvalue(), "s.xlsx")
    assert (fault.code, fault.fields["cell"]) == ("cell_without_value", "B3")
    assert fault.fields["value"] == "#DIV/0!"
