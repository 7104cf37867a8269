import json
import os
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from api.app import create_app
from api.db.tables import JobRow
from api.http.list_page import cursor
from api.requests.body import LARGEST_HERE
from api.settings import Settings
from tests.clients import TestClient

CSV = {"Content-Type": "text/csv"}


def _events(client, job, **headers):
    """Return id, event and data of each event, and whatever else the stream holds."""
    answer = client.get(f"/v1/jobs/{job}/events", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    found, rest = [], []
    for block in answer.text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n"))
        if "id" in lines:
            found.append((int(lines["id"]), lines["event"], json.loads(lines["data"])))
        else:
            rest.append(lines)
    assert rest[0] == {"retry": "2000"}
    return found


def _problem(answer, status, code, pointer=None):
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert (body["code"], body["status"]) == (code, status)
    if pointer is not None:
        assert body["errors"][0]["pointer"] == pointer
    return body


@pytest.mark.long
def test_from_the_queue_to_the_result(database_url, portfolio, endless, wait):
    with TestClient(create_app(Settings(database=database_url))) as client:
        answer = client.post("/v1/jobs", json=portfolio)
        assert answer.status_code == 202
        job = answer.json()["id"]
        assert answer.headers["Location"] == f"/v1/jobs/{job}"
        found = wait(client, job, "done", "failed")
        assert (found["state"], found["attempts"]) == ("done", 1)
        assert found["progress"] == {"done": 3, "total": 3}
        assert found["result"] == f"/v1/jobs/{job}/result"
        items = client.get(found["result"]).json()["items"]
        best = [(item["id"], len(item["best"])) for item in items]
        assert best == [("c-1", 3), ("c-2", 3), ("c-3", 3)]
        events = _events(client, job)
        assert [number for number, *_ in events] == list(range(1, len(events) + 1))
        names = [event for _, event, _ in events]
        assert (names[:2], names[-1]) == (["queued", "started"], "done")
        assert _events(client, job, **{"Last-Event-ID": "2"}) == events[2:]
        seen = {"Last-Event-ID": str(len(events))}
        assert client.get(f"/v1/jobs/{job}/events", headers=seen).status_code == 204

        long = client.post("/v1/jobs", json=endless).json()["id"]
        wait(client, long, "running")
        assert client.delete(f"/v1/jobs/{long}").json()["cancel_asked"] is True
        assert wait(client, long, "cancelled", "done")["state"] == "cancelled"
        assert _events(client, long)[-1][1] == "cancelled"

        late = client.post("/v1/jobs", json={**endless, "deadline_seconds": 1}).json()["id"]
        found = wait(client, late, "failed", "done")
        assert found["problem"]["code"] == "job_deadline"

        twice = {**portfolio, "enterprises": portfolio["enterprises"][:1] * 2}
        said = client.post("/v1/jobs", json=twice, headers={"Accept-Language": "zh"})
        found = _problem(said, 422, "duplicate_enterprise", "/enterprises/1/id")
        assert found["title"] == "标识重复"
        _problem(client.get(f"/v1/jobs/{late}/result"), 409, "job_without_result")


def test_a_service_that_stops_gives_its_job_back(database_url, ranking, endless, wait, replace):
    with TestClient(create_app(Settings(database=database_url))) as client:
        job = client.post("/v1/jobs", json=endless).json()["id"]
        wait(client, job, "running")
    with TestClient(create_app(Settings(database=database_url, job_runners=0))) as client:
        found = client.get(f"/v1/jobs/{job}").json()
        assert (found["state"], found["attempts"]) == ("queued", 0)
        replace(client.app.state.database, job, ranking)
    with TestClient(create_app(Settings(database=database_url))) as client:
        assert wait(client, job, "done", "failed")["attempts"] == 1
        names = [event for _, event, _ in _events(client, job) if event != "progress"]
        assert names == ["queued", "started", "queued", "started", "done"]


def test_a_ranking_is_what_it_is_at_once(idle, ranking, work_off):
    ranking["request"] = {**ranking["request"], "method": {"name": "vikor", "v": 0.3}}
    job = idle.post("/v1/jobs", json=ranking).json()["id"]
    assert work_off(idle.app.state.database) == 1
    result = idle.get(f"/v1/jobs/{job}/result")
    assert result.content == idle.post("/v1/rankings", json=ranking["request"]).content


def test_recommendations_are_what_they_are_at_once(idle, work_off):
    requests = [
        {
            "enterprise": {"home": {"city": city}, "markets": {"US": 0.6}},
            "parks": ["ljip", "tcr"],
            "sensitivity": False,
            "as_of": "2026-11-01",
        }
        for city in ("杭州", "Shenzhen")
    ]
    job = idle.post("/v1/jobs", json={"kind": "recommendations", "requests": requests}).json()["id"]
    work_off(idle.app.state.database)
    items = idle.get(f"/v1/jobs/{job}/result").json()["items"]
    assert items == [idle.post("/v1/recommendations", json=one).json() for one in requests]


def test_a_record_of_a_portfolio_replays(idle, portfolio, work_off):
    def result(sent):
        job = idle.post("/v1/jobs", json=sent).json()["id"]
        work_off(idle.app.state.database)
        return idle.get(f"/v1/jobs/{job}/result").json()

    first = result({**portfolio, "deadline_seconds": 600})
    assert result(first["record"]["spec"]) == first


def test_past_the_synchronous_limits(url, ranking, work_off):
    settings = Settings(database=url, job_runners=0, max_alternatives=2, job_max_alternatives=3)
    with TestClient(create_app(settings)) as client:
        _problem(client.post("/v1/rankings", json=ranking["request"]), 422, "too_many_alternatives")
        assert client.post("/v1/jobs", json=ranking).status_code == 202
        problem = ranking["request"]["problem"]
        ranking["request"] = {
            **ranking["request"],
            "problem": {
                **problem,
                "alternatives": [*problem["alternatives"], {"id": "d"}],
                "performances": [*problem["performances"], [1, 2]],
            },
        }
        refused = client.post("/v1/jobs", json=ranking)
        _problem(refused, 422, "too_many_alternatives", "/request/problem/alternatives")


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"kind": "dance"}, "kind_unknown", ""),
        ({"enterprises": []}, "wrong_type", "/enterprises"),
        ({"enterprises": [{"id": "a", "size": "huge"}]}, "wrong_type", "/enterprises/0/size"),
        ({"enterprises": [{}]}, "missing_field", "/enterprises/0/id"),
        (
            {"enterprises": [{"id": "a", "profile": "no"}]},
            "unknown_profile",
            "/enterprises/0/profile",
        ),
        ({"parks": ["nowhere"]}, "unknown_park", "/parks/0"),
        ({"top": 0}, "wrong_type", "/top"),
        ({"deadline_seconds": 0}, "wrong_type", "/deadline_seconds"),
        ({"scenario": "none"}, "unknown_scenario", "/scenario"),
        ({"weights": {"kind": "profile", "id": "none"}}, "unknown_profile", "/weights/id"),
        ({"extra": 1}, "unknown_field", "/extra"),
    ],
)
def test_what_cannot_be_done_is_refused_at_once(idle, portfolio, change, code, pointer):
    _problem(idle.post("/v1/jobs", json={**portfolio, **change}), 422, code, pointer)
    assert idle.get("/v1/jobs").json()["items"] == []


