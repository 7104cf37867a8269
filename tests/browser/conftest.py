"""The real service and Debian's Chromium; a page that fails at any error in its console."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ADVICE = "needs Chromium: apt-get install chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a service with an empty database, with a slash at its end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from api.cli import main; main()"
    folder = tmp_path_factory.mktemp("browser")
    process = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", str(port)],
        env={"PARKWISE_DATABASE": f"sqlite:///{folder}/pages.db", "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}/"
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{url}readyz", timeout=1):
                break
        except OSError:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(timeout=40)


@pytest.fixture(scope="module")  # its loop would stand in the way of later tests' own
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip(ADVICE)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a window; errors in its console fail the test."""
    windows, failures = [], []

    def open_window(**options: Any) -> Any:
        window = chromium.new_context(**options)
        window.set_default_timeout(15_000)
        page = window.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on(
            "console",
            lambda said: failures.append(said.text) if said.type in ("error", "warning") else None,
        )
        windows.append(window)
        return page

    yield open_window
    for window in windows:
        window.close()
    assert failures == []


@pytest.fixture
def page(opened: Callable[..., Any]) -> Any:
    """Give an English window of a desk's width."""
    return opened(locale="en-GB", viewport={"width": 1200, "height": 900})


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the pictures that the tests take, to be looked at."""
    return tmp_path_factory.mktemp("pictures")
