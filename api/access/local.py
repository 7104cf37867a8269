"""Whether a request comes from this machine, and was meant for it."""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address_of(scope: Scope) -> str:
    """Return the address a request comes from."""
    client = scope.get("client")
    return client[0] if client else "unknown"


def is_local(scope: Scope) -> bool:
    """Tell whether a request comes over loopback, names this machine, and not from a foreign page.

    A page of another site that a browser of this machine shows can send requests here; its
    ``Origin`` is foreign, or its ``Host`` where a name was made to point here.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return (
        is_loopback(address_of(scope))
        and is_loopback(_name(f"//{headers.get('host', '')}"))
        and (origin is None or is_loopback(_name(origin)))
    )


def _name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
