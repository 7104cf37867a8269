"""Targets and value curves through every analysis, each against another road to the same."""

import itertools

import numpy as np
import pytest

from mcda import Alternative, Criterion, Interval, Problem, WeightVector, make_method, rank
from mcda.errors import UnsuitableData
from mcda.explain import gaps
from mcda.explain.dominance import dominance
from mcda.robust import (
    acceptability,
    agreement,
    fact_changes,
    multiverse,
    possible_ranks,
    reversal,
    smallest_change,
    stability,
)
from mcda.robust.reversal import ranked_variants
from mcda.scale import scale_of

PLATEAU = ((0.0, 0.0), (2.0, 0.8), (5.0, 0.8), (10.0, 1.0))
CRITERIA = (
    Criterion(id="price", direction="cost", range=(60, 200)),
    Criterion(id="size", direction="target", range=(0, 100), best=(40, 50)),
    Criterion(id="help", direction="benefit", range=(0, 10), value=PLATEAU),
)
W = WeightVector.normalised(["price", "size", "help"], [0.4, 0.35, 0.25])
NAMES = ("a", "b", "c", "d")
ROWS = [[90, 20, 4], [140, 45, 7], [70, 85, 3], [120, 55, 1]]
ON_SCALE = [
    ("weighted_sum", {"normalisation": "range"}),
    ("ahp", {"mode": "ratings"}),
    ("spotis", {}),
    ("topsis", {"normalisation": "range"}),
    ("topsis", {"normalisation": "range", "weighting": "distance"}),
    ("topsis", {"normalisation": "range", "distance": "manhattan"}),
    ("topsis", {"normalisation": "range", "distance": "chebyshev"}),
]
methods = pytest.mark.parametrize(("method", "given"), ON_SCALE)


def problem(rows, criteria=CRITERIA):
    return Problem(
        criteria=criteria,
        alternatives=[Alternative(id=name) for name in NAMES[: len(rows)]],
        performances=rows,
    )


def worth(rows):
    """Return what values are worth, straight scales included, by NumPy alone."""
    x = np.asarray(rows, dtype=float)
    size = np.interp(x[..., 1], [0, 40, 50, 100], [0, 1, 1, 0])
    helped = np.interp(x[..., 2], *zip(*PLATEAU, strict=True))
    return np.stack([np.clip((200 - x[..., 0]) / 140, 0, 1), size, helped], axis=-1)


def in_worth(rows):
    """Return the same problem in values, straight benefits of 0..1."""
    plain = [Criterion(id=c.id, direction="benefit", range=(0, 1)) for c in CRITERIA]
    return problem(worth(rows), plain)


def ranked(rows, method, given):
    return rank(problem(rows), W, method, **given)


def drawn(rng):
    low, high = np.array([50, -10, -1]), np.array([220, 110, 11])
    return rng.uniform(low, high, (4, 3)).round(1).tolist()


@methods
def test_scores_are_those_of_what_values_are_worth(method, given):
    rng = np.random.default_rng(1)
    for _ in range(20):
        rows = drawn(rng)
        scale, plain = ranked(rows, method, given), rank(in_worth(rows), W, method, **given)
        np.testing.assert_allclose(scale.scores, plain.scores, atol=1e-14)
        assert scale.alternatives == plain.alternatives


@methods
def test_weights_move_as_far_as_in_values(method, given):
    scale, plain = ranked(ROWS, method, given), rank(in_worth(ROWS), W, method, **given)
    for ours, theirs in zip(stability(scale).weights, stability(plain).weights, strict=True):
        assert ours.exact == theirs.exact
        for mine, other in ((ours.winner, theirs.winner), (ours.order, theirs.order)):
            assert mine.challenger_low == other.challenger_low
            assert mine.challenger_high == other.challenger_high
            np.testing.assert_allclose([mine.low, mine.high], [other.low, other.high], atol=1e-9)
    ours, theirs = smallest_change(scale), smallest_change(plain)
    assert ours.winner_becomes == theirs.winner_becomes
    np.testing.assert_allclose(ours.distance, theirs.distance, atol=1e-6)


