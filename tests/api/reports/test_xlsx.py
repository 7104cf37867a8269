import json

import pytest

from api.reports.book import LONGEST
from tests.api.document.answers import Plain, name, written
from tests.api.reports.workbooks import Read, opened

MORE, START = "Further tables", "Ranking"


def cells(book: Read, sheet: str = "Ranking") -> list[object]:
    return [cell for row in book.rows(sheet) for cell in row if cell != ""]


def below(book: Read, sheet: str, head: str) -> list[list[object]]:
    """Return the rows below the head of a table."""
    rows = book.rows(sheet)
    (place,) = [n for n, row in enumerate(rows) if row[0] == head]
    return rows[place + 1 :]


def under(book: Read, title: str) -> list[list[object]]:
    """Return the rows of the table under a heading."""
    rows = book.rows(MORE)
    (place,) = [n for n, row in enumerate(rows) if row[0] == title]
    return rows[next(n for n in range(place + 1, len(rows)) if rows[n][1] != "") + 1 :]


def test_one_sheet_to_start_from_and_few_others(study):
    assert opened(study).names == [
        *(START, "Values", "Calculation", "Evidence", "Sources and quotations", MORE, "Record")
    ]
    zh = ["排名", "数值", "计算过程", "证据", "来源与原文", "更多表格", "记录"]
    assert opened(study, "zh").names == zh
    assert 'tabSelected="1"' in opened(study).parts.read("xl/worksheets/sheet1.xml").decode()


def test_every_table_stands_somewhere(study):
    said = str([opened(study).rows(name) for name in opened(study).names])
    for section in written(study)["sections"]:
        assert section["title"] in said or section["title"][:31] in opened(study).names
        for block in section["blocks"]:
            if block["kind"] == "table":
                assert all(head in said for head in block["head"])


def test_what_an_answer_lacks_has_no_sheet(plain, tied, nobody):
    assert "What the draws say" not in str(opened(plain).rows(MORE))
    assert "Sources and quotations" not in opened(tied).names
    assert "Calculation" not in opened(nobody).names


def test_figures_are_numbers(study):
    rows = {row[0]: row for row in opened(study).rows(START)}
    for key, shares in study["sensitivity"]["acceptability"]["rank_shares"].items():
        assert rows[name(study, key)][7] == shares[0]


def test_bounds_are_two_numbers(study):
    rows = under(opened(study), "How far each weight may move")
    stable = study["sensitivity"]["stability"]
    assert len(stable) > 1
    for row, item in zip(rows[: len(stable)], stable, strict=True):
        ends = item["winner"]
        assert row[1:4] == pytest.approx([item["weight"], ends["low"], ends["high"]])


def test_shares_of_ranks_with_their_chart(study):
    book = opened(study)
    shares = study["sensitivity"]["acceptability"]["rank_shares"]
    for row, line in zip(under(book, "What the draws say"), study["ranking"], strict=False):
        assert row[1:5] == shares[line["alternative"]]
    assert sum(part.startswith("xl/charts/chart") for part in book.parts.namelist()) == 2


def test_no_chart_lies_over_cells(whole):
    book = opened(whole)
    for place, sheet in enumerate((START, MORE), start=1):
        drawing = book.parts.read(f"xl/drawings/drawing{place}.xml").decode()
        rows, (_, *frames) = book.rows(sheet), drawing.split("<xdr:twoCellAnchor")
        assert frames
        for frame in frames:
            top, bottom = (int(part.split("<")[0]) for part in frame.split("<xdr:row>")[1:])
            left, right = (int(part.split("<")[0]) for part in frame.split("<xdr:col>")[1:])
            under_it = [row[left : right + 1] for row in rows[top : bottom + 1]]
            assert not any(cell for row in under_it for cell in row), (sheet, top, bottom)


def test_values_are_numbers_that_show_their_unit(whole):
    rows = below(opened(whole), "Evidence", "Alternative")
    assert "USD/m2" in opened(whole).parts.read("xl/styles.xml").decode()
    seen: dict[object, list[object]] = {(row[0], row[1]): row[2:5] for row in rows}
    for line in whole["ranking"]:
        key = line["alternative"]
        cell = whole["evidence"][key]["land_price"]
        expected = [cell["value"], cell["low"], cell["high"]]
        if cell["value"] is None:
            expected[0] = "not known"
        shown = seen[name(whole, key), "Land price"]
        assert shown == pytest.approx(["" if value is None else value for value in expected])


def test_evidence_and_sources_refer_to_each_other(study):
    book = opened(study)
    rows = below(book, "Sources and quotations", "Source no.")
    refs = {str(row[4]) for row in rows}
    evidence = below(book, "Evidence", "Alternative")
    assert {ref for row in evidence for ref in str(row[8]).split(", ") if ref} == refs
    claims = _claims(study)
    assert {row[7] for row in rows} == {claim["quote"] for claim in claims}
    assert book.formulas("Sources and quotations") == book.formulas("Evidence") == []


def test_a_local_figure_is_also_in_dollars(study):
    rows = opened(study).rows("Sources and quotations")
    told = {row[7]: row[9] for row in rows}
    assert "In US dollars" in told.values()
    assert all(bool(told[claim["quote"]]) == bool(claim["usd"]) for claim in _claims(study))
    quote = next(quote for quote in told if "6.2 million baht per rai" in quote)
    assert told[quote] == "about 109.8 USD/m2, at 35.2845 THB per USD (2024)"


def _claims(answer: Plain) -> list[Plain]:
    cells = (cell for row in answer["evidence"].values() for cell in row.values())
    return [answer["claims"][name] for cell in cells for name in cell["claims"]]


def test_the_record_holds_the_request(study):
    rows = {row[0]: row[1] for row in opened(study).rows("Record") if row[0]}
    assert rows["Input SHA-256"] == study["record"]["input_sha256"]
    assert json.loads(rows["Request (JSON)"]) == study["record"]["spec"]
    spec = {**study["record"]["spec"], "long": "x" * LONGEST}
    long = opened({**study, "record": {**study["record"], "spec": spec}})
    assert "it stands in report.json" in str(long.rows("Record"))


def test_other_outcomes(nobody, alone):
    assert any("all 4 alternatives were set aside" in str(cell) for cell in cells(opened(nobody)))
    assert any("only alternative left" in str(cell) for cell in cells(opened(alone)))


def test_heads_stay_in_sight(study):
    book = opened(study)
    for sheet in ("Values", "Evidence", "Sources and quotations", "Record"):
        assert 'state="frozen"' in book.xml(sheet)
        assert "<cols>" in book.xml(sheet)
