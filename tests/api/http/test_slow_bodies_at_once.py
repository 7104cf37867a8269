"""More slow bodies than a service may have files open leave it to everyone else."""

import asyncio
import resource
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.service import served

FILES, SLOW = 1024, 1100
HEAD = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\nkey="


def few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))


async def trickle(port: int) -> None:
    """Send a body a byte at a time, on a new connection wherever one is closed."""
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(HEAD)
                while not writer.is_closing():
                    await asyncio.sleep(7)
                    writer.write(b"x")
                    await writer.drain()
            finally:
                writer.close()
        await asyncio.sleep(1)


async def probes(address: str) -> list[int]:
    """Ask for its health beside slow bodies, each time on a connection of its own."""
    slow = [asyncio.create_task(trickle(urlsplit(address).port or 0)) for _ in range(SLOW)]
    statuses = []
    await asyncio.sleep(3)
    for _ in range(15):
        async with httpx.AsyncClient(timeout=20) as client:
            statuses.append((await client.get(f"{address}healthz")).status_code)
        await asyncio.sleep(1)
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    return statuses


@pytest.mark.long
def test_slow_bodies_leave_the_service_to_others(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 2 * SLOW:
        pytest.skip(f"raise the hard limit of open files to {2 * SLOW}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * SLOW), hard))
    try:
        with served(tmp_path, before=few_files) as address:
            assert asyncio.run(probes(address)) == [200] * 15
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
