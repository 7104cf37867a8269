"""The part of the story in which work is saved, done in the background, and failed at."""

import time
from typing import Any

import pytest
from sqlalchemy import event

from api.app import create_app
from api.keys import service as access
from api.settings import Settings
from tests.clients import TestClient
from tests.contract.story import Story

NOBODY = "0" * 24
SECONDS = 120
ONCE = {"Idempotency-Key": "autumn-1"}
OF_ASSESSMENT = (
    *("patch_assessment", "delete_assessment", "post_restore", "get_versions", "get_results"),
    *("post_run", "get_next_question", "post_answer", "post_share", "get_shares"),
)
OF_RESULT = (
    *("get_difference", "get_document"),
    *("get_report", "get_report_html", "get_report_pdf", "get_report_xlsx", "get_annex_pdf"),
)
OF_NUMBER = (*OF_RESULT, "get_version", "delete_answer")
LISTS = ("get_versions", "get_results", "get_shares", "get_jobs", "get_audit", "get_deliveries")
FEW = ["landed_cost", "infrastructure", "hometown_ties"]
"""Criteria of an example that is short."""
OF_JOB = ("delete_job", "get_job_result", "get_job_events")


def opened(url: str, **fields: Any) -> TestClient:
    """Return a client of a service on a database."""
    given = {"job_runners": 0, "rate_limit": "off", **fields}
    app = create_app(Settings(database=url, **given))
    return TestClient(app, raise_server_exceptions=False)


def assessment(story: Story) -> None:
    """Save an assessment, run it, change it, answer a question, and take things back."""
    body = {**story.sample("AssessmentModel"), "sensitivity": False, "criteria": FEW}
    made = story.ask("post", "/v1/assessments", 201, body, headers=ONCE)
    path = f"/v1/assessments/{made['id']}"
    story.ask("get", "/v1/assessments")
    story.ask("get", path)
    story.ask("post", f"{path}/run", 201, {"detail": "summary"})
    story.ask("patch", path, 200, story.sample("AssessmentPatch"))
    story.ask("get", f"{path}/versions")
    story.ask("get", f"{path}/versions/2")
    question = story.ask("get", f"{path}/next-question")["question"]
    sides = {s: {n: question[s][n] for n in ("criterion", "amount")} for s in ("first", "second")}
    story.ask("post", f"{path}/answers", 201, {**sides, "reply": "first"})
    story.ask("post", f"{path}/run", 201)
    for name in (
        "results",
        "results/2",
        "results/1/diff/2",
        "results/1/report.json",
        "results/2/document.json",
    ):
        story.ask("get", f"{path}/{name}")
    _shares(story, path)
    story.ask("delete", f"{path}/answers/1")
    _refused_assessment(story, path, body)
    story.ask("delete", path, 204)
    story.ask("post", f"{path}/restore")
    story.ask("get", "/v1/audit")


def _shares(story: Story, path: str) -> None:
    """Share the newest result, list the link, withdraw it and take that back."""
    never_run = story.client.post(
        "/v1/assessments", json={"name": "Only begun", "enterprise": {}}, headers=story.headers
    ).json()
    made = story.ask("post", f"{path}/shares", 201, story.sample("ShareRequest"))["id"]
    story.ask("get", f"{path}/shares")
    story.ask("delete", f"{path}/shares/{made}", 204)
    story.ask("post", f"{path}/shares/{made}/restore")
    story.refused("nothing_to_share", 409, "post", f"/v1/assessments/{never_run['id']}/shares")
    story.refused("share_unknown", 404, "delete", f"{path}/shares/{NOBODY}", "post_share_restore")
    twice = {"expires_in": 3600, "expires_at": "2026-12-24T00:00:00Z"}
    story.refused("link_ends_twice", 422, "post", f"{path}/shares", json=twice)
    story.client.delete(f"/v1/assessments/{never_run['id']}", headers=story.headers)


def _refused_assessment(story: Story, path: str, body: dict[str, Any]) -> None:
    gone = f"/v1/assessments/{NOBODY}"
    reused = {"json": {**body, "note": "changed"}, "headers": ONCE}
    outdated = {"json": {"note": None}, "headers": {"If-Match": '"1"'}}
    reply = {"json": {**story.sample("AnswerModel"), "reply": "perhaps"}}
    story.refused("key_reused", 409, "post", "/v1/assessments", **reused)
    story.refused("version_outdated", 412, "patch", path, **outdated)
    story.refused("assessment_unknown", 404, "get", gone, *OF_ASSESSMENT)
    story.refused("result_unknown", 404, "get", f"{path}/results/99", *OF_RESULT)
    story.refused("version_unknown", 404, "get", f"{path}/versions/99")
    story.refused("answer_unknown", 404, "delete", f"{path}/answers/99")
    story.refused("number_too_small", 422, "get", f"{path}/results/0", *OF_NUMBER)
    story.refused("limit_too_small", 422, "get", "/v1/assessments?limit=0", *LISTS)
    story.refused("size_unknown", 422, "patch", path, json={"enterprise": {"size": "huge"}})
    story.refused("reply_unknown", 422, "post", f"{path}/answers", **reply)


