"""Single pairwise matrices: priorities and consistency under every published random index."""

import numpy as np
import pytest

from mcda.pairwise import consistency, geometric_mean, principal_eigenvector, read_matrix

CASES = "ahp_[!higr]*.json"
# Our names of what the cases call "cr_...".
INDICES = {
    "saaty_1980": "saaty_1980",
    "saaty_2005": "saaty_2005",
    "donegan_dodd_1991": "donegan_dodd_1991",
    "alonso_lamata_2006_table": "alonso_lamata_2006",
    "alonso_lamata_2006": "alonso_lamata_2006_line",
}


def ratios(matrix):
    return {f"cr_{said}": consistency(matrix, name).ratio for said, name in INDICES.items()}


@pytest.fixture
def matrix(case, read_numbers):
    rows = read_numbers(case.input["matrix"])
    return read_matrix(rows.tolist(), case.input.get("items", [f"i{k}" for k in range(len(rows))]))


def test_case(case, matrix):
    if case.input["method"] == "column_normalised_mean":
        # An approximation that we do not offer; the arithmetic of the case, to prove the matrix.
        approximate = (matrix / matrix.sum(axis=0)).mean(axis=1)
        largest = float(np.mean(matrix @ approximate / approximate))
        index = (largest - len(matrix)) / (len(matrix) - 1)
        random_index = consistency(matrix, "saaty_1980").random_index
        case.check(lambda_max_approx=largest, ci_approx=index, cr_approx=index / random_index)
        return
    case.check(
        weights=principal_eigenvector(matrix),
        cr=consistency(matrix, case.input["ri_table"]).ratio,
        **ratios(matrix),
    )


def test_further_reference_numbers(case, matrix):
    found = consistency(matrix)
    known = {
        "weights_eigenvector": principal_eigenvector(matrix),
        "weights_geometric_mean": geometric_mean(matrix),
        "lambda_max": found.lambda_max,
        "ci": found.index,
        **ratios(matrix),
    }
    for key, value in known.items():
        np.testing.assert_allclose(value, case.extra[key], rtol=0, atol=1e-6, err_msg=key)
