"""Where an interview stands, in words."""

from typing import Any

import pytest

from weights.elicit.interview_status import InterviewStatus, word_of


def standing(**more: Any) -> InterviewStatus:
    given: dict[str, Any] = {
        "winner": "a",
        "tied_with": (),
        "word": "clear",
        "share_first": 0.97,
        "share_if_wrong": 0.93,
        "hangs_on": 2,
        "holds_if_one_answer_is_wrong": True,
        "settled": True,
        "proved": False,
        "proof": None,
        "contradicting": (),
        "can_win": ("a", "b"),
        "rival": "b",
        "left_open": None,
        "loss": None,
        "loss_if_wrong": None,
        "cover": (),
        "answers": 5,
        "hangs": False,
        "remaining": 0,
        "shares": {"a": 0.97, "b": 0.03},
        "standard_error": 0.0,
        "effective_samples": 2000.0,
        "samples": 10_000,
        "seed": 7,
        "greatest_lead": 0.0,
        "names": {"a": {"en": "A park", "zh": "甲园"}, "b": {"en": "b", "zh": "b"}},
    }
    return InterviewStatus(**{**given, **more})


def test_words() -> None:
    shares = [1.0, 0.9, 0.89, 0.7, 0.69, 0.5, 0.49]
    words = ["clear", "clear", "likely", "likely", "leaning", "leaning", "open"]
    assert [word_of(share) for share in shares] == words
    assert word_of(0.45, overtaken=True) == "open"


def test_settled_says_that_facts_remain() -> None:
    said = standing()
    assert said.sentence.say().startswith("Settled: by your answers “A park” is first in 97 %")
    assert said.sentence.say().endswith("what is not known of the facts remains.")
    assert said.sentence.say("zh").endswith("事实方面的不确定性依然存在。")
    assert "proved" not in said.sentence.say()
    assert "that is proved" in standing(proved=True, proof="linear_programme").sentence.say()


def test_the_sentences_one_by_one() -> None:
    found = standing(proved=True, proof="linear_programme")
    assert " ".join(one.say() for one in found.sentences) == found.sentence.say()
    assert "".join(one.say("zh") for one in found.sentences) == found.sentence.say("zh")
    assert [one.code for one in found.sentences][::2] == ["elicit_settled", "elicit_facts_remain"]


def test_what_hangs_on_an_answer() -> None:
    said = standing(settled=False, hangs=True, share_if_wrong=0.4)
    assert said.sentence.say().startswith("Clear: ")
    assert "hangs on answer 2" in said.sentence.say()
    assert "第 2 题" in said.sentence.say("zh")


def test_who_is_left() -> None:
    said = standing(settled=False, word="leaning", left_open=("a", "b")).sentence.say()
    assert said.startswith("Not settled: “A park” is first in 97 %")


def lost(loss: float, worst: float | None, **more: Any) -> InterviewStatus:
    return standing(**{"loss": loss, "loss_if_wrong": worst, "settled": False, **more})


def test_on_a_scale_it_says_what_is_lost() -> None:
    said = lost(0.004, 0.021, settled=True, cover=("a",))
    assert said.sentence.say().startswith(
        "You may stop: by your answers “A park” gives up 0.4 points of 100 on average against the "
        "best for you, and 2.1 if any one answer is wrong."
    )
    assert "平均放弃 0.4 分" in said.sentence.say("zh")
    assert [note.code for note in said.sentences] == ["elicit_loss_settled", "elicit_facts_remain"]
    hangs = lost(0.004, 0.061, cover=("a", "b"), hangs=True)
    assert "hangs on answer 2: were it wrong, 6.1 points" in hangs.sentence.say()
    assert "the best for you is “A park” or “b”" in hangs.sentence.say()
    few = lost(0.03, 0.06, cover=("a", "b"), answers=2)
    assert [note.code for note in few.sentences] == ["elicit_loss_open", "elicit_facts_remain"]
    left = lost(0.03, 0.06, cover=("a", "b", "c"), left_open=("a", "b"))
    assert [note.code for note in left.sentences] == ["elicit_loss_left", "elicit_facts_remain"]
    none = lost(0.03, None, left_open=("a", "b"), hangs_on=None).sentences[0]
    assert none.code == "elicit_loss_open"


@pytest.mark.parametrize("word", ["likely", "leaning", "open"])
def test_every_word_names_the_rival(word: Any) -> None:
    said = standing(settled=False, word=word, share_first=0.6)
    for language in ("en", "zh"):
        assert "“b”" in said.sentence.say(language)
        assert "{" not in said.sentence.say(language)
