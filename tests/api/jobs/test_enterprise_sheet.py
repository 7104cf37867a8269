import io
import json
import random
import zipfile
from typing import get_args

import pytest
import xlsxwriter

from api.jobs import enterprise_sheet
from api.jobs.enterprise_sheet import _SHEET, COLUMNS, read_enterprises
from api.jobs.enterprises import MOST_FAULTS
from api.jobs.schemas import ClientModel
from api.parks.schemas import HomeModel
from mcda.errors import Fault, InvalidEnterprise, InvalidTable, LimitExceeded, McdaError
from tests.refusals import rejects

NAMES = [column.name for column in COLUMNS]
HEAD = ",".join(NAMES)
ROW = (
    "甲,浙江,杭州,auto_parts; textiles,US=0.6;EU=0.2,sme,是,trial,no,tcr;ljip,0.5,40000,"
    "anchor-follower"
)
FULL = {
    "id": "甲",
    "home": {"province": "浙江", "city": "杭州"},
    "sectors": ["auto_parts", "textiles"],
    "markets": {"US": 0.6, "EU": 0.2},
    "size": "sme",
    "first_investment": True,
    "intent": "trial",
    "needs_standard_factory": False,
    "partners_in": ["tcr", "ljip"],
    "investor_reliance": 0.5,
    "container_value": 40000.0,
    "profile": "anchor-follower",
}


def clients(content):
    """Return what a sheet without faults says, as it would be sent as JSON."""
    sheet = read_enterprises(content)
    with sheet.told():
        return [_said(client) for client in sheet.clients]


def _said(client):
    """Return what an enterprise says, without what it leaves unsaid."""
    document = json.loads(client.document())
    return {name: value for name, value in document.items() if value not in (None, [], {})}


