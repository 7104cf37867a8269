"""Prices of land in the usual units: US dollars a square metre, ten thousand yuan a mu."""

from collections.abc import Mapping, Sequence

from api.http.language import Language
from api.http.numbers import Numbers, typed_number
from api.pages.words import words
from api.parks.land import DOLLARS, YUAN_A_MU

_DIGITS = 9
_SHOWN = 4
_TEN_THOUSAND = 10_000
_DEAREST = 1e9  # of any unit: what is dearer is a slip
_USUAL: Mapping[Language, str] = {"en": DOLLARS, "zh": YUAN_A_MU}


def as_said(dollars: float, units: Mapping[str, float], language: Language) -> tuple[str, str]:
    """Return a price as text for a field, and the unit in which the number is rounder.

    The price is in US dollars a square metre; if both are equally round, the usual unit of the
    language is chosen.
    """
    figures = {unit: f"{dollars * many:.{_DIGITS}g}" for unit, many in units.items()}
    unit = min(figures, key=lambda one: (len(figures[one]), one != _USUAL[language]))
    return figures[unit], unit


def usual_unit(units: Mapping[str, float], language: Language) -> str:
    """Return the unit of land prices that is usual in a language."""
    return _USUAL[language] if _USUAL[language] in units else DOLLARS


def spoken_times(unit: str, language: Language) -> int:
    """Return the factor from a unit to its spoken form: English does not count yuan in 10,000."""
    return _TEN_THOUSAND if (unit, language) == (YUAN_A_MU, "en") else 1


def price_also(
    fields: Mapping[str, Sequence[str]], units: Mapping[str, float], language: Language
) -> str:
    """Return the price of a form in the other unit, in words; "" without a legible price."""
    unit = (fields.get("budget_unit") or [""])[0]
    others = [other for other in units if other != unit]
    try:
        amount = typed_number((fields.get("budget") or [""])[0])
    except ValueError:
        return ""
    if unit not in units or not others or not 0 < amount < _DEAREST:
        return ""
    price = amount / units[unit] * units[others[0]] * spoken_times(others[0], language)
    figure = Numbers(language).figure(price, _SHOWN)
    return f"= {figure} {words(language)['assess'][f'also_{others[0]}']}"
