"""A comparison as plain data."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from api.comparisons.presentation import present
from api.http.localisation import localise
from mcda.errors import Note
from mcda.problem import Alternative, Criterion, Problem
from weights.comparison.compare import Comparison, compare
from weights.source import WeightsSource


@pytest.fixture
def found() -> Comparison:
    problem = Problem(
        criteria=(
            Criterion(id="price", direction="cost"),
            Criterion(id="roads", direction="benefit"),
        ),
        alternatives=tuple(
            Alternative(id=i, name={"en": i.upper(), "zh": f"{i}园"}) for i in "abcd"
        ),
        performances=[[100, 3], [150, 6], [150, 6], [120, 2]],
    )
    stated = {
        "owner": {"kind": "direct", "values": {"price": 4, "roads": 1}},
        "sales": {"kind": "direct", "values": {"price": 1, "roads": 4}},
    }
    return compare(problem, stated, "weighted_sum")


SOURCES = dict.fromkeys(("owner", "sales"), WeightsSource(code="stated", profiles=()))


def told(found: Comparison, language: Any = "en", notes: Sequence[Note] = ()) -> Any:
    return localise(present(found, SOURCES, notes, found.problem), language)


def test_ties_are_named(found: Comparison) -> None:
    owner, sales = told(found)["rankings"]
    # min-max: price 1, 0, 0, .6; roads .25, 1, 1, 0
    assert [(r["alternative"], r["rank"], r["tied_with"]) for r in owner["ranking"]] == [
        ("a", 1, []),
        ("d", 2, []),
        ("b", 3, ["c"]),
        ("c", 3, ["b"]),
    ]
    assert [r["alternative"] for r in sales["ranking"]] == ["b", "c", "a", "d"]
    assert [r["score"] for r in sales["ranking"]] == pytest.approx([0.8, 0.8, 0.4, 0.12])


def test_winners_stand_under_the_names(found: Comparison) -> None:
    (gap,) = told(found)["disagreement"]
    assert json.loads(json.dumps(gap["winners"])) == {"owner": ["a"], "sales": ["b", "c"]}
    assert gap["shares"] == pytest.approx({"price": 1 / 1.75, "roads": 0.75 / 1.75})


def test_warnings_speak_the_language(found: Comparison) -> None:
    extra = [Note("all_excluded", (), {"count": 2})]
    assert "2" in told(found, "en", extra)["warnings"][0]["detail"]
    assert "方案" in told(found, "zh", extra)["warnings"][0]["detail"]
    assert told(found)["warnings"] == []


def test_each_weighting_has_its_verdict(found: Comparison) -> None:
    # min-max: price 1, 0, 0, .6; roads .25, 1, 1, 0; nothing is in doubt but the weights, +-20 %
    owner, sales = told(found)["rankings"]
    assert owner["verdict"]["word"] == "clear"
    assert (owner["verdict"]["first"], owner["verdict"]["name"]) == ("a", "A")
    assert owner["verdict"]["share_first"] == 1.0
    assert owner["verdict"]["sentence"].startswith("A is clearly first")
    assert sales["verdict"]["word"] == "open"  # b and c are level
    assert sales["verdict"]["main_rival"] == "c"


def test_what_is_said_first_is_who_chooses_what_and_why(found: Comparison) -> None:
    answer = told(found)
    assert answer["sentence"] == "Of two weightings, one chooses A, one B and C (level)."
    assert answer["camps"] == [
        {"alternatives": ["a"], "weightings": ["owner"], "names": ["A"]},
        {"alternatives": ["b", "c"], "weightings": ["sales"], "names": ["B", "C"]},
    ]
    (cause,) = answer["disagreement"]
    assert cause["sentence"] == (
        "“owner” and “sales” choose differently above all because of price and roads."
    )


def test_names_stand_beside_ids(found: Comparison) -> None:
    answer = told(found, "zh")
    lists = [*answer["rankings"][0]["ranking"], answer["consensus"]]
    assert all(item["name"] == f"{item['alternative']}园" for item in lists)


def test_the_consensus_says_who_objects(found: Comparison) -> None:
    # owner: a .85, b .2, d .48; sales: a .4, b .8, d .12: regrets a 0, .4; b .65, 0; d .37, .68
    assert told(found)["consensus"]["sentence"] == (
        "If it must be one, A costs least: even under “sales”, where it loses most, it is 40.0 "
        "points of 100 behind the first."
    )
