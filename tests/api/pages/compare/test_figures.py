"""Where marks stand."""

import pytest

from api.pages.compare.figures import bars, dots, slopes


def _ranks(*orders):
    return [{key: place for place, key in enumerate(order, 1)} for order in orders]


def _slopes(*orders, tones=None):
    return slopes(_ranks(*orders), tones or {})


def test_each_line_passes_every_column_at_its_place():
    found = _slopes("abc", "cab", tones={"c": "first"})
    assert [line["alternative"] for line in found["lines"]] == ["a", "b", "c"]
    [first] = [line for line in found["lines"] if line["alternative"] == "c"]
    assert [(stop["x"], stop["rank"]) for stop in first["stops"]] == [(25.0, 3), (75.0, 1)]
    assert [stop["y"] for stop in first["stops"]] == pytest.approx([500 / 6, 100 / 6])
    assert [(row["rank"], row["alternative"]) for row in found["left"]] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
    ]
    assert [row["tone"] for row in found["right"]] == ["first", "other", "other"]


def test_colours_lie_above_what_has_none():
    found = _slopes("abcd", "abcd", tones={"a": "first", "b": "rival", "c": "also"})
    assert [line["tone"] for line in found["lines"]] == ["other", "also", "rival", "first"]


def test_level_places_keep_a_row_each_and_say_one_rank():
    ranks = [{"a": 1, "b": 1, "c": 3}] * 2
    found = slopes(ranks, {})
    assert [row["rank"] for row in found["left"]] == [1, 1, 3]
    assert len({line["stops"][0]["y"] for line in found["lines"]}) == 3


def test_what_never_comes_near_the_front_is_not_drawn():
    one = [f"p{k}" for k in range(30)]
    found = _slopes(one, [*one[:2], *one[20:25], *one[2:20], *one[25:]])
    assert {line["alternative"] for line in found["lines"]} == {*one[:12], *one[20:25]}
    assert len(found["left"]) == len(found["right"]) == 13
    assert (found["left"][-1]["alternative"], found["left"][-1]["rank"]) == ("", 12)
    [below] = [line for line in found["lines"] if line["alternative"] == "p24"]
    assert [stop["below"] for stop in below["stops"]] == [True, False]
    assert [stop["rank"] for stop in below["stops"]] == [25, 7]
    assert below["stops"][0]["y"] == pytest.approx(100 * 12.5 / 13)


def test_fourteen_are_drawn_one_by_one():
    found = _slopes([f"p{k}" for k in range(14)], [f"p{k}" for k in range(14)])
    assert len(found["lines"]) == len(found["left"]) == 14
    assert all(row["alternative"] for row in found["left"])


def test_weights_stand_on_one_axis_and_do_not_cover_each_other():
    [one, two], end = dots({"land": [0.30, 0.31, 0.05], "duty": [0.1, 0.2, 0.3]})
    assert end == 0.4
    assert [dot["x"] for dot in one["dots"]] == pytest.approx([75, 77.5, 12.5])
    assert [dot["lane"] for dot in one["dots"]] == [0, 1, 0]
    assert (one["lanes"], two["lanes"]) == (2, 1)
    assert [dot["weighting"] for dot in two["dots"]] == [0, 1, 2]


def test_many_alike_weights_take_a_lane_each():
    [axis], end = dots({"land": [1.0] * 6})
    assert end == 1.0
    assert sorted(dot["lane"] for dot in axis["dots"]) == [0, 1, 2, 3, 4, 5]


def test_bars_part_at_a_common_zero_and_leave_room_for_figures():
    drawn, zero = bars({"land": 5.0, "ties": -3.0, "duty": 0.0})
    assert [bar["criterion"] for bar in drawn] == ["land", "ties", "duty"]
    land, ties, duty = drawn
    assert land["x"] == ties["x"] + ties["width"] == duty["x"] == zero
    assert land["width"] / ties["width"] == pytest.approx(5 / 3)
    assert (land["end"], ties["end"]) == (land["x"] + land["width"], ties["x"])
    assert ties["end"] >= 15
    assert land["end"] <= 85


def test_where_nothing_speaks_against_no_room_is_left():
    drawn, zero = bars({"land": 5.0, "ties": 1.0})
    assert zero == 1.0
    assert all(bar["x"] >= zero for bar in drawn)
    assert bars({"land": 0.0})[0][0]["width"] == 0
