import numpy as np
import pytest

from mcda import make_method, rank

# The first dominates the second. E = 0.325, 0.311, 0.333 and T = 0.425, 0.383, 0.333: only the
# last two differ by tau in E, so that T counts for the second and not for the first.
REVERSED = [[10, 0, 8], [10, 0, 7], [1, 9, 5]]


def as_published(values, weights, benefit, tau):
    r = np.where(benefit, values / values.max(axis=0), values.min(axis=0) / values) * weights
    e = np.sqrt(((r - r.min(axis=0)) ** 2).sum(axis=1))
    t = (r - r.min(axis=0)).sum(axis=1)
    found = []
    for i in range(len(r)):
        terms = [
            (e[i] - e[k]) + (t[i] - t[k] if abs(e[i] - e[k]) >= tau else 0) for k in range(len(r))
        ]
        found.append(sum(terms))
    return found


@pytest.mark.parametrize("tau", [0, 0.02, 0.05, 1])
def test_steps_of_the_article(make_problem, weigh, tau):
    rng = np.random.default_rng(7)
    benefit = np.array([True, False, True])
    for _ in range(50):
        values, weights = rng.uniform(0.1, 9, (6, 3)), rng.dirichlet(np.ones(3))
        problem = make_problem(values.tolist(), ["benefit", "cost", "benefit"])
        ranking = rank(problem, weigh(*weights), "codas", tau=tau)
        wanted = as_published(values, weights, benefit, tau)
        np.testing.assert_allclose(ranking.outcome["H"], wanted, atol=1e-12)
        np.testing.assert_allclose(ranking.scores, wanted, atol=1e-12)


def test_the_published_score_can_reward_being_dominated(make_problem, weigh):
    ranking = rank(make_problem(REVERSED), weigh(1, 1, 1), "codas")
    published = ranking.outcome["H"]
    assert published[1] > published[0] > published[2]
    np.testing.assert_allclose(ranking.scores, [published[0], published[0], published[2]])
    assert ranking.ranks.tolist() == [1, 1, 3]
    np.testing.assert_allclose(ranking.contributions.sum(axis=1), ranking.scores)


def test_an_unused_criterion_does_not_decide_who_dominates(make_problem, weigh):
    spoilt = [[*row, better] for row, better in zip(REVERSED, (1, 2, 3), strict=True)]
    with_it = rank(make_problem(spoilt), weigh(1, 1, 1, 0), "codas")
    without = rank(make_problem(REVERSED), weigh(1, 1, 1), "codas")
    np.testing.assert_allclose(with_it.scores, without.scores)


def test_dominated_ones_are_held_in_every_drawn_matrix(make_matrix):
    weights = np.full((2, 3), 1 / 3)
    drawn = np.stack([REVERSED, np.roll(REVERSED, 1, axis=0)])
    together = make_method("codas").prepare(make_matrix(drawn)).scores(weights)
    np.testing.assert_allclose(together[1], np.roll(together[0], 1))
    assert together[0, 0] == together[0, 1]


@pytest.mark.parametrize("tau", [0, 0.02, 0.2, 1])
def test_nobody_scores_more_than_who_is_at_least_as_good(make_matrix, tau):
    """By the definition, over all pairs; half of the tables have equals and near equals."""
    rng, held = np.random.default_rng(9), 0
    for trial in range(60):
        tables = rng.uniform(1, 9, (3, 9, 3))
        if trial % 2:
            tables[:, 5:] = tables[:, :4] * rng.choice([1, 1 + 1e-13, 1.01], (3, 4, 3))
        weights = rng.dirichlet(np.ones(3), 3) * rng.choice([0, 1, 1], (3, 3))
        scores = make_method("codas", {"tau": tau}).prepare(make_matrix(tables)).scores(weights)
        for s in range(3):
            one = make_method("codas", {"tau": tau}).prepare(make_matrix(tables[s]))
            np.testing.assert_allclose(one.scores(weights[s : s + 1])[0], scores[s], atol=1e-12)
            published = np.array(one.outcome(weights[s])["H"])
            used = tables[s][:, weights[s] > 0]
            wanted = [published[(used >= row).all(axis=1)].min() for row in used]
            np.testing.assert_allclose(scores[s], wanted, atol=1e-12)
            held += int((wanted < published - 1e-9).sum())
    assert held > 0 or tau != 0.02


def test_many_alternatives_together_are_each_as_alone(make_matrix):
    rng = np.random.default_rng(8)
    form = make_method("codas").prepare(make_matrix(rng.uniform(1, 9, (200, 3))))
    weights = rng.dirichlet(np.ones(3), 60)
    together = form.scores(weights)
    for k in (0, 25, 26, 59):
        np.testing.assert_allclose(together[k], form.scores(weights[k : k + 1])[0], atol=1e-9)


def test_distances_are_told(make_problem, weigh):
    outcome = rank(make_problem([[1, 2], [2, 1]]), weigh(1, 1), "codas").outcome
    np.testing.assert_allclose(outcome["E"], [0.25, 0.25])
    np.testing.assert_allclose(outcome["T"], [0.25, 0.25])
