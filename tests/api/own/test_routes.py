import pytest

from tests.api.own.conftest import XLSX
from tests.prices import untold

WEIGHTS = {"kind": "direct", "values": {"land_price": 3.0, "infrastructure": 1.0}}
EQUAL = {"kind": "objective", "scheme": "equal"}
OWN = {"kind": "profile", "id": "own:board"}
PROFILE = {"name": "Our board", "note": "spring", "weights": WEIGHTS}
PROBLEM = {
    "criteria": [
        {"id": "land_price", "direction": "cost"},
        {"id": "infrastructure", "direction": "benefit"},
    ],
    "alternatives": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
    "performances": [[100, 3], [150, 6], [120, 2]],
}
PARKS = {
    "enterprise": {},
    "parks": ["tcr", "ljip"],
    "criteria": ["land_price", "infrastructure"],
    "sensitivity": False,
    "as_of": "2026-11-01",
}


def _problem(answer, status, code, pointer=None):
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert body["code"] == code
    if pointer is not None:
        assert body["errors"][0]["pointer"] == pointer
    return body


def _save(client, headers=None, name="own:board", **change):
    answer = client.put(f"/v1/own-profiles/{name}", json={**PROFILE, **change}, headers=headers)
    assert answer.status_code in (200, 201), answer.text
    return answer


def test_saved_read_listed_changed_deleted(client):
    made = _save(client)
    assert made.status_code == 201
    assert made.json() == client.get("/v1/own-profiles/own:board").json()
    assert (made.json()["id"], made.json()["weights"]) == ("own:board", WEIGHTS)
    _save(client, name="own:a-2")
    assert _save(client, weights=EQUAL).status_code == 200
    listed = client.get("/v1/own-profiles").json()["items"]
    assert [item["id"] for item in listed] == ["own:a-2", "own:board"]
    assert listed[1]["weights"] == EQUAL
    assert client.delete("/v1/own-profiles/own:board").status_code == 204
    _problem(client.get("/v1/own-profiles/own:board"), 404, "unknown_profile", "/id")
    _problem(client.delete("/v1/own-profiles/own:board"), 404, "unknown_profile", "/id")


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("own:Board", PROFILE, 422, "wrong_type"),
        ("board", PROFILE, 422, "wrong_type"),
        ("own:" + "a" * 61, PROFILE, 422, "wrong_type"),
        ("own:a", {**PROFILE, "name": " "}, 422, "wrong_type"),
        ("own:a", {**PROFILE, "name": "a\0"}, 422, "text_with_nul"),
        ("own:a", {**PROFILE, "weights": {"kind": "dance"}}, 422, "kind_unknown"),
        ("own:a", {**PROFILE, "weights": {**WEIGHTS, "values": {"x\0": 1}}}, 422, "text_with_nul"),
        ("own:a", {**PROFILE, "weights": OWN}, 422, "unknown_profile"),
        ("own:a", {"name": "a"}, 422, "missing_field"),
        ("own:a", [], 422, "wrong_type"),
    ],
)
def test_what_cannot_be_saved(client, path, body, status, code):
    _problem(client.put(f"/v1/own-profiles/{path}", json=body), status, code)
    assert client.get("/v1/own-profiles").json()["items"] == []


@pytest.mark.parametrize("body", [b"", b"{", b'{"name":"\\ud800"}', b'{"name":"\xff"}', b"[" * 300])
def test_what_is_no_json(client, body):
    sent = {"content": body, "headers": {"Content-Type": "application/json"}}
    _problem(client.put("/v1/own-profiles/own:a", **sent), 422, "invalid_json")


@pytest.mark.parametrize("profile", ["own:none", "own:%00", "none", "own:%ff", "own:" + "a" * 500])
def test_no_such_profile(client, profile):
    for ask in (client.get, client.delete):
        _problem(ask(f"/v1/own-profiles/{profile}"), 404, "unknown_profile")


def test_used_as_if_its_weights_were_sent(client):
    _save(client)
    for path, body in (
        ("/v1/rankings", {"problem": PROBLEM, "sensitivity": False}),
        ("/v1/recommendations", PARKS),
        ("/v1/weights", {"problem": PROBLEM}),
    ):
        own = client.post(path, json={**body, "weights": OWN})
        assert own.status_code == 200, own.text
        assert own.content == client.post(path, json={**body, "weights": WEIGHTS}).content
    compared = {
        "problem": PROBLEM,
        "weightings": [{"name": "board", "weights": OWN}, {"name": "equal", "weights": EQUAL}],
    }
    assert client.post("/v1/comparisons", json=compared).status_code == 200


def test_part_of_a_blend_with_caps_of_its_own(client):
    _save(client)
    caps = [{"criteria": ["land_price"], "at_most": 0.6}]
    parts = [{"share": 1, "weights": {**OWN, "caps": caps}}, {"share": 1, "weights": EQUAL}]
    written = [{"share": 1, "weights": {**WEIGHTS, "caps": caps}}, parts[1]]

    def values(parts):
        weights = {"kind": "blend", "parts": parts}
        answer = client.post("/v1/weights", json={"problem": PROBLEM, "weights": weights})
        return answer.json()["values"]

    assert values(parts) == values(written)
    assert values(parts)["land_price"] == pytest.approx(0.55)


