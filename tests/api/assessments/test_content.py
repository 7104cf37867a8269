"""What may be saved."""

from typing import Any

import pytest

from api.assessments.content import checked, to_save, unstorable, usable_name
from api.settings import Settings
from mcda.errors import InvalidInput, McdaError
from tests.api.assessments.desk import content


def faults(document: dict[str, Any]) -> list[tuple[str, tuple[str | int, ...]]]:
    with pytest.raises(McdaError) as caught:
        checked(document, Settings())
    return [(fault.code, fault.path) for fault in caught.value.faults]


def test_a_document_becomes_a_model() -> None:
    found = checked(content(note="n"), Settings())
    assert (found.name, found.note, found.parks) == ("Parts maker", "n", content()["parks"])
    assert "answers" not in found.model_fields_set


def test_what_is_saved_is_what_was_sent_but_for_blanks_around_the_name() -> None:
    sent = content(name=" \t" + "x" * 200 + "  \n")
    assert to_save(sent, Settings()) == {**sent, "name": usable_name(sent["name"])}
    assert usable_name(sent["name"]) == "x" * 200
    assert sent["name"].startswith(" ")


def test_a_nul_is_found_in_every_depth_and_in_names() -> None:
    document = {"a": ["x", {"b\0": "y\0"}], "c": "no", "d": 0}
    assert [(f.code, f.path) for f in unstorable(document, ())] == [
        ("text_with_nul", ("a", 1, "b\0")),
        ("text_with_nul", ("a", 1, "b\0")),
    ]
    assert faults(content(note="a\0b")) == [("text_with_nul", ("note",))]


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
@pytest.mark.parametrize("field", ["parks", "scenario", "as_of", "note", "weights"])
def test_an_infinity_is_never_read_as_nothing(field: str, value: float) -> None:
    assert [path for _, path in faults(content(**{field: value}))] == [(field,)]


def test_numbers_past_64_bits_are_numbers() -> None:
    wanted = [{"criterion": "land_price", "at_most": 10**30}]
    assert checked(content(requirements=wanted), Settings()).requirements[0].at_most == 1e30
    assert faults(content(note=10**30)) == [("wrong_type", ("note",))]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"parks": ["ljip", "nowhere"]}, ("unknown_park", ("parks", 1))),
        ({"name": "   "}, ("wrong_type", ("name",))),
        ({"name": "x" * 201}, ("wrong_type", ("name",))),
        ({"note": "x" * 5001}, ("wrong_type", ("note",))),
        ({"surprise": 1}, ("unknown_field", ("surprise",))),
        ({"scenario": "nowhere"}, ("unknown_scenario", ("scenario",))),
        ({"gates": {"luck": True}}, ("unknown_gate", ("gates", "luck"))),
    ],
)
def test_what_cannot_be_used_is_named(fields: dict[str, Any], wanted: Any) -> None:
    assert faults(content(**fields)) == [wanted]


def test_more_than_40_answers_are_refused() -> None:
    side = {"criterion": "land_price", "amount": 1}
    answer = {"first": side, "second": {**side, "criterion": "infrastructure"}, "reply": "unknown"}
    assert len(checked(content(answers=[answer] * 40), Settings()).answers) == 40
    assert faults(content(answers=[answer] * 41)) == [("elicit_too_many_replies", ("answers",))]


def test_a_fault_is_one_of_the_input() -> None:
    with pytest.raises(InvalidInput):
        to_save({}, Settings())
