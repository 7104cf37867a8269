"""Where calls may go: public addresses, and networks that whoever runs the service allows.

An organisation names the address, but it is this machine that calls: what only this machine can
reach must stay out of its reach. A name is looked up once for each call, all its addresses are
looked at, and the call goes to one of these, whatever the name says a moment later.
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
    """An address to be called, read apart.

    Parameters
    ----------
    scheme, host, port
        Of it; the host as it is looked up, without brackets.
    authority
        As ``Host`` says it.
    path
        With the query.
    """

    scheme: str
    host: str
    port: int
    authority: str
    path: str

    @classmethod
    def of(cls, url: str) -> "Destination":
        """Return what an address says.

        Raises
        ------
        InvalidInput
            It is none that can be called.
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
        shown = f"[{address}]" if address.version == 6 else str(address)
        return f"{self.scheme}://{shown}:{self.port}{self.path}"

    def fault(self, found: Sequence[Address], networks: Sequence[Network]) -> Note | None:
        """Return why it must not be called at the addresses that it has, None where it may.

        Parameters
        ----------
        found
            All of them; one that may not be called is enough.
        networks
            Allowed although they are not public; elsewhere only ``https`` is.
        """
        own = [any(address in network for network in networks) for address in found]
        if self.scheme == "http" and not (own and all(own)):
            return Fault("webhook_not_https", ("url",))
        allowed = (near or is_public(one) for near, one in zip(own, found, strict=True))
        return None if all(allowed) else Fault("webhook_address", ("url",), {"host": self.host})


def is_public(address: Address) -> bool:
    """Tell whether anybody could reach an address, and no other stands behind it."""
    if isinstance(address, IPv4Address):
        return address.is_global and not (address.is_multicast or address.is_reserved)
    return address.is_global and address in _UNICAST and address not in _CARRIES_IPV4


def look_up(host: str, port: int) -> list[Address]:
    """Return the addresses of a name in the system's order; none where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    said = dict.fromkeys(str(place[0]).partition("%")[0] for *_, place in found)
    return [_unmapped(ipaddress.ip_address(one)) for one in said]


class NameLookup:
    """Looks names up in threads of its own: one that hangs keeps nobody else waiting.

    Parameters
    ----------
    at_once
        How many.
    """

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
        """Let go of the threads until a name is looked up again."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None


def _unmapped(address: Address) -> Address:
    """Return an address of IPv4 also where it is written as IPv6."""
    return getattr(address, "ipv4_mapped", None) or address
