"""Measure on random problems which laws each method keeps; ``python -m mcda.testing.measure``.

The counts are in ``mcda/methods/measurements.toml``, where `mcda.methods.measurements` reads
them.
"""

import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from mcda.entrance.configurations import configurations
from mcda.entrance.matrix_laws import MEASURES, lowest_of, ranks_of
from mcda.entrance.random_problems import SEED, random_problem
from mcda.method import Method
from mcda.methods import METHODS
from mcda.methods.measurements import LAWS, Kept

PROBLEMS, EARLY = 1000, 50


def measured(method: Method, numbers: Iterable[int]) -> dict[str, Kept]:
    """Return how many of the random problems kept each law, of those in which it could break.

    Parameters
    ----------
    method
        Configured.
    numbers
        Of the problems.
    """
    lowest = lowest_of(method)
    counts = {law: [0, 0] for law in LAWS}
    for number in numbers:
        problem = random_problem(number, lowest)
        before = ranks_of(method, problem.matrix, problem.weights)[0]
        for law in LAWS:
            holds = MEASURES[law](method, problem, before)
            if holds is not None:
                counts[law][0] += holds
                counts[law][1] += 1
    return {law: Kept(kept=successes, tried=trials) for law, (successes, trials) in counts.items()}


def written(methods: Iterable[Method]) -> str:
    """Return the TOML document of counts for these methods.

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
            successes, trials = part.kept + rest.kept, part.tried + rest.tried
            counts = f"kept = {successes}, tried = {trials}, early = [{part.kept}, {part.tried}]"
            lines.append(f"{law} = {{ {counts} }}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure every configuration of every method and write the file."""
    every = (method for cls in METHODS.values() for method in configurations(cls))
    place = Path(str(files("mcda.methods").joinpath("measurements.toml")))
    place.write_text(written(every), encoding="utf-8")


if __name__ == "__main__":
    main()
