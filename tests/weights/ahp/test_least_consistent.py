import numpy as np
import pytest

from mcda.errors import InvalidJudgements
from mcda.pairwise import consistency, worst_judgements
from weights.ahp.least_consistent import least_consistent, ratio_text
from weights.ahp.repair import JudgementChange

ITEMS = ("land_price", "infrastructure", "services", "ties")


def spoiled(i, j, value, weights=(8.0, 4.0, 2.0, 1.0)):
    matrix = np.array(weights)[:, None] / np.array(weights)
    matrix[i, j], matrix[j, i] = value, 1 / value
    return matrix


@pytest.mark.parametrize(
    ("matrix", "path", "en", "zh"),
    [
        (
            spoiled(0, 2, 9, (6.0, 4.0, 2.0, 1.0)),
            (0, 2),
            "Your least consistent answer is land_price over services = 9; 3 fits the others.",
            "您的判断中，“land_price”相对“services”为 9 与其余判断最不一致；改为 3 更相符。",
        ),
        (
            spoiled(1, 2, 7, (8.0, 2.0, 2.0, 1.0)),
            (1, 2),
            "Your least consistent answer is infrastructure over services = 7; "
            "equally important fits the others.",
            "您的判断中，“infrastructure”相对“services”为 7 与其余判断最不一致；"
            "改为同等重要更相符。",
        ),
        (
            spoiled(0, 2, 1 / 4),
            (2, 0),
            "Your least consistent answer is services over land_price = 4; the reverse, "
            "land_price over services = 4, fits the others.",
            "您的判断中，“services”相对“land_price”为 4 与其余判断最不一致；"
            "反过来，“land_price”相对“services”为 4 更相符。",
        ),
        (
            spoiled(3, 0, 1.0),
            (0, 3),
            "Your least consistent answer is land_price over ties = 1; 8 fits the others.",
            "您的判断中，“land_price”相对“ties”为 1 与其余判断最不一致；改为 8 更相符。",
        ),
        (
            spoiled(0, 3, 1.0, (1.0, 2.0, 4.0, 8.0)),
            (3, 0),
            "Your least consistent answer is ties over land_price = 1; 8 fits the others.",
            "您的判断中，“ties”相对“land_price”为 1 与其余判断最不一致；改为 8 更相符。",
        ),
    ],
)
def test_the_spoiled_answer_is_named_with_what_it_was(matrix, path, en, zh):
    note = least_consistent(matrix, ITEMS)
    assert (note.path, note.say("en"), note.say("zh")) == (path, en, zh)


def test_it_is_the_worst_judgement():
    matrix = spoiled(0, 3, 1 / 3)
    matrix[1, 2], matrix[2, 1] = 9, 1 / 9
    (worst,) = worst_judgements(matrix, ITEMS, count=1)
    note = least_consistent(matrix, ITEMS)
    assert (note.fields["first"].id, note.fields["second"].id) == worst.pair
    assert float(note.fields["given"]) == pytest.approx(worst.given)
    assert worst.consistency_ratio_after < consistency(matrix).ratio


def test_pairs_that_were_not_judged_are_never_named():
    matrix = spoiled(0, 2, 1 / 4)
    matrix[1, 3] = matrix[3, 1] = np.nan
    note = least_consistent(matrix, ITEMS)
    assert (note.path, note.fields["suggested"]) == ((2, 0), "4")


@pytest.mark.parametrize("n", [1, 2, 4])
def test_where_nothing_contradicts_nothing_is_said(n):
    assert least_consistent(np.ones((n, n)), ITEMS[:n]) is None


def test_judgements_in_two_parts_are_refused():
    matrix = spoiled(0, 1, 3)
    matrix[:2, 2:] = matrix[2:, :2] = np.nan
    with pytest.raises(InvalidJudgements, match="land_price, infrastructure"):
        least_consistent(matrix, ITEMS)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(7, "7"), (1.0, "1"), (1 / 3, "1/3"), (1 / 9, "1/9"), (2.449, "2.45"), (0.4082, "0.408")],
)
def test_judgements_are_written_as_people_say_them(value, wanted):
    assert ratio_text(value) == wanted


@pytest.mark.parametrize(
    ("after", "en", "zh"),
    [
        (
            4.0,
            "land_price over services from 7 to 4",
            "“land_price”相对“services”的重要性由 7 改为 4",
        ),
        (
            1.0,
            "land_price over services from 7 to equally important",
            "“land_price”相对“services”的重要性由 7 改为同等重要",
        ),
        (
            1 / 3,
            "land_price over services from 7 to the reverse, services over land_price by 3",
            "“land_price”相对“services”的重要性由 7 反转为“services”相对“land_price”为 3",
        ),
    ],
)
def test_a_change_is_said_in_both_languages(after, en, zh):
    change = JudgementChange(pair=("land_price", "services"), before=7.0, after=after, steps=3)
    assert (change.sentence.say("en"), change.sentence.say("zh")) == (en, zh)
