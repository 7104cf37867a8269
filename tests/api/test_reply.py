"""An answer before it is sent."""

import json

from api.reply import Reply


def test_a_document_with_its_headers() -> None:
    reply = Reply.of({"a": "ü"}, 201, ETag='"1"', Content_Language="en")
    assert (reply.status, json.loads(reply.body)) == (201, {"a": "ü"})
    sent = reply.response()
    assert sent.status_code == 201
    assert sent.body == reply.body
    assert sent.media_type == "application/json"
    assert (sent.headers["etag"], sent.headers["content-language"]) == ('"1"', "en")


def test_whole_numbers_of_any_size_are_written() -> None:
    assert json.loads(Reply.of({"a": 10**30}).body) == {"a": 10**30}


def test_nothing_is_an_empty_body() -> None:
    sent = Reply(status=204).response()
    assert (sent.status_code, sent.body) == (204, b"")
