import hashlib
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from api.own import overlays
from api.own import settings as owned_settings
from api.own.settings import OrganisationSettings
from api.parks.catalogue import catalogue_of, rests_on
from api.settings import Settings
from mcda.errors import InvalidTable


@pytest.fixture
def owned(database):
    return OrganisationSettings(
        database, Settings(job_max_samples=7, job_max_criteria=8, job_max_alternatives=9)
    )


@pytest.fixture
def caller(database, owner, workbook):
    found = owner(database, "ours")
    database.write(lambda s: overlays.put(s, found, workbook))
    return found


def test_private_data_lie_over_the_catalogue_of_their_owner_only(database, owned, owner, caller):
    theirs = owned.of(owner(database, "theirs").organisation)
    assert theirs is owned.settings
    assert "visit.power" in catalogue_of(owned.of(caller.organisation)).claims
    assert "visit.power" not in catalogue_of(theirs).claims


def test_jobs_have_limits_of_their_own(owned, caller):
    found = owned.for_jobs(caller.organisation)
    assert (found.max_samples, found.max_criteria, found.max_alternatives) == (7, 8, 9)
    assert found.private_data is owned.of(caller.organisation).private_data is not None


def test_looked_up_again_after_a_while_or_when_told_so(database, owned, caller, monkeypatch):
    first = owned.of(caller.organisation)
    database.write(lambda s: overlays.delete(s, caller))
    assert owned.of(caller.organisation) is first
    assert owned.lately(caller.organisation) is first
    owned.forget(caller.organisation)
    assert owned.lately(caller.organisation) is None
    assert owned.of(caller.organisation).private_data is None
    monkeypatch.setattr(owned_settings, "FRESH", -1.0)
    owned.forget(caller.organisation)
    owned.of(caller.organisation)
    assert owned.lately(caller.organisation) is None


def test_the_digest_is_that_of_what_was_sent(owned, caller, workbook):
    found = owned.of(caller.organisation)
    assert rests_on(found)["overlay"] == hashlib.sha256(workbook).hexdigest()


def test_a_workbook_is_read_once_for_many_at_once(owned, caller, monkeypatch):
    read, noted = overlays.rows, []

    def rows(*args, **more):
        noted.append(args)
        return read(*args, **more)

    monkeypatch.setattr(overlays, "rows", rows)
    with ThreadPoolExecutor(8) as threads:
        for _ in range(3):
            found = set(threads.map(lambda _: owned.of(caller.organisation).private_data, range(8)))
            assert len(found) == 1
            owned.forget(caller.organisation)
    assert len(noted) == 1


def test_nobody_waits_for_the_workbook_of_another(
    database, owned, owner, caller, workbook, monkeypatch
):
    others = [owner(database, name) for name in ("with data", "without")]
    database.write(lambda s: overlays.put(s, others[0], workbook))
    read, begun, gate = overlays.rows, threading.Event(), threading.Event()

    def rows(*args, **more):
        if not begun.is_set():
            begun.set()
            assert gate.wait(60)
        return read(*args, **more)

    monkeypatch.setattr(overlays, "rows", rows)
    with ThreadPoolExecutor(3) as threads:
        ours = threads.submit(owned.of, caller.organisation)
        assert begun.wait(60)
        theirs = [threads.submit(owned.of, other.organisation) for other in others]
        done, _ = wait(theirs, 20)
        gate.set()
    assert len(done) == 2
    assert [one.result().private_data is None for one in (ours, *theirs)] == [False, False, True]


def test_another_process_gets_the_same_catalogue(owned, caller):
    found = owned.of(caller.organisation)
    sent = pickle.dumps(found)
    assert len(sent) < 10_000
    there = pickle.loads(sent)
    assert there.private_data == found.private_data
    assert there.private_data.overlay() == found.private_data.overlay()
    assert catalogue_of(there) is catalogue_of(found)


def test_a_workbook_that_no_longer_fits_stops_answers_and_not_its_replacement(
    database, owned, caller, sheets
):
    head = ["park", "criterion", "mode", "source", "as_of"]
    gone = sheets(
        sources=[["id", "title", "date"], ["offer", "Offer", "2026"]],
        quotations=[head, ["a_park_that_was_closed", "land_price", 118, "offer", "2026"]],
    )
    database.write(lambda s: overlays.put(s, caller, gone))
    owned.forget(caller.organisation)
    found = owned.of(caller.organisation)
    assert rests_on(found)["overlay"] == hashlib.sha256(gone).hexdigest()
    with pytest.raises(InvalidTable) as refused:
        catalogue_of(pickle.loads(pickle.dumps(found)))
    assert "quotations!A2" in refused.value.say()
