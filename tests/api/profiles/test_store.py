import asyncio

import orjson
import pytest

from api.http.refusals import TooLarge
from api.profiles import store as profiles
from api.profiles.store import with_own_profiles
from api.requests.body import may_name_own
from mcda.errors import InvalidWeights, NotFound

WEIGHTS = {
    "kind": "direct",
    "values": {"price": 1.0},
    "caps": [{"criteria": ["a"], "at_most": 0.5}],
}
MOST = 100_000
REFERENCE = {"kind": "profile", "id": "own:board"}


@pytest.fixture
def caller(database, owner):
    found = owner(database, "ours")
    database.write(lambda s: profiles.put(s, found, "board", "Board", "", WEIGHTS))
    return found


def _replaced(database, caller, document):
    return orjson.loads(with_own_profiles(orjson.dumps(document), database, caller, MOST))


def test_what_it_stands_for_takes_its_place(database, caller):
    assert _replaced(database, caller, REFERENCE) == WEIGHTS
    deep = {"weightings": [{"weights": REFERENCE}, {"weights": {"kind": "x", "id": "own:board"}}]}
    assert _replaced(database, caller, deep) == {
        "weightings": [{"weights": WEIGHTS}, {"weights": {"kind": "x", "id": "own:board"}}]
    }


def test_caps_of_the_reference_come_instead(database, caller):
    caps = [{"criteria": ["b"], "at_most": 0.2}]
    assert _replaced(database, caller, {**REFERENCE, "caps": caps})["caps"] == caps
    assert _replaced(database, caller, {**REFERENCE, "caps": []}) == WEIGHTS


@pytest.mark.parametrize(
    "document",
    [
        {**REFERENCE, "extra": 1},
        {"kind": "profile", "id": "board"},
        {"kind": "profile", "id": ["own:board"]},
        {"kind": "direct", "id": "own:board"},
        ["own:board", 1, None, 2.5],
    ],
)
def test_everything_else_stays(database, caller, document):
    assert _replaced(database, caller, document) == document


def test_what_is_no_json_stays(database, caller):
    for sent in (b'{"own:', b'"own:\xff"', b"[" * 2000 + b'"own:'):
        assert with_own_profiles(sent, database, caller, MOST) == sent


@pytest.mark.parametrize("depth", [100, 250, 300, 1000])
def test_nested_deeply_it_is_replaced_or_stays(database, caller, depth):
    sent = b"[" * depth + orjson.dumps(REFERENCE) + b"]" * depth
    found = with_own_profiles(sent, database, caller, MOST)
    assert found.strip(b"[]") == orjson.dumps(WEIGHTS if depth == 100 else REFERENCE)


def test_another_organisation_has_none(database, caller, owner):
    other = owner(database, "theirs")
    with pytest.raises(InvalidWeights) as refused:
        _replaced(database, other, [{"weights": REFERENCE}])
    [fault] = refused.value.faults
    assert fault.path == (0, "weights", "id")
    assert fault.say("en").endswith("Known: -.")


@pytest.mark.parametrize("name", ["board", "own:", "own:\0", "own:none", "own:own:board"])
def test_no_such_profile(database, caller, name):
    with pytest.raises(NotFound):
        database.read(lambda s: profiles.read(s, caller, name))
    with pytest.raises(NotFound):
        database.write(lambda s: profiles.delete(s, caller, name))


def test_named_many_times_it_is_looked_up_once(database, caller, monkeypatch):
    asked = []
    found = profiles.weights_of
    monkeypatch.setattr(profiles, "weights_of", lambda *a: asked.append(a) or found(*a))
    assert _replaced(database, caller, [REFERENCE] * 50) == [WEIGHTS] * 50
    assert len(asked) == 1


def test_together_they_may_be_as_large_as_a_body(database, caller):
    size = len(orjson.dumps(WEIGHTS))
    sent = orjson.dumps([REFERENCE] * 5)
    assert len(orjson.loads(with_own_profiles(sent, database, caller, 5 * size))) == 5
    with pytest.raises(TooLarge) as refused:
        with_own_profiles(sent, database, caller, 5 * size - 1)
    [fault] = refused.value.faults
    assert (fault.code, fault.path) == ("body_too_large", (4, "id"))


@pytest.mark.parametrize("spelt", ["own:", "\\u006fwn:", "o\\u0077n\\u003A", "ow\\u006E:"])
def test_however_its_letters_are_written(database, caller, spelt):
    sent = orjson.dumps(REFERENCE).replace(b"own:", spelt.encode())
    assert asyncio.run(may_name_own(sent))
    assert orjson.loads(with_own_profiles(sent, database, caller, MOST)) == WEIGHTS


@pytest.mark.parametrize("sent", [b'{"id":"board"}', b'"\\u0041wn:"', "「own」:".encode(), b""])
def test_most_bodies_name_none(sent):
    assert not asyncio.run(may_name_own(sent))
