"""Notes as they are kept and said: names, units and figures come with the reader."""

import json
import math

import orjson
import pytest

from mcda.errors import Fault
from mcda.texts import Label, Note, Unit, is_plain_note

INNER = Note("quoted", (), {"name": Label("b")})
NOTE = Note(
    "verdict_same",
    ("here",),
    {"method": {"en": "TOPSIS", "zh": "TOPSIS 法"}, "number": 2.5, "unit": Unit("USD/m2")},
    Note("verdict_other", (), {"method": INNER, "other": [Label("a"), INNER]}),
)


def test_what_is_kept_says_the_same_in_every_language():
    kept = json.loads(json.dumps(NOTE.plain()))
    assert is_plain_note(kept)
    again = Note.from_plain(kept)
    assert again.path == ()
    names = {"a": {"en": "North", "zh": "北区"}, "b": "South"}
    for language in ("en", "zh"):
        assert again.say(language, names) == NOTE.say(language, names)
        assert again.say(language) == NOTE.say(language)
    assert "North" in again.say("en", names)
    assert "北区" in again.say("zh", names)


@pytest.mark.parametrize(
    ("names", "said"),
    [({}, "park1"), ({"park1": "One"}, "One"), ({"park1": {"zh": "一"}}, "park1")],
)
def test_fields_that_name_a_thing_are_ids(names, said):
    for name in ("alternative", "criterion", "park"):
        code = "beyond_scale" if name != "park" else "text_itself"
        assert Note(code, (), {**_fields(code), name: "park1"}).say("en", names).count(said) == (
            code != "text_itself"
        )


def _fields(code):
    if code == "text_itself":
        return {"text": "t"}
    return {"alternative": "x", "criterion": "y", "value": 1.0, "end": 2.0, "unit": Unit("km")}


def test_a_name_is_said_alone():
    assert Note.naming("a").say("zh", {"a": {"en": "North", "zh": "北区"}}) == "北区"
    assert Note.naming("a").say() == "a"
    assert Note.of({"en": "here", "zh": "这里"}).say("zh") == "这里"


def test_what_a_caller_sent_is_no_note():
    unread = ({"$say": "x"}, {"$say": "x", "fields": "y"}, {"$say": 5, "fields": {}})
    for sent in (*unread, {"en": "x"}, ["$say"], "x"):
        assert not is_plain_note(sent)


@pytest.mark.parametrize(
    "sent",
    [
        {"$name": 5},
        {"$name": "a"},
        {"$unit": "km"},
        {"$say": "no such text", "fields": {}},
        [{"$say": "quoted", "fields": {"name": "x"}}],
        {"en": {"$name": "a"}},
        {"x": [{"$name": "a"}]},
    ],
)
def test_what_a_caller_sent_is_kept_and_said_as_it_stands(sent):
    note = Note("cell_not_a_number", (), {"alternative": "a", "criterion": "c", "value": sent})
    again = Note.from_plain(json.loads(json.dumps(note.plain())))
    for language in ("en", "zh"):
        assert "{'" in again.say(language)
        assert again.say(language, {"a": "North"}) == note.say(language, {"a": "North"})


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 2**63, -(10**30), 2**63 - 1])
def test_numbers_that_not_every_json_takes(number):
    note = Note("cell_not_finite", (), {"alternative": "a", "criterion": "c", "value": number})
    kept = orjson.loads(orjson.dumps([note.plain()]))
    assert json.loads(json.dumps(kept, allow_nan=False)) == kept
    assert Note.from_plain(kept[0]).say() == note.say()
    assert str(number) in note.say()


def test_a_long_value_is_cut_short_whatever_it_is():
    long = "x" * 5000
    for sent in (long, {"en": long}, {"a": long}, [long], Label(long), Unit(long)):
        assert 1000 < len(Note("text_itself", (), {"text": sent}).say()) < 1010


def test_a_fault_keeps_its_kind_from_further_out():
    fault = Fault("missing_field", ("a",)).under("b")
    assert isinstance(fault, Fault)
    assert fault.path == ("b", "a")
