"""Other combinations and changed lists of a 20 x 7 answer, against one ranking each.

``pytest -n0 tests/benchmarks -s`` prints the figures.
"""

import time
from collections.abc import Callable

import numpy as np

import mcda
from mcda.robust import agreement, multiverse, reversal
from mcda.robust.multiverse import defensible_methods


def ranked(m: int, n: int, seed: int = 5) -> mcda.Ranking:
    rng = np.random.default_rng(seed)
    problem = mcda.Problem(
        criteria=[
            mcda.Criterion(id=f"c{j}", direction=("benefit", "cost")[j % 2], range=(0, 10))
            for j in range(n)
        ],
        alternatives=[mcda.Alternative(id=f"a{i}") for i in range(m)],
        performances=rng.uniform(1, 9, (m, n)),
    )
    weights = mcda.WeightVector.normalised(problem.criterion_ids, rng.dirichlet(np.ones(n)))
    return mcda.rank(problem, weights, "topsis")


def best_of(run: Callable[[], object], times: int = 15) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


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
