"""Ranks of changed lists in batches against rankings of each list by itself."""

from importlib import import_module

import numpy as np
import pytest

from mcda.robust.reversal import ranked_variants
from tests.mcda import small_problems

variants = import_module("mcda.robust.reversal")  # the package has a function of that name
BENEFIT = np.array([True, False, True])


def table(seed, m=6):
    return np.random.default_rng(seed).uniform(1, 10, (m, len(BENEFIT))).round(1)


def ranked(x, method="topsis", **parameters):
    return small_problems.ranked(x, [3, 2, 4], method, BENEFIT, (0.0, 12.0), **parameters)


def alone(x, variant, method, parameters):
    """Return ranks of the alternatives, 0 for the one left out, and of the one added."""
    m, worst = len(x), np.where(BENEFIT, x.min(axis=0), x.max(axis=0))
    best = np.where(BENEFIT, x.max(axis=0), x.min(axis=0))
    change, row = variant
    if change == "without":
        ranks = ranked(np.delete(x, row, axis=0), method, **parameters).ranks
        return [*np.insert(ranks, row, 0)], 0
    span = x.max(axis=0) - x.min(axis=0)
    added = {
        "clone_of": lambda: x[row],
        "worse_copy_of": lambda: np.clip(
            x[row] - np.where(BENEFIT, 1, -1) * 0.01 * span, x.min(axis=0), x.max(axis=0)
        ),
        "dominated_newcomer": lambda: worst,
        "ideal_newcomer": lambda: best,
    }[change]()
    ranks = ranked(np.vstack([x, added]), method, **parameters).ranks
    return [*ranks[:m]], ranks[m]


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("topsis", {}),
        ("topsis", {"normalisation": "sum", "distance": "chebyshev"}),
        ("weighted_sum", {}),
        ("weighted_product", {}),
        ("vikor", {"v": 0.3}),
        ("ahp", {"mode": "ideal"}),
        ("promethee2", {"preferences": {"c1": {"type": "linear", "q": 0.5, "p": 3}}}),
        ("spotis", {}),
    ],
)
def test_a_batch_is_single_rankings(method, parameters):
    for seed in range(4):
        x = table(seed)
        found = ranked_variants(ranked(x, method, **parameters))
        assert len(found.variants) == len(set(found.variants)) == 3 * len(x) + 2
        for at, variant in enumerate(found.variants):
            ranks, added = alone(x, variant, method, parameters)
            assert found.ranks[at].tolist() == ranks, variant
            assert found.added[at] == added, variant


def test_tiles_change_nothing(monkeypatch):
    answer = ranked(table(9, 12))
    whole = ranked_variants(answer)
    monkeypatch.setattr(variants, "_CACHED", 400)
    parts = ranked_variants(answer)
    np.testing.assert_array_equal(parts.ranks, whole.ranks)
    np.testing.assert_array_equal(parts.added, whole.added)


def test_dominated_ones_come_behind_and_the_ideal_before_all():
    for seed in range(30):
        x = table(seed, 9)
        found = ranked_variants(ranked(x))
        low, high = x.min(axis=0), x.max(axis=0)
        worst, best = np.where(BENEFIT, low, high), np.where(BENEFIT, high, low)
        for (change, row), ranks, added in zip(
            found.variants, found.ranks, found.added, strict=True
        ):
            if change == "worse_copy_of":
                assert added >= ranks[row]
            elif change == "dominated_newcomer":
                assert added == 10 - (x == worst).all(axis=1).sum()
            elif change == "ideal_newcomer":
                assert added == 1
                assert ranks.min() == (1 if (x == best).all(axis=1).any() else 2)


def test_judgements_follow_their_rows():
    """Perfect judgements of 4 : 2 : 1 keep their order in every list without newcomers."""
    strengths = np.array([1.0, 4.0, 2.0])
    matrix = (strengths[:, None] / strengths).tolist()
    x = np.array([[1.0, 2, 3]] * 3)
    answer = ranked(x, "ahp", comparisons={f"c{j}": matrix for j in range(3)})
    assert answer.ranks.tolist() == [3, 1, 2]
    found = ranked_variants(answer)
    assert found.ranks.tolist() == [
        [0, 1, 2],
        [2, 0, 1],
        [2, 1, 0],
        [3, 1, 2],
        [4, 1, 3],
        [4, 1, 2],
    ]
    assert found.added.tolist() == [0, 0, 0, 3, 1, 2]
