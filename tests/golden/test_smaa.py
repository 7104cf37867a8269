"""Stochastic acceptability: given samples to the last digit, drawn ones within their error."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from mcda import Alternative, Beta, Criterion, Problem, WeightVector, rank
from mcda.kernel import LinearForm
from mcda.robust import acceptability
from mcda.robust.counting import count

CASES = "smaa_*.json"
DATA = Path(__file__).parent / "cases"
DRAWS = 200_000


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
    found = count(lambda tile: LinearForm(values[tile]), weights)
    central = [weights[found.winners == i].mean(axis=0) for i in range(len(names))]
    case.check(
        rank_acceptability=by_name(names, found.ranks / len(values)),
        pairwise_winning=by_name(names, found.pairs / found.compared),
        central_weights=by_name(names, central),
        confidence_factor=dict(zip(names, confidence(values, central), strict=True)),
    )


def confidence(values, central):
    """Return how often each is first under its own central weights."""
    form = count_first(values)
    return [form(np.tile(w, (len(values), 1)))[i] / len(values) for i, w in enumerate(central)]


def count_first(values):
    return lambda w: count(lambda tile: LinearForm(values[tile]), w, pairwise=False).ranks[:, 0]


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
    answer = rank(problem, weights, "weighted_sum", normalisation="range")
    found = acceptability(answer, DRAWS, 1, 0 if fixed else "any")
    shares = by_name(names, found.rank_shares)
    reference = case.document["reference_mc"]
    for name in names:
        np.testing.assert_allclose(
            shares[name],
            case.expected["rank_acceptability"][name],
            atol=case.tolerance("rank_acceptability"),
        )
        error = 4 * np.hypot(found.standard_error, reference["max_standard_error_of_a_probability"])
        np.testing.assert_allclose(
            shares[name], reference["rank_acceptability"][name], rtol=0, atol=error
        )
    pairwise = by_name(names, found.pairwise)
    central = by_name(names, found.central_weights)
    for name in names:
        np.testing.assert_allclose(pairwise[name], reference["pairwise_winning"][name], atol=0.005)
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
    answer = rank(problem, weights, "weighted_sum", normalisation="none")
    found = acceptability(answer, DRAWS, 1, "any")
    wanted = case.expected["first_rank_acceptability"]
    assert found.standard_error == pytest.approx(np.sqrt(wanted * (1 - wanted) / DRAWS), rel=0.01)
    assert abs(found.rank_shares[0, 0] - wanted) <= 4 * found.standard_error
    np.testing.assert_allclose(
        found.central_weights[0], case.extra["central_weights_first"], atol=0.005
    )
