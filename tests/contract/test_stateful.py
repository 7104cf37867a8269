"""Chains of requests, each with what an earlier one answered: still no crash, still as described.

Two chains; more are `long`: ``PARKWISE_CHAINS=500 pytest -m long`` with this file for many.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import response_schema_conformance

from tests.contract.fuzz_service import UNSAYABLE, fuzzed

CHAINS = int(os.environ.get("PARKWISE_CHAINS", "20"))


class Machine(fuzzed(4).as_state_machine()):
    """Follows the links that the document says or that ids imply."""

    def validate_response(self, response: Response, case: schemathesis.Case, **options) -> None:
        # The schema is that of the stream, a text; events alone are held against it otherwise.
        is_stream = "text/event-stream" in str(response.headers.get("content-type"))
        more = [response_schema_conformance] if is_stream else []
        case.validate_response(response, excluded_checks=[*UNSAYABLE, *more])


SAMPLE = settings(
    max_examples=2,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.filterwarnings("ignore::RuntimeWarning:numpy")
@pytest.mark.parametrize("chains", [1, pytest.param(CHAINS, marks=pytest.mark.long)])
def test_chains_are_answered_as_described(chains: int) -> None:
    run_state_machine_as_test(Machine, settings=settings(SAMPLE, max_examples=chains))
