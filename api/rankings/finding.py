"""A finding as plain data, and its severity."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Literal, get_args

from mcda.method import Method
from mcda.plain import Plain
from mcda.texts import LANGUAGES, Note, catalogue, text
from mcda.texts.tables import table

Severity = Literal["decides", "caution", "note"]
_GRAVEST_FIRST: tuple[Severity, ...] = get_args(Severity)
_EVIDENCE = "evidence"


def finding(note: Note) -> Plain:
    """Return a finding with the alternative and criterion that it names, its sentence in codes."""
    fields = note.fields
    cell = {
        "alternative": fields.get("park", fields.get("alternative")),
        "criterion": fields.get("criterion"),
    }
    if len(note.path) == 3 and note.path[0] == _EVIDENCE:
        cell = {"alternative": note.path[1], "criterion": note.path[2]}
    plain = {key: value for key, value in cell.items() if isinstance(value, str)}
    return {
        "code": note.code,
        "severity": "caution" if note.code in _cautions() else "note",
        **plain,
        "detail": note,
    }


def grouped(notes: Iterable[Note], deciding: Collection[tuple[str, str]] = ()) -> list[Plain]:
    """Return warnings: findings grouped by kind and severity, the gravest first.

    `deciding` holds alternative and criterion of the facts that can change the winner.
    """
    kinds: dict[tuple[Severity, str], list[Plain]] = {}
    for entry in map(finding, notes):
        decides = (entry.get("alternative"), entry.get("criterion")) in deciding
        severity: Severity = "decides" if decides else entry["severity"]
        about = ("alternative", "criterion", "detail")
        cell: Plain = {key: entry[key] for key in about if key in entry}
        if "alternative" in cell:
            cell = {"name": Note.naming(cell["alternative"]), **cell}
        kinds.setdefault((severity, entry["code"]), []).append(cell)
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


def each(warnings: Iterable[Plain]) -> list[Plain]:
    """Return the findings that warnings group, one by one.

    If an answer leaves out their own sentences, the findings of a kind remain one finding.
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
    summary = {"count": len(cells), "first": cells[0]["detail"]}
    if "title" not in catalogue().get(code, {}):  # which texts of another package may leave out
        return Note("several_untitled", (), summary)
    title = {language: text(code, "title", language) for language in LANGUAGES}
    return Note("several", (), {"title": title, **summary})


def unavailable(found: Iterable[tuple[Method, Note]]) -> list[Plain]:
    """Return methods that could not be used, each with the reason."""
    return [{**method.configuration(), "reason": finding(reason)} for method, reason in found]


@cache
def _cautions() -> frozenset[str]:
    return frozenset(table("api.rankings", "severity.toml")["caution"])
