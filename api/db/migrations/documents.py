"""Stored requests and answers, to be changed by an upgrade of the schema."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

from mcda.plain import Plain

Change = Callable[[Plain], Plain]
_KEYS = {
    "assessments": ("id",),
    "versions": ("assessment_id", "number"),
    "results": ("assessment_id", "number"),
    "jobs": ("id",),
}
_TYPES: dict[str, Any] = {
    **dict.fromkeys(("content", "changes", "headline"), sa.JSON),
    **dict.fromkeys(("answer", "request", "result"), sa.LargeBinary),
}
_STORED = (
    *(("assessments", "content"), ("versions", "content"), ("versions", "changes")),
    *(("results", "answer"), ("jobs", "request"), ("jobs", "result")),
)
"""Tables and columns that hold facts of enterprises."""


def rewrite(change: Change, names: Sequence[str]) -> None:
    """Change all objects of what is stored, inner ones first, if it has a key of these names.

    Digests of records are made anew where the record changes.
    """
    for table, column in _STORED:
        each(table, column, partial(_rewritten, change=change, names=names))


def each(
    name: str,
    column: str,
    change: Callable[[Any], Any],
    *,
    into: str | None = None,
    where: sa.ColumnElement[bool] | None = None,
) -> None:
    """Change a column of a table where it is not null, or set another column by it.

    One row is read at a time: the values may be large.
    """
    keys, target = _KEYS[name], into or column
    columns = dict.fromkeys((*keys, column, target))
    table = sa.table(name, *(sa.column(column, _TYPES.get(column)) for column in columns))
    wanted = [table.c[column].is_not(None), *(() if where is None else (where,))]
    bound = op.get_bind()
    for row in bound.execute(sa.select(*(table.c[key] for key in keys)).where(*wanted)).all():
        here = sa.and_(*(table.c[key] == value for key, value in zip(keys, row, strict=True)))
        before = bound.execute(sa.select(table.c[column]).where(here)).scalar_one()
        after = change(before)
        if target != column or after != before:
            bound.execute(table.update().where(here).values({target: after}))


def _rewritten(stored: Any, change: Change, names: Sequence[str]) -> Any:
    if not isinstance(stored, bytes):
        return _walked(stored, change)
    lines = stored.split(b"\n")  # of a portfolio the enterprises follow the answer, line by line
    marks = [b'"%b"' % name.encode() for name in names]
    return b"\n".join(
        orjson.dumps(_walked(orjson.loads(b"[%b]" % line), change))[1:-1]
        if any(mark in line for mark in marks)
        else line
        for line in lines
    )


def _walked(node: Any, change: Change) -> Any:
    if isinstance(node, list):
        return [_walked(part, change) for part in node]
    if not isinstance(node, dict):
        return node
    changed = change({key: _walked(part, change) for key, part in node.items()})
    if "input_sha256" in node and changed.get("spec") != node.get("spec"):
        changed["input_sha256"] = hashlib.sha256(orjson.dumps(changed["spec"])).hexdigest()
    return changed
