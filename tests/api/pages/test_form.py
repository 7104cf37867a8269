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