def jobs(story: Story, url: str) -> None:
    """Hand in work past the limits, cancel some, fetch what came out of the rest."""
    kinds = ("RankingJob", "RecommendationsJob", "PortfolioJob")
    samples = [story.sample(kind) for kind in kinds]
    made = [
        story.ask("post", "/v1/jobs", 202, sample, name=sample["kind"])["id"] for sample in samples
    ]
    story.ask("delete", f"/v1/jobs/{made[1]}", 202)
    waiting = f"/v1/jobs/{made[2]}/result"
    story.refused("job_without_result", 409, "get", waiting)
    story.refused("job_ended", 409, "delete", f"/v1/jobs/{made[1]}")
    story.refused("job_unknown", 404, "get", f"/v1/jobs/{NOBODY}", *OF_JOB)
    story.refused("kind_unknown", 422, "post", "/v1/jobs", json={"kind": "guess"})
    story.refused("format_unknown", 422, "get", f"{waiting}?format=pdf")
    sheet = {"content": "id,size\nc-001,huge\n", "headers": {"Content-Type": "text/csv"}}
    story.refused("cell_wrong", 422, "post", "/v1/portfolios", **sheet)
    content = story.operation("post", "/v1/portfolios")["requestBody"]["content"]["text/csv"]
    sent = {"content": content["example"], "headers": {"Content-Type": "text/csv"}}
    story.ask("post", "/v1/portfolios", 202, **sent)
    _work_off(story, url, made[2])
    path = f"/v1/jobs/{made[2]}"
    story.ask("get", "/v1/jobs")
    for name in (path, f"{path}/result"):
        story.ask("get", name)
    story.show(f"{path}/result?format=csv", "text/csv; charset=utf-8", str)
    story.show(f"{path}/events", "text/event-stream", _first_event)


def webhooks(story: Story, url: str) -> None:
    """Have an address called that nobody has, and see what became of it."""
    path = "/v1/webhooks"
    made = story.ask("post", path, 201, story.sample("WebhookRequest"))["id"]
    story.ask("get", path)
    story.ask("get", f"{path}/{made}")
    story.ask("post", f"{path}/{made}/test", 202)
    _until_sent(story, f"{path}/{made}/deliveries")
    [sent] = story.ask("get", f"{path}/{made}/deliveries")["items"]
    story.drawn[f'"seconds": {sent["attempts"][0]["seconds"]}'] = '"seconds": 0.012'
    unknown = ("delete_webhook", "post_test", "get_deliveries")
    story.refused("webhook_unknown", 404, "get", f"{path}/{NOBODY}", *unknown)
    story.refused("webhook_address", 422, "post", path, json={"url": "https://10.0.0.1/"})
    with opened(url, max_webhooks=1) as narrow:
        body = story.sample("WebhookRequest")
        story.refused("too_many_webhooks", 409, "post", path, client=narrow, json=body)
    story.ask("delete", f"{path}/{made}", 204)


def _until_sent(story: Story, path: str) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        [found] = story.client.get(path, headers=story.headers).json()["items"]
        if found["state"] != "waiting":
            return
        time.sleep(0.1)
    raise AssertionError(f"still {found}")


def _work_off(story: Story, url: str, job: str) -> None:
    """Let another service on the database do the job."""
    with opened(url, job_runners=1):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            found = story.client.get(f"/v1/jobs/{job}", headers=story.headers).json()
            if found["state"] == "done":
                return
            time.sleep(0.1)
    raise AssertionError(f"still {found}")


def _first_event(text: str) -> str:
    """Return the first event of a stream, as it was sent."""
    return next(part for part in text.split("\n\n") if "data: " in part) + "\n\n"


def failures(story: Story, url: str) -> None:
    """Find the service too busy, full, and broken."""
    path = "/v1/organisation"
    with opened(url, rate_limit="60/minute") as busy:
        for _ in range(60):
            busy.get(path, headers=story.headers)
        story.refused("too_many_requests", 429, "get", path, client=busy)
    with opened(url, waiting_analyses=0) as busy:
        busy.app.state.analyses.places = 0  # type: ignore[attr-defined]
        body = story.sample("AnswerModel")
        answers = f"/v1/assessments/{NOBODY}/answers"
        story.refused("too_many_waiting", 503, "post", answers, client=busy, json=body)
    with opened(url) as full:
        engine = full.app.state.database.engine  # type: ignore[attr-defined]
        engine.dispose()
        event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 1").close())
        long = {"json": {**story.sample("AssessmentModel"), "note": "x" * 5000}}
        for _ in range(40):
            answer = full.post("/v1/assessments", headers=story.headers, **long)
            if answer.status_code == 507:
                break
        story.refused("storage_full", 507, "post", "/v1/assessments", client=full, **long)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(access, "organisation", None)
        story.refused("internal_error", 500, "get", path)
