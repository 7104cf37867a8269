"""What is kept in codes is read as it was, and told to each reader in full."""

import json
from typing import Any

import pytest

from api.http.localisation import (
    decode,
    encode,
    localise,
    localise_encoded,
    localise_json,
    names_in,
    names_of,
)
from mcda import Alternative, Criterion, Problem
from mcda.texts import Label, Note, Unit

NAMES = {"alternatives": {"a": Note.of({"en": "Alpha", "zh": "甲"})}, "criteria": {}}
LEAD = Note("text_itself", (), {"text": Label("a")})


def problem(**names: Any) -> Problem:
    """Return a problem with these names of its first alternative and its first criterion."""
    return Problem(
        criteria=[Criterion(id="price", direction="cost", name=names.get("criterion", {}))],
        alternatives=[Alternative(id="a", name=names.get("alternative", {})), Alternative(id="b")],
        performances=[[1.0], [2.0]],
    )


@pytest.mark.parametrize(
    "note",
    [
        LEAD,
        Note("figure_with_unit", (), {"number": "3", "unit": Unit("USD/m2")}),
        Note("text_itself", (), {"text": [Label("a"), LEAD, 1.5, "x", None, True]}, LEAD),
        Note("text_itself", (), {"text": {"en": "a", "zh": "甲"}}),
    ],
)
def test_a_note_is_read_as_it_was_kept(note: Note) -> None:
    answer = {"names": NAMES, "here": [{"sentence": note}], "score": 0.1}
    again = decode(encode(answer))
    assert again == answer
    for language in ("en", "zh"):
        assert localise_json(again, language) == localise_json(answer, language)


def test_things_are_called_by_their_names_in_each_language() -> None:
    answer = {"names": NAMES, "sentence": LEAD}
    assert localise(answer, "en") == {
        "names": {"alternatives": {"a": "Alpha"}, "criteria": {}},
        "sentence": "Alpha",
    }
    assert localise(answer, "zh")["sentence"] == "甲"
    assert localise({"sentence": LEAD}, "en")["sentence"] == "a"
    assert json.loads(localise_json(answer, "en", {"a": "Another"}))["sentence"] == "Another"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_answers_within_an_answer_have_names_of_their_own(language: Any) -> None:
    inner = {"names": NAMES, "sentence": LEAD}
    other = {"names": {"alternatives": {"a": Note.of({"en": "Beta", "zh": "乙"})}}, "said": LEAD}
    name, second = {"en": ("Alpha", "Beta"), "zh": ("甲", "乙")}[language]
    result = localise({"number": 1, "answer": inner}, language)
    assert (result["number"], result["answer"]["sentence"]) == (1, name)
    items = localise({"items": [inner, other], "next": None}, language)["items"]
    assert (items[0]["sentence"], items[1]["said"]) == (name, second)


def test_a_problem_tells_what_its_things_are_called() -> None:
    names = names_of(problem(alternative={"en": "Alpha", "zh": "甲"}, criterion={"en": "Price"}))
    assert localise(names, "en") == {"alternatives": {"a": "Alpha"}, "criteria": {"price": "Price"}}
    assert localise(names, "zh") == {"alternatives": {"a": "甲"}, "criteria": {"price": "price"}}
    assert names_of(problem()) == {"alternatives": {}, "criteria": {}}


def test_an_alternative_is_meant_before_a_criterion_of_the_same_id() -> None:
    both = {
        "criteria": {"a": Note.of({"en": "Price", "zh": "价格"})},
        "alternatives": NAMES["alternatives"],
    }
    assert localise({"names": both, "sentence": LEAD}, "en")["sentence"] == "Alpha"
    assert names_in({}) == names_in([]) == {}


@pytest.mark.parametrize("odd", ["spec", "fields", "$say", "$name", "$unit", "names", "within"])
def test_things_may_be_called_by_any_id(odd: str) -> None:
    """Ids are a caller's own: none may be taken for a word of ours."""
    one = Note.of({"en": "One", "zh": "一"})
    answer = {
        "names": {"alternatives": {odd: one, "fields": one}, "criteria": {odd: one}},
        "shares": {odd: 0.5, "fields": {odd: 1.0}},
        "sentence": Note.naming(odd),
    }
    assert localise_json(decode(encode(answer)), "en") == localise_json(answer, "en")
    assert localise(answer, "zh")["sentence"] == "一"


def test_what_a_caller_sent_stands_as_it_was_sent() -> None:
    sent = {"weights": {"$say": "text_itself", "fields": {"text": "x"}}}
    record = {"input_sha256": "0" * 64, "spec": sent}
    assert decode(encode({"record": record}))["record"]["spec"] == sent


def test_whole_numbers_of_any_size_are_kept() -> None:
    assert json.loads(encode({"content": {"a": 10**30}, "b": "ü"})) == {
        "content": {"a": 10**30},
        "b": "ü",
    }


def test_what_holds_no_sentence_is_told_byte_by_byte() -> None:
    content = b'{"a": 1.0,  "b": [1e2]}'
    assert localise_encoded(content, "zh") == content
    assert (
        json.loads(localise_encoded(encode({"names": NAMES, "sentence": LEAD}), "zh"))["sentence"]
        == "甲"
    )


def test_what_is_no_answer_is_refused() -> None:
    for value in (object(), b"bytes", {1, 2}):
        with pytest.raises(TypeError):
            localise_json({"a": value}, "en")
        with pytest.raises(TypeError):
            encode({"a": value})
