"""Whether 95 % intervals of weights hold the truth when people err, and what experts answer next.

``python -m tests.studies.judgement_error 300 [ahp_nine_experts.json]`` simulates people whose
judgements are off by a given standard deviation in logarithms, lets the engine resolve each
statement, and counts how often the told interval (`weights.knowledge`) holds the true weight.
Answers are exact numbers, or rounded to the 17 steps of the 1-9 scale (9 at most). True weights
are drawn uniformly from the simplex; for answers on the scale, whose end true ratios must not pass
too often, as logarithms with a standard deviation of .8, that of real experts. Judges of a group
have priorities of their own, about the truth with the same standard deviation as their errors.

The second argument is a file of real judgements, ``{"items": [...], "matrices": [[[...]]]}``: some
of a person's answers are held back and looked for in the 95 % intervals of what the person would
answer (error of the answer included) that the others give.

Figures: docs/studies.md.
"""

import json
import sys
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np

from weights import resolve
from weights.ahp.errors import JudgementErrors
from weights.ahp.statement import AhpStatement, AhpWeighting
from weights.knowledge import knowledge

ERRORS = (0.35, 0.5, 0.83)
DESIGNS = ((7, 6), (8, 7), (7, 8), (4, 6), (7, 10), (8, 14), (7, 21), (8, 28))
GROUPED = ((7, 6), (4, 6), (8, 14), (8, 28))
JUDGES = (3, 5, 9)
AGGREGATES = ("judgements", "priorities")
HELD = (24, 14, 10, 8, 7)
STEPS = np.log([1 / k for k in range(9, 1, -1)] + list(range(1, 10)))
POPULATION = 20_000


