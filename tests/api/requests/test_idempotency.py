"""``Idempotency-Key``: sent again is answered again and done once, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.access.caller import THIS_MACHINE, Caller
from api.db import Database
from api.db.columns import now
from api.db.tables import KeyRow, OrganisationRow, RepeatRow
from api.http.refusals import Conflict
from api.http.reply import Reply
from api.jobs.housekeeping import erase_old
from api.limits.retention import Retention
from api.requests.idempotency import Once
from tests.api.assessments.desk import Desk, content

KEY = {"Idempotency-Key": "order-1"}
REPLAYED = "idempotency-replayed"


def count(desk: Desk, path: str = "/v1/assessments") -> int:
    return len(desk.ask("GET", path, 200, params={"limit": 200}).json()["items"])


def test_the_same_request_is_answered_again(desk: Desk) -> None:
    sent = {"json": content(), "headers": KEY}
    first = desk.ask("POST", "/v1/assessments", 201, **sent)
    again = desk.ask("POST", "/v1/assessments", 201, **sent)
    assert REPLAYED not in first.headers
    assert again.headers[REPLAYED] == "true"
    assert again.content == first.content
    for name in ("etag", "location", "content-type"):
        assert again.headers[name] == first.headers[name]
    assert count(desk) == 1


def test_another_request_with_the_key_is_refused(desk: Desk) -> None:
    path = desk.create()
    desk.ask("POST", "/v1/assessments", 201, json=content(), headers=KEY)
    others: list[tuple[str, Any]] = [
        ("/v1/assessments", content(name="other")),
        (f"{path}/run", None),
    ]
    for where, body in others:
        answer = desk.ask("POST", where, 409, json=body, headers=KEY)
        assert answer.json()["code"] == "idempotency_key_reused"
    assert count(desk) == 2
    assert count(desk, f"{path}/results") == 0


def test_ten_at_once_save_one(desk: Desk) -> None:
    start = Barrier(10)

    def one(_: int) -> Any:
        start.wait()
        return desk.ask("POST", "/v1/assessments", json=content(), headers=KEY)

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(one, range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert [REPLAYED in answer.headers for answer in answers].count(False) == 1
    assert count(desk) == 1


def test_a_run_that_is_sent_again_is_run_once(desk: Desk) -> None:
    path = desk.create()
    first = desk.ask("POST", f"{path}/run", 201, headers=KEY)
    desk.ask("PATCH", path, 200, json={"parks": ["tcr", "ljip"]})
    again = desk.ask("POST", f"{path}/run", 201, headers=KEY)
    assert (again.content, again.headers[REPLAYED]) == (first.content, "true")
    assert again.headers["location"] == first.headers["location"] == f"{path}/results/1"
    assert count(desk, f"{path}/results") == 1


def test_ten_runs_at_once_are_one(desk: Desk) -> None:
    path, start = desk.create(), Barrier(10)

    def one(_: int) -> Any:
        start.wait()
        return desk.ask("POST", f"{path}/run", 201, headers=KEY)

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(one, range(10)))
    assert len({answer.content for answer in answers}) == 1
    assert count(desk, f"{path}/results") == 1


def test_an_answer_of_the_interview_is_given_once(alone: Desk) -> None:
    path = alone.create()
    question = alone.ask("GET", f"{path}/next-question", 200).json()["question"]
    sides = {
        side: {name: question[side][name] for name in ("criterion", "amount")}
        for side in ("first", "second")
    }
    sent = {"json": {**sides, "reply": "first"}, "headers": {**KEY, "If-Match": '"1"'}}
    first = alone.ask("POST", f"{path}/answers", 201, **sent)
    again = alone.ask("POST", f"{path}/answers", 201, **sent)
    assert (again.content, again.headers[REPLAYED]) == (first.content, "true")
    assert alone.ask("GET", path, 200).json()["answers"] == 1


def test_what_was_refused_may_be_sent_anew(desk: Desk) -> None:
    desk.ask("POST", "/v1/assessments", 422, json={}, headers=KEY)
    path = desk.create(weights={"kind": "direct", "values": {}})
    desk.ask("POST", f"{path}/run", 422, headers=KEY)
    answer = desk.ask("POST", "/v1/assessments", 201, json=content(), headers=KEY)
    assert REPLAYED not in answer.headers


def test_two_organisations_may_use_the_same_key(desk: Desk) -> None:
    ours, theirs = desk.of("ours"), desk.of("theirs")
    sent = {"json": content(), "headers": KEY}
    first = ours.ask("POST", "/v1/assessments", 201, **sent)
    other = theirs.ask("POST", "/v1/assessments", 201, **sent)
    assert REPLAYED not in other.headers
    assert other.json()["id"] != first.json()["id"]
    assert (count(ours), count(theirs)) == (1, 1)


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "\x7f", "é".encode(), "\t"])
def test_a_key_that_cannot_be_used_is_refused(alone: Desk, key: Any) -> None:
    headers = {"Idempotency-Key": key}
    alone.ask("POST", "/v1/assessments", 422, json=content(), headers=headers)
    assert count(alone) == 0


@pytest.mark.parametrize("key", ["x" * 255, "%_'\"\\;--", "~!"])
def test_every_printable_key_is_one(alone: Desk, key: str) -> None:
    headers = {"Idempotency-Key": key}
    for _ in range(2):
        alone.ask("POST", "/v1/assessments", 201, json=content(), headers=headers)
    assert count(alone) == 1


def test_after_a_day_a_key_is_free(desk: Desk) -> None:
    for key in ("old", "young"):
        desk.ask("POST", "/v1/assessments", 201, json=content(), headers={"Idempotency-Key": key})

    def age(session: Session) -> None:
        row = session.get_one(RepeatRow, (THIS_MACHINE.organisation, "old"))
        row.created_at = now() - timedelta(days=1, seconds=1)

    desk.database.write(age)
    erase_old(desk.database, Retention())
    assert desk.database.read(lambda s: s.scalars(select(RepeatRow.key)).all()) == ["young"]
    for key, wanted in (("old", False), ("young", True)):
        headers = {"Idempotency-Key": key}
        answer = desk.ask("POST", "/v1/assessments", 201, json=content(), headers=headers)
        assert (REPLAYED in answer.headers) is wanted


def test_without_a_key_everything_is_done(database: Database) -> None:
    once = Once(None, b"")
    for number in (b"1", b"2"):
        reply = once.write(database, THIS_MACHINE, lambda _, n=number: Reply(body=n))  # type: ignore[misc]
        assert reply.body == number
    assert once.done(database, THIS_MACHINE) is None
    assert database.read(lambda s: s.scalars(select(RepeatRow)).all()) == []


def test_what_failed_leaves_no_trace(database: Database) -> None:
    def fails(session: Session) -> Reply:
        session.add(OrganisationRow(name="half done"))
        raise ValueError("stop")

    once = Once("k", b"print")
    with pytest.raises(ValueError, match="stop"):
        once.write(database, THIS_MACHINE, fails)
    names = database.read(lambda s: s.scalars(select(OrganisationRow.name)).all())
    assert "half done" not in names
    assert once.done(database, THIS_MACHINE) is None
    assert once.write(database, THIS_MACHINE, lambda _: Reply(body=b"x")).body == b"x"
    found = once.done(database, THIS_MACHINE)
    assert found is not None
    assert (found.body, found.headers["Idempotency-Replayed"]) == (b"x", "true")
    with pytest.raises(Conflict):
        Once("k", b"another").done(database, THIS_MACHINE)


def test_the_work_s_own_conflicts_are_its_own(database: Database) -> None:
    def twice(session: Session) -> Reply:
        session.add(OrganisationRow(name="same"))
        session.add(OrganisationRow(name="same"))
        session.flush()
        return Reply()

    with pytest.raises(IntegrityError):
        Once("k", b"").write(database, THIS_MACHINE, twice)
    assert database.read(lambda s: s.scalars(select(KeyRow)).all()) == []


def test_an_unknown_organisation_keeps_nothing(database: Database) -> None:
    nobody = Caller(organisation="nobody", by="x", scopes=frozenset({"write"}))
    with pytest.raises(IntegrityError):
        Once("k", b"").write(database, nobody, lambda _: Reply())
