"""What is read as best-worst answers, and what is refused, by place."""

import math
from typing import Any

import pytest

from mcda.errors import InvalidWeights
from weights.best_worst.answers import read_answers

ITEMS = ("a", "b", "c")
FIRST = {"a": 1, "b": 2, "c": 8}
SECOND = {"a": 8, "b": 5, "c": 1}


def test_answers_are_read_in_the_order_of_the_items() -> None:
    found = read_answers(("c", "a", "b"), "a", "c", FIRST, SECOND)
    assert (found.best, found.worst, found.others) == (1, 0, [2])
    assert found.best_to_others.tolist() == [8, 1, 2]
    assert found.others_to_worst.tolist() == [1, 8, 5]
    assert found.best_to_worst == 8


def test_best_and_worst_may_be_left_out_of_their_own_list() -> None:
    found = read_answers(ITEMS, "a", "c", {"b": 2, "c": 8}, {"a": 8, "b": 5})
    assert found.best_to_others.tolist() == [1, 2, 8]
    assert found.others_to_worst.tolist() == [8, 5, 1]


def test_real_answers_are_taken() -> None:
    found = read_answers(ITEMS, "a", "c", {"b": 1.5, "c": 12.25}, {"a": 12.25, "b": 1})
    assert found.best_to_others.tolist() == [1, 1.5, 12.25]


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"best": "x"}, [("best_worst_unknown", ("best",))]),
        ({"worst": "x"}, [("best_worst_unknown", ("worst",))]),
        ({"best": "c"}, [("best_worst_same", ("worst",))]),
        ({"items": ()}, [("empty_list", ("items",))]),
        ({"items": ("a", "b", "c", "b")}, [("duplicate_id", ("items", 3))]),
        ({"first": {"a": 1, "c": 8}}, [("best_worst_missing", ("best_to_others",))]),
        ({"second": {"b": 5}}, [("best_worst_missing", ("others_to_worst",))]),
        ({"second": {**SECOND, "x": 2}}, [("best_worst_unknown", ("others_to_worst", "x"))]),
        ({"first": {**FIRST, "b": 0.5}}, [("best_worst_answer", ("best_to_others", "b"))]),
        ({"first": {**FIRST, "a": 2}}, [("best_worst_itself", ("best_to_others", "a"))]),
        ({"second": {**SECOND, "c": 2}}, [("best_worst_itself", ("others_to_worst", "c"))]),
        ({"second": {**SECOND, "a": 9}}, [("best_worst_differs", ("others_to_worst", "a"))]),
        (
            {"first": {"b": 0}, "second": {"y": 3, "a": -8, "b": 5}},
            [
                ("best_worst_answer", ("best_to_others", "b")),
                ("best_worst_missing", ("best_to_others",)),
                ("best_worst_unknown", ("others_to_worst", "y")),
                ("best_worst_answer", ("others_to_worst", "a")),
            ],
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_place(changed: Any, wanted: Any) -> None:
    given = {"items": ITEMS, "best": "a", "worst": "c", "first": FIRST, "second": SECOND, **changed}
    with pytest.raises(InvalidWeights) as caught:
        read_answers(given["items"], given["best"], given["worst"], given["first"], given["second"])
    found = [(fault.code, fault.path) for fault in caught.value.faults]
    assert [one for one in found if one in wanted] == wanted
    for fault in caught.value.faults:
        assert fault.say("en") != fault.say("zh")


@pytest.mark.parametrize("value", [math.nan, math.inf, 0.999, 1e10, True, "3", None, 10**400])
def test_only_numbers_from_one_are_answers(value: Any) -> None:
    with pytest.raises(InvalidWeights) as caught:
        read_answers(ITEMS, "a", "c", {**FIRST, "b": value}, SECOND)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("best_worst_answer", ("best_to_others", "b"))
    assert (fault.fields["first"], fault.fields["second"]) == ("a", "b")


def test_the_more_important_item_is_named_first_in_either_list() -> None:
    with pytest.raises(InvalidWeights) as caught:
        read_answers(ITEMS, "a", "c", FIRST, {**SECOND, "b": 0.25})
    assert caught.value.say() == (
        "“b” against “c” is 0.25; the answer must be a number from 1 to 1e9."
    )


def test_what_differs_is_told_with_both_numbers() -> None:
    with pytest.raises(InvalidWeights) as caught:
        read_answers(ITEMS, "a", "c", FIRST, {**SECOND, "a": 9})
    assert caught.value.say() == (
        "“a” against “c” is 8 in best_to_others, but 9 in others_to_worst."
    )
