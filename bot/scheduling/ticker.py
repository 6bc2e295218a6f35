"""The clock of one process: a piece of work again and again, until somebody asks it to stop."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import FrameType

GRACE = timedelta(seconds=10)
LOOK = timedelta(seconds=1)
_JOB = "work"
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stop_on_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set. A second signal ends the program at once.

    Outside the main thread, where Python takes no signals, nothing ever sets it.
    """
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def on_signal(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop.set()

    before = {number: signal.signal(number, on_signal) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def on_hangup() -> Iterator[threading.Event]:
    """An event that SIGHUP sets, by which servers are asked to read their settings again."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = signal.signal(signal.SIGHUP, lambda number, frame: asked.set())
    try:
        yield asked
    finally:
        signal.signal(signal.SIGHUP, before)


def tick(
    work: Callable[[], None],
    *,
    every: timedelta,
    stop: threading.Event,
    grace: timedelta = GRACE,
    watch: Callable[[], None] = lambda: None,
    hurry: threading.Event | None = None,
    look: timedelta = LOOK,
) -> bool:
    """Do ``work`` now and then ``every`` so often, never twice at a time, until ``stop`` is set.

    ``work`` should look at ``stop`` between its steps: it then has ``grace`` to end. False when
    it did not; it goes on in a daemon thread that ends with the process. What ``work`` raises is
    logged, and it is done again at the next tick. Every ``look`` ``watch`` is called, beside the
    work; work that is overdue, as after the clock was set back, is done now, and so is work while
    ``hurry`` is set.
    """
    from apscheduler.executors.debug import DebugExecutor
    from apscheduler.jobstores.memory import MemoryJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    idle = threading.Event()
    idle.set()
    ended_at = time.monotonic()

    def once() -> None:
        nonlocal ended_at
        if stop.is_set():
            return
        idle.clear()
        try:
            work()
        finally:
            ended_at = time.monotonic()
            idle.set()

    # The executor that works in the scheduler's own thread: that one is a daemon, so a fetch that
    # hangs cannot keep the process from ending.
    scheduler = BackgroundScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": DebugExecutor()},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone=UTC,
        daemon=True,
    )
    seconds = every.total_seconds()
    scheduler.add_job(once, "interval", seconds=seconds, next_run_time=datetime.now(UTC), id=_JOB)
    scheduler.start()
    while not stop.wait(look.total_seconds()):
        watch()
        overdue = time.monotonic() - ended_at > 2 * seconds
        if idle.is_set() and (overdue or (hurry is not None and hurry.is_set())):
            scheduler.modify_job(_JOB, next_run_time=datetime.now(UTC))
    if not idle.wait(grace.total_seconds()):
        return False
    scheduler.shutdown(wait=False)
    return True
