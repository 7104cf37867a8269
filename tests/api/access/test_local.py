"""What counts as a request of this machine: address, name, page and road must all be its own."""

from typing import Any

import pytest

from api.http.addresses import (
    _is_local,
    _network,
    address_of,
    is_local,
    is_loopback,
    neighbourhood_of,
    network_of,
)

HERE = "127.0.0.1"


def scope(client: str | None = HERE, **headers: str | list[str]) -> dict[str, Any]:
    sent = {"host": "127.0.0.1:8000", **headers}
    return {
        "type": "http",
        "client": None if client is None else (client, 50000),
        "headers": [
            (name.replace("_", "-").encode(), value.encode("latin-1"))
            for name, values in sent.items()
            for value in ([values] if isinstance(values, str) else values)
        ],
    }


LOOPBACK = ["127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "localhost"]
FOREIGN = [
    *("", "0.0.0.0", "10.0.0.1", "8.8.8.8", "::", "fe80::1", "::ffff:8.8.8.8", "::ffff:7f00:1:0"),
    *("localhost.", "localhost.evil.com", "2130706433", "0x7f000001", "127.1", "127.0.0.1.nip.io"),
    *("127.0.0.1 ", "１２７.0.0.1", "unknown", "testclient", "127.0.0.1/8", "017700000001"),
]


@pytest.mark.parametrize("host", [*LOOPBACK, "LOCALHOST"])
def test_addresses_and_the_name_of_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", FOREIGN)
def test_other_addresses_and_names(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("client", [a for a in LOOPBACK if a != "localhost"])
def test_requests_from_here(client: str) -> None:
    assert is_local(scope(client))


@pytest.mark.parametrize("client", [*FOREIGN, None])
def test_requests_from_elsewhere(client: str | None) -> None:
    assert not is_local(scope(client))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:80", "localhost:8000", "LocalHost:1", "[::1]", "[::1]:8000"]
)
def test_names_of_this_machine(host: str) -> None:
    assert is_local(scope(host=host))


@pytest.mark.parametrize(
    "host",
    [
        *("", "evil.com", "evil.com:8000", "localhost.evil.com", "127.0.0.1.nip.io", "0.0.0.0"),
        *("localhost.", "[::]", "[::2]:8000", "::1", "[::1", "::1]", "[[::1]]", "[localhost]"),
        *("localhost@evil.com", "evil.com@localhost", "evil.com:80@localhost:8000"),
        *("localhost/evil.com", "localhost?evil.com", "localhost#evil.com", "localhost\\evil.com"),
        *(
            *("localhost:8000:9000", "localhost:x", "localhost:", "localhost, evil.com"),
            "localhost evil",
        ),
        *(
            *("lo\tcalhost", "localhost\n", "\0localhost", "localhost\xa0", "//localhost"),
            "localhost%00",
        ),
        *("http://localhost", "localhost:123456"),
    ],
)
def test_other_names(host: str) -> None:
    assert not is_local(scope(host=host))


def test_no_name_at_all() -> None:
    assert not is_local(scope(host=[]))


@pytest.mark.parametrize("hosts", [["evil.com", "localhost"], ["localhost", "evil.com"]])
def test_two_names_must_both_be_of_this_machine(hosts: list[str]) -> None:
    assert not is_local(scope(host=hosts))


@pytest.mark.parametrize(
    "origin",
    ["http://127.0.0.1:8000", "http://localhost", "https://LOCALHOST:3000", "http://[::1]:5173"],
)
def test_pages_of_this_machine(origin: str) -> None:
    assert is_local(scope(origin=origin))


@pytest.mark.parametrize(
    "origin",
    [
        *("null", "", "https://evil.com", "http://localhost.evil.com", "http://localhost@evil.com"),
        *("http://evil.com@localhost", "localhost", "//localhost", "file://", "http://"),
        *("http://localhost/", "http://localhost/evil.com", "https://evil.com http://localhost"),
        *("http://evil.com#http://localhost", "http://localhost\\@evil.com", "http://[::1"),
        *("http://127.0.0.1.nip.io", "data:localhost", "about:blank"),
    ],
)
def test_pages_of_others(origin: str) -> None:
    assert not is_local(scope(origin=origin))


def test_one_foreign_page_of_two_is_enough() -> None:
    assert not is_local(scope(origin=["http://localhost", "https://evil.com"]))


@pytest.mark.parametrize(
    "header",
    ["forwarded", "via", "x_forwarded_for", "x_forwarded_host", "x_forwarded_proto", "x_real_ip"],
)
@pytest.mark.parametrize("value", ["", "127.0.0.1", "8.8.8.8", "for=127.0.0.1"])
def test_what_a_proxy_of_this_machine_forwards_comes_from_anywhere(header: str, value: str) -> None:
    assert not is_local(scope(**{header: value}))


@pytest.mark.parametrize(
    ("client", "address"), [("10.0.0.1", "10.0.0.1"), ("", ""), (None, "unknown")]
)
def test_the_address_of_a_request(client: str | None, address: str) -> None:
    assert address_of(scope(client)) == address


@pytest.mark.parametrize(
    ("client", "same", "other"),
    [
        ("10.0.0.1", "::ffff:10.0.0.1", "10.0.0.2"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:3::1"),
        ("::1", "::2", "127.0.0.1"),
        ("unknown", "unknown", "testclient"),
    ],
)
def test_neighbours_share_what_they_are_allowed(client: str, same: str, other: str) -> None:
    assert neighbourhood_of(scope(client)) == neighbourhood_of(scope(same))
    assert neighbourhood_of(scope(client)) != neighbourhood_of(scope(other))


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:12:3456:789a::1", "2001:db8:12::/48"),
        ("not an address", "unknown"),
        (None, "unknown"),
    ],
)
def test_the_network_of_a_request(client: str | None, network: str) -> None:
    assert network_of(scope(client)) == network


def test_strangers_do_not_fill_the_memory() -> None:
    for number in range(1500):
        address = f"198.{18 + number // 256}.{number % 256}.7"
        assert network_of(scope(address)) == f"{address[:-1]}0/24"
        assert not is_local(scope(address))
    for cache in (_network, _is_local):
        assert 0 < cache.cache_info().currsize <= 1024
