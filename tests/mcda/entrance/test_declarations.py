"""What is asked of every candidate before it is tried."""

from abc import ABC, abstractmethod

import pytest

from mcda.entrance.declarations import class_faults, describe, is_said
from mcda.errors import Fault, InvalidProblem


class Base(ABC):
    @abstractmethod
    def work(self) -> int: ...


class Whole(Base):
    def work(self) -> int:
        return 1


def faults(candidate: object) -> list[tuple[str, str]]:
    def undeclared(field: str, needed: str) -> Fault:
        return Fault("x", (), {"field": field, "needed": needed})

    found = class_faults(candidate, Base, "def work(self)", undeclared)
    return [(fault.fields["field"], fault.fields["needed"]) for fault in found]


def test_a_class_must_derive_from_the_base_and_leave_nothing_abstract() -> None:
    assert faults(Whole) == []
    assert faults(type("Part", (Base,), {})) == [("work", "def work(self)")]
    for stranger in (Whole(), object, 3):
        assert faults(stranger) == [("class", f"{__name__}.Base")]


@pytest.mark.parametrize(
    ("text", "fields", "said"),
    [
        ({"en": "a", "zh": "甲"}, {}, True),
        ({"en": "a", "zh": ""}, {}, False),
        ({"en": "a", "zh": " "}, {}, False),
        ({"en": "a"}, {}, False),
        (None, {}, False),
        ("text", {}, False),
        ({"en": "a {set}", "zh": "甲"}, {}, True),
        ({"en": "of {profile}", "zh": "甲"}, {"profile": "p"}, True),
        ({"en": "of {other}", "zh": "甲"}, {"profile": "p"}, False),
    ],
)
def test_a_text_speaks_both_languages(text: object, fields: dict[str, str], said: bool) -> None:
    assert is_said(text, **fields) is said


def test_what_a_stranger_raises_is_described() -> None:
    assert describe(KeyError("k")) == "KeyError: 'k'"
    coded = InvalidProblem.at("empty_list", "criteria", list="criteria")
    assert describe(coded) == coded.say()
