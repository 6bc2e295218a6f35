"""Fetches side by side: a few threads, and no more than so many at a time for one host.

The threads are daemons: a server that answers slowly cannot keep the program from ending.
"""

from __future__ import annotations

import queue
import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Job(Generic[T]):
    """Something to do for ``host``; what it gives, or raises, is then in ``done``."""

    host: str
    work: Callable[[], T]
    done: Future[T] = field(default_factory=Future)


class Crew(Generic[T]):
    """``size`` threads that do jobs, ``per_host`` at most for one host; hosts take turns.

    A job of a busy host is passed over, so that a slow host holds up only its own. Close it, and
    its threads end.
    """

    def __init__(self, size: int, per_host: int) -> None:
        self._size = size
        self._per_host = per_host
        self._waiting: OrderedDict[str, deque[Job[T]]] = OrderedDict()
        self._busy: Counter[str] = Counter()
        self._idle = 0
        self._threads = 0
        self._closed = False
        self._change = threading.Condition()
        self._results: queue.SimpleQueue[Job[T]] = queue.SimpleQueue()

    def add(self, job: Job[T]) -> None:
        """Have a job done."""
        with self._change:
            self._waiting.setdefault(job.host, deque()).append(job)
            if self._idle == 0 and self._threads < self._size:
                self._threads += 1
                threading.Thread(target=self._work, name="fetch", daemon=True).start()
            self._change.notify()

    def next(self, timeout: float) -> Job[T] | None:
        """The next job that was done; None when none was within ``timeout`` seconds."""
        try:
            return self._results.get(timeout=timeout)
        except queue.Empty:
            return None

    def drop(self) -> None:
        """Forget the jobs that were not begun."""
        with self._change:
            self._waiting.clear()

    def close(self) -> None:
        """Let the threads end, each with what it is doing."""
        self.drop()
        with self._change:
            self._closed = True
            self._change.notify_all()

    def _work(self) -> None:
        while job := self._take():
            try:
                job.done.set_result(job.work())
            except Exception as error:  # noqa: BLE001  raised again by whoever asks for the result
                job.done.set_exception(error)
            with self._change:
                self._busy[job.host] -= 1
                self._busy += Counter()  # without those at nought
                self._change.notify()
            self._results.put(job)

    def _take(self) -> Job[T] | None:
        """A job of a host that is not too busy, as soon as there is one; None at the end."""
        with self._change:
            while not self._closed:
                host = next((h for h in self._waiting if self._busy[h] < self._per_host), None)
                if host is not None:
                    return self._of(host)
                self._idle += 1
                self._change.wait()
                self._idle -= 1
        return None

    def _of(self, host: str) -> Job[T]:
        jobs = self._waiting[host]
        job = jobs.popleft()
        self._busy[host] += 1
        if jobs:
            self._waiting.move_to_end(host)
        else:
            del self._waiting[host]
        return job
