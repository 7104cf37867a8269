import re

import pytest

from api.http.numbers import typed_number
from api.pages.results.own_entry import own_figure, priced, refuse, slug_of, weights_of
from mcda.errors import Fault, InvalidInput
from mcda.parks import load_catalogue
from tests.refusals import rejects


def test_sliders_are_direct_weights():
    fields = {"weight_land_price": ["300"], "weight_infrastructure": ["0"], "name": ["x"]}
    assert weights_of(fields) == {
        "kind": "direct",
        "values": {"land_price": 300.0, "infrastructure": 0.0},
    }
    with rejects(InvalidInput, code="form_number"):
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
        with rejects(InvalidInput, path=([*wrong][-1],)):
            own_figure({**own, **wrong}, load_catalogue())


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


def test_what_is_wrong_with_years_is_told_beside_them():
    own = {"alternative": ["tcr"], "criterion": ["land_price"], "lease_years": ["5000"]}
    fault = Fault("tenure_term", ("overrides", 0, "tenure", "years"), {"limit": 999})
    wrong = refuse(own, InvalidInput([fault]), load_catalogue(), "zh").wrong
    assert wrong == {"lease_years": "只有租期才有年数，应大于 0 且不超过 999。"}


@pytest.mark.parametrize(
    ("value", "local", "is_one"),
    [
        ("100", "48", True),
        ("100", "47.97", True),
        ("110.5", "53", True),
        ("１００", "４８", True),
        ("100", "50", False),
        ("100", "47", False),
        ("53", "53", False),
    ],
)
def test_two_prices_are_the_same_but_for_rounding(value, local, is_one):
    own = {"alternative": ["tcr"], "criterion": ["land_price"], "source": ["q"]}
    own |= {"value": [value], "local": [local]}
    if is_one:
        assert own_figure(own, load_catalogue())["value"] == typed_number(value)
        return
    with pytest.raises(InvalidInput) as error:
        own_figure(own, load_catalogue())
    wrong = refuse(own, error.value, load_catalogue(), "zh").wrong
    assert set(wrong) == {"local"}
    assert f"{typed_number(value):g}美元/㎡" in wrong["local"]
