"""Requests made up from the OpenAPI document: no crash, and every answer as described."""

import pytest
import schemathesis
from schemathesis.checks import CheckFunction
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.app import create_app

# What a JSON Schema cannot say (equal lengths of rows, ids that exist, sums of shares) is refused
# with 422: that a document fits the schema is no promise that it is answered with 200.
UNSAYABLE: list[CheckFunction] = [positive_data_acceptance]

config = SchemathesisConfig.from_dict(
    {
        "seed": 20260101,
        "generation": {"max-examples": 30, "deterministic": True, "database": "none"},
    }
)
schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(), config=config)


@pytest.mark.filterwarnings("ignore::RuntimeWarning:numpy")
@schema.parametrize()
def test_every_operation_answers_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=UNSAYABLE)
