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
        "left_open": None,
        "as_good": False,
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
    said = standing(settled=False, holds_if_one_answer_is_wrong=False, share_if_wrong=0.4)
    assert said.sentence.say().startswith("Clear: ")
    assert "hangs on answer 2" in said.sentence.say()
    assert "第 2 题" in said.sentence.say("zh")


def test_too_close_to_call() -> None:
    said = standing(settled=False, word="leaning", left_open=("a", "b"))
    assert said.sentence.say().startswith("Too close to call between “A park”")
    assert "do not tell them apart" in said.sentence.say()
    ahead = standing(settled=False, word="likely", left_open=("a", "b"))
    proved = standing(settled=False, word="leaning", left_open=("a", "b"), proved=True)
    for one in (ahead, proved):
        assert one.closeness == "unsettled"
        assert one.sentence.say().startswith("Not settled: “A park” is first in 97 %")
        assert "apart" not in one.sentence.say()
    good = standing(settled=False, word="leaning", left_open=("a", "b"), as_good=True)
    assert "about as good as the other" in good.sentence.say()
    assert "大致相当" in good.sentence.say("zh")


@pytest.mark.parametrize("word", ["likely", "leaning", "open"])
def test_every_word_names_the_rival(word: Any) -> None:
    said = standing(settled=False, word=word, share_first=0.6)
    for language in ("en", "zh"):
        assert "“b”" in said.sentence.say(language)
        assert "{" not in said.sentence.say(language)
