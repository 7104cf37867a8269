"""Light and dark ground."""

import pytest

from api.charts.theme import Ground, theme


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_both_grounds_colour_the_same_parts(ground: Ground) -> None:
    found = theme(ground, "zh")
    assert set(found) == set(theme("light", "en"))
    assert found["text"]["color"] == found["axis"]["labelColor"]
    assert found["font"].startswith("Noto Sans CJK SC")
