"""On which criteria two weightings agree, in plain words."""

import numpy as np
import pytest

from weights.comparison.agreement import WeightAgreement, agreements

CRITERIA = ("land", "ties", "roads", "duty")
NAMES = {"land": "land", "ties": "home ties", "roads": "roads", "duty": "duties"}


def found(first, second) -> WeightAgreement:
    (one,) = agreements(["CFO", "owner"], np.array([first, second]), CRITERIA)
    return one


@pytest.mark.parametrize(
    ("first", "second", "alike", "says"),
    [
        (
            [0.25, 0.25, 0.25, 0.25],
            [0.27, 0.23, 0.25, 0.25],
            CRITERIA,
            "“CFO” and “owner” agree on every criterion.",
        ),
        (
            [0.30, 0.07, 0.33, 0.30],
            [0.27, 0.16, 0.30, 0.27],
            ("land", "roads", "duty"),
            "“CFO” and “owner” agree on everything but home ties (7% against 16%).",
        ),
        (
            [0.40, 0.10, 0.25, 0.25],
            [0.10, 0.40, 0.25, 0.25],
            ("roads", "duty"),
            "“CFO” and “owner” agree on everything but land (40% against 10%) and home ties "
            "(10% against 40%).",
        ),
        (
            [0.40, 0.10, 0.25, 0.25],
            [0.10, 0.25, 0.25, 0.40],
            ("roads",),
            "“CFO” and “owner” agree on roads, and differ most on land (40% against 10%).",
        ),
        (
            [0.70, 0.10, 0.10, 0.10],
            [0.10, 0.20, 0.50, 0.20],
            (),
            "“CFO” and “owner” agree on no criterion, and differ most on land (70% against 10%).",
        ),
    ],
)
def test_it_is_told_what_is_alike_and_what_is_not(first, second, alike, says):
    one = found(first, second)
    assert one.alike == alike
    assert set(one.alike) | set(one.apart) == set(CRITERIA)
    assert one.sentence.say("en", NAMES) == says


def test_a_difference_of_three_points_is_none_whatever_its_last_bits():
    one = found([0.33, 0.17, 0.25, 0.25], [0.30, 0.20, 0.25, 0.25])
    assert one.alike == CRITERIA
    assert found([0.331, 0.169, 0.25, 0.25], [0.30, 0.20, 0.25, 0.25]).apart


def test_what_lies_farthest_apart_comes_first_with_its_sign():
    one = found([0.1, 0.2, 0.3, 0.4], [0.4, 0.1, 0.3, 0.2])
    assert list(one.apart) == ["land", "duty", "ties"]
    assert one.apart == pytest.approx({"land": 0.3, "duty": -0.2, "ties": -0.1})


def test_every_two_in_order():
    table = np.array([[0.5, 0.5], [0.4, 0.6], [0.2, 0.8]])
    assert [one.between for one in agreements("abc", table, ["x", "y"])] == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]


def test_chinese_names_the_exception():
    one = found([0.30, 0.07, 0.33, 0.30], [0.27, 0.16, 0.30, 0.27])
    assert one.sentence.say("zh", {"ties": "同乡联系"}) == (
        "“CFO”与“owner”只在同乡联系（7%对16%）上看法不同，其余一致。"
    )
