import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.access.caller import THIS_MACHINE, Caller
from api.db.columns import now
from api.db.tables import EntryRow, JobRow
from api.http.list_page import cursor
from api.http.refusals import Conflict
from api.jobs import service
from api.jobs.schemas import JobModel
from api.jobs.submission import of_body
from api.keys.service import organisation_named
from api.requests.page_query import PageRequest
from api.settings import Settings
from mcda.errors import InvalidInput, NotFound


def _submitted(database, document, caller=THIS_MACHINE):
    job = of_body(json.dumps(document).encode(), Settings())
    reply = database.write(lambda s: service.submit(s, caller, job))
    return reply.headers["Location"].removeprefix("/v1/jobs/"), reply


def test_what_is_stored_is_the_job_that_was_sent(database, portfolio):
    job, reply = _submitted(database, {**portfolio, "deadline_seconds": 60})
    assert reply.status == 202
    row = database.read(lambda s: s.get_one(JobRow, job))
    assert (row.kind, row.by) == ("portfolio", "this machine")
    assert timedelta(seconds=50) < row.deadline - now() < timedelta(seconds=60)
    again = JobModel.model_validate_json(row.request).root
    assert again.enterprises == JobModel.model_validate(portfolio).root.enterprises
    stored = json.loads(row.request)["enterprises"]
    assert [client["id"] for client in stored] == ["c-1", "c-2", "c-3"]
    assert stored[0]["home"] == {"province": "浙江", "city": "杭州"}
    assert stored[2]["profile"] == "anchor-follower"


def test_submitting_and_cancelling_are_noted(database, ranking):
    job, _ = _submitted(database, ranking)
    database.write(lambda s: service.cancel(s, THIS_MACHINE, job))
    lines = database.read(lambda s: s.execute(select(EntryRow.action, EntryRow.target)).all())
    assert [tuple(line) for line in lines] == [("job.submit", job), ("job.cancel", job)]


def test_shown_as_it_stands(database, ranking):
    job, _ = _submitted(database, ranking)
    found = database.read(lambda s: service.read(s, THIS_MACHINE, job))
    assert found.pop("created_at").endswith("Z")
    assert found == {
        "id": job,
        "kind": "ranking",
        "state": "queued",
        "progress": {"done": 0, "total": 0},
        "attempts": 0,
        "cancel_asked": False,
        "started_at": None,
        "finished_at": None,
        "deadline": None,
        "result": None,
        "problem": None,
    }


def newest(start):
    return PageRequest(sort="-created_at", start=start, limit=2)


def test_a_page_leads_to_the_next(database, ranking):
    jobs = [_submitted(database, ranking)[0] for _ in range(5)]
    seen, start = [], None
    for _ in range(3):
        page = database.read(
            lambda s, at=start: service.list_page(s, THIS_MACHINE, None, newest(at))
        )
        seen += [item["id"] for item in page["items"]]
        start = page["next"]
    assert (seen, start) == (jobs[::-1], None)


@pytest.mark.parametrize(
    "place",
    [["soon", "0" * 24], ["2026-11-25T10:00:00", "0" * 24], ["2026-11-25T10:00:00+00:00", "\0"]],
)
def test_a_place_that_no_page_gave(database, place):
    word = cursor(["-created_at", *place])
    with pytest.raises(InvalidInput, match="does not stand for a place"):
        database.read(lambda s: service.list_page(s, THIS_MACHINE, None, newest(word)))


def test_another_organisation_finds_nothing(database, ranking):
    job, _ = _submitted(database, ranking)
    other = Caller(
        organisation=database.write(lambda s: organisation_named(s, "theirs")),
        by="them",
        scopes=frozenset({"admin"}),
    )
    for work in (service.read, service.cancel, service.result):
        with pytest.raises(NotFound):
            database.write(lambda s, work=work: work(s, other, job))
    assert database.read(lambda s: service.list_page(s, other, None, newest(None)))["items"] == []
    assert database.read(lambda s: service.read(s, THIS_MACHINE, job))["state"] == "queued"


def test_no_result_yet(database, ranking):
    job, _ = _submitted(database, ranking)
    with pytest.raises(Conflict):
        database.read(lambda s: service.result(s, THIS_MACHINE, job))
