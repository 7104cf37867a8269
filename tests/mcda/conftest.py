"""Small problems by hand: columns c0, c1, ..., rows a0, a1, ..."""

import numpy as np
import pytest

from mcda import WeightVector, make_method
from mcda.method import Matrix
from tests.mcda.small_problems import problem_of


def _weights(*values):
    return WeightVector.normalised([f"c{j}" for j in range(len(values))], values)


def _matrix(values, benefit=None, ranges=None):
    values = np.array(values, dtype=float)
    m, n = values.shape[-2:]
    return Matrix(
        values=values,
        benefit=np.array([True] * n if benefit is None else benefit),
        ranges=np.full((n, 2), np.nan) if ranges is None else np.array(ranges, dtype=float),
        alternatives=tuple(f"a{i}" for i in range(m)),
        criteria=tuple(f"c{j}" for j in range(n)),
    )


def _scores(name, values, weights, benefit=None, ranges=None, **parameters):
    prepared = make_method(name, parameters).prepare(_matrix(values, benefit, ranges))
    return prepared.scores(np.array([weights], dtype=float))[0]


@pytest.fixture(scope="session")
def make_problem():
    return problem_of


@pytest.fixture(scope="session")
def weigh():
    return _weights


@pytest.fixture(scope="session")
def make_matrix():
    return _matrix


@pytest.fixture(scope="session")
def score():
    return _scores
