"""Who comes by a link: what is shown, what is not, and everything that leads nowhere."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from api.db.columns import now
from api.db.tables import KeyRow, ShareRow
from tests.api.assessments.desk import Desk, opened

ZH = {"Accept-Language": "zh"}
CAREFUL = {
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "no-store",
}


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    """Give the desk of an organisation with a key: the service is closed to who has none."""
    with opened(database_url) as found:
        yield found.of("ours", "admin")


@pytest.fixture
def path(desk: Desk) -> str:
    made = desk.create()
    desk.run(made)
    return made


def link(desk: Desk, path: str, **asked: Any) -> str:
    """Share a result and return its address within the service."""
    made = desk.ask("POST", f"{path}/shares", 201, json=asked).json()
    return "/shared/" + str(made["url"]).rpartition("/")[2]


def visit(desk: Desk, place: str, status: int = 200, **options: Any) -> str:
    """Open a page without any key; return it after its headers were looked at."""
    answer = desk.client.get(place, **options)
    assert answer.status_code == status, answer.text[:300]
    assert {name: answer.headers[name] for name in CAREFUL} == CAREFUL
    assert answer.headers["content-type"].startswith("text/html")
    return str(answer.text)


def test_it_shows_the_result_in_the_readers_language(desk, path):
    place = link(desk, path)
    assert "Thai-Chinese Rayong Industrial Zone" in visit(desk, place)
    assert "泰中罗勇工业园" in visit(desk, place, headers=ZH)
    assert "泰中罗勇工业园" in visit(desk, f"{place}?lang=zh")


def test_it_writes_nothing_and_leads_nowhere_inside(desk, path):
    text = visit(desk, link(desk, path))
    assert "<form" not in text
    assert "<button" not in text
    assert path.rpartition("/")[2] not in text
    assert "pw_" not in text
    assert "key of ours" not in text
    assert "your own" not in text
    assert text.count("<blockquote>") > 10  # the sources come along
    for place in re.findall(r'href="(/[^"]*)"', text):
        assert not place.startswith(("/assess", "/v1", "/compare", "/panels", "/parks", "/sign"))


def test_it_is_the_same_for_a_browser_that_is_signed_in(desk, path):
    place = link(desk, path)
    cookie = {"Cookie": "parkwise_session=" + "a" * 24 + "." + "b" * 43}
    assert visit(desk, place, headers=cookie) == visit(desk, place)


def test_a_later_result_is_not_shown(desk, path):
    place = link(desk, path)
    before = visit(desk, place)
    desk.ask("PATCH", path, 200, json={"parks": ["ljip", "vcep"]})
    desk.run(path)
    assert visit(desk, place) == before
    assert "Thai-Chinese Rayong Industrial Zone" not in visit(desk, link(desk, path))


def test_its_report_comes_by_the_same_link(desk, path):
    place = link(desk, path)
    answer = desk.client.get(f"{place}/report.pdf?lang=en")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert answer.headers["content-disposition"] == 'attachment; filename="parkwise-1-en.pdf"'
    assert {name: answer.headers[name] for name in CAREFUL} == CAREFUL
    [item] = desk.ask("GET", f"{path}/shares", 200).json()["items"]
    assert item["opened"] == 1
    for other in ("report.html", "report.xlsx", "report.json", "shares", "run"):
        assert desk.client.get(f"{place}/{other}").status_code == 404


def test_nothing_can_be_sent(desk, path):
    place = link(desk, path)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for end in ("", "/report.pdf"):
            assert desk.client.request(method, place + end).status_code == 405
    assert desk.client.head(place).status_code == 200


def test_a_secret_opens_nothing_else(desk, path):
    secret = link(desk, path).rpartition("/")[2]
    for place in (path, f"{path}/results/1", f"{path}/results/1/report.pdf"):
        for told in (
            {"Authorization": f"Bearer {secret}"},
            {"Cookie": f"parkwise_session={secret}"},
        ):
            assert desk.client.get(place, headers=told).status_code == 401
        assert desk.client.get(f"{place}?ticket={secret}").status_code == 401
    assert desk.client.get(f"/join/{secret}").status_code == 404


@pytest.mark.parametrize(
    "secret", ["x", "a" * 43, "A" * 5000, "%00", "%E7%94%B2", "%F0%9F%92%A9", "'--"]
)
def test_unknown_ones_are_404(desk, path, secret):
    del path
    text = visit(desk, f"/shared/{secret}", 404)
    assert "/assess" not in text
    assert "This link leads nowhere" in text


def test_expired_and_withdrawn_ones_are_410_and_say_so(desk, path):
    place = link(desk, path)
    [item] = desk.ask("GET", f"{path}/shares", 200).json()["items"]
    desk.ask("DELETE", f"{path}/shares/{item['id']}", 204)
    for end in ("", "/report.pdf"):
        assert "withdrawn" in visit(desk, place + end, 410)
    assert "已被撤回" in visit(desk, place, 410, headers=ZH)
    desk.ask("POST", f"{path}/shares/{item['id']}/restore", 200)
    visit(desk, place)
    desk.database.write(lambda s: s.execute(update(ShareRow).values(expires_at=now())))
    text = visit(desk, place, 410)
    assert "expired" in text
    assert "Parts maker" not in text
    assert "/assess" not in text


def test_one_that_ends_between_two_visits(desk, path):
    place = link(desk, path, expires_in=60)
    visit(desk, place)
    soon = now() + timedelta(seconds=0.2)
    desk.database.write(lambda s: s.execute(update(ShareRow).values(expires_at=soon)))
    time.sleep(0.3)
    visit(desk, place, 410)


def test_a_deleted_assessment_ends_its_links_and_restored_leaves_them_ended(desk, path):
    place = link(desk, path)
    desk.ask("DELETE", path, 204)
    visit(desk, place, 410)
    desk.ask("POST", f"{path}/restore", 200)
    visit(desk, place, 410)
    [item] = desk.ask("GET", f"{path}/shares", 200).json()["items"]
    desk.ask("POST", f"{path}/shares/{item['id']}/restore", 200)
    visit(desk, place)


def test_a_link_belongs_to_the_organisation_and_outlives_the_key(desk, path):
    place = link(desk, path)
    [key] = desk.ask("GET", "/v1/keys", 200).json()["items"]
    made = desk.ask("POST", f"/v1/keys/{key['id']}/rotation", 201).json()
    assert desk.client.get(path, headers=desk.headers).status_code == 401
    visit(desk, place)
    anew = Desk(desk.client, {"Authorization": f"Bearer {made['key']}"})
    [item] = anew.ask("GET", f"{path}/shares", 200).json()["items"]
    desk.database.write(lambda s: s.execute(update(KeyRow).values(revoked_at=now())))
    visit(desk, place)
    desk.of("ours", "write").ask("DELETE", f"{path}/shares/{item['id']}", 204)
    visit(desk, place, 410)


def test_who_tries_many_is_told_to_stop_and_a_right_one_still_opens(desk, path, monkeypatch):
    place = link(desk, path)
    monkeypatch.setattr(time, "time", lambda: 1e9)  # else slow tries begin another minute
    found = [desk.client.get(f"/shared/{number:043}").status_code for number in range(40)]
    assert set(found) == {404, 429}
    assert found.index(429) == 30
    refused = desk.client.get("/shared/x")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    visit(desk, place)
    assert desk.client.get("/v1/organisation", headers=desk.headers).status_code == 200


def test_a_database_that_only_reads_still_shows_it(desk, path, monkeypatch):
    from api.http.refusals import Unavailable

    place = link(desk, path)

    def full(work: Any) -> None:
        raise Unavailable.at("storage_read_only", retry_after=60)

    monkeypatch.setattr(desk.database, "write", full)
    visit(desk, place)
