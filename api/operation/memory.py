"""Memory of long-lived processes: objects loaded for good, and rounds of the garbage collector."""

import ctypes
import gc
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")
_LARGE = 256 * 1024
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # of glibc's malloc.h
_SLOW, _TIMES = 0.03, 16  # seconds that a round stops every request for
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def give_back() -> None:
    """Have blocks of memory from 256 KiB on returned to the system as soon as they are free.

    Otherwise the C library keeps them, for each thread that ever held a body, an upload or a
    report. Only for the serving process: a computing process would allocate their pages again each
    time.
    """
    choose = getattr(ctypes.CDLL(None), "mallopt", None)  # of glibc alone
    if choose is not None:
        choose(_M_MMAP_THRESHOLD, _LARGE)
        choose(_M_ARENA_MAX, 2)


def resident(pid: int) -> int:
    """Return the bytes of memory that a process uses, 0 if the system does not report it."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0


def settle() -> None:
    """Exclude all objects loaded so far from the rounds of the garbage collector.

    A round through two hundred thousand permanent objects stops every request for a tenth of a
    second, and occurs twice a minute under load.
    """
    gc.collect()
    gc.freeze()


class Freezer:
    """Excludes objects that are loaded at first use from the rounds, after a slow round.

    Cyclic objects of the requests of that moment are never collected, so this happens only a few
    times: by then everything has been loaded.
    """

    def __init__(self) -> None:
        self._begun = 0.0
        self._left = _TIMES

    def start(self) -> None:
        """Watch each round of the collector from now on."""
        gc.callbacks.append(self._round)

    def stop(self) -> None:
        """Stop watching the rounds."""
        gc.callbacks.remove(self._round)

    def _round(self, phase: str, _: Mapping[str, int]) -> None:
        if phase == "start":
            self._begun = perf_counter()
        elif self._left and perf_counter() - self._begun > _SLOW:
            self._left -= 1
            gc.freeze()


def returned(work: Callable[[], T]) -> T:
    """Run work that needs much memory for a moment, and return the memory to the system.

    Otherwise the C library keeps the memory, in every process that ever did such work.
    """
    try:
        return work()
    finally:
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc alone
        if trim is not None:
            trim(0)
