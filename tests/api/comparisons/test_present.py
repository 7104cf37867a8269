"""A comparison as plain data."""

import json

import pytest

from api.comparisons.present import present
from mcda.errors import Note
from mcda.problem import Alternative, Criterion, Problem
from weights.comparison.compare import Comparison, compare


@pytest.fixture
def found() -> Comparison:
    problem = Problem(
        criteria=(
            Criterion(id="price", direction="cost"),
            Criterion(id="roads", direction="benefit"),
        ),
        alternatives=tuple(Alternative(id=i) for i in "abcd"),
        performances=[[100, 3], [150, 6], [150, 6], [120, 2]],
    )
    stated = {
        "owner": {"kind": "direct", "values": {"price": 4, "roads": 1}},
        "sales": {"kind": "direct", "values": {"price": 1, "roads": 4}},
    }
    return compare(problem, stated, "weighted_sum")


def test_ties_are_named(found: Comparison) -> None:
    owner, sales = present(found, "en")["rankings"]
    # min-max: price 1, 0, 0, .6; roads .25, 1, 1, 0
    assert [(r["alternative"], r["rank"], r["tied_with"]) for r in owner["ranking"]] == [
        ("a", 1, []),
        ("d", 2, []),
        ("b", 3, ["c"]),
        ("c", 3, ["b"]),
    ]
    assert [r["alternative"] for r in sales["ranking"]] == ["b", "c", "a", "d"]
    assert [r["score"] for r in sales["ranking"]] == pytest.approx([0.8, 0.8, 0.4, 0.12])


def test_the_way_names_where_it_begins_and_ends(found: Comparison) -> None:
    (way,) = present(found, "en")["winner_regions"]
    assert list(way["between"]) == ["owner", "sales"]
    # level where price / roads = .75, at price 3/7: (.8 - 3/7) / .6 of the way
    at = pytest.approx((0.8 - 3 / 7) / 0.6, abs=1e-9)
    first, last = way["stretches"]
    assert (first["from"], first["to"], first["winner"]) == (0.0, at, "a")
    assert (last["from"], last["to"], last["winner"]) == (at, 1.0, "b")
    assert (list(first["tied_with"]), list(last["tied_with"])) == ([], ["c"])


def test_winners_stand_under_the_names(found: Comparison) -> None:
    (gap,) = present(found, "en")["disagreement"]
    assert json.loads(json.dumps(gap["winners"])) == {"owner": ["a"], "sales": ["b", "c"]}
    assert gap["shares"] == pytest.approx({"price": 1 / 1.75, "roads": 0.75 / 1.75})


def test_warnings_speak_the_language(found: Comparison) -> None:
    extra = [Note("all_excluded", (), {"count": 2})]
    assert "2" in present(found, "en", extra)["warnings"][0]["detail"]
    assert "方案" in present(found, "zh", extra)["warnings"][0]["detail"]
    assert present(found, "en")["warnings"] == []
