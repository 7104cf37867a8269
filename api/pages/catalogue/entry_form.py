"""A statement as the form of a criterion sends it, and what is wrong with it field by field."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.language import Language
from api.numbers import Numbers
from api.pages.words import words
from api.typed_number import plain_number
from mcda.errors import McdaError, Note
from mcda.parks.overlay import StatementEntry
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedEntry:
    """A statement that was not saved.

    Parameters
    ----------
    criterion
        Under which it was typed.
    said
        What each field held.
    wrong
        What is wrong with a field.
    others
        What is wrong with no field in particular.
    """

    criterion: str
    said: Mapping[str, str]
    wrong: Mapping[str, str]
    others: Sequence[str]


def entry_of(park: str, fields: Fields) -> StatementEntry:
    """Return a statement; numbers and dates are read as people write them."""
    said = {name: _clean(value) for name, value in _said(fields).items()}
    for name in _NUMBERS:
        said[name] = _number(said[name])
    said["as_of"] = _date(said["as_of"])
    weak = bool(said.pop("weak"))
    return StatementEntry(park=park, criterion=criterion_of(fields), weak=weak, **said)


def criterion_of(fields: Fields) -> str:
    """Return the id of the criterion under which something was typed."""
    return (fields.get("criterion") or [""])[0]


def refuse(fields: Fields, error: McdaError, language: Language) -> RefusedEntry:
    """Return what was typed with what is wrong with it, one fault a field."""
    wrong: dict[str, str] = {}
    others = []
    for fault in error.faults:
        sheet = str(fault.fields.get("cell", "")).partition("!")[0]
        name = _FIELD.get(f"{sheet}!{fault.fields.get('column')}")
        if name is None:
            others.append(said_with_remedy(fault, language))
        else:
            wrong.setdefault(name, _told(fault, language))
    return RefusedEntry(
        criterion=criterion_of(fields), said=_said(fields), wrong=wrong, others=others
    )


def _said(fields: Fields) -> dict[str, str]:
    return {name: (fields.get(name) or [""])[0] for name in NAMES}


def _told(fault: Note, language: Language) -> str:
    if fault.code not in _SAID:
        return fault.say(language)
    shown = {
        name: Numbers(language).figure(value, 6) if isinstance(value, float | int) else value
        for name, value in fault.fields.items()
        if name != "unit" and value not in (float("inf"), float("-inf"))
    }
    unit = unit_names(str(fault.fields.get("unit", "")))[language]
    return words(language)["own"][_SAID[fault.code]].format(**shown, unit=unit)


def _clean(said: str) -> str:
    """Return text without signs that no workbook holds."""
    kept = (
        sign for sign in said if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


def _number(said: str) -> str:
    try:
        return plain_number(said)
    except ValueError:
        return said


def _date(said: str) -> str:
    """Return a date as the catalogue writes it: ``2026/3/12`` and ``2026年3月12日`` are one."""
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", said).replace(" ", ""))
    if found is None:
        return said.removesuffix("年")
    return "-".join(part.zfill(2) for part in found.groups() if part)