def test_used_by_assessments_which_keep_its_weights(client):
    _save(client)
    sent = {"name": "Trial", **{name: PARKS[name] for name in ("enterprise", "parks", "criteria")}}
    made = client.post("/v1/assessments", json={**sent, "weights": OWN})
    assert made.status_code == 201, made.text
    assert made.json()["content"]["weights"] == WEIGHTS
    client.delete("/v1/own-profiles/own:board")
    run = client.post(f"/v1/assessments/{made.json()['id']}/run")
    assert run.status_code == 201, run.text


def test_used_by_jobs_which_keep_its_weights(client):
    _save(client)
    ranking = {"problem": PROBLEM, "weights": OWN, "sensitivity": False}
    for job in (
        {"kind": "ranking", "request": ranking},
        {"kind": "recommendations", "requests": [{**PARKS, "weights": OWN}]},
        {
            "kind": "portfolio",
            "enterprises": [{"id": "a"}],
            "criteria": PARKS["criteria"],
            "weights": OWN,
        },
    ):
        answer = client.post("/v1/jobs", json=job)
        assert answer.status_code == 202, answer.text
    refused = {"kind": "ranking", "request": {**ranking, "weights": {**OWN, "id": "own:none"}}}
    _problem(client.post("/v1/jobs", json=refused), 422, "unknown_profile", "/request/weights/id")


def test_unknown_ones_are_told_by_place(client):
    _save(client)
    body = {"problem": PROBLEM, "weights": {**OWN, "id": "own:none"}}
    found = _problem(client.post("/v1/rankings", json=body), 422, "unknown_profile", "/weights/id")
    assert "own:board" in found["detail"]
    parts = [{"share": 1, "weights": EQUAL}, {"share": 1, "weights": body["weights"]}]
    blend = {"problem": PROBLEM, "weights": {"kind": "blend", "parts": parts}}
    answer = client.post("/v1/weights", json=blend)
    _problem(answer, 422, "unknown_profile", "/weights/parts/1/weights/id")


def test_a_reference_with_more_than_it_may_hold(client):
    _save(client)
    body = {"problem": PROBLEM, "weights": {**OWN, "extra": 1}}
    _problem(client.post("/v1/rankings", json=body), 422, "unknown_field", "/weights/extra")


@pytest.mark.parametrize("depth", [150, 300, 900, 1020, 5000])
def test_nested_however_deeply_it_is_refused(client, depth):
    body = b"[" * depth + b'{"kind":"profile","id":"own:x"}' + b"]" * depth
    sent = {"content": body, "headers": {"Content-Type": "application/json"}}
    assert client.post("/v1/rankings", **sent).status_code in (404, 422)


def test_profiles_of_one_organisation_are_unknown_to_another(client, key):
    ours, theirs = key("ours"), key("theirs")
    assert _save(client, ours).status_code == 201
    _problem(client.get("/v1/own-profiles/own:board", headers=theirs), 404, "unknown_profile")
    body = {"problem": PROBLEM, "weights": OWN}
    said = _problem(client.post("/v1/rankings", json=body, headers=theirs), 422, "unknown_profile")
    assert "own:board" not in said["detail"].partition("Known")[2]
    assert client.get("/v1/own-profiles", headers=theirs).json()["items"] == []
    _problem(client.delete("/v1/own-profiles/own:board", headers=theirs), 404, "unknown_profile")
    assert _save(client, theirs, weights=EQUAL).status_code == 201
    assert client.get("/v1/own-profiles/own:board", headers=ours).json()["weights"] == WEIGHTS


def test_a_key_that_reads_uses_and_changes_nothing(client, key, workbook):
    writer, reader = key("ours"), key("ours", "read")
    _save(client, writer)
    body = {"problem": PROBLEM, "weights": OWN, "sensitivity": False}
    assert client.post("/v1/rankings", json=body, headers=reader).status_code == 200
    for refused in (
        client.put("/v1/own-profiles/own:board", json=PROFILE, headers=reader),
        client.delete("/v1/own-profiles/own:board", headers=reader),
        client.put("/v1/overlay", content=workbook, headers=reader),
        client.delete("/v1/overlay", headers=reader),
    ):
        _problem(refused, 403, "scope_missing")
    assert client.get("/v1/own-profiles").status_code == 401


def _quoted(client, headers):
    """Return what an organisation is told of the private claims and of the price quoted."""
    park = client.get("/v1/parks/tcr", headers=headers).json()
    body = {**PARKS, "weights": WEIGHTS}
    answer = client.post("/v1/recommendations", json=body, headers=headers).json()
    private = [claim["id"] for claim in park["claims"] if claim["private"]]
    return sorted(private), answer["evidence"]["tcr"]["land_price"]["value"]


