"""What is known before the first question."""

from typing import Any

import numpy as np
import pytest

from mcda.errors import InvalidWeights
from weights.elicit.known import read_known
from weights.ranked import weights_of_order

CRITERIA = ("a", "b", "c")


def test_an_order_leaves_the_weights_whose_mean_are_the_centroid_weights() -> None:
    order = [["b"], ["a"], ["c"]]
    statements, polytope = read_known([], order, CRITERIA)
    assert [s.model_dump() for s in statements] == [
        {"more": "b", "than": "a"},
        {"more": "a", "than": "c"},
    ]
    mean, _ = polytope.centroid(np.random.default_rng(1))
    wanted = weights_of_order(order, CRITERIA)
    assert dict(zip(CRITERIA, mean.tolist(), strict=True)) == pytest.approx(wanted)


def test_ties_and_criteria_left_out_are_free() -> None:
    statements, polytope = read_known([], [["b", "c"]], CRITERIA)
    assert statements == ()
    assert polytope.volume() == pytest.approx(1)
    _, two = read_known([], [["b", "c"], ["a"]], CRITERIA)
    assert two.volume() == pytest.approx(1 / 3)


def test_statements_and_order_add_up() -> None:
    known = [{"ratio": ["a", "b"], "low": 2.0}, {"weight": "c", "high": 0.1}]
    statements, polytope = read_known(known, [["a"], ["b"], ["c"]], CRITERIA)
    assert len(statements) == 4
    weights = polytope.sample(500, np.random.default_rng(2))
    assert (weights[:, 0] >= 2 * weights[:, 1] - 1e-9).all()
    assert (weights[:, 1] >= weights[:, 2] - 1e-9).all()
    assert weights[:, 2].max() <= 0.1 + 1e-9


@pytest.mark.parametrize(
    ("known", "order", "code", "path"),
    [
        ([{"more": "a", "than": "x"}], [], "weight_unknown_criterion", ("known", 0, "than")),
        ([{"ratio": ["a"]}], [], "missing_field", ("known", 0, "ratio", 1)),
        ([{"weight": "a", "low": 0.9}, {"weight": "b", "low": 0.9}], [], None, ("known",)),
        ([], [["a"], ["x"]], "weight_unknown_criterion", ("order", 1, 0)),
        ([], [["a"], ["a", "b"]], "ranked_duplicate", ("order", 1, 0)),
        ([], [["a"], []], "ranked_empty", ("order", 1)),
        ([{"ratio": ["c", "a"], "low": 2.0}], [["a"], ["c"], ["b"]], None, ("known",)),
    ],
)
def test_what_cannot_be_known(known: Any, order: Any, code: str | None, path: Any) -> None:
    with pytest.raises(InvalidWeights) as caught:
        read_known(known, order, CRITERIA)
    first = caught.value.faults[0]
    assert first.path == path
    assert first.code == (code or "imprecise_contradiction")


def test_a_contradiction_with_the_order_stands_at_the_order() -> None:
    with pytest.raises(InvalidWeights) as caught:
        read_known(
            [{"ratio": ["c", "a"], "low": 2.0}, {"weight": "c", "low": 0.1}],
            [["a"], ["c"]],
            CRITERIA,
        )
    assert {fault.path[:1] for fault in caught.value.faults} == {("known",), ("order",)}
