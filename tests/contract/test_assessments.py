"""Section 6: saved work belongs to one organisation, and odd input never breaks it."""

import json
from typing import Any

import pytest

from tests.api.assessments.desk import ANSWER, Desk, content
from tests.api.interviews.respondent import reply_to

PUBLIC = {"/v1/parks/{park_id}", "/v1/countries/{country_id}"}
STATELESS = {
    f"/v1/{name}" for name in ("rankings", "recommendations", "comparisons", "weights", "tickets")
}
SECRET = "Plan Chrysanthemum"
RANKING = {
    "problem": {
        "criteria": [{"id": "price", "direction": "cost", "name": {"en": SECRET}}],
        "alternatives": [{"id": "north"}, {"id": "south"}],
        "performances": [[1], [2]],
    },
    "weights": {"kind": "direct", "values": {"price": 1}},
    "sensitivity": False,
}
WEIGHTS = {"kind": "direct", "values": {"price": 0.7654321}}


def filled(desk: Desk) -> dict[str, str]:
    """Save one of everything and return the values of path parameters that lead to it."""
    path = desk.create(name=SECRET, note=SECRET)
    question = desk.ask("GET", f"{path}/next-question", 200).json()["question"]
    desk.ask("POST", f"{path}/answers", 201, json=reply_to(question, "unknown"))
    desk.run(path)
    job = desk.ask("POST", "/v1/jobs", 202, json={"kind": "ranking", "request": RANKING}).json()[
        "id"
    ]
    desk.ask("PUT", "/v1/own-profiles/own:board", 201, json={"name": SECRET, "weights": WEIGHTS})
    key = desk.ask("GET", "/v1/keys", 200).json()["items"][0]["id"]
    hook = desk.ask("POST", "/v1/webhooks", 201, json={"url": "https://hooks.invalid/"}).json()
    share = desk.ask("POST", f"{path}/shares", 201).json()["id"]
    return {
        "assessment_id": path.rpartition("/")[2],
        "share_id": share,
        "job_id": job,
        "profile_id": "own:board",
        "key_id": key,
        "webhook_id": hook["id"],
        "number": "1",
        "other": "1",
    }


MADE_UP = {
    "assessment_id": "f" * 24,
    "share_id": "b" * 24,
    "job_id": "e" * 24,
    "profile_id": "own:never",
    "key_id": "d" * 24,
    "webhook_id": "c" * 24,
    "number": "1",
    "other": "1",
}


def operations(desk: Desk) -> list[tuple[str, str]]:
    paths = desk.ask("GET", "/openapi.json", 200).json()["paths"]
    return [
        (method.upper(), path)
        for path, item in paths.items()
        for method in item
        if path.startswith("/v1/")
    ]


def sent_to(method: str, path: str) -> dict[str, Any]:
    if path.endswith("/answers") and method == "POST":
        return {"json": ANSWER}
    if method == "PATCH":
        return {"json": {"note": "stolen"}}
    return {}


def everything(desk: Desk, ids: dict[str, str]) -> list[Any]:
    """Return all that an organisation sees of its own."""
    paths = [
        *(f"/v1/assessments/{ids['assessment_id']}{rest}" for rest in ("", "/versions", "/shares")),
        *(f"/v1/assessments/{ids['assessment_id']}{rest}" for rest in ("/results/1",)),
        *(f"/v1/jobs/{ids['job_id']}", "/v1/own-profiles", "/v1/keys", "/v1/organisation"),
        "/v1/webhooks",
    ]
    seen = [desk.ask("GET", path, 200).json() for path in paths]
    return json.loads(json.dumps(seen), object_hook=lambda d: {**d, "last_used_at": None})


def test_what_belongs_to_another_organisation_does_not_exist(desk: Desk) -> None:
    ours, theirs = desk.of("ours", "admin"), desk.of("theirs", "admin")
    ids = filled(ours)
    before = everything(ours, ids)
    tried = 0
    for method, path in operations(desk):
        if "{" not in path or path in PUBLIC or method == "PUT":
            continue
        options = sent_to(method, path)
        real = theirs.ask(method, path.format(**ids), **options)
        made_up = theirs.ask(method, path.format(**MADE_UP), **options)
        assert (real.status_code, made_up.status_code) == (404, 404), (method, path)
        text = real.text
        for name in ids.keys() - {"number", "other"}:
            text = text.replace(ids[name], MADE_UP[name])
        assert text == made_up.text, (method, path)
        headers = [
            {k: v for k, v in a.headers.items() if k != "x-request-id"} for a in (real, made_up)
        ]
        for found in headers:
            for name in [n for n in found if n.startswith(("ratelimit", "content-length"))]:
                found.pop(name)
        assert headers[0] == headers[1]
        assert SECRET not in real.text
        tried += 1
    assert tried >= 20
    assert everything(ours, ids) == before


