"""A client of the service on this machine."""

from typing import Any

from fastapi import FastAPI
from starlette import testclient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
"""What browsers send that open a page."""
LOOPBACK = {"base_url": "http://127.0.0.1:8000", "client": ("127.0.0.1", 50000)}


class TestClient(testclient.TestClient):
    """Asks over the loopback address; use it in a ``with`` to start and stop the service."""

    __test__ = False

    def __init__(self, app: FastAPI, **options: Any) -> None:
        super().__init__(app, **{**LOOPBACK, **options})
