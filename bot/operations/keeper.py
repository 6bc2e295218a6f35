"""What is done beside the passes: backup, alerts, digest; each by whichever process comes first."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot import expiry
from bot.clock import Slot, next_slot
from bot.desk import Desk
from bot.errors import BotError, OutputError
from bot.model import State
from bot.operations import backups, digest
from bot.operations.conditions import Standing, conditions
from bot.operations.memory import give_back
from bot.operations.telling import Telling, reaches_anybody, tell
from bot.store.alerts import Alert

EVERY = timedelta(minutes=1)  # between two looks at what is wrong
CALM = timedelta(minutes=15)  # for which all must be well before that is told
LATE_DIGEST = timedelta(hours=1)  # after its time it is of no use any more
AHEAD = timedelta(days=7)  # by which expiring credentials are told
_WAITING = (State.PENDING, State.APPROVED, State.HELD)
_UNCLEAR = (State.SENDING, State.UNCERTAIN)


class Keeper:
    """Looks after a desk. ``told`` are lines for the log."""

    def __init__(self, desk: Desk, now: Callable[[], datetime], telling: Telling = tell) -> None:
        self._desk = desk
        self._settings = desk.settings
        self._store = desk.store
        self._now = now
        self._telling = telling
        self._started_at = now()
        self._backup_error: str | None = None

    def keep(self) -> Iterator[str]:
        """Do what is due, and tell what was done, a line each.

        Raises StoreError where the database does not answer.
        """
        now = self._now()
        if not self._desk.dry_run:
            yield from self._back_up(now)
        if self._store.chores.claim("alerts", every=EVERY, at=now):
            yield from self._alert(now)
        yield from self._digest(now)
        give_back()

    def standing(self) -> Standing:
        """How everything stands."""
        now, store, settings = self._now(), self._store, self._settings
        names = {account.name for account in settings.accounts}
        watched = {source.name for source in settings.sources}
        rests = store.rests.all()
        counts = store.queue.counts()
        sends = settings.live and not self._desk.dry_run
        late = store.leases.due(names, now) if sends else ()
        awake = [
            post for post in late if post.account not in rests and not store.paused(post.account)
        ]
        made = backups.existing(settings)
        return Standing(
            now=now,
            feeds=[feed for name, feed in store.feeds.all().items() if name in watched],
            rests=[rest for name, rest in rests.items() if name in names],
            expiries=expiry.expiries(settings, store, now, AHEAD) if sends else (),
            late=awake,
            unclear=store.queue.list(_UNCLEAR),
            waiting=sum(counts.get(state, 0) for state in _WAITING),
            drafted_at=store.pace.drafted_at(),
            started_at=self._started_at,
            backup_at=made[-1][0] if made else None,
            backup_error=self._backup_error,
            backups=not self._desk.dry_run,
            free_disk=free_space(settings.data),
            least_disk=settings.least_disk,
        )

    def _back_up(self, now: datetime) -> Iterator[str]:
        if not backups.is_due(self._settings, now):
            return
        if not self._store.chores.claim("backup", every=timedelta(hours=1), at=now):
            return
        try:
            made = backups.make(self._settings, self._desk.cards, now)
        except BotError as error:
            self._backup_error = str(error)
            yield f"no backup was made: {error}"
            return
        self._backup_error = None
        yield f"backup {made.file} holds {made.rows.get('posts', 0)} posts, and restores"

    def _alert(self, now: datetime) -> Iterator[str]:
        found = {each.key[:200]: (each.kind, each.text) for each in conditions(self.standing())}
        self._store.alerts.see(found, now)
        claimed = self._store.alerts.claim(now, calm=CALM)
        if not claimed:
            return
        told = [_line(alert) for alert in claimed]
        yield from told
        try:
            self._tell(_subject(claimed), "\n".join(told))
        except OutputError as error:
            self._store.alerts.untold(claimed)
            yield str(error)

    def _digest(self, now: datetime) -> Iterator[str]:
        at = self._settings.digest_at
        if at is None or self._desk.dry_run or not reaches_anybody(self._settings.alerts):
            return
        if next_slot(now - LATE_DIGEST, [Slot(at=at)], self._settings.zone) > now:
            return
        if not self._store.chores.claim("digest", every=timedelta(hours=12), at=now):
            return
        day = digest.digest_of(self._settings, self._store, now)
        try:
            self._tell(digest.subject(day), "\n".join(digest.lines(day)))
        except OutputError as error:
            yield f"the digest was not sent: {error}"
            return
        yield digest.subject(day)

    def _tell(self, subject: str, text: str) -> None:
        if reaches_anybody(self._settings.alerts) and not self._desk.dry_run:
            self._telling(self._settings.alerts, subject, text)


def free_space(folder: Path) -> int | None:
    """Bytes that are free where ``folder`` is or will be; None where nobody can tell."""
    for each in (folder.absolute(), *folder.absolute().parents):
        if each.is_dir():
            try:
                return shutil.disk_usage(each).free
            except OSError:
                return None
    return None


def _line(alert: Alert) -> str:
    return f"well again: {alert.text}" if alert.ended_at else alert.text


def _subject(claimed: tuple[Alert, ...]) -> str:
    new = [alert for alert in claimed if not alert.ended_at]
    if not new:
        return "Social posts: well again"
    first = " ".join(new[0].text.split())
    more = f" (and {len(new) - 1} more)" if len(new) > 1 else ""
    return f"Social posts: {first[:120]}{more}"
