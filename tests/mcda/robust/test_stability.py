"""Stability bounds against dense sweeps, real rankings and exact rational arithmetic.

The scorers below are written from the methods' definitions; nothing of the kernel is used.
"""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from mcda import rank
from mcda.method import Prepared
from mcda.robust import stability
from mcda.robust.crossings import intervals
from mcda.robust.stability import GRID, bracket, leads, move_weight, steps
from tests.mcda import small_problems
from tests.seeds import seeded

TINY = 2.0**-40  # about 1e-12, exact in binary
FINE = np.linspace(0, 1, 2001)
CONFIGURATIONS = {
    **{
        f"topsis-{kind}-{distance}": ("topsis", {"normalisation": kind, "distance": distance})
        for kind in ("vector", "minmax", "range")
        for distance in ("euclidean", "manhattan")
    },
    "weighted_sum": ("weighted_sum", {"normalisation": "minmax"}),
    "weighted_product": ("weighted_product", {}),
    "ahp": ("ahp", {}),
    "promethee2": ("promethee2", {}),
    "spotis": ("spotis", {}),
    "vikor": ("vikor", {}),
    "topsis-vector-chebyshev": ("topsis", {"normalisation": "vector", "distance": "chebyshev"}),
}
SEARCHED = ("vikor", "topsis-vector-chebyshev")
TOUCHING = ((54, 30, 17), (64, 0, 0), (0, 64, 0), (0, 0, 64))
WEIGHTS = np.array([0.4, 0.36, 0.24])
ranked = partial(small_problems.ranked, ranges=(0.0, 12.0))


def normalised(x, benefit, kind):
    low, high = x.min(axis=0), x.max(axis=0)
    if kind == "vector":
        r = x / np.sqrt((x**2).sum(axis=0))
        return np.where(benefit, r, 1 - r)
    if kind == "minmax":
        return np.where(benefit, x - low, high - x) / (high - low)
    if kind == "range":
        return np.where(benefit, x, 12.0 - x) / 12.0
    if kind == "linear":
        return np.where(benefit, x / high, low / x)
    return np.where(benefit, x / x.sum(axis=0), (1 / x) / (1 / x).sum(axis=0))


def topsis(W, x, benefit, kind, distance):
    r = normalised(x, benefit, kind)
    fixed = kind == "range"
    best = np.ones(r.shape[1]) if fixed else r.max(axis=0)
    worst = np.zeros(r.shape[1]) if fixed else r.min(axis=0)
    size = {"euclidean": 2, "manhattan": 1, "chebyshev": np.inf}[distance]
    plus = np.linalg.norm(W[:, None] * (best - r), ord=size, axis=2)
    minus = np.linalg.norm(W[:, None] * (r - worst), ord=size, axis=2)
    return minus / (plus + minus)


def vikor(W, x, benefit):
    parts = W[:, None] * (1 - normalised(x, benefit, "minmax"))
    scaled = []
    for v in (parts.sum(axis=2), parts.max(axis=2)):
        span = np.ptp(v, axis=1, keepdims=True)
        scaled.append((v - v.min(axis=1, keepdims=True)) / np.where(span == 0, 1, span))
    return -(scaled[0] + scaled[1]) / 2


def scores(W, x, benefit, method, normalisation=None, distance=None):
    """Return ``(s, m)``, larger is better."""
    if method == "topsis":
        return topsis(W, x, benefit, normalisation, distance)
    if method == "vikor":
        return vikor(W, x, benefit)
    if method == "weighted_product":
        return (normalised(x, benefit, "linear") ** W[:, None]).prod(axis=2)
    if method == "promethee2":
        better = np.where(benefit, x, -x)
        return W @ (np.sign(better[:, None] - better[None]).sum(axis=1) / (len(x) - 1)).T
    kind = {"weighted_sum": "minmax", "ahp": "sum", "spotis": "range"}[method]
    return W @ normalised(x, benefit, kind).T


