"""Statements that leave a criterion out, or name a strange one or one twice."""

import pytest

from mcda.errors import InvalidWeights
from tests.refusals import rejects
from weights.weighting import check_covers


def test_each_is_named_at_its_place():
    with pytest.raises(InvalidWeights) as caught:
        check_covers(["a", "x", "a"], ["a", "b"], "items", listed=True)
    assert [(f.code, f.path) for f in caught.value.faults] == [
        ("weight_missing", ("items",)),
        ("weight_unknown_criterion", ("items", 1)),
        ("ranked_duplicate", ("items", 2)),
    ]
    with rejects(InvalidWeights, path=("hierarchy",)):
        check_covers(["x"], [], "hierarchy")


def test_the_same_in_another_order_is_fine():
    check_covers(["b", "a"], ["a", "b"])
