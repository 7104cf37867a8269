from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from api.own import overlays
from api.own import settings as owned_settings
from api.own.settings import Owned
from api.parks.catalogue import catalogue_of
from api.settings import Settings


@pytest.fixture
def owned(database):
    made = Owned(database, Settings(job_max_samples=7, job_max_criteria=8, job_max_alternatives=9))
    yield made
    made.close()


@pytest.fixture
def caller(database, owner, workbook):
    found = owner(database, "ours")
    database.write(lambda s: overlays.put(s, found, workbook))
    return found


def test_private_data_lie_over_the_catalogue_of_their_owner_only(database, owned, owner, caller):
    theirs = owned.of(owner(database, "theirs").organisation)
    assert theirs is owned.settings
    ours = catalogue_of(owned.of(caller.organisation))
    assert "visit.power" in ours.claims
    assert "visit.power" not in catalogue_of(theirs).claims


def test_jobs_have_limits_of_their_own(owned, caller):
    found = owned.for_jobs(caller.organisation)
    assert (found.max_samples, found.max_criteria, found.max_alternatives) == (7, 8, 9)
    assert found.catalogue == owned.of(caller.organisation).catalogue


def test_looked_up_again_after_a_while_or_when_told_so(database, owned, caller, monkeypatch):
    first = owned.of(caller.organisation)
    database.write(lambda s: overlays.delete(s, caller))
    assert owned.of(caller.organisation) is first
    assert owned.lately(caller.organisation) is first
    owned.forget(caller.organisation)
    assert owned.lately(caller.organisation) is None
    assert owned.of(caller.organisation).catalogue is None
    monkeypatch.setattr(owned_settings, "FRESH", -1.0)
    owned.forget(caller.organisation)
    owned.of(caller.organisation)
    assert owned.lately(caller.organisation) is None


def test_many_at_once_write_the_same_workbook(owned, caller):
    barrier = Barrier(8)

    def one(_):
        barrier.wait()
        return owned.of(caller.organisation).catalogue

    with ThreadPoolExecutor(8) as threads:
        for _ in range(20):
            [path] = set(threads.map(one, range(8)))
            assert [found.name for found in path.parent.iterdir()] == [path.name]
            path.unlink()
            owned.forget(caller.organisation)


def test_closed_it_leaves_nothing_and_can_be_used_again(owned, caller):
    path = owned.of(caller.organisation).catalogue
    owned.close()
    assert not path.parent.exists()
    again = owned.of(caller.organisation).catalogue
    assert again.exists()


def test_never_used_it_makes_no_folder(database):
    made = Owned(database, Settings())
    assert made._folder is None
    made.close()
