import json

from api.reports.xlsx.behind import record
from api.reports.xlsx.book import LONGEST, Book
from tests.api.reports.conftest import seen
from tests.api.reports.xlsx.conftest import Read, opened


def test_performances_are_numbers_and_what_is_not_known_says_so(whole):
    rows = opened(whole).rows("Performances")
    assert rows[0][1:4] == ["Land price (USD/m2)", "Land price: lowest", "Land price: highest"]
    ranked = [line["alternative"] for line in whole["ranking"]]
    apart = [item["alternative"] for item in whole["first_ask"]]
    assert apart
    for row, key in zip(rows[1:], [*ranked, *apart], strict=True):
        cell = whole["evidence"][key]["land_price"]
        expected = [cell["value"], cell["low"], cell["high"]]
        if cell["value"] is None:
            expected[0] = "not known"
        assert row[1:4] == ["" if value is None else value for value in expected]


def test_cells_of_a_problem(tied):
    rows = opened(tied).rows("Performances")
    assert rows[1][1:4] == [1.0, 1.0, 1.0]
    assert rows[3][1:5] == [2.5, 2.0, 3.0, "not known"]


def test_evidence_and_sources_refer_to_each_other(study):
    book = opened(study)
    rows = book.rows("Sources")[1:]
    refs = {str(row[4]) for row in rows}
    cited = {ref for row in book.rows("Evidence")[1:] for ref in str(row[9]).split(", ") if ref}
    assert cited == refs
    claims = {
        claim["quote"]
        for row in study["evidence"].values()
        for cell in row.values()
        for claim in cell["claims"]
    }
    assert {row[7] for row in rows} == claims
    assert book.formulas("Sources") == book.formulas("Evidence") == []


def test_the_record_holds_the_request(study):
    rows = {row[0]: row[1] for row in opened(study).rows("Record") if row[0]}
    assert rows["Input SHA-256"] == study["record"]["input_sha256"]
    assert json.loads(rows["Request (JSON)"]) == study["record"]["spec"]


def test_a_request_that_no_cell_holds(study):
    spec = {**study["record"]["spec"], "long": "x" * LONGEST}
    book = Book(seen({**study, "record": {**study["record"], "spec": spec}}))
    record(book)
    assert "it stands in report.json" in str(Read(book.close()).rows("Record"))


def test_a_local_figure_is_also_in_dollars(study):
    rows = opened(study).rows("Sources")
    assert rows[0][9] == "In US dollars"
    told = {row[7]: row[9] for row in rows[1:]}
    claims = {
        claim["quote"]: claim["usd"]
        for row in study["evidence"].values()
        for cell in row.values()
        for claim in cell["claims"]
    }
    assert all(bool(told[quote]) == bool(usd) for quote, usd in claims.items())
    quote = next(quote for quote in told if "6.2 million baht per rai" in quote)
    assert told[quote] == "about 109.8 USD/m2, at 35.2845 THB per USD (2024)"
