"""Goods by code: facts of an enterprise have ``goods``, not ``hs_chapters``."""

import hashlib
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OLD, _NEW = "hs_chapters", "goods"
_STORED = {
    "assessments": (("id",), ("content",)),
    "versions": (("assessment_id", "number"), ("content", "changes")),
    "results": (("assessment_id", "number"), ("answer",)),
    "jobs": (("id",), ("request", "result")),
}
"""Tables with their keys and the columns that hold facts of enterprises."""
_JSON = ("content", "changes")
_PATH = "/enterprise/"


def upgrade() -> None:
    """Rename the chapters of what an enterprise sells."""
    _rename(_OLD, _NEW)


def downgrade() -> None:
    """Rename the codes back; headings stay what they are."""
    _rename(_NEW, _OLD)


def _rename(old: str, new: str) -> None:
    bound = op.get_bind()
    for name, (keys, columns) in _STORED.items():
        kinds = (sa.column(c, sa.JSON if c in _JSON else sa.LargeBinary) for c in columns)
        table = sa.table(name, *map(sa.column, keys), *kinds)
        for row in bound.execute(sa.select(*(table.c[key] for key in keys))).all():
            here = sa.and_(*(table.c[key] == value for key, value in zip(keys, row, strict=True)))
            for column in columns:
                before = bound.execute(sa.select(table.c[column]).where(here)).scalar_one()
                after = _renamed(before, old, new)
                if after != before:
                    bound.execute(table.update().where(here).values({column: after}))


def _renamed(stored: Any, old: str, new: str) -> Any:
    """Return stored facts with the new name, and digests of records that fit them."""
    if isinstance(stored, bytes):  # of a portfolio the enterprises follow the answer, line by line
        return b"\n".join(_line(line, old, new) for line in stored.split(b"\n"))
    return _walked(stored, old, new)


def _line(line: bytes, old: str, new: str) -> bytes:
    if b'"%b"' % old.encode() not in line:
        return line
    listed = orjson.loads(b"[%b]" % line)
    return orjson.dumps(_walked(listed, old, new))[1:-1]


def _walked(node: Any, old: str, new: str) -> Any:
    if isinstance(node, list):
        return [_walked(part, old, new) for part in node]
    if isinstance(node, str) and node.startswith(_PATH + old):  # of a change
        return node.replace(_PATH + old, _PATH + new)
    if not isinstance(node, dict):
        return node
    changed = {new if key == old else key: _walked(part, old, new) for key, part in node.items()}
    if "input_sha256" in node and changed.get("spec") != node.get("spec"):
        changed["input_sha256"] = hashlib.sha256(orjson.dumps(changed["spec"])).hexdigest()
    return changed
