import csv
import io

import orjson
import pytest
from python_calamine import CalamineWorkbook

from api.jobs.results import portfolio_kept
from api.jobs.sheets import sheet
from mcda.sheets import writer

DANGEROUS = (
    *("=1+1", '=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1"),
    *("\tplain", "\rplain", "\r=1+1", "\n=1+1", " =1+1", "'=1+1", "{=1+1}", "\u200b=1+1"),
    *("\ufeff@SUM(A1)", "\u00a0=1+1", "\u3000\u2028-2+3", "\x00=1+1", "\u200b \n\u2060+1+1"),
    *("\uff1d1+1", " \uff0b1+1", "\uff0d2+3", "\uff20SUM(A1)"),
)
HARMLESS = (
    *("甲公司", "c-1", "a=b", "-5", "+86", " spaced", "http://example.org", "007", ""),
    *("\u200b甲", "\u00a0a", "甲\uff1d乙", "a;b", 'a";b', "a\n=b", "\u200b"),
)
PARTED = (
    *("a;=1+1", 'a";=1+1', 'a"";=1+1;"', "a,=1+1", "a\t=1+1"),
    *("a|=1+1", "a\n=1+1", ";=1+1", '"=1+1'),
)


def _portfolio(*ids):
    line = {"alternative": "tcr", "rank": 1, "score": 0.5, "unknown": 2}
    lines = (orjson.dumps({"id": name, "best": [line], "warnings": [0]}) for name in ids)
    return portfolio_kept({"parks": ["tcr"]}, [{"code": "x"}], lines)


def _csv(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _pages(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def test_no_text_of_a_csv_runs():
    rows = _csv(sheet("portfolio", _portfolio(*DANGEROUS), "csv"))[1:]
    for text, (shown, *_) in zip(DANGEROUS, rows, strict=True):
        assert shown.removeprefix("'") == text or shown == text
        assert shown[0] == "'" if text != "{=1+1}" else shown == text


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_separator_parts_what_was_named(separator):
    content = sheet("portfolio", _portfolio(*PARTED), "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=separator))
    assert len(rows) == 1 + len(PARTED)
    for text, (first, *others) in zip(PARTED, rows[1:], strict=True):
        assert first.startswith(text)
        assert not [cell for cell in others if cell.startswith("=")]


def test_texts_are_quoted_and_numbers_are_not():
    content = sheet("portfolio", _portfolio("a"), "csv").decode("utf-8-sig")
    assert content == '"id","park","rank","score","unknown"\r\n"a","tcr",1,0.5,2\r\n'


def test_what_cannot_run_stays_as_it_is():
    rows = _csv(sheet("portfolio", _portfolio(*HARMLESS), "csv"))[1:]
    assert [row[0] for row in rows] == list(HARMLESS)


def test_texts_of_a_workbook_stay_texts():
    given = (*DANGEROUS, *HARMLESS)
    content = sheet("portfolio", _portfolio(*given), "xlsx")
    [rows] = _pages(content).values()
    # XML reads a bare carriage return as the end of a line.
    assert [str(row[0]).replace("\n", "\r") for row in rows[1:]] == [
        text.replace("\n", "\r") for text in given
    ]
    formulas = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert formulas.to_python()[1][1:] == ["tcr", 1.0, 0.5, 2.0]
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize(
    ("kind", "answer", "rows"),
    [
        (
            "ranking",
            {"ranking": [{"alternative": "a", "rank": 1, "score": 0.25}]},
            [["alternative", "rank", "score"], ["a", "1", "0.25"]],
        ),
        (
            "recommendations",
            {
                "items": [
                    {"ranking": []},
                    {"ranking": [{"alternative": "a", "rank": 1, "score": 2}]},
                ]
            },
            [["request", "park", "rank", "score"], ["1", "a", "1", "2"]],
        ),
        (
            "portfolio",
            _portfolio("x"),
            [["id", "park", "rank", "score", "unknown"], ["x", "tcr", "1", "0.5", "2"]],
        ),
    ],
)
def test_each_kind_has_its_table(kind, answer, rows):
    content = answer if isinstance(answer, bytes) else orjson.dumps(answer)
    assert _csv(sheet(kind, content, "csv")) == rows
    [page] = _pages(sheet(kind, content, "xlsx")).values()
    assert [[f"{v:g}" if isinstance(v, float) else v for v in row] for row in page] == rows


def test_more_rows_than_a_page_holds_go_on_the_next(monkeypatch):
    monkeypatch.setattr(writer, "MOST_ROWS", 3)
    pages = _pages(sheet("portfolio", _portfolio(*[f"c-{number}" for number in range(4)]), "xlsx"))
    assert list(pages) == ["results", "results 2"]
    assert [row[0] for page in pages.values() for row in page] == [
        *("id", "c-0", "c-1"),
        *("id", "c-2", "c-3"),
    ]


def test_an_answer_without_rows_has_its_head():
    assert _csv(sheet("ranking", b'{"ranking":[]}', "csv")) == [["alternative", "rank", "score"]]
    assert _pages(sheet("ranking", b'{"ranking":[]}', "xlsx")) == {
        "results": [["alternative", "rank", "score"]]
    }