def test_no_list_shows_what_is_another_s(desk: Desk) -> None:
    ours, theirs = desk.of("ours", "admin"), desk.of("theirs", "admin")
    ids = filled(ours)
    for method, path in operations(desk):
        if method != "GET" or "{" in path:
            continue
        found = theirs.ask("GET", path).text
        assert SECRET not in found, path
        for name in ("assessment_id", "share_id", "job_id", "key_id", "webhook_id"):
            assert ids[name] not in found, path
        assert "own:board" not in found
    for state in ("live", "deleted"):
        listed = theirs.ask("GET", "/v1/assessments", 200, params={"state": state, "name": "Plan"})
        assert listed.json()["items"] == []


def test_a_profile_of_another_s_is_none(alone: Desk) -> None:
    ours, theirs = alone.of("ours", "admin"), alone.of("theirs")
    filled(ours)
    bodies = []
    for name in ("own:board", "own:never"):
        weights = {"kind": "profile", "id": name}
        answer = theirs.ask("POST", "/v1/assessments", 422, json=content(weights=weights))
        bodies.append(answer.text.replace(name, ""))
    assert bodies[0] == bodies[1]
    theirs.ask("PUT", "/v1/own-profiles/own:board", 201, json={"name": "x", "weights": WEIGHTS})
    assert ours.ask("GET", "/v1/own-profiles/own:board", 200).json()["name"] == SECRET


def test_a_key_that_reads_does_not_write(alone: Desk) -> None:
    admin, reader = alone.of("ours", "admin"), alone.of("ours", "read")
    ids = filled(admin)
    before = everything(admin, ids)
    for method, path in operations(alone):
        if method == "GET" or path in STATELESS:
            continue
        answer = reader.ask(method, path.format(**ids), 403, **sent_to(method, path))
        assert answer.json()["code"] == "scope_missing", (method, path)
    assert everything(admin, ids) == before
    for path in (f"/v1/assessments/{ids['assessment_id']}", "/v1/assessments"):
        assert SECRET in reader.ask("GET", path, 200).text


def test_without_a_key_nothing_is_told_once_there_is_one(alone: Desk) -> None:
    ids = filled(alone.of("ours", "admin"))
    for method, path in operations(alone):
        answer = alone.ask(method, path.format(park_id="tcr", country_id="vietnam", **ids), 401)
        assert answer.json()["code"] == "key_missing", (method, path)


ODD_IDS = [
    *("%00", "😀", "%F0%9F%98%80", "%ff", "a" * 3000, "%2e%2e", "%20", "0" * 24, "A" * 24, "-1"),
    *("%27%20OR%201=1", "0" * 23 + "%0a", "%D9%A3" * 24, "null", "{}", "*", "%25", "_" * 24),
]


def test_an_odd_id_is_not_found(alone: Desk) -> None:
    alone.create()
    for method, path in operations(alone):
        for said in ODD_IDS if "{assessment_id}" in path else ():
            where = path.format(**{**MADE_UP, "assessment_id": said})
            alone.ask(method, where, 404, **sent_to(method, path))


def deep(count: int, kind: str) -> str:
    return '{"a":' * count + "1" + "}" * count if kind == "object" else "[" * count + "]" * count


BODIES = {
    "nothing": "",
    "no JSON": "{",
    "NaN": '{"name": "a", "enterprise": {}, "note": NaN}',
    "no UTF-8": b'{"name": "\xff"}',
    "half a character": '{"name": "\\ud83d", "enterprise": {}}',
    "a list": "[]",
    "null": "null",
    "a number": "1e5",
    "a text": '"{}"',
    "deep": f'{{"name": "a", "enterprise": {deep(150, "object")}}}',
    "deeper": f'{{"name": "a", "enterprise": {deep(50_000, "object")}}}',
    "deep list": f'{{"name": "a", "enterprise": {{}}, "parks": {deep(150, "list")}}}',
    "deeper list": deep(100_000, "list"),
    "a NUL": '{"name": "a\\u0000", "enterprise": {}}',
    "a NUL in a name": '{"name": "a", "enterprise": {"\\u0000": 1}}',
    "infinite": '{"name": "a", "enterprise": {}, "parks": 1e999}',
    "minus infinite": '{"name": "a", "enterprise": {}, "as_of": -1e999}',
    "a huge number": f'{{"name": "a", "enterprise": {{"investor_reliance": {10**400}}}}}',
    "digits without end": f'{{"name": "a", "note": 1{"0" * 10_000}}}',
    "true for a number": '{"name": "a", "enterprise": {"markets": {"US": true}}}',
    "a long note": json.dumps(content(note="長" * 5001)),
    "no name": json.dumps(content(name=None)),
    "blanks": json.dumps(content(name="\u3000 \t")),
    "a list of facts": json.dumps(content(enterprise=[])),
    "answers that are none": json.dumps(content(answers={"0": ANSWER})),
    "an answer that is none": json.dumps(content(answers=[ANSWER, None])),
    "a version": json.dumps(content(version=7)),
}