@pytest.mark.parametrize("part", ["acceptability", "budget"])
def test_a_number_of_draws_that_no_machine_holds(idle, ranking, part):
    request = {**ranking["request"], "sensitivity": {part: {"samples": 2**63}}}
    answer = idle.post("/v1/jobs", json={**ranking, "request": request})
    assert answer.status_code == 422, answer.text
    assert f"/sensitivity/{part}" in answer.json()["errors"][0]["pointer"]


def test_listed_by_pages_and_states(idle, ranking):
    jobs = [idle.post("/v1/jobs", json=ranking).json()["id"] for _ in range(3)]
    idle.delete(f"/v1/jobs/{jobs[1]}")
    page = idle.get("/v1/jobs", params={"limit": 2}).json()
    rest = idle.get("/v1/jobs", params={"limit": 2, "cursor": page["next"]}).json()
    assert [item["id"] for item in page["items"] + rest["items"]] == jobs[::-1]
    assert (page["total"], rest["total"]) == (3, 3)
    oldest = idle.get("/v1/jobs", params={"sort": "created_at"}).json()["items"]
    assert [item["id"] for item in oldest] == jobs
    assert rest["next"] is None
    cancelled = idle.get("/v1/jobs", params={"state": "cancelled"}).json()["items"]
    assert [item["id"] for item in cancelled] == [jobs[1]]
    assert idle.get("/v1/jobs", params={"state": "lost"}).status_code == 422


