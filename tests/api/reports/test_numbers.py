from api.reports.numbers import Numbers

ENGLISH, CHINESE = Numbers("en"), Numbers("zh")


def test_figures():
    assert ENGLISH.figure(10000) == "10,000"
    assert ENGLISH.figure(0.123456) == "0.123"
    assert ENGLISH.figure(6.824, 4) == "6.824"
    assert ENGLISH.fixed(0.5, 3) == "0.500"


def test_a_share_that_is_not_nothing_is_not_shown_as_nothing():
    assert ENGLISH.share(0.2276, 1) == "22.8%"
    assert ENGLISH.share(0.0) == "0%"
    assert ENGLISH.share(0.001) == "<1%"
    assert ENGLISH.share(0.9999) == ">99%"


def test_days_as_a_language_writes_them():
    assert ENGLISH.day("2026-11-25T08:30:00Z") == "25 November 2026"
    assert CHINESE.day("2026-11-25") == "2026年11月25日"
    assert ENGLISH.moment("2026-11-25T08:30:00Z") == "25 Nov 2026, 08:30 UTC"
    assert CHINESE.moment("2026-11-25T08:30:00Z") == "2026年11月25日 08:30 UTC"
