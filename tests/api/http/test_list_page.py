"""Places in lists as words: they come back as they were, and nothing else is taken for one."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.list_page import cursor, place
from mcda.errors import InvalidInput

NUMBERS = st.integers(0, 2**31 - 1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


def word(document: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


@given(st.lists(NUMBERS | TEXTS, max_size=4))
def test_a_place_comes_back_as_it_was(said: list[Any]) -> None:
    assert place(cursor(said), tuple(type(part) for part in said)) == said


@given(st.lists(NUMBERS | TEXTS, max_size=4))
def test_a_word_needs_no_escaping_in_a_url(said: list[Any]) -> None:
    assert set(cursor(said)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


def test_no_word_is_the_beginning() -> None:
    assert place(None, (int,)) is None


@given(st.text() | st.binary().map(lambda b: base64.urlsafe_b64encode(b).decode()))
def test_anything_else_is_refused_and_nothing_breaks(said: str) -> None:
    with suppress(InvalidInput):
        found = place(said, (int,))
        assert found is not None
        assert [type(part) for part in found] == [int]


@pytest.mark.parametrize(
    "said",
    [
        *([], [1], ["a"], [1, 2], [1, "a", 1], ["a", "1"], ["a", True], ["a", 1.0], ["a", None]),
        *(["a", -1], ["a", 2**31], ["a", 2**63], ["a", 10**40], [["a"], 1], {"a": 1}, "a1", None),
    ],
)
def test_places_of_other_lists_are_refused(said: Any) -> None:
    with pytest.raises(InvalidInput, match="does not stand for a place") as caught:
        place(word(said), (str, int))
    assert (caught.value.code, caught.value.faults[0].path) == ("cursor_invalid", ("cursor",))


@pytest.mark.parametrize("change", ["{}!", "!{}", "{}\n", "{} ", "{}é", "{}\0", " {}"])
def test_words_with_something_around_them_are_refused(change: str) -> None:
    with pytest.raises(InvalidInput, match="does not stand for a place"):
        place(change.format(cursor(["a", 1])), (str, int))


def test_texts_that_are_no_unicode_are_refused() -> None:
    with pytest.raises(InvalidInput, match="does not stand for a place"):
        place(word(["\ud800", 1]), (str, int))


def test_towers_of_brackets_are_refused() -> None:
    said = base64.urlsafe_b64encode(b"[" * 100_000).decode()
    with pytest.raises(InvalidInput, match="does not stand for a place"):
        place(said, (int,))
