"""What PySensMCDA finds and in what time; `test_peers` runs this in an environment of its own.

The question comes as JSON on standard input, the answer goes as JSON to standard output.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from pymcdm.methods import TOPSIS
from pymcdm.normalizations import vector_normalization
from pysensmcda import calculate_preference
from pysensmcda.criteria import range_modification
from pysensmcda.robustness import entropy_choice, pairwise_winning_indices
from pysensmcda.smaa import simulate, smaa2

METHOD = TOPSIS(vector_normalization)


def best_of(run: Callable[[], Any], times: int) -> tuple[float, Any]:
    best = np.inf
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        best = min(best, time.perf_counter() - start)
    return best, result


def ranks(problem: tuple[np.ndarray, np.ndarray], asked: dict[str, Any]) -> dict[str, Any]:
    """Rank under weights from a file; sums only, by one worker and by two."""
    weights = np.load(asked["weights"])

    def counted(jobs: int, size: int) -> Any:
        return simulate(METHOD, *problem, weights[:size], store="accumulate", n_jobs=jobs)

    counted(2, 200)  # starts the workers
    alone, _ = best_of(lambda: counted(1, len(weights)), asked["times"])
    two, result = best_of(lambda: counted(2, len(weights)), asked["times"])
    return {
        "one worker": alone,
        "two workers": two,
        "ranks": result.rank_counts.tolist(),
        "first_weights": result.first_rank_weight_sums.tolist(),
    }


def acceptability(problem: tuple[np.ndarray, np.ndarray], asked: dict[str, Any]) -> dict[str, Any]:
    """Draw weights, rank, and take all the indices that `mcda.robust.acceptability` takes."""

    def indices(jobs: int, samples: int = asked["samples"]) -> Any:
        found = smaa2(METHOD, *problem, num_samples=samples, n_jobs=jobs, seed=3)
        pairwise_winning_indices(found.simulation.rankings)
        entropy_choice(found.simulation.rankings)
        return found.acceptability

    indices(2, 200)
    alone, _ = best_of(lambda: indices(1), asked["times"])
    two, first = best_of(lambda: indices(2), asked["times"])
    return {"one worker": alone, "two workers": two, "first": first.tolist()}


def scan(problem: tuple[np.ndarray, np.ndarray], asked: dict[str, Any]) -> dict[str, Any]:
    """Move one weight after the other in steps over 0..1 and see who is first."""
    weights, call = np.array(asked["weights"]), dict(zip(("matrix", "types"), problem, strict=True))
    ranges = np.tile([0.0, 1.0], (len(weights), 1))

    def firsts() -> tuple[list[Any], np.ndarray]:
        changed = range_modification(weights, ranges, step=asked["step"])
        keywords = {**call, "validation": False}
        return changed, calculate_preference(range_modification, changed, METHOD, keywords)

    seconds, (changed, preferences) = best_of(firsts, asked["times"])
    return {
        "one worker": seconds,
        "criterion": [int(row[0]) for row in changed],
        "weight": [float(row[1]) for row in changed],
        "first": preferences.argmax(axis=1).tolist(),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # that confidence factors of certain values are all 1
    question = json.load(sys.stdin)
    run = {"ranks": ranks, "acceptability": acceptability, "scan": scan}[question["what"]]
    json.dump(
        run((np.array(question["matrix"]), np.array(question["types"])), question), sys.stdout
    )
