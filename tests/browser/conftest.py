"""Debian's Chromium; a page that fails at any error in its console."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
DESK = {"locale": "en-GB", "viewport": {"width": 1200, "height": 900}}


@pytest.fixture(scope="session")
def launched() -> Iterator[tuple[Any, Any]]:
    """Give the browser of all tests, and the loop in which it is asked.

    The loop counts as running for as long as the browser is there. Between the tests that use it
    that is hidden, since others of this process have loops of their own.
    """
    if CHROMIUM is None:
        pytest.skip(ADVICE)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield browser, loop
        asyncio._set_running_loop(loop)
        browser.close()


@contextmanager
def at_hand(launched: tuple[Any, Any]) -> Iterator[Any]:
    """Give the browser to ask; its windows are closed afterwards."""
    browser, loop = launched
    asyncio._set_running_loop(loop)
    try:
        yield browser
    finally:
        for window in browser.contexts:
            window.close()
        asyncio._set_running_loop(None)


@pytest.fixture
def chromium(launched: tuple[Any, Any]) -> Iterator[Any]:
    with at_hand(launched) as browser:
        yield browser


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a window; errors in its console fail the test."""
    windows, failures = [], []

    def open_window(**options: Any) -> Any:
        window = chromium.new_context(**options)
        window.set_default_timeout(60_000)
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
    return opened(**DESK)


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the pictures that the tests take, to be looked at."""
    return tmp_path_factory.mktemp("pictures")
