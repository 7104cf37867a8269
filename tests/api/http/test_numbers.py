from datetime import UTC, date, datetime

import pytest

from api.http.numbers import Numbers, plain_number, typed_number
from api.pages.assess.facts import patch_of
from api.pages.parks.filters import Filters
from api.pages.results.own_entry import own_figure, weights_of
from mcda.errors import InvalidInput
from mcda.parks import load_catalogue

EN, ZH = Numbers("en"), Numbers("zh")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        *((1234.0, "1,234"), (0.123456, "0.123"), (98.7654, "98.8"), (-2.5, "-2.5"), (0, "0")),
        (1e14, "100,000,000,000,000"),
        (2.085e99, "2.09E99"),
    ],
)
def test_figures(value, written):
    assert EN.figure(value) == ZH.figure(value) == written


@pytest.mark.parametrize(
    ("share", "digits", "written"),
    [
        *((0.5, 0, "50%"), (0.1234, 1, "12.3%"), (0.0001, 0, "<1%"), (0.99999, 0, ">99%")),
        *((0.995, 0, ">99%"), (0.984, 0, "98%"), (0.125, 0, "13%"), (0, 0, "0%"), (1, 0, "100%")),
        (0.0001, 1, "<0.1%"),
    ],
)
def test_shares_never_round_something_to_nothing_or_all(share, digits, written):
    assert EN.share(share, digits) == ZH.share(share, digits) == written


def test_fixed_places():
    assert (EN.fixed(0.5, 3), EN.fixed(1234.6, 0)) == ("0.500", "1,235")


def test_days_and_moments():
    assert EN.day(date(2026, 11, 25)) == EN.day("2026-11-25T08:00:00Z") == "25 November 2026"
    assert ZH.day("2026-11-25") == "2026年11月25日"
    assert EN.moment(datetime(2026, 11, 5, 8, 3, tzinfo=UTC)) == "5 Nov 2026, 08:03 UTC"
    assert ZH.moment("2026-11-05T18:03:00+00:00") == "2026年11月6日 02:03（北京时间）"
    assert ZH.day("2026-11-05T18:03:00Z") == "2026年11月6日"
    assert EN.day("2026-11-05T18:03:00Z") == "5 November 2026"


def test_moments_beside_others_leave_out_the_present_year():
    this_year = datetime.now(UTC).replace(month=6, day=5, hour=18, minute=3)
    assert EN.recently(this_year) == "5 Jun, 18:03"
    assert ZH.recently(this_year.isoformat()) == "6月6日 02:03"
    assert EN.recently("2019-06-05T18:03:00Z") == "5 Jun 2019, 18:03"
    assert ZH.recently("2019-06-05T18:03:00Z") == "2019年6月6日 02:03"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        *((" 12 ", 12.0), ("-0.5", -0.5), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0)),
        *(("1,200", 1200.0), ("1,234,567.5", 1234567.5), ("１，２００", 1200.0)),
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
