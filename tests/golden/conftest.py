"""Published and peer-computed cases: `cases/<id>.json`, chosen by a module's CASES pattern."""

import json
import tomllib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector

FOLDER = Path(__file__).parent / "cases"
REFERENCE_TOLERANCE = 1e-6


def _missing():
    """Return what `missing.toml` lists, by case; keys are None where the whole case is missing."""
    with (FOLDER.parent / "missing.toml").open("rb") as file:
        entries = tomllib.load(file)["missing"]
    found = {entry["case"]: {"keys": entry.get("keys"), **entry} for entry in entries}
    assert len(found) == len(entries)
    return found


MISSING = _missing()


class Case:
    """One file: input, published numbers (`expected`), own recomputation (`reference`)."""

    def __init__(self, path):
        self.id = path.stem
        self.document = json.loads(path.read_text(encoding="utf-8"))
        self.input = self.document["input"]
        self.expected = self.document["expected"]
        self.reference = self.document.get("reference", {})
        self.extra = self.document.get("reference_extra", {})

    def problem(self):
        """Read matrix, types, bounds and names; criteria are c0, c1, ..."""
        return make_problem({**self.input, **self.input.get("model", {})})

    def weights(self):
        problem = self.problem()
        return WeightVector.normalised(problem.criterion_ids, numbers(self.input["weights"]))

    def check(self, **found):
        """Compare what was found with every key of `expected` and of `reference`."""
        listed = set(MISSING.get(self.id, {}).get("keys", ()))
        missing = set(self.expected) - set(found)
        assert missing == listed, f"{self.id}: nothing computed for {sorted(missing)}"
        for key in self.expected.keys() - listed:
            _compare(found[key], self.expected[key], key, self.tolerance)
        for key in self.reference.keys() - listed:
            _compare(found[key], self.reference[key], key, lambda _: REFERENCE_TOLERANCE)

    def tolerance(self, key):
        given = self.document["tolerance"]
        if isinstance(given, int | float):
            return given
        return given.get(key, given.get(key.partition(".")[0], given["default"]))


def make_problem(given):
    """Build a problem from `matrix`, `types`, `bounds` and names."""
    matrix = numbers(given["matrix"])
    n = matrix.shape[1]
    names = given.get("alternatives", [f"a{i}" for i in range(len(matrix))])
    labels = given.get("criteria", [f"c{j}" for j in range(n)])
    types, bounds = given.get("types", [1] * n), given.get("bounds", [None] * n)
    return Problem(
        criteria=[
            Criterion(
                id=labels[j],
                direction="benefit" if types[j] == 1 else "cost",
                range=None if bounds[j] is None else tuple(bounds[j]),
            )
            for j in range(n)
        ],
        alternatives=[Alternative(id=name) for name in names],
        performances=matrix.tolist(),
    )


def numbers(rows):
    """Read numbers; a string such as "1/7" is an exact fraction."""
    if isinstance(rows, list):
        return np.array([numbers(row) for row in rows])
    return float(Fraction(rows)) if isinstance(rows, str) else float(rows)


def _compare(found, wanted, key, tolerance):
    if isinstance(wanted, dict):
        for name, value in wanted.items():
            _compare(found[name], value, f"{key}.{name}", tolerance)
    elif isinstance(wanted, bool):
        assert found is wanted, key
    else:
        np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance(key), err_msg=key)


def pytest_generate_tests(metafunc):
    if "case" in metafunc.fixturenames:
        paths = [p for p in sorted(FOLDER.glob("*.json")) if p.match(metafunc.module.CASES)]
        assert paths, metafunc.module.CASES
        metafunc.parametrize("case", [pytest.param(Case(p), id=p.stem) for p in paths])


@pytest.fixture
def read_numbers():
    return numbers


@pytest.fixture
def read_case():
    return lambda name: Case(FOLDER / f"{name}.json")


@pytest.fixture
def missing():
    return MISSING
