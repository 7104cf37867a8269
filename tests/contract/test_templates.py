"""Section 5: recommendations about other choices."""

import pytest

from api.rankings.requests import default_parts


@pytest.mark.parametrize("name", ["location", "park-model", "way-in"])
def test_a_template_is_listed_and_answered(client, send, name):
    listed = {item["id"]: item for item in client.get("/v1/templates").json()["items"]}[name]
    for language in ("en", "zh"):
        body = {
            "template": name,
            "enterprise": {},
            "sensitivity": {**default_parts(), "multiverse": True},
            "include": ["claims"],
        }
        answer = send("/v1/recommendations", body, language=language)
        ids = [choice["id"] for choice in listed["alternatives"]]
        assert sorted(row["alternative"] for row in answer["ranking"]) == sorted(ids)
        assert list(answer["weights"]["values"]) == [c["id"] for c in listed["criteria"]]
        for row in answer["evidence"].values():
            for cell in row.values():
                assert cell["kind"] == "unknown" or cell["claims"]


def test_an_unknown_template_and_another_subject_name_their_place(send):
    answer = send("/v1/recommendations", {"template": "moon", "enterprise": {}}, status=422)
    assert answer["errors"][0]["pointer"] == "/template"
    weights = {"kind": "profile", "id": "tariff-hit-exporter"}
    body = {"template": "location", "enterprise": {}, "weights": weights}
    answer = send("/v1/recommendations", body, status=422)
    assert answer["errors"][0]["pointer"].startswith("/weights")
