"""Sentences about the smallest change, with their figures, in two languages."""

import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from mcda import rank
from mcda.robust import SmallestChange, smallest_change


def change(before, weights, criteria=None):
    before, weights = np.array(before), np.array(weights)
    distance = float(0.5 * np.abs(weights - before).sum())
    return SmallestChange(
        winner="north",
        winner_becomes="south",
        criteria=criteria or tuple(f"c{j}" for j in range(len(before))),
        weights=weights,
        before=before,
        distance=distance,
        lower_bound=distance,
        certified=True,
    )


def test_one_move():
    found = change([0.5, 0.3, 0.2], [0.469, 0.331, 0.2], ("logistics", "price", "power"))
    assert found.sentence.say() == (
        "Moving 3.10 points of weight (3.10 from logistics to price) makes south overtake north."
        " No smaller change does it."
    )
    assert found.sentence.say("zh") == (
        "只要移动 3.10 个百分点的权重（3.10 从 logistics 移到 price），“south”就会超过“north”。"
        "不存在更小的变动。"
    )


def test_names():
    found = change([0.5, 0.5], [0.4, 0.6], ("logistics", "price"))
    names = {"logistics": "物流", "price": "地价", "north": "北区"}
    assert found.sentence.say("zh", names).startswith(
        "只要移动 10.0 个百分点的权重（10.0 从 物流 移到 地价），“south”就会超过“北区”。"
    )


def test_three_moves_are_named():
    found = change([0.4, 0.3, 0.2, 0.1], [0.3, 0.28, 0.17, 0.25])
    assert found.sentence.say().startswith(
        "Moving 15.0 points of weight (10.0 from c0 to c3, 3.0 from c2 to c3, 2.0 from c1 to c3)"
        " makes south overtake north."
    )


def test_the_rest_is_summed():
    found = change([0.4, 0.2, 0.15, 0.15, 0.1], [0.3, 0.15, 0.12, 0.13, 0.3])
    assert found.sentence.say().startswith(
        "Moving 20.0 points of weight (10.0 from c0 to c4, 5.0 from c1 to c4, 3.0 from c2 to c4,"
        " 2.0 in further moves) makes south overtake north."
    )
    assert "，其余移动共 2.0" in found.sentence.say("zh")


def test_a_small_distance_is_not_shown_as_none():
    found = change([0.5, 0.5], [0.5 - 7.9e-5, 0.5 + 7.9e-5])
    assert found.sentence.say().startswith(
        "Moving 0.0079 points of weight (0.0079 from c0 to c1) makes"
    )


SHOWN = re.compile(r"(?:Moving|[(,]) ?([0-9.]+) (?:points|from|in)")


@pytest.mark.parametrize("method", ["weighted_sum", "topsis", "vikor"])
def test_shown_moves_add_up_to_the_shown_total(make_problem, weigh, method):
    rng, several = np.random.default_rng(5), 0
    for _ in range(60):
        m, n = int(rng.integers(2, 6)), int(rng.integers(3, 8))
        problem = make_problem(rng.uniform(1, 9, (m, n)).tolist())
        found = smallest_change(rank(problem, weigh(*rng.dirichlet(np.ones(n))), method))
        if found is None:
            continue
        total, *parts = (Fraction(text) for text in SHOWN.findall(found.sentence.say()))
        several += len(parts) > 1
        assert parts
        assert total > 0
        assert sum(parts) == total
        assert 0 not in parts
    assert several > 3


def test_level_names_the_criterion_that_decides(make_problem, weigh):
    # Each is best, worst and in the middle once: all have the score of 1/2.
    names = {"a0": "north", "a1": "south", "a2": "east", "c0": "price", "c1": "roads"}
    problem = make_problem([[1, 3], [3, 5], [5, 1]], ["cost", "benefit"])
    ranking = rank(problem, weigh(1, 1), "weighted_sum")
    assert ranking.winners[:2] == ("a0", "a1")
    found = smallest_change(ranking)
    assert (found.distance, found.lower_bound, found.certified) == (0, 0, True)
    assert found.sentence.say("en", names) == (
        "north and south are level: any weight moved towards roads, however little, decides for "
        "south."
    )
    assert found.sentence.say("zh", names) == (
        "“north”与“south”不分先后：只要有一点权重移向 roads，无论多少，都会使“south”胜出。"
    )


def test_level_without_a_criterion_that_decides():
    assert change([0.5, 0.5], [0.5, 0.5]).sentence.say() == (
        "north and south are level: the least change of the weights can decide between them."
    )


def test_what_is_not_proved_says_that_a_smaller_change_may_exist():
    found = replace(change([0.5, 0.5], [0.4, 0.6]), certified=False, lower_bound=0.0)
    assert found.sentence.say().endswith(
        " overtake north. This change was searched for and not proved to be the smallest: "
        "a smaller one may exist."
    )
    assert found.sentence.say("zh").endswith("并未证明为最小：可能存在更小的变动。")
    bounded = replace(found, lower_bound=0.07777)
    assert bounded.sentence.say().endswith(
        "A smaller change may exist, but none of less than 7.7 points does it."
    )
    assert bounded.sentence.say("zh").endswith(
        "可能存在更小的变动，但小于 7.7 个百分点的变动都做不到。"
    )


def test_what_is_proved_to_within_a_share_says_to_which():
    found = replace(change([0.5, 0.5], [0.4, 0.6]), lower_bound=0.0992)
    assert found.sentence.say().endswith("No change of less than 9.9 points does it.")
    assert found.sentence.say("zh").endswith("小于 9.9 个百分点的变动都做不到。")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_braces_in_a_name_are_only_text(language):
    found = change([0.5, 0.5], [0.4, 0.6], ("{points}", "b}{"))
    sentence = found.sentence.say(language, {"north": "{winner}"})
    assert "{points}" in sentence
    assert "b}{" in sentence
    assert "{winner}" in sentence