def test_stability_with_the_weights_inside_is_searched_and_right():
    rng = np.random.default_rng(6)
    given = {"normalisation": "range", "weighting": "distance"}
    for _ in range(8):
        rows = drawn(rng)
        answer = ranked(rows, "topsis", given)
        v, w = worth(rows), W.values
        for j, item in enumerate(stability(answer).weights):
            assert not item.exact
            grid = np.linspace(0, 1, 2001)
            moved = (1 - grid)[:, None] * (np.where(np.arange(3) == j, 0, w) / (1 - w[j]))
            moved[:, j] = grid
            plus, minus = np.sqrt(moved @ ((1 - v) ** 2).T), np.sqrt(moved @ (v**2).T)
            closeness = minus / (plus + minus)
            first = np.array([NAMES.index(answer.winners[0])])
            holds = closeness[:, first[0]] >= closeness.max(axis=1) - 1e-9
            inside = (grid > item.winner.low + 1e-6) & (grid < item.winner.high - 1e-6)
            assert holds[inside].all()
            for end, step in ((item.winner.low, -1e-3), (item.winner.high, 1e-3)):
                if 1e-3 < end < 1 - 1e-3:
                    assert not holds[np.abs(grid - end - step).argmin()]


@methods
def test_facts_against_a_fine_grid(method, given):
    rng = np.random.default_rng(2)
    changed = 0
    for _ in range(6):
        rows = drawn(rng)
        answer = ranked(rows, method, given)
        if len(answer.winners) > 1:
            continue
        w, first = W.values, NAMES.index(answer.winners[0])
        for fact in fact_changes(answer).facts:
            i, j = NAMES.index(fact.alternative), W.criteria.index(fact.criterion)
            if j > 0:
                assert not fact.exact
            for side, end in ((fact.below, fact.searched[0]), (fact.above, fact.searched[1])):
                grid = np.linspace(fact.value, end, 1501)
                tables = np.repeat(np.array(rows, dtype=float)[None], len(grid), axis=0)
                tables[:, i, j] = grid
                lost = ~_leads(worth(tables), w, method, given, first)
                if side is None:
                    assert not lost.any()
                    continue
                changed += 1
                step = abs(end - fact.value) / 1500
                near = np.abs(grid - fact.value) < abs(side.value - fact.value) - 1.01 * step
                assert not lost[near].any()
                past = np.sign(end - fact.value) * (grid - side.value)
                assert lost[(past > 0) & (past <= 1.01 * step)].any() or side.value == end
    assert changed > 10


def _leads(v, w, method, given, first):
    """Tell where one row is first, for worth ``(s, m, n)``."""
    if method != "topsis" or given.get("distance") == "manhattan":
        keys = v @ w
    elif given.get("distance") == "chebyshev":
        plus, minus = (w * (1 - v)).max(axis=-1), (w * v).max(axis=-1)
        keys = minus / (plus + minus)
    else:
        squares = w if given.get("weighting") == "distance" else w**2
        plus, minus = np.sqrt((1 - v) ** 2 @ squares), np.sqrt(v**2 @ squares)
        keys = minus / (plus + minus)
    return keys[:, first] >= keys.max(axis=1) - 1e-9


@methods
def test_possible_ranks_are_those_of_a_grid(method, given):
    # The first interval holds the best of the target, the second reaches over its plateau.
    rows = [
        [90, Interval(low=20, high=80), 4],
        [140, Interval(low=45, high=95), 7],
        [70, 85, Interval(low=1, high=6)],
        [120, 55, 1],
    ]
    found = possible_ranks(ranked(rows, method, given)).alternatives
    grids = (np.linspace(20, 80, 25), np.linspace(45, 95, 21), np.linspace(1, 6, 21))
    tables = np.repeat(np.array(ROWS, dtype=float)[None], 25 * 21 * 21, axis=0)
    values = np.array(list(itertools.product(*grids)))
    tables[:, 0, 1], tables[:, 1, 1], tables[:, 2, 2] = values.T
    form = make_method(method, given)
    plain = rank(in_worth(ROWS), W, method, **given)
    ranks = np.array(
        [
            form.prepare(_matrix(plain, v)).ranks(W.values[None])[0]
            for v in np.unique(worth(tables), axis=0)
        ]
    )
    for item, best, worst in zip(found, ranks.min(axis=0), ranks.max(axis=0), strict=True):
        assert (item.best, item.worst) == (best, worst)
        assert item.best_proved
        assert item.worst_proved


