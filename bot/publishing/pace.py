"""How often an account posts: quiet hours, the gap, the day's number and mix; and embargoes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import clock
from bot.clock import Quiet
from bot.model import Lane, QueuedPost, State
from bot.publishing.outcome import Gate, Wait
from bot.store.pace import Sent


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """What an account keeps to. ``daily`` and ``mix`` count in a day of ``zone``.

    ``mix`` is the most posts a day by kind of post or name of source.
    """

    zone: ZoneInfo
    quiet: Quiet | None = None
    gap: timedelta = timedelta()
    daily: int | None = None
    mix: Mapping[str, int] = field(default_factory=dict)


def within_pace(
    measures: Mapping[str, Measure],
    sent: Callable[[str, datetime], Sequence[Sent]],
    sources_of: Callable[[int], frozenset[str]],
) -> Gate:
    """A gate that keeps each account to its measure; what is breaking passes, and what has begun.

    ``sent`` says what an account has posted since a moment, ``sources_of`` where an article comes
    from.
    """

    def gate(post: QueuedPost, now: datetime) -> Wait | None:
        measure = measures.get(post.account)
        if measure is None or post.lane is Lane.BREAKING or post.state is State.SENDING:
            return None
        if quiet := clock.quiet_until(now, measure.quiet, measure.zone):
            return Wait(until=quiet, reason=f"quiet hours of {post.account}")
        start, end = clock.day_of(now, measure.zone)
        since = min(start, now - measure.gap)
        if not (measure.gap or measure.daily is not None or measure.mix):
            return None
        before = sent(post.account, since)
        today = [each for each in before if start <= each.at < end]
        return _too_soon(post, measure, before, now) or _too_many(
            post, measure, today, sources_of, end
        )

    return gate


def _too_soon(
    post: QueuedPost, measure: Measure, before: Sequence[Sent], now: datetime
) -> Wait | None:
    past = [each.at for each in before if each.at <= now]
    if not past or now - past[-1] >= measure.gap:
        return None
    minutes = measure.gap.total_seconds() / 60
    told = f"{post.account} leaves {minutes:g} minutes between two posts"
    return Wait(until=past[-1] + measure.gap, reason=told)


def _too_many(
    post: QueuedPost,
    measure: Measure,
    today: Sequence[Sent],
    sources_of: Callable[[int], frozenset[str]],
    end: datetime,
) -> Wait | None:
    if measure.daily is not None and len(today) >= measure.daily:
        told = f"{post.account} has posted its {measure.daily} of the day"
        return Wait(until=end, reason=told)
    if not measure.mix:
        return None
    for name in (post.kind.value, *sorted(sources_of(post.article_id))):
        most = measure.mix.get(name)
        already = sum(name in (each.kind, each.source) for each in today)
        if most is not None and already >= most:
            told = f"{post.account} has posted its {most} of {name} of the day"
            return Wait(until=end, reason=told)
    return None


def after_embargo(published_at: Callable[[int], datetime | None]) -> Gate:
    """A gate that lets nothing through before its article is public; ``published_at`` says when.

    What is breaking does not pass either: an embargo is a promise to somebody else.
    """

    def gate(post: QueuedPost, now: datetime) -> Wait | None:
        until = published_at(post.article_id)
        if until is None or until <= now:
            return None
        return Wait(until=until, reason=f"under embargo until {until:%Y-%m-%d %H:%M} UTC")

    return gate
