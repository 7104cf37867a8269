"""The record: what to send back for the same answer."""

import hashlib
import json
from importlib.metadata import version

import pytest

from api.http.localisation import decode, encode
from api.rankings.presentation import engine, with_record
from api.rankings.requests import RankingRequest


def test_the_engine_has_name_and_version():
    assert engine() == f"parkwise {version('parkwise')}"


@pytest.mark.parametrize("seed", [None, 0, 7, 2**63 - 1])
def test_the_record_is_appended(body, seed):
    request = RankingRequest.model_validate(body())
    written = encode(with_record({"ranking": [], "x": {"y": 1.5}}, request, seed))
    found = json.loads(written)
    spec = written.split(b'"spec":')[1].removesuffix(b"}}")
    assert (found["ranking"], found["x"]) == ([], {"y": 1.5})
    assert found["record"] == {
        "engine": engine(),
        "input_sha256": hashlib.sha256(spec).hexdigest(),
        "seed": seed,
        "spec": request.model_dump(mode="json"),
    }


def test_the_spec_holds_the_defaults(body):
    written = body()
    del written["sensitivity"]
    answer = decode(encode(with_record({"x": 1}, RankingRequest.model_validate(written), None)))
    found = answer["record"]["spec"]
    assert found["sensitivity"] is None
    assert (found["detail"], found["unknowns"], found["requirements"]) == ("standard", "bounds", [])
    assert found["method"]["normalisation"] == "vector"


def test_the_spec_sent_back_is_recorded_the_same(body):
    request = RankingRequest.model_validate(body())
    first = encode(with_record({"x": 1}, request, 7))
    again = RankingRequest.model_validate(decode(first)["record"]["spec"])
    assert again == request
    assert encode(with_record({"x": 1}, again, 7)) == first
    assert encode(decode(first)) == first


def test_the_spelling_of_a_request_leaves_no_trace(body):
    text = json.dumps(body())
    spelt = [text, json.dumps(body(), indent=4), text.replace("100,", "1.00e2,")]
    assert len(set(spelt)) == 3
    requests = [RankingRequest.model_validate_json(each) for each in spelt]
    assert len({encode(with_record({"x": 1}, request, None)) for request in requests}) == 1


@pytest.mark.parametrize("digest", [None, "0" * 64])
def test_the_data_that_it_rests_on_are_named_last(body, digest):
    request = RankingRequest.model_validate(body())
    beneath = {"overlay": digest, "catalogue": {"version": "2", "date": "2026-11-28"}}
    found = decode(encode(with_record({"x": 1}, request, None, beneath)))
    plain = decode(encode(with_record({"x": 1}, request, None)))
    assert found["record"] == {**plain["record"], **beneath}
    assert (list(found["record"])[-2:], found["x"]) == (["overlay", "catalogue"], 1)