def connected(n: int, answers: int, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Return so many random pairs of n items that link them all."""
    order, linked = rng.permutation(n).tolist(), []
    for place in range(1, n):
        pair = order[place], order[int(rng.integers(place))]
        linked.append((min(pair), max(pair)))
    others = [pair for pair in combinations(range(n), 2) if pair not in linked]
    more = rng.permutation(len(others))[: answers - len(linked)]
    return linked + [others[k] for k in more]


def answer(ratio: Any, error: float, scale: bool, rng: np.random.Generator) -> Any:
    """Return judgements ``(k,)`` of log ratios ``(k,)``."""
    said = np.asarray(ratio) + error * rng.standard_normal(len(ratio))
    if scale:
        said = STEPS[np.abs(said[:, None] - STEPS).argmin(axis=1)]
    return np.exp(said)


def matrix(n: int, pairs: Any, judged: Any) -> list[list[float | None]]:
    """Return a reciprocal matrix, None where not judged."""
    rows: list[list[float | None]] = [[1.0 if i == j else None for j in range(n)] for i in range(n)]
    for (i, j), value in zip(pairs, judged, strict=True):
        rows[i][j], rows[j][i] = float(value), 1 / float(value)
    return rows


def truth(n: int, scale: bool, rng: np.random.Generator) -> Any:
    """Return true priorities in logarithms."""
    return 0.8 * rng.standard_normal(n) if scale else np.log(rng.dirichlet(np.ones(n)))


def share_held(statement: dict[str, Any], items: list[str], true: Any) -> float:
    """Return the share of true weights inside the told intervals."""
    told = knowledge(resolve(statement)).intervals
    return float(np.mean([told[c][0] <= w <= told[c][1] for c, w in zip(items, true, strict=True)]))


def one_judge(n: int, answers: int, error: float, scale: bool, rng: Any) -> float:
    """Return the share of weights held for one simulated person."""
    true, pairs = truth(n, scale, rng), connected(n, answers, rng)
    judged = answer([true[i] - true[j] for i, j in pairs], error, scale, rng)
    items = [f"c{k}" for k in range(n)]
    said = {"kind": "ahp", "items": items, "matrix": matrix(n, pairs, judged)}
    return share_held(said, items, as_weights(true))


def judges(
    n: int, answers: int, error: float, count: int, aggregate: str, rng: np.random.Generator
) -> float:
    """Return the share of weights held for one simulated group."""
    true, pairs = truth(n, False, rng), connected(n, answers, rng)
    own = true + error * rng.standard_normal((count, n))
    items = [f"c{k}" for k in range(n)]
    members = []
    for k, row in enumerate(own):
        judged = answer([row[i] - row[j] for i, j in pairs], error, False, rng)
        members.append({"name": f"judge {k}", "matrix": matrix(n, pairs, judged)})
    said = {"kind": "ahp_group", "items": items, "judges": members, "aggregate": aggregate}
    if aggregate == "judgements":
        return share_held(said, items, as_weights(true))
    everybody = as_weights(true + error * rng.standard_normal((POPULATION, n)))
    return share_held(said, items, everybody.mean(axis=0))


def best_worst(n: int, error: float, scale: bool, rng: Any) -> float:
    """Return the share of weights held for one person asked for the best and the worst."""
    true = truth(n, scale, rng)
    best, worst = int(true.argmax()), int(true.argmin())
    items = [f"c{k}" for k in range(n)]

    def said(ratios: Any, among: list[int]) -> dict[str, float]:
        given = np.maximum(answer(ratios, error, scale, rng), 1.0)
        return {items[j]: float(value) for j, value in zip(among, given, strict=True)}

    others = [j for j in range(n) if j not in (best, worst)]
    whole = said([true[best] - true[worst]], [worst])[items[worst]]
    statement = {
        "kind": "best_worst",
        "best": items[best],
        "worst": items[worst],
        "best_to_others": {**said(true[best] - true[others], others), items[worst]: whole},
        "others_to_worst": {**said(true[others] - true[worst], others), items[best]: whole},
    }
    statement["best_to_others"][items[best]] = statement["others_to_worst"][items[worst]] = 1.0
    return share_held(statement, items, as_weights(true))


def as_weights(logarithms: Any) -> Any:
    """Return weights that sum to 1."""
    raised = np.exp(logarithms - logarithms.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def coverage(make: Any, *args: Any, replications: int, seed: int = 1) -> float:
    """Return the mean share held over so many simulated statements."""
    rng = np.random.default_rng(seed)
    return float(np.mean([make(*args, rng=rng) for _ in range(replications)]))


def foretold(
    rows: Any, items: list[str], answers: int, rng: np.random.Generator
) -> tuple[int, int]:
    """Return how many of the answers held back lie inside, and how many there are."""
    n = len(rows)
    pairs = connected(n, answers, rng)
    said = matrix(n, pairs, [rows[i][j] for i, j in pairs])
    statement = AhpStatement.model_validate({"kind": "ahp", "items": items, "matrix": said})
    known = AhpWeighting().resolve(statement, None).known
    assert isinstance(known, JudgementErrors)
    weights = np.log(known.sample(2000, np.random.default_rng(7)))
    noise = known.size.sample(2000, rng) * rng.standard_normal(2000)
    inside = total = 0
    for i, j in combinations(range(n), 2):
        if (i, j) not in pairs:
            low, high = np.quantile(weights[:, i] - weights[:, j] + noise, [0.025, 0.975])
            inside += bool(low <= np.log(rows[i][j]) <= high)
            total += 1
    return inside, total


def experts(path: str, replications: int) -> Iterator[tuple[int, float]]:
    """Yield the number of answers and the share of the others inside their intervals."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    for answers in HELD:
        rng = np.random.default_rng(answers)
        found = [
            foretold(rows, data["items"], answers, rng)
            for rows in data["matrices"]
            for _ in range(replications)
        ]
        yield answers, sum(f[0] for f in found) / sum(f[1] for f in found)


def row(name: str, make: Any, cells: list[tuple[Any, ...]], replications: int) -> None:
    """Print a row of a table: a name, the cells, and their mean."""
    held = [coverage(make, *cell, replications=replications) for cell in cells]
    told = [f"{share:.3f}".lstrip("0") for share in (*held, float(np.mean(held)))]
    print(f"| {name} | {' | '.join(told)} |", flush=True)


def main(replications: int, path: str | None) -> None:
    """Print all tables."""
    heading = "".join(f" {error} |" for error in ERRORS)
    print(f"| one judge |{heading} mean |\n|---|---|---|---|---|")
    for scale, (n, answers) in product((False, True), DESIGNS):
        name = f"{n} criteria, {answers} answers{', on the scale' if scale else ''}"
        row(name, one_judge, [(n, answers, e, scale) for e in ERRORS], replications)
    for n in (4, 5, 7, 9):
        row(f"best-worst, {n}", best_worst, [(n, e, False) for e in ERRORS], replications)
    print(f"\n| judges |{heading} mean |\n|---|---|---|---|---|")
    for aggregate, (n, answers), count in product(AGGREGATES, GROUPED, JUDGES):
        name = f"{count}, {n} criteria, {answers} answers, {aggregate}"
        row(name, judges, [(n, answers, e, count, aggregate) for e in ERRORS], replications)
    if path is not None:
        print("\n| answers | others inside |\n|---|---|")
        for answers, share in experts(path, max(1, replications // 3)):
            print(f"| {answers} | {share:.3f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 300, sys.argv[2] if sys.argv[2:] else None)
