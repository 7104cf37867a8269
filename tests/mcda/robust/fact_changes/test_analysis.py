"""Thresholds of every method against rankings of problems with the one cell changed."""

from dataclasses import replace

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, make_method, rank
from mcda.cells import Interval, Triangular
from mcda.entrance.matrix_laws import takes
from mcda.methods import METHODS
from mcda.methods.promethee2 import Preference
from mcda.robust.fact_changes import fact_changes
from mcda.robust.fact_changes.value_search import EQUAL_STEPS
from mcda.testing import configurations
from tests.seeds import seeded

CONFIGURED = [m for cls in METHODS.values() for m in configurations(cls)]
PROBLEMS = 6
POINTS = 8
PAST = (1e-9, 1e-7, 1e-5, 1e-3)  # of the stretch; right behind some thresholds the lead is noise


def label(method):
    return "-".join([method.name, *map(str, method.parameters.values())])


def drawn_column(rng, m, low):
    kind = rng.integers(5)
    if kind == 0:  # few levels
        return rng.integers(max(low, -1), 4, m).astype(float)
    if kind == 1:
        return np.full(m, float(rng.integers(low, 50)))
    if kind == 2:  # of very different sizes
        return 10.0 ** rng.integers(0, 5, m)
    if kind == 3:  # nearly constant
        return rng.uniform(100, 101, m).round(2)
    return rng.integers(low, 50, m).astype(float)


def drawn_range(rng, column, low):
    least, most = column.min(), column.max()
    least = max(least - rng.integers(0, 9), low if low >= 0 else -np.inf)
    return float(least), float(most + rng.integers(least == most, 9))


def uncertain(rng, value, bounds):
    low, high = sorted((0.5 * value, 1.5 * value))
    if bounds is not None:
        low, high = max(low, bounds[0]), min(high, bounds[1])
    if rng.random() < 0.5:
        return Interval(low=low, high=high)
    return Triangular(low=low, mode=value, high=high)


def drawn(method, rng):
    """Return an answer: ties, duplicates, constants, ranges, intervals; zeros where allowed."""
    m, n = int(rng.integers(2, 6)), int(rng.integers(1, 5))
    low = -20 if takes(method, -1.0) and rng.random() < 0.6 else 0 if takes(method, 0.0) else 1
    values = np.stack([drawn_column(rng, m, low) for _ in range(n)], axis=1)
    if m > 2 and rng.random() < 0.3:
        values[1] = values[0]
    ranged = np.full(n, True) if method.traits.needs_range else rng.random(n) < 0.4
    ranges = [drawn_range(rng, values[:, j], low) if ranged[j] else None for j in range(n)]
    rows = values.tolist()
    for _ in range(int(rng.integers(3))):
        i, j = int(rng.integers(m)), int(rng.integers(n))
        rows[i][j] = uncertain(rng, values[i, j], ranges[j])
    problem = Problem(
        criteria=[
            Criterion(id=f"c{j}", direction=str(rng.choice(["benefit", "cost"])), range=ranges[j])
            for j in range(n)
        ],
        alternatives=[Alternative(id=f"a{i}") for i in range(m)],
        performances=rows,
    )
    weights = np.ones(n) if rng.random() < 0.4 else rng.dirichlet(np.ones(n))
    return rank(problem, WeightVector.normalised(problem.criterion_ids, weights), method)


def changed(answer, fact, value):
    rows = answer.matrix.values.copy()
    i = answer.matrix.alternatives.index(fact.alternative)
    rows[i, answer.matrix.criteria.index(fact.criterion)] = value
    return rank(replace(answer.problem, performances=rows), answer.weights, answer.method)


def first_at(answer, fact, value, name):
    """Tell whether an alternative is first, also where rounding alone decides."""
    moved = changed(answer, fact, value)
    keys = moved.prepared.order(moved.weights.values[None])[0]
    mine = keys[moved.matrix.alternatives.index(name)]
    return name in moved.winners and mine >= keys.max() - 1e-13 * np.abs(keys).max()


