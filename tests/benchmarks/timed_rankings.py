"""Rankings of any size, and the least time of several."""

import time
from collections.abc import Callable

import numpy as np

import mcda


def ranked(m: int, n: int, seed: int = 5, span: tuple[float, float] | None = None) -> mcda.Ranking:
    rng = np.random.default_rng(seed)
    problem = mcda.Problem(
        criteria=[
            mcda.Criterion(id=f"c{j}", direction=("benefit", "cost")[j % 2], range=span)
            for j in range(n)
        ],
        alternatives=[mcda.Alternative(id=f"a{i}") for i in range(m)],
        performances=rng.uniform(1, 9, (m, n)),
    )
    return mcda.rank(problem, rng.dirichlet(np.ones(n)), "topsis")


def best_of(run: Callable[[], object], times: int = 7) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)
