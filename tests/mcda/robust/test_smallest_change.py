"""The smallest change against linear programmes, dense grids and the real ranking beyond it."""

from functools import partial

import numpy as np
import pytest
from scipy.optimize import linprog

from mcda import rank
from mcda.robust import smallest_change, stability
from mcda.robust.smallest_change import cannot_change
from tests.mcda import small_problems

LINEAR = ("weighted_sum", "weighted_product", "ahp", "promethee2", "spotis")
ranked = partial(small_problems.ranked, ranges=(0, 12))


def again(answer, weights):
    return rank(answer.problem, weights, answer.method)


def local_values(x, benefit, method):
    """Return the worth of each cell, from the definitions."""
    low, high = x.min(axis=0), x.max(axis=0)
    if method == "weighted_sum":
        return np.where(benefit, x - low, high - x) / (high - low)
    if method == "weighted_product":
        return np.where(benefit, np.log(x), -np.log(x))
    if method == "ahp":
        return np.where(benefit, x / x.sum(axis=0), (1 / x) / (1 / x).sum(axis=0))
    if method == "spotis":
        return np.where(benefit, x, 12 - x) / 12
    better = np.where(benefit, x, -x)
    return np.sign(better[:, None] - better[None]).sum(axis=1) / (len(x) - 1)


def programme(w, gain):
    n = len(w)
    eye = np.eye(n)
    found = linprog(
        np.r_[np.zeros(n), np.full(n, 0.5)],
        A_ub=np.vstack([np.hstack([eye, -eye]), np.hstack([-eye, -eye]), np.r_[-gain, 0 * w]]),
        b_ub=np.r_[w, -w, 0.0],
        A_eq=np.r_[np.ones(n), np.zeros(n)][None],
        b_eq=[1.0],
        method="highs",
    )
    return found.fun if found.status == 0 else np.inf


@pytest.mark.parametrize("method", LINEAR)
def test_linear_methods_against_linear_programmes(method):
    rng = np.random.default_rng(sum(map(ord, method)))
    impossible = 0
    for _ in range(24):
        m, n = int(rng.integers(2, 7)), int(rng.integers(2, 6))
        x, benefit = rng.uniform(1, 10, (m, n)), rng.random(n) < 0.6
        answer = ranked(x, rng.dirichlet(np.ones(n)), method, benefit)
        if len(answer.winners) > 1:
            continue  # PROMETHEE with two levels
        w, local, first = answer.weights.values, local_values(x, benefit, method), answer.order[0]
        rivals = [i for i in range(m) if i != first]
        wanted = [programme(w, local[i] - local[first]) for i in rivals]
        found = smallest_change(answer)
        if np.isinf(min(wanted)):
            impossible += 1
            assert found is None
            assert cannot_change(answer)
            continue
        assert not cannot_change(answer)
        assert found.certified
        assert found.lower_bound == found.distance
        assert found.distance == pytest.approx(min(wanted), abs=1e-8)
        assert found.winner == answer.winner
        check_point(answer, found)
        becomes = int(found.winner_becomes[1:])
        assert wanted[rivals.index(becomes)] == pytest.approx(min(wanted), abs=1e-8)
        if method != "promethee2":  # there a whole edge of the simplex can be level
            check_change(answer, found)
    assert impossible < 24


def check_point(answer, found):
    assert found.weights.min() >= 0
    assert found.weights.sum() == pytest.approx(1, abs=1e-9)
    np.testing.assert_array_equal(found.before, answer.weights.values)
    moved = 0.5 * np.abs(found.weights - found.before).sum()
    assert found.distance == pytest.approx(moved, abs=1e-12)


def check_change(answer, found):
    """The winner holds on the way, is level there, and loses a little further on."""
    becomes, w = int(found.winner_becomes[1:]), answer.weights.values
    for share in np.linspace(0, 1, 60)[:-1]:
        assert answer.winner in again(answer, w + share * (found.weights - w)).winners
    level = again(answer, found.weights).scores[[answer.order[0], becomes]]
    assert abs(level[1] - level[0]) <= 1e-7 * max(1, abs(level[0]))
    assert loses_nearby(answer, found, becomes)


def loses_nearby(answer, found, becomes):
    """Tell whether weights within 1e-4 of the change let the named one be strictly first."""
    w, at = answer.weights.values, found.weights
    onward = np.maximum(at + 1e-3 * (at - w), 0)
    towards = [onward / onward.sum(), *np.eye(len(w))]
    for share in (1e-6, 1e-5, 1e-4):
        for end in towards:
            ranks = again(answer, (1 - share) * at + share * end).ranks
            if ranks[becomes] < ranks[answer.order[0]]:
                return True
    ranks = again(answer, towards[0]).ranks
    return bool(ranks[becomes] < ranks[answer.order[0]])


