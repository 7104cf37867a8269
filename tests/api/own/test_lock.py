from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from api.access.lock import lock_organisation
from api.db.tables import OverlayRow, ProfileRow
from api.own import overlays
from api.profiles import store as profiles

WRITERS = 6


def _at_once(database, work):
    barrier = Barrier(WRITERS)

    def one(number):
        barrier.wait()
        return database.write(lambda s: work(s, number))

    with ThreadPoolExecutor(WRITERS) as threads:
        return list(threads.map(one, range(WRITERS)))


def test_a_first_profile_saved_many_times_at_once_is_new_once(database, owner):
    caller = owner(database, "ours")

    def work(session, number):
        return profiles.put(session, caller, "board", str(number), "", {"kind": "direct"})[1]

    assert sorted(_at_once(database, work)) == [False] * (WRITERS - 1) + [True]
    assert database.read(lambda s: s.scalar(select(func.count()).select_from(ProfileRow))) == 1


def test_a_first_workbook_saved_many_times_at_once(database, owner):
    caller = owner(database, "ours")
    _at_once(database, lambda s, number: overlays.put(s, caller, b"%d" % number))
    assert database.read(lambda s: s.scalar(select(func.count()).select_from(OverlayRow))) == 1


def test_turns_are_taken_one_after_another(database, owner):
    caller, seen = owner(database, "ours"), []

    def work(session, number):
        lock_organisation(session, caller)
        seen.append(("in", number))
        session.execute(select(1))
        seen.append(("out", number))

    _at_once(database, work)
    assert [number for _, number in seen[::2]] == [number for _, number in seen[1::2]]
    assert [what for what, _ in seen] == ["in", "out"] * WRITERS


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_other_work_does_not_wait(database, owner):
    """SQLite lets one writer in at a time, whatever it writes."""
    caller = owner(database, "ours")
    other = OverlayRow(organisation_id=caller.organisation, content=b"", digest="", by="b")

    def work(session):
        lock_organisation(session, caller)
        database.write(lambda inner: inner.add(other))

    database.write(work)
