import io
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import mcda
from mcda.errors import InvalidTable, InvalidWeights, hidden_in
from mcda.sheets import format_problem, parse_problem, read_problem, write_problem
from mcda.sheets.problem import LABELS
from tests.refusals import rejects


def problem(first="north", cell=160.0, criterion="price"):
    return mcda.Problem(
        criteria=(
            mcda.Criterion(id=criterion, direction="cost", unit="USD/m2", range=(50, 250)),
            mcda.Criterion(id="配套", direction="benefit"),
        ),
        alternatives=(mcda.Alternative(id=first), mcda.Alternative(id='a, "b"')),
        performances=[[cell, 5], [mcda.Interval(low=85, high=140), None]],
    )


def same(one, other, exact=True):
    assert (one.criterion_ids, one.alternative_ids) == (other.criterion_ids, other.alternative_ids)
    assert [(c.direction, c.unit) for c in one.criteria] == [
        (c.direction, c.unit) for c in other.criteria
    ]
    close = (lambda a, b: a == b) if exact else (lambda a, b: math.isclose(a, b, rel_tol=1e-15))
    for a, b in zip(one.criteria, other.criteria, strict=True):
        assert (a.range is None) == (b.range is None)
        assert all(map(close, a.range or (), b.range or ()))
        assert (a.best is None, a.value) == (b.best is None, b.value)
        assert all(map(close, a.best or (), b.best or ()))
    assert dict(one.spreads) == dict(other.spreads)
    known = list(zip(one.values.flat, other.values.flat, strict=True))
    assert all(close(a, b) or (math.isnan(a) and math.isnan(b)) for a, b in known)


def test_csv_text():
    text = format_problem(problem(), "s.csv", {"price": 2, "配套": 0.5}).decode("utf-8-sig")
    assert text.splitlines() == [
        *('"alternative","price","配套"', '"direction","cost","benefit"', '"unit","USD/m2",""'),
        *('"weight",2,0.5', '"low",50,""', '"high",250,""', '"north",160,5'),
        '"a, ""b""","85..140",""',
    ]


def test_only_the_rows_that_say_something():
    bare = mcda.Problem(
        criteria=(mcda.Criterion(id="price", direction="cost"),),
        alternatives=(mcda.Alternative(id="north"),),
        performances=[[mcda.Triangular(low=1, mode=2, high=4)]],
    )
    assert format_problem(bare, "s.csv").decode("utf-8-sig").splitlines() == [
        '"alternative","price"',
        '"direction","cost"',
        '"north","1..2..4"',
    ]


def test_csv_begins_with_a_byte_order_mark():
    assert format_problem(problem(), "s.csv").startswith(b'\xef\xbb\xbf"alternative"')


@pytest.mark.parametrize("name", ["parks.csv", "parks.xlsx", "PARKS.XLSX"])
@pytest.mark.parametrize("weights", [None, {"price": 2.0, "配套": 0.5}])
def test_round_trip(tmp_path, name, weights):
    write_problem(problem(), tmp_path / name, weights)
    found = read_problem(tmp_path / name)
    same(found.problem, problem())
    assert found.weights == weights


def test_text_is_never_a_formula():
    content = format_problem(problem(first="=1+1", criterion="{=A1}"), "s.xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert sheet.to_python()[0][1] == "{=A1}"
    same(parse_problem(content, "s.xlsx").problem, problem(first="=1+1", criterion="{=A1}"))


@pytest.mark.parametrize("file", ["s.csv", "s.xlsx"])
@pytest.mark.parametrize(
    ("faulty", "cell", "value"),
    [
        (problem(first="low"), "A6", "low"),
        (problem(first="Weight"), "A6", "Weight"),
        (problem(first="上限"), "A6", "上限"),
        (problem(first=" north"), "A6", " north"),
        (problem(criterion="price "), "B1", "price "),
        (problem(cell=mcda.Normal(mean=100, sd=1)), "B6", "Normal(mean=100, sd=1)"),
        (problem(cell=mcda.Beta(alpha=1, beta=1, low=60, high=70)), "B6", None),
        (problem(cell=mcda.LogNormal(mu=4.5, sigma=0.1)), "B6", None),
    ],
)
def test_what_would_not_read_back_is_refused(file, faulty, cell, value):
    with pytest.raises(InvalidTable) as caught:
        format_problem(faulty, file)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path, fault.fields["cell"]) == ("sheet_cell", (cell,), cell)
    assert value is None or fault.fields["value"] == value


def test_text_longer_than_a_cell_is_refused():
    long = problem(first="n" * 40_000)
    with rejects(InvalidTable, path=("A6",)):
        format_problem(long, "s.xlsx")
    same(parse_problem(format_problem(long, "s.csv"), "s.csv").problem, long)


@pytest.mark.parametrize(
    "weights", [{"price": 1}, {"price": 1, "配套": -1}, {"price": 1, "配套": 1, "x": 1}]
)
def test_weights_must_fit(weights):
    with pytest.raises(InvalidWeights):
        format_problem(problem(), "s.csv", weights)


def test_unknown_format_and_folder(tmp_path):
    with rejects(InvalidTable, code="file_format"):
        write_problem(problem(), tmp_path / "s.ods")
    with rejects(InvalidTable, code="file_not_found"):
        write_problem(problem(), tmp_path / "missing" / "s.csv")
    assert list(tmp_path.iterdir()) == []


TAKEN = {head for column in LABELS for head in (column.name, *column.also)}
NUMBERS = st.floats(-1e90, 1e90)
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(
    lambda name: name == name.strip() and name.casefold() not in TAKEN and hidden_in(name) is None
)


def spreads(ends):
    if len(ends) == 2:
        return mcda.Interval(low=ends[0], high=ends[1])
    return mcda.Triangular(low=ends[0], mode=ends[1], high=ends[2])


CELLS = NUMBERS | st.none() | st.lists(NUMBERS, min_size=2, max_size=3).map(sorted).map(spreads)


LOW, HIGH = 0.1 + 0.2, 2e90 / 3
SCALES = st.sampled_from(
    [
        {"direction": "benefit"},
        {"direction": "cost", "range": (-2e90, 2e90)},
        {"direction": "cost", "range": (LOW, HIGH), "value": ((LOW, 1.0), (1, 1 / 3), (HIGH, 0.0))},
        {"direction": "target", "range": (LOW, HIGH), "best": (LOW, 2 / 3)},
        {
            "direction": "target",
            "range": (-1, 1),
            "best": (1 / 3, 1 / 3),
            "value": ((-1.0, 0.25), (1 / 3, 1.0), (1.0, 0.0)),
        },
    ]
)


@st.composite
def problems(draw):
    criteria = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    alternatives = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    row = st.lists(CELLS, min_size=len(criteria), max_size=len(criteria))
    return mcda.Problem(
        criteria=tuple(
            mcda.Criterion(id=name, unit=draw(st.just("") | NAMES), **draw(SCALES))
            for name in criteria
        ),
        alternatives=tuple(mcda.Alternative(id=name) for name in alternatives),
        performances=[draw(row) for _ in alternatives],
    )


@pytest.mark.parametrize("file", ["s.csv", "s.xlsx"])
@given(made=problems(), data=st.data())
@settings(deadline=None)
def test_every_round_trip(file, made, data):
    weight = st.floats(0.001, 1000).map(lambda w: round(w, 6))
    weights = data.draw(
        st.none() | st.fixed_dictionaries(dict.fromkeys(made.criterion_ids, weight))
    )
    found = parse_problem(format_problem(made, file, weights), file)
    same(found.problem, made, exact=file == "s.csv")
    assert found.weights == weights
