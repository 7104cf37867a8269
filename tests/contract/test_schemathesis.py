"""Requests made up from the OpenAPI document: no crash, and every answer as described.

A few for each operation; more are `long`. ``PARKWISE_EXAMPLES=2000 pytest`` with this file makes a
search that also goes through every example and every edge of the document.
"""

import os

import pytest
import schemathesis
from hypothesis import settings

from tests.contract.fuzz_service import UNSAYABLE, fuzzed

LONG = os.environ.get("PARKWISE_EXAMPLES")
schema = fuzzed(int(LONG or 3), thorough=LONG is not None)


@pytest.mark.filterwarnings("ignore::RuntimeWarning:numpy")
@schema.parametrize()
def test_every_operation_answers_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=UNSAYABLE)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::RuntimeWarning:numpy")
@schema.parametrize()
@settings(max_examples=20, deadline=None, derandomize=True, database=None)
def test_many_requests_are_answered_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=UNSAYABLE)
