"""Measure on random problems which laws each method keeps; ``python -m mcda.testing.measure``.

The counts stand in ``mcda/methods/measured.toml``, where `mcda.measured` reads them.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from pathlib import Path

import numpy as np

from mcda.cells import FloatArray
from mcda.measured import LAWS, Kept
from mcda.method import Matrix, Method
from mcda.methods import METHODS
from mcda.testing.configurations import configurations
from mcda.testing.random_problems import SEED, RandomProblem, random_problem
from mcda.testing.strategies import takes

PROBLEMS, EARLY = 1000, 50
Law = Callable[[Method, RandomProblem, np.ndarray], bool | None]
_FACTORS = (1 / 1024, 0.25, 3.0, 1000.0)


def measured(method: Method, numbers: Iterable[int]) -> dict[str, Kept]:
    """Return how many of the random problems kept each law, of those in which it could break.

    Parameters
    ----------
    method
        Configured.
    numbers
        Of the problems.
    """
    lowest = -1.0 if takes(method, -1.0) else 0.0 if takes(method, 0.0) else 1.0
    counts = {law: [0, 0] for law in LAWS}
    for number in numbers:
        drawn = random_problem(number, lowest)
        before = _ranks(method, drawn.matrix, drawn.weights)[0]
        for law in LAWS:
            kept = _MEASURES[law](method, drawn, before)
            if kept is not None:
                counts[law][0] += kept
                counts[law][1] += 1
    return {law: Kept(kept=kept, tried=tried) for law, (kept, tried) in counts.items()}


def dominance(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool:
    """Tell whether no alternative made nowhere better than another is ranked above it."""
    rng, values = drawn.draws("dominance"), drawn.matrix.values
    m, n = values.shape
    rows, other = np.arange(m), (np.arange(m) + 1) % m
    tables = np.repeat(values[None], m, axis=0)
    fall = rng.random((m, n)) * (rng.random((m, n)) < 0.5)
    tables[rows, other] = values + fall * (drawn.worse - values)
    ranks = _ranks(method, drawn.holding(tables), drawn.weights)
    return bool((ranks[rows, other] >= ranks[rows, rows]).all())


def monotone(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool:
    """Tell whether no cell made better lowers the rank of its alternative."""
    rng, values = drawn.draws("monotone"), drawn.matrix.values
    m, n = values.shape
    each = np.arange(m * n)
    rows, columns = np.divmod(each, n)
    tables = np.repeat(values[None], m * n, axis=0)
    tables[each, rows, columns] += rng.random(m * n) * (drawn.better - values).ravel()
    ranks = _ranks(method, drawn.holding(tables), drawn.weights)
    return bool((ranks[each, rows] <= before[rows]).all())


def scale(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool:
    """Tell whether no column in another unit changes a rank."""
    rng, matrix = drawn.draws("scale"), drawn.matrix
    for j, factor in enumerate(rng.choice(_FACTORS, len(matrix.criteria))):
        unit = np.where(np.arange(len(matrix.criteria)) == j, factor, 1.0)
        moved = Matrix(
            values=matrix.values * unit,
            benefit=matrix.benefit,
            ranges=matrix.ranges * unit[:, None],
            alternatives=matrix.alternatives,
            criteria=matrix.criteria,
        )
        if (_ranks(method, moved, drawn.weights)[0] != before).any():
            return False
    return True


def reversal(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool | None:
    """Tell whether a winner stays first without each of the others; None where all are first."""
    losers = np.flatnonzero(before > 1)
    if not len(losers):
        return None
    kept = np.stack([np.delete(np.arange(len(before)), i) for i in losers])
    ranks = _ranks(method, drawn.holding(drawn.matrix.values[kept]), drawn.weights)
    return bool(((ranks == 1) & (before[kept] == 1)).any(axis=1).all())


_MEASURES: Mapping[str, Law] = {
    "dominance": dominance,
    "monotone": monotone,
    "scale": scale,
    "reversal": reversal,
}


def _ranks(method: Method, matrix: Matrix, weights: FloatArray) -> np.ndarray:
    size = len(matrix.values) if matrix.values.ndim == 3 else 1
    return method.prepare(matrix).ranks(np.repeat(weights[None], size, axis=0))


def written(methods: Iterable[Method]) -> str:
    """Return the document of counts for these methods.

    Parameters
    ----------
    methods
        Configured.
    """
    lines = [
        "# Written by `python -m mcda.testing.measure`: in how many random problems each law held.",
        f"seed = {SEED}",
        f"problems = {PROBLEMS}",
        f"early = {EARLY} # a test measures these again",
    ]
    for method in methods:
        early, late = measured(method, range(EARLY)), measured(method, range(EARLY, PROBLEMS))
        chosen = ", ".join(f"{k} = {json.dumps(v)}" for k, v in method.parameters.items())
        lines += ["", f"[[{method.name}]]", f"parameters = {{ {chosen} }}".replace("{  }", "{}")]
        for law in LAWS:
            part, rest = early[law], late[law]
            kept, tried = part.kept + rest.kept, part.tried + rest.tried
            counts = f"kept = {kept}, tried = {tried}, early = [{part.kept}, {part.tried}]"
            lines.append(f"{law} = {{ {counts} }}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure every configuration of every method and write the file."""
    every = (method for cls in METHODS.values() for method in configurations(cls))
    place = Path(str(files("mcda.methods").joinpath("measured.toml")))
    place.write_text(written(every), encoding="utf-8")


if __name__ == "__main__":
    main()
