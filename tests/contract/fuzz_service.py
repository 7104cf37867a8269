"""A service of its own for made-up requests, asked with a key as whoever runs it would."""

import tempfile
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.checks import CheckFunction
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance
from starlette.types import Receive, Scope, Send

from api.access.caller import SCOPES, Caller
from api.app import create_app
from api.db import migrate
from api.db.tables import LOCAL
from api.keys import service as access
from api.settings import Settings

# What a JSON Schema cannot say (equal lengths of rows, ids that exist, sums of shares) is refused
# with 422: that a document fits the schema is no promise that it is answered with 200. The key is
# added behind the maker of requests, which therefore cannot leave it out.
UNSAYABLE: list[CheckFunction] = [positive_data_acceptance, ignored_auth]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def fuzzed(examples: int, *, thorough: bool = False) -> Any:
    """Return the schema of a service with an empty database and a key.

    Parameters
    ----------
    examples
        Random requests for each operation.
    thorough
        Also every example of the document and every edge of its schemas, some 9000 requests:
        working them out takes minutes before the first test.
    """
    database = f"sqlite:///{Path(tempfile.mkdtemp(prefix='parkwise-fuzz-'))}/fuzz.db"
    app = create_app(Settings(database=database, job_runners=0, rate_limit="off"))
    migrate.upgrade(app.state.database)
    operator = Caller(organisation=LOCAL, by="fuzz", scopes=frozenset(SCOPES))
    made = app.state.database.write(
        lambda session: access.create_key(session, operator, "fuzz", "admin")
    )
    key = f"Bearer {made['key']}".encode()

    async def with_key(scope: Scope, receive: Receive, send: Send) -> None:
        kept = [pair for pair in scope.get("headers", ()) if pair[0] != b"authorization"]
        await app({**scope, "headers": [*kept, (b"authorization", key)]}, receive, send)

    config = SchemathesisConfig.from_dict(
        {
            "seed": 20260101,
            "request-timeout": 600,  # a busy machine is no fault
            "phases": {name: {"enabled": thorough} for name in ("examples", "coverage")},
            "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
        }
    )
    return schemathesis.openapi.from_asgi("/openapi.json", with_key, config=config)


@schemathesis.serializer(_XLSX)
def as_bytes(ctx: schemathesis.SerializationContext, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
