"""Addresses of requests: whether a request comes from this machine and is meant for it.

Also the host names that the service accepts, and the origin of its links.

A page of another site can have its own name point at this machine (DNS rebinding); browsers then
treat its requests as those of a page of the service, but still send that name in ``Host``.
"""

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.requests import Request
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
    """Return the network of a request's address: the first 24 bits of IPv4, 48 of IPv6."""
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
    """Return the IPv4 address or the /64 network of IPv6, which one machine has to itself."""
    host = address_of(scope)
    address = _address(host)
    if not isinstance(address, ipaddress.IPv6Address):
        return host if address is None else str(address)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))


def is_local(scope: Scope) -> bool:
    """Tell whether a request comes over loopback, for this machine, and not from a foreign page.

    A page of another site in a browser of this machine can send requests here; its ``Origin`` is
    foreign, or its ``Host`` if its name points here. A request that a proxy on this machine
    forwards may come from anywhere.
    """
    telling = tuple([pair for pair in scope["headers"] if pair[0] in _TELLING])
    return _is_local(address_of(scope), telling)


def is_foreign(scope: Scope) -> bool:
    """Tell whether a page of another site made a browser send the request.

    A request that changes something and states its site must state this one, or ``none``. Of other
    requests, to which links of other sites may lead, any ``Origin`` must be this host.
    """
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None and scope["method"] not in READING:
        return site not in ("same-origin", "none")
    # A proxy need not pass on the ``Host`` it was sent: the public URL's counts too.
    url = scope["app"].state.settings.public_url if "app" in scope else None
    own = (headers.get("host"), None if url is None else str(url).partition("://")[2])
    return any(origin.partition("://")[2] not in own for origin in headers.getlist("origin"))


@lru_cache(maxsize=1024)
def _is_local(address: str, telling: tuple[tuple[bytes, bytes], ...]) -> bool:
    headers = Headers(raw=list(telling))
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    return (
        is_loopback(address)
        and not any(name in headers for name in _FORWARDED)
        and bool(hosts)
        and all(_is_here(_HOST.fullmatch(header)) for header in hosts)
        and all(_is_here(_ORIGIN.fullmatch(header)) for header in origins)
    )


def _address(said: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the parsed address; an IPv4 address that is written as IPv6 becomes IPv4."""
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


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


ANY = "*"
PATTERN = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*")
"""A name, ``*.`` and a name for all below it, an address, or ``*`` for any."""
_HOST_SENT = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::[0-9]{1,5})?")


def hosts_sent(scope: Scope) -> list[str]:
    """Return all values of the ``Host`` header of a request."""
    return [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]


def name_of(host: str) -> str | None:
    """Return the name or address in a ``Host`` header in lower case; None if there is none."""
    match = _HOST_SENT.fullmatch(host)
    return None if match is None else (match["v6"] or match["name"]).lower()


def is_allowed(name: str, allowed: Sequence[str]) -> bool:
    """Tell whether a name is this machine's own, or matches one of the patterns."""
    return is_loopback(name) or any(
        pattern in (ANY, name) or (pattern.startswith("*.") and name.endswith(pattern[1:]))
        for pattern in allowed
    )


def origin_of(request: Request) -> str:
    """Return scheme and host by which others reach the service, without a final slash.

    This is the public URL if one is set. Else it is the ``Host`` of the request if that cannot be
    forged: a name that the settings list, or an address. Else it is the address at which the
    request arrived.
    """
    settings = request.app.state.settings
    if settings.public_url is not None:
        return str(settings.public_url)
    host = request.headers.get("host", "")
    name = name_of(host)
    listed = [pattern for pattern in settings.allowed_hosts if pattern != ANY]
    if name is None or not (_address(name) is not None or is_allowed(name, listed)):
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"[{name}]" if ":" in name else name
        if port is not None:
            host = f"{host}:{port}"
    return f"{request.url.scheme}://{host}"
