"""CPU seconds of every part of an analysis by method and size, and the powers fitted to them.

``python -m tests.benchmarks.cost > api/cost.toml`` measures anew (some ten minutes on one core).
"""

import math
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import nnls

from mcda.cells import Interval
from mcda.errors import McdaError
from mcda.explain import explain
from mcda.methods import METHODS
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import Ranking, rank
from mcda.robust.acceptability import acceptability
from mcda.robust.agreement import DEFAULT_METHODS, agreement
from mcda.robust.budget import DEFAULT_SAMPLES as DEFAULT_WALKS
from mcda.robust.budget import budget
from mcda.robust.fact_changes import fact_changes
from mcda.robust.facts import ask_next
from mcda.robust.multiverse import defensible_methods, multiverse
from mcda.robust.possible_ranks import possible_ranks
from mcda.robust.reversal import reversal
from mcda.robust.smallest_change import smallest_change
from mcda.robust.stability import stability
from weights.comparison.disagreement import disagreements
from weights.comparison.regions import winner_regions
from weights.weightings import resolve

SIZES = ((6, 4), (20, 7), (50, 7), (50, 20), (120, 15), (200, 30))
SHARES = (0.0, 0.1, 0.3)
"""Of cells that are uncertain, half of them unknown."""
DRAWS = 10_000
LONGEST = 3.0
"""CPU seconds past which a part is not measured at the next size."""
LEAST = 1e-3
"""CPU seconds that are too few to be told apart."""
WALKS, WEIGHTINGS = 100, 8
PARTS: dict[str, Callable[[Ranking], Any]] = {
    "stability": stability,
    "smallest_change": smallest_change,
    "facts": fact_changes,
    "possible_ranks": possible_ranks,
    "reversal": reversal,
    "explanation": explain,
    "methods": lambda answer: agreement(answer, DEFAULT_METHODS),
    "multiverse": multiverse,
    "budget": lambda answer: budget(answer, defensible_methods(answer.method), samples=WALKS),
    "comparison": lambda answer: _pairs(answer),
}
SCALES = {"budget": DEFAULT_WALKS / WALKS, "comparison": (2 / WEIGHTINGS) ** 2}
"""By which a part is asked for more, or less, than is measured here."""


def _pairs(ranking: Ranking) -> None:
    """Look at every two weightings, as a comparison does; its verdicts count as draws."""
    form, matrix = ranking.prepared, ranking.matrix
    n = len(matrix.criteria)
    raw = np.array([[(7 * j + 3 * k) % 11 + 1 for j in range(n)] for k in range(WEIGHTINGS)])
    values = raw / raw.sum(axis=1, keepdims=True)
    names = [f"w{k}" for k in range(WEIGHTINGS)]
    winner_regions(form, matrix.alternatives, names, values)
    by_name = dict(zip(names, values, strict=True))
    disagreements(form, matrix, by_name, form.ranks(values), np.random.default_rng(7))


def problem_of(m: int, n: int, share: float, seed: int = 7) -> Problem:
    """Return ``m`` alternatives on ``n`` criteria; that share of the cells is uncertain."""
    rng = np.random.default_rng(seed)
    values = rng.uniform(1, 9, (m, n)).round(3)
    doubtful = rng.permutation(m * n)[: round(share * m * n)]
    cells: list[list[Any]] = values.tolist()
    for place, at in enumerate(doubtful.tolist()):
        i, j = divmod(at, n)
        low = float(values[i, j])
        cells[i][j] = None if place % 2 else Interval(low=low, high=low + 1)
    return Problem(
        criteria=tuple(
            Criterion(id=f"c{j}", direction=("benefit", "cost")[j % 2], range=(1.0, 10.0))
            for j in range(n)
        ),
        alternatives=tuple(Alternative(id=f"a{i}") for i in range(m)),
        performances=cells,
    )


def seconds_of(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return CPU seconds of all threads, and what the work returns; None where it cannot be."""
    begun = time.process_time()
    try:
        found = work()
    except McdaError:
        found = None
    return time.process_time() - begun, found


Row = tuple[int, int, int, float]


def measured(method: str, parts: Sequence[str]) -> dict[str, list[Row]]:
    """Return by part rows of alternatives, criteria, uncertain cells and CPU seconds."""
    found: dict[str, list[Row]] = {}
    slow: set[str] = set()
    for (m, n), share in product(SIZES, SHARES):
        for part, seconds in _one(method, problem_of(m, n, share), {*parts} - slow):
            found.setdefault(part, []).append((m, n, round(share * m * n), seconds))
            print(method, *found[part][-1], part, file=sys.stderr, flush=True)
        if share == SHARES[-1]:
            slow = {part for part, rows in found.items() if rows[-1][3] > LONGEST}
    return found


def _one(method: str, problem: Problem, parts: set[str]) -> Iterator[tuple[str, float]]:
    statement = {c: j % 5 + 1 for j, c in enumerate(problem.criterion_ids)}
    vector = resolve({"kind": "direct", "values": statement}, problem)
    seconds, answer = seconds_of(partial(rank, problem, vector, method=method))
    if answer is None:
        return
    yield "ranking", seconds
    for part in PARTS.keys() & parts:
        yield part, seconds_of(partial(PARTS[part], answer))[0] * SCALES.get(part, 1.0)
    if "draws" in parts:
        seconds, drawn = seconds_of(partial(acceptability, answer, DRAWS))
        yield "draws", seconds
        if drawn is not None:
            yield "ask_next", seconds_of(partial(ask_next, drawn))[0]


def powers(rows: list[Row]) -> list[float]:
    """Return ``c, a, b, d`` of ``c * m**a * n**b * (1 + uncertain)**d``, none but ``c`` below 0.

    Least squares of logarithms; what takes longer counts for more.
    """
    table = np.array(rows)
    seconds = np.maximum(table[:, 3], LEAST)
    features = np.column_stack(
        [np.ones(len(table)), -np.ones(len(table)), np.log(table[:, :2]), np.log1p(table[:, 2])]
    )
    weight = np.sqrt(1 + np.log(seconds / LEAST))[:, None]
    found, _ = nnls(features * weight, np.log(seconds) * weight[:, 0])
    return [math.exp(found[0] - found[1]), *found[2:].tolist()]


def main() -> None:
    """Measure all methods, or only the parts that are named, and print the table."""
    parts = sys.argv[1:] or [*PARTS, "draws"]
    print(f"# CPU seconds on {platform.machine()}, {date.today()}; see api/cost.py.")
    for method in METHODS:
        print(f"\n[{method}]")
        for part, rows in measured(method, parts).items():
            told = ", ".join(f"{value:.3g}" for value in powers(rows))
            print(f"{part} = [{told}]", flush=True)


if __name__ == "__main__":
    main()
