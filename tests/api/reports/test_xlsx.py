import json

import pytest

from api.reports.book import LONGEST
from tests.api.document.answers import Plain, name, part
from tests.api.reports.workbooks import Read, opened

RANKS, HOLDS = "What the draws say", "How far each weight may move"


def cells(book: Read, sheet: str = "Decision memo") -> list[object]:
    return [cell for row in book.rows(sheet) for cell in row if cell != ""]


def below(book: Read, sheet: str, head: str) -> list[list[object]]:
    """Return the rows below the head of a table."""
    rows = book.rows(sheet)
    (place,) = [n for n, row in enumerate(rows) if row[0] == head]
    return rows[place + 1 :]


def test_a_sheet_a_section_and_three_that_compute(study):
    titles = [
        part(study, key)["title"][:31].strip() for key in ("enterprise", "evidence", "record")
    ]
    names = opened(study).names
    assert names[:4] == ["Decision memo", "Weights to change", "Contributions", "Ranking"]
    assert [name for name in names if name in titles] == titles
    assert opened(study, "zh").names[0] == "决策备忘录"


def test_what_an_answer_lacks_has_no_sheet(plain, tied, nobody):
    assert RANKS not in opened(plain).names
    assert "Sources and quotations" not in opened(tied).names
    assert "Contributions" not in opened(nobody).names


def test_figures_are_numbers(study):
    book = opened(study)
    found = cells(book)
    assert study["sensitivity"]["acceptability"]["rank_shares"]["tcr"][0] in found
    weak = pytest.approx(study["lead"]["weak_share"], rel=1e-14)  # a workbook holds 16 digits
    assert any(cell == weak for cell in found if isinstance(cell, float))
    groups = study["verdict"]["groups"]
    shown = next(row for row in book.rows("Decision memo") if "short list" in str(row[0]))
    assert shown[1] == len(groups["first_choice"]) + len(groups["reserve"])


def test_bounds_are_two_numbers(study):
    rows = below(opened(study), HOLDS, "Criterion")
    for row, item in zip(rows, study["sensitivity"]["stability"], strict=False):
        ends = item["winner"]
        assert row[1:4] == pytest.approx([item["weight"], ends["low"], ends["high"]])


def test_shares_of_ranks_with_their_chart(study):
    book = opened(study)
    shares = study["sensitivity"]["acceptability"]["rank_shares"]
    rows = below(book, RANKS, "Alternative")
    for row, line in zip(rows, study["ranking"], strict=False):
        assert row[1:5] == shares[line["alternative"]]
    assert sum(name.startswith("xl/charts/chart") for name in book.parts.namelist()) == 2


def test_values_are_numbers_that_show_their_unit(whole):
    rows = below(opened(whole), "Evidence", "Alternative")
    units = opened(whole).parts.read("xl/styles.xml").decode()
    assert "USD/m2" in units
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
    cited = {ref for row in evidence for ref in str(row[8]).split(", ") if ref}
    assert cited == refs
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


def test_other_outcomes(nobody, plain, alone):
    assert any("all 4 alternatives were set aside" in str(cell) for cell in cells(opened(nobody)))
    assert any("not examined" in str(cell) for cell in cells(opened(plain)))
    assert any("only alternative left" in str(cell) for cell in cells(opened(alone)))


def test_heads_stay_in_sight(study):
    book = opened(study)
    for sheet in ("Weights to change", "Contributions", "Ranking", "Evidence", "Record"):
        assert 'state="frozen"' in book.xml(sheet)
        assert "<cols>" in book.xml(sheet)
