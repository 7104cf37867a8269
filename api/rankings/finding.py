"""A finding as plain data, and how grave it is."""

import tomllib
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from mcda.method import Method
from mcda.texts import LANGUAGES, Note, catalogue, text

Plain = dict[str, Any]
Severity = Literal["decides", "caution", "note"]
_GRAVEST_FIRST: tuple[Severity, ...] = get_args(Severity)
_EVIDENCE = "evidence"


def finding(note: Note) -> Plain:
    """Return a finding with what it names, its sentence still to be said."""
    fields = note.fields
    named = {
        "alternative": fields.get("park", fields.get("alternative")),
        "criterion": fields.get("criterion"),
    }
    if len(note.path) == 3 and note.path[0] == _EVIDENCE:
        named = {"alternative": note.path[1], "criterion": note.path[2]}
    plain = {key: value for key, value in named.items() if isinstance(value, str)}
    return {"code": note.code, "severity": _severity(note.code), **plain, "detail": note}


def grouped(notes: Iterable[Note], deciding: Collection[tuple[str, str]] = ()) -> list[Plain]:
    """Return warnings: what is found of one kind and severity together, the gravest first.

    Parameters
    ----------
    notes
        What was found; kinds keep the order in which they come.
    deciding
        Alternative and criterion of the facts that can change who is first: a finding about one
        decides.
    """
    kinds: dict[tuple[Severity, str], list[Plain]] = {}
    for found in map(finding, notes):
        decides = (found.get("alternative"), found.get("criterion")) in deciding
        severity: Severity = "decides" if decides else found["severity"]
        kinds.setdefault((severity, found["code"]), []).append(_cell(found))
    return [
        {
            "code": code,
            "severity": severity,
            "count": len(cells),
            "detail": cells[0]["detail"] if len(cells) == 1 else _many(code, cells),
            "cells": cells,
        }
        for (severity, code), cells in sorted(
            kinds.items(), key=lambda kind: _GRAVEST_FIRST.index(kind[0][0])
        )
    ]


def _cell(found: Plain) -> Plain:
    """Return what a finding is about, by id and name, and its sentence."""
    cell: Plain = {
        key: found[key] for key in ("alternative", "criterion", "detail") if key in found
    }
    return {"name": Note.naming(cell["alternative"]), **cell} if "alternative" in cell else cell


def each(warnings: Iterable[Plain]) -> list[Plain]:
    """Return the findings that warnings put together, one by one.

    Where an answer leaves out their own sentences, those of a kind stay one finding.
    """
    return [
        {"code": item["code"], "severity": item["severity"], **cell}
        for item in warnings
        for cell in _each(item)
    ]


def _each(item: Plain) -> list[Plain]:
    cells: list[Plain] = item["cells"]
    if len(cells) == item["count"] and all("detail" in cell for cell in cells):
        return cells
    about = cells[0] if item["count"] == len(cells) == 1 else {}
    return [{**about, "detail": item["detail"]}]


def _many(code: str, cells: Sequence[Plain]) -> Note:
    """Return one sentence for several findings of a kind."""
    if f"{code}_many" in catalogue():
        return Note(f"{code}_many", (), {"count": len(cells)})
    told = {"count": len(cells), "first": cells[0]["detail"]}
    if "title" not in catalogue().get(code, {}):  # which texts of another package may leave out
        return Note("several_untitled", (), told)
    title = {language: text(code, "title", language) for language in LANGUAGES}
    return Note("several", (), {"title": title, **told})


def unavailable(found: Iterable[tuple[Method, Note]]) -> list[Plain]:
    """Return methods that could not be used, each with the reason."""
    return [{**method.configuration(), "reason": finding(reason)} for method, reason in found]


def _severity(code: str) -> Severity:
    return "caution" if code in _cautions() else "note"


@cache
def _cautions() -> frozenset[str]:
    path = files("api.rankings").joinpath("severity.toml")
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["caution"])
