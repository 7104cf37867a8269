"""Each refusal has its status, its texts in both languages, and the headers that belong to it."""

import json
from typing import Any

import pytest

from api.http.errors import answer_to, status_of
from api.http.refusals import (
    Conflict,
    Forbidden,
    Outdated,
    Refusal,
    StorageFull,
    TooMany,
    Unauthorised,
    Unavailable,
    Unsupported,
)
from mcda.errors import Fault

RATE = {"limit": 3, "window": 60, "retry_after": 7}
CASES: list[tuple[type[Refusal], int, str, dict[str, Any]]] = [
    (Unauthorised, 401, "key_missing", {}),
    (Unauthorised, 401, "key_invalid", {}),
    (Forbidden, 403, "not_this_machine", {}),
    (Forbidden, 403, "scope_missing", {"scope": "admin", "held": ["read"]}),
    (Conflict, 409, "idempotency_key_reused", {"key": "k"}),
    (Unsupported, 415, "unsupported_media_type", {"found": "a/b", "allowed": ("c/d",)}),
    (TooMany, 429, "too_many_requests", RATE),
    (Unavailable, 503, "database_unavailable", {"retry_after": 2}),
    (Unavailable, 503, "database_busy", {"retry_after": 2}),
    (Unavailable, 503, "storage_read_only", {"retry_after": 60}),
    (Unavailable, 503, "schema_outdated", {"found": "-", "wanted": "2", "retry_after": 10}),
    (StorageFull, 507, "storage_full", {"retry_after": 60}),
]


@pytest.mark.parametrize(("kind", "status", "code", "fields"), CASES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_how_a_refusal_is_told(kind, status, code, fields, language):
    answer = answer_to(kind([Fault(code, (), fields)]), language)
    body = json.loads(answer.body)
    assert (answer.status_code, answer.media_type) == (status, "application/problem+json")
    assert (body["code"], body["status"]) == (code, status)
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in body["title"] + body["detail"])
    assert chinese == (language == "zh")
    assert "{" not in body["detail"]
    assert answer.headers.get("www-authenticate") == ("Bearer" if status == 401 else None)
    wait = fields.get("retry_after")
    assert answer.headers.get("retry-after") == (None if wait is None else str(wait))


def test_who_has_another_version_is_told_412():
    assert status_of(Outdated([Fault("key_missing")])) == 412


def test_what_is_not_named_is_still_the_callers_to_mend():
    class New(Refusal):
        pass

    assert status_of(New([Fault("key_missing")])) == 400


def test_a_full_disk_is_a_way_of_not_being_available():
    assert issubclass(StorageFull, Unavailable)
