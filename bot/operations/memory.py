"""Memory that the process has no use for any more goes back to the system."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Give back what is free inside the process: drawing a card leaves tens of megabytes of that.

    glibc keeps them, since what was large once is no longer mapped by itself: malloc_trim(3) and
    M_MMAP_THRESHOLD in mallopt(3). It takes a few milliseconds. Other C libraries have no need.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        found = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # TypeError: Windows has no library of its own
        return None
    found.argtypes = (ctypes.c_size_t,)
    found.restype = ctypes.c_int
    return found
