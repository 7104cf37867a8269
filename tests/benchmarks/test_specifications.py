"""Other combinations and changed lists of a 20 x 7 answer, against one ranking each.

``pytest -n0 tests/benchmarks -s`` prints the figures.
"""

from functools import partial

import numpy as np

import mcda
from mcda.robust import agreement, multiverse, reversal
from mcda.robust.multiverse import defensible_methods
from tests.benchmarks import timed_rankings

best_of = partial(timed_rankings.best_of, times=15)
ranked = partial(timed_rankings.ranked, span=(0, 10))


def test_multiverse_of_twenty_weightings() -> None:
    ranking = ranked(20, 7)
    rng = np.random.default_rng(1)
    weightings = {
        f"w{k}": mcda.WeightVector.normalised(ranking.matrix.criteria, rng.dirichlet(np.ones(7)))
        for k in range(19)
    }
    methods = defensible_methods(ranking.method)
    found = multiverse(ranking, methods, weightings)
    assert found is not None
    took = best_of(lambda: multiverse(ranking, methods, weightings))
    vectors = [ranking.weights, *weightings.values()]
    single = best_of(
        lambda: [mcda.rank(ranking.problem, w, m) for m in methods for w in vectors], times=3
    )
    print(
        f"\n{len(found.methods)} configurations x 20 weightings of 20 x 7: {1e3 * took:.1f} ms,"
        f" rankings alone one by one {1e3 * single:.0f} ms"
    )
    assert len(found.methods) >= 40
    assert took < 0.050
    assert took < single


def test_reversal_and_agreement() -> None:
    ranking = ranked(20, 7)
    lists = best_of(lambda: reversal(ranking))
    others = best_of(lambda: agreement(ranking))
    print(f"\n62 changed lists of 20 x 7: {1e3 * lists:.2f} ms; agreement {1e3 * others:.2f} ms")
    assert lists < 0.002
    assert others < 0.002
