import asyncio
import json
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import delete, update

from api.access.caller import THIS_MACHINE
from api.db.columns import now
from api.db.tables import JobRow
from api.jobs import events, store
from api.jobs.events import Looks, has_more, stream
from mcda.errors import NotFound

SECONDS = 90


def _parsed(block):
    return dict(line.split(": ", 1) for line in block.decode().strip().split("\n"))


def _do(database, job, work):
    database.write(lambda s: work(s, s.get_one(JobRow, job)))


async def _gathered(database, job, after=0):
    return [_parsed(block) async for block in stream(Looks(database), job, after)][1:]


def _run(database, job, after=0):
    return asyncio.run(asyncio.wait_for(_gathered(database, job, after), SECONDS))


@pytest.fixture
def often(monkeypatch):
    """Let streams look many times a second."""
    monkeypatch.setattr(events, "POLL", 0.05)


def test_as_it_happens_until_the_end(database, add, often):
    job = add(database)

    async def listen():
        seen = []
        async for block in stream(Looks(database), job, 0):
            found = _parsed(block)
            if "event" not in found:
                assert found == {"retry": "2000"}
                continue
            seen.append((int(found["id"]), found["event"]))
            match found["event"]:
                case "queued":
                    database.write(lambda s: store.claim(s, "w"))
                case "started":
                    _do(database, job, lambda s, row: store.beat(s, row, 1, 2))
                case "progress":
                    said = json.loads(found["data"])
                    assert (said["done"], said["total"]) == (1, 2)
                    assert said["at"].endswith("Z")
                    _do(database, job, lambda s, row: store.end(s, row, "done", {}))
        return seen

    seen = asyncio.run(asyncio.wait_for(listen(), SECONDS))
    assert seen == [(1, "queued"), (2, "started"), (3, "progress"), (4, "done")]


def test_something_comes_every_second_while_a_job_runs(database, add, monkeypatch):
    """The clock is that of the pauses between looks, so that no machine is too slow for it."""
    job, slept, seen = add(database), [0.0], []

    async def paused(seconds):
        slept[0] += seconds

    monkeypatch.setattr(events.asyncio, "sleep", paused)
    monkeypatch.setattr(Looks, "since", _fresh)

    async def listen():
        async for block in stream(Looks(database), job, 0):
            found = _parsed(block)
            seen.append((slept[0], found.get("event"), found.get("id"), found.get("data")))
            if found.get("event") == "queued":
                database.write(lambda s: store.claim(s, "w"))
            if len(seen) == 6:
                _do(database, job, lambda s, row: store.beat(s, row, 1, 500))
            if len(seen) == 10:
                _do(database, job, lambda s, row: store.end(s, row, "done", {}))

    asyncio.run(asyncio.wait_for(listen(), SECONDS))
    assert [event for _, event, _, _ in seen[:3]] == [None, "queued", "started"]
    assert {event for _, event, _, _ in seen[3:-1]} == {"progress"}
    assert [number for _, _, number, _ in seen if number is not None] == ["1", "2", "3", "4"]
    said = [json.loads(data) for *_, data in seen[3:-1]]
    assert [(one["done"], one["total"]) for one in said][:3] == [(0, 0)] * 3
    assert (said[-1]["done"], said[-1]["total"]) == (1, 500)
    assert len(seen) > 10
    moments = [at for at, *_ in seen[2:]]
    assert max(after - before for before, after in pairwise(moments)) <= events.EVERY


async def _fresh(looks, job_id, after):
    return events._look(looks.database, job_id, after)


def test_a_job_that_waits_tells_of_no_progress(database, add, monkeypatch):
    monkeypatch.setattr(events, "POLL", 0.01)
    monkeypatch.setattr(events, "EVERY", 0.01)
    monkeypatch.setattr(events, "_QUIET", 0.05)
    job = add(database)

    async def listen():
        seen = []
        async for block in stream(Looks(database), job, 0):
            seen.append(block)
            if len(seen) == 4:
                return seen
        return seen

    assert asyncio.run(asyncio.wait_for(listen(), SECONDS))[2:] == [b": still here\n\n"] * 2


def test_taken_up_again(database, add):
    job = add(database)
    _do(database, job, store.cancel)
    assert [found["id"] for found in _run(database, job)] == ["1", "2"]
    assert [found["id"] for found in _run(database, job, 1)] == ["2"]
    assert _run(database, job, 2) == []


