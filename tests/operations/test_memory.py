"""What is free in the process goes back to the system."""

from __future__ import annotations

import ctypes
import resource
from pathlib import Path

import pytest

from bot.operations import memory

PIECE, COUNT = 100_000, 400  # smaller than what is mapped by itself


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="no glibc here")
def test_what_is_free_under_what_is_used_is_given_back() -> None:
    pieces = [bytes(PIECE) + b"." for _ in range(COUNT)]
    last = pieces[-1]
    full = resident()
    del pieces
    memory.give_back()
    assert last
    assert full - resident() > PIECE * COUNT / 2
