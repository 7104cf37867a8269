"""Stochastic acceptability: given samples to the last digit, drawn ones within their error."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from mcda import Alternative, Beta, Criterion, Problem, WeightVector, rank
from mcda.kernel import LinearForm
from mcda.robust import acceptability, exact_acceptability
from mcda.robust.rank_counts import count

CASES = "smaa_*.json"
DATA = Path(__file__).parent / "cases"
DRAWS = 200_000
PRINTED = 1e-5  # digits of the case's own draws


def test_case(case, read_numbers):
    if "samples" in case.input:
        given_samples(case, read_numbers)
    elif "measurements" in case.input:
        drawn_cells(case, read_numbers)
    else:
        exact_share(case, read_numbers)


def read_samples(name):
    with gzip.open(DATA / name, "rt") as lines:
        return np.loadtxt(lines, delimiter=",")


def given_samples(case, read_numbers):
    """Deterministic: partial values (and weights) of every draw are in the case."""
    names, n = case.input["alternatives"], len(case.input["criteria"])
    values = read_samples(case.input["samples"]["measurements_csv_gz"]).reshape(-1, len(names), n)
    if "weights_csv_gz" in case.input["samples"]:
        weights = read_samples(case.input["samples"]["weights_csv_gz"])
    else:
        weights = np.tile(read_numbers(case.input["weights"]["weights"]), (len(values), 1))
    found = count(lambda tile: LinearForm(values[tile]), weights, compared=len(values))
    central = found.first_weights / found.ranks[:, 0, None]
    case.check(
        rank_acceptability=by_name(names, found.ranks / len(values)),
        pairwise_winning=by_name(names, found.pairs / found.compared),
        central_weights=by_name(names, central),
        confidence_factor=dict(zip(names, confidence(values, central), strict=True)),
    )


def confidence(values, central):
    """Return how often each is first under its own central weights."""
    form = LinearForm(values)
    ranks = [form.ranks(np.tile(w, (len(values), 1)))[:, i] for i, w in enumerate(central)]
    return (np.array(ranks) == 1).mean(axis=1)


def by_name(names, rows):
    return {name: np.asarray(row) for name, row in zip(names, rows, strict=True)}


def drawn_cells(case, read_numbers):
    """Own draws against the published values and against 6,000,000 draws of the case."""
    names, fixed = case.input["alternatives"], case.input["weights"]["type"] == "fixed"
    problem = Problem(
        criteria=[
            Criterion(
                id=c["name"],
                direction="cost" if c["direction"] == "decreasing" else "benefit",
                range=tuple(c["range"]),
            )
            for c in case.input["criteria"]
        ],
        alternatives=[Alternative(id=name) for name in names],
        performances=[
            [Beta(alpha=m["alpha"], beta=m["beta"]) for m in case.input["measurements"][name]]
            for name in names
        ],
    )
    given = read_numbers(case.input["weights"]["weights"]) if fixed else np.ones(3)
    weights = WeightVector.normalised(problem.criterion_ids, given)
    ranking = rank(problem, weights, "weighted_sum", normalisation="range")
    found = acceptability(ranking, DRAWS, 1, 0 if fixed else "any")
    made = {"confidence_factor": found.confidence_samples}
    shares = by_name(names, found.rank_shares)
    reference = case.document["reference_mc"]
    confidence = dict(zip(names, found.confidence_factors.tolist(), strict=True))
    central = by_name(names, found.central_weights)
    printed = {
        "rank_acceptability": shares,
        "central_weights": central,
        "confidence_factor": confidence,
    }
    for key in case.expected:
        for name in names:
            np.testing.assert_allclose(
                printed[key][name], case.expected[key][name], atol=case.tolerance(key)
            )
    # Shares, pairwise wins and confidence factors: within four standard errors of both.
    sampled = {**printed, "pairwise_winning": by_name(names, found.pairwise)}
    for key in ("rank_acceptability", "pairwise_winning", "confidence_factor"):
        for name in names:
            wanted = np.array(reference[key][name])
            variance = wanted * (1 - wanted) * (1 / made.get(key, DRAWS) + 1 / reference["draws"])
            error = 4 * np.sqrt(variance) + PRINTED
            assert (np.abs(sampled[key][name] - wanted) <= error).all(), (key, name)
    for name in names:
        np.testing.assert_allclose(central[name], reference["central_weights"][name], atol=0.005)


def exact_share(case, read_numbers):
    """A polygon of the weight triangle."""
    difference = read_numbers(case.input["value_difference"])
    problem = Problem(
        criteria=[Criterion(id=name, direction="benefit") for name in case.input["criteria"]],
        alternatives=[Alternative(id=name) for name in case.input["alternatives"]],
        performances=[np.maximum(difference, 0).tolist(), np.maximum(-difference, 0).tolist()],
    )
    weights = WeightVector.normalised(problem.criterion_ids, np.ones(len(difference)))
    ranking = rank(problem, weights, "weighted_sum", normalisation="none")
    found = acceptability(ranking, DRAWS, 1, "any")
    wanted = case.expected["first_rank_acceptability"]
    assert found.standard_error == pytest.approx(np.sqrt(wanted * (1 - wanted) / DRAWS), rel=0.01)
    assert abs(found.rank_shares[0, 0] - wanted) <= 4 * found.standard_error
    np.testing.assert_allclose(
        found.central_weights[0], case.extra["central_weights_first"], atol=0.005
    )
    np.testing.assert_array_equal(found.confidence_factors, [1, 1])
    volumes = exact_acceptability(ranking, "any")
    case.check(first_rank_acceptability=volumes.first_shares[0])
    np.testing.assert_allclose(
        volumes.central_weights[0], case.extra["central_weights_first"], atol=1e-11
    )
