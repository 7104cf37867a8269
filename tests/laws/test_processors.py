"""What is shown is the same on every kind of processor, though the last bits are not.

The libraries below choose their code by the processor; children are made to choose as an older
one would, and tell the same problems in words.
"""

import os
import subprocess
import sys

import numpy as np
import pytest

import mcda
import weights
from mcda import Alternative, Criterion, Problem, rank
from mcda.explain import explain
from mcda.robust import fact_changes, smallest_change, stability

CONFIGURATIONS = (
    ("weighted_sum", {}),
    ("topsis", {}),
    ("topsis", {"normalisation": "minmax", "distance": "manhattan"}),
    ("weighted_product", {}),
    ("ahp", {}),
    ("vikor", {}),
    ("promethee2", {}),
)
PROCESSORS = (
    {"OPENBLAS_CORETYPE": "Haswell"},
    {"OPENBLAS_CORETYPE": "Prescott"},
    {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": "{simd}"},
)


def told() -> list[str]:
    """Return all sentences on problems of round numbers, where ties of rounding are common."""
    rng, said = np.random.default_rng(15), []
    for number in range(42):
        name, parameters = CONFIGURATIONS[number % len(CONFIGURATIONS)]
        m, n = int(rng.integers(3, 7)), int(rng.integers(2, 6))
        problem = Problem(
            criteria=[
                Criterion(id=f"c{j}", direction=("benefit", "cost")[int(rng.integers(2))])
                for j in range(n)
            ],
            alternatives=[Alternative(id=f"a{i}") for i in range(m)],
            performances=(rng.integers(1, 41, (m, n)) / 4).tolist(),
        )
        points = dict(zip(problem.criterion_ids, rng.integers(1, 9, n).tolist(), strict=True))
        vector = weights.resolve(
            {"kind": "direct", "values": {c: float(x) for c, x in points.items()}}, problem
        )
        ranking = rank(problem, vector, name, **parameters)
        bounds = stability(ranking)
        change = smallest_change(ranking)
        facts = fact_changes(ranking).nearest[:5]
        for language in mcda.texts.LANGUAGES:
            said += [note.say(language) for note in explain(ranking, stability=bounds).sentences]
            said += [] if change is None else [change.sentence.say(language)]
            said += [fact.sentence.say(language) for fact in facts]
    return said


def simd() -> str:
    """Return what this NumPy would use of this processor and can do without."""
    return " ".join(np.show_config("dicts")["SIMD Extensions"].get("found", ()))


@pytest.mark.long
@pytest.mark.parametrize("processor", PROCESSORS, ids=lambda p: "-".join(p.values()))
def test_another_kind_of_processor_shows_the_same(processor):
    other = {name: value.format(simd=simd()) for name, value in processor.items()}
    command = "from tests.laws.test_processors import told; print('\\n'.join(told()))"
    child = subprocess.run(
        [sys.executable, "-c", command],
        env={**os.environ, **other, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert child.returncode == 0, child.stderr
    assert child.stdout.splitlines() == told()
