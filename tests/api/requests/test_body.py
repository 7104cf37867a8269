"""Reading a body: media types, and schemas that do not overwrite those of answers."""

import asyncio
from typing import Any

import pytest
from pydantic import BaseModel
from starlette.requests import ClientDisconnect, Request

from api.http.refusals import Unsupported
from api.requests.body import WholeRequest, body_schemas, read_body
from mcda.errors import InvalidInput
from tests.clients import TestClient
from tests.refusals import rejects
from weights.validation import validated_json


class Small(BaseModel):
    number: int


def read(content: bytes, kind: str | None = "application/json") -> Small:
    headers = [] if kind is None else [(b"content-type", kind.encode())]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    return validated_json(Small, asyncio.run(read_body(request)))


@pytest.mark.parametrize(
    "kind",
    [None, "application/json", "application/JSON; charset=utf-8", "application/problem+json"],
)
def test_json_of_any_kind_is_read(kind: str | None) -> None:
    assert read(b'{"number": 3}', kind) == Small(number=3)


def whole(*messages: dict[str, Any]) -> bytes:
    left = list(messages)

    async def receive() -> dict[str, Any]:
        return left.pop(0)

    async def read_twice() -> bytes:
        request = WholeRequest({"type": "http", "method": "POST", "headers": []}, receive)
        assert await request.body() == await request.body()
        return await request.body()

    return asyncio.run(read_twice())


def test_a_body_is_gathered_from_its_parts_once() -> None:
    parts = [b'{"num', b"", b'ber": 3}']
    sent = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    assert whole(*sent, {"type": "http.request"}) == b'{"number": 3}'
    assert whole({"type": "http.request", "body": b"{}"}) == b"{}"


def test_a_caller_who_goes_away_is_not_taken_at_half_his_word() -> None:
    with pytest.raises(ClientDisconnect):
        whole(
            {"type": "http.request", "body": b'{"number": 3}', "more_body": True},
            {"type": "http.disconnect"},
        )


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "text/csv"])
def test_other_media_types_are_refused(kind: str) -> None:
    with pytest.raises(Unsupported) as caught:
        read(b'{"number": 3}', kind)
    assert caught.value.faults[0].fields == {"found": kind, "allowed": ("application/json",)}


@pytest.mark.parametrize("content", [b"", b"{", b'{"number": 1}}', b'{"number": "\xff"}'])
def test_what_is_no_json_is_refused_at_the_root(content: bytes) -> None:
    with rejects(InvalidInput, faults=[("invalid_json", ())]):
        read(content)


def test_json_that_breaks_off_is_told_by_line_and_column() -> None:
    with pytest.raises(InvalidInput) as caught:
        read(b'{"number":\n  x}')
    assert dict(caught.value.faults[0].fields) == {"line": "2", "column": "3"}


def test_faults_carry_their_place() -> None:
    with rejects(InvalidInput, paths=[("number",)]):
        read(b'{"number": "x"}')


def test_schemas_of_bodies_keep_clear_of_those_of_answers(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    row = schemas["RankingAnswer"]["properties"]["ranking"]["items"]["$ref"].rpartition("/")[2]
    assert "score" in schemas[row]["properties"]
    assert row not in body_schemas()
