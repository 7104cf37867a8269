"""The alternative of least greatest regret."""

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
    table = np.array([[0.3, 0.1 + 0.2, 0.0]])
    assert lost(table).tolist() == [[0.0, 0.0, pytest.approx(0.3)]]
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
        "Everybody can live with Beta: at worst it is 0.10 behind the first, less than any other "
        "would be. Who objects most: “owner”, “sales”."
    )
    assert found.sentence.say("zh", {"b": "乙园"}) == (
        "各方都能接受的是乙园：在最不利的方案下仅落后第一名 0.10 分，比其他任何选择都少。"
        "反对最强的是“owner”、“sales”。"
    )
    same = consensus(scores[:1], ranks[:1], ["owner"], ["a", "b", "c"])
    assert same.sentence.say() == "Everybody puts a first: nobody objects."
