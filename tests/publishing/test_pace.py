"""How often an account posts, whatever is approved: quiet hours, gap, number, mix, embargo."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Quiet
from bot.model import Lane, Publication, QueuedPost, State
from bot.publishing.outcome import Wait
from bot.publishing.pace import Measure, after_embargo, within_pace
from bot.store import Store
from bot.store.pace import Sent
from tests.queued import NOON, approve_one, post_of, queued, story

PARIS = ZoneInfo("Europe/Paris")
HOUR = timedelta(hours=1)
MIDNIGHT = datetime(2026, 3, 2, 23, tzinfo=UTC)  # in Paris, after NOON


def post(**changes: object) -> QueuedPost:
    plain = queued(post_of(story()), State.APPROVED)
    values = {name: getattr(plain, name) for name in plain.__slots__}
    return QueuedPost(**{**values, **changes})


def sent(minutes_ago: float, kind: str = "headline", source: str | None = "front") -> Sent:
    return Sent(at=NOON - timedelta(minutes=minutes_ago), kind=kind, source=source)


QUIET = Quiet(start=time(12), end=time(14))
CASES = [
    # measure, what was sent, until when the post waits
    (Measure(zone=PARIS), [sent(1)] * 50, None),
    (Measure(zone=PARIS, quiet=QUIET), [], NOON + HOUR),  # NOON is 13:00 in Paris
    (Measure(zone=PARIS, gap=HOUR), [sent(59)], NOON + timedelta(minutes=1)),
    (Measure(zone=PARIS, gap=HOUR), [sent(60)], None),
    (Measure(zone=PARIS, daily=2), [sent(60)], None),
    (Measure(zone=PARIS, daily=2), [sent(60), sent(1)], MIDNIGHT),
    (Measure(zone=PARIS, daily=2), [sent(14 * 60), sent(1)], None),  # the first was yesterday
    (Measure(zone=PARIS, mix={"headline": 1}), [sent(60)], MIDNIGHT),
    (Measure(zone=PARIS, mix={"headline": 1}), [sent(60, "quote")], None),
    (Measure(zone=PARIS, mix={"sport": 1}), [sent(60, source="sport")], MIDNIGHT),
    (Measure(zone=PARIS, mix={"culture": 1}), [sent(60, source="culture")], None),
]


@pytest.mark.parametrize(("measure", "before", "until"), CASES)
def test_an_account_keeps_to_its_measure(
    measure: Measure, before: list[Sent], until: datetime | None
) -> None:
    def asked(account: str, since: datetime) -> list[Sent]:
        return [each for each in before if each.at >= since]

    gate = within_pace({"main": measure}, asked, lambda article: frozenset({"sport"}))
    found = gate(post(), NOON)
    assert (found.until if found else None) == until
    assert gate(post(lane=Lane.BREAKING), NOON) is None
    assert gate(post(state=State.SENDING), NOON) is None  # a thread that has begun is finished


def test_nothing_goes_out_before_its_article_is_public() -> None:
    gate = after_embargo(lambda article: NOON + HOUR)
    found = gate(post(lane=Lane.BREAKING), NOON)
    assert found == Wait(until=NOON + HOUR, reason="under embargo until 2026-03-02 13:00 UTC")
    assert gate(post(), NOON + HOUR) is None
    assert after_embargo(lambda article: None)(post(), NOON) is None


def test_what_was_posted_is_told_from_what_waits(store: Store) -> None:
    first, second = (approve_one(store, number=number) for number in (1, 2))
    claim = store.leases.claim({"main"}, NOON, HOUR)
    assert claim
    out = Publication(remote_id="1", url=None, request_sha256="f" * 64, sent_at=NOON)
    store.leases.about_to_send(claim, "f" * 64, NOON, HOUR)
    store.leases.published(claim, out, NOON, dry_run=True)
    assert claim.post.id == first.id
    assert [each.at for each in store.pace.sent("main", NOON)] == [NOON]
    assert store.pace.due_times("main", NOON) == (second.due_at,)
    assert store.pace.sent("other", NOON) == ()
    assert store.pace.sent("main", NOON + HOUR) == ()
