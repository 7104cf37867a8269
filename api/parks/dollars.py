"""Conversion of figures in local currency to US dollars."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.http.language import Language
from api.http.numbers import Numbers
from api.parks.figures import figure_told
from mcda.parks import Claim
from mcda.parks.currency import to_usd
from mcda.parks.model import ExchangeRate
from mcda.texts import sentence
from mcda.texts.figures import unit_names

_YEAR = 4  # letters of a date that is a year
_COUNTED = {"million USD": (100, "万美元"), "billion USD": (10, "亿美元")}  # Chinese counts so


def dollars(claim: Claim, rates: Iterable[ExchangeRate]) -> dict[str, Any] | None:
    """Return the figure of a claim in US dollars as plain data, None without a rate."""
    converted = to_usd(claim, rates)
    if converted is None:
        return None
    return {
        "low": converted.low,
        "value": converted.value,
        "high": converted.high,
        "unit": converted.unit,
        "rate": converted.rate.claim,
        "as_of": converted.rate.as_of,
        "per_usd": converted.rate.per_usd,
        "currency": converted.rate.currency,
    }


def in_dollars(usd: Mapping[str, Any] | None, language: Language) -> str:
    """Return a figure in US dollars in words, with its rate; empty for None."""
    if not usd:
        return ""
    write = Numbers(language).figure
    times, unit = 1, unit_names(usd["unit"])[language]
    if language == "zh":
        times, unit = _COUNTED.get(usd["unit"], (1, unit))
    low, value, high = (usd[key] for key in ("low", "value", "high"))
    figure = figure_told(low, value, high, lambda end: write(times * end, 4), language)
    day = usd["as_of"]
    if len(day) != _YEAR:
        day = Numbers(language).day(day)
    elif language == "zh":
        day = f"{day}年"
    fields = {
        "figure": f"{figure} {unit}",
        "rate": write(usd["per_usd"], 6),
        "currency": unit_names(usd["currency"])[language],
        "date": day,
    }
    return sentence("claim_in_usd", language, fields)
