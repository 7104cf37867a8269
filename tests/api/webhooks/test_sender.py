"""Calls go to the address that was looked at, to no other, and to whom the certificate names."""

import asyncio
import ssl
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
import trustme

from api.webhooks import sender
from api.webhooks.destination import Address
from api.webhooks.outbox import Attempt, Parcel
from api.webhooks.sender import Sender
from tests.api.webhooks.conftest import HERE, Receiver

Receive = Callable[..., Receiver]
SECRET = "whsec_" + "A" * 43 + "="


def sent(url: str, *found: str, networks: Any = HERE) -> Attempt:
    """Send something where a name has some addresses, whatever others say of it."""

    async def look_up(host: str, port: int) -> list[Address]:
        return [ip_address(one) for one in found]

    parcel = Parcel(
        id="1" * 24, attempt=1, organisation="a", webhook="w", url=url, secret=SECRET, content=b"{}"
    )
    return asyncio.run(Sender(networks, look_up).send(parcel))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA, receive: Receive) -> Callable[..., Receiver]:
    """Give what starts a receiver with a certificate for some names."""

    def start(*names: str) -> Receiver:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names).configure_cert(context)
        return receive(context=context)

    return start


@pytest.fixture
def trusted(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    monkeypatch.setattr(sender, "_certificates", lambda: context)


def test_the_name_is_not_looked_up_again(receive):
    receiver = receive()
    attempt = sent(f"http://hooks.invalid:{receiver.port}/a%20b?c=%E5%9B%AD", "127.0.0.1")
    assert (attempt.status, attempt.error) == (204, None)
    [(path, headers, body)] = receiver.came
    assert path == "/a%20b?c=%E5%9B%AD"
    assert headers["host"] == f"hooks.invalid:{receiver.port}"
    assert body == b"{}"


def test_the_certificate_is_that_of_the_name(secure, trusted):
    receiver = secure("hooks.invalid")
    attempt = sent(f"https://hooks.invalid:{receiver.port}/", "127.0.0.1")
    assert (attempt.status, attempt.error) == (204, None)
    attempt = sent(f"https://others.invalid:{receiver.port}/", "127.0.0.1")
    assert (attempt.status, attempt.error) == (None, "webhook_certificate")
    assert len(receiver.came) == 1


def test_a_certificate_may_be_that_of_an_address(secure, trusted):
    receiver = secure("127.0.0.1")
    assert sent(f"https://127.0.0.1:{receiver.port}/", "127.0.0.1").status == 204


def test_nobody_is_trusted_who_is_not_known(secure):
    receiver = secure("hooks.invalid")
    attempt = sent(f"https://hooks.invalid:{receiver.port}/", "127.0.0.1")
    assert attempt.error == "webhook_certificate"
    assert receiver.came == []


def test_what_speaks_no_tls_is_told(receive, trusted):
    attempt = sent(f"https://hooks.invalid:{receive().port}/", "127.0.0.1")
    assert attempt.error == "webhook_certificate"


@pytest.mark.parametrize(
    ("scheme", "found", "error"),
    [
        ("https", ("127.0.0.1",), "webhook_address"),
        ("https", ("10.0.0.1",), "webhook_address"),
        ("https", ("8.8.8.8", "127.0.0.1"), "webhook_address"),
        ("http", ("8.8.8.8",), "webhook_not_https"),
        ("https", (), "webhook_name"),
    ],
)
def test_what_leads_elsewhere_is_not_called(receive, scheme, found, error):
    receiver = receive()
    attempt = sent(f"{scheme}://hooks.invalid:{receiver.port}/", *found, networks=())
    assert (attempt.status, attempt.error) == (None, error)
    assert receiver.came == []


def test_within_an_allowed_network_alone_http_is_enough(receive):
    receiver = receive()
    url = f"http://hooks.invalid:{receiver.port}/"
    assert sent(url, "127.0.0.1", networks=(ip_network("127.0.0.1/32"),)).status == 204
    narrow = (ip_network("127.0.0.2/32"),)
    assert sent(url, "127.0.0.1", networks=narrow).error == "webhook_not_https"


def test_the_next_address_is_tried_where_nobody_is_at_the_first(receive):
    receiver = receive()
    attempt = sent(f"http://hooks.invalid:{receiver.port}/", "127.0.0.2", "127.0.0.1")
    assert attempt.status == 204


def test_a_proxy_of_the_environment_is_not_asked(receive, monkeypatch):
    proxy, receiver = receive(), receive()
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    assert sent(receiver.url, "127.0.0.1").status == 204
    assert proxy.came == []
