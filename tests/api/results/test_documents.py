"""Results that were kept without a document get one at the upgrade."""

import pytest
from sqlalchemy import select, update

from api.db.tables import ResultRow
from api.results import documents
from api.settings import Settings
from tests.api.assessments.desk import Desk

BODY = {"name": "Parts", "parks": ["tcr", "ljip"], "enterprise": {"home": {"province": "Zhejiang"}}}


def results(desk: Desk) -> tuple[str, list[int]]:
    made = desk.ask("POST", "/v1/assessments", 201, json=BODY).json()["id"]
    for _ in range(2):
        desk.ask("POST", f"/v1/assessments/{made}/run", 201)
    return f"{made}/results", [1, 2]


@pytest.mark.long
def test_each_result_gets_its_document_and_one_that_cannot_be_told_says_so(desk, caplog):
    database, (place, _) = desk.database, results(desk)
    page = desk.client.get(f"/assess/{place}/2").text

    def forget(session) -> None:
        session.execute(update(ResultRow).values(document=None))
        broken = update(ResultRow).where(ResultRow.number == 1)
        session.execute(broken.values(answer=b'{"ranking": 7}'))

    database.write(forget)
    documents.upgrade(database, Settings())
    kept = database.read(lambda s: s.execute(select(ResultRow.number, ResultRow.document)).all())
    assert {number: document is None for number, document in kept} == {1: True, 2: False}
    assert "no document can be made of result 1" in caplog.text
    assert desk.client.get(f"/assess/{place}/2").text == page
    problem = desk.ask("GET", f"/v1/assessments/{place}/1/document.json", 410).json()
    assert problem["code"] == "document_missing"
    shown = desk.client.get(f"/assess/{place}/1", headers={"Accept": "text/html"})
    assert shown.status_code == 410
