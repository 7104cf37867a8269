import math

import pytest

from api.own.content import checked
from mcda.errors import InvalidInput, McdaError

DIRECT = {"kind": "direct", "values": {"land_price": 2, "infrastructure": 1}}


def test_a_profile():
    assert checked({"name": " Board ", "weights": DIRECT}).name == "Board"


@pytest.mark.parametrize(
    "document",
    [
        {"name": "", "weights": DIRECT},
        {"name": "x" * 201, "weights": DIRECT},
        {"name": "a\0b", "weights": DIRECT},
        {"name": "x", "weights": {"kind": "direct", "values": {"land_price": math.nan}}},
        {"name": "x", "weights": {"kind": "direct", "values": {"land_price": math.inf}}},
        {"name": "x", "weights": {"kind": "unheard"}},
        {"name": "x"},
    ],
)
def test_what_cannot_be_kept(document):
    with pytest.raises(InvalidInput):
        checked(document)


@pytest.mark.parametrize(
    ("weights", "path"),
    [
        ({"kind": "direct", "values": {"land_price": -1}}, ("weights", "values", "land_price")),
        ({"kind": "direct", "values": {"land_price": 0}}, ("weights", "values")),
        ({"kind": "ahp", "items": ["a", "b"], "matrix": [[1, 2], [2, 1]]}, None),
        ({"kind": "profile", "id": "nobody"}, ("weights", "id")),
    ],
)
def test_weights_that_nothing_can_be_ranked_by_are_refused_before_they_are_kept(weights, path):
    with pytest.raises(McdaError) as refused:
        checked({"name": "x", "weights": weights})
    found = refused.value.faults[0].path
    assert found == path if path else found[0] == "weights"


def test_weights_that_look_at_a_problem_are_kept_without_one():
    assert checked({"name": "x", "weights": {"kind": "objective", "scheme": "entropy"}})
