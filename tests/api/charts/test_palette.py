"""Colours differ, and are seen on both grounds."""

from itertools import combinations

import pytest

from api.charts.palette import CATEGORIES, GRADES, REST, coloured


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    line = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", dict.fromkeys([*CATEGORIES, *GRADES.values(), REST]))
@pytest.mark.parametrize("ground", ["#ffffff", "#14181b"])
def test_every_colour_stands_out_on_both_grounds(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= 2.4


def test_no_colour_twice() -> None:
    assert len({*CATEGORIES, REST}) == len(CATEGORIES) + 1
    assert all(first != second for first, second in combinations(GRADES.values(), 2))


def test_the_heaviest_criteria_have_colours_in_the_given_order() -> None:
    assert coloured({"b": 0.1, "a": 0.9}) == ["b", "a"]
    weights = {f"c{place}": place / 45 for place in range(10)}
    assert coloured(weights) == [f"c{place}" for place in range(2, 10)]
