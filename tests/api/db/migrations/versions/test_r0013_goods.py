"""Revision 0013: what was saved says ``goods``, and still its digest; see also tests/upgrades."""

import hashlib
from typing import Any

import orjson

from api.db.migrations.documents import _rewritten
from api.db.migrations.versions.r0013_goods import _renamed

OLD: dict[str, Any] = {"enterprise": {"hs_chapters": ["87"], "sectors": ["auto_parts"]}}
NEW: dict[str, Any] = {"enterprise": {"goods": ["87"], "sectors": ["auto_parts"]}}


def told(spec: dict[str, Any]) -> dict[str, Any]:
    digest = hashlib.sha256(orjson.dumps(spec)).hexdigest()
    return {"ranking": [], "record": {"spec": spec, "input_sha256": digest}}


def test_facts_changes_and_digests_are_carried_over() -> None:
    pairs = [
        (OLD, NEW),
        ([{"path": "/enterprise/hs_chapters"}], [{"path": "/enterprise/goods"}]),
        (orjson.dumps(told(OLD)), orjson.dumps(told(NEW))),
        # of a portfolio the enterprises follow the answer
        (b'{"n":2}\n%b,{"id":1}' % orjson.dumps(OLD), b'{"n":2}\n%b,{"id":1}' % orjson.dumps(NEW)),
        (b"not ours", b"not ours"),
    ]
    for before, after in pairs:
        assert _rewritten(before, _renamed, ["hs_chapters"]) == after