def proportional(weights, j, at):
    W = np.outer((1 - np.asarray(at)) / np.delete(weights, j).sum(), weights)
    W[:, j] = at
    return W


def random_case(rng, m=None, n=None):
    m = m or int(rng.integers(2, 8))
    n = n or int(rng.integers(2, 6))
    return rng.uniform(1, 10, (m, n)), rng.random(n) < 0.6, rng.dirichlet(np.ones(n))


def margins(found, order, kind):
    """Return by how much the winner, or each of the order, is ahead, the least of them."""
    ordered = found[:, list(order)]
    if kind == "winner":
        return ordered[:, 0] - ordered[:, 1:].max(axis=1)
    return (ordered[:, :-1] - ordered[:, 1:]).min(axis=1)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_bounds_against_dense_sweep_and_real_rankings(name):
    method, parameters = CONFIGURATIONS[name]
    rng = np.random.default_rng(sum(map(ord, name)))
    bounds_seen = 0
    for _ in range(12):
        x, benefit, weights = random_case(rng)
        answer = ranked(x, weights, method, benefit, **parameters)
        for j, item in enumerate(stability(answer).weights):
            assert (item.criterion, item.weight) == (f"c{j}", pytest.approx(weights[j], abs=1e-15))
            assert item.exact is (name not in SEARCHED)
            swept = scores(proportional(weights, j, FINE), x, benefit, method, **parameters)
            for kind in ("winner", "order"):
                bounds = getattr(item, kind)
                assert 0 <= bounds.low <= weights[j] <= bounds.high <= 1
                inside = (bounds.low + 1e-9 < FINE) & (bounds.high - 1e-9 > FINE)
                held = margins(swept, answer.order, kind)[inside]
                assert held.min(initial=0) >= -1e-9, (name, kind, j, x.tolist(), weights)
                for side, challenger in (
                    (bounds.low, bounds.challenger_low),
                    (bounds.high, bounds.challenger_high),
                ):
                    if challenger is None:
                        assert side in (0.0, 1.0)
                    else:
                        bounds_seen += 1
                        check_edge(answer, x, weights, j, side, challenger, kind)
    assert bounds_seen > 20


def check_edge(answer, x, weights, j, side, challenger, kind):
    """Rank again on both sides of a bound, 1e-6 away."""
    outward = 1e-6 if side > weights[j] else -1e-6
    if not 0 <= side + outward <= 1:
        return
    inside, outside = (
        rank(answer.problem, W, answer.method).ranks
        for W in proportional(weights, j, [side - outward / 2, side + outward])
    )
    order = list(answer.order)
    row = answer.problem.alternative_ids.index(challenger)
    ahead = order[0] if kind == "winner" else order[order.index(row) - 1]
    assert outside[row] <= outside[ahead], (side, challenger)  # equal: within the tie tolerance
    if kind == "winner":
        far = abs(side - weights[j]) > 1e-5
        assert not far or inside[order[0]] == 1
        further = proportional(weights, j, [np.clip(side + 20 * outward, 0, 1)])
        moved = rank(answer.problem, further[0], answer.method)
        close = np.diff(np.sort(moved.scores)).min() < 1e-7
        assert close or moved.winner != answer.winner


def exact_interval(table, parts, order, j, power):
    """Return the stretch on which the first of `order` is not behind any other, exactly.

    `table` holds integers. The additive model (power None) compares ``sum w r``, closeness
    compares ``Q_i P_l - Q_l P_i`` with ``u = (x / (1 - x))^p``.
    """
    low, high = Decimal(0), Decimal(1)
    rest = sum(parts) - parts[j]
    here = Fraction(parts[j], sum(parts))
    for rival in order[1:]:
        value = pair_function(table, parts, rest, order[0], rival, j, power)
        points = sorted({*pair_roots(value, power), Decimal(0), Decimal(1)})
        w = Decimal(here.numerator) / Decimal(here.denominator)
        for start, stop in pairwise(points):
            middle = Fraction((start + stop) / 2)
            if evaluate(value, middle, power) >= 0:
                continue
            if stop <= w + Decimal("1e-40"):
                low = max(low, stop)
            elif start >= w - Decimal("1e-40"):
                high = min(high, start)
            else:
                low = high = w
    return float(low), float(high)


