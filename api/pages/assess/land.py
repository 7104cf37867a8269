"""Prices of land as people say them: US dollars a square metre, ten thousand yuan a mu."""

from collections.abc import Mapping, Sequence

from api.language import Language
from api.numbers import Numbers
from api.pages.words import words
from api.parks.land import DOLLARS, YUAN_A_MU
from api.typed_number import typed_number

_DIGITS = 9
_SHOWN = 4
_TEN_THOUSAND = 10_000
_DEAREST = 1e9  # of any unit: what is dearer is a slip
_USUAL: Mapping[Language, str] = {"en": DOLLARS, "zh": YUAN_A_MU}


def as_said(dollars: float, units: Mapping[str, float], language: Language) -> tuple[str, str]:
    """Return a price as a field shows it, and its unit: that in which it is a rounder number.

    Parameters
    ----------
    dollars
        US dollars a square metre.
    units
        As `api.parks.land.land_units` returns them.
    language
        Whose usual unit is taken where both are as round.
    """
    shown = {unit: f"{dollars * many:.{_DIGITS}g}" for unit, many in units.items()}
    unit = min(shown, key=lambda one: (len(shown[one]), one != _USUAL[language]))
    return shown[unit], unit


def usual_unit(units: Mapping[str, float], language: Language) -> str:
    """Return the unit in which readers of a language think of land."""
    return _USUAL[language] if _USUAL[language] in units else DOLLARS


def spoken_times(unit: str, language: Language) -> int:
    """Return how many of a unit as it is spoken one is: in English yuan are not said in 10,000."""
    return _TEN_THOUSAND if (unit, language) == (YUAN_A_MU, "en") else 1


def price_also(
    fields: Mapping[str, Sequence[str]], units: Mapping[str, float], language: Language
) -> str:
    """Return the price of a form in the other unit, in words; "" where none can be read.

    Parameters
    ----------
    fields
        With ``budget`` and ``budget_unit``.
    units
        As `api.parks.land.land_units` returns them.
    language
        Of the reader.
    """
    unit = (fields.get("budget_unit") or [""])[0]
    others = [other for other in units if other != unit]
    try:
        said = typed_number((fields.get("budget") or [""])[0])
    except ValueError:
        return ""
    if unit not in units or not 0 < said < _DEAREST:
        return ""
    told = [_spoken(said / units[unit] * units[other], other, language) for other in others]
    return f"= {told[0]}" if told else ""


def _spoken(price: float, unit: str, language: Language) -> str:
    figure = Numbers(language).figure(price * spoken_times(unit, language), _SHOWN)
    return f"{figure} {words(language)['assess'][f'also_{unit}']}"
