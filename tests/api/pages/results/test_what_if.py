import re

import pytest

from api.pages.results.what_if import slug_of, weights_of
from mcda.errors import InvalidInput


def test_sliders_are_direct_weights():
    fields = {"weight_land_price": ["300"], "weight_infrastructure": ["0"], "name": ["x"]}
    assert weights_of(fields) == {
        "kind": "direct",
        "values": {"land_price": 300.0, "infrastructure": 0.0},
    }
    with pytest.raises(InvalidInput):
        weights_of({"weight_land_price": ["much"]})


@pytest.mark.parametrize(
    ("name", "begins"), [("CFO 2026", "cfo-2026-"), ("  A/B  ", "a-b-"), ("x" * 90, "x" * 40)]
)
def test_ids_of_names(name, begins):
    assert slug_of(name).startswith(begins)
    assert re.fullmatch(r"[a-z0-9-]{1,60}", slug_of(name))


def test_no_two_names_share_an_id():
    names = ["CFO 2026", "CFO/2026", "cfo-2026", "财务 A", "老板 A", "x" * 41, "x" * 42]
    assert len({slug_of(name) for name in names}) == len(names)


def test_chinese_names_have_ids_of_their_own():
    assert slug_of("财务总监") != slug_of("老板")
    assert slug_of("老板").startswith("p-")
