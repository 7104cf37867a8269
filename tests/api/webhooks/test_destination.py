"""Which addresses may be called."""

import asyncio
from ipaddress import ip_address, ip_network

import pytest

from api.webhooks.destination import Destination, NameLookup, is_public, look_up
from mcda.errors import InvalidInput
from tests.refusals import rejects


@pytest.mark.parametrize("said", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "240e::1"])
def test_public(said: str) -> None:
    assert is_public(ip_address(said))


@pytest.mark.parametrize(
    "said",
    [
        *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1"),
        *("240.0.0.1", "255.255.255.255", "192.0.0.1"),
        *("::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1"),
        *("2002:7f00:1::", "2001:0:7f00:1::1", "100::1"),
    ],
)
def test_not_public(said: str) -> None:
    assert not is_public(ip_address(said))


@pytest.mark.parametrize(
    "url",
    [
        *("hooks.example", "//hooks.example/", "ftp://hooks.example/", "https://", "https:///x"),
        *("https://user@hooks.example/", "https://u:p@hooks.example/", "https://h.example/#x"),
        *(
            "https://h.example:0/",
            "https://h.example:99999/",
            "https://h.example:x/",
            "https://[::1",
        ),
        *("https://园区.example/", "https://h.example/a b", "https://h.example/\n", "javascript:1"),
        *("https://h.example/园", "file:///etc/passwd", "", " https://h.example/"),
    ],
)
def test_no_address_to_be_called(url: str) -> None:
    with rejects(InvalidInput, code="webhook_url"):
        Destination.of(url)


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://Hooks.Example", "hooks.example", 443, "/"),
        ("https://hooks.example:8443/a?b=c", "hooks.example", 8443, "/a?b=c"),
        ("http://hooks.example?x", "hooks.example", 80, "/?x"),
        ("https://[2606:4700::1]:1/a", "2606:4700::1", 1, "/a"),
    ],
)
def test_read_apart(url: str, host: str, port: int, path: str) -> None:
    found = Destination.of(url)
    assert (found.host, found.port, found.path) == (host, port, path)


def test_the_address_takes_the_place_of_the_name() -> None:
    found = Destination.of("https://hooks.example/a?b=c")
    assert found.at(ip_address("8.8.8.8")) == "https://8.8.8.8:443/a?b=c"
    assert found.at(ip_address("240e::1")) == "https://[240e::1]:443/a?b=c"
    assert found.authority == "hooks.example"


def test_all_addresses_of_a_name_must_be_allowed() -> None:
    found = Destination.of("https://hooks.example/")
    here, public = ip_address("127.0.0.1"), ip_address("8.8.8.8")
    own = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    assert found.fault([public], ()) is None
    assert found.fault([], ()) is None
    assert found.fault([public, here], own) is None
    fault = found.fault([public, here], ())
    assert fault is not None
    assert fault.code == "webhook_address"


def test_spellings_of_this_machine_are_seen_through() -> None:
    spelt = ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "::ffff:127.0.0.1", "::1")
    for said in spelt:
        found = look_up(said, 443)
        assert not any(map(is_public, found)), (said, found)
    assert ip_address("127.0.0.1") in look_up("::ffff:127.0.0.1", 443)


def test_what_has_no_address() -> None:
    for said in ("nobody.invalid", "a" * 64 + ".example", "x..example"):
        assert look_up(said, 443) == []
    names = NameLookup(1)
    for _ in range(2):  # a service that was stopped may be started again
        assert asyncio.run(names.look_up("127.0.0.1", 1)) == [ip_address("127.0.0.1")]
        names.close()
