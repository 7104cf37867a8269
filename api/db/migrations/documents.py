"""Stored requests and answers, to be changed by an upgrade of the schema."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

Plain = dict[str, Any]
Change = Callable[[Plain], Plain]
_STORED = {
    "assessments": (("id",), ("content",)),
    "versions": (("assessment_id", "number"), ("content", "changes")),
    "results": (("assessment_id", "number"), ("answer",)),
    "jobs": (("id",), ("request", "result")),
}
"""Tables with their keys and the columns that hold facts of enterprises."""
_JSON = ("content", "changes")


def rewrite(change: Change, names: Sequence[str]) -> None:
    """Change all objects of what is stored, inner ones first, if it has a key of these names.

    Digests of records are made anew where the record changes.
    """
    bound = op.get_bind()
    for name, (keys, columns) in _STORED.items():
        kinds = (sa.column(c, sa.JSON if c in _JSON else sa.LargeBinary) for c in columns)
        table = sa.table(name, *map(sa.column, keys), *kinds)
        for row in bound.execute(sa.select(*(table.c[key] for key in keys))).all():
            here = sa.and_(*(table.c[key] == value for key, value in zip(keys, row, strict=True)))
            for column in columns:
                before = bound.execute(sa.select(table.c[column]).where(here)).scalar_one()
                after = _rewritten(before, change, names)
                if after != before:
                    bound.execute(table.update().where(here).values({column: after}))


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