def pair_function(table, parts, rest, i, rival, j, power):
    """Return coefficients A, B, C of ``A u^2 + B u + C``."""
    n = len(parts)
    if power is None:
        d = [table[i][k] - table[rival][k] for k in range(n)]
        others = sum(Fraction(parts[k], rest) * d[k] for k in range(n) if k != j)
        return Fraction(0), Fraction(d[j]), others
    best = [max(row[k] for row in table) for k in range(n)]
    worst = [min(row[k] for row in table) for k in range(n)]

    def line(gaps):
        others = sum((Fraction(parts[k], rest) * gaps[k]) ** power for k in range(n) if k != j)
        return Fraction(gaps[j]) ** power, others

    def both(row):
        return line([best[k] - table[row][k] for k in range(n)]), line(
            [table[row][k] - worst[k] for k in range(n)]
        )

    (ap, bp), (aq, bq) = both(i)
    (cp, dp), (cq, dq) = both(rival)
    return aq * cp - cq * ap, aq * dp + bq * cp - cq * bp - dq * ap, bq * dp - dq * bp


def pair_roots(value, power):
    A, B, C = (Decimal(v.numerator) / Decimal(v.denominator) for v in value)
    if A == 0:
        found = [] if B == 0 else [-C / B]
    else:
        discriminant = value[1] ** 2 - 4 * value[0] * value[2]
        if discriminant < 0:
            return []
        root = (Decimal(discriminant.numerator) / Decimal(discriminant.denominator)).sqrt()
        found = [(-B - root) / (2 * A), (-B + root) / (2 * A)]
    positive = [u.sqrt() if power == 2 else u for u in found if u > 0]
    return [t / (1 + t) for t in positive]


def evaluate(value, x, power):
    t = (x / (1 - x)) ** (power or 1)
    return value[0] * t * t + value[1] * t + value[2]


def separated(answer):
    """Tell whether the order has no ties, so that the exact order is the ranking's."""
    return len(set(answer.ranks.tolist())) == len(answer.ranks)


@pytest.mark.parametrize("power", [None, 1, 2])
def test_small_integer_problems_against_exact_arithmetic(power):
    rng = np.random.default_rng(0 if power is None else power)
    seen = 0
    with localcontext() as context:
        context.prec = 60
        for _ in range(60):
            m, n = int(rng.integers(2, 7)), int(rng.integers(2, 5))
            table, parts = rng.integers(0, 10, (m, n)), rng.integers(1, 9, n).tolist()
            answer = integer_answer(table, parts, power)
            if not separated(answer):
                continue
            for j, item in enumerate(stability(answer).weights):
                wanted = exact_interval(table.tolist(), parts, answer.order, j, power)
                found = item.winner.low, item.winner.high
                assert found == pytest.approx(wanted, abs=1e-9), (table.tolist(), parts, j)
                pairs = [
                    exact_interval(
                        table.tolist(), parts, pair, j, power
                    )  # any change begins between neighbours
                    for pair in pairwise(answer.order)
                ]
                wanted = max(p[0] for p in pairs), min(p[1] for p in pairs)
                found = item.order.low, item.order.high
                assert found == pytest.approx(wanted, abs=1e-9), (table.tolist(), parts, j)
                seen += 1
    assert seen > 60


def integer_answer(table, parts, power):
    weights = np.array(parts) / sum(parts)
    if power is None:
        return ranked(table, weights, "weighted_sum", normalisation="none")
    distance = "manhattan" if power == 1 else "euclidean"
    return ranked(table, weights, "topsis", normalisation="none", distance=distance)


