"""Bounds on closeness against the closeness of points within the box."""

import numpy as np
import pytest

from mcda import Interval, make_method, rank
from mcda.robust.possible_ranks.advantages import advantages
from mcda.robust.possible_ranks.distances import (
    BoundPair,
    closeness_leads,
    compromise_leads,
    maxima_gaps,
    to_ends,
)


def topsis(lab):
    return [m for m in lab.methods if m.name == "topsis" and m.distance != "manhattan"]


def drawn(lab, rng, method):
    """Return a ranking of such a method and the advantages over its box and at its headline."""
    answer = lab.doubtful(rng, method)
    low, high = lab.box(answer)
    x = answer.matrix.values
    columns = range(x.shape[1])
    most = [advantages(answer, j, low[None, :, j], high[None, :, j]) for j in columns]
    return answer, most, [advantages(answer, j, x[None, :, j], x[None, :, j]) for j in columns]


def test_no_point_has_a_smaller_lead_and_a_point_has_it_exactly(lab):
    rng = np.random.default_rng(3)
    certain = 0
    for method in topsis(lab) * 6:
        if method.normalisation == "range":
            continue
        answer, most, here = drawn(lab, rng, method)
        scores = lab.scores(answer, lab.points(rng, *lab.box(answer), 100))
        given = answer.prepared.factors(answer.weights.values), method.column_law().power
        bound = closeness_leads(*given, most, 1)[0]
        assert (bound <= (scores[:, :, None] - scores[:, None, :]).min(axis=0) + 1e-9).all()
        certain += (bound > 1e-6).sum()
        exact = closeness_leads(*given, here, 1)[0]
        np.testing.assert_allclose(exact, answer.scores[:, None] - answer.scores, atol=1e-7)
    assert certain > 100


def test_distances_to_the_ends_hold_those_of_every_point(lab):
    rng = np.random.default_rng(4)
    method = make_method("topsis", {"normalisation": "minmax"})
    for _ in range(30):
        answer, most, _ = drawn(lab, rng, method)
        form, _ = lab.form(answer, lab.points(rng, *lab.box(answer), 60))
        shown = form.best - form.oriented, form.oriented - form.worst
        for bounds, distances in zip(to_ends(most, 1), shown, strict=True):
            assert (bounds.low[0] <= distances.min(axis=0) + 1e-12).all()
            assert (bounds.high[0] >= distances.max(axis=0) - 1e-12).all()


def test_maxima():
    """Of points whose differences and entries keep the bounds, and exactly of a single point."""
    rng = np.random.default_rng(5)
    for _ in range(100):
        m, n = rng.integers(2, 5, 2)
        w, x = rng.random(n), rng.integers(0, 3, (m, n)) + rng.uniform(0, 0.5, (200, m, n))
        differences = x[:, :, None] - x[:, None]
        gaps = [differences.max(axis=0)[None, :, :, j] for j in range(n)]
        found = maxima_gaps(w, gaps, BoundPair(x.min(axis=0)[None], x.max(axis=0)[None]))[0]
        maxima = (w * x).max(axis=2)
        assert (found >= (maxima[:, :, None] - maxima[:, None]).max(axis=0) - 1e-12).all()
        one = [differences[:1, :, :, j] for j in range(n)]
        exact = maxima_gaps(w, one, BoundPair(x[:1], x[:1]))[0]
        np.testing.assert_allclose(exact, maxima[0][:, None] - maxima[0], atol=1e-12)


def test_maxima_of_bounds_that_differ_by_rounding():
    """A lower bound that is one unit of the last place above the upper one is a maximum as well."""
    ends = BoundPair(np.full((1, 2, 1), np.nextafter(0.3, 1)), np.full((1, 2, 1), 0.3))
    found = maxima_gaps(np.ones(1), [np.zeros((1, 2, 2))], ends)
    np.testing.assert_allclose(found, 0.0, atol=1e-15)


def leads(answer, low, high):
    columns = range(low.shape[1])
    most = [advantages(answer, j, low[None, :, j], high[None, :, j]) for j in columns]
    return compromise_leads(answer.weights.values, answer.method.v, most, 1)[0]


@pytest.mark.parametrize("v", [0, 0.3, 0.5, 1])
def test_no_point_has_a_smaller_lead_in_a_compromise_and_a_point_has_it_exactly(v, lab):
    rng = np.random.default_rng(int(10 * v))
    certain = 0
    for _ in range(40):
        answer = lab.doubtful(rng, make_method("vikor", {"v": v}))
        low, high = lab.box(answer)
        compromises = lab.scores(answer, lab.points(rng, low, high, 150))
        # Lower is better: the lead of p over q is Q of q less that of p.
        shown = (compromises[:, None, :] - compromises[:, :, None]).min(axis=0)
        bound = leads(answer, low, high)
        assert (bound <= shown + 1e-12).all()
        certain += (bound > 1e-6).sum()
        exact = leads(answer, answer.matrix.values, answer.matrix.values)
        wanted = answer.scores - answer.scores[:, None]
        level = np.abs(wanted) < 1e-7  # which side of a difference that is hardly one stays open
        np.testing.assert_allclose(exact[~level], wanted[~level], atol=1e-6)
    assert certain > 20


def test_two_alternatives_by_hand(make_problem, weigh):
    """Whoever leads in the sum of two leads by all of it, 1; a tie in doubt may go either way."""
    rows = [[Interval(low=6, high=8), 1], [2, Interval(low=2, high=3)], [2, 1]]
    ranking = rank(make_problem(rows), weigh(3, 1), "vikor", v=1)
    low, high = ranking.matrix.values.copy(), ranking.matrix.values.copy()
    low[0, 0], high[0, 0], low[1, 1], high[1, 1] = 6, 8, 2, 3
    found = leads(ranking, low, high)
    # Regrets wherever the cells are: a0 0 and 1, a1 1 and 0, a2 1 and 1; S = 1/4, 3/4, 1.
    assert found[0, 1] == pytest.approx(2 / 3)
    assert found[1, 2] == pytest.approx(1 / 3)
    assert found[2, 0] == pytest.approx(-1)
