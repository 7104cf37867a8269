"""A statement from the form of a criterion, and its faults by field."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress

from api.http.language import Language
from api.http.numbers import Numbers, plain_number
from api.pages.words import words
from mcda.errors import McdaError, Note
from mcda.parks.overlay import StatementEntry
from mcda.plain import Plain
from mcda.texts import said_with_remedy
from mcda.texts.figures import unit_names

Fields = Mapping[str, Sequence[str]]
NAMES = ("value", "low", "high", "quote", "who", "as_of", "url", "weak", "tenure", "lease_years")
_NUMBERS = ("value", "low", "high", "lease_years")
_FIELD = {
    "sources!title": "who",
    "sources!url": "url",
    "sources!date": "as_of",
    "ratings!level": "value",
    **{
        f"{sheet}!{column}": name
        for sheet in ("ratings", "quotations")
        for column, name in (("mode", "value"), ("low", "low"), ("high", "high"))
    },
    **{
        f"{sheet}!{name}": name
        for sheet, names in (
            ("claims", ("value", "low", "high", "as_of", "quote", "tenure", "lease_years")),
            ("quotations", ("as_of", "tenure", "lease_years")),
        )
        for name in names
    },
}
_SAID = {
    "cell_required": "wrong_empty",
    "overlay_no_figures": "wrong_empty",
    "cell_number": "wrong_number",
    "cell_date": "wrong_date",
    "overlay_future": "wrong_future",
    "cell_quote": "wrong_quote",
    "cell_text": "wrong_text",
    "overlay_outside": "wrong_outside",
    "overlay_value": "wrong_order",
    "overlay_order": "wrong_order",
    "overlay_bounds": "wrong_bounds",
    "cell_choice": "wrong_level",
    "overlay_level": "wrong_level",
    "overlay_term": "wrong_term",
}
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?")


def entry_of(park: str, fields: Fields) -> StatementEntry:
    """Return a statement; numbers and dates are parsed in the forms that people type."""
    cells = {name: _clean(value) for name, value in _texts(fields).items()}
    for name in _NUMBERS:
        with suppress(ValueError):  # what is no number is refused as it was typed
            cells[name] = plain_number(cells[name])
    cells["as_of"] = _date(cells["as_of"])
    weak = bool(cells.pop("weak"))
    return StatementEntry(park=park, criterion=criterion_of(fields), weak=weak, **cells)


def criterion_of(fields: Fields) -> str:
    """Return the id of the criterion whose form was sent."""
    return (fields.get("criterion") or [""])[0]


def refuse(fields: Fields, error: McdaError, language: Language) -> Plain:
    """Return the typed fields of a statement that was not saved with their faults.

    ``said`` is what each field of a ``criterion`` held, ``wrong`` what is wrong with a field, one
    fault a field, and ``others`` what is wrong with no field in particular.
    """
    wrong: dict[str, str] = {}
    others = []
    for fault in error.faults:
        sheet = str(fault.fields.get("cell", "")).partition("!")[0]
        name = _FIELD.get(f"{sheet}!{fault.fields.get('column')}")
        if name is None:
            others.append(said_with_remedy(fault, language))
        else:
            wrong.setdefault(name, _fault_text(fault, language))
    criterion, texts = criterion_of(fields), _texts(fields)
    return {"criterion": criterion, "said": texts, "wrong": wrong, "others": others}


def _texts(fields: Fields) -> dict[str, str]:
    return {name: (fields.get(name) or [""])[0] for name in NAMES}


def _fault_text(fault: Note, language: Language) -> str:
    if fault.code not in _SAID:
        return fault.say(language)
    figures = {
        name: Numbers(language).figure(value, 6) if isinstance(value, float | int) else value
        for name, value in fault.fields.items()
        if name != "unit" and value not in (float("inf"), float("-inf"))
    }
    unit = unit_names(str(fault.fields.get("unit", "")))[language]
    return words(language)["own"][_SAID[fault.code]].format(**figures, unit=unit)


def _clean(said: str) -> str:
    """Return a text without the signs that a workbook cannot hold."""
    signs = (
        sign for sign in said if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    return "".join(signs).strip()


def _date(said: str) -> str:
    """Return a date in the catalogue's form: ``2026/3/12`` and ``2026年3月12日`` are equal."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", said).replace(" ", ""))
    if match is None:
        return said.removesuffix("年")
    return "-".join(part.zfill(2) for part in match.groups() if part)