def test_ties_at_the_start_against_exact_arithmetic():
    """Weights at which the first two are exactly level: one side changes at once."""
    rng = np.random.default_rng(3)
    seen = 0
    with localcontext() as context:
        context.prec = 60
        for _ in range(4000):
            table, parts = rng.integers(0, 4, (3, 3)), rng.integers(1, 5, 3).tolist()
            totals = sorted((table @ parts).tolist())
            if totals[-1] != totals[-2] or len({tuple(row) for row in table.tolist()}) < 3:
                continue
            answer = integer_answer(table, parts, None)
            assert answer.winners[0] == answer.winner
            for j, item in enumerate(stability(answer).weights):
                wanted = exact_interval(table.tolist(), parts, answer.order, j, None)
                found = item.winner.low, item.winner.high
                assert found == pytest.approx(wanted, abs=1e-9), (table.tolist(), parts, j)
            seen += 1
            if seen == 150:
                break
    assert seen == 150


@pytest.mark.parametrize("method", ["weighted_sum", "topsis"])
@pytest.mark.parametrize("swap", [False, True])
@pytest.mark.parametrize(("p", "q"), [(1, 2), (1, 3), (2, 3), (3, 7), (5, 9), (7, 11)])
def test_a_tie_that_no_weight_breaks_is_no_change(method, swap, p, q):
    """p on c0 times q equals q on c1 times p, squared too: level whatever c2 weighs."""
    x = np.array([[q, 0, 3], [0, p, 3], [0, 0, 0]], dtype=float)
    x = x[[1, 0, 2]] if swap else x
    weights = np.array([p, q, p + q]) / (2 * (p + q))
    answer = ranked(x, weights, method, normalisation="none")
    assert answer.winners == ("a0", "a1")
    found = stability(answer).weights[2].winner
    assert (found.low, found.high) == (pytest.approx(0, abs=1e-9), pytest.approx(1, abs=1e-9))


@pytest.mark.parametrize("power", [None, 1])
@pytest.mark.parametrize(
    ("table", "parts", "j"),
    [
        ([[2, 5, 5], [4, 4, 2], [5, 4, 1]], [1, 3, 1], 2),
        ([[4, 3, 5], [5, 5, 0], [3, 2, 3]], [5, 4, 1], 1),
    ],
)
def test_drawing_level_at_the_very_end_is_no_change(table, parts, j, power):
    """Level exactly where the weight is 0, ahead everywhere else: nothing to report there."""
    answer = integer_answer(table, parts, power)
    with localcontext() as context:
        context.prec = 60
        assert exact_interval(table, parts, answer.order, j, power)[0] == 0
    found = stability(answer).weights[j].winner
    assert (found.low, found.challenger_low) == (0, None)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_identical_rows_hold_together(name):
    method, parameters = CONFIGURATIONS[name]
    weights = [0.2, 0.3, 0.5]
    for item in stability(ranked([[3, 4, 5]] * 3, weights, method, **parameters)).weights:
        for bounds in (item.winner, item.order):
            assert (bounds.low, bounds.high) == (0.0, 1.0)
            assert bounds.challenger_low is bounds.challenger_high is None
    # A clone of the winner changes nothing about the winner's interval on fixed scales.
    if "range" in name or method == "spotis":
        x = [[9, 2, 4], [3, 8, 5], [5, 5, 5]]
        plain = ranked(x, weights, method, **parameters)
        cloned = ranked([x[plain.order[0]], *x], weights, method, **parameters)
        for a, b in zip(stability(plain).weights, stability(cloned).weights, strict=True):
            assert (b.winner.low, b.winner.high) == pytest.approx(
                (a.winner.low, a.winner.high), abs=1e-12
            )


