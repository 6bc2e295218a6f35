"""Figures for Prometheus: what was done since the start, and how everything stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.desk import Pass
from bot.model import State
from bot.operations.conditions import Standing, conditions
from bot.operations.heart import Heart

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts passes; ``text`` is what a scrape gets."""

    def __init__(self, heart: Heart) -> None:
        self._registry = CollectorRegistry()
        self._polls = self._counter("bot_polls", "Polls of sources", "source", "outcome")
        self._drafts = self._counter("bot_drafts", "Posts drafted", "account")
        self._outcomes = self._counter("bot_outcomes", "What became of posts", "account", "state")
        self._expired = self._counter("bot_expired", "Posts that ran out of time", "account")
        self._queue = Gauge("bot_queue_posts", "Posts by state", ["state"], registry=self._registry)
        self._standing = _Standing(heart)
        self._registry.register(self._standing)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(name, meaning, labels, registry=self._registry)

    def passed(self, done: Pass) -> None:
        """Count what a pass did."""
        for poll in done.polls:
            came = "failed" if poll.error else "unchanged" if poll.unchanged else "read"
            self._polls.labels(poll.source, came).inc()
            for drafted in poll.drafted:
                for post in drafted.posts:
                    self._drafts.labels(post.account).inc()
        for post in done.expired:
            self._expired.labels(post.account).inc()
        for outcome in done.outcomes:
            self._outcomes.labels(outcome.post.account, outcome.state.value).inc()
        for state in State:
            self._queue.labels(state.value).set(done.counts.get(state, 0))

    def stands(self, standing: Standing) -> None:
        """Remember how everything stands, for the next scrape."""
        self._standing.last = standing

    def text(self) -> bytes:
        """All figures, in the text format of Prometheus."""
        return generate_latest(self._registry)


class _Standing(Collector):
    """Figures that are read off how everything stands when they are asked for."""

    def __init__(self, heart: Heart) -> None:
        self._heart = heart
        self.last: Standing | None = None

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures."""
        pulse = self._heart.pulse()
        yield _figure("bot_idle_seconds", "Since the last step of work", pulse.idle)
        yield _figure("bot_passes", "Passes ended well since the start", pulse.passes)
        yield _figure("bot_ready", "1 while passes end well", float(pulse.ready))
        if (standing := self.last) is None:
            return
        failing = GaugeMetricFamily("bot_source_failures", "In a row", labels=["source"])
        for feed in standing.feeds:
            failing.add_metric([feed.source], feed.failures)
        yield failing
        wrong = GaugeMetricFamily("bot_alerts", "What is wrong", labels=["kind"])
        kinds = [condition.kind for condition in conditions(standing)]
        for kind in sorted(set(kinds)):
            wrong.add_metric([kind], kinds.count(kind))
        yield wrong
        late = max((standing.now - post.due_at for post in standing.late), default=None)
        seconds = late.total_seconds() if late else 0.0
        yield _figure("bot_late_seconds", "By which the latest approved post is late", seconds)
        yield from _age(
            "bot_backup_age_seconds", "Of the last backup", standing, standing.backup_at
        )
        if standing.free_disk is not None:
            yield _figure("bot_free_disk_bytes", "Free where DATA is", standing.free_disk)


def _figure(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _age(
    name: str, meaning: str, standing: Standing, at: datetime | None
) -> Iterator[GaugeMetricFamily]:
    if at is not None:
        yield _figure(name, meaning, (standing.now - at).total_seconds())