def closeness(W, x, benefit, normalisation, power):
    low, high = x.min(axis=0), x.max(axis=0)
    if normalisation == "minmax":
        r = np.where(benefit, x - low, high - x) / (high - low)
    else:
        r = x / np.sqrt((x**2).sum(axis=0))
        r = np.where(benefit, r, 1 - r)
    gaps = r.max(axis=0) - r, r - r.min(axis=0)
    plus, minus = ((W**power @ (gap**power).T) ** (1 / power) for gap in gaps)
    return minus / (plus + minus)


def simplex_grid(steps):
    a, b = np.meshgrid(np.arange(steps + 1), np.arange(steps + 1))
    kept = a + b <= steps
    return np.stack([a[kept], b[kept], steps - a[kept] - b[kept]], axis=1) / steps


@pytest.mark.parametrize("power", [1, 2])
@pytest.mark.parametrize("normalisation", ["vector", "minmax"])
def test_topsis_against_a_dense_grid(normalisation, power):
    rng = np.random.default_rng(power + len(normalisation))
    grid, step, seen = simplex_grid(200), 1 / 200, 0
    distance = "manhattan" if power == 1 else "euclidean"
    for _ in range(25):
        m = int(rng.integers(2, 6))
        x, benefit, w = rng.uniform(1, 9, (m, 3)), rng.random(3) < 0.6, rng.dirichlet(np.ones(3))
        answer = ranked(x, w, "topsis", benefit, normalisation=normalisation, distance=distance)
        found = smallest_change(answer)
        scores = closeness(grid, x, benefit, normalisation, power)
        lost = scores.max(axis=1) > scores[:, answer.order[0]] + 1e-9
        least = (0.5 * np.abs(grid[lost] - w).sum(axis=1)).min(initial=np.inf)
        assert cannot_change(answer) == (found is None)
        if found is None:
            assert not lost.any()
            continue
        seen += 1
        assert found.certified
        check_point(answer, found)
        assert found.distance >= least - 2 * step
        assert found.lower_bound <= least + 1e-12
        assert found.distance <= least * (1 + 2e-4)
        assert overtakes(found, x, benefit, normalisation, power)
        assert found.distance <= best_single_weight(answer) + 1e-6
    assert seen >= 12


def overtakes(found, x, benefit, normalisation, power):
    """At the reported weights the named alternative is level with, or ahead of, the winner."""
    scores = closeness(found.weights[None], x, benefit, normalisation, power)[0]
    return scores[int(found.winner_becomes[1:])] >= scores[int(found.winner[1:])] - 1e-8


def best_single_weight(answer):
    """Moving one weight in proportion by d moves a share d of weight."""
    moves = [1.0]
    for item in stability(answer).weights:
        if item.winner is None:
            continue
        if item.winner.challenger_low is not None:
            moves.append(item.weight - item.winner.low)
        if item.winner.challenger_high is not None:
            moves.append(item.winner.high - item.weight)
    return min(moves)


def test_manhattan_closeness_is_linear_and_its_optimum_is_found():
    """D+ + D- is the same for all under Manhattan, so a linear programme is the truth."""
    rng = np.random.default_rng(1)
    for _ in range(120):
        m, n = int(rng.integers(2, 7)), int(rng.integers(2, 6))
        x, w = rng.uniform(1, 9, (m, n)), rng.dirichlet(np.ones(n))
        answer = ranked(x, w, "topsis", normalisation="minmax", distance="manhattan")
        r, first = local_values(x, [True] * n, "weighted_sum"), answer.order[0]
        wanted = min(programme(w, r[i] - r[first]) for i in range(m) if i != first)
        found = smallest_change(answer)
        if np.isinf(wanted):
            assert found is None
        else:
            assert found.distance == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize("method", ["vikor", "topsis"])
def test_methods_without_a_closed_form_name_a_real_change(method):
    parameters = {"distance": "chebyshev"} if method == "topsis" else {}
    rng = np.random.default_rng(9)
    seen = 0
    for _ in range(15):
        x, w = rng.uniform(1, 9, (4, 3)), rng.dirichlet(np.ones(3))
        answer = ranked(x, w, method, **parameters)
        found = smallest_change(answer)
        if found is None:
            continue
        seen += 1
        assert not found.certified
        assert found.lower_bound == 0
        check_point(answer, found)
        assert loses_nearby(answer, found, int(found.winner_becomes[1:]))
    assert seen >= 8


