"""Memory that the process has no use for any more goes back to the system, as far as glibc lets it.

Other C libraries have no need of this, and nothing is done there.
"""

from __future__ import annotations

import ctypes
from functools import cache

# malloc.h of glibc, explained in mallopt(3).
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
_LARGE = 256 * 1024  # bytes; a card's pixels are megabytes


def keep_little() -> None:
    """Have large pieces given back as soon as they are free. Called before threads are started.

    By itself glibc maps nothing apart any more that is smaller than the largest piece it has seen,
    and gives each thread a heap of its own, of which it takes little back.
    """
    libc = _glibc()
    if libc is not None:
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
        libc.mallopt(_M_ARENA_MAX, 1)  # Python lets one thread at a time allocate anyhow


def give_back() -> None:
    """Give back what is free inside the process: malloc_trim(3). Takes a few milliseconds."""
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(ctypes.c_size_t(0))


@cache
def _glibc() -> ctypes.CDLL | None:
    try:
        found = ctypes.CDLL(None)
    except (OSError, TypeError):  # TypeError: Windows has no library of its own
        return None
    return found if hasattr(found, "malloc_trim") else None