def test_more_events_than_are_read_at_once(database, add, monkeypatch):
    monkeypatch.setattr(events, "_PAGE", 4)
    monkeypatch.setattr(events, "POLL", 0.01)
    job = add(database)
    for done in range(11):
        _do(database, job, lambda s, row, n=done: store.beat(s, row, n + 1, 20))
    _do(database, job, store.cancel)
    found = _run(database, job)
    assert [int(item["id"]) for item in found] == list(range(1, 14))


def test_a_job_that_is_erased_ends_the_stream(database, add):
    job = add(database)
    database.write(lambda s: s.execute(delete(JobRow)))
    assert _run(database, job) == []


def test_quiet_streams_say_that_they_live(database, add, monkeypatch):
    monkeypatch.setattr(events, "POLL", 0.01)
    monkeypatch.setattr(events, "_QUIET", 0.02)
    job = add(database)

    async def first_comment():
        async for block in stream(Looks(database), job, 0):
            if block.startswith(b":"):
                return block
        return b""

    assert asyncio.run(asyncio.wait_for(first_comment(), SECONDS)) == b": still here\n\n"


def test_a_database_that_does_not_answer_is_waited_for(sqlite, tmp_path, add, monkeypatch):
    monkeypatch.setattr(events, "POLL", 0.01)
    job = add(sqlite)
    _do(sqlite, job, store.cancel)
    sqlite.close()
    (tmp_path / "jobs.db").rename(tmp_path / "away.db")
    (tmp_path / "jobs.db").symlink_to(tmp_path)

    async def listen():
        seen = []
        async for block in stream(Looks(sqlite), job, 0):
            if block.startswith(b"retry"):
                asyncio.get_running_loop().call_later(0.2, back)
            else:
                seen.append(_parsed(block)["event"])
        return seen

    def back():
        (tmp_path / "away.db").replace(tmp_path / "jobs.db")

    assert asyncio.run(asyncio.wait_for(listen(), SECONDS)) == ["queued", "cancelled"]


def test_it_ends_where_the_server_stops(sqlite, add, often):
    job, answers = add(sqlite), iter((False, False, True))

    async def listen():
        return [block async for block in stream(Looks(sqlite), job, 0, lambda: next(answers))]

    found = asyncio.run(asyncio.wait_for(listen(), SECONDS))
    assert [_parsed(block).get("event") for block in found] == [None, "queued"]


@pytest.mark.parametrize("claimed", [False, True])
def test_past_its_deadline_a_job_fails_while_somebody_listens(database, add, often, claimed):
    job = add(database)
    if claimed:
        database.write(lambda s: store.claim(s, "w"))
    late = now() + timedelta(seconds=0.3)
    database.write(lambda s: s.execute(update(JobRow).values(deadline=late)))
    found = _run(database, job)
    assert (found[-1]["event"], json.loads(found[-1]["data"])["reason"]) == (
        "failed",
        "job_deadline",
    )


def test_nothing_comes_after_the_last_event(database, add):
    job = add(database)

    def has(after):
        return database.read(lambda s: has_more(s, THIS_MACHINE, job, after))

    assert has(0)
    assert has(1)
    _do(database, job, store.cancel)
    assert [has(after) for after in (0, 1, 2, 99)] == [True, True, False, False]
    with pytest.raises(NotFound):
        database.read(lambda s: has_more(s, THIS_MACHINE, "0" * 24, 0))


def test_many_who_listen_to_a_job_ask_the_database_once(database, add, monkeypatch):
    monkeypatch.setattr(events, "POLL", 0.2)
    job, looks, asked = add(database), Looks(database), []
    look = events._look

    def counted(*wanted):
        asked.append(wanted)
        return look(*wanted)

    monkeypatch.setattr(events, "_look", counted)

    async def listen():
        return [_parsed(block) async for block in stream(looks, job, 0)][-1]["event"]

    async def all_of_them():
        waiting = [asyncio.create_task(listen()) for _ in range(200)]
        waiting[0].cancel()
        await asyncio.sleep(4 * events.POLL)
        seconds = len(asked)
        await asyncio.to_thread(_do, database, job, store.cancel)
        ends = await asyncio.gather(*waiting[1:])
        await asyncio.sleep(events.POLL)
        assert looks._lately == {}
        return seconds, ends

    began = time.monotonic()
    while_quiet, ends = asyncio.run(asyncio.wait_for(all_of_them(), SECONDS))
    assert set(ends) == {"cancelled"}
    assert while_quiet <= 2 * (time.monotonic() - began) / events.POLL + 4
