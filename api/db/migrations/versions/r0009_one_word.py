"""One word: overrides, facts to ask for and portfolios have ``alternative``, not ``park``.

Rows of rankings, and facts to ask for, also get the names beside their ids that answers have now.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Plain = dict[str, Any]
_OLD, _NEW = "park", "alternative"
_BESIDE = ("criterion", "rank")
"""Of what says a park so: others are things of the catalogue."""
_ADDED = ("name", "low", "high", "threshold", "unit", "sentence")
_NOTE = "$say"
_CONTENTS = {
    "assessments": ("id",),
    "versions": ("assessment_id", "number"),
}
_RESULTS = sa.table(
    "results",
    sa.column("assessment_id", sa.String),
    sa.column("number", sa.Integer),
    sa.column("answer", sa.LargeBinary),
)
_JOBS = sa.table(
    "jobs",
    sa.column("id", sa.String),
    sa.column("kind", sa.String),
    sa.column("request", sa.LargeBinary),
    sa.column("result", sa.LargeBinary),
)


def upgrade() -> None:
    """Rename ``park`` to ``alternative``, and add names beside ids."""
    _contents(_OLD, _NEW)
    _results(lambda answer: _with_names(_recorded(answer, _OLD, _NEW)))
    _jobs(_OLD, _NEW)


def downgrade() -> None:
    """Rename ``alternative`` to ``park``, and remove names beside ids."""
    _contents(_NEW, _OLD)
    _results(lambda answer: _recorded(_without_names(answer), _NEW, _OLD))
    _jobs(_NEW, _OLD)


def renamed(node: Any, old: str, new: str) -> Any:
    """Return a document with the old word for alternatives replaced by the new one."""
    if isinstance(node, list):
        return [renamed(part, old, new) for part in node]
    if not isinstance(node, dict) or _NOTE in node:
        return node
    is_meant = any(key in node for key in _BESIDE) and (old == _OLD or _is_override(node))
    return {
        new if key == old and is_meant else key: renamed(part, old, new)
        for key, part in node.items()
    }


def _is_override(node: Plain) -> bool:
    """Tell whether an object had ``park`` before: rows of rankings and warnings never had."""
    return bool({"source", "chance_of_changing_winner", "unknown"} & node.keys())


def _contents(old: str, new: str) -> None:
    for name, keys in _CONTENTS.items():
        table = sa.table(name, *map(sa.column, keys), sa.column("content", sa.JSON))
        _each(table, keys, "content", lambda content: renamed(content, old, new))


def _results(changed: Callable[[Plain], Plain]) -> None:
    keys = ("assessment_id", "number")
    _each(_RESULTS, keys, "answer", lambda sent: orjson.dumps(changed(orjson.loads(sent))))


def _jobs(old: str, new: str) -> None:
    def lines(sent: bytes | None) -> bytes | None:
        if sent is None:
            return None
        head, mark, items = sent.partition(b"\n")  # of a portfolio the enterprises follow
        answer = renamed(orjson.loads(head), old, new)
        found = [orjson.dumps(_all_with_names(answer) if new == _NEW else answer)]
        if mark:
            told = renamed(orjson.loads(b"[%b]" % items), old, new)
            found.append(orjson.dumps(told)[1:-1])
        return b"\n".join(found)

    for column in ("request", "result"):
        _each(_JOBS, ("id",), column, lines)


def _each(
    table: sa.TableClause, keys: tuple[str, ...], column: str, changed: Callable[[Any], Any]
) -> None:
    """Change columns row by row, one row at a time: the values may be large."""
    bound = op.get_bind()
    for row in bound.execute(sa.select(*(table.c[key] for key in keys))).all():
        here = sa.and_(*(table.c[key] == value for key, value in zip(keys, row, strict=True)))
        before = bound.execute(sa.select(table.c[column]).where(here)).scalar_one()
        after = changed(before)
        if after != before:
            bound.execute(table.update().where(here).values({column: after}))


def _recorded(answer: Plain, old: str, new: str) -> Plain:
    """Return an answer whose record has the digest of the changed request."""
    told: Plain = renamed(answer, old, new)
    record = told["record"]
    if record["spec"] == answer["record"]["spec"]:
        return told
    digest = hashlib.sha256(orjson.dumps(record["spec"])).hexdigest()
    return {**told, "record": {**record, "input_sha256": digest}}


def _with_names(answer: Plain) -> Plain:
    ranking = [{**row, "name": _naming(row[_NEW])} for row in answer["ranking"]]
    asked = answer.get("ask_next")
    told = {"ask_next": [_to_ask(item, answer) for item in asked]} if asked else {}
    return {**answer, "ranking": ranking, **told}


def _without_names(answer: Plain) -> Plain:
    told = {
        name: [{key: item[key] for key in item if key not in _ADDED} for item in answer[name]]
        for name in ("ranking", "ask_next")
        if answer.get(name)
    }
    return {**answer, **told}


def _all_with_names(answer: Plain) -> Plain:
    """Return the result of a job, one ranking or several, with names beside ids."""
    if "ranking" in answer:
        return _with_names(answer)
    items = answer.get("items", ())
    named = [_with_names(item) if "ranking" in item else item for item in items]
    return {**answer, "items": named} if named else answer


def _to_ask(item: Plain, answer: Plain) -> Plain:
    cell = (answer.get("evidence") or {}).get(item[_NEW], {}).get(item["criterion"], {})
    share = f"{100 * item['chance_of_changing_winner']:.0f}"
    fields = {
        "alternative": {"$name": item[_NEW]},
        "criterion": {"$name": item["criterion"]},
        "share": share,
    }
    return {
        **item,
        "name": _naming(item[_NEW]),
        "low": cell.get("low"),
        "high": cell.get("high"),
        "threshold": None,
        "unit": cell.get("unit", ""),
        "sentence": {_NOTE: "ask_fact", "fields": fields},
    }


def _naming(key: str) -> Plain:
    return {_NOTE: "text_itself", "fields": {"text": {"$name": key}}}