def test_private_data_change_the_answers_to_their_owner_only(client, key, workbook):
    ours, theirs = key("ours"), key("theirs")
    shipped = _quoted(client, ours)
    assert shipped[0] == []
    cost = untold(55, 55, 55)[1]
    assert shipped[1] != pytest.approx(cost)
    saved = client.put("/v1/overlay", content=workbook, headers=ours | {"Content-Type": XLSX})
    assert saved.status_code == 200, saved.text
    (replaced,) = saved.json()["replaced"]
    assert replaced["code"] == "overlay_conflict"
    assert f"your {cost:.6g}" in replaced["detail"]
    assert saved.json() == {
        **client.get("/v1/overlay", headers=ours).json(),
        "replaced": [replaced],
        "contradicted": [],
        "warnings": [],
    }
    assert (saved.json()["bytes"], len(saved.json()["sha256"])) == (len(workbook), 64)
    claims, value = _quoted(client, ours)
    assert claims == ["quotation.tcr.land_price", "visit.power"]
    assert value == pytest.approx(cost)
    assert _quoted(client, theirs) == shipped
    compared = {
        **{name: PARKS[name] for name in ("enterprise", "parks", "criteria")},
        "weightings": [{"name": "one", "weights": WEIGHTS}, {"name": "two", "weights": EQUAL}],
    }
    answers = [client.post("/v1/comparisons", json=compared, headers=h) for h in (ours, theirs)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() != answers[1].json()
    listed = [client.get("/v1/parks", headers=h).status_code for h in (ours, theirs)]
    assert listed == [200, 200]
    book = client.get("/v1/overlay/workbook", headers=ours)
    assert book.content == workbook
    assert book.headers["Content-Type"] == XLSX
    for path in ("/v1/overlay", "/v1/overlay/workbook"):
        _problem(client.get(path, headers=theirs), 404, "no_overlay")
    _problem(client.delete("/v1/overlay", headers=theirs), 404, "no_overlay")
    assert client.delete("/v1/overlay", headers=ours).status_code == 204
    assert _quoted(client, ours) == shipped
    _problem(client.get("/v1/overlay", headers=ours), 404, "no_overlay")


def test_what_private_data_replace_and_contradict_is_told(client, sheets):
    head = ["id", "subject", "attribute", "value", "unit", "as_of", "kind", "source", "quote"]
    dated = ["2026-03-03", "stated", "offer", "as they say"]
    rows = [
        ["own.port", "tcr", "distance_port", 80, "km", *dated],
        ["own.owner", "vcep", "operator_ownership", "private", "", *dated],
    ]
    book = sheets(
        sources=[["id", "title", "date"], ["offer", "Offer", "2026"]], claims=[head, *rows]
    )
    for language, was, question in (
        ("en", "the catalogue's 27 km", "state-owned or private?"),
        ("zh", "取代目录中的 27 公里", "国有还是民营？"),
    ):
        saved = client.put("/v1/overlay", content=book, headers={"Accept-Language": language})
        assert saved.status_code == 200, saved.text
        (replaced,) = saved.json()["replaced"]
        assert replaced["code"] == "overlay_superseded"
        assert was in replaced["detail"]
        codes = [item["code"] for item in saved.json()["contradicted"]]
        assert codes == ["overlay_disputed", "overlay_disputed", "overlay_questioned"]
        assert question in saved.json()["contradicted"][-1]["detail"]


def test_a_figure_far_from_all_others_is_asked_about(client, sheets):
    head = ["park", "criterion", "mode", "source", "as_of", "tenure"]
    prices = (("tcr", 5000), ("eiz", 25))
    rows = [head, *([park, "land_price", price, "offer", "2026", "sale"] for park, price in prices)]
    book = sheets(sources=[["id", "title", "date"], ["offer", "Offer", "2026"]], quotations=rows)
    for language, words in (("en", "Is the unit right"), ("zh", "单位是否正确")):
        saved = client.put("/v1/overlay", content=book, headers={"Accept-Language": language})
        assert saved.status_code == 200, saved.text
        (asked,) = saved.json()["warnings"]
        assert asked["code"] == "figure_far_outside"
        assert words in asked["detail"]
        assert "3,927.26" in asked["detail"]  # 5,000 USD/m2 for land that is kept


def test_faults_of_private_data_name_sheet_and_cell(client, workbook, sheets):
    assert client.put("/v1/overlay", content=workbook).status_code == 200
    broken = sheets(sources=[["id", "title", "date"], ["offer", "Offer", "soon"]])
    body = _problem(client.put("/v1/overlay", content=broken), 422, "cell_date")
    assert body["errors"][0]["pointer"].endswith("/sources!C2")
    assert "sources!C2" in body["detail"]
    unknown = sheets(
        quotations=[
            ["park", "criterion", "mode", "source", "as_of"],
            ["nowhere", "land_price", 9, "offer", "2026"],
        ]
    )
    errors = client.put("/v1/overlay", content=unknown).json()["errors"]
    assert {error["pointer"].rpartition("/")[2] for error in errors} >= {"quotations!A2"}
    assert len(client.get("/v1/overlay/workbook").content) == len(workbook)


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04" + b"x" * 300, b"id,title\n"])
def test_no_workbook(client, content):
    _problem(client.put("/v1/overlay", content=content), 422, "sheet_unreadable")
    _problem(client.get("/v1/overlay"), 404, "no_overlay")
