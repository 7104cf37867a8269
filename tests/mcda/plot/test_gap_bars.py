"""Stacked bars of what each criterion adds to a distance."""

from collections import defaultdict
from typing import Any

import pytest

from mcda.plot import gaps
from mcda.plot.frame import CATEGORIES
from tests.mcda.plot.drawn_charts import DESK, LANGUAGES, PHONE, drawn, named, rows, title


def parted(*alternatives: dict[str, float]) -> list[dict[str, Any]]:
    return [
        {"alternative": f"a{place}", "rank": place + 1, "criterion": key, "value": value}
        for place, parts in enumerate(alternatives, 1)
        for key, value in parts.items()
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_are_those_of_the_rows(language: str, width: int) -> None:
    names = named(language)
    asked = parted({"c0": 0.2, "c1": 0.1}, {"c0": 0.4, "c1": 0.3})
    chart = gaps(asked, names, first="a0")
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows(chart):
        found[row["alternative"]][row["criterion"]] = row["value"]
    for row in asked:
        assert found[row["alternative"]][names.criterion(row["criterion"])] == row["value"]
    text = drawn(chart, width)
    for part in {"en": ("Why are", "Hometown ties"), "zh": ("为何落后于", "同乡联系")}[language]:
        assert part in text
    assert title(chart).startswith({"en": "Why are the others behind", "zh": "其他方案"}[language])


def test_parts_below_zero_have_a_mark_at_their_sum() -> None:
    chart = gaps(parted({"c0": 0.5, "c1": -0.25}), named(), first="a0")
    assert [row["sum"] for row in rows(chart, "sums")] == [0.25]
    assert "The mark is the sum" in drawn(chart)
    assert rows(gaps(parted({"c0": 0.5}), first="a0"), "sums") == []


def test_thirty_criteria_share_eight_colours_and_a_rest() -> None:
    """Those that add most have colours of their own, in the order of the criteria."""
    parts = [{f"c{j}": (7 * i + 3 * j) % 11 / 10 for j in range(30)} for i in range(20)]
    chart = gaps(parted(*parts), first="a0")
    first = [row for row in rows(chart) if row["row"] == 0]
    assert len(first) == len(CATEGORIES) + 1
    assert sum(row["value"] for row in first) == pytest.approx(sum(parts[0].values()))
    size = {key: sum(abs(one[key]) for one in parts) for key in parts[0]}
    own = [row["criterion"] for row in first[:-1]]
    assert own == sorted(own, key=list(size).index)
    assert min(size[key] for key in own) >= max(size[key] for key in size if key not in own)
    text = drawn(chart)
    assert "22 other criteria" in text
    assert "5 more" in text
    assert rows(chart)[-1]["row"] == 14
