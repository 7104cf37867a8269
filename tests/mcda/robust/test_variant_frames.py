"""Frames of other combinations and of changed lists."""

import numpy as np

from mcda import Alternative, Criterion, Problem, WeightVector, rank
from mcda.robust import multiverse, reversal
from mcda.robust.reversal import Reversal, ReversalCase


def answer(ids=("winner", "kept")):
    problem = Problem(
        criteria=[Criterion(id=c, direction="benefit") for c in "xy"],
        alternatives=[Alternative(id=i) for i in ids],
        performances=[[2, 1], [1, 2]],
    )
    return rank(problem, WeightVector.normalised("xy", [3, 1]))


def test_multiverse_by_hand():
    """Alternatives may be called like the columns."""
    turned = WeightVector.normalised("xy", [1, 3])
    frame = multiverse(answer(), ["vikor"], {"turned": turned}).to_frame()
    assert frame.index.tolist() == [
        ("topsis", "own"),
        ("topsis", "turned"),
        ("vikor", "own"),
        ("vikor", "turned"),
    ]
    assert frame.columns.tolist() == [
        *("winner", "kept", "kendall_tau", "responsible"),
        *("winner", "kept"),
    ]
    assert frame.iloc[:, 0].tolist() == ["winner", "kept"] * 2
    assert frame.iloc[:, 1].tolist() == [True, False] * 2
    assert frame["kendall_tau"].tolist() == [1, -1] * 2
    assert frame["responsible"].tolist() == ["", "weights"] * 2
    assert frame.iloc[:, 4].tolist() == [1, 2] * 2
    assert frame.iloc[:, 5].tolist() == [2, 1] * 2


def test_a_choice_that_a_method_does_not_have():
    frame = multiverse(answer()).to_frame()
    assert "distance" in frame.index.names
    assert set(frame.loc["vikor"].index.get_level_values("distance")) == {"-"}


def test_reversal():
    cases = (
        ReversalCase(
            kind="without",
            alternative="c",
            winner="b",
            winner_holds=False,
            overtaken="a",
            overtaking="b",
        ),
        ReversalCase(
            kind="ideal_newcomer",
            alternative=None,
            winner="a",
            winner_holds=True,
            overtaken="b",
            overtaking="c",
        ),
    )
    frame = Reversal(
        independent=False,
        cases=cases[:1],
        tried=11,
        guaranteed=False,
        order_holds=False,
        order_cases=cases,
        ideal_first=True,
    ).to_frame()
    assert frame.to_dict("list") == {
        "kind": ["without", "ideal_newcomer"],
        "alternative": ["c", None],
        "winner": ["b", "a"],
        "winner_holds": [False, True],
        "overtaken": ["a", "b"],
        "overtaking": ["b", "c"],
    }


def test_no_reversal_keeps_its_columns():
    frame = reversal(answer()).to_frame()
    assert frame.empty
    assert frame["winner_holds"].dtype == np.bool_
    assert len(frame.columns) == 6
