import pytest
from fastapi import FastAPI, Request

from api.pages.form import fields_sent
from tests.clients import TestClient


def test_all_values_in_order():
    app = FastAPI()

    @app.post("/")
    async def echo(request: Request) -> dict[str, list[str]]:
        return {name: list(values) for name, values in (await fields_sent(request)).items()}

    sent = "a=1&b=%E7%94%B2&a=2&c="
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = TestClient(app).post("/", content=sent, headers=kind)
    assert answer.json() == {"a": ["1", "2"], "b": ["甲"], "c": [""]}


@pytest.mark.parametrize(
    "charset", ["unicode_escape", "raw_unicode_escape", "undefined", '"utf-7"']
)
def test_other_encodings_are_refused(reader, charset):
    for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
        body = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--x--\r\n'
        headers = {"Content-Type": f"{kind}; charset={charset}"}
        answer = reader.desk.client.post("/panels", content=body, headers=headers)
        assert answer.status_code == 415
    sent = {"name": "甲", "x": ""}
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
    assert reader.desk.client.post("/panels", data=sent, headers=headers).status_code < 415
