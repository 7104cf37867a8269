"""Requests made up from the OpenAPI document: no crash, and every answer as described.

``PARKWISE_EXAMPLES=2000 pytest tests/contract/test_schemathesis.py`` for a long search, which also
goes through every example and every edge of the document.
"""

import os

import pytest
import schemathesis

from tests.contract.fuzzed import UNSAYABLE, fuzzed

LONG = os.environ.get("PARKWISE_EXAMPLES")
schema = fuzzed(int(LONG or 20), thorough=LONG is not None)


@pytest.mark.filterwarnings("ignore::RuntimeWarning:numpy")
@schema.parametrize()
def test_every_operation_answers_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=UNSAYABLE)
