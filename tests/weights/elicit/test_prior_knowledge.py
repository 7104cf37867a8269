"""What is known before the first question."""

from typing import Any

import pytest

from mcda.errors import InvalidWeights
from tests.refusals import rejects
from weights.elicit.prior_knowledge import read_known

CRITERIA = ("a", "b", "c")


def test_an_order_bounds_nothing() -> None:
    statements, polytope = read_known([], [["b"], ["a"], ["c"]], CRITERIA)
    assert statements == ()
    assert polytope.volume() == pytest.approx(1)


def test_weights_to_start_from_are_looked_over() -> None:
    with rejects(InvalidWeights, path=("starts", 0, "weights", "x")):
        read_known([], [], CRITERIA, [(1.0, {"x": 1.0})])


@pytest.mark.parametrize(
    ("known", "order", "code", "path"),
    [
        ([{"more": "a", "than": "x"}], [], "weight_unknown_criterion", ("known", 0, "than")),
        ([{"ratio": ["a"]}], [], "missing_field", ("known", 0, "ratio", 1)),
        ([{"weight": "a", "low": 0.9}, {"weight": "b", "low": 0.9}], [], None, ("known",)),
        ([], [["a"], ["x"]], "weight_unknown_criterion", ("order", 1, 0)),
        ([], [["a"], ["a", "b"]], "ranked_duplicate", ("order", 1, 0)),
        ([], [["a"], []], "ranked_empty", ("order", 1)),
    ],
)
def test_what_cannot_be_known(known: Any, order: Any, code: str | None, path: Any) -> None:
    with pytest.raises(InvalidWeights) as caught:
        read_known(known, order, CRITERIA)
    first = caught.value.faults[0]
    assert first.path == path
    assert first.code == (code or "imprecise_contradiction")
