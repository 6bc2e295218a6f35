"""The log: what was done, a line each, with one id from an article to its posts."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol, TextIO

from bot import clock
from bot.commands.once import lines
from bot.desk import Pass
from bot.model import QueuedPost, State
from bot.scheduling.choosing import story_key

Fields = dict[str, object]
_BAD = (State.FAILED, State.UNCERTAIN, State.HELD)


class Journal(Protocol):
    """Where it is written down what was done."""

    def say(self, text: str, *, error: bool = False) -> None:
        """Write a line for people."""

    def passed(self, done: Pass) -> None:
        """Write down what a pass did."""


def trace_of(post: QueuedPost) -> str:
    """The id by which an article and its posts are found in the log."""
    if post.article_url is None:
        return f"article-{post.article_id}"
    return hashlib.sha256(story_key(post.article_url).encode()).hexdigest()[:12]


class PlainJournal:
    """Lines for people: the time, and what was done."""

    def __init__(self, out: TextIO | None = None, now: Callable[[], datetime] = clock.now) -> None:
        self._out = out or sys.stdout
        self._now = now

    def say(self, text: str, *, error: bool = False) -> None:
        """Write a line; an error goes where errors go."""
        out = sys.stderr if error and self._out is sys.stdout else self._out
        print(f"{self._now():%Y-%m-%d %H:%M:%S} {text}", file=out, flush=True)

    def passed(self, done: Pass) -> None:
        """Write down what a pass did."""
        for line in lines(done):
            self.say(line)


class JsonJournal:
    """One JSON object a line, for programs that collect logs."""

    def __init__(self, out: TextIO | None = None, now: Callable[[], datetime] = clock.now) -> None:
        self._out = out or sys.stdout
        self._now = now

    def say(self, text: str, *, error: bool = False) -> None:
        """Write a line for people as an event "said"."""
        self._write({"level": "error" if error else "info", "event": "said", "text": text})

    def passed(self, done: Pass) -> None:
        """Write down what a pass did."""
        for event in events(done):
            self._write(event)

    def _write(self, fields: Fields) -> None:
        at = self._now().isoformat(timespec="milliseconds")
        line = json.dumps({"at": at, **fields}, ensure_ascii=False)
        print(line, file=self._out, flush=True)


def events(done: Pass) -> Iterator[Fields]:
    """What a pass did; nothing where it did nothing."""
    for poll in done.polls:
        if poll.error:
            told = {"source": poll.source, "error": poll.error, "failures": poll.failures}
            yield {"level": "error", "event": "source failed", **told}
        elif poll.new or poll.first:
            told = {"source": poll.source, "listed": poll.listed, "new": poll.new}
            yield {"level": "info", "event": "polled", **told}
        for drafted in poll.drafted:
            yield {
                "level": "info",
                "event": "drafted",
                "id": trace_of(drafted.posts[0]),
                "source": poll.source,
                "title": drafted.title,
                "posts": [post.id for post in drafted.posts],
            }
        for note in poll.notes:
            yield {"level": "info", "event": "not drafted", "source": poll.source, "why": note}
    for post in done.expired:
        yield {"level": "warning", "event": "expired", **_of(post)}
    for outcome in done.outcomes:
        level = "error" if outcome.state in _BAD else "info"
        told = {"url": outcome.url, "reason": outcome.reason}
        kept = {name: value for name, value in told.items() if value}
        yield {"level": level, "event": outcome.state.value, **_of(outcome.post), **kept}
    for correction in done.corrections:
        held, out = (list(each) for each in (correction.revised.held, correction.revised.published))
        told = {"title": correction.title, "held": held, "published": out}
        yield {"level": "warning", "event": "article changed", **told}
    for line in done.told:
        yield {"level": "info", "event": "told", "text": line}


def _of(post: QueuedPost) -> Fields:
    return {"id": trace_of(post), "post": post.id, "account": post.account}


class ToJournal(logging.Handler):
    """Takes what libraries and the program log into the journal."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record on one line, a traceback's lines parted by bars."""
        text = " | ".join(self.format(record).splitlines())
        self._journal.say(text, error=record.levelno >= logging.ERROR)
