"""A test fails that leaves a thread or a process behind which it started.

What begins while a fixture of a wider scope is set up, and whatever that starts in turn, may stay
until this scope ends: a service that tests share has threads of its own. So may what a test with
something of its module starts, until the module ends.
"""

import threading
import time
from collections.abc import Iterator
from functools import wraps
from multiprocessing.process import BaseProcess
from subprocess import Popen
from typing import Any
from weakref import WeakKeyDictionary

import pytest

PATIENCE = 10.0
"""Seconds in which what was told to end may do so on a busy machine."""
LIBRARIES = ("Dask-Offload", "asyncio_", "tqdm_monitor")
"""Beginnings of the names of threads that a library keeps until the interpreter ends."""


class Leftovers:
    """A plug-in that notes for which scope each thread and process begins."""

    def __init__(self) -> None:
        self._scope = "session"
        self._scopes: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
        self._lock = threading.Lock()
        for kind, name in (
            (threading.Thread, "start"),
            (BaseProcess, "start"),
            (Popen, "__init__"),
        ):
            self._note(kind, name)

    def _note(self, kind: type, name: str) -> None:
        begin = getattr(kind, name)

        @wraps(begin)
        def noted(subject: Any, *arguments: Any, **options: Any) -> None:
            self._begins(subject)
            try:
                begin(subject, *arguments, **options)
            except BaseException:
                with self._lock:
                    self._scopes.pop(subject, None)
                raise

        setattr(kind, name, noted)

    def _begins(self, subject: Any) -> None:
        here = threading.current_thread()
        is_main = here is threading.main_thread()
        with self._lock:
            self._scopes[subject] = self._scope if is_main else self._scopes.get(here, "session")

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        before, self._scope = self._scope, fixturedef.scope
        try:
            return (yield)
        finally:
            self._scope = before

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._scope = "module" if _shares(item) else "function"
        try:
            return (yield)
        finally:
            self._scope = "session"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Iterator[None]:
        try:
            return (yield)
        finally:
            is_last = nextitem is None or nextitem.path != item.path
            self._look({"function", "class", "module"} if is_last else {"function"})

    def _look(self, over: set[str]) -> None:
        end = time.monotonic() + PATIENCE
        while left := [subject for subject in self._begun(over) if _is_running(subject)]:
            if time.monotonic() >= end:
                with self._lock:
                    for subject in left:
                        del self._scopes[subject]  # the tests that follow are not to blame
                names = ", ".join(sorted(map(repr, left)))
                pytest.fail(f"this test left running: {names}", pytrace=False)
            time.sleep(0.01)

    def _begun(self, over: set[str]) -> list[Any]:
        with self._lock:
            return [subject for subject, scope in self._scopes.items() if scope in over]


def _shares(item: pytest.Item) -> bool:
    """Tell whether a test has something of its module, which may start what it needs when used."""
    info = getattr(item, "_fixtureinfo", None)
    known = info.name2fixturedefs.values() if info else ()
    return any(fixtures[-1].scope in ("class", "module") for fixtures in known)


def _is_running(subject: Any) -> bool:
    if isinstance(subject, Popen):
        return subject.poll() is None
    if isinstance(subject, BaseProcess):
        return not subject._closed and subject.is_alive()
    return subject.is_alive() and not subject.name.startswith(LIBRARIES)
