"""Requests made up from the OpenAPI document: no crash, and every answer as described."""

from typing import Any

import pytest
import schemathesis
from schemathesis.checks import CheckFunction
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import Receive, Scope, Send

from api.app import create_app
from api.settings import Settings

# What a JSON Schema cannot say (equal lengths of rows, ids that exist, sums of shares) is refused
# with 422: that a document fits the schema is no promise that it is answered with 200.
UNSAYABLE: list[CheckFunction] = [positive_data_acceptance]

config = SchemathesisConfig.from_dict(
    {
        "seed": 20260101,
        "generation": {"max-examples": 30, "deterministic": True, "database": "none"},
    }
)
service = create_app(Settings(job_runners=0))


async def on_this_machine(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer as to a caller on this machine; the made-up client has no address."""
    others = [(name, value) for name, value in scope.get("headers", ()) if name != b"host"]
    here = {"client": ("127.0.0.1", 50000), "headers": [*others, (b"host", b"127.0.0.1")]}
    await service({**scope, **here}, receive, send)


@schemathesis.serializer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
def as_bytes(ctx: schemathesis.SerializationContext, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


schema = schemathesis.openapi.from_asgi("/openapi.json", on_this_machine, config=config)


@pytest.mark.filterwarnings("ignore::RuntimeWarning:numpy")
@schema.parametrize()
def test_every_operation_answers_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=UNSAYABLE)