@pytest.mark.parametrize(
    "word",
    [
        "x",
        "é",
        cursor(["2026-11-25", "0" * 24]),
        cursor(["-created_at", "2026-11-25T00:00:00+00:00"]),
    ],
)
def test_a_cursor_of_another_list(idle, word):
    _problem(idle.get("/v1/jobs", params={"cursor": word}), 422, "cursor_invalid", "/cursor")


def test_cancelled_while_it_waits(idle, ranking):
    job = idle.post("/v1/jobs", json=ranking).json()["id"]
    answer = idle.delete(f"/v1/jobs/{job}")
    assert (answer.status_code, answer.json()["state"]) == (202, "cancelled")
    _problem(idle.delete(f"/v1/jobs/{job}"), 409, "job_ended")
    assert [event for _, event, _ in _events(idle, job)] == ["queued", "cancelled"]


def test_sent_again_it_is_done_once(idle, ranking):
    key = {"Idempotency-Key": "once"}
    first = idle.post("/v1/jobs", json=ranking, headers=key)
    again = idle.post("/v1/jobs", json=ranking, headers=key)
    assert (again.status_code, again.content) == (202, first.content)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(idle.get("/v1/jobs").json()["items"]) == 1
    other = idle.post("/v1/jobs", json={**ranking, "deadline_seconds": 9}, headers=key)
    _problem(other, 409, "idempotency_key_reused")


def test_organisations_see_their_own_jobs_only(idle, ranking, portfolio, key, work_off):
    ours, theirs = key(idle, "ours"), key(idle, "theirs")
    again = {"Idempotency-Key": "1"}
    job = idle.post("/v1/jobs", json=portfolio, headers=ours | again).json()["id"]
    other = idle.post("/v1/jobs", json=portfolio, headers=theirs | again).json()["id"]
    assert other != job
    work_off(idle.app.state.database)
    for path in ("", "/events", "/result", "/result?format=csv"):
        assert idle.get(f"/v1/jobs/{job}{path}", headers=ours).status_code == 200
        _problem(idle.get(f"/v1/jobs/{job}{path}", headers=theirs), 404, "unknown_job")
    _problem(idle.delete(f"/v1/jobs/{job}", headers=theirs), 404, "unknown_job")
    listed = idle.get("/v1/jobs", headers=theirs).json()["items"]
    assert [item["id"] for item in listed] == [other]
    assert idle.get("/v1/jobs").status_code == 401


def test_a_key_that_reads_submits_and_cancels_nothing(idle, ranking, key):
    writer, reader = key(idle, "ours"), key(idle, "ours", "read")
    job = idle.post("/v1/jobs", json=ranking, headers=writer).json()["id"]
    assert idle.get(f"/v1/jobs/{job}", headers=reader).status_code == 200
    _problem(idle.post("/v1/jobs", json=ranking, headers=reader), 403, "scope_missing")
    _problem(idle.delete(f"/v1/jobs/{job}", headers=reader), 403, "scope_missing")
    sent = {"content": b"id\na\n", "headers": reader | CSV}
    _problem(idle.post("/v1/portfolios", **sent), 403, "scope_missing")


