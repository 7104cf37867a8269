"""A reader's own figure from a form, and its faults by field."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.http.language import Language
from api.http.numbers import Numbers, typed_number
from api.pages.assess.facts import Fields
from api.pages.assess.land import spoken_times
from api.pages.words import words
from api.parks.land import YUAN_A_MU, land_units
from mcda.errors import Fault, InvalidInput, McdaError
from mcda.parks import Catalogue
from mcda.texts import Note

PREFIX = "weight_"
_LONGEST = 40
VALUE, LOCAL, YEARS, SOURCE = "value", "local", "lease_years", "source"
_SENT = ("alternative", "criterion", VALUE, LOCAL, SOURCE, "tenure", YEARS)
_FIELD = {VALUE: VALUE, LOCAL: LOCAL, YEARS: YEARS, SOURCE: SOURCE, "tenure": YEARS}
_DECIMALS = re.compile(r"\.(\d+)")


def weights_of(fields: Fields) -> dict[str, Any]:
    """Return direct weights from the sliders' fields, ``weight_<criterion>``.

    Raises
    ------
    InvalidInput
        A slider's value is no number.
    """
    values, faults = {}, []
    for name, typed in fields.items():
        if not name.startswith(PREFIX):
            continue
        criterion = name.removeprefix(PREFIX)
        try:
            values[criterion] = typed_number(typed[0])
        except ValueError:
            faults.append(Fault("form_number", ("weights", criterion), {"value": typed[0]}))
    InvalidInput.raise_any(faults)
    return {"kind": "direct", "values": values}


def slug_of(name: str) -> str:
    """Return a unique id for a name: the name's Latin letters and a digest."""
    latin = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST].strip("-")
    return f"{latin or 'p'}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFigure:
    """A figure that was refused."""

    park: str
    """Ids of what it is about."""
    criterion: str
    """Ids of what it is about."""
    said: Mapping[str, str]
    """What each field held."""
    wrong: Mapping[str, str]
    """What is wrong with a field."""


def own_figure(fields: Fields, catalogue: Catalogue) -> dict[str, Any]:
    """Return a reader's own figure as an override; a price includes the use that it buys.

    A price may also be given in ``local``, in ten thousand yuan per mu.

    Raises
    ------
    InvalidInput
        The value or the years of a lease are no number, or the two prices differ.
    """
    typed = _texts(fields)
    many = land_units(catalogue).get(YUAN_A_MU)
    override: dict[str, Any] = {name: typed[name] for name in ("alternative", "criterion", SOURCE)}
    if many is None or not typed[LOCAL]:
        override[VALUE] = _number(typed, VALUE)
    else:
        override[VALUE] = _number(typed, LOCAL) / many
        if typed[VALUE]:
            override[VALUE] = dollars = _number(typed, VALUE)
            # Two prices may differ by what their last digits leave open.
            left_open = _half(typed[VALUE]) * many + _half(typed[LOCAL])
            if abs(dollars * many - _number(typed, LOCAL)) > left_open:
                prices = {VALUE: dollars, LOCAL: dollars * many}
                raise InvalidInput([Fault("own_prices_differ", (LOCAL,), prices)])
    if typed["tenure"]:
        years = {"years": _number(typed, YEARS)} if typed[YEARS] else {}
        override["tenure"] = {"kind": typed["tenure"], **years}
    return override


def refuse(
    fields: Fields, error: McdaError, catalogue: Catalogue, language: Language
) -> RefusedFigure:
    """Return the typed fields with their faults, one fault a field."""
    typed = _texts(fields)
    wrong: dict[str, str] = {}
    for fault in error.faults:
        field = next((_FIELD[step] for step in fault.path if step in _FIELD), VALUE)
        if field == VALUE and typed[LOCAL] and not typed[VALUE]:
            field = LOCAL
        wrong.setdefault(field, _fault_text(fault, field, catalogue, language))
    return RefusedFigure(
        park=typed["alternative"], criterion=typed["criterion"], said=typed, wrong=wrong
    )


def priced(catalogue: Catalogue) -> dict[str, str]:
    """Return the criteria that are prices, with the unit in which they are quoted."""
    return {info.id: info.quoted_unit for info in catalogue.all_criteria if info.use is not None}


def _fault_text(fault: Note, field: str, catalogue: Catalogue, language: Language) -> str:
    """Return a fault in words of the page, its bounds in the unit of the field."""
    phrases, write = words(language)["result"], Numbers(language).figure
    if fault.code == "own_prices_differ":
        times = {VALUE: 1, LOCAL: spoken_times(YUAN_A_MU, language)}
        prices = {name: write(fault.fields[name] * times[name], 4) for name in times}
        return phrases["own_differ"].format(**prices)
    if fault.code == "tenure_term":
        return words(language)["own"]["wrong_term"].format(limit=fault.fields["limit"])
    if fault.code != "override_outside_range":
        return fault.say(language)
    info = catalogue.criterion(str(fault.fields["criterion"]))
    many, unit = 1.0, fault.fields["unit"][language]
    if info.use is not None:
        many = land_units(catalogue)[YUAN_A_MU] if field == LOCAL else 1.0
        unit = phrases["yuan_each" if field == LOCAL else "dollars_each"]
    ends = {end: write(fault.fields[end] * many) for end in ("low", "high")}
    return phrases["own_impossible"].format(name=info.name[language], unit=unit, **ends)


def _half(said: str) -> float:
    """Return half a unit of the last digit of a typed number."""
    decimals = _DECIMALS.search(unicodedata.normalize("NFKC", said))
    return 0.5 / 10 ** (len(decimals[1]) if decimals else 0)


def _texts(fields: Fields) -> dict[str, str]:
    return {name: (fields.get(name) or [""])[0].strip() for name in _SENT}


def _number(said: Mapping[str, str], field: str) -> float:
    try:
        return typed_number(said[field])
    except ValueError:
        code = "form_number" if said[field] else "own_no_figure"
        raise InvalidInput([Fault(code, (field,), {"value": said[field]})]) from None