def _matrix(answer, values):
    from dataclasses import replace

    return replace(answer.matrix, values=values)


@methods
def test_acceptability_draws_values_and_not_their_worth(method, given):
    rows = [
        [90, Interval(low=0, high=90), 4],
        [140, Interval(low=30, high=100), 7],
        [70, 85, Interval(low=0, high=10)],
        [120, 55, 1],
    ]
    found = acceptability(ranked(rows, method, given), 20_000, 5, 0.0)
    rng = np.random.default_rng(9)
    tables = np.repeat(np.array(ROWS, dtype=float)[None], 40_000, axis=0)
    for (i, j), (low, high) in {(0, 1): (0, 90), (1, 1): (30, 100), (2, 2): (0, 10)}.items():
        tables[:, i, j] = rng.uniform(low, high, len(tables))
    v = worth(tables)
    shares = [_leads(v, W.values, method, given, i).mean() for i in range(4)]
    np.testing.assert_allclose(found.rank_shares[:, 0], shares, atol=0.02)


@methods
def test_no_alternative_reverses_two_others(method, given):
    rng = np.random.default_rng(11)
    for _ in range(5):
        found = reversal(ranked(drawn(rng), method, given))
        assert found.independent
        assert not found.cases


def test_worse_copies_and_newcomers_are_worse_on_a_target():
    rng, method = np.random.default_rng(12), ("weighted_sum", {"normalisation": "range"})
    for _ in range(10):
        found = ranked_variants(ranked(drawn(rng), *method))
        for variant, ranks, added in zip(found.variants, found.ranks, found.added, strict=True):
            if variant.change in ("clone_of", "worse_copy_of"):
                assert added >= ranks[variant.row]
            elif variant.change == "dominated_newcomer":
                assert added >= ranks.max()
            elif variant.change == "ideal_newcomer":
                assert added == 1


def test_dominance_compares_the_worth_of_targets():
    rows = [
        [100, 60, 5],
        [100, 20, 5],  # as far from the best in units by 10, and worth less
        [100, Interval(low=0, high=30), 5],
        [100, Interval(low=30, high=70), 5],
    ]
    found = dominance(ranked(rows, "spotis", {}))
    place = {name: found.alternatives.index(name) for name in NAMES}
    better = {
        (a, b): worth([rows[0], [100, mid_a, 5]])[1, 1] > worth([rows[0], [100, mid_b, 5]])[1, 1]
        for (a, mid_a), (b, mid_b) in itertools.permutations(
            zip(NAMES, (60, 20, 15, 50), strict=True), 2
        )
    }
    for (a, b), wins in better.items():
        assert found.headline[place[a], place[b]] == wins
    certain = {(a, b) for a in NAMES for b in NAMES if found.certain[place[a], place[b]]}
    # Worth: a .8, b .5, c 0 to .75, d .6 to 1.
    assert certain == {("a", "b"), ("a", "c"), ("d", "b")}


def test_a_target_judged_in_pairs_is_compared_by_its_priorities():
    judged = {"size": [[1, 2, 4, 8], [0.5, 1, 2, 4], [0.25, 0.5, 1, 2], [0.125, 0.25, 0.5, 1]]}
    assert rank(problem(ROWS), W, "ahp", comparisons=judged).order
    same = [[90, 0, 4]] * 4
    found = dominance(rank(problem(same), W, "ahp", comparisons=judged))
    assert found.alternatives == NAMES
    np.testing.assert_array_equal(found.headline, np.triu(np.ones((4, 4), dtype=bool), 1))