@pytest.mark.parametrize("job", ["0" * 24, "x", "%00", "..%2f"])
def test_no_such_job(idle, job):
    for path in ("", "/events", "/result"):
        assert idle.get(f"/v1/jobs/{job}{path}").status_code == 404


def test_the_head_of_a_stream_ends_while_the_job_waits(idle, ranking):
    job = idle.post("/v1/jobs", json=ranking).json()["id"]
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(idle.head, f"/v1/jobs/{job}/events")
        done, _ = futures.wait([asked], 20)
        idle.delete(f"/v1/jobs/{job}")
    assert done
    head = asked.result()
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"].startswith("text/event-stream")


def test_events_after_a_number_that_is_none(idle, ranking):
    job = idle.post("/v1/jobs", json=ranking).json()["id"]
    for said in ("-1", "x", "99999999999"):
        answer = idle.get(f"/v1/jobs/{job}/events", headers={"Last-Event-ID": said})
        assert answer.status_code == 422


def test_a_result_as_table(idle, portfolio, work_off):
    job = idle.post("/v1/jobs", json=portfolio).json()["id"]
    work_off(idle.app.state.database)
    for form, kind in (("csv", "text/csv"), ("xlsx", "application/vnd.openxml")):
        answer = idle.get(f"/v1/jobs/{job}/result", params={"format": form})
        assert answer.headers["Content-Type"].startswith(kind)
        name = f'attachment; filename="parkwise-{job}.{form}"'
        assert answer.headers["Content-Disposition"] == name
    text = idle.get(f"/v1/jobs/{job}/result?format=csv").content.decode("utf-8-sig")
    assert text.splitlines()[0] == '"id","park","rank","score","unknown"'
    assert len(text.splitlines()) == 10
    tags = set()
    for asked in ("?format=csv", "?format=xlsx", "", "?format=json"):
        tag = idle.get(f"/v1/jobs/{job}/result{asked}").headers["ETag"]
        held = idle.get(f"/v1/jobs/{job}/result{asked}", headers={"If-None-Match": tag})
        assert (held.status_code, held.content, held.headers["ETag"]) == (304, b"", tag)
        tags.add(tag)
    assert len(tags) == 3
    assert idle.get(f"/v1/jobs/{job}/result?format=pdf").status_code == 422


def written_by(_kind, _found, _form):
    return str(os.getpid()).encode()


def test_a_large_result_is_written_in_another_process(url, add, monkeypatch):
    for name in ("sheet", "result_told"):
        monkeypatch.setattr(f"api.jobs.routes.{name}", written_by)
    settings = Settings(database=url, job_runners=0, analysis_processes=1)
    with TestClient(create_app(settings)) as client:
        database = client.app.state.database
        for size, is_here in ((LARGEST_HERE, True), (LARGEST_HERE + 1, False)):
            job = add(database)
            kept = update(JobRow).where(JobRow.id == job).values(result=b"x" * size, state="done")
            database.write(lambda session, kept=kept: session.execute(kept))
            for form in ("json", "csv", "xlsx"):
                writer = client.get(f"/v1/jobs/{job}/result", params={"format": form}).text
                assert (int(writer) == os.getpid()) == is_here, form


def test_json_is_no_sheet(idle, portfolio):
    answer = idle.post("/v1/portfolios", json=portfolio)
    assert "text/csv" in str(_problem(answer, 415, "unsupported_media_type") or answer.json())


def test_a_sheet_as_portfolio(idle, work_off):
    sheet = "标识,省,市场,权重方案\n甲,浙江,US=0.6;EU=0.2,\n乙,,,anchor-follower\n"
    asked = {"top": 2, "method": "weighted_sum", "profile": "host-market-seller"}
    answer = idle.post("/v1/portfolios", content=sheet.encode("gb18030"), params=asked)
    assert answer.status_code == 202, answer.text
    job = answer.json()["id"]
    work_off(idle.app.state.database)
    result = idle.get(f"/v1/jobs/{job}/result").json()
    assert [(item["id"], len(item["best"])) for item in result["items"]] == [("甲", 2), ("乙", 2)]
    spec = result["record"]["spec"]
    assert (spec["method"]["name"], spec["weights"]["id"]) == ("weighted_sum", "host-market-seller")
    assert spec["enterprises"][0]["markets"] == {"US": 0.6, "EU": 0.2}


