"""What is told as exact is what the engine's own ranking does: random problems, every method."""

from dataclasses import replace

import numpy as np
import pytest

from mcda import METHODS, rank
from mcda.entrance.matrix_laws import takes
from mcda.robust import fact_changes, stability
from mcda.testing import configurations
from tests.mcda.small_problems import ranked
from tests.seeds import seeded

CONFIGURED = [m for cls in METHODS.values() for m in configurations(cls)]
PROBLEMS = 5
BEYOND = np.geomspace(1e-9, 1.0, 40)
BEFORE = np.array([0.05, 0.3, 0.6, 0.9, 0.999])
NEAR = 1e-9  # of the way: the engine's own order is not told apart nearer to a threshold


def label(method):
    return "-".join([method.name, *map(str, method.parameters.values())])


def closed(method):
    law = method.column_law()
    return law is not None and law.compromise is None and law.power in (None, 2.0)


def values(rng, m, n, low):
    """Return numbers of every size, of which some rows are nearly the same or the very same."""
    columns = [
        rng.integers(max(low, -9), 9, m).astype(float),
        rng.uniform(max(low, 1), 9, m),
        rng.uniform(1e4, 2.5e5, m).round(),
        rng.uniform(100, 101, m).round(2),
    ]
    table = np.stack([columns[k] for k in rng.integers(0, 4, n)], axis=1)
    if rng.random() < 0.4:
        table[1] = table[0] * (1 + rng.choice([0.0, 1e-13, 1e-11, 1e-10, 1e-8]) * rng.random(n))
    return table


def drawn(method, rng):
    m, n = int(rng.integers(3, 8)), int(rng.integers(2, 5))
    low = -9 if takes(method, -1.0) else 0 if takes(method, 0.0) else 1
    table = values(rng, m, n, low)
    ranged = method.traits.needs_range or rng.random() < 0.3
    ends = zip(table.min(axis=0).tolist(), table.max(axis=0).tolist(), strict=True)
    ranges = [(least - (low < 0), most + 1) for least, most in ends] if ranged else None
    return ranked(table.tolist(), rng.dirichlet(np.ones(n)), method, rng.random(n) < 0.5, ranges)


def first_ranks(answer, i, j, at, first):
    """Return the rank of the first as the cell takes these values."""
    tables = np.repeat(answer.matrix.values[None], len(at), axis=0)
    tables[:, i, j] = at
    form = answer.method.prepare(replace(answer.matrix, values=tables))
    return form.ranks(np.repeat(answer.weights.values[None], len(at), axis=0))[:, first]


def attack_facts(answer):
    seen, ids = 0, answer.matrix.alternatives
    for fact in fact_changes(answer).facts:
        i, j = ids.index(fact.alternative), answer.matrix.criteria.index(fact.criterion)
        first = ids.index(fact.winner)
        for threshold, end in zip((fact.below, fact.above), fact.searched, strict=True):
            if end == fact.value:
                continue
            stop = end if threshold is None else threshold.value
            if threshold is not None:
                past = stop + BEYOND * (end - stop)
                past[-1] = end
                assert (first_ranks(answer, i, j, past, first) > 1).any(), (fact, threshold)
                seen += fact.exact
            if fact.exact:
                before = fact.value + (1 - NEAR) * BEFORE * (stop - fact.value)
                assert (first_ranks(answer, i, j, before, first) == 1).all(), (fact, threshold)
    return seen


def attack_weights(answer):
    seen, w = 0, answer.weights.values
    first = answer.matrix.alternatives.index(fact_changes(answer).facts[0].winner)
    for j, item in enumerate(stability(answer).weights):
        if item.winner is None:
            continue
        bounds = item.winner
        sides = ((bounds.low, bounds.challenger_low, 0.0), (bounds.high, bounds.challenger_high, 1))
        for end, challenger, limit in sides:
            past = end + BEYOND * (limit - end)
            x = np.concatenate([w[j] + BEFORE * (end - w[j]), past])
            batch = np.outer((1.0 - x) / np.delete(w, j).sum(), w)
            batch[:, j] = x
            ranks = answer.prepared.ranks(batch)[:, first]
            assert (ranks[len(BEFORE) :] > 1).any() == (challenger is not None) or not item.exact
            assert (ranks[: len(BEFORE)] == 1).all() or not item.exact
            seen += challenger is not None and item.exact
    return seen


@seeded(range(PROBLEMS), 2)
@pytest.mark.parametrize("method", CONFIGURED, ids=label)
def test_ends_are_where_the_winner_changes_and_not_before(method, seeds):
    facts = weights = 0
    for seed in seeds:
        answer = drawn(method, np.random.default_rng([seed, 17]))
        facts += attack_facts(answer)
        weights += attack_weights(answer)
    assert closed(method) or not facts
    assert facts or not closed(method) or len(seeds) < PROBLEMS


def test_rows_that_stay_level_are_no_change(make_problem, weigh):
    """The twin crosses the first within 1e-11, and every ranking shows them level."""
    rows = [[5.0, 3.0, 7.0], [5.0 + 4e-11, 3.0 - 5e-11, 7.0], [1.0, 9.0, 2.0]]
    ranking = rank(make_problem(rows), weigh(3, 2, 2), "weighted_sum", normalisation="none")
    assert ranking.winners == ("a0", "a1")
    for item in stability(ranking).weights:
        assert {item.winner.challenger_low, item.winner.challenger_high} <= {None, "a2"}
        assert item.order.challenger_low != "a1" != item.order.challenger_high
    for fact in [f for f in fact_changes(ranking).facts if f.alternative == "a2"]:
        assert {t.winner for t in (fact.below, fact.above) if t is not None} <= {"a2"}
    attack_facts(ranking)
    attack_weights(ranking)


def test_a_preference_past_which_nothing_changes_is_no_threshold(make_problem, weigh):
    """Two thresholds of preference that are one number in decimals, a rounding apart."""
    rows = [
        *([1.7, 2.7, 2.4], [2.5, 3.3, 1.0], [2.0, 2.6, 1.7]),
        *([3.9, 3.6, 2.1], [1.3, 1.0, 1.8], [1.7, 3.7, 3.8]),
    ]
    problem = make_problem(rows, ranges=[(0, 6)] * 3)
    level = {f"c{j}": {"type": "level", "q": 0.4, "p": 2.6} for j in range(3)}
    ranking = rank(problem, weigh(7, 9, 5), "promethee2", preferences=level)
    fact = fact_changes(ranking).facts[0]
    assert (fact.alternative, fact.criterion, fact.below) == ("a0", "c0", None)
    attack_facts(ranking)