def check_side(answer, fact, threshold, end, rng):
    length = fact.searched[1] - fact.searched[0]
    stop = end
    if threshold is not None:
        stop, room = threshold.value, end - threshold.value
        assert min(fact.value, end) <= stop <= max(fact.value, end)
        assert threshold.winner != fact.winner
        steps = [np.sign(room) * min(part * length, abs(room)) for part in PAST]
        assert any(first_at(answer, fact, stop + step, threshold.winner) for step in steps)
    shares = np.concatenate(
        [rng.uniform(0, 1, POINTS // 2), 1 - rng.uniform(0, 1, POINTS // 2) ** 6]
    )
    points = fact.value + (stop - fact.value) * shares
    if not fact.exact:
        grid = np.linspace(fact.value, end, EQUAL_STEPS + 1)
        points = grid[np.abs(grid - fact.value) < abs(stop - fact.value)]
    if threshold is None:
        points = np.append(points, end)
    else:
        points = points[np.abs(points - stop) > 1e-12 * length]
    for value in np.clip(points, *fact.searched):
        assert fact.winner in changed(answer, fact, value).winners, (fact, value)


def check(answer, rng):
    found = fact_changes(answer)
    assert len(found.facts) == answer.matrix.values.size
    for fact in found.facts:
        assert fact.winner in answer.winners
        for threshold, end in zip((fact.below, fact.above), fact.searched, strict=True):
            if end != fact.value:
                check_side(answer, fact, threshold, end, rng)
            else:
                assert threshold is None
    return found


@seeded(range(PROBLEMS), 2)
@pytest.mark.parametrize("method", CONFIGURED, ids=label)
def test_against_rankings_of_changed_problems(method, seeds):
    changes = 0
    for seed in seeds:
        rng = np.random.default_rng([seed, 11])
        changes += len(check(drawn(method, rng), rng).nearest)
    assert changes > (10 if len(seeds) == PROBLEMS else 0)


def drawn_preference(rng):
    q = float(rng.integers(0, 8))
    p = q + float(rng.integers(0, 9)) + (q == 0)
    needs = {"ushape": "q", "vshape": "p", "level": "qp", "linear": "qp", "gaussian": "s"}
    kind = str(rng.choice(list(needs)))
    return Preference(
        type=kind, **{k: v for k, v in (("q", q), ("p", p), ("s", p)) if k in needs[kind]}
    )


@seeded(range(40), 8)
def test_every_preference_function(seeds):
    kinds = set()
    for seed in seeds:
        rng = np.random.default_rng([seed, 12])
        plain = drawn(make_method("promethee2"), rng)
        given = {c: drawn_preference(rng) for c in plain.matrix.criteria}
        method = make_method("promethee2", {"preferences": given})
        for fact in check(rank(plain.problem, plain.weights, method), rng).facts:
            kind = given[fact.criterion].type
            kinds.add(kind)
            assert not fact.exact
    assert len(kinds) == 5 or (len(seeds) < 40 and kinds)


CLOSED = [
    m
    for m in CONFIGURED
    if m.name in ("weighted_sum", "ahp", "weighted_product", "spotis", "aras", "marcos", "mabac")
    or m.name in ("moora", "pymcdm_mairca", "pymcdm_ocra")
    or (m.name == "topsis" and m.distance != "chebyshev")
    or (m.name == "waspas" and m.lambda_ in (0, 1))
]


@pytest.mark.parametrize("method", CONFIGURED, ids=label)
def test_what_has_a_closed_form_is_proved_and_nothing_else(method):
    facts = fact_changes(drawn(method, np.random.default_rng(1))).facts
    assert {fact.exact for fact in facts} == {method in CLOSED}


def test_closed_formulas(make_problem, weigh):
    """a0 is ahead by 13 to 12 in the sum and by 18 to 15 in the product."""
    problem = make_problem([[9.0, 4.0], [6.0, 6.0]])
    total = fact_changes(rank(problem, weigh(1, 1), "weighted_sum", normalisation="none"))
    assert [f.nearest.value for f in total.facts] == pytest.approx([8.0, 3.0, 7.0, 7.0])
    assert [f.nearest is f.below for f in total.facts] == [True, True, False, False]
    assert [f.nearest.share for f in total.facts] == pytest.approx([1 / 9, 1 / 4, 1 / 6, 1 / 6])
    problem = make_problem([[9.0, 2.0], [5.0, 3.0]])
    product = fact_changes(rank(problem, weigh(1, 1), "weighted_product"))
    assert [f.nearest.value for f in product.facts] == pytest.approx([7.5, 5 / 3, 6.0, 3.6])
    assert {f.winner for f in product.facts} == {"a0"}


def test_the_winner_is_one_of_the_first_and_ahead(make_problem, weigh):
    """Closeness of 1 - 1e-7 has a square of 1 - 1e-14; a lead of 1e-11 shares the first rank."""
    ideal = make_problem([[9.0, 2.0], [9.0, 2.0000002], [1.0, 1.0]])
    ranking = rank(ideal, weigh(1, 1), normalisation="minmax")
    assert ranking.winners == ("a1",)
    assert {fact.winner for fact in fact_changes(ranking).facts} == {"a1"}
    tied = make_problem([[4.0, 5.0], [4.0, 5.0 + 1e-10], [1.0, 1.0]])
    ranking = rank(tied, weigh(1, 1), "weighted_sum", normalisation="none")
    assert ranking.winners == ("a0", "a1")
    assert {fact.winner for fact in fact_changes(ranking).facts} == {"a1"}


def test_a_jump_at_the_very_end_of_a_range_is_found(make_problem, weigh):
    """At the best value of a scale a1 draws level on c0, and is ahead on c1."""
    problem = make_problem([[5.0, 2.0], [1.0, 9.0]], ranges=[(1.0, 5.0), None])
    ranking = rank(problem, weigh(3, 1), "promethee2")
    (above,) = [
        f.above for f in fact_changes(ranking).facts if (f.alternative, f.criterion) == ("a1", "c0")
    ]
    assert (above.value, above.winner) == (5.0, "a1")
    # Just above 0 the cheapest takes all of c0; at 0 the column is 0 and tells nobody apart.
    problem = make_problem([[0.0, 2.0], [29.0, 9.0]], ["cost", "benefit"], [(0.0, 29.0), None])
    ranking = rank(problem, weigh(3, 1), "weighted_sum", normalisation="max")
    (below,) = [
        f.below for f in fact_changes(ranking).facts if (f.alternative, f.criterion) == ("a1", "c0")
    ]
    assert (below.value, below.winner) == (0.0, "a1")


@pytest.mark.parametrize("method", CONFIGURED, ids=label)
def test_what_is_lost_at_once_is_lost_at_the_headline_itself(method, make_problem, weigh):
    """Two equal rows: the smallest step of a cell that counts decides."""
    rows = [[100.3, 7.1, 29.7], [100.3, 7.1, 29.7], [90.7, 6.3, 28.1]]
    problem = make_problem(rows, ranges=[(50.0, 200.0), (2.0, 15.0), (3.0, 59.0)])
    facts = fact_changes(rank(problem, weigh(1, 1, 1), method)).facts
    for fact in facts[:6]:
        for threshold in (fact.below, fact.above):
            assert threshold is None or threshold.share == 0 or threshold.share > 1e-6
    # Of Chebyshev distances only the largest counts.
    if method.traits.monotone and method.parameters.get("distance") != "chebyshev":
        assert all(fact.below.share == 0 for fact in facts[:3])
        assert all(fact.above.share == 0 for fact in facts[3:6])


def test_columns_that_are_not_read_have_no_facts(make_problem, weigh):
    problem = make_problem([[9.0, 2.0], [5.0, 3.0]])
    judged = [[1, 3], [1 / 3, 1]]
    found = fact_changes(rank(problem, weigh(1, 1), "ahp", comparisons={"c0": judged}))
    assert [(f.alternative, f.criterion) for f in found.facts] == [("a0", "c1"), ("a1", "c1")]


def test_one_alternative_has_no_rival(make_problem, weigh):
    assert fact_changes(rank(make_problem([[9.0, 2.0]]), weigh(1, 1))).facts == ()


def reach(cell, scale=(0, 10), method="weighted_sum", other=5, **parameters):
    """Tell whether the first cell's bounds reach past its threshold, the 5 of the row below it."""
    problem = Problem(
        criteria=[
            Criterion(id="c0", direction="benefit", range=scale),
            Criterion(id="c1", direction="benefit", range=(0, 10)),
        ],
        alternatives=[Alternative(id="a0"), Alternative(id="a1")],
        performances=[[cell, 5], [5, other]],
    )
    weights = WeightVector.normalised(["c0", "c1"], [3, 2])
    fact = fact_changes(rank(problem, weights, method, **parameters)).facts[0]
    (side,) = (side for side in (fact.below, fact.above) if side is not None)
    assert side.value == pytest.approx(5)
    return side.within_bounds


@pytest.mark.parametrize(
    ("low", "high", "reaches"),
    [
        (3, 9, True),
        (5, 7, False),
        (5.5, 6.5, False),
        (1, 7, True),
        (3, 5, False),
        (3.5, 4.5, False),
    ],
)
def test_whether_the_stated_bounds_reach_past_a_threshold(low, high, reaches):
    assert reach(Interval(low=low, high=high), normalisation="range") is reaches


def test_one_number_reaches_past_nothing():
    assert not reach(6, normalisation="range")


@pytest.mark.parametrize(("low", "high", "further", "other"), [(5, 7, 4, 6), (3, 5, 6, 4)])
def test_bounds_up_to_a_jump_at_the_end_of_the_search_include_it(low, high, further, other):
    """Level on the first criterion, which counts for more, the second alone decides."""
    for end in (5, further):
        scale = (end, 10) if low == 5 else (0, end)
        assert reach(Interval(low=low, high=high), scale, "promethee2", other) is (end == 5)