@pytest.mark.parametrize(
    ("sent", "asked", "code", "pointer"),
    [
        (b"id,size\na,huge\n", {}, "cell_choice", "/B2"),
        (b"id\na\n", {"method": "dance"}, "kind_unknown", "/method"),
        (b"id\na\n", {"scenario": "none"}, "unknown_scenario", "/scenario"),
        (b"id\na\n", {"profile": "none"}, "unknown_profile", "/profile"),
        (b"id\na\n", {"profile": "own:none"}, "unknown_profile", "/profile"),
        (b"id\na\n", {"top": 51}, "wrong_type", "/top"),
        (b"id\na\n", {"deadline_seconds": 0}, "wrong_type", "/deadline_seconds"),
        (b"id\na\n", {"parks": ["tcr", "none"]}, "unknown_park", "/parks/1"),
        (b"id\na\n", {"criteria": "none"}, "unknown_catalogue_criterion", "/criteria/0"),
        (b"id\n", {}, "wrong_type", "/enterprises"),
    ],
)
def test_a_sheet_that_is_refused(idle, sent, asked, code, pointer):
    _problem(idle.post("/v1/portfolios", content=sent, params=asked), 422, code, pointer)


def test_all_faults_of_a_sheet_are_told_by_cell_before_it_waits(idle):
    sheet = (
        "id,markets,partners_in,size,profile,sectors,province\n\n\na,US=0.7;EU=0.7,,,,,\n"
        "b,US=-1,,huge,,,\n,,,,,,\nc,,nopark,,,,\na,=0.6,,,none,,\nd,,,,,tyres;banana,Zejiang\n"
    )
    body = _problem(idle.post("/v1/portfolios", content=sheet), 422, "market_shares_above_one")
    assert {(error["pointer"], error["code"]) for error in body["errors"]} == {
        ("/B4", "market_shares_above_one"),
        ("/B5/US", "market_share_invalid"),
        *(("/D5", "cell_choice"), ("/C7/0", "unknown_park"), ("/A8", "duplicate_enterprise")),
        *(("/B8/", "market_without_name"), ("/E8", "unknown_profile"), ("/F9/1", "unknown_sector")),
        ("/G9", "unknown_province"),
    }
    assert idle.get("/v1/jobs").json()["items"] == []


def test_what_a_job_can_be_asked_a_sheet_can(idle, work_off):
    asked = {"parks": ["tcr", "ljip"], "criteria": "land_price", "deadline_seconds": 600}
    job = idle.post("/v1/portfolios", content=b"id;city\na;Wuxi\n", params=asked).json()
    assert job["deadline"] is not None
    work_off(idle.app.state.database)
    result = idle.get(f"/v1/jobs/{job['id']}/result").json()
    assert (result["parks"], result["criteria"]) == (["tcr", "ljip"], ["land_price"])
    assert result["record"]["spec"]["enterprises"][0]["home"]["city"] == "Wuxi"


def test_a_sheet_weighed_by_ones_own_profile(idle, work_off):
    weights = {"kind": "objective", "scheme": "equal"}
    idle.put("/v1/own-profiles/own:board", json={"name": "Board", "weights": weights})
    params = {"profile": "own:board"}
    job = idle.post("/v1/portfolios", content=b"id\na\n", params=params).json()["id"]
    work_off(idle.app.state.database)
    spec = idle.get(f"/v1/jobs/{job}/result").json()["record"]["spec"]
    assert spec["weights"] == {"caps": [], "correlation": "pearson", **weights}
