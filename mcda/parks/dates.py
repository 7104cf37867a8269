"""The date format of claims and sources, and its interpretation.

The grammar, with single spaces::

    date    = "undated" [remark] | ["c."] moment [remark] | year "-" year | moment " and " moment
    moment  = year | year "-MM" | year "-MM-DD" | year "-Www"
    year    = "19YY" | "20YY"
    remark  = " (" words ")"

``c.`` means about; ``Www`` is a week by ISO 8601. The later end of a span is its second year. The
words of a remark are shown to the reader and are never read as a date.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from mcda.parks.model import Claim

_MOMENT = r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?|-W\d\d)?"
_REMARK = r"(?: \([^()]+\))?"
_UNDATED = re.compile(rf"undated{_REMARK}", re.ASCII)
_ONE = re.compile(rf"(?:c\.)?({_MOMENT}){_REMARK}", re.ASCII)
_YEAR = r"(?:19|20)\d\d"
_TWO = re.compile(rf"({_YEAR})-({_YEAR})|({_MOMENT}) and ({_MOMENT})", re.ASCII)
_CALENDAR = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}", re.ASCII)
_GRACE = timedelta(days=1)  # somewhere on earth it is tomorrow already


def is_date(text: str) -> bool:
    """Tell whether a date follows the grammar; "undated" is valid."""
    return _UNDATED.fullmatch(text) is not None or bool(_starts(text))


def is_calendar_date(text: str) -> bool:
    """Tell whether a date is only a year, a month or a day, as private data require."""
    return _CALENDAR.fullmatch(text) is not None and bool(_starts(text))


def lies_ahead(text: str, today: date) -> bool:
    """Tell whether a date begins after a day, with a day's grace for other time zones.

    For a span the later end counts; "undated" never lies ahead.
    """
    return any(start > today + _GRACE for start in _starts(text))


def year_of(claim: Claim) -> int | None:
    """Return the latest year that the date of a claim names, None for an undated one."""
    return _year(claim.as_of)


def is_old(as_of: str, today: date, years: int) -> bool:
    """Tell whether a date lies more than `years` years back; an undated claim is not old."""
    year = _year(as_of)
    return year is not None and year < today.year - years


@lru_cache(maxsize=4096)
def _year(text: str) -> int | None:
    if not _starts(text):
        return None
    return max(int(moment[:4]) for moment in _moments(text))


def _starts(text: str) -> list[date]:
    """Return the first days of the moments in a date; empty if a moment is not a real day."""
    try:
        starts = [
            date.fromisocalendar(int(moment[:4]), int(moment[6:]), 1)
            if "W" in moment
            else date.fromisoformat((moment + "-01-01")[:10])
            for moment in _moments(text)
        ]
    except ValueError:
        return []
    return starts if starts == sorted(starts) else []


def _moments(text: str) -> list[str]:
    single, double = _ONE.fullmatch(text), _TWO.fullmatch(text)
    if single is not None:
        return [single[1]]
    return [] if double is None else [part for part in double.groups() if part]
