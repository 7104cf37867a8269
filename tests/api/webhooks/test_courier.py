"""Deliveries arrive signed, at least once, and whatever a receiver does holds up nobody else."""

import base64
import hashlib
import hmac
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update
from standardwebhooks import Webhook as Verifying
from standardwebhooks import WebhookVerificationError

from api.db.columns import now
from api.db.tables import EntryRow, WebhookRow
from api.operation.logs import SAID
from api.webhooks import courier as couriers
from api.webhooks import outbox, sender
from api.webhooks.courier import Courier
from tests.api.webhooks.conftest import HERE
from tests.patience import until

SECONDS = 60
AWAY_AND_BACK = ["a courier cannot go on: database_unavailable", "a courier can go on again"]


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what couriers warned of."""
    rows = [row for row in caplog.records if row.name == couriers.LOG.name]
    return [row.getMessage() for row in rows if row.levelname == "WARNING"]


def test_a_call_is_signed_as_the_standard_says(post, receive):
    receiver = receive()
    made = post.hook(receiver.url)
    post.announce()
    post.deliver()
    [(path, headers, body)] = receiver.came
    assert path == "/hook?token=x"
    assert headers["content-type"] == "application/json"
    assert headers["host"] == f"127.0.0.1:{receiver.port}"
    said = Verifying(made["secret"]).verify(body, headers)
    assert (said["type"], said["data"]) == (
        "job.done",
        {"id": "5" * 24, "state": "done", "url": f"https://parks.example/v1/jobs/{'5' * 24}"},
    )
    assert datetime.fromisoformat(said["timestamp"]).tzinfo is not None
    # the same without the library
    secret = base64.b64decode(made["secret"].removeprefix("whsec_"))
    assert len(secret) == 32
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(secret, signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
    age = datetime.now(UTC).timestamp() - int(headers["webhook-timestamp"])
    assert -2 < age < SECONDS
    other = post.hook(receiver.url)
    with pytest.raises(WebhookVerificationError):
        Verifying(other["secret"]).verify(body, headers)
    [row] = post.rows()
    assert (row.state, row.id, len(row.attempts)) == ("delivered", headers["webhook-id"], 1)
    assert row.ended_at is not None
    attempt = row.attempts[0]
    assert (attempt["status"], attempt["error"]) == (204, None)
    post.hurry()
    post.deliver()
    assert len(receiver.came) == 1


def test_what_fails_comes_again_with_the_same_id_after_growing_pauses(post, receive):
    receiver = receive()
    receiver.statuses = [500, 429, 302, 404, 503, 201]
    made = post.hook(receiver.url)
    post.announce()
    for number in range(5):
        before = now()
        post.deliver()
        post.deliver()  # nothing is due
        assert len(receiver.came) == number + 1
        [row] = post.rows()
        wait = (row.due_at - before).total_seconds() / outbox.PAUSES[number]
        assert 0.79 < wait < 1.2 + SECONDS / outbox.PAUSES[number]
        assert row.state == "waiting"
        post.hurry()
    assert post.webhook(made).failing_since is not None
    post.deliver()
    [row] = post.rows()
    assert row.state == "delivered"
    assert [one["status"] for one in row.attempts] == [500, 429, 302, 404, 503, 201]
    assert [one["error"] for one in row.attempts] == ["webhook_status"] * 5 + [None]
    assert len({headers["webhook-id"] for _, headers, _ in receiver.came}) == 1
    assert len({body for _, _, body in receiver.came}) == 1
    assert post.webhook(made).failing_since is None


def test_pauses_grow_over_hours():
    assert list(outbox.PAUSES) == sorted(set(outbox.PAUSES))
    assert 12 * 3600 < sum(outbox.PAUSES) < 24 * 3600


def test_after_ten_attempts_it_is_given_up(post, receive):
    receiver = receive()
    receiver.statuses = [500] * 20
    post.hook(receiver.url)
    post.announce()
    for _ in range(12):
        post.deliver()
        post.hurry()
    [row] = post.rows()
    assert (row.state, len(row.attempts), len(receiver.came)) == ("given_up", 10, 10)


@pytest.mark.parametrize("status", [500, 410])
def test_what_fails_for_long_is_disabled_until_a_test_is_answered(post, receive, status):
    receiver = receive()
    receiver.statuses = [status]
    made = post.hook(receiver.url)
    if status == 500:
        past = now() - outbox.DISABLED_AFTER
        failing = update(WebhookRow).values(failing_since=past + timedelta(minutes=5))
        post.database.write(lambda s: s.execute(failing))
        post.announce()
        post.deliver()
        assert post.webhook(made).disabled_at is None
        receiver.statuses = [status]
        post.database.write(lambda s: s.execute(update(WebhookRow).values(failing_since=past)))
        post.hurry()
    else:
        post.announce()
    post.deliver()
    assert post.webhook(made).disabled_at is not None
    assert [row.state for row in post.rows()] == ["given_up"]
    asked = select(EntryRow.by, EntryRow.target).where(EntryRow.action == "webhook.disable")
    noted = post.database.read(lambda s: s.execute(asked).all())
    assert [tuple(line) for line in noted] == [("the service", made["id"])]
    post.announce()  # to nobody
    assert len(post.rows()) == 1
    came = len(receiver.came)
    receiver.statuses = [500]
    post.test(made)
    post.deliver()
    post.hurry()
    post.deliver()
    assert len(receiver.came) == came + 1  # a test is not tried again
    assert post.webhook(made).disabled_at is not None
    post.test(made)
    post.deliver()
    assert receiver.events[-1] == "webhook.test"
    found = post.webhook(made)
    assert (found.disabled_at, found.failing_since) == (None, None)
    post.announce()
    post.deliver()
    assert receiver.events[-1] == "job.done"


def test_what_waits_for_a_disabled_one_is_given_up(file_post, receive):
    receiver = receive()
    receiver.statuses = [410]
    file_post.hook(receiver.url)
    file_post.courier = Courier(file_post.database, HERE)
    for _ in range(3):
        file_post.announce()
    rows = file_post.rows()
    later = update(couriers.outbox.DeliveryRow).where(couriers.outbox.DeliveryRow.id != rows[0].id)
    hour = now() + timedelta(hours=1)
    file_post.database.write(lambda s: s.execute(later.values(due_at=hour)))
    file_post.deliver()
    assert {row.state for row in file_post.rows()} == {"given_up"}
    assert len(receiver.came) == 1


def test_a_test_that_fails_says_nothing_of_the_webhook(file_post, receive):
    receiver = receive()
    receiver.statuses = [410]
    made = file_post.hook(receiver.url)
    file_post.test(made)
    file_post.deliver()
    [row] = file_post.rows()
    assert (row.state, row.attempts[0]["status"]) == ("given_up", 410)
    found = file_post.webhook(made)
    assert (found.disabled_at, found.failing_since) == (None, None)


def test_a_redirect_is_not_followed(file_post, receive):
    inner = receive()

    def leading(handler: Any) -> None:
        handler.send_response(307)
        handler.send_header("Location", inner.url)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    file_post.hook(receive(answer=leading).url)
    file_post.announce()
    file_post.deliver()
    [row] = file_post.rows()
    assert (row.attempts[0]["status"], row.attempts[0]["error"]) == (307, "webhook_status")
    assert inner.came == []


def dripping(handler: Any) -> None:
    """Answer a byte at a time, each in good time, without end."""
    handler.wfile.write(b"HTTP/1.1 204 No Content\r\nX: ")
    for _ in range(3000):
        handler.wfile.write(b"x")
        time.sleep(0.02)


def silent(handler: Any) -> None:
    time.sleep(2)


@pytest.mark.parametrize("answer", [dripping, silent])
def test_an_answer_that_does_not_end_is_cut_off(file_post, receive, monkeypatch, answer):
    monkeypatch.setattr(sender, "SECONDS", 0.5)
    file_post.hook(receive(answer=answer).url)
    file_post.announce()
    file_post.deliver()
    [row] = file_post.rows()
    assert (row.attempts[0]["status"], row.attempts[0]["error"]) == (None, "webhook_timed_out")


def test_of_a_long_answer_the_beginning_is_enough(file_post, receive):
    def long(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(2**40))
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"x" * 1024)

    file_post.hook(receive(answer=long).url)
    file_post.announce()
    file_post.deliver()
    assert [row.state for row in file_post.rows()] == ["delivered"]


def broken(handler: Any) -> None:
    handler.wfile.write(b"nonsense\r\n\r\n")


def test_what_is_no_answer_is_told(file_post, receive):
    gone = receive()
    gone.close()
    for url in (gone.url, "http://nobody.invalid/", receive(answer=broken).url):
        file_post.hook(url)
    file_post.announce()
    file_post.deliver()
    errors = sorted(row.attempts[0]["error"] for row in file_post.rows())
    assert errors == ["webhook_name", "webhook_unreachable", "webhook_unreachable"]


def test_others_are_served_while_somebody_hangs(file_post, receive, monkeypatch):
    monkeypatch.setattr(couriers, "POLL", 0.05)
    slow, quick = receive(), receive()
    slow.answered = slow.hung  # type: ignore[method-assign]  # as the test wants it
    file_post.hook(slow.url, "slow")
    file_post.hook(quick.url, "quick")
    for _ in range(10):
        file_post.announce("slow")
    file_post.courier.start()
    until(lambda: len(slow.came) == couriers.EACH)
    for _ in range(10):
        file_post.announce("quick")
    until(lambda: len(quick.came) == 10)
    assert len(slow.came) == couriers.EACH
    del slow.answered
    slow.freed.set()
    until(lambda: len({headers["webhook-id"] for _, headers, _ in slow.came}) == 10)


def test_stopped_it_gives_back_what_is_on_its_way(file_post, receive, monkeypatch):
    monkeypatch.setattr(couriers, "POLL", 0.05)
    monkeypatch.setattr(couriers, "EACH", couriers.AT_ONCE)
    receiver = receive()
    receiver.answered = receiver.hung  # type: ignore[method-assign]  # as the test wants it
    file_post.hook(receiver.url)
    for _ in range(couriers.AT_ONCE):
        file_post.announce()
    file_post.courier.start()
    until(lambda: len(receiver.came) == couriers.AT_ONCE)
    write = file_post.database.write

    def slow(work: Any) -> Any:
        time.sleep(0.1)  # others wait for a thread meanwhile
        return write(work)

    with monkeypatch.context() as busy:
        busy.setattr(file_post.database, "write", slow)
        file_post.courier.stop()
    for row in file_post.rows():
        assert (row.state, row.taken, row.attempts) == ("waiting", 0, [])
    del receiver.answered
    other = Courier(file_post.database, HERE)
    other.start()
    until(lambda: all(row.state == "delivered" for row in file_post.rows()))
    other.stop()
    ids = [headers["webhook-id"] for _, headers, _ in receiver.came]
    assert len(ids) == 2 * len(set(ids)) == 2 * couriers.AT_ONCE


CODE = """
import sys
from ipaddress import ip_network
from api.db import Database
from api.webhooks.courier import Courier
courier = Courier(Database(sys.argv[1]), (ip_network("127.0.0.0/8"),))
courier.start()
courier._thread.join()
"""


@pytest.mark.long
def test_what_a_killed_process_had_in_hand_goes_out_again(post, database_url, receive):
    receiver = receive()
    receiver.answered = receiver.hung  # type: ignore[method-assign]  # as the test wants it
    post.hook(receiver.url)
    post.announce()
    with subprocess.Popen([sys.executable, "-c", CODE, database_url], env=os.environ) as process:
        until(lambda: len(receiver.came) == 1)
        process.send_signal(signal.SIGKILL)
    [row] = post.rows()
    assert (row.state, row.taken) == ("waiting", 1)
    del receiver.answered
    post.deliver()
    assert len(receiver.came) == 1  # it may still be on its way
    post.hurry()
    post.deliver()
    [row] = post.rows()
    assert (row.state, row.taken, len(row.attempts)) == ("delivered", 2, 1)
    assert len({headers["webhook-id"] for _, headers, _ in receiver.came}) == 1


def test_who_dies_each_time_is_not_waited_for_without_end(post, receive):
    receiver = receive()
    post.hook(receiver.url)
    post.announce()
    for _ in range(outbox.MOST_ATTEMPTS):
        assert post.database.write(outbox.claim) is not None
        post.hurry()
    assert post.database.write(outbox.claim) is None
    assert [row.state for row in post.rows()] == ["given_up"]


def test_several_processes_send_each_once(post, receive, monkeypatch):
    monkeypatch.setattr(couriers, "POLL", 0.02)
    receiver = receive()
    for org in "abc":
        post.hook(receiver.url, org)
        for _ in range(8):
            post.announce(org)
    several = [Courier(post.database, HERE) for _ in range(3)]
    for one in several:
        one.start()
    until(lambda: all(row.state == "delivered" for row in post.rows()))
    for one in several:
        one.stop()
    ids = [headers["webhook-id"] for _, headers, _ in receiver.came]
    assert len(ids) == len(set(ids)) == 24


def test_a_late_outcome_of_what_others_took_over_counts_no_more(post, receive):
    post.hook(receive().url)
    post.announce()
    first = post.database.write(outbox.claim)
    post.hurry()
    second = post.database.write(outbox.claim)
    assert first is not None
    assert second is not None
    failed = outbox.Attempt(at=now(), seconds=1, error="webhook_timed_out", fields={"seconds": 1})
    done = outbox.Attempt(at=now(), seconds=1, status=200)
    post.database.write(lambda s: outbox.settle(s, second, done))
    post.database.write(lambda s: outbox.settle(s, first, failed))
    post.database.write(lambda s: outbox.release(s, first))
    [row] = post.rows()
    assert (row.state, len(row.attempts)) == ("delivered", 1)


def test_a_database_that_is_away_costs_nothing_but_time(file_post, receive, monkeypatch, caplog):
    monkeypatch.setattr(couriers, "POLL", 0.05)
    receiver = receive()
    file_post.hook(receiver.url)
    file_post.announce()
    away = threading.Event()
    away.set()

    def refused(*_: Any) -> None:
        if away.is_set():
            raise couriers.Unavailable.at("database_unavailable")

    event.listen(file_post.database.engine, "begin", refused)
    file_post.courier.start()
    until(lambda: bool(warnings(caplog)))
    away.clear()
    until(lambda: len(receiver.came) == 1)
    file_post.courier.stop()
    assert warnings(caplog) == AWAY_AND_BACK


def test_a_database_that_takes_nothing_is_told_once_and_when_it_does_again(
    file_post, receive, monkeypatch, caplog
):
    monkeypatch.setattr(couriers, "POLL", 0.02)
    receiver = receive()
    file_post.hook(receiver.url)
    file_post.announce()
    refused, write = [], file_post.database.write

    def closed(work: Any) -> Any:
        if len(refused) < 4:
            refused.append(work)
            raise couriers.Unavailable.at("database_unavailable")
        return write(work)

    monkeypatch.setattr(file_post.database, "write", closed)
    file_post.courier.start()
    until(lambda: len(receiver.came) == 1 and len(warnings(caplog)) > 1)
    file_post.courier.stop()
    assert warnings(caplog) == AWAY_AND_BACK


def test_the_log_names_no_address(file_post, receive, caplog):
    caplog.set_level(logging.DEBUG)
    receiver = receive()
    receiver.statuses = [200, 500]
    made = file_post.hook(receiver.url)
    for _ in range(2):
        file_post.announce()
        file_post.deliver()
    told = [row for row in caplog.records if row.name == "parkwise.webhooks"]
    assert [row.getMessage() for row in told] == ["webhook delivered", "webhook not delivered"]
    for row in told:
        assert getattr(row, SAID)["webhook"] == made["id"]
    every = json.dumps([f"{row.getMessage()} {getattr(row, SAID, '')}" for row in caplog.records])
    assert "token=x" not in every
    assert made["secret"] not in every
