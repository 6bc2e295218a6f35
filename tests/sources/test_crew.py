"""Fetches side by side: a slow host holds up only its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from bot.sources.crew import Crew, Job

SOON = 10.0  # seconds within which what is to happen has happened


@pytest.fixture
def crew() -> Iterator[Crew[str]]:
    made: Crew[str] = Crew(4, 2)
    yield made
    made.close()


def results(crew: Crew[str], count: int) -> list[str]:
    found = [crew.next(SOON) for _ in range(count)]
    return [job.done.result() for job in found if job]


def test_a_slow_host_holds_up_only_its_own(crew: Crew[str]) -> None:
    answered = threading.Event()

    def slow() -> str:
        answered.wait(SOON)
        return "slow"

    for _ in range(6):
        crew.add(Job(host="slow.example", work=slow))
    for number in range(5):
        crew.add(Job(host=f"{number}.example", work=partial(str, number)))
    assert sorted(results(crew, 5)) == ["0", "1", "2", "3", "4"]
    answered.set()
    assert results(crew, 6) == ["slow"] * 6


def test_no_more_than_so_many_at_a_time_for_one_host(crew: Crew[str]) -> None:
    lock, at_once, most = threading.Lock(), 0, 0
    together = threading.Barrier(2)

    def work() -> str:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        together.wait(SOON)  # two at a time do come
        with lock:
            at_once -= 1
        return ""

    for _ in range(8):
        crew.add(Job(host="one.example", work=work))
    assert len(results(crew, 8)) == 8
    assert most == 2


def test_what_a_job_raises_is_its_result(crew: Crew[str]) -> None:
    def fails() -> str:
        raise RecursionError

    crew.add(Job(host="a.example", work=fails))
    crew.add(Job(host="a.example", work=lambda: "fine"))
    done = [job for job in (crew.next(SOON), crew.next(SOON)) if job]
    assert {type(job.done.exception()) for job in done} == {RecursionError, type(None)}


def test_what_was_dropped_is_not_done() -> None:
    crew: Crew[str] = Crew(1, 1)
    begun, go_on = threading.Event(), threading.Event()

    def first() -> str:
        begun.set()
        go_on.wait(SOON)
        return "first"

    crew.add(Job(host="a.example", work=first))
    crew.add(Job(host="a.example", work=lambda: "second"))
    assert begun.wait(SOON)
    crew.drop()
    go_on.set()
    assert results(crew, 1) == ["first"]
    crew.add(Job(host="a.example", work=lambda: "third"))
    assert results(crew, 1) == ["third"]
    crew.close()
