"""Scores against pymcdm on random problems, to 1e-9.

pymcdm is imported inside the tests: it brings matplotlib and pandas, whose warnings at import are
not ours.
"""

import importlib
import warnings

import numpy as np
import pytest

import weights
from mcda import Alternative, Criterion, Problem, WeightVector, rank
from tests.laws.test_pymcdm_methods import library

PROBLEMS = 200


@pytest.fixture(scope="module")
def peer():
    return library()


@pytest.fixture(scope="module")
def normalisations(peer):
    return importlib.import_module("pymcdm.normalizations")


def _draw(rng, *, m=(3, 12), n=(2, 8)):
    shape = int(rng.integers(*m)), int(rng.integers(*n))
    values = rng.uniform(1, 100, shape)
    types = rng.choice([-1, 1], shape[1])
    weights = rng.dirichlet(np.ones(shape[1]))
    low, high = values.min(axis=0), values.max(axis=0)
    margin = rng.uniform(0.1, 5, (2, shape[1]))
    return values, types, weights, np.stack([low - margin[0], high + margin[1]], axis=1)


def _ours(values, types, weights, bounds, name, **parameters):
    problem = Problem(
        criteria=[
            Criterion(id=f"c{j}", direction="benefit" if t == 1 else "cost", range=tuple(bounds[j]))
            for j, t in enumerate(types)
        ],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(values))],
        performances=values.tolist(),
    )
    return rank(
        problem, WeightVector.normalised(problem.criterion_ids, weights), name, **parameters
    )


def _agree(answer, method, values, types, weights):
    # Their validation only warns of dominated alternatives, which random problems have.
    theirs = method(values, weights, types, validation=False)
    np.testing.assert_allclose(answer.scores, theirs, rtol=0, atol=1e-9)
    best = theirs.min() if answer.method.traits.lower_is_better else theirs.max()
    assert theirs[answer.order[0]] == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize("kind", ["vector", "minmax"])
def test_topsis(peer, normalisations, kind):
    # pymcdm inverts a cost as 1 - x/norm and takes the maximum as ideal: the same distances as
    # keeping x/norm and taking the minimum.
    method = peer.TOPSIS(getattr(normalisations, f"{kind}_normalization"))
    rng = np.random.default_rng(1)
    for _ in range(PROBLEMS):
        values, types, weights, bounds = _draw(rng)
        answer = _ours(values, types, weights, bounds, "topsis", normalisation=kind)
        _agree(answer, method, values, types, weights)


@pytest.mark.parametrize("v", [0.0, 0.3, 0.5, 1.0])
def test_vikor(peer, v):
    rng = np.random.default_rng(2)
    for _ in range(PROBLEMS):
        values, types, weights, bounds = _draw(rng)
        answer = _ours(values, types, weights, bounds, "vikor", v=v)
        # Without a normalisation pymcdm's VIKOR reads costs by itself as negative benefits.
        _agree(answer, peer.VIKOR(v=v), values, types, weights)


def test_promethee2_usual(peer):
    rng = np.random.default_rng(3)
    for _ in range(PROBLEMS):
        values, types, weights, bounds = _draw(rng)
        values = np.round(values / 10)  # so that equal cells occur
        bounds = np.stack([values.min(axis=0) - 1, values.max(axis=0) + 1], axis=1)
        answer = _ours(values, types, weights, bounds, "promethee2")
        _agree(answer, peer.PROMETHEE_II("usual"), values, types, weights)


def test_promethee2_linear(peer):
    rng = np.random.default_rng(4)
    for _ in range(PROBLEMS):
        values, types, weights, bounds = _draw(rng)
        q = rng.uniform(0, 10, len(types))
        p = q + rng.uniform(1, 40, len(types))
        preferences = {f"c{j}": {"type": "linear", "q": q[j], "p": p[j]} for j in range(len(types))}
        answer = _ours(values, types, weights, bounds, "promethee2", preferences=preferences)
        # "vshape_2" is pymcdm's name; built anew each time, since it keeps state.
        _agree(answer, peer.PROMETHEE_II("vshape_2", p=p, q=q), values, types, weights)


def test_spotis(peer):
    rng = np.random.default_rng(5)
    for _ in range(PROBLEMS):
        values, types, weights, bounds = _draw(rng)
        answer = _ours(values, types, weights, bounds, "spotis")
        _agree(answer, peer.SPOTIS(bounds), values, types, weights)


@pytest.mark.parametrize("name", ["ARAS", "CODAS", "EDAS", "MABAC", "MARCOS"])
def test_without_settings(peer, name):
    # Not COPRAS: pymcdm 1.4.0 adds what costs instead of dividing by it.
    rng = np.random.default_rng(6)
    for _ in range(PROBLEMS):
        values, types, weights, bounds = _draw(rng)
        answer = _ours(values, types, weights, bounds, name.lower())
        _agree(answer, getattr(peer, name)(), values, types, weights)


def test_moora(peer):
    rng = np.random.default_rng(7)
    for _ in range(PROBLEMS):
        values, types, weights, bounds = _draw(rng)
        types[0] = -1  # pymcdm refuses problems without a cost
        answer = _ours(values, types, weights, bounds, "moora")
        _agree(answer, peer.MOORA(), values, types, weights)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_waspas(peer, share):
    rng = np.random.default_rng(8)
    for _ in range(PROBLEMS):
        values, types, weights, bounds = _draw(rng)
        answer = _ours(values, types, weights, bounds, "waspas", **{"lambda": share})
        _agree(answer, peer.WASPAS(l=share), values, types, weights)


def test_merec_weights():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        merec = importlib.import_module("pymcdm.weights").merec_weights
    rng = np.random.default_rng(11)
    for _ in range(PROBLEMS):
        m, n = int(rng.integers(3, 12)), int(rng.integers(2, 8))
        values, types = rng.uniform(0.5, 9, (m, n)), rng.choice([-1, 1], n)
        problem = Problem(
            criteria=[
                Criterion(id=f"c{j}", direction="benefit" if types[j] == 1 else "cost")
                for j in range(n)
            ],
            alternatives=[Alternative(id=f"a{i}") for i in range(m)],
            performances=values,
        )
        found = weights.resolve({"kind": "objective", "scheme": "merec"}, problem).values
        np.testing.assert_allclose(found, merec(values, types), rtol=0, atol=1e-9)
