"""One call to a webhook: signed, to a checked address, with a time limit."""

import asyncio
import logging
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from types import ModuleType
from typing import TYPE_CHECKING

from standardwebhooks import Webhook as Signing

from api.db.columns import now
from api.webhooks.destination import Address, Destination, Network
from api.webhooks.outbox import Attempt, Parcel

if TYPE_CHECKING:
    import httpx2

SECONDS = 15.0
"""Of one attempt, from looking up the name to the end of the answer."""
CONNECTING = 4.0
"""Seconds for which one of several addresses is tried."""
MOST_ADDRESSES = 4
MOST_ANSWER = 64 * 1024
"""Bytes of the answer that are read; nothing is made of them."""
LookUp = Callable[[str, int], Awaitable[list[Address]]]


class _OutOfReach(Exception):
    """The address cannot be reached."""


class Failure(Exception):
    """The reason why a call was not answered."""

    def __init__(self, code: str, **fields: str | float) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends deliveries."""

    networks: Sequence[Network]
    """That may be called although they are not public."""
    look_up: LookUp
    """Finds the addresses of a name."""

    async def send(self, parcel: Parcel) -> Attempt:
        """Return the attempt; never raises unless it is cancelled."""
        at, began = now(), time.monotonic()
        status, failure = None, None
        try:
            async with asyncio.timeout(SECONDS):
                status = await self._status(parcel)
        except TimeoutError:
            failure = Failure("webhook_timed_out", seconds=SECONDS)
        except Failure as error:
            failure = error
        if status is not None and not 200 <= status < 300:
            failure = Failure("webhook_status", status=status)
        return Attempt(
            at=at,
            seconds=time.monotonic() - began,
            status=status,
            error=None if failure is None else failure.code,
            fields=None if failure is None else failure.fields,
        )

    async def _status(self, parcel: Parcel) -> int:
        """Return the status of the first address that can be reached."""
        destination = Destination.of(parcel.url)
        addresses = await self.look_up(destination.host, destination.port)
        if not addresses:
            raise Failure("webhook_name", host=destination.host)
        fault = destination.fault(addresses, self.networks)
        if fault is not None:
            raise Failure(fault.code, **fault.fields)
        at, text = now(), parcel.content.decode()
        headers = {
            "webhook-id": parcel.id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Signing(parcel.secret).sign(parcel.id, at, text),
            "Host": destination.authority,
            "Content-Type": "application/json",
            "User-Agent": f"parkwise/{version('parkwise')}",
        }
        for address in addresses[:MOST_ADDRESSES]:
            with suppress(_OutOfReach):
                return await _called(destination, address, headers, parcel.content)
        raise Failure("webhook_unreachable", host=destination.host)


async def _called(
    destination: Destination, address: Address, headers: dict[str, str], content: bytes
) -> int:
    """Return the status of one call.

    Raises
    ------
    _OutOfReach
        The address cannot be reached; nothing was sent.
    Failure
        The other side does not answer, or TLS fails, as with the certificate of another name.
    """
    httpx2 = _library()
    async with httpx2.AsyncClient(
        trust_env=False,  # a proxy would look the name up again
        verify=_certificates(),
        follow_redirects=False,
        timeout=httpx2.Timeout(SECONDS, connect=CONNECTING),
    ) as client:
        try:
            async with client.stream(
                "POST",
                destination.at(address),
                content=content,
                headers=headers,
                extensions={"sni_hostname": destination.host},
            ) as response:
                await _drained(response)
                return response.status_code
        except httpx2.HTTPError as error:
            if _is_of_tls(error):
                raise Failure("webhook_certificate", host=destination.host) from error
            if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
                raise _OutOfReach from error
            raise Failure("webhook_unreachable", host=destination.host) from error


async def _drained(response: "httpx2.Response") -> None:
    """Read a response to its end, if it is short: the other side may still be writing."""
    read = 0
    try:
        async for part in response.aiter_raw():
            read += len(part)
            if read > MOST_ANSWER:
                return
    except _library().HTTPError:
        return  # the status is what counts


def _is_of_tls(error: BaseException) -> bool:
    """Tell whether an error of the library was caused by TLS."""
    behind: BaseException | None = error
    while behind is not None and not isinstance(behind, ssl.SSLError):
        behind = behind.__cause__ or behind.__context__
    return behind is not None


@cache
def _library() -> ModuleType:
    """Return the HTTP library, which is loaded when a delivery is sent.

    Its logging is reduced, since it would log whole addresses, which may hold secrets.
    """
    import httpx2

    logging.getLogger("httpx2").setLevel(logging.WARNING)
    return httpx2


@cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()
