"""Walks from one draw to another end there, and each step counts for its source."""

import numpy as np
import pytest

from mcda import Alternative, Criterion, Interval, Problem, WeightVector, rank
from mcda.methods import make_method
from mcda.robust.shapley_sampler import Draw, ShapleySampler


@pytest.fixture
def walks():
    problem = Problem(
        criteria=[Criterion(id=c, direction="benefit", range=(0, 1)) for c in "ab"],
        alternatives=[Alternative(id=i) for i in "xyz"],
        performances=[[Interval(low=0, high=1), 0.2], [0.4, Interval(low=0, high=1)], [0.5, 0.5]],
    )
    weights = WeightVector.normalised("ab", [1, 2])
    ranking = rank(problem, weights, "weighted_sum", normalisation="range")
    return ShapleySampler(ranking, [ranking.method, make_method("topsis", {})], "any")


def test_sources(walks):
    assert walks.sources == [
        ("weights", None),
        ("method", None),
        ("cell", (0, 0)),
        ("cell", (1, 1)),
    ]


def test_a_draw_is_cut_in_all_its_parts():
    draw = Draw(np.eye(4), np.arange(4), np.arange(8.0).reshape(4, 2)).part(slice(1, 3))
    assert (len(draw.weights), draw.choice.tolist(), draw.cells[0].tolist()) == (2, [1, 2], [2, 3])


def test_shares_do_not_depend_on_how_draws_are_cut(walks, monkeypatch):
    whole = walks.count(700, np.random.default_rng(1))
    monkeypatch.setattr("mcda.robust.shapley_sampler._MOST_DRAWS", 64)
    parts = walks.count(700, np.random.default_rng(1))
    assert whole.doubt == parts.doubt
    assert whole.shares.tolist() == parts.shares.tolist()


def test_errors_shrink_with_the_root_of_the_walks(walks):
    few, many = (walks.count(size, np.random.default_rng(2)) for size in (500, 8000))
    assert many.error == pytest.approx(few.error / 4, rel=0.1)
    assert many.errors == pytest.approx(few.errors / 4, rel=0.3)


def test_the_winners_of_a_walk_end_at_the_other_draw(walks):
    rng = np.random.default_rng(5)
    x, y = walks._drawn(50, rng), walks._drawn(50, rng)
    order = rng.permuted(np.tile(np.arange(4), (50, 1)), axis=1)
    forth = walks._walk(x, y, order)
    back = walks._walk(y, x, order[:, ::-1])
    assert forth.tolist() == back[:, ::-1].tolist()
