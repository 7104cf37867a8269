"""One word: overrides, facts to ask for and portfolios have ``alternative``, not ``park``.

Rows of rankings, and facts to ask for, also get the names beside their ids that answers have now.
"""

import hashlib
from typing import Any

import orjson

from api.db.migrations.documents import each
from mcda.plain import Plain

revision = "0009"
down_revision = "0008"

_OLD, _NEW = "park", "alternative"
_BESIDE = ("criterion", "rank")
"""Of what says a park so: others are things of the catalogue."""
_NOTE = "$say"


def upgrade() -> None:
    """Rename ``park`` to ``alternative``, and add names beside ids."""
    for table in ("assessments", "versions"):
        each(table, "content", renamed)
    each("results", "answer", _result)
    for column in ("request", "result"):
        each("jobs", column, _lines)


def renamed(node: Any) -> Any:
    """Return a document with the old word for alternatives replaced by the new one."""
    if isinstance(node, list):
        return [renamed(part) for part in node]
    if not isinstance(node, dict) or _NOTE in node:
        return node
    is_meant = any(key in node for key in _BESIDE)
    return {_NEW if key == _OLD and is_meant else key: renamed(part) for key, part in node.items()}


def _result(sent: bytes) -> bytes:
    """Return an answer with names, whose record has the digest of the changed request."""
    answer = orjson.loads(sent)
    told: Plain = renamed(answer)
    record = told["record"]
    if record["spec"] != answer["record"]["spec"]:
        record["input_sha256"] = hashlib.sha256(orjson.dumps(record["spec"])).hexdigest()
    return orjson.dumps(_with_names(told))


def _lines(sent: bytes) -> bytes:
    head, mark, items = sent.partition(b"\n")  # of a portfolio the enterprises follow
    found = [orjson.dumps(_all_with_names(renamed(orjson.loads(head))))]
    if mark:
        found.append(orjson.dumps(renamed(orjson.loads(b"[%b]" % items)))[1:-1])
    return b"\n".join(found)


def _with_names(answer: Plain) -> Plain:
    ranking = [{**row, "name": _naming(row[_NEW])} for row in answer["ranking"]]
    asked = answer.get("ask_next")
    told = {"ask_next": [_to_ask(item, answer) for item in asked]} if asked else {}
    return {**answer, "ranking": ranking, **told}


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
