"""The map of who is first where."""

import pytest

from mcda.plot import regions
from tests.mcda.plot.drawn_charts import DESK, LANGUAGES, PHONE, drawn, named, rows

CORNERS = {
    "a0": [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.5, 0.0, 0.5]],
    "a1": [[0.5, 0.5, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.5, 0.0, 0.5]],
}
MAP = [
    {"alternative": "a0", "share": 0.25, "corners": CORNERS["a0"]},
    {"alternative": "a1", "share": 0.75, "corners": CORNERS["a1"]},
]
WAY = [
    {"alternative": "a0", "share": 0.25, "corners": [[1.0, 0.0], [0.75, 0.25]]},
    {"alternative": "a1", "share": 0.75, "corners": [[0.75, 0.25], [0.0, 1.0]]},
]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_corners_are_those_of_the_rows(language: str, width: int) -> None:
    names = named(language)
    chart = regions(MAP, names, criteria=["c0", "c1", "c2"], present=[0.2, 0.3, 0.5], total=0.6)
    found = rows(chart)
    assert [row["number"] for row in found] == [0] * 4 + [1] * 3  # the largest first
    for row, corner in zip(found, [*CORNERS["a1"], *CORNERS["a0"]], strict=True):
        assert (row["y"], row["x"]) == (corner[0], corner[2] - corner[1])
    (now,) = rows(chart, "now")
    assert (now["y"], now["x"]) == (0.2, pytest.approx(0.2))
    text = drawn(chart, width)
    for part in {
        "en": ("Who is first", "60.0%", "Hometown ties", "now"),
        "zh": ("谁居首", "60.0%", "同乡联系"),
    }[language]:
        assert part in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_criteria_are_a_strip(language: str) -> None:
    chart = regions(WAY, named(language), criteria=["c0", "c1"], present=[0.8, 0.2])
    assert [(row["from"], row["to"]) for row in rows(chart)] == [(0.0, 0.75), (0.75, 1.0)]
    assert rows(chart, "now")[0]["from"] == 0.8
    assert {"en": "Triangle", "zh": "三角"}[language] in drawn(chart)


def test_names_lie_inside_their_regions() -> None:
    chart = regions(MAP, criteria=["c0", "c1", "c2"], present=[0.2, 0.3, 0.5])
    middles = {"".join(row["label"]): row for row in rows(chart, "names")}
    assert middles["a0"]["y"] == pytest.approx(2 / 3)  # the centre of gravity of a triangle
    assert middles["a0"]["x"] == pytest.approx(0)
    assert 0 < middles["a1"]["y"] < 0.5


def test_what_is_too_small_is_told_in_words() -> None:
    tiny = {"alternative": "a2", "share": 0.01, "corners": CORNERS["a0"]}
    chart = regions([*MAP, tiny], criteria=["c0", "c1", "c2"], present=[0.2, 0.3, 0.5])
    assert len(rows(chart, "names")) == 2
    assert "1 too small to name: 1.0%" in drawn(chart)
