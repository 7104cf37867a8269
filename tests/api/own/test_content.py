import math

import pytest

from api.own.content import checked
from mcda.errors import InvalidInput, McdaError

DIRECT = {"kind": "direct", "values": {"land_price": 2, "infrastructure": 1}}


def valued(number):
    return {"kind": "direct", "values": {"land_price": number}}


def test_a_profile():
    assert checked({"name": " Board ", "weights": DIRECT}).name == "Board"


@pytest.mark.parametrize(
    ("fields", "code", "place"),
    [
        ({"name": ""}, "wrong_type", "name"),
        ({"name": "x" * 201}, "wrong_type", "name"),
        ({"name": "a\0b"}, "text_with_nul", "name"),
        ({"weights": valued(math.nan)}, "not_finite_number", "weights.values.land_price"),
        ({"weights": valued(math.inf)}, "not_finite_number", "weights.values.land_price"),
        ({"weights": {"kind": "unheard"}}, "kind_unknown", "weights"),
    ],
)
def test_what_cannot_be_kept(fields, code, place):
    with pytest.raises(InvalidInput) as caught:
        checked({"name": "x", "weights": DIRECT, **fields})
    [fault] = caught.value.faults
    assert (fault.code, ".".join(fault.path)) == (code, place)


def test_a_profile_without_weights():
    with pytest.raises(InvalidInput) as caught:
        checked({"name": "x"})
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("missing_field", ("weights",))
    ]


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
