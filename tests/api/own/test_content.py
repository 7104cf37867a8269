import math

import pytest

from api.own.content import checked
from mcda.errors import InvalidInput

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