def assert_ends_change_the_winner(answer, item):
    """Past an end somewhere the winner is not first; where none is told it is first all the way."""
    j = answer.matrix.criteria.index(item.criterion)
    sides = ((item.winner.low, item.winner.challenger_low, 0.0),)
    sides += ((item.winner.high, item.winner.challenger_high, 1.0),)
    for end, challenger, limit in sides:
        x = end + (limit - end) * np.geomspace(1e-9, 1, 60)
        ranks = answer.prepared.ranks(proportional(answer.weights.values, j, x))
        assert (ranks[:, answer.order[0]] > 1).any() == (challenger is not None)


@pytest.mark.parametrize("count", [60, pytest.param(400, marks=pytest.mark.long)])
@pytest.mark.parametrize("power", [None, 1, 2])
def test_near_duplicates_against_exact_arithmetic(power, count):
    """Rows that differ by 1e-12 cross where exact arithmetic says, which is no change of ranks."""
    rng = np.random.default_rng(21)
    seen = 0
    with localcontext() as context:
        context.prec = 80
        for _ in range(count):
            n = 3
            base = rng.integers(40, 60, n) / 64
            other = base + TINY * rng.integers(-8, 9, n)
            table = np.vstack([base, other, [1, 0, 0], [0, 1, 1]])  # these fix both ideals
            parts = rng.integers(1, 9, n).tolist()
            answer = integer_answer(table, parts, power)
            if answer.order[0] > 1 or answer.order[1] > 1:
                continue
            exact = [[Fraction(v) for v in row] for row in table.tolist()]
            j = int(rng.integers(n))
            low, high = exact_interval(exact, parts, answer.order, j, power)
            if low == high:
                continue  # the second is ahead by less than the ties' tolerance, tested below
            first, *rivals = answer.order
            pairs = np.full(len(rivals), first), np.array(rivals)
            down, up = intervals(answer.prepared, answer.weights.values, *pairs)
            found = max([0.0, *(v for v in down[:, j] if v > 0)]), np.nanmin([1.0, *up[:, j]])
            assert found == pytest.approx((low, high), abs=1e-9), (table.tolist(), parts, j)
            assert_ends_change_the_winner(answer, stability(answer).weights[j])
            seen += 1
    assert seen >= count / 20


def touching_table(lift):
    """Return rows in 1/64 and the ideals; `lift` raises the first row as a whole."""
    first = [Fraction(v, 64) + lift for v in (57, 39, 6)]
    return [first, *([Fraction(v, 64) for v in row] for row in TOUCHING)]


def discriminant(lift, parts, j):
    A, B, C = pair_function(touching_table(lift), parts, sum(parts) - parts[j], 0, 1, j, 2)
    return B * B - 4 * A * C


def test_double_root_is_a_touch_and_its_neighbours_are_told_apart():
    """A rival comes level and falls back: just ahead it ends the interval, just behind not."""
    parts, j = [6, 8, 8], 0
    low, high = Fraction(0), Fraction(1, 64)  # two crossings, and none
    assert discriminant(low, parts, j) > 0 > discriminant(high, parts, j)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if discriminant(middle, parts, j) > 0 else (low, middle)
    with localcontext() as context:
        context.prec = 60
        for step in (-1e-4, -1e-7, 1e-7, 1e-4):
            table = [[float(v) for v in row] for row in touching_table(low + Fraction(step))]
            answer = integer_answer(table, parts, 2)
            assert answer.winner == "a0"
            exact = [[Fraction(v) for v in row] for row in table]
            wanted = exact_interval(exact, parts, answer.order, j, 2)
            item = stability(answer).weights[j].winner
            assert (item.low, item.high) == pytest.approx(wanted, abs=1e-9)
    table = [[float(v) for v in row] for row in touching_table(low)]
    item = stability(integer_answer(table, parts, 2)).weights[j].winner
    A, B, _ = pair_function(touching_table(low), parts, sum(parts) - parts[j], 0, 1, j, 2)
    t = float(-B / (2 * A)) ** 0.5
    touch = t / (1 + t)
    assert all(
        abs(bound - touch) < 1e-6 or challenger != "a1"
        for bound, challenger in (
            (item.low, item.challenger_low),
            (item.high, item.challenger_high),
        )
    )


