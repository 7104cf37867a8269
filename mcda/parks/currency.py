"""Conversion of figures in local currency to US dollars at dated rates; claims stay unchanged."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from mcda.parks.dates import year_of
from mcda.parks.model import Claim, ExchangeRate

SQUARE_METRES = {
    "m2": 1.0,
    "mu": 2000 / 3,
    "rai": 1600.0,
    "ha": 10_000.0,
    "sqft": 0.09290304,
    "acre": 4046.8564224,
}
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
    """A claim's figure in US dollars."""

    low: float | None
    """As the claim has them; None where it has none."""
    value: float | None
    """As the claim has them; None where it has none."""
    high: float | None
    """As the claim has them; None where it has none."""
    unit: str
    """Such as ``USD/m2`` or ``million USD``; areas are square metres."""
    rate: ExchangeRate
    """The rate it was converted by."""


def to_usd(claim: Claim, rates: Iterable[ExchangeRate]) -> InUsd | None:
    """Return the figure of a claim in US dollars; None without a currency, a figure or a rate."""
    rate = rate_of(claim, rates)
    if rate is None:
        return None
    try:
        return in_usd(claim, rate)
    except ValueError:
        return None


def rate_of(claim: Claim, rates: Iterable[ExchangeRate]) -> ExchangeRate | None:
    """Return the rate by which a claim is converted.

    The rate has the claim's currency and year; of several, the one whose date is nearest to the
    claim's, a year counting as its middle. Without a rate of that year, the nearest of the years
    before and after. None for a claim without a date or a known currency.
    """
    match, year = _UNIT.match(claim.unit), year_of(claim)
    if match is None or year is None:
        return None
    currency, middle = _currency(match), _middle(claim.as_of)
    near = [
        (abs(_middle(rate.as_of).year - year), abs(_middle(rate.as_of) - middle).days, rate)
        for rate in rates
        if rate.currency == currency
    ]
    apart, _, rate = min(near, key=lambda item: item[:2], default=(YEARS_APART + 1, 0, None))
    return rate if apart <= YEARS_APART else None


def in_usd(claim: Claim, rate: ExchangeRate) -> InUsd:
    """Return the figure of a claim in US dollars at a given rate.

    Units are such as ``million THB/rai``, ``IDR/month`` or ``billion MYR (about)``: a scale, a
    currency, and a purpose; the words after these are ignored. One rai is 1600 square metres, one
    mu two thirds of a thousand.

    Raises
    ------
    ValueError
        The claim has no figure in such a unit, or the rate is another currency's.
    """
    match = _UNIT.match(claim.unit)
    if match is None or _currency(match) != rate.currency:
        raise ValueError(claim.id)
    stated = None
    with suppress(ValueError):
        stated = float(claim.value)
    ends = (claim.low, stated, claim.high)
    if all(end is None for end in ends):
        raise ValueError(claim.id)
    per, area = match["per"], 1.0
    land, *rest = per.removeprefix("/").split("/")
    if land in SQUARE_METRES:  # of an area as square metres
        per, area = "/" + "/".join(("m2", *rest)), SQUARE_METRES[land]
    factor = SCALES.get(match["scale"], 1.0) / area / rate.per_usd
    usd = [None if end is None else end * factor for end in ends]
    most = abs(max(end for end in usd if end is not None))
    large = (name for name in ("billion", "million") if most >= SCALES[name])
    scale = "" if per else next(large, "")
    low, value, high = (None if e is None else e / SCALES.get(scale, 1.0) for e in usd)
    return InUsd(low=low, value=value, high=high, unit=f"{scale} USD{per}".strip(), rate=rate)


def usd_per_m2(claim: Claim, rate: ExchangeRate) -> tuple[float, float]:
    """Return the lowest and highest figure of a land price in US dollars per square metre.

    Units are such as ``million THB/rai`` or ``IDR/m2``; one rai is 1600 square metres.

    Raises
    ------
    ValueError
        The claim has no figure in such a unit, or the rate is another currency's.
    """
    converted = in_usd(claim, rate)
    ends = [converted.value if end is None else end for end in (converted.low, converted.high)]
    if converted.unit != "USD/m2" or ends[0] is None or ends[1] is None:
        raise ValueError(claim.id)
    return ends[0], ends[1]


def _currency(found: re.Match[str]) -> str:
    code = found["currency"]
    return _SAME.get(code, code)


def _middle(text: str) -> date:
    """Return the middle of the latest year, month or day that a date names."""
    year, month, day = max(match.groups("") for match in _DATE.finditer(text))
    return date(int(year), int(month or 7), int(day or (15 if month else 2)))
