import pytest

from api.pages.assess.facts import patch_of
from api.pages.catalogue.filters import Filters
from api.pages.results.own_entry import own_figure
from api.pages.results.what_if import weights_of
from api.typed_number import plain_number, typed_number
from mcda.errors import InvalidInput
from mcda.parks import load_catalogue


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (" 12 ", 12.0),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1,200", 1200.0),
        ("1,234,567.5", 1234567.5),
        ("１，２００", 1200.0),
    ],
)
def test_a_number_is_read(said: str, number: float) -> None:
    assert typed_number(said) == number


NONE = ["1_5", "1,5", "0,125", "1,2000", ",5", "", ".", "1e", "nan", "inf", "1e999", "five", "٣"]


@pytest.mark.parametrize("said", NONE)
def test_what_is_none_is_refused(said: str) -> None:
    with pytest.raises(ValueError) as refused:
        typed_number(said)
    assert refused.value.args == (said,)


def test_its_plain_text_keeps_its_digits() -> None:
    assert plain_number("1,200.50") == "1200.50"


def test_every_form_reads_it_alike() -> None:
    catalogue = load_catalogue()
    own = {"alternative": ["tcr"], "criterion": ["land_price"], "source": ["q"]}
    readers = (
        lambda said: weights_of({"weight_land_price": [said]}),
        lambda said: own_figure({**own, "value": [said]}, catalogue),
        lambda said: patch_of("business", {"container_value": [said]}, {}),
    )
    for reader in readers:
        reader("15")
        with pytest.raises(InvalidInput):
            reader("1_5")
    assert [Filters(price=said).is_wrong for said in ("15", "1_5")] == [False, True]
