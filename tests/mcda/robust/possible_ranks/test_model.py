"""What the result says, in both languages and as a frame."""

import pytest

from mcda.robust.possible_ranks import PossibleRank, PossibleRanks
from mcda.texts import catalogue, sentence

NAMES = {"a0": "North"}


def item(verdict="possibly_first", proved=True, best=1, worst=3, alternative="a0"):
    return PossibleRank(
        alternative=alternative,
        best=best,
        worst=worst,
        best_proved=proved,
        worst_proved=proved,
        verdict=verdict,
        proved=proved,
    )


@pytest.mark.parametrize(
    ("told", "code", "english", "chinese"),
    [
        (
            item("certainly_first", worst=1),
            "certainly_first",
            "North is first whatever the uncertain values are within their bounds.",
            "不确定的数值在界限内无论如何变化，“North”都排第一。",
        ),
        (
            item("certainly_first", proved=False, worst=1),
            "always_first_found",
            "North was first for all uncertain values within their bounds that were tried; "
            "that is not a proof.",
            "在界限内尝试过的所有不确定数值下，“North”都排第一；这并非证明。",
        ),
        (
            item(),
            "possibly_first",
            "North is first for some of the uncertain values within their bounds and not for "
            "others; its rank was 1 at best and 3 at worst.",
            "不确定的数值在界限内变化时，“North”有时排第一，有时不是；名次最好为 1，最差为 3。",
        ),
        (
            item("never_first", best=2),
            "never_first",
            "North is not first, whatever the uncertain values are within their bounds; the best "
            "rank it reached is 2.",
            "不确定的数值在界限内无论如何变化，“North”都不会排第一；达到过的最好名次为 2。",
        ),
        (
            item("never_first", proved=False, best=2),
            "never_first_found",
            "North was first for none of the uncertain values within their bounds that were tried, "
            "and ranked 2 at best; that is not a proof.",
            "在界限内尝试过的所有不确定数值下，“North”都没有排第一，最好名次为 2；这并非证明。",
        ),
    ],
    ids=["certain", "always", "possible", "never", "never_found"],
)
def test_sentences(told, code, english, chinese):
    note = told.sentence
    assert note.code == code
    assert sentence(note.code, "en", note.fields, NAMES) == note.say("en", NAMES) == english
    assert sentence(note.code, "zh", note.fields, NAMES) == note.say("zh", NAMES) == chinese
    assert set(catalogue()[code]["title"]) == {"en", "zh"}


def test_ids_stand_in_for_missing_labels():
    assert item(alternative="a7").sentence.say("en", NAMES).startswith("a7 is first")


def test_result_as_a_frame_and_who_can_be_first():
    items = (item(alternative="b"), item("never_first", False, 2, 4, "a"), item(alternative="c"))
    found = PossibleRanks(alternatives=items, cells=4)
    assert found.can_be_first == ("b", "c")
    frame = found.to_frame()
    assert frame.index.tolist() == ["b", "a", "c"]
    assert frame.loc["a"].tolist() == [2, 4, False, False, "never_first", False]
    assert frame["best"].dtype == "int64"
