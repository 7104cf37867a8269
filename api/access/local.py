"""Whether a request comes from this machine, and was meant for it."""

import ipaddress
import re
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.types import Scope

READING = ("GET", "HEAD")
"""Methods that change nothing."""


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    if host.lower() == "localhost":
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def address_of(scope: Scope) -> str:
    """Return the address a request comes from."""
    client = scope.get("client")
    return client[0] if client else "unknown"


def network_of(scope: Scope) -> str:
    """Return the network a request comes from: of IPv4 its first 24 bits, of IPv6 48."""
    return _network(address_of(scope))


@lru_cache(maxsize=1024)
def _network(said: str) -> str:
    address = _address(said)
    if address is None:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(ipaddress.IPv4Network((int(address), 24), strict=False))
    return str(ipaddress.IPv6Network((int(address), 48), strict=False))


def neighbourhood_of(scope: Scope) -> str:
    """Return whom the address stands for: of IPv6 the network, all of which one machine has."""
    said = address_of(scope)
    address = _address(said)
    if not isinstance(address, ipaddress.IPv6Address):
        return said if address is None else str(address)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))


def is_local(scope: Scope) -> bool:
    """Tell whether a request comes over loopback, names this machine, and not from a foreign page.

    A page of another site that a browser of this machine shows can send requests here; its
    ``Origin`` is foreign, or its ``Host`` where a name was made to point here. What a proxy on
    this machine forwards comes from anywhere.
    """
    telling = tuple([pair for pair in scope["headers"] if pair[0] in _TELLING])
    return _is_local(address_of(scope), telling)


def is_foreign(scope: Scope) -> bool:
    """Tell whether a page of another site made a browser send this.

    Browsers say from what site a request comes. Links of other sites may lead here; for what
    changes something, and where a browser says nothing, the page's origin must be this host.
    """
    headers = Headers(scope=scope)
    said = headers.get("sec-fetch-site")
    if said is not None and scope["method"] not in READING:
        return said not in ("same-origin", "none")
    own = (headers.get("host"), _public_host(scope))
    return any(origin.partition("://")[2] not in own for origin in headers.getlist("origin"))


@lru_cache(maxsize=1024)
def _is_local(address: str, telling: tuple[tuple[bytes, bytes], ...]) -> bool:
    headers = Headers(raw=list(telling))
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    return (
        is_loopback(address)
        and not any(name in headers for name in _FORWARDED)
        and bool(hosts)
        and all(_is_here(_HOST.fullmatch(said)) for said in hosts)
        and all(_is_here(_ORIGIN.fullmatch(said)) for said in origins)
    )


def _address(said: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return an address, one of IPv4 also where it is written as IPv6."""
    try:
        found = ipaddress.ip_address(said)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _public_host(scope: Scope) -> str | None:
    """Return host and port of the public URL: a proxy need not pass on the ``Host`` it was sent."""
    url = scope["app"].state.settings.public_url if "app" in scope else None
    return None if url is None else str(url).partition("://")[2]


def _is_here(said: re.Match[str] | None) -> bool:
    return said is not None and is_loopback(said["v6"] or said["name"])


_AUTHORITY = r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9.-]+))(?::[0-9]{1,5})?"
_HOST = re.compile(_AUTHORITY)
_ORIGIN = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*://{_AUTHORITY}")
_FORWARDED = (
    *("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
    "x-real-ip",
)
_TELLING = frozenset(name.encode() for name in ("host", "origin", *_FORWARDED))
