"""Figures in local currency said in US dollars by dated rates; the original stays a claim."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mcda.parks.dates import year_of
from mcda.parks.model import Claim, ExchangeRate

SQUARE_METRES = {"m2": 1, "rai": 1600, "ha": 10_000}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
YEARS_APART = 1
"""How far the year of a rate may lie from that of the figure."""

_SAME = {"RMB": "CNY"}
_UNIT = re.compile(
    rf"(?:(?P<scale>{'|'.join(SCALES)}) )?(?P<currency>[A-Z]{{3}})"
    r"(?P<per>(?:/[A-Za-z0-9]+)+|(?! per ))(?![\w-])"
)
_DATE = re.compile(r"((?:19|20)\d\d)(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class InUsd:
    """A claim's figure in US dollars.

    Parameters
    ----------
    low, value, high
        As the claim has them; None where it has none.
    unit
        Such as ``USD/m2`` or ``million USD``; areas are square metres.
    rate
        The rate it was converted by.
    """

    low: float | None
    value: float | None
    high: float | None
    unit: str
    rate: ExchangeRate


def to_usd(claim: Claim, rates: Iterable[ExchangeRate]) -> InUsd | None:
    """Return the figure of a claim in US dollars; None without a currency, a figure or a rate.

    Parameters
    ----------
    claim
        Of any unit.
    rates
        To choose from, see `rate_of`.
    """
    rate = rate_of(claim, rates)
    if rate is None:
        return None
    try:
        return in_usd(claim, rate)
    except ValueError:
        return None


def rate_of(claim: Claim, rates: Iterable[ExchangeRate]) -> ExchangeRate | None:
    """Return the rate by which a claim is converted.

    Of its currency and its year; where that has several, the one whose date lies nearest to the
    claim's, a year standing for its middle. Without one of its year, the nearest of the years
    before and after. None for a claim that is undated or of no known currency.

    Parameters
    ----------
    claim
        Of any unit.
    rates
        To choose from.
    """
    found, year = _UNIT.match(claim.unit), year_of(claim)
    if found is None or year is None:
        return None
    currency, middle = _currency(found), _middle(claim.as_of)
    near = [
        (abs(_middle(rate.as_of).year - year), abs(_middle(rate.as_of) - middle).days, rate)
        for rate in rates
        if rate.currency == currency
    ]
    apart, _, rate = min(near, key=lambda item: item[:2], default=(YEARS_APART + 1, 0, None))
    return rate if apart <= YEARS_APART else None


def in_usd(claim: Claim, rate: ExchangeRate) -> InUsd:
    """Return the figure of a claim in US dollars at a given rate.

    Parameters
    ----------
    claim
        In a unit such as ``million THB/rai``, ``IDR/month`` or ``billion MYR (about)``: a scale,
        a currency, what it is for. The words after it are not read. One rai is 1600 square metres.
    rate
        Of the same currency.

    Raises
    ------
    ValueError
        The claim has no figure in such a unit, or the rate is another currency's.
    """
    found = _UNIT.match(claim.unit)
    if found is None or _currency(found) != rate.currency:
        raise ValueError(claim.id)
    ends = (claim.low, _number(claim.value), claim.high)
    if all(end is None for end in ends):
        raise ValueError(claim.id)
    per, area = _per(found["per"])
    factor = SCALES.get(found["scale"], 1.0) / area / rate.per_usd
    usd = [None if end is None else end * factor for end in ends]
    scale = "" if per else _scale(max(end for end in usd if end is not None))
    low, value, high = (None if e is None else e / SCALES.get(scale, 1.0) for e in usd)
    return InUsd(low=low, value=value, high=high, unit=f"{scale} USD{per}".strip(), rate=rate)


def usd_per_m2(claim: Claim, rate: ExchangeRate) -> tuple[float, float]:
    """Return the lowest and highest figure of a land price in US dollars per square metre.

    Parameters
    ----------
    claim
        In a unit such as ``million THB/rai`` or ``IDR/m2``; one rai is 1600 square metres.
    rate
        Of the same currency.

    Raises
    ------
    ValueError
        The claim has no figure in such a unit, or the rate is another currency's.
    """
    found = in_usd(claim, rate)
    ends = [found.value if end is None else end for end in (found.low, found.high)]
    if found.unit != "USD/m2" or ends[0] is None or ends[1] is None:
        raise ValueError(claim.id)
    return ends[0], ends[1]


def _currency(found: re.Match[str]) -> str:
    code = found["currency"]
    return _SAME.get(code, code)


def _per(text: str) -> tuple[str, int]:
    """Return what a price is for with areas as square metres, and how many one of them has."""
    head, *rest = text.removeprefix("/").split("/")
    if head in SQUARE_METRES:
        return "/" + "/".join(("m2", *rest)), SQUARE_METRES[head]
    return text, 1


def _scale(amount: float) -> str:
    return next((name for name in ("billion", "million") if abs(amount) >= SCALES[name]), "")


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _middle(text: str) -> date:
    """Return the middle of the latest year, month or day that a date names."""
    year, month, day = max(found.groups("") for found in _DATE.finditer(text))
    return date(int(year), int(month or 7), int(day or (15 if month else 2)))
