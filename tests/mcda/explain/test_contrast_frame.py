"""Contrasts as a frame."""

import pytest

from mcda import rank
from mcda.explain import contrast
from mcda.explain.contrast import contrasts_frame


def test_one_row_a_criterion_and_contrast(make_problem, weigh):
    ranking = rank(make_problem([[1, 5], [3, 4], [2, 2]]), weigh(3, 1), "weighted_sum")
    frame = contrasts_frame([contrast(ranking, "a1", "a0"), contrast(ranking, "a1", "a2")])
    assert frame["second"].tolist() == ["a0", "a0", "a2", "a2"]
    assert frame["criterion"].tolist() == ["c0", "c1", "c0", "c1"]
    assert frame["part"].tolist() == pytest.approx([0.75, -1 / 12, 0.375, 1 / 6])
    assert frame["weight"].tolist() == [0.75, 0.25, 0.75, 0.25]
    assert frame["first_value"].tolist() == [3, 4, 3, 4]
    assert frame["second_value"].tolist() == [1, 5, 2, 2]


def test_none():
    frame = contrasts_frame([])
    assert frame.empty
    assert "part" in frame.columns
