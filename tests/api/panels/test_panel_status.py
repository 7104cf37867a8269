import pytest

from api.panels.panel_status import JudgeReplies, PanelStatus
from api.panels.questions import pairs
from weights.weightings import resolve

THREE = ("a", "b", "c")


def _judge(number, name, a, b, c):
    worth = {"a": a, "b": b, "c": c}
    said = [
        {"first": x, "second": y, "value": worth[x] / worth[y]} for x, y in pairs(THREE, number)
    ]
    return JudgeReplies(number, name, said)


def test_nobody_is_ready_at_first():
    found = PanelStatus(
        THREE, [JudgeReplies(1, "Li", [{"first": "a", "second": "b", "value": 3.0}])]
    )
    assert found.ready == ()
    assert found.statement is None
    assert (found.weights, found.own_weights, found.consensus) == ({}, [], None)
    assert (found.clusters, found.dispute) == ((), None)


def test_one_alone_has_weights_and_no_agreement():
    found = PanelStatus(THREE, [_judge(1, "Li", 5, 3, 2)])
    assert list(found.weights) == ["a", "b", "c"]
    assert found.weights == pytest.approx({"a": 0.5, "b": 0.3, "c": 0.2})
    assert found.consensus is None


def test_together_they_are_the_geometric_mean():
    """Of (4, 1, 1) and (1, 4, 1): sqrt(4) to sqrt(4) to 1."""
    found = PanelStatus(
        THREE, [_judge(1, "Li", 4, 1, 1), _judge(2, "Wang", 1, 4, 1), JudgeReplies(3, "x", [])]
    )
    assert [judge.name for judge in found.ready] == ["Li", "Wang"]
    assert found.weights == pytest.approx({"a": 0.4, "b": 0.4, "c": 0.2})
    assert found.own_weights[0] == pytest.approx({"a": 4 / 6, "b": 1 / 6, "c": 1 / 6})
    assert 0 < found.consensus < 0.75
    assert found.dispute["pair"] == ("a", "b")
    assert (found.dispute["highest"], found.dispute["highest_value"]) == ("Li", 4)
    assert [list(circle) for circle in found.clusters] == [["Li"], ["Wang"]]


def test_like_minded_ones_agree_fully():
    found = PanelStatus(THREE, [_judge(n, f"j{n}", 5, 3, 2) for n in range(1, 5)])
    assert found.consensus == pytest.approx(1)
    assert found.dispute is None
    assert [list(circle) for circle in found.clusters] == [["j1", "j2", "j3", "j4"]]


def test_the_statements_are_those_of_the_engine():
    judge = _judge(1, "Li", 5, 3, 2)
    found = PanelStatus(THREE, [judge])
    assert resolve(found.own_statement(judge)).as_dict() == pytest.approx(found.weights)
    assert resolve(found.statement).kind == "ahp_group"
