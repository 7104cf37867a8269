from api.reports.memo import memo
from tests.api.reports.conftest import HOSTILE, seen, texts


def part(answer, key, language="en"):
    return next((item for item in memo(seen(answer, language)) if item["id"] == key), None)


def test_sections_follow_a_boards_questions(study):
    assert [item["id"] for item in memo(seen(study))] == [
        *("sure", "why", "ranking", "change", "ask_next", "limits"),
    ]


def test_what_to_ask_next_with_what_is_known(whole):
    rows = part(whole, "ask_next")["blocks"][0]["rows"]
    first = whole["ask_next"][0]
    view = seen(whole)
    assert rows[0][0]["text"] == f"{view.name(first['park'])}: {view.criterion(first['criterion'])}"
    assert rows[0][2]["text"] == view.numbers.share(first["chance_of_changing_winner"])
    assert len(rows) == 3
    cell = whole["evidence"][first["park"]][first["criterion"]]
    assert view.bounds(cell["low"], cell["high"]) in rows[0][1]["text"]
    unknown = [
        row[1]["text"]
        for row, item in zip(rows, whole["ask_next"], strict=False)
        if whole["evidence"][item["park"]][item["criterion"]]["kind"] == "unknown"
    ]
    assert set(unknown) <= {"not known"}


def test_no_fact_is_worth_asking(study):
    assert "No single fact" in texts(part({**study, "ask_next": []}, "ask_next"))


def test_what_was_set_aside_and_why(nobody, study):
    told = texts(part(nobody, "screened"))
    for item in nobody["excluded"]:
        assert item["reasons"][0]["detail"] in told
    assert part(study, "screened") is None
    assert part(nobody, "sure") is part(nobody, "ranking") is part(nobody, "ask_next") is None


def test_ties_are_ties(tied):
    ranking = part(tied, "ranking")
    assert [row[0]["text"] for row in ranking["blocks"][1]["rows"]] == ["1 =", "1 =", "3"]
    assert "shared" in ranking["blocks"][0]["text"]
    assert ranking["blocks"][1]["strong"] == [0, 1]
    assert HOSTILE in texts(part(tied, "why"))


def test_a_single_one_and_no_analysis(alone, plain):
    assert "nothing to rank" in texts(part(alone, "sure"))
    assert "not examined" in texts(part(plain, "sure"))
    assert "not examined" in texts(part(plain, "ask_next"))
    assert part(plain, "why") is None


def test_a_lower_score_may_be_better(ask):
    found = ask(parks=["tcr", "ljip", "vcep"], method={"name": "vikor"})
    assert "a lower score is better" in texts(part(found, "ranking"))


def test_what_is_known_of_any_cell(study):
    from api.reports.memo import known

    view, cell = seen(study), {"value": 5, "low": 5, "high": 5, "unit": "connections"}
    assert known(view, None) == "–"
    assert known(view, {**cell, "kind": "rated"}) == "5 connections"
    assert known(view, {**cell, "value": None, "kind": "stated"}) == "not known"
    assert known(view, {**cell, "kind": "unknown"}) == "not known"


def test_many_that_were_set_aside(ask):
    rule = {"criterion": "land_price", "at_most": 1}
    found = ask(requirements=[rule], sensitivity=False)
    items = part(found, "screened")["blocks"][0]["items"]
    assert len(found["excluded"]) > 4
    assert items[-1] == f"{len(found['excluded']) - 4} more stand in the annex."
