"""Characters that are not seen are refused in ids and names; text of every script is taken."""

import pytest

from mcda import Alternative, Criterion, Problem
from mcda.errors import InvalidProblem, hidden_fault, hidden_in, with_hidden_shown

HIDDEN = ["\0", "\x1b", "\x7f", "\x85", "\u2028", "\u202a", "\u202e", "\u2066", "\u2069", "\ud800"]
PLAIN = [
    *("Rayong", "罗勇 工业园", "ا\u0644منطقة الصناعية", "אזור תעשייה", "line\nbreak\tand tab"),
    *("میخواهم\u200cبروم", "مرحبا\u200f!", "👨\u200d👩\u200d👧", "zero\u200bwidth", "é"),
]


@pytest.mark.parametrize("character", HIDDEN)
def test_it_is_told_and_written_out(character: str) -> None:
    code = f"U+{ord(character):04X}"
    assert hidden_in(f"a{character}b") == code
    assert with_hidden_shown(f"a{character}b") == f"a[{code}]b"


@pytest.mark.parametrize("text", PLAIN)
def test_text_of_every_script_is_taken(text: str) -> None:
    assert hidden_in(text) is None
    assert with_hidden_shown(text) == text


def problem(**fields: str) -> Problem:
    said = {"id": "a", "name": "A", "criterion": "price", "unit": "USD", **fields}
    criteria = (Criterion(id=said["criterion"], direction="cost", unit=said["unit"]),)
    named = Alternative(id=said["id"], name={"en": said["name"]})
    return Problem(
        criteria=criteria, alternatives=(named, Alternative(id="b")), performances=[[1.0], [2.0]]
    )


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("id", ("alternatives", 0, "id")),
        ("name", ("alternatives", 0, "name", "en")),
        ("criterion", ("criteria", 0, "id")),
        ("unit", ("criteria", 0, "unit")),
    ],
)
def test_a_problem_names_the_place(field: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(InvalidProblem) as refused:
        problem(**{field: "safe\u202egnp.exe"})
    [fault] = refused.value.faults
    assert (fault.code, fault.path) == ("hidden_character", path)
    assert "safe[U+202E]gnp.exe" in fault.say("en")
    assert "U+202E" in fault.say("zh")
    assert "\u202e" not in fault.say("en") + fault.say("zh")


@pytest.mark.parametrize("text", PLAIN)
def test_a_problem_in_every_script_is_taken(text: str) -> None:
    assert problem(id=text, name=text, criterion=text).alternative_ids[0] == text


def test_of_a_long_text_what_is_around_the_character_is_told() -> None:
    fault = hidden_fault("a" * 90_000 + "here\u202ethere" + "b" * 90_000, "note")
    assert fault is not None
    assert "here[U+202E]there" in fault.say("en")
    assert len(fault.say("en")) < 500
