"""What stays loaded for good, and the collector's rounds through the rest."""

import ctypes
import gc
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


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
