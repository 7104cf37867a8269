"""An answer before it is sent."""

import json
from typing import Any

import pytest
from starlette.requests import Request

from api.http.reply import Reply, telling
from mcda.texts import Note


def asking(language: str) -> Request:
    """Return a request of a reader."""
    headers = [(b"accept-language", language.encode())]
    return Request({"type": "http", "headers": headers, "query_string": b"", "path": "/"})


def test_a_document_with_its_headers() -> None:
    reply = Reply.of({"a": "ü"}, 201, ETag='"1"', Retry_After="5")
    assert (reply.status, json.loads(reply.body)) == (201, {"a": "ü"})
    sent = reply.response(asking("en"))
    assert (sent.status_code, sent.body, sent.media_type) == (201, reply.body, "application/json")
    assert (sent.headers["etag"], sent.headers["retry-after"]) == ('"1"', "5")


@pytest.mark.parametrize(("language", "said"), [("en", "Alpha"), ("zh", "甲")])
def test_what_is_kept_in_codes_is_said_to_whoever_asks(language: str, said: str) -> None:
    answer: dict[str, Any] = {"name": Note.of({"en": "Alpha", "zh": "甲"}), "rank": 1}
    reply = Reply.of(answer)
    for sent in (reply.response(asking(language)), telling(asking(language), answer)):
        assert json.loads(sent.body) == {"name": said, "rank": 1}
        assert sent.headers["content-language"] == language
        assert sent.headers["vary"] == "Accept-Language"
    assert b"Alpha" in reply.body
    assert "甲".encode() in reply.body


def test_whole_numbers_of_any_size_are_written() -> None:
    reply = Reply.of({"a": 10**30, "b": "ü"})
    assert json.loads(reply.body) == {"a": 10**30, "b": "ü"}
    assert json.loads(reply.response(asking("en")).body) == {"a": 10**30, "b": "ü"}


def test_nothing_is_an_empty_body() -> None:
    sent = Reply(status=204).response(asking("en"))
    assert (sent.status_code, sent.body) == (204, b"")
