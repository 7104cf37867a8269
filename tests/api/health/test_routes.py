"""``GET /healthz`` and ``GET /readyz``."""

import pytest

from api.health import readiness
from mcda.errors import CatalogueFault, Fault
from mcda.parks import Catalogue


def test_the_process_is_up(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_service_is_ready(client):
    assert client.get("/readyz").json() == {"status": "ready"}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_monitor_may_ask_for_the_head_alone(client, path):
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == client.get(path).headers["content-length"]
    assert client.put(path).headers["allow"] == "GET, HEAD"


def test_a_broken_catalogue_is_not_ready(client, monkeypatch):
    def broken() -> Catalogue:
        raise CatalogueFault([Fault("not_found", (), {"what": "claims"})])

    monkeypatch.setattr(readiness, "load_catalogue", broken)
    assert client.get("/readyz").status_code >= 500
    assert client.head("/readyz").status_code >= 500
    assert client.get("/healthz").status_code == 200
