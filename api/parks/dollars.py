"""Figures in local currency, in US dollars."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.language import Language
from api.numbers import Numbers
from api.parks.figures import figure_told
from mcda.parks import Claim
from mcda.parks.currency import to_usd
from mcda.parks.model import ExchangeRate
from mcda.texts import sentence
from mcda.texts.figures import unit_names

_YEAR = 4  # letters of a date that is a year
_COUNTED = {"million USD": (100, "万美元"), "billion USD": (10, "亿美元")}  # Chinese counts so


def dollars(claim: Claim, rates: Iterable[ExchangeRate]) -> dict[str, Any] | None:
    """Return the figure of a claim in US dollars as plain data, None where there is no rate.

    Parameters
    ----------
    claim
        Of any unit.
    rates
        Of the catalogue that holds it.
    """
    found = to_usd(claim, rates)
    if found is None:
        return None
    return {
        "low": found.low,
        "value": found.value,
        "high": found.high,
        "unit": found.unit,
        "rate": found.rate.claim,
        "as_of": found.rate.as_of,
        "per_usd": found.rate.per_usd,
        "currency": found.rate.currency,
    }


def in_dollars(usd: Mapping[str, Any] | None, language: Language) -> str:
    """Return a figure in US dollars in words, with its rate; empty where there is none.

    Parameters
    ----------
    usd
        As `dollars` returns it.
    language
        Of the reader.
    """
    if not usd:
        return ""
    write = Numbers(language).figure
    times, unit = 1, unit_names(usd["unit"])[language]
    if language == "zh":
        times, unit = _COUNTED.get(usd["unit"], (1, unit))
    low, value, high = (usd[key] for key in ("low", "value", "high"))
    told = figure_told(low, value, high, lambda end: write(times * end, 4), language)
    fields = {
        "figure": f"{told} {unit}",
        "rate": write(usd["per_usd"], 6),
        "currency": unit_names(usd["currency"])[language],
        "date": _date(usd["as_of"], language),
    }
    return sentence("claim_in_usd", language, fields)


def _date(text: str, language: Language) -> str:
    if len(text) == _YEAR:
        return f"{text}年" if language == "zh" else text
    return Numbers(language).day(text)