def test_what_ranks_as_a_tie_does_not_end_the_interval_at_once():
    """Two rows 1e-12 apart share rank 1, here and everywhere, whichever is listed first."""
    near = 0.5 + TINY
    x = [[0.5, 0.5], [near, near], [0.0, 0.6], [0.6, 0.0]]
    answer = ranked(x, [0.5, 0.5], "weighted_sum", normalisation="none")
    assert answer.winners == ("a0", "a1")
    found = stability(answer).weights[0].winner
    for weight in (0.4, 0.6):
        there = ranked(x, [weight, 1 - weight], "weighted_sum", normalisation="none")
        assert "a0" in there.winners
        assert found.low < weight < found.high


def test_of_those_that_share_the_first_rank_the_one_ahead_is_the_winner():
    """The second is ahead by 1e-10 at 1/2, and for all to see where the weight is larger."""
    near = [[0.4, 0.6], [0.6 + 2e-10, 0.4]]
    answer = ranked(near, [0.5, 0.5], "weighted_sum", normalisation="none")
    assert answer.winners == ("a0", "a1")
    found = stability(answer).weights[0].winner
    assert (found.challenger_low, found.challenger_high, found.high) == ("a0", None, 1.0)


def test_who_overtakes_while_ranks_cannot_tell_two_that_have_crossed_is_the_challenger():
    """The second draws level at 1/4 and ranks tell so from 3/8 on; the third is ahead at 0.298."""
    values = [[0.5, 0.5 + 1e-9], [0.5 + 3e-9, 0.5], [0.9, 0.33]]
    problem = small_problems.problem_of(values, ranges=(0.0, 1.0))
    answer = rank(problem, [0.1, 0.9], "weighted_sum", normalisation="range")
    found = stability(answer).weights[0].winner
    assert (found.challenger_high, found.high) == ("a2", pytest.approx(0.17 / 0.57, abs=1e-8))
    values[2] = [0.0, 0.0]
    problem = small_problems.problem_of(values, ranges=(0.0, 1.0))
    answer = rank(problem, [0.1, 0.9], "weighted_sum", normalisation="range")
    found = stability(answer).weights[0].winner
    assert (found.challenger_high, found.high) == ("a1", pytest.approx(3 / 8, abs=1e-6))


def test_the_sentence_names_the_weight_with_the_least_room():
    """Ahead by (6, -3, -2): level at 2.5/8.5, 18/39 and 15/29 of a weight, from 0.4, 0.3, 0.3."""
    answer = ranked([[9, 2, 4], [3, 5, 6]], [0.4, 0.3, 0.3], "weighted_sum", normalisation="none")
    (note,) = stability(answer).sentences
    assert dict(note.fields) == {"criterion": "c0", "weight": 40.0, "low": 29.4, "high": 100.0}
    # ahead by (-6, 6, 4): level at 3.4/7.6 of the first
    answer = ranked([[2, 9, 8], [8, 3, 4]], [0.3, 0.3, 0.4], "weighted_sum", normalisation="none")
    (note,) = stability(answer).sentences
    assert dict(note.fields) == {"criterion": "c0", "weight": 30.0, "low": 0.0, "high": 44.7}