@methods
def test_explanations_sum_to_what_they_explain(method, given):
    answer = ranked(ROWS, method, given)
    np.testing.assert_allclose(answer.contributions.sum(axis=1), answer.scores, atol=1e-12)
    found = gaps(answer)
    if found is None:
        assert given.get("distance") == "chebyshev"
        return
    lead = answer.scores[answer.order[0]] - answer.scores
    turned = -lead if answer.prepared.lower_is_better else lead
    np.testing.assert_allclose(found.values.sum(axis=1), turned, atol=1e-12)


@pytest.mark.parametrize("method", ["topsis", "vikor", "promethee2", "waspas", "weighted_product"])
def test_what_reads_no_scale_refuses_a_target(method):
    with pytest.raises(UnsuitableData) as caught:
        rank(problem(ROWS), W, method)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("target_needs_scale", ("criteria", 1, "direction"))
    assert fault.fields == {"criterion": "size", "method": method}


def test_methods_that_refuse_are_listed():
    answer = ranked(ROWS, "ahp", {"mode": "ratings"})
    beside = agreement(answer, ["topsis", "spotis", "vikor"])
    assert set(beside.rankings) == {"ahp", "spotis"}
    assert {name: note.code for name, note in beside.unavailable.items()} == {
        "topsis": "target_needs_scale",
        "vikor": "target_needs_scale",
    }
    found = multiverse(answer)
    assert all(method.column_law().reads_scale for method in found.methods)
    assert len(found.methods) >= 3
    assert "vikor" in {method.name for method, note in found.unavailable}
    assert {note.code for _, note in found.unavailable} == {"target_needs_scale"}


def test_a_curve_acts_where_the_range_does_and_nowhere_else():
    curved = Criterion(id="x", direction="benefit", range=(0, 10), value=PLATEAU)
    straight = Criterion(id="x", direction="benefit", range=(0, 10))
    weights = WeightVector.normalised(["x"], [1])
    pair = [problem([[1], [3], [9]], [criterion]) for criterion in (curved, straight)]
    for method, given in ON_SCALE:
        scores = [rank(each, weights, method, **given).scores for each in pair]
        assert not np.allclose(*scores)
    scores = [rank(each, weights, "topsis").scores for each in pair]
    np.testing.assert_array_equal(*scores)


@methods
def test_what_lies_past_the_scale_counts_as_its_end(method, given):
    past = [[30, 20, 4], [140, 120, 7], [70, 85, -3], [260, 55, 1]]
    ends = [[60, 20, 4], [140, 100, 7], [70, 85, 0], [200, 55, 1]]
    answer, other = ranked(past, method, given), ranked(ends, method, given)
    np.testing.assert_array_equal(answer.scores, other.scores)
    told = [(note.path, note.fields["value"], note.fields["end"]) for note in _beyond(answer)]
    assert told == [
        (("performances", 0, 0), 30, 60),
        (("performances", 1, 1), 120, 100),
        (("performances", 2, 2), -3, 0),
        (("performances", 3, 0), 260, 200),
    ]
    assert not _beyond(other)


def test_bounds_past_the_scale_are_told_and_nothing_where_no_scale_is_read():
    rows = [[Interval(low=50, high=100), 45, 1], [100, Interval(low=10, high=130), 2]]
    assert [note.fields["value"] for note in _beyond(ranked(rows, "spotis", {}))] == [50, 130]
    straight = [Criterion(id=c, direction="cost", range=(0, 10)) for c in W.criteria]
    assert not _beyond(rank(problem([[1, 2, 30], [3, 2, 1]], straight), W, "topsis"))


def _beyond(answer):
    return [note for note in answer.notes if note.code == "beyond_scale"]


def test_the_scale_of_the_problem_reaches_the_matrix():
    answer = ranked(ROWS, "spotis", {})
    assert answer.matrix.curves == {j: scale_of(CRITERIA[j]) for j in (1, 2)}
    assert list(answer.matrix.targets) == [1]
