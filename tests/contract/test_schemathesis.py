"""Requests made up from the OpenAPI document: no crash, every answer as described, nothing else.

A few for each operation; more are `long`. ``PARKWISE_EXAMPLES=2000 pytest`` with this file makes a
search that also goes through every example and every edge of the document.
"""

import os

import pytest
import schemathesis
from hypothesis import settings

from tests.contract.fuzz_service import UNSAYABLE, fuzzed
from tests.contract.openapi_promise import Declared

LONG = os.environ.get("PARKWISE_EXAMPLES")
schema = fuzzed(int(LONG or 4), thorough=LONG is not None)
DECLARED = Declared(schema.raw_schema)


def checked(case: schemathesis.Case) -> None:
    answer = case.call_and_validate(excluded_checks=UNSAYABLE)
    if "json" in answer.headers.get("content-type", [""])[0]:
        operation = case.operation.definition.raw["operationId"]
        declared = DECLARED.answer(operation, answer.status_code)
        assert DECLARED.beyond(answer.json(), declared) == []


@pytest.mark.filterwarnings("ignore::RuntimeWarning:numpy")
@schema.parametrize()
def test_every_operation_answers_as_described(case: schemathesis.Case) -> None:
    checked(case)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::RuntimeWarning:numpy")
@schema.parametrize()
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
def test_many_requests_are_answered_as_described(case: schemathesis.Case) -> None:
    checked(case)
