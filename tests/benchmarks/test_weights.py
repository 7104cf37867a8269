"""Roads to weights and what is said about them, timed against what was asked of them."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

import mcda
import weights
from weights.ahp.group_statement import AhpGroup
from weights.ahp.winner_dependence import judgements_behind

JUDGES = 20


def best_of(run: Callable[[], Any], times: int = 7) -> float:
    run()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def judged(items: list[str], rng: np.random.Generator) -> list[list[float]]:
    true = rng.dirichlet(np.full(len(items), 3.0))
    n = len(items)
    found = np.ones((n, n))
    for i in range(n):
        for j in range(i + 1, n):
            step = np.exp(rng.normal(np.log(true[i] / true[j]), 0.2))
            found[i, j] = float(np.clip(np.round(max(step, 1 / step)), 1, 9)) ** np.sign(step - 1)
            found[j, i] = 1 / found[i, j]
    return found.tolist()


def group() -> dict[str, Any]:
    """Return 20 judges of a tree of nine criteria under three nodes."""
    rng = np.random.default_rng(9)
    nodes = {f"n{k}": [f"c{3 * k + i}" for i in range(3)] for k in range(3)}

    def tree() -> dict[str, Any]:
        children = [
            {"id": name, "matrix": judged(items, rng), "children": items}
            for name, items in nodes.items()
        ]
        return {"id": "goal", "matrix": judged(list(nodes), rng), "children": children}

    judges = [{"name": f"j{k}", "hierarchy": tree()} for k in range(JUDGES)]
    return {"kind": "ahp_group", "judges": judges}


def problem(m: int = 20, n: int = 9) -> mcda.Problem:
    rng = np.random.default_rng(3)
    return mcda.Problem(
        criteria=[mcda.Criterion(id=f"c{j}", direction="benefit", range=(0, 10)) for j in range(n)],
        alternatives=[mcda.Alternative(id=f"p{i}") for i in range(m)],
        performances=rng.uniform(0, 10, (m, n)),
    )


def test_a_hierarchy_with_twenty_judges() -> None:
    statement = AhpGroup.model_validate(group())
    resolved = best_of(lambda: weights.resolve(statement))
    ranking = mcda.rank(problem(), weights.resolve(statement, problem()))
    decided = best_of(lambda: judgements_behind(statement, ranking), 3)
    draws = best_of(lambda: ranking.weights.known.sample(10_000, np.random.default_rng(1)), 3)  # type: ignore[union-attr]
    print(
        f"\n9 criteria in 3 nodes, 20 judges: resolved in {1e3 * resolved:.1f} ms (asked 20); "
        f"what decides {1e3 * decided:.1f} ms; 10 000 draws {1e3 * draws:.1f} ms"
    )
    assert resolved < 0.02


def test_comparing_twenty_profiles_on_twenty_parks() -> None:
    rng = np.random.default_rng(5)
    asked = problem(20, 7)
    said: dict[str, Any] = {
        f"profile {k}": {
            "kind": "ranked",
            "order": [[f"c{j}"] for j in rng.permutation(7).tolist()],
        }
        for k in range(20)
    }
    taken = best_of(lambda: weights.compare(asked, said), 3)
    print(f"\n20 weightings of 20 parks compared in {1e3 * taken:.1f} ms (asked 50)")
    assert taken < 0.05
