"""What a group leaves open: the likelihood by another road, few judges, judges who differ."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from weights.ahp import judges
from weights.ahp.group import read_group
from weights.ahp.judges import JudgeSpread, MeanOfJudges

ONE = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]
OTHER = [[1, 1 / 2, 1], [2, 1, 2], [1, 1 / 2, 1]]
THIRD = [[1, 3, None], [1 / 3, 1, 2], [None, 1 / 2, 1]]


def spread(known, size=20_000, seed=1):
    return np.log(known.sample(size, np.random.default_rng(seed))).std(axis=0)


def test_eigenvectors_of_equal_values_change_no_draw():
    own = np.linalg.qr(np.random.default_rng(3).normal(size=(4, 4)))[0]
    drawn = [
        judges._NodeSpread(
            evidence=np.zeros(1),
            ratios=np.linspace(1 / 20, 1, len(judges._RATIOS)),
            shared=0.5,
            values=np.full(4, 0.3),
            vectors=vectors,
            basis=judges._contrasts(5),
        ).errors(np.zeros(50, dtype=int), np.random.default_rng(1))
        for vectors in (np.eye(4), own)
    ]
    np.testing.assert_allclose(*drawn, atol=1e-12)


def test_the_likelihood_is_that_of_all_contrasts_between_judges():
    """Of normal vectors with a common mean, m integrated out: the density of their differences."""
    rng = np.random.default_rng(4)
    own = rng.normal(size=(3, 2))
    roots = rng.normal(size=(3, 2, 2))
    shapes = roots @ roots.transpose(0, 2, 1)
    table = judges._likelihood(own, shapes)
    apart = np.kron([[1, -1, 0], [0, 1, -1]], np.eye(2))
    wanted, found = [], []
    for s, r in ((40, 10), (80, 50), (100, 80), (60, 60)):
        sigma, ratio = np.exp(judges._SIGMAS[s]), judges._RATIOS[r]
        whole = np.zeros((6, 6))
        for k, shape in enumerate(shapes):
            at = slice(2 * k, 2 * k + 2)
            whole[at, at] = sigma**2 * (ratio**2 * np.eye(2) + shape)
        differences = stats.multivariate_normal(cov=apart @ whole @ apart.T)
        wanted.append(differences.logpdf(apart @ own.ravel()))
        found.append(table[s, r])
    np.testing.assert_allclose(np.diff(found), np.diff(wanted), rtol=1e-8)


def test_draws_lie_around_the_group_and_are_weights(make_group):
    group = read_group(make_group(ONE, OTHER, THIRD))
    known = JudgeSpread(group)
    drawn = known.sample(40_000, np.random.default_rng(1))
    np.testing.assert_allclose(drawn.sum(axis=1), 1, atol=1e-12)
    middle = np.exp(np.median(np.log(drawn), axis=0))
    np.testing.assert_allclose(middle / middle.sum(), group.weights, rtol=0.05)
    assert (known.facts, known.name) == ({"judges": 3}, "judges")


def test_judges_who_say_the_same_are_still_few(make_group):
    two, nine = (JudgeSpread(read_group(make_group(*[ONE] * k))) for k in (2, 9))
    assert (spread(two) > 2 * spread(nine)).all()
    assert (spread(nine) > 0.02).all()


def test_judges_who_differ_leave_more_open(make_group):
    far = [[1, 1 / 5, 1 / 9], [5, 1, 1 / 2], [9, 2, 1]]
    alike, apart = (JudgeSpread(read_group(make_group(*m))) for m in ([ONE] * 4, [ONE, far] * 2))
    assert (spread(apart) > 1.5 * spread(alike)).all()


def test_who_does_not_count_tells_nothing(make_group):
    with_, without = (
        JudgeSpread(read_group(make_group(*matrices, shares=shares)))
        for matrices, shares in (((ONE, OTHER, THIRD), [1, 3, 0]), ((ONE, OTHER), [1, 3]))
    )
    np.testing.assert_allclose(
        *(k.sample(50, np.random.default_rng(2)) for k in (with_, without)), rtol=1e-9
    )


def test_one_who_counts_most_is_as_few_as_one(make_group):
    equal, one = (
        JudgeSpread(read_group(make_group(*[ONE] * 4, shares=s))) for s in ([1] * 4, [30, 1, 1, 1])
    )
    assert (spread(one) > 1.6 * spread(equal)).all()


def test_judgements_of_the_group_are_ratios_of_its_draws(make_group):
    known = JudgeSpread(read_group(make_group(ONE, OTHER, shares=[1, 3])))
    weights, judgements = known.draw(30, np.random.default_rng(3))
    np.testing.assert_array_equal(weights, known.sample(30, np.random.default_rng(3)))
    at = [judgement.pair for judgement in known.judgements].index(("b", "a"))
    np.testing.assert_allclose(judgements[:, at], weights[:, 1] / weights[:, 0])
    assert {judgement.node for judgement in known.judgements} == {"goal"}


def test_points_and_single_children_of_a_tree(make_group):
    """Judges who give points differ too; a node with one child leaves nothing to differ about."""
    trees = [
        {"id": "g", "values": points, "children": ["a", {"id": "n", "children": ["b"]}, "c"]}
        for points in ([50, 30, 20], [40, 60, 0], [10, 50, 40])
    ]
    said = [{"name": str(k), "hierarchy": tree} for k, tree in enumerate(trees)]
    group = read_group(type(make_group(ONE)).model_validate({"kind": "ahp_group", "judges": said}))
    drawn = JudgeSpread(group).sample(4000, np.random.default_rng(1))
    assert np.isfinite(drawn).all()
    assert (drawn.std(axis=0) > 0.05).all()


def test_the_mean_of_judges_errs_to_first_order_as_it_should():
    rows, shares = np.array([[0.8, 0.2], [0.2, 0.8], [0, 1]]), np.array([0.25, 0.75, 0.0])
    known = MeanOfJudges(rows, shares)
    object.__setattr__(
        known, "_apart", SimpleNamespace(sample=lambda size, rng: np.full(size, 0.1))
    )
    drawn = np.log(known.sample(40_000, np.random.default_rng(1)))
    wanted = 0.1 * np.sqrt(((shares[:, None] * rows / (shares @ rows)) ** 2).sum())
    assert (drawn[:, 0] - drawn[:, 1]).std() == pytest.approx(wanted, rel=0.02)
    np.testing.assert_allclose(np.exp(np.median(drawn, axis=0)), shares @ rows, rtol=0.01)


def test_what_nobody_gives_weight_stays_without():
    known = MeanOfJudges(np.array([[0.6, 0.4, 0], [0.3, 0.7, 0]]), np.array([0.5, 0.5]))
    assert (known.sample(100, np.random.default_rng(1))[:, 2] == 0).all()


def test_judges_lie_apart_by_the_squares_about_their_mean():
    """Logarithms of (4, 1) and (1, 4) lie ln 2 above or below 0, four times; one is free."""
    size = MeanOfJudges(np.array([[0.8, 0.2], [0.2, 0.8]]), np.full(2, 0.5))._apart
    assert (size.squares, size.freedom) == (pytest.approx(4 * np.log(2) ** 2), 1)
