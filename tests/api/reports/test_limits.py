from collections import Counter

from api.reports.limits import all_of_them, counted, said, short
from tests.api.reports.conftest import seen, texts


def test_doubts_of_cells_are_counted_and_not_repeated(whole):
    seen_codes = Counter(item["code"] for item in whole["warnings"])
    told = counted(seen(whole))
    assert told[0].startswith(f"{seen_codes['uncertain_cell']} values")
    assert told[1].startswith(f"{seen_codes['unknown_cell']} values")
    assert {"uncertain_cell", "unknown_cell"}.isdisjoint(x["code"] for x in said(seen(whole)))


def test_the_memo_has_few_and_says_how_many_are_left(whole):
    view = seen(whole)
    items = short(view, 3)["blocks"][0]["items"]
    assert len(items) == 3 + len(counted(view)) + 1
    assert items[-1] == f"{len(said(view)) - 3} more remarks stand in the annex."
    assert all(len(item) <= 260 for item in items)


def test_the_annex_has_all(whole):
    told = texts(all_of_them(seen(whole)))
    for item in said(seen(whole)):
        assert item["detail"] in told


def test_nothing_to_warn_of(ask):
    problem = {
        "criteria": [{"id": "p", "direction": "cost"}, {"id": "q", "direction": "benefit"}],
        "alternatives": [{"id": "x"}, {"id": "y"}],
        "performances": [[1.0, 1.0], [2.0, 3.0]],
    }
    answer = ask(problem=problem, weights={"kind": "direct", "values": {"p": 2.0, "q": 1.0}})
    assert answer["warnings"] == []
    assert short(seen(answer), 3) is None
    assert all_of_them(seen(answer)) is None