def test_weight_of_one_has_no_bounds_and_says_so():
    x = [[9, 1, 2], [4, 8, 3], [2, 3, 7]]
    for method, parameters in CONFIGURATIONS.values():
        first, *others = stability(ranked(x, [1, 0, 0], method, **parameters)).weights
        assert first.weight == 1
        assert first.winner is None
        assert first.order is None
        for j, item in enumerate(others, start=1):
            assert item.weight == 0
            assert item.winner.low == 0
            assert item.winner.challenger_low is None
            swept = scores(
                proportional(np.array([1.0, 0, 0]), j, FINE),
                np.array(x, dtype=float),
                np.array([True] * 3),
                method,
                **parameters,
            )
            lost = margins(swept, ranked(x, [1, 0, 0], method, **parameters).order, "winner") < 0
            first_lost = FINE[lost.argmax()] if lost.any() else 1.0
            assert item.winner.high == pytest.approx(first_lost, abs=6e-4)


def test_weight_of_zero_against_rational_arithmetic():
    # c0 at x against c1 at 1 - x, worth 0 to 1 on either: level at 5 x = 2 (1 - x).
    answer = ranked([[0, 2], [5, 0]], [0, 1], "weighted_sum", normalisation="none")
    first, second = stability(answer).weights
    assert second.winner is None
    assert (first.winner.low, first.winner.high) == (0, pytest.approx(2 / 7, abs=1e-12))
    assert first.winner.challenger_high == "a1"


def test_single_criterion():
    (only,) = stability(ranked([[1], [2]], [1], "topsis")).weights
    assert (only.weight, only.winner, only.order) == (1, None, None)


def test_single_alternative():
    assert stability(ranked([[1, 2]], [0.5, 0.5], "topsis")).weights == ()


def test_constant_column_only_scales_the_rest():
    """The moved criterion separates nothing: the leading coefficient vanishes."""
    x = [[9, 2, 4], [3, 8, 4], [5, 5, 4]]
    for method in ("weighted_sum", "topsis"):
        item = stability(ranked(x, [0.3, 0.3, 0.4], method, normalisation="minmax")).weights[2]
        for bounds in (item.winner, item.order):
            assert bounds.low == pytest.approx(0, abs=1e-9)
            assert bounds.high == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("gap", [1e-6, 1e-9, 1e-12])
def test_nearly_constant_column(gap):
    """With almost no difference on the moved criterion the crossing goes to the very end."""
    x = [[2.0, 0.0], [2.0 + gap, 0.5], [0.0, 1.0], [3.0, 0.2]]
    order = ranked(x, [0.05, 0.95], "weighted_sum", normalisation="none").order
    bounds = stability(ranked(x, [0.05, 0.95], "weighted_sum", normalisation="none")).weights[0]
    assert order[0] == 2
    # 1 - x = 3 x + 0.2 (1 - x) and 1 - x = 2 x + 0.5 (1 - x): 4/19 and 1/5.
    assert bounds.winner.high == pytest.approx(1 / 5, abs=max(1e-9, gap))
    assert bounds.winner.challenger_high == "a1"


def test_frame():
    frame = stability(ranked([[9, 1], [1, 8]], [0.5, 0.5], "weighted_sum")).to_frame()
    assert list(frame.index) == ["c0", "c1"]
    assert frame["exact"].all()


@seeded(range(180, 480), 30)
@pytest.mark.parametrize("method", ["topsis", "weighted_sum"])
def test_a_winner_is_never_its_own_challenger(make_problem, weigh, method, seeds):
    """Two rows next to the ideal, 1e-10 to 1e-6 apart: scores tell them apart, squares do not."""
    for seed in seeds:
        rng = np.random.default_rng(seed)
        values = rng.uniform(1, 9, (int(rng.integers(2, 6)), int(rng.integers(2, 5))))
        near = 1 + 10.0 ** rng.integers(-10, -5) * rng.normal(size=values.shape[1])
        values[1] = values[0] * near
        weights = weigh(*rng.dirichlet(np.ones(values.shape[1])))
        ranking = rank(make_problem(values.tolist()), weights, method)
        if len(ranking.winners) > 1:
            continue
        for item in stability(ranking).weights:
            assert item.winner.low <= item.weight <= item.winner.high
            challengers = {item.winner.challenger_low, item.winner.challenger_high}
            assert ranking.winner not in challengers, seed