@pytest.mark.parametrize("method", [*LINEAR, "topsis", "vikor"])
def test_none_where_the_winner_dominates(method):
    answer = ranked([[9, 9, 9], [8, 5, 2], [1, 7, 8]], [0.2, 0.3, 0.5], method)
    assert smallest_change(answer) is None
    assert cannot_change(answer) is (method != "vikor")  # nothing is proved for VIKOR


@pytest.mark.parametrize("method", ["weighted_sum", "spotis", "topsis"])
def test_what_can_only_draw_level_never_wins(method):
    """a1 equals a0 on c0 and is worse on c1: no weights make it overtake."""
    parameters = {} if method == "spotis" else {"normalisation": "range"}
    x = [[5, 6], [5, 3]]
    for weights in ([0.5, 0.5], [0.9, 0.1], [0.0, 1.0]):
        assert smallest_change(ranked(x, weights, method, **parameters)) is None


def test_a_clone_of_the_winner_does_not_hide_the_change():
    """a1 is a0 again and can never overtake it; a2 can, with 1/10 of the weight."""
    found = smallest_change(ranked([[6, 4], [6, 4], [4, 6]], [0.6, 0.4], "spotis"))
    assert found.winner_becomes == "a2"
    assert found.distance == pytest.approx(0.1, abs=1e-9)


def test_level_at_the_start_costs_nothing():
    found = smallest_change(ranked([[8, 2], [2, 8]], [0.5, 0.5], "spotis"))
    assert (found.winner, found.winner_becomes) == ("a0", "a1")
    assert found.distance == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("method", ["weighted_sum", "promethee2", "topsis", "vikor"])
def test_at_a_tie_a_little_weight_towards_the_criterion_decides(method):
    rng, seen = np.random.default_rng(31), 0
    for _ in range(300):
        m, n = int(rng.integers(2, 5)), int(rng.integers(2, 4))
        points = rng.integers(1, 3, n)
        answer = ranked(rng.integers(1, 4, (m, n)), points / points.sum(), method)
        found = smallest_change(answer)
        if found is None or found.towards is None:
            # The largest regret of VIKOR may answer only to moves between two criteria.
            assert found is None or found.distance > 1e-9 or method == "vikor"
            continue
        seen += 1
        assert answer.winners[0] == found.winner
        assert found.winner_becomes in answer.winners[1:]
        assert (found.distance, found.lower_bound, found.certified) == (0, 0, True)
        assert found.moves() == []
        end = np.eye(n)[found.criteria.index(found.towards)]
        for share in (1e-6, 1e-5, 1e-4, 1e-3):
            winners = again(answer, (1 - share) * found.before + share * end).winners
            assert found.winner_becomes in winners
            assert found.winner not in winners
    assert seen > 5


def test_by_hand_with_its_moves():
    # First minus second: (4, -1, -5), so w gives -0.1 and a unit from c2 to c0 brings 9.
    found = smallest_change(ranked([[8, 4, 2], [4, 5, 7]], [0.5, 0.1, 0.4], "spotis"))
    assert (found.winner, found.winner_becomes) == ("a1", "a0")
    assert found.distance == pytest.approx(0.1 / 9, abs=1e-12)
    ((donor, receiver, amount),) = found.moves()
    assert (donor, receiver) == ("c2", "c0")
    assert amount == pytest.approx(0.1 / 9, abs=1e-12)


def test_moves_lead_from_before_to_the_weights():
    rng = np.random.default_rng(12)
    for _ in range(30):
        n = int(rng.integers(2, 7))
        answer = ranked(rng.uniform(1, 9, (5, n)), rng.dirichlet(np.ones(n)), "topsis")
        found = smallest_change(answer)
        if found is None:
            continue
        total = dict(zip(found.criteria, found.before, strict=True))
        for donor, receiver, amount in found.moves():
            assert amount > 0
            total[donor] -= amount
            total[receiver] += amount
        np.testing.assert_allclose(list(total.values()), found.weights, atol=1e-8)
        moved = sum(amount for _, _, amount in found.moves())
        assert moved == pytest.approx(found.distance, abs=1e-8)


def test_one_alternative():
    answer = ranked([[1, 2]], [0.5, 0.5], "topsis")
    assert smallest_change(answer) is None
    assert cannot_change(answer)
