"""Which known name is meant by one that is not known."""

import random
from time import process_time

import pytest

from mcda.texts import Note
from mcda.texts.suggestions import did_you_mean, near

FIELDS = ("first_investment", "sectors", "auto_parts", "topsis", "us_2025_04", "tcr")
NAMES = {
    "ljip": {"en": "Longjiang Industrial Park", "zh": "越南龙江工业园"},
    "vcep": {"en": "Haiphong-Shenzhen zone", "zh": "深圳-海防经贸合作区"},
    "plain": "A name in one language",
}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("TOPSIS", ["topsis"]),
        ("firstInvestment", ["first_investment"]),
        ("auto parts", ["auto_parts"]),
        ("ＴＯＰＳＩＳ", ["topsis"]),
        ("US-2025-04", ["us_2025_04"]),
        ("first_investmnt", ["first_investment"]),
        ("sector", ["sectors"]),
        ("banana", []),
        ("", []),
        ("_", []),
        ("tcr", []),
    ],
)
def test_by_the_names_themselves(written: str, meant: list[str]) -> None:
    assert near(written, FIELDS) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Longjiang Industrial Park", ["ljip"]),
        ("longjiang-industrial park", ["ljip"]),
        ("越南龙江工业园", ["ljip"]),
        ("龙江工业园", ["ljip"]),
        ("Longjang Industrial Park", ["ljip"]),
        ("a name in one language", ["plain"]),
        ("ljp", ["ljip"]),
    ],
)
def test_by_what_things_are_called(written: str, meant: list[str]) -> None:
    assert near(written, NAMES, NAMES) == meant


def test_all_that_differ_in_separators_only_are_meant_and_the_nearest_come_first() -> None:
    assert near("a b", ["ab", "a_b", "abc"]) == ["ab", "a_b"]
    assert near("zejiang", ["jiangxi", "jiangsu", "zhejiang"]) == ["zhejiang"]
    assert near("roadz", ["road", "roads", "price"]) == ["road", "roads"]
    assert near("aaaa", [f"aaa{n}" for n in range(9)], most=2) == ["aaa8", "aaa7"]
    assert near("topsi", ["topsis"], cutoff=0.95) == []


@pytest.mark.long
def test_no_more_is_looked_through_than_is_quickly_done() -> None:
    drawn = random.Random(1)
    known = ["".join(drawn.choices("ab", k=55)) + f"{n:05}" for n in range(100_000)]
    began = process_time()
    near("".join(drawn.choices("ab", k=1_000_000)), known)
    assert process_time() - began < 0.5
    assert near("wanted", ["x" * 500_000, "wantid"]) == ["wantid"]
    assert near("wanted", [*map(str, range(500)), "wantid"]) == []


def test_the_question_is_asked_in_both_languages() -> None:
    one, two = did_you_mean(["a"]), did_you_mean(["a", "b"])
    assert isinstance(one, Note)
    assert [one.say("en"), two.say("en")] == [
        "Did you mean “a”?",
        "Did you mean one of these: a, b?",
    ]
    assert [one.say("zh"), two.say("zh")] == ["您是否想写“a”？", "您是否想写以下之一：a、b？"]
