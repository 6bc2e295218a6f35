"""The clock of one process."""

from __future__ import annotations

import threading
from datetime import timedelta

from bot.scheduling.ticker import stop_on_signals, tick

SOON = timedelta(milliseconds=10)


def test_it_works_until_it_is_asked_to_stop() -> None:
    stop = threading.Event()
    done: list[int] = []

    def work() -> None:
        done.append(len(done))
        if len(done) == 3:
            stop.set()

    assert tick(work, every=SOON, stop=stop)
    assert done == [0, 1, 2]


def test_what_is_being_done_is_finished() -> None:
    stop = threading.Event()
    finished = threading.Event()

    def work() -> None:
        stop.set()
        finished.set()

    assert tick(work, every=SOON, stop=stop)
    assert finished.is_set()


def test_work_that_does_not_end_is_not_waited_for_longer_than_the_grace() -> None:
    stop = threading.Event()
    never = threading.Event()

    def work() -> None:
        stop.set()
        never.wait()

    assert not tick(work, every=SOON, stop=stop, grace=SOON)
    never.set()


def test_a_failure_does_not_end_it() -> None:
    stop = threading.Event()
    done: list[int] = []

    def work() -> None:
        done.append(1)
        if len(done) == 2:
            stop.set()
        raise ValueError("once more")

    assert tick(work, every=SOON, stop=stop)
    assert len(done) == 2


def test_outside_the_main_thread_no_signal_is_taken() -> None:
    taken: list[bool] = []

    def elsewhere() -> None:
        with stop_on_signals() as stop:
            taken.append(stop.is_set())

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert taken == [False]


def test_work_that_is_overdue_is_done_now() -> None:
    """After the clock was set back, the scheduler's next time is far away."""
    stop, hurry = threading.Event(), threading.Event()
    done: list[int] = []

    def work() -> None:
        done.append(1)
        hurry.clear()
        if len(done) == 2:
            stop.set()

    def watch() -> None:
        if done:
            hurry.set()

    day = timedelta(days=1)
    assert tick(work, every=day, stop=stop, watch=watch, hurry=hurry, look=SOON)
    assert len(done) == 2
