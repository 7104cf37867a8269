"""An organisation saves no more than it may, and is told how much that is."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.app import create_app
from api.assessments import store
from api.db import Database
from api.db.tables import AssessmentRow, JobRow, ResultRow
from api.http.refusals import StorageFull
from api.jobs import store as jobs
from api.keys.service import organisation_named
from api.limits import quotas
from api.limits.quotas import Quotas, usage
from api.settings import Settings
from tests.clients import TestClient
from tests.refusals import rejects

CONTENT = {"name": "a", "enterprise": {"home": {"province": "Zhejiang"}}, "parks": ["ljip", "tcr"]}
Make = Callable[..., TestClient]


@pytest.fixture
def make(database_url: str) -> Iterator[Make]:
    opened: list[TestClient] = []

    def make(**settings: int) -> TestClient:
        app: FastAPI = create_app(Settings(database=database_url, job_runners=0, **settings))
        opened.append(TestClient(app).__enter__())
        return opened[-1]

    yield make
    for one in opened:
        one.__exit__(None, None, None)


def refused(answer: object, code: str, limit: int) -> None:
    assert answer.status_code == 507, answer.text  # type: ignore[attr-defined]
    problem = answer.json()  # type: ignore[attr-defined]
    assert problem["code"] == code
    assert str(limit) in problem["detail"]


def test_one_assessment_more_is_refused_until_one_is_deleted(make: Make) -> None:
    client = make(max_assessments=2)
    places = [client.post("/v1/assessments", json=CONTENT).headers["Location"] for _ in range(2)]
    refused(client.post("/v1/assessments", json=CONTENT), "too_many_assessments", 2)
    told = client.get("/v1/organisation").json()["saved"]["assessments"]
    assert told == {"used": 2, "limit": 2}
    kept = client.get("/v1/organisation").json()["kept_days"]
    assert (kept["results"], kept["deleted"], kept["jobs"]) == (None, 30, 30)
    assert client.patch(places[0], json={"name": "b"}).status_code == 200
    client.delete(places[0])
    assert client.post("/v1/assessments", json=CONTENT).status_code == 201
    refused(client.post(f"{places[0]}/restore"), "too_many_assessments", 2)
    client.delete(places[1])
    assert client.post(f"{places[0]}/restore").status_code == 200


def test_one_result_more_is_refused_and_what_is_there_is_read(make: Make) -> None:
    client = make(max_results=1)
    place = client.post("/v1/assessments", json=CONTENT).headers["Location"]
    assert client.post(f"{place}/run").status_code == 201
    refused(client.post(f"{place}/run"), "too_many_results", 1)
    assert client.get(f"{place}/results/1").status_code == 200
    assert client.get(f"{place}/results").json()["total"] == 1


def test_bytes_of_answers_and_their_documents_count(make: Make) -> None:
    client = make()
    place = client.post("/v1/assessments", json=CONTENT).headers["Location"]
    used = client.get("/v1/organisation").json()["saved"]["bytes"]["used"]
    client.post(f"{place}/run")
    database: Database = client.app.state.database  # type: ignore[attr-defined]
    row = database.read(lambda s: s.scalars(select(ResultRow)).one())
    now = client.get("/v1/organisation").json()["saved"]["bytes"]["used"]
    stored = len(row.answer) + len(row.document or b"")
    assert len(row.document or b"") > 1000
    if database.is_sqlite:  # PostgreSQL makes them smaller
        assert now - used == stored
    database.check = Quotas({"assessments": None, "results": None, "bytes": now + 1000}).check
    refused(client.post(f"{place}/run"), "too_much_saved", 0)


def test_bytes_of_jobs_count_too(database: Database) -> None:
    database.check = Quotas({"assessments": None, "results": None, "bytes": 1_000_000}).check
    owner = database.write(lambda s: organisation_named(s, "a"))
    caller = Caller(organisation=owner, by="x", scopes=frozenset({"write"}))

    def submit() -> None:
        sent = os.urandom(400_000)  # nothing makes it smaller
        database.write(lambda s: jobs.add(s, caller, "ranking", sent, None) and None)

    submit()
    submit()
    with rejects(StorageFull, code="too_much_saved"):
        submit()
    assert 800_000 <= database.read(lambda s: usage(s, owner))["bytes"] < 810_000


def test_a_result_of_a_job_counts_and_is_not_read_for_that(database: Database) -> None:
    database.check = Quotas({"assessments": None, "results": None, "bytes": 1_000_000}).check
    owner = database.write(lambda s: organisation_named(s, "a"))
    caller = Caller(organisation=owner, by="x", scopes=frozenset({"write"}))
    made = [database.write(lambda s: jobs.add(s, caller, "ranking", b"", None).id) for _ in "ab"]

    def ended(job: str, **columns: object) -> None:
        def work(session: Session) -> None:
            row = jobs.find(session, caller, job)
            for name, value in columns.items():
                setattr(row, name, value)

        database.write(work)

    ended(made[0], result=os.urandom(600_000))
    ended(made[0], done=1)
    ended(made[0], result=None, done=2)
    ended(made[0], result=os.urandom(600_000))
    with rejects(StorageFull, code="too_much_saved"):
        ended(made[1], result=os.urandom(600_000))
    assert 600_000 <= database.read(lambda s: usage(s, owner))["bytes"] < 610_000


def test_organisations_have_quotas_of_their_own(database: Database) -> None:
    database.check = Quotas({"assessments": 1, "results": None, "bytes": None}).check
    callers = [
        Caller(organisation=owner, by="x", scopes=frozenset({"write"}))
        for name in ("a", "b")
        for owner in [database.write(lambda s, name=name: organisation_named(s, name))]
    ]
    for caller in callers:
        database.write(lambda s, caller=caller: store.add(s, caller, {"name": "x"}))
    for caller in callers:
        with pytest.raises(StorageFull) as caught:
            database.write(lambda s, caller=caller: store.add(s, caller, {"name": "x"}))
        for language in ("en", "zh"):
            assert "1" in caught.value.say(language)
    assert database.read(lambda s: s.scalar(select(func.count()).select_from(AssessmentRow))) == 2


def test_what_another_process_saved_counts_before_anything_is_refused_or_late(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = database.write(lambda s: organisation_named(s, "a"))
    caller = Caller(organisation=owner, by="x", scopes=frozenset({"write"}))
    with closing(Database(database.url.render_as_string(hide_password=False))) as other:
        database.check = Quotas({"assessments": 2, "results": None, "bytes": None}).check
        database.write(lambda s: store.add(s, caller, {"name": "1"}))
        made = other.write(lambda s: store.add(s, caller, {"name": "2"}).id)
        monkeypatch.setattr(quotas, "FRESH", 0.0)
        with pytest.raises(StorageFull):
            database.write(lambda s: store.add(s, caller, {"name": "3"}))
        monkeypatch.setattr(quotas, "FRESH", 1e6)
        other.write(lambda s: store.remove(s, caller, store.find(s, caller, made, lock=True)))
        database.write(lambda s: store.add(s, caller, {"name": "3"}))


def test_without_limits_nothing_is_counted(database: Database) -> None:
    owner = database.write(lambda s: organisation_named(s, "a"))
    caller = Caller(organisation=owner, by="x", scopes=frozenset({"write"}))
    free = Quotas.of(Settings(max_assessments=0, max_results=0, max_saved_mib=0))
    database.check = free.check
    database.write(lambda s: store.add(s, caller, {"name": "1"}))
    assert free._seen == {}


def test_usage_is_what_the_tables_hold(database: Database) -> None:
    owner = database.write(lambda s: organisation_named(s, "a"))
    caller = Caller(organisation=owner, by="x", scopes=frozenset({"write"}))

    def work(session):
        row = store.add(session, caller, {"name": "1"})
        fields = {"by": "x", "engine": "e", "headline": {}, "version": 1}
        session.add(ResultRow(assessment_id=row.id, number=1, answer=b"a" * 1000, **fields))
        session.add(JobRow(organisation_id=owner, by="x", kind="ranking", request=b"b" * 100))

    database.write(work)
    found = database.read(lambda s: usage(s, owner))
    assert (found["assessments"], found["results"]) == (1, 1)
    assert 1100 < found["bytes"] < 1300