def _workbook(*rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
    return out.getvalue()


def _with(content, **changes):
    """Return a workbook with parts changed: by the end of their name, what, and into what."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in given.namelist():
            text = given.read(name)
            old, new = changes.get(name.rpartition("/")[2].removesuffix(".xml"), (b"", b""))
            changed.writestr(name, text.replace(old, new) if old else text)
    return out.getvalue()


def _faults(content):
    with pytest.raises(InvalidTable) as refused:
        clients(content)
    return [(fault.code, fault.path) for fault in refused.value.faults]


def _is_read_or_refused(content):
    said = "read"
    try:
        clients(content)
    except McdaError as error:
        said = error.say("zh")
    assert said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text(encoding):
    assert clients(f"{HEAD}\n{ROW}\n".encode(encoding)) == [FULL]


def test_a_workbook():
    row = ROW.split(",")
    assert clients(_workbook(NAMES, [*row[:10], 0.5, 40000, row[12]])) == [FULL]
    assert clients(_workbook(["id", "first_investment"], [7, True], [8.5, False])) == [
        {"id": "7", "first_investment": True},
        {"id": "8.5", "first_investment": False},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_heads_and_words_in_chinese(encoding, separator):
    chinese = [column.also[0] for column in COLUMNS]
    row = ROW.replace("; ", ";").split(",")
    row[5], row[7], row[8] = "中小企业", "试水", "否"
    text = "\n".join(separator.join(f'"{cell}"' for cell in line) for line in (chinese, row))
    assert clients(text.encode(encoding)) == [FULL]


def test_every_column_has_a_chinese_head_that_no_other_has():
    heads = [head for column in COLUMNS for head in (column.name, *column.also)]
    assert len(set(heads)) == len(heads)
    assert all(column.also for column in COLUMNS)


def test_the_columns_are_the_fields_of_an_enterprise():
    fields = {*ClientModel.model_fields, *HomeModel.model_fields} - {"home"}
    assert {column.name for column in COLUMNS} == fields


@pytest.mark.parametrize("column", ["size", "intent"])
def test_the_words_of_a_choice_are_those_of_the_request(column):
    allowed = get_args(get_args(ClientModel.model_fields[column].annotation)[0])
    words = _SHEET["words"][column]
    assert set(words.values()) == set(allowed) <= words.keys()


def test_columns_in_any_order_and_cells_left_out():
    assert clients(b"size,id\r\nsme,a\r\n,b\r\n\r\n,c") == [
        {"id": "a", "size": "sme"},
        {"id": "b"},
        {"id": "c"},
    ]


def test_quoted_cells():
    assert clients(b'id,city\n"a, b","Hang""zhou"\n"two\nlines",\n') == [
        {"id": "a, b", "home": {"province": "", "city": 'Hang"zhou'}},
        {"id": "two\nlines"},
    ]


def test_columns_without_head_may_be_empty_only():
    assert clients(b"id,,\na,,\n") == [{"id": "a"}]
    assert _faults(b"id,markets\na,US=0.6,EU=0.2\nb\nc,,,x\n") == [
        ("sheet_stray", ("C2",)),
        ("sheet_stray", ("D4",)),
    ]
    assert _faults(b"id,,size\na,x,sme\n") == [("sheet_stray", ("B2",))]


def test_heads():
    assert _faults(b"size,colour\nsme,red\n") == [
        ("sheet_column_unknown", ("B1",)),
        ("sheet_column_missing", ("A1",)),
    ]
    assert _faults("id,size,标识\na,sme,b\n".encode()) == [("sheet_duplicate", ("C1",))]
    assert _faults(b"") == [("sheet_column_missing", ("A1",))]
    assert _faults(_workbook([], ["id"], ["a"])) == [("sheet_column_missing", ("A1",))]


def test_faults_have_row_and_column():
    sheet = (
        "id,size,markets,first_investment,investor_reliance,city\n"
        "a,huge,US=x;EU,maybe,nan,\n"
        ",sme,,,,杭州\n"
        f"{'x' * 201},,,,,\n"
        "fine,,US=0.1,,,\n"
    )
    assert sorted(_faults(sheet.encode()), key=repr) == sorted(
        [
            *(("cell_choice", ("B2",)), ("wrong_type", ("C2", "US")), ("wrong_type", ("C2", "EU"))),
            *(("cell_choice", ("D2",)), ("cell_number", ("E2",)), ("cell_required", ("A3",))),
            ("wrong_type", ("A4",)),
        ],
        key=repr,
    )


def test_faults_of_a_workbook_have_its_rows():
    content = _workbook(["id", "size"], ["a", "sme"], [], ["b", "huge"])
    assert _faults(content) == [("cell_choice", ("B4",))]


def test_no_more_than_a_hundred_faults():
    found = _faults(b"id,size\n" + b"a,huge\n" * 1000)
    assert (len(found), found[-1]) == (MOST_FAULTS, ("cell_choice", ("B101",)))


def test_too_many_enterprises(monkeypatch):
    monkeypatch.setattr(enterprise_sheet, "MOST_ENTERPRISES", 3)
    assert len(clients(b"id\na\nb\nc\n")) == 3
    with rejects(LimitExceeded, code="too_many_enterprises"):
        clients(b"id\na\nb\nc\nd\n")


@pytest.mark.parametrize(
    "content", [b'id\n"' + b"a" * 200_000 + b'"', b'id\n"open\nb\n', b'id\n"a"b']
)
def test_a_broken_text(content):
    assert _faults(content) == [("sheet_unreadable", ())]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sheet1": (b'r="A2"', b'r="ZZZZZZZ99999999999"')}, "sheet_unreadable"),
        ({"sheet1": (b'r="A2"', b'r="A0"')}, "sheet_unreadable"),
        ({"sheet1": (b"</worksheet>", b"")}, "sheet_unreadable"),
        ({"workbook": (b"<sheet ", b"<sheep ")}, "sheet_column_missing"),
    ],
)
def test_a_broken_workbook(changes, code):
    assert [found for found, _ in _faults(_with(_workbook(["id"], ["a"]), **changes))] == [code]


def test_a_fault_of_a_formula_is_no_empty_cell():
    content = _with(
        _workbook(["id", "size"], ["a", 1]), sheet1=(b'"B2"><v>1</v>', b'"B2" t="e"><v>#DIV/0!</v>')
    )
    assert _faults(content) == [("cell_without_value", ("B2",))]


@pytest.mark.parametrize("column", ["province", "id"])
def test_a_fault_of_a_formula_is_no_text(column):
    sound = _workbook(["id", "city", "size", "province"], [1, "", "huge", 2])
    cell = b'"A2"' if column == "id" else b'"D2"'
    value = b"<v>1</v>" if column == "id" else b"<v>2</v>"
    content = _with(sound, sheet1=(cell + b">" + value, cell + b' t="e"><v>#N/A</v>'))
    assert set(_faults(content)) == {
        ("cell_without_value", (cell.decode().strip('"'),)),
        ("cell_choice", ("C2",)),
    }


def test_a_market_stands_once():
    assert _faults(b"id,markets\na,US=0.6;EU=0.1; US =0.2\nb,US=x;US=1\n") == [
        ("market_stated_twice", ("B2",)),
        ("market_stated_twice", ("B3",)),
    ]


def test_a_number_is_not_pythons():
    assert _faults(b"id,container_value,markets\na,1_000,US=0_1\n") == [
        ("cell_number", ("B2",)),
        ("wrong_type", ("C2", "US")),
    ]
    assert clients("id,container_value\na,１０００\n".encode()) == [
        {"id": "a", "container_value": 1000.0}
    ]


def test_faults_found_later_are_told_by_cell_among_the_sheets_own():
    sheet = read_enterprises(b"id,city,size,partners_in\n\na,Wuxi,,x\n,,,\nb,,huge,\nc,,,\n")
    assert [client.id for client in sheet.clients] == ["a", "b", "c"]
    later = [
        Fault("unknown_park", ("enterprises", 0, "partners_in", 0), {}),
        Fault("late", ("enterprises", 0, "home", "city"), {}),
        Fault("duplicate_enterprise", ("enterprises", 2, "id"), {}),
    ]
    with pytest.raises(InvalidTable) as refused, sheet.told():
        raise InvalidEnterprise(later)
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [
        *(("late", ("B3",)), ("unknown_park", ("D3", 0)), ("cell_choice", ("C5",))),
        ("duplicate_enterprise", ("A6",)),
    ]


def test_faults_of_what_is_asked_stay_where_they_are():
    asked = InvalidEnterprise([Fault("unknown_park", ("parks", 0), {})])
    with pytest.raises(InvalidEnterprise) as refused, read_enterprises(b"id,size\na,huge\n").told():
        raise asked
    assert refused.value is asked


def test_whatever_is_sent_is_read_or_refused():
    drawn = random.Random(5)
    sound = _workbook(["id", "city"], ["a", "杭州"], ["b", 3])
    for number in range(300):
        kind = number % 3
        if kind == 0:
            content = drawn.randbytes(drawn.randrange(400))
        elif kind == 1:
            content = b"PK\x03\x04" + drawn.randbytes(drawn.randrange(400))
        else:
            damaged = bytearray(sound)
            for _ in range(drawn.randint(1, 5)):
                damaged[drawn.randrange(len(damaged))] = drawn.randrange(256)
            content = bytes(damaged)
        _is_read_or_refused(content)


def test_a_workbook_damaged_within_its_parts_is_read_or_refused():
    drawn, sound = random.Random(6), _workbook(["id", "city"], ["a", "杭州"], ["b", 3])
    with zipfile.ZipFile(io.BytesIO(sound)) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    for _ in range(200):
        name = drawn.choice(
            [n for n in parts if "sheet1" in n or "Strings" in n or "workbook" in n]
        )
        damaged = bytearray(parts[name])
        at = drawn.randrange(len(damaged))
        damaged[at : at + drawn.randrange(3)] = drawn.choice((b"", b"9", b"<", b'"', b"A", b"-"))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as changed:
            for each, text in {**parts, name: bytes(damaged)}.items():
                changed.writestr(each, text)
        _is_read_or_refused(out.getvalue())
