"""What stays loaded for good, and the collector's rounds through the rest."""

import ctypes
import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_LARGE = 256 * 1024
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # of glibc's malloc.h
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def give_back() -> None:
    """Have blocks of memory from 256 KiB on given back to the system as soon as they are free.

    The C library keeps them otherwise, for each thread that ever held a body, an upload or a
    report. For the process that serves: where much is computed their pages would be made anew
    each time.
    """
    choose = getattr(ctypes.CDLL(None), "mallopt", None)  # of glibc alone
    if choose is not None:
        choose(_M_MMAP_THRESHOLD, _LARGE)
        choose(_M_ARENA_MAX, 2)


def resident(pid: int) -> int:
    """Return the bytes of memory that a process has, 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0


def settle() -> None:
    """Take all that is loaded by now out of the collector's rounds.

    A round through two hundred thousand objects that will never go stops every request for a
    tenth of a second, and comes twice a minute under load.
    """
    gc.collect()
    gc.freeze()


def returned(work: Callable[[], T]) -> T:
    """Do work that takes much memory for a moment, and give the memory back to the system.

    The C library keeps it otherwise, in every process that ever did such work.
    """
    try:
        return work()
    finally:
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc alone
        if trim is not None:
            trim(0)