@pytest.mark.parametrize("name", BODIES)
def test_an_odd_body_is_refused_and_nothing_saved(alone: Desk, name: str) -> None:
    headers = {"Content-Type": "application/json"}
    path = alone.create()
    alone.ask("POST", "/v1/assessments", 422, content=BODIES[name], headers=headers)
    if name not in ("no name", "digits without end"):
        alone.ask("PATCH", path, 422, content=BODIES[name], headers=headers)
    found = alone.ask("GET", "/v1/assessments", 200).json()["items"]
    assert [(item["version"], item["name"]) for item in found] == [(1, content()["name"])]


def test_what_is_odd_but_sound_is_kept(desk: Desk) -> None:
    """Numbers past 64 bits, the smallest, and texts of all kinds, on both databases."""
    wanted = [{"criterion": "land_price", "at_most": 10**300, "at_least": -5e-324}]
    sent = content(
        name="🏭" * 200,
        note="\ufeff\t\n" + "𠮷" * 4990,
        requirements=wanted,
        enterprise={"markets": {"US": 1e-308}},
    )
    path = desk.create(**sent)
    assert desk.ask("GET", path, 200).json()["content"] == sent
    again = desk.ask("PATCH", path, 200, json={"note": "x"}).json()["content"]
    assert again == {**sent, "note": "x"}
    desk.run(path)
    assert len(desk.ask("GET", f"{path}/versions/2", 200).json()["changes"]) == 1


def test_another_medium_and_a_body_without_end_are_refused(alone: Desk) -> None:
    path = alone.create()
    for method, where in (
        ("POST", "/v1/assessments"),
        ("PATCH", path),
        ("POST", f"{path}/answers"),
    ):
        for kind in ("text/plain", "application/xml", ""):
            headers = {"Content-Type": kind}
            alone.ask(method, where, 415, content="{}", headers=headers)
        big = b'{"note": "' + b"x" * (1024 * 1024) + b'"}'
        headers = {"Content-Type": "application/json"}
        alone.ask(method, where, 413, content=big, headers=headers)


@pytest.mark.parametrize("method", ["PUT", "POST", "TRACE", "OPTIONS"])
def test_other_methods_are_told_what_is_allowed(alone: Desk, method: str) -> None:
    answer = alone.ask(method, alone.create(), 405)
    assert {"GET", "PATCH", "DELETE"} >= set(answer.headers["allow"].replace(" ", "").split(","))
    assert answer.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_refusals_are_told_in_both_languages(alone: Desk, language: str) -> None:
    path = alone.create()
    headers = {"Accept-Language": language}
    asked: list[tuple[str, str, int, dict[str, Any]]] = [
        ("GET", "/v1/assessments/x", 404, {}),
        ("GET", f"{path}/versions/9", 404, {}),
        ("GET", f"{path}/results/9", 404, {}),
        ("DELETE", f"{path}/answers/9", 404, {}),
        ("PATCH", path, 422, {"json": {"note": "\0"}}),
        ("PATCH", path, 412, {"json": {}, "headers": {"If-Match": '"9"'}}),
        ("GET", "/v1/assessments", 422, {"params": {"cursor": "x"}}),
    ]
    for method, where, status, options in asked:
        given = {**headers, **options.pop("headers", {})}
        answer = alone.ask(method, where, status, headers=given, **options)
        found = answer.json()
        assert answer.headers["content-language"] == language
        assert any("一" <= letter <= "鿿" for letter in found["title"]) is (language == "zh")
        explained = alone.ask("GET", found["type"], 200, headers=headers).json()
        assert explained["cause"]
        assert explained["remedy"]