class Keys(Prepared):
    """Keys as functions of the first weight."""

    def __init__(self, *functions):
        self.functions = functions

    def order(self, weights):
        return np.stack([function(weights[:, 0]) for function in self.functions], axis=1)


def test_moved_keeps_proportions():
    batch = move_weight(WEIGHTS, 0, np.array([0.0, 0.4, 0.7, 1.0]))
    np.testing.assert_allclose(
        batch, [[0, 0.6, 0.4], [0.4, 0.36, 0.24], [0.7, 0.18, 0.12], [1, 0, 0]], atol=1e-15
    )
    np.testing.assert_allclose(
        move_weight(np.array([0.0, 0.25, 0.75]), 0, np.array([0.2])), [[0.2, 0.2, 0.6]], atol=1e-15
    )


def test_leads_and_steps_are_relative():
    keys = np.array([[4.0, 1.0, 3.0], [1.0, 2.0, -4.0], [0.0, 0.0, 0.0]])
    np.testing.assert_allclose(leads(keys, (0, 2, 1)), [0.25, -0.25, 0], atol=2e-9)
    np.testing.assert_allclose(steps(keys, (0, 2, 1)), [0.25, -1.5, 0], atol=2e-9)
    np.testing.assert_allclose(steps(keys, (0, 1, 2)), [-0.5, -0.25, 0], atol=2e-9)
    assert (leads(np.zeros((1, 2)), (0, 1)) > 0).all()  # level counts as held


def test_both_sides_and_who_leads_beyond():
    prepared = Keys(lambda x: np.full_like(x, 1.0), lambda x: x + 1 / 3, lambda x: 1.1 - x)
    low, high = bracket(prepared, WEIGHTS, 0, (0, 1, 2), leads)
    assert low == (pytest.approx(0.1, abs=1e-8), 2)
    assert high == (pytest.approx(2 / 3, abs=1e-8), 1)


def test_nothing_changes():
    prepared = Keys(lambda x: np.full_like(x, 2.0), lambda x: x)
    assert bracket(prepared, WEIGHTS, 0, (0, 1), leads) == ((0.0, None), (1.0, None))


@pytest.mark.parametrize(("here", "side"), [(0.0, 0), (1.0, 1)])
def test_weight_at_an_end_has_nowhere_to_go(here, side):
    prepared = Keys(lambda x: np.full_like(x, 0.5), lambda x: 0.25 + 0.5 * x * here)
    weights = np.array([here, 1.0 - here])
    if here == 1.0:
        weights = np.array([1.0, 1e-300])
    assert bracket(prepared, weights, 0, (0, 1), leads)[side] == (here, None)


def test_order_below_the_winner():
    prepared = Keys(lambda x: np.full_like(x, 9.0), lambda x: 1 - x, lambda x: x)
    low, high = bracket(prepared, WEIGHTS, 0, (0, 1, 2), steps)
    assert low == (0.0, None)
    assert high == (pytest.approx(0.5, abs=1e-7), 2)


def test_what_comes_and_goes_between_two_grid_points_is_missed():
    gap = 0.6 / (GRID - 1)
    middle = 0.4 + 10.5 * gap
    prepared = Keys(
        lambda x: np.full_like(x, 1.0), lambda x: np.where(np.abs(x - middle) < gap / 4, 2.0, 0.0)
    )
    assert bracket(prepared, WEIGHTS, 0, (0, 1), leads)[1] == (1.0, None)
    wide = Keys(
        lambda x: np.full_like(x, 1.0), lambda x: np.where(np.abs(x - middle) < gap, 2.0, 0.0)
    )
    assert bracket(wide, WEIGHTS, 0, (0, 1), leads)[1] == (pytest.approx(middle - gap), 1)
