import orjson

from api.pages.results.spoken import told
from api.settings import Settings
from tests.clients import TestClient


def _stored(client: TestClient, language: str, **fields) -> bytes:
    body = {"enterprise": {"home": {"province": "Zhejiang"}}, "parks": ["tcr", "ljip"], **fields}
    answer = client.post("/v1/recommendations", json=body, headers={"Accept-Language": language})
    head = {"number": 1, "version": 1, "at": "", "by": "", "language": language}
    return orjson.dumps({**head, "answer": answer.json()})


def test_names_ranges_and_shares(client):
    found = told(_stored(client, "en"), "en", Settings())
    assert [row["alternative"] for row in found.rows] == [
        line["alternative"] for line in found.answer["ranking"]
    ]
    for row in found.rows:
        assert row["half"] == found.answer["ranks"][row["alternative"]]["half"]
        assert row["alternative"] in found.answer["verdict"]["groups"][row["group"]]
    assert abs(sum(row["first"] for row in found.rows) - 1) < 1e-9
    assert found.labels.name("tcr") == "Thai-Chinese Rayong Industrial Zone"
    assert len(found.problem["alternatives"]) == 2


def test_the_other_language_is_the_same_answer(client):
    english = told(_stored(client, "en"), "en", Settings())
    chinese = told(_stored(client, "en"), "zh", Settings())
    assert not chinese.foreign
    assert chinese.answer["ranking"] == english.answer["ranking"]
    assert chinese.answer["warnings"] != english.answer["warnings"]


def test_an_answer_without_sensitivity(client):
    found = told(_stored(client, "en", sensitivity=False), "en", Settings())
    assert found.rows
    for row in found.rows:
        assert row["half"] is row["first"] is row["group"] is None
