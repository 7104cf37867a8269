"""Kendall's tau-b of two rankings."""

import numpy as np
import pytest

from mcda.robust.agreement import kendall_tau

CASES = "correlation_*"


def test_case(case):
    x, y = (np.array(case.input[name]) for name in ("x", "y"))
    found = kendall_tau(x, y)
    assert found == pytest.approx(case.expected["kendall_tau_b"], abs=1e-6)
    assert found == pytest.approx(case.reference["kendall_tau_b"], abs=1e-6)
