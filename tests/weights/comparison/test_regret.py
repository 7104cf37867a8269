"""The alternative of least greatest regret."""

from typing import Any

import numpy as np
import pytest

from mcda.cells import FloatArray
from mcda.method import competition_ranks
from weights.comparison.regret import Consensus, consensus, regrets

NAMES, IDS = ["owner", "sales", "bank"], ["x", "y", "z"]


def found(*rows: list[float]) -> Consensus:
    table = np.array(rows)
    return consensus(table, competition_ranks(table), NAMES[: len(rows)], IDS)


def lost(table: FloatArray) -> FloatArray:
    return regrets(table, competition_ranks(table))


def test_savage_by_hand() -> None:
    # regrets: x 0, .6, .2; y .3, .1, 0; z .5, 0, .4
    answer = found([0.9, 0.6, 0.4], [0.2, 0.7, 0.8], [0.5, 0.7, 0.3])
    assert answer.alternative == "y"
    assert answer.tied_with == ()
    assert answer.greatest_regret == pytest.approx(0.3)
    assert answer.objects_most == "owner"
    assert answer.objects_equally == ()
    assert answer.regrets == pytest.approx({"owner": 0.3, "sales": 0.1, "bank": 0.0})


def test_the_compromise_need_not_be_first_anywhere() -> None:
    answer = found([1.0, 0.7, 0.0], [0.0, 0.7, 1.0])
    assert answer.alternative == "y"
    assert (answer.objects_most, answer.objects_equally) == ("owner", ("sales",))


def test_the_sign_of_scores_does_not_matter() -> None:
    answer = found([-0.1, -0.4, -0.6], [-0.8, -0.3, -0.2])
    assert answer.alternative == "y"
    assert answer.greatest_regret == pytest.approx(0.3)


def test_nobody_objects_to_who_is_first_everywhere() -> None:
    answer = found([0.9, 0.6, 0.4], [0.8, 0.7, 0.2])
    assert answer.alternative == "x"
    assert answer.greatest_regret == 0
    assert answer.objects_most is None
    assert answer.objects_equally == ()


def test_ties_are_called_ties() -> None:
    answer = found([1.0, 0.0, 0.2], [0.0, 1.0, 0.0])
    assert (answer.alternative, answer.tied_with) == ("x", ("y", "z"))
    answer = found([1.0, 0.8, 0.2], [0.5, 0.7 + 1e-13, 0.3])
    assert (answer.alternative, answer.tied_with) == ("x", ("y",))


def test_rounding_is_no_regret() -> None:
    assert lost(np.array([[0.3, 0.1 + 0.2, 0.0]])).tolist() == [[0.0, 0.0, pytest.approx(0.3)]]
    answer = found([0.3, 0.1 + 0.2, 0.0])
    assert (answer.alternative, answer.tied_with) == ("x", ("y",))
    assert answer.objects_most is None


def test_all_zero() -> None:
    answer = found([0.0, 0.0, 0.0], [0.0, 0.0, 0.0])
    assert (answer.alternative, answer.tied_with) == ("x", ("y", "z"))


def test_the_consensus_in_a_sentence() -> None:
    # regrets of b: .1 and .1; of a: 0 and .4; of c: .3 and 0
    scores = np.array([[0.9, 0.8, 0.6], [0.3, 0.6, 0.7]])
    ranks = np.array([[1, 2, 3], [3, 2, 1]])
    found = consensus(scores, ranks, ["owner", "sales"], ["a", "b", "c"])
    assert found.sentence.say("en", {"b": "Beta"}) == (
        "If it must be one, Beta costs least: even under “owner” and “sales”, where it loses most, "
        "it is 10.0 points of 100 behind the first."
    )
    assert found.sentence.say("zh", {"b": "乙园"}) == (
        "若只能定一个，乙园最不吃亏：最不满意的“owner”和“sales”那里，它比第一名低10.0分（满分100）。"
    )
    same = consensus(scores[:1], ranks[:1], ["owner"], ["a", "b", "c"])
    assert same.sentence.say() == "Everybody puts a first: nobody objects."


@pytest.mark.parametrize(
    ("scores", "says"),
    [
        ([[0.9, 0.8996], [0.8, 0.9]], "0.1 points of 100"),  # never told as none
        ([[12.0, 9.5], [3.0, 9.0]], "2.50 behind"),
        ([[0.3, 0.1], [-0.1, 0.2]], "0.20 behind"),
    ],
)
def test_a_regret_is_told_out_of_100_where_scores_lie_in_0_to_1(scores: Any, says: str) -> None:
    table = np.array(scores)
    ranks = 1 + (-table).argsort(axis=1).argsort(axis=1)
    assert says in consensus(table, ranks, ["owner", "sales"], ["a", "b"]).sentence.say()
