"""Chains of requests, each with what an earlier one answered: still no crash, still as described.

``PARKWISE_CHAINS=500 pytest tests/contract/test_stateful.py`` for a long search.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.core.transport import Response

from tests.contract.fuzzed import UNSAYABLE, fuzzed

CHAINS = int(os.environ.get("PARKWISE_CHAINS", "5"))


class Machine(fuzzed(4).as_state_machine()):
    """Follows the links that the document says or that ids imply."""

    def validate_response(self, response: Response, case: schemathesis.Case, **options) -> None:
        case.validate_response(response, excluded_checks=UNSAYABLE)


TestChains = Machine.TestCase
TestChains.settings = settings(
    max_examples=CHAINS,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestChains = pytest.mark.filterwarnings("ignore::RuntimeWarning:numpy")(TestChains)
