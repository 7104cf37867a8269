"""A service with keys, as where callers are told apart."""

from tests.api.access.conftest import (
    assert_problem,
    bearer_of,
    client,
    file_database,
    key_of,
    serve,
)

__all__ = ["assert_problem", "bearer_of", "client", "file_database", "key_of", "serve"]
