"""Whether work goes on: measured by what was done, not by whether the process is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

# Longer than the longest single step: an upload with all its waiting, under a lease of 5 minutes.
STALLED = 600.0  # seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Pulse:
    """``idle`` is how many seconds ago the last step was done; ``passes`` how many were ended.

    ``ended`` is how many seconds ago the last pass ended well, None before the first; ``error`` is
    why the last one failed, None where it did not.
    """

    idle: float
    passes: int
    ended: float | None
    error: str | None

    @property
    def alive(self) -> bool:
        """Whether steps are being done."""
        return self.idle < STALLED

    @property
    def ready(self) -> bool:
        """Whether passes are ended well: the database answers, sources are polled, posts go out."""
        return self.alive and self.error is None and self.ended is not None and self.ended < STALLED


class Heart:
    """Told of every step and every pass, by the thread that works; asked by the others."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._beat = monotonic()
        self._ended: float | None = None
        self._passes = 0
        self._error: str | None = None

    def beat(self) -> None:
        """A step was done."""
        self._beat = self._monotonic()

    def passed(self) -> None:
        """A pass ended well."""
        self._beat = self._ended = self._monotonic()
        self._passes += 1
        self._error = None

    def failed(self, error: str) -> None:
        """A pass could not be ended."""
        self._beat = self._monotonic()
        self._error = error

    def pulse(self) -> Pulse:
        """How things stand."""
        now = self._monotonic()
        return Pulse(
            idle=now - self._beat,
            passes=self._passes,
            ended=None if self._ended is None else now - self._ended,
            error=self._error,
        )
