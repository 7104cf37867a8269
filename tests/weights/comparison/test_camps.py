"""Who chooses what, in the order in which it is told."""

import pytest

from weights.comparison.camps import Camp, camps, headline

NAMES = {"x": "Rayong", "y": {"en": "Sihanoukville", "zh": "西哈努克港"}, "z": "Zhongbai"}


def test_the_largest_camp_comes_first_and_keeps_the_order_asked():
    found = camps({"a": ("x",), "b": ("y",), "c": ("z",), "d": ("y",)}, accepted="x")
    assert [(camp.alternatives, camp.weightings) for camp in found] == [
        (("y",), ("b", "d")),
        (("x",), ("a",)),
        (("z",), ("c",)),
    ]


def test_of_camps_of_one_size_what_everybody_can_live_with_comes_first():
    found = camps({"a": ("x",), "b": ("y",), "c": ("z",)}, accepted="z")
    assert [camp.alternatives for camp in found] == [("z",), ("x",), ("y",)]


def test_a_shared_first_place_is_a_camp_of_its_own():
    found = camps({"a": ("x", "y"), "b": ("x",)}, accepted="x")
    assert [camp.alternatives for camp in found] == [("x", "y"), ("x",)]
    assert headline(found).say("en", NAMES) == (
        "Of two weightings, one chooses Rayong and Sihanoukville (level), one Rayong."
    )


@pytest.mark.parametrize(
    ("sizes", "en", "zh"),
    [
        ({"x": 2}, "Both weightings choose Rayong.", "两种侧重都选Rayong。"),
        ({"y": 3}, "All three weightings choose Sihanoukville.", "三种侧重都选西哈努克港。"),
        (
            {"x": 2, "y": 1},
            "Of three weightings, two choose Rayong, one Sihanoukville.",
            "三种侧重里，两种选Rayong，一种选西哈努克港。",
        ),
        (
            {"y": 9, "x": 2, "z": 1},
            "Of 12 weightings, nine choose Sihanoukville, two Rayong, one Zhongbai.",
            "12种侧重里，九种选西哈努克港，两种选Rayong，一种选Zhongbai。",
        ),
    ],
)
def test_the_sentence_counts_in_words(sizes, en, zh):
    found = [
        Camp(alternatives=(key,), weightings=tuple(f"{key}{k}" for k in range(size)))
        for key, size in sizes.items()
    ]
    assert headline(found).say("en", NAMES) == en
    assert headline(found).say("zh", NAMES) == zh
