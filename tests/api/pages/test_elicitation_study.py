"""What each road to weights loses: the pages say the figures of the study."""

import re
from pathlib import Path

import pytest

from api.pages.words import words

STUDIES = Path(__file__).parents[3] / "docs" / "studies.md"
ROADS = {
    "sliders": ("sliders",),
    "interview": ("interview",),
    "points": ("points",),
    "judgements": ("judgements", "judgements_with_error"),
    "ranks": ("ranks",),
    "profile": ("profile",),
}


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_figures_are_the_studys(road: str, language: str) -> None:
    table = STUDIES.read_text(encoding="utf-8").split("## The same person, the same park")[1]
    said = re.findall(r"\d+", words(language)["elicitation_study"][road])  # type: ignore[index]
    for row in ROADS[road]:
        found = re.search(rf"^\| {row} \| 400 \| (\d\.\d+) ", table, re.MULTILINE)
        assert found is not None
        assert str(int(100 * float(found[1]) + 0.5)) in said


def test_each_road_is_told_where_weights_are_chosen() -> None:
    pages = Path(__file__).parents[3] / "api" / "pages" / "templates"
    told = (pages / "assess_priorities.html").read_text(encoding="utf-8")
    assert set(re.findall(r"t\.elicitation_study\.(\w+)", told)) == {"title", *ROADS}
