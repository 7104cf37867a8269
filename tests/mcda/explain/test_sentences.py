"""Sentences about the smallest change, with their figures, in two languages."""

import numpy as np
import pytest

from mcda.explain import change_sentence
from mcda.robust import SmallestChange


def change(before, weights, criteria=None):
    before, weights = np.array(before), np.array(weights)
    return SmallestChange(
        winner="north",
        winner_becomes="south",
        criteria=criteria or tuple(f"c{j}" for j in range(len(before))),
        weights=weights,
        before=before,
        distance=float(0.5 * np.abs(weights - before).sum()),
        certified=True,
    )


def test_one_move():
    found = change([0.5, 0.3, 0.2], [0.469, 0.331, 0.2], ("logistics", "price", "power"))
    assert change_sentence(found) == (
        "Moving 3.1 points of weight (3.1 from logistics to price) makes south overtake north."
    )
    assert change_sentence(found, "zh") == (
        "只要移动 3.1 个百分点的权重（3.1 从 logistics 移到 price），south 就会超过 north。"
    )


def test_names():
    found = change([0.5, 0.5], [0.4, 0.6], ("logistics", "price"))
    names = {"logistics": "物流", "price": "地价", "north": "北区"}
    assert change_sentence(found, "zh", names) == (
        "只要移动 10.0 个百分点的权重（10.0 从 物流 移到 地价），south 就会超过 北区。"
    )


def test_three_moves_are_named():
    found = change([0.4, 0.3, 0.2, 0.1], [0.3, 0.28, 0.17, 0.25])
    assert change_sentence(found) == (
        "Moving 15.0 points of weight (10.0 from c0 to c3, 3.0 from c2 to c3, 2.0 from c1 to c3)"
        " makes south overtake north."
    )


def test_the_rest_is_summed():
    found = change([0.4, 0.2, 0.15, 0.15, 0.1], [0.3, 0.15, 0.12, 0.13, 0.3])
    assert change_sentence(found) == (
        "Moving 20.0 points of weight (10.0 from c0 to c4, 5.0 from c1 to c4, 3.0 from c2 to c4,"
        " 2.0 in further moves) makes south overtake north."
    )
    assert "，其余移动共 2.0" in change_sentence(found, "zh")


def test_level_already():
    assert change_sentence(change([0.5, 0.5], [0.5, 0.5])) == (
        "Moving 0.0 points of weight (-) makes south overtake north."
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_braces_in_a_name_are_only_text(language):
    found = change([0.5, 0.5], [0.4, 0.6], ("{points}", "b}{"))
    sentence = change_sentence(found, language, {"north": "{winner}"})
    assert "{points}" in sentence
    assert "b}{" in sentence
    assert "{winner}" in sentence
