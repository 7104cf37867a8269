"""A finding as plain data."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from api.language import Language
from mcda.errors import Note
from mcda.problem import Problem
from mcda.texts.figures import unit_names

Plain = dict[str, Any]
_NAMED = ("alternative", "criterion", "park")
_NONE: Mapping[str, str] = {}


def warning(note: Note, language: Language, names: Mapping[str, str] = _NONE) -> Plain:
    """Return a finding with its sentence and what it names.

    Parameters
    ----------
    note
        The finding.
    language
        Of the sentence.
    names
        What ids are called there; an id that is missing speaks for itself.
    """
    named = {k: note.fields[k] for k in ("alternative", "criterion") if k in note.fields}
    if "park" in note.fields:
        named["alternative"] = note.fields["park"]
    plain = {k: v for k, v in named.items() if isinstance(v, str)}
    return {"code": note.code, **plain, "detail": called(note, names).say(language)}


def called(note: Note, names: Mapping[str, str]) -> Note:
    """Return a finding that calls alternatives and criteria by their names, where they have one."""
    said = {
        field: names[note.fields[field]]
        for field in _NAMED
        if isinstance(note.fields.get(field), str) and note.fields[field] in names
    }
    return replace(note, fields={**note.fields, **said}) if said else note


def labels(problem: Problem, language: Language) -> dict[str, str]:
    """Return the names in a language, the id where there is none; units after ``"unit:"``."""
    found = {f"unit:{c.unit}": unit_names(c.unit)[language] for c in problem.criteria if c.unit}
    found |= {c.id: c.name.get(language, c.id) for c in problem.criteria}
    return found | {a.id: a.name.get(language, a.id) for a in problem.alternatives}
