"""Kendall's tau-b and Spearman's rho of two rankings."""

import numpy as np

from mcda.method import competition_ranks
from mcda.robust.agreement import kendall_taus
from weights.objective import average_ranks, spearman

CASES = "correlation_*.json"


def test_case(case):
    values = np.array([case.input["x"], case.input["y"]], dtype=float)
    ranks = competition_ranks(values)
    one, other = average_ranks(ranks)
    rho, tau = (float(table[0, 1]) for table in (spearman(ranks), kendall_taus(ranks)))
    found = {"spearman": rho, "kendall_tau_b": tau, "sum_d2": ((one - other) ** 2).sum()}
    for key, value in found.items():
        np.testing.assert_allclose(value, case.extra[key], rtol=0, atol=1e-6, err_msg=key)
    if not case.input.get("values"):
        found["pearson"] = rho  # of ranks without ties
    case.check(**{key: found[key] for key in case.expected.keys() & found.keys()})
