from datetime import UTC, date, datetime

import pytest

from api.numbers import Numbers

EN, ZH = Numbers("en"), Numbers("zh")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1234.0, "1,234"),
        (0.123456, "0.123"),
        (98.7654, "98.8"),
        (-2.5, "-2.5"),
        (0, "0"),
        (1e14, "100,000,000,000,000"),
        (2.085e99, "2.09E99"),
    ],
)
def test_figures(value, written):
    assert EN.figure(value) == ZH.figure(value) == written


@pytest.mark.parametrize(
    ("share", "digits", "written"),
    [
        (0.5, 0, "50%"),
        (0.1234, 1, "12.3%"),
        (0.0001, 0, "<1%"),
        (0.99999, 0, ">99%"),
        (0, 0, "0%"),
        (1, 0, "100%"),
        (0.0001, 1, "<0.1%"),
    ],
)
def test_shares_never_round_something_to_nothing_or_all(share, digits, written):
    assert EN.share(share, digits) == ZH.share(share, digits) == written


def test_fixed_places():
    assert EN.fixed(0.5, 3) == "0.500"
    assert EN.fixed(1234.6, 0) == "1,235"


def test_days_and_moments():
    assert EN.day(date(2026, 11, 25)) == EN.day("2026-11-25T08:00:00Z") == "25 November 2026"
    assert ZH.day("2026-11-25") == "2026年11月25日"
    assert EN.moment(datetime(2026, 11, 5, 8, 3, tzinfo=UTC)) == "5 Nov 2026, 08:03 UTC"
    assert ZH.moment("2026-11-05T18:03:00+00:00") == "2026年11月6日 02:03（北京时间）"
    assert ZH.day("2026-11-05T18:03:00Z") == "2026年11月6日"
    assert EN.day("2026-11-05T18:03:00Z") == "5 November 2026"


def test_moments_beside_others_leave_out_the_present_year():
    now = datetime.now(UTC)
    this_year = now.replace(month=6, day=5, hour=18, minute=3)
    assert EN.recently(this_year) == "5 Jun, 18:03"
    assert ZH.recently(this_year.isoformat()) == "6月6日 02:03"
    assert EN.recently("2019-06-05T18:03:00Z") == "5 Jun 2019, 18:03"
    assert ZH.recently("2019-06-05T18:03:00Z") == "2019年6月6日 02:03"
