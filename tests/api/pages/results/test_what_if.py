import re

import pytest

from api.pages.results.what_if import own_figure, priced, slug_of, weights_of
from mcda.errors import InvalidInput
from mcda.parks import load_catalogue


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


def test_a_figure_needs_a_number():
    own = {"alternative": ["tcr"], "criterion": ["land_price"], "value": ["1,200"], "source": ["q"]}
    assert own_figure(own, load_catalogue())["value"] == 1200
    for wrong in ({"value": [""]}, {"tenure": ["lease"], "lease_years": ["fifty"]}):
        with pytest.raises(InvalidInput) as refused:
            own_figure({**own, **wrong}, load_catalogue())
        assert refused.value.faults[0].path == ("overrides", "tcr", "land_price")


@pytest.mark.parametrize(
    ("fields", "tenure"),
    [
        ({"tenure": ["sale"], "lease_years": [" "]}, {"kind": "sale"}),
        ({"tenure": ["lease"], "lease_years": ["５０"]}, {"kind": "lease", "years": 50.0}),
        ({"tenure": ["sale"], "lease_years": ["5"]}, {"kind": "sale", "years": 5.0}),
        ({"tenure": [""], "lease_years": ["5"]}, None),
        ({}, None),
    ],
)
def test_a_price_says_what_it_buys(fields, tenure):
    own = {"alternative": ["tcr"], "criterion": ["land_price"], "value": ["95"], "source": ["q"]}
    assert own_figure({**own, **fields}, load_catalogue()).get("tenure") == tenure


def test_prices_are_asked_for_as_they_are_quoted():
    assert priced(load_catalogue()) == {"land_price": "USD/m2"}
