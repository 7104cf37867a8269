"""Whether a request comes from this machine, and was meant for it.

Under which names the service answers, and the address that its links begin with.

A page of another site can have its own name point at this machine (DNS rebinding); browsers then
take its requests for those of a page of the service, but they still say that name in ``Host``.
"""

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

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


ANY = "*"
PATTERN = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*")
"""A name, ``*.`` and a name for all below it, an address, or ``*`` for any."""
_HOST_SENT = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::[0-9]{1,5})?")


def hosts_sent(scope: Scope) -> list[str]:
    """Return what a request says in ``Host``, each time that it does."""
    return [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]


def name_of(host: str) -> str | None:
    """Return the name or address in a ``Host``, in small letters; None where there is none."""
    said = _HOST_SENT.fullmatch(host)
    return None if said is None else (said["v6"] or said["name"]).lower()


def is_allowed(name: str, allowed: Sequence[str]) -> bool:
    """Tell whether a name is this machine's own, or one of the patterns stands for it."""
    return is_loopback(name) or any(_fits(name, pattern) for pattern in allowed)


def _fits(name: str, pattern: str) -> bool:
    return pattern in (ANY, name) or (pattern.startswith("*.") and name.endswith(pattern[1:]))


def origin_of(request: Request) -> str:
    """Return scheme and host by which others reach the service, without a slash at the end.

    The public URL where one is set. Else what ``Host`` says where nobody else can make it say
    that: a name that the settings list, or an address, which no other name stands for. Else the
    address at which the request came in.
    """
    settings = request.app.state.settings
    if settings.public_url is not None:
        return str(settings.public_url)
    host = request.headers.get("host", "")
    name = name_of(host)
    listed = [pattern for pattern in settings.allowed_hosts if pattern != ANY]
    if name is None or not (_is_address(name) or is_allowed(name, listed)):
        host = _here(request.scope)
    return f"{request.url.scheme}://{host}"


def public_host(public_url: str) -> str:
    """Return the name in a public URL."""
    return urlsplit(public_url).hostname or ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _here(scope: Scope) -> str:
    host, port = scope.get("server") or ("localhost", None)
    shown = f"[{host}]" if ":" in host else host
    return shown if port is None else f"{shown}:{port}"
