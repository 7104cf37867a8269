import pytest

from api.cli.terminal import percent, score_pattern


@pytest.mark.parametrize(
    ("scores", "pattern"),
    [([], ".4f"), ([0.0], ".4f"), ([0.001, -0.5], ".4f"), ([1e-5, 2e-6], ".4g"), ([3e7], ".4g")],
)
def test_scores_say_enough(scores, pattern):
    assert score_pattern(scores) == pattern


def test_figures():
    assert percent(0.125) == "12.5%"
    assert percent(0.00012, 2) == "0.01%"
