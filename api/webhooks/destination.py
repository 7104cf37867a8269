"""Permitted destinations of calls: public addresses, and networks that the operator allows.

An organisation chooses the address, but this machine calls it: private networks that only this
machine can reach must be protected. A name is resolved once for each call, all its addresses are
checked, and the call goes to one of them, even if the name changes meanwhile.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from mcda.errors import Fault, InvalidInput, Note

Address = IPv4Address | IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_UNICAST = ipaddress.IPv6Network("2000::/3")
_CARRIES_IPV4 = ipaddress.IPv6Network("2002::/16")
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Destination:
    """The parsed address of a call."""

    scheme: str
    """Of it; the host as it is looked up, without brackets."""
    host: str
    """Of it; the host as it is looked up, without brackets."""
    port: int
    """Of it; the host as it is looked up, without brackets."""
    authority: str
    """As ``Host`` says it."""
    path: str
    """With the query."""

    @classmethod
    def of(cls, url: str) -> "Destination":
        """Return the parts of an address.

        Raises
        ------
        InvalidInput
            The address cannot be called.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        is_plain = url.isascii() and url.isprintable() and " " not in url
        if not host or not is_plain or parts.scheme not in _PORTS or port == 0:
            raise InvalidInput.at("webhook_url", "url", value=url)
        if "@" in parts.netloc or parts.fragment:
            raise InvalidInput.at("webhook_url", "url", value=url)
        path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        return cls(parts.scheme, host, port or _PORTS[parts.scheme], parts.netloc, path)

    def at(self, address: Address) -> str:
        """Return the URL with an address in the place of the name."""
        host = f"[{address}]" if address.version == 6 else str(address)
        return f"{self.scheme}://{host}:{self.port}{self.path}"

    def fault(self, found: Sequence[Address], networks: Sequence[Network]) -> Note | None:
        """Return the reason to refuse a call to the resolved addresses, None if it is allowed.

        A single forbidden address is enough; `networks` are allowed although they are not public,
        and for other addresses only ``https`` is allowed.
        """
        own = [any(address in network for network in networks) for address in found]
        if self.scheme == "http" and not (own and all(own)):
            return Fault("webhook_not_https", ("url",))
        allowed = (near or is_public(address) for near, address in zip(own, found, strict=True))
        return None if all(allowed) else Fault("webhook_address", ("url",), {"host": self.host})


def is_public(address: Address) -> bool:
    """Tell whether an address is publicly reachable and carries no other address inside."""
    if isinstance(address, IPv4Address):
        return address.is_global and not (address.is_multicast or address.is_reserved)
    return address.is_global and address in _UNICAST and address not in _CARRIES_IPV4


def look_up(host: str, port: int) -> list[Address]:
    """Return the addresses of a name in the system's order; empty if it has none."""
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    texts = dict.fromkeys(str(place[0]).partition("%")[0] for *_, place in infos)
    addresses = map(ipaddress.ip_address, texts)
    return [getattr(address, "ipv4_mapped", None) or address for address in addresses]


class NameLookup:
    """Resolves names in threads of its own, so that a hanging lookup blocks nothing else."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._pool: ThreadPoolExecutor | None = None

    async def look_up(self, host: str, port: int) -> list[Address]:
        """Return the addresses of a name, see `look_up`."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._at_once, "webhook-names")
        running = asyncio.get_running_loop()
        return await running.run_in_executor(self._pool, look_up, host, port)

    def close(self) -> None:
        """Stop the threads until the next lookup."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None
