"""A figure of the reader's own as its form sends it, and what is wrong with it field by field."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.language import Language
from api.numbers import Numbers
from api.pages.assess.facts import Fields
from api.pages.assess.land import spoken_times
from api.pages.words import words
from api.parks.land import YUAN_A_MU, land_units
from api.typed_number import typed_number
from mcda.errors import Fault, InvalidInput, McdaError
from mcda.parks import Catalogue
from mcda.texts import Note

VALUE, LOCAL, YEARS, SOURCE = "value", "local", "lease_years", "source"
_SENT = ("alternative", "criterion", VALUE, LOCAL, SOURCE, "tenure", YEARS)
_FIELD = {VALUE: VALUE, LOCAL: LOCAL, YEARS: YEARS, SOURCE: SOURCE, "tenure": YEARS}
_DECIMALS = re.compile(r"\.(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFigure:
    """A figure that was not taken.

    Parameters
    ----------
    park, criterion
        Ids of what it is about.
    said
        What each field held.
    wrong
        What is wrong with a field.
    """

    park: str
    criterion: str
    said: Mapping[str, str]
    wrong: Mapping[str, str]


def own_figure(fields: Fields, catalogue: Catalogue) -> dict[str, Any]:
    """Return a figure of the reader's own as an override; of a price with what it buys.

    Parameters
    ----------
    fields
        Of the form; a price may stand in ``local``, in ten thousand yuan per mu.
    catalogue
        With the rate of the yuan.

    Raises
    ------
    InvalidInput
        Its value, or the years of a lease, are no number; two prices are not the same.
    """
    said = _said(fields)
    many = land_units(catalogue).get(YUAN_A_MU)
    found: dict[str, Any] = {name: said[name] for name in ("alternative", "criterion", SOURCE)}
    if many is None or not said[LOCAL]:
        found[VALUE] = _number(said, VALUE)
    else:
        found[VALUE] = _number(said, LOCAL) / many
        if said[VALUE]:
            found[VALUE] = _number(said, VALUE)
            _check_same(said, many)
    if said["tenure"]:
        years = {"years": _number(said, YEARS)} if said[YEARS] else {}
        found["tenure"] = {"kind": said["tenure"], **years}
    return found


def refuse(
    fields: Fields, error: McdaError, catalogue: Catalogue, language: Language
) -> RefusedFigure:
    """Return what was typed with what is wrong with it, one fault a field."""
    said = _said(fields)
    wrong: dict[str, str] = {}
    for fault in error.faults:
        field = next((_FIELD[one] for one in fault.path if one in _FIELD), VALUE)
        if field == VALUE and said[LOCAL] and not said[VALUE]:
            field = LOCAL
        wrong.setdefault(field, _told(fault, field, catalogue, language))
    return RefusedFigure(
        park=said["alternative"], criterion=said["criterion"], said=said, wrong=wrong
    )


def priced(catalogue: Catalogue) -> dict[str, str]:
    """Return the criteria that are prices, with the unit in which they are quoted."""
    return {info.id: info.quoted_unit for info in catalogue.all_criteria if info.use is not None}


def _told(fault: Note, field: str, catalogue: Catalogue, language: Language) -> str:
    """Return a fault in words of the page, its bounds in the unit of the field."""
    said, write = words(language)["result"], Numbers(language).figure
    if fault.code == "own_prices_differ":
        times = {VALUE: 1, LOCAL: spoken_times(YUAN_A_MU, language)}
        told = {name: write(fault.fields[name] * times[name], 4) for name in times}
        return said["own_differ"].format(**told)
    if fault.code == "tenure_term":
        return words(language)["own"]["wrong_term"].format(limit=fault.fields["limit"])
    if fault.code != "override_outside_range":
        return fault.say(language)
    info = catalogue.criterion(str(fault.fields["criterion"]))
    many, unit = 1.0, fault.fields["unit"][language]
    if info.use is not None:
        many = land_units(catalogue)[YUAN_A_MU] if field == LOCAL else 1.0
        unit = said["yuan_each" if field == LOCAL else "dollars_each"]
    ends = {end: write(fault.fields[end] * many) for end in ("low", "high")}
    return said["own_impossible"].format(name=info.name[language], unit=unit, **ends)


def _check_same(said: Mapping[str, str], many: float) -> None:
    """Refuse two prices that differ by more than their last digits leave open."""
    dollars, local = _number(said, VALUE), _number(said, LOCAL)
    left_open = _half(said[VALUE]) * many + _half(said[LOCAL])
    if abs(dollars * many - local) > left_open:
        fields = {VALUE: dollars, LOCAL: dollars * many}
        raise InvalidInput([Fault("own_prices_differ", (LOCAL,), fields)])


def _half(said: str) -> float:
    """Return half a unit of the last digit of a number as it was typed."""
    decimals = _DECIMALS.search(unicodedata.normalize("NFKC", said))
    return 0.5 / 10 ** (len(decimals[1]) if decimals else 0)


def _said(fields: Fields) -> dict[str, str]:
    return {name: (fields.get(name) or [""])[0].strip() for name in _SENT}


def _number(said: Mapping[str, str], field: str) -> float:
    try:
        return typed_number(said[field])
    except ValueError:
        code = "form_number" if said[field] else "own_no_figure"
        raise InvalidInput([Fault(code, (field,), {"value": said[field]})]) from None
