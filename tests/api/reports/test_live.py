import pytest

from tests.api.document.answers import HOSTILE, STUDY
from tests.api.reports.workbooks import opened


@pytest.fixture(scope="module")
def summed(ask):
    return ask(parks=STUDY, method={"name": "weighted_sum"})


def test_weights_follow_points_and_sum_to_one(study):
    book = opened(study)
    rows = book.rows("Weights to change")
    values = study["weights"]["values"]
    assert [row[1] for row in rows[1 : len(values) + 1]] == list(values)
    assert [row[3] for row in rows[1 : len(values) + 1]] == list(values.values())
    assert rows[len(values) + 1][3] == pytest.approx(1.0)
    assert book.formulas("Weights to change")[0] == f"C2/SUM($C$2:$C${len(values) + 1})"


def test_a_weighted_sum_lives(summed):
    book = opened(summed)
    criteria = list(summed["weights"]["values"])
    rows, formulas = book.rows("Contributions"), book.formulas("Contributions")
    first = len(summed["ranking"]) + 4
    assert f"'Weights to change'!$D$2*B{first + 1}" in formulas
    for place, line in enumerate(summed["ranking"]):
        factors = rows[first + place][1 : len(criteria) + 1]
        parts = [
            summed["weights"]["values"][key] * value
            for key, value in zip(criteria, factors, strict=True)
        ]
        assert sum(parts) == pytest.approx(line["score"])
        assert rows[1 + place][len(criteria) + 1] == pytest.approx(line["score"])
    assert "RANK(D2,$D$2:$D$5)" in book.formulas("Ranking")
    assert "points: weights, contributions, scores" in str(book.rows("Weights to change"))


def test_other_methods_have_scores_as_sums(study):
    book = opened(study)
    formulas = book.formulas("Ranking")
    assert formulas == [f"Contributions!$I${row}" for row in range(2, 6)]
    rows = book.rows("Ranking")
    for row, line in zip(rows[1:], study["ranking"], strict=False):
        assert row[2] == line["alternative"]
        assert (row[0], row[3]) == (line["rank"], pytest.approx(line["score"]))


def test_scores_that_are_products(ask):
    found = ask(
        parks=["tcr", "ljip"],
        method={"name": "weighted_product"},
        criteria=["land_price", "infrastructure"],
        sensitivity=False,
        weights={"kind": "direct", "values": {"land_price": 2.0, "infrastructure": 1.0}},
    )
    book = opened(found)
    assert book.formulas("Ranking")[0].startswith("EXP(Contributions!")
    assert book.rows("Ranking")[1][3] == pytest.approx(found["ranking"][0]["score"])


def test_ties_are_named_and_names_stay_texts(tied):
    book = opened(tied)
    rows = book.rows("Ranking")
    assert [row[0] for row in rows[1:4]] == [1.0, 1.0, 3.0]
    assert rows[1][1] == HOSTILE
    assert not any("=#1" in formula for formula in book.formulas("Ranking"))


def test_nobody_is_left(nobody):
    assert "Ranking" not in opened(nobody).names
