"""CPU seconds of every part of an analysis by method and size, and the powers fitted to them.

``python -m tests.benchmarks.cost > api/rankings/cost.toml`` measures anew, some ten minutes on one
core.
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
from mcda.robust.budget import DEFAULT_SAMPLES as DEFAULT_WALKS
from mcda.robust.budget import budget
from scipy.optimize import nnls

from mcda.cells import Interval
from mcda.errors import McdaError
from mcda.explain import explain
from mcda.methods import METHODS
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import Ranking, rank
from mcda.robust.acceptability import acceptability
from mcda.robust.agreement import DEFAULT_METHODS, agreement
from mcda.robust.fact_changes import fact_changes
from mcda.robust.facts import ask_next
from mcda.robust.multiverse import defensible_methods, multiverse
from mcda.robust.possible_ranks import possible_ranks
from mcda.robust.reversal import reversal
from mcda.robust.smallest_change import smallest_change
from mcda.robust.stability import stability
from weights.ahp.repair_effects import least_fitting
from weights.comparison.disagreement import disagreements
from weights.knowledge import knowledge
from weights.weightings import WEIGHTINGS, resolve, statement_of

SIZES = ((6, 4), (20, 7), (50, 7), (50, 20), (120, 15), (200, 30))
SHARES = (0.0, 0.1, 0.3)
"""Of cells that are uncertain, half of them unknown."""
DRAWS = 10_000
LONGEST = 3.0
"""CPU seconds past which a part is not measured at the next size."""
LEAST = 1e-3
"""CPU seconds that are too few to be told apart."""
WALKS, COMPARED = 100, 8
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
SCALES = {"budget": DEFAULT_WALKS / WALKS, "comparison": (2 / COMPARED) ** 2}
"""By which a part is asked for more, or less, than is measured here."""


def _pairs(ranking: Ranking) -> None:
    """Look at every two weightings, as a comparison does; its verdicts count as draws."""
    form, matrix = ranking.prepared, ranking.matrix
    n = len(matrix.criteria)
    raw = np.array([[(7 * j + 3 * k) % 11 + 1 for j in range(n)] for k in range(COMPARED)])
    values = raw / raw.sum(axis=1, keepdims=True)
    by_name = {f"w{k}": row for k, row in enumerate(values)}
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


def _matrix(n: int, seed: int) -> list[list[float]]:
    """Return judgements that contradict each other, as people's do."""
    said = np.random.default_rng(seed).choice([1.0, 2, 3, 5, 7, 9, 1 / 3, 1 / 5, 1 / 7], (n, n))
    upper = np.triu(said, 1)
    lower = np.divide(1.0, upper.T, out=np.zeros((n, n)), where=upper.T > 0)
    found: list[list[float]] = (upper + lower + np.eye(n)).tolist()
    return found


def _group(judges: int) -> dict[str, Any]:
    items = [f"c{j}" for j in range(9)]
    said = [{"name": f"j{k}", "matrix": _matrix(9, k)} for k in range(judges)]
    return {"kind": "ahp_group", "items": items, "judges": said}


def _tree(nodes: int) -> dict[str, Any]:
    children = [
        {"id": f"n{k}", "matrix": _matrix(9, k), "children": [f"c{k}_{j}" for j in range(9)]}
        for k in range(nodes)
    ]
    top = {"id": "all", "matrix": _matrix(nodes, 0), "children": children}
    return {"kind": "ahp", "hierarchy": top}


def _constraints(count: int) -> dict[str, Any]:
    said = [
        {"ratio": [f"c{k % 20}", f"c{(k + 1 + k // 20) % 20}"], "low": 0.01} for k in range(count)
    ]
    return {"kind": "imprecise", "constraints": said}


def _replies(count: int) -> dict[str, Any]:
    said = [
        {
            "first": {"criterion": f"c{k % 7}", "value": (k + 1) / (count + 1)},
            "second": {"criterion": f"c{(k + 1 + k // 7) % 7}", "value": 0.5},
            "reply": ("first", "second", "equal")[k % 3],
        }
        for k in range(count)
    ]
    return {"kind": "replies", "replies": said}


KINDS: dict[str, tuple[Callable[[int], dict[str, Any]], int, int]] = {
    "ahp": (_tree, 2, 8),
    "ahp_group": (_group, 5, 40),
    "imprecise": (_constraints, 30, 150),
    "replies": (_replies, 5, 40),
}
"""Statements of a size, and two sizes; what is not here takes as long whatever its size."""


def _weighed(stated: dict[str, Any]) -> float:
    """Return the CPU seconds of a statement, of what may be drawn by it, and of its faults."""
    read = statement_of(stated)
    return seconds_of(lambda: (knowledge(resolve(read)), least_fitting(read)))[0]


def weights_table() -> Iterator[str]:
    """Yield by kind the seconds of a statement, and those of each part in it."""
    for kind, weighting in WEIGHTINGS.items():
        if kind in KINDS:
            make, few, many = KINDS[kind]
            least, most = _weighed(make(few)), _weighed(make(many))
            each = max(most - least, 0.0) / (many - few)
            yield f"{kind} = [{max(least - few * each, LEAST):.3g}, {each:.3g}]"
        else:
            seconds = seconds_of(partial(resolve, weighting.examples[0]))[0]
            yield f"{kind} = [{max(seconds, 10 * LEAST):.3g}, 0]"


def main() -> None:
    """Measure all methods, or only the parts that are named, and print the table."""
    parts = sys.argv[1:] or [*PARTS, "draws"]
    print(f"# CPU seconds on {platform.machine()}, {date.today()}; see api/rankings/cost.py.")
    if not sys.argv[1:]:
        print("\n[weights]", *weights_table(), sep="\n", flush=True)
    for method in METHODS:
        print(f"\n[{method}]")
        for part, rows in measured(method, parts).items():
            told = ", ".join(f"{value:.3g}" for value in powers(rows))
            print(f"{part} = [{told}]", flush=True)


if __name__ == "__main__":
    main()
