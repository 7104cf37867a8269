"""Answers in codes: results name their engine, and only older ones the language of their text.

Before, answers held sentences, in the language of the caller. Stored answers keep their sentences,
shown in that language. They get the names of the alternatives and criteria, with which everything
else is shown in either language.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from api.db.migrations.documents import each
from mcda.plain import Plain

revision = "0006"
down_revision = "0005"

_OF_A_CELL = ("alternative", "criterion", "detail")


def upgrade() -> None:
    """Convert results, and stored results of jobs, to the new form."""
    with op.batch_alter_table("results") as table:
        table.add_column(sa.Column("engine", sa.String(64), nullable=True))
        table.alter_column("language", existing_type=sa.String(2), nullable=True)
    each("results", "answer", _engine, into="engine")
    each("results", "answer", _named)
    with op.batch_alter_table("results") as table:
        table.alter_column("engine", existing_type=sa.String(64), nullable=False)
    each("jobs", "result", _portfolio, where=sa.column("kind") == "portfolio")
    with op.batch_alter_table("jobs") as table:
        table.drop_column("language")


def _engine(content: bytes) -> str:
    engine: str = json.loads(content)["record"]["engine"]
    return engine


def _named(content: bytes) -> bytes:
    answer = json.loads(content)
    told = {**answer, **_claims_once(answer), **_warnings_of_a_kind(answer)}
    return _json({**told, "names": _names(answer["record"]["spec"])})


def _claims_once(answer: Plain) -> Plain:
    """Return evidence whose cells name their claims, and the claims by id."""
    claims: Plain = {}

    def named(cell: Plain) -> Plain:
        ids = []
        for claim in cell["claims"]:
            alike = (key for key, one in claims.items() if one == claim)
            ids.append(claim.get("id") or next(alike, f"c{len(claims) + 1}"))
            claims[ids[-1]] = claim
        replaced = {"replaced": named(cell["replaced"])} if cell.get("replaced") else {}
        return {**cell, **replaced, "claims": ids}

    evidence = {
        alternative: {criterion: named(cell) for criterion, cell in row.items()}
        for alternative, row in (answer.get("evidence") or {}).items()
    }
    return {"evidence": evidence, "claims": claims} if evidence else {}


def _warnings_of_a_kind(answer: Plain) -> Plain:
    """Return warnings of one kind and severity together, with the sentence of the first."""
    kinds: dict[tuple[str, str], list[Plain]] = {}
    for found in answer.get("warnings") or ():
        about = {key: found[key] for key in _OF_A_CELL if found.get(key) is not None}
        kinds.setdefault((found.get("severity", "note"), found["code"]), []).append(about)
    warnings = [
        {
            "code": code,
            "severity": severity,
            "count": len(cells),
            "detail": cells[0]["detail"],
            "cells": cells,
        }
        for (severity, code), cells in kinds.items()
    ]
    return {"warnings": warnings} if "warnings" in answer else {}


def _json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _portfolio(content: bytes) -> bytes:
    answer = json.loads(content)
    items = answer.pop("items")
    return b"%b\n%b" % (_json({**answer, "known": []}), _json(items)[1:-1])


def _names(spec: Plain) -> Plain:
    """Return the names of alternatives and criteria, from the request or the catalogue."""
    kinds = {"alternatives": {}, "criteria": {}}  # type: dict[str, Plain]
    for kind, found in kinds.items():
        for key, name in _called(spec, kind):
            text = {language: name.get(language, key) for language in ("en", "zh")}
            found[key] = {"$say": "text_itself", "fields": {"text": text}}
    return kinds


def _called(spec: Plain, kind: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    if spec.get("problem") is not None:
        yield from ((one["id"], one["name"]) for one in spec["problem"][kind] if one.get("name"))
        return
    from mcda.parks import load_catalogue
    from mcda.parks.templates import template

    chosen = template(spec.get("template", "parks"))
    if chosen.alternatives:
        yield from ((one.id, one.name) for one in getattr(chosen, kind))
    elif kind == "alternatives":
        yield from ((park.id, park.name) for park in load_catalogue().parks.values())
    else:
        yield from ((info.id, info.name) for info in load_catalogue().all_criteria)
