"""What is worked out once for an article and kept while it is at work, and forgotten after it.

Caches that are bounded alone would fill for a month with what nobody asks for again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

T = TypeVar("T")

_FORGET: list[Callable[[], None]] = []


def kept(most: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """Keep the last ``most`` results of a pure function, until ``forget``."""

    def decorated(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        cached = lru_cache(maxsize=most)(function)
        _FORGET.append(cached.cache_clear)
        return cached

    return decorated


def forget() -> None:
    """Forget all that is kept, of the whole program."""
    for each in _FORGET:
        each()
