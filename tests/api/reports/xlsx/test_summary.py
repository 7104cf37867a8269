import pytest

from mcda.parks import load_catalogue
from tests.api.reports.conftest import HOSTILE
from tests.api.reports.xlsx.conftest import opened


def cells(book, name="Summary"):
    return [cell for row in book.rows(name) for cell in row if cell != ""]


def test_figures_are_numbers(study):
    found = cells(opened(study))
    share = study["sensitivity"]["acceptability"]["rank_shares"]["tcr"][0]
    assert share in found
    weak = pytest.approx(study["lead"]["weak_share"], rel=1e-14)  # a workbook holds 16 digits
    assert any(cell == weak for cell in found if isinstance(cell, float))
    groups = study["verdict"]["groups"]
    shown = next(row for row in opened(study).rows("Summary") if "short list" in str(row[0]))
    assert shown[1] == len(groups["first_choice"]) + len(groups["reserve"])
    assert study["sensitivity"]["smallest_change"]["sentence"] in found


def test_what_to_ask_next(whole):
    first = {
        "park": whole["ranking"][1]["alternative"],
        "criterion": "land_price",
        "chance_of_changing_winner": 0.125,
        "standard_error": 0.02,
    }
    whole = {**whole, "ask_next": [first]}
    rows = opened(whole).rows("Summary")
    asked = [row[:3] for row in rows if row[2] == first["chance_of_changing_winner"]]
    assert asked[0][0] == load_catalogue().park(first["park"]).name["en"]
    assert any("Say what matters to you" in str(cell) for cell in cells(opened(whole)))


def test_other_outcomes(nobody, plain, alone):
    assert any("all 4 alternatives were set aside" in str(cell) for cell in cells(opened(nobody)))
    assert any("not examined" in str(cell) for cell in cells(opened(plain)))
    assert any("only alternative left" in str(cell) for cell in cells(opened(alone)))


def test_inputs_are_texts(ask):
    own = {"park": "tcr", "criterion": "land_price", "value": 95.0, "source": HOSTILE}
    rule = {"criterion": "infrastructure", "at_least": 1}
    answer = ask(parks=["tcr", "ljip"], overrides=[own], requirements=[rule], sensitivity=False)
    book = opened(answer)
    rows = {row[0]: row[1] for row in book.rows("Inputs")}
    assert rows["Home"] == "Zhejiang/Hangzhou"
    assert rows["Thai-Chinese Rayong Industrial Zone: Land price"] == f"95 ({HOSTILE})"
    assert rows["Requirement"] == "Requirement: Infrastructure at least 1."
    assert book.formulas("Inputs") == []
