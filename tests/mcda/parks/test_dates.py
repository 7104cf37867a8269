"""Every form in which a claim is dated, and what is none."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.parks import Catalogue
from mcda.parks.dates import is_calendar_date, is_date, lies_ahead, year_of

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("as_of", "year"),
    [
        ("2024", 2024),
        ("2024-03", 2024),
        ("2024-03-31", 2024),
        ("2025-W52", 2025),
        ("c.2019", 2019),
        ("c.2019-06 (date not in stored text)", 2019),
        ("2019 (printed 2021)", 2019),
        ("2018-2019", 2019),
        ("2018-03-18 and 2023-05-17", 2023),
        ("undated", None),
        ("undated (2025-2026)", None),
        ("undated (16 Nov, year not stored; c.2022)", None),
    ],
)
def test_what_is_a_date(catalogue: Catalogue, as_of: str, year: int | None) -> None:
    assert is_date(as_of)
    assert year_of(replace(next(iter(catalogue.claims.values())), as_of=as_of)) == year


@pytest.mark.parametrize(
    "as_of",
    [
        "", "long ago", "16 Nov", "16 Nov (year not stored; c.2022)", "2024-13", "2024-02-30",
        "2024-3", "2025-W54", "24", "1066", "2019-2018", "2023-05-17 and 2018-03-18", "2024 ",
        "undated since 2020", "2024 ()", "Undated", "2018-03-2019-04", "\u0662\u0660\u0662\u0664",
    ],
)  # fmt: skip
def test_what_is_none(catalogue: Catalogue, as_of: str) -> None:
    assert not is_date(as_of)
    assert not is_calendar_date(as_of)
    assert year_of(replace(next(iter(catalogue.claims.values())), as_of=as_of)) is None


def test_private_data_are_dated_by_the_calendar() -> None:
    told = ["2024", "2024-03", "2024-03-31", "2025-W52", "c.2019", "2018-2019", "undated"]
    assert [text for text in told if is_calendar_date(text)] == told[:3]


@pytest.mark.parametrize(
    ("as_of", "ahead"),
    [
        ("2026-11-26", False),
        ("2026-11-27", False),  # today already, east of here
        ("2026-11-28", True),
        ("2026-11", False),
        ("2026-12", True),
        ("2026", False),
        ("2027", True),
        ("c.2027-01 (planned)", True),
        ("2025-2027", True),
        ("2026-W48", False),
        ("2026-W50", True),
        ("undated (2099)", False),
        ("soon", False),
    ],
)
def test_what_lies_ahead(as_of: str, ahead: bool) -> None:
    assert lies_ahead(as_of, TODAY) is ahead
