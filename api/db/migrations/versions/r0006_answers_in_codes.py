"""Answers in codes: results name their engine, and only older ones the language of their text.

Before, answers held sentences, in the language of the caller. Stored answers keep their sentences,
shown in that language. They get the names of the alternatives and criteria, with which everything
else is shown in either language.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Plain = dict[str, Any]
_OF_A_CELL = ("alternative", "criterion", "detail")
_RESULTS = sa.table(
    "results",
    sa.column("assessment_id", sa.String),
    sa.column("number", sa.Integer),
    sa.column("engine", sa.String),
    sa.column("language", sa.String),
    sa.column("answer", sa.LargeBinary),
)
_JOBS = sa.table(
    "jobs",
    sa.column("id", sa.String),
    sa.column("kind", sa.String),
    sa.column("result", sa.LargeBinary),
)


def upgrade() -> None:
    """Convert results, and stored results of jobs, to the new form."""
    with op.batch_alter_table("results") as table:
        table.add_column(sa.Column("engine", sa.String(64), nullable=True))
        table.alter_column("language", existing_type=sa.String(2), nullable=True)
    _change(_named)
    with op.batch_alter_table("results") as table:
        table.alter_column("engine", existing_type=sa.String(64), nullable=False)
    _portfolios()
    with op.batch_alter_table("jobs") as table:
        table.drop_column("language")


def downgrade() -> None:
    """Convert answers back; answers in codes have no older form and are deleted."""
    op.execute(_RESULTS.delete().where(_RESULTS.c.language.is_(None)))
    _change(lambda answer: {"answer": _json(_as_before(answer))})
    with op.batch_alter_table("results") as table:
        table.alter_column("language", existing_type=sa.String(2), nullable=False)
        table.drop_column("engine")
    op.execute(sa.text("DELETE FROM jobs WHERE result IS NOT NULL OR problem IS NOT NULL"))
    with op.batch_alter_table("jobs") as table:
        table.add_column(sa.Column("language", sa.String(2), nullable=False, server_default="en"))


def _change(changed: Callable[[Plain], Plain]) -> None:
    bound = op.get_bind()
    keys = bound.execute(sa.select(_RESULTS.c.assessment_id, _RESULTS.c.number)).all()
    for assessment_id, number in keys:  # one at a time: an answer may be large
        here = (_RESULTS.c.assessment_id == assessment_id) & (_RESULTS.c.number == number)
        content = bound.execute(sa.select(_RESULTS.c.answer).where(here)).scalar_one()
        bound.execute(_RESULTS.update().where(here).values(**changed(json.loads(content))))


def _named(answer: Plain) -> Plain:
    record = answer["record"]
    told = {
        **answer,
        **_claims_once(answer),
        **_warnings_of_a_kind(answer),
        "names": _names(record["spec"]),
    }
    return {"engine": record["engine"], "answer": _json(told)}


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


def _as_before(answer: Plain) -> Plain:
    """Return an answer in its old form: no names, claims in every cell, warnings one by one."""

    def whole(cell: Plain) -> Plain:
        replaced = {"replaced": whole(cell["replaced"])} if cell.get("replaced") else {}
        return {**cell, **replaced, "claims": [answer["claims"][name] for name in cell["claims"]]}

    found = {key: value for key, value in answer.items() if key not in ("names", "claims")}
    if "claims" in answer:
        found["evidence"] = {
            alternative: {criterion: whole(cell) for criterion, cell in row.items()}
            for alternative, row in answer["evidence"].items()
        }
    if "warnings" in answer:
        found["warnings"] = [
            {"code": item["code"], "severity": item["severity"], **cell}
            for item in answer["warnings"]
            for cell in item["cells"]
        ]
    return found


def _portfolios() -> None:
    bound = op.get_bind()
    done = (_JOBS.c.kind == "portfolio") & _JOBS.c.result.is_not(None)
    for (job_id,) in bound.execute(sa.select(_JOBS.c.id).where(done)).all():
        here = _JOBS.c.id == job_id
        content = bound.execute(sa.select(_JOBS.c.result).where(here)).scalar_one()
        answer = json.loads(content)
        items = answer.pop("items")
        told = b"%b\n%b" % (_json({**answer, "known": []}), _json(items)[1:-1])
        bound.execute(_JOBS.update().where(here).values(result=told))


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
