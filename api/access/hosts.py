"""Under which names the service answers, and the address that its links begin with.

A page of another site can have its own name point at this machine (DNS rebinding); browsers then
take its requests for those of a page of the service, but they still say that name in ``Host``.
"""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import Scope

from api.access.local import is_loopback

ANY = "*"
PATTERN = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*")
"""A name, ``*.`` and a name for all below it, an address, or ``*`` for any."""
_HOST = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::[0-9]{1,5})?")


def hosts_sent(scope: Scope) -> list[str]:
    """Return what a request says in ``Host``, each time that it does."""
    return [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]


def name_of(host: str) -> str | None:
    """Return the name or address in a ``Host``, in small letters; None where there is none."""
    said = _HOST.fullmatch(host)
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
