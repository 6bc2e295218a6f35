"""One pass over everything: poll, read, compose, draw, queue, and publish what is due.

Each step commits what it did, so a pass that is stopped anywhere is simply done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from bot import accounts, clock, expiry
from bot.corrections import Correction, Corrector
from bot.drafting import Drafter
from bot.errors import SettingsError, StoreError
from bot.evergreen import Evergreens
from bot.hooks import Teller
from bot.model import QueuedPost, State
from bot.polling import Poll, Poller
from bot.publishing.budget import within_budget
from bot.publishing.check import Objection, plan_of
from bot.publishing.contract import Forgetful, Plan, Platform
from bot.publishing.outbox import Outbox
from bot.publishing.outcome import Gate, Outcome, notice
from bot.publishing.pace import Measure, after_embargo, within_pace
from bot.publishing.platforms import adapter
from bot.rereading import Rereader
from bot.settings import AccountSettings, Settings
from bot.sources.fetch import Fetcher
from bot.store import CardFolder, CardStore, Store
from bot.store.places import card_store, open_store, received
from bot.studio import photo_folder
from bot.tokens import Tokens

SOURCES_A_PASS = 1_000  # the rest is due a moment later
SEND_EVERY = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """What one pass did, and how the queue stands after it.

    ``ready`` is approved and due and did not go out; ``obstacles`` say why. ``told`` is what is
    said of the accounts' credentials: what is new, and once a day whatever runs out.
    """

    polls: tuple[Poll, ...]
    expired: tuple[QueuedPost, ...]
    outcomes: tuple[Outcome, ...]
    ready: tuple[QueuedPost, ...]
    obstacles: tuple[str, ...]
    counts: Mapping[State, int]
    corrections: tuple[Correction, ...] = ()
    told: tuple[str, ...] = ()


class Desk:
    """Works through the settings' sources and accounts. Close it, or use it as a context manager.

    With ``dry_run`` it keeps a database of its own, loads no credentials and sends nothing.
    ``platforms`` takes the place of the adapters that the settings would give, by account, and
    ``fetcher`` the place of the one that fetches sources and articles. ``passing`` is called
    between any two steps.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        dry_run: bool = False,
        now: Callable[[], datetime] = clock.now,
        platforms: Mapping[str, Platform] | None = None,
        fetcher: Fetcher | None = None,
        passing: Callable[[], None] = lambda: None,
    ) -> None:
        if not settings.accounts:
            raise SettingsError("ACCOUNTS is empty: name an account to write for, as x_main")
        self.settings = settings
        self.dry_run = dry_run
        self.store = open_store(settings, dry_run=dry_run)
        self.cards = card_store(settings, dry_run=dry_run)
        self._now = now
        self._platforms = platforms
        self._memories: dict[str, Forgetful] = {}  # for accounts of whom nothing can be kept
        self._corrector = Corrector(settings, self.store, now, fetcher)
        self.passing = passing
        self.drafter = Drafter(settings, self.cards, self.store)
        self._evergreens = Evergreens(
            settings, self.store, self.drafter, Rereader(settings, now, fetcher), now
        )
        self._poller = Poller(settings, self.store, self.drafter, now, fetcher)

    def close(self) -> None:
        """Let go of the database and the threads."""
        self._poller.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(
        self, *, every_source: bool = True, stopping: Callable[[], bool] = lambda: False
    ) -> Pass:
        """One pass; of the sources only those whose time has come, unless ``every_source``.

        What is due is sent first, last, and every few seconds in between, so that no slow source
        delays a post. Between two steps ``stopping`` may end the pass.
        """
        told = [*self._tend_tokens()]
        outbox, obstacles = self._outbox()
        expired = self.store.queue.expire(self._now())
        outcomes = [*self._send(outbox, stopping)]
        sent_at = self._now()

        def meanwhile() -> None:
            nonlocal sent_at
            if abs(self._now() - sent_at) >= SEND_EVERY:
                outcomes.extend(self._send(outbox, stopping))
                sent_at = self._now()
            self.passing()

        due = self.settings.sources if every_source else self._poller.due()[:SOURCES_A_PASS]
        polls = tuple(self._poller.polls(due, stopping, meanwhile, whatever=every_source))
        if any(poll.drafted for poll in polls):
            self.drafter.forget()
        outcomes += self._send(outbox, stopping)
        corrections = self._corrector.look(stopping)
        if not stopping():
            told += self._evergreens.offer()
        told += self._tidy()
        names = {account.name for account in self.settings.accounts}
        return Pass(
            polls=polls,
            expired=expired,
            outcomes=tuple(outcomes),
            ready=self.store.leases.due(names, self._now()),
            obstacles=(*map(str, self.store.pauses.standing()), *obstacles, *self._resting()),
            counts=self.store.queue.counts(),
            corrections=corrections,
            told=tuple(dict.fromkeys(told)),
        )

    def _send(self, outbox: Outbox, stopping: Callable[[], bool]) -> tuple[Outcome, ...]:
        """Send what is due, and tell the team of what a person has to look at."""
        outcomes = outbox.send_due(stopping)
        now = self._now()
        for outcome in outcomes:
            told = notice(outcome, now)
            if told:
                key, text = told
                post = outcome.post
                self.store.notices.tell(
                    key, text, kind="publishing", at=now, account=post.account, post_id=post.id
                )
        return outcomes

    def _resting(self) -> Iterator[str]:
        """The accounts that nothing is sent to for a while, and why."""
        now = self._now()
        for rest in self.store.rests.all().values():
            if rest.until > now:
                yield f"{rest.account} rests until {rest.until:%d %b %H:%M} UTC: {rest.reason}"

    def _tend_tokens(self) -> Iterator[str]:
        """Every hour renew what is due, every day look whether all is well.

        What another run has left half done is ended before anything is sent.
        """
        if self.dry_run or not self.settings.live or self._platforms is not None:
            return
        now, claim = self._now(), self.store.chores.claim
        if self.settings.hooks and not self.dry_run:
            yield from Teller(self.settings, self.store, self.cards, self._now).tell()
        due = claim("tokens", every=timedelta(hours=1), at=now)
        look = claim("accounts", every=timedelta(days=1), at=now)
        unsettled = self.store.secrets.unsettled()
        tokens = Tokens(self.store, now=self._now)
        for account in self.settings.accounts:
            if due or look or account.name in unsettled:
                try:
                    yield from tokens.tend(account, look=look)
                except StoreError as error:
                    yield f"{account.name}: {error}"

    def _tidy(self) -> Iterator[str]:
        """What is due now and then: tell of what runs out, throw away cards that nobody needs."""
        now, claim = self._now(), self.store.chores.claim
        if not self.dry_run and claim("expiry", every=timedelta(hours=1), at=now):
            warnings = expiry.warn(self.settings, self.store, now)
            if claim("expiry log", every=timedelta(days=1), at=now):
                yield from warnings
        if self.store.chores.claim("cards", every=timedelta(days=1), at=now):
            needed = self.store.queue.card_hashes(done_since=now - self.settings.keep_cards)
            self.cards.collect(needed, untouched_since=now - timedelta(days=1))
            # A card that is drawn anew after that goes without its photo.
            photos = CardFolder(photo_folder(self.settings))
            photos.collect((), untouched_since=now - self.settings.keep_cards)
            handed_in = received(self.settings, dry_run=self.dry_run)
            for file in handed_in.glob("*/*"):
                if file.stat().st_mtime < (now - self.settings.keep_cards).timestamp():
                    file.unlink(missing_ok=True)

    def _outbox(self) -> tuple[Outbox, tuple[str, ...]]:
        """The outbox for the accounts that may be sent to, and why the others may not."""
        platforms, obstacles = self._open_accounts()
        if not (self.settings.live or self.dry_run):
            platforms, obstacles = {}, ["LIVE is not yes, so nothing is sent"]
        outbox = Outbox(
            store=self.store,
            cards=self.cards,
            platforms=platforms,
            limits=lambda post: accounts.limits_for(post, self.store),
            recheck=self._corrector.recheck,
            gates=self._gates(),
            dry_run=self.dry_run,
            now=self._now,
        )
        return outbox, tuple(obstacles)

    def _gates(self) -> tuple[Gate, ...]:
        pace = self.store.pace
        measures = {account.name: _measure(account) for account in self.settings.accounts}
        return (
            after_embargo(pace.published_at),
            within_budget(self._budgets(), self.store.leases.spent, self.settings.zone),
            within_pace(measures, pace.sent, pace.sources_of),
        )

    def _budgets(self) -> dict[str, float]:
        own = self.settings.accounts
        return {each.name: each.budget for each in own if each.budget is not None}

    def _open_accounts(self) -> tuple[dict[str, Platform], list[str]]:
        platforms: dict[str, Platform] = {}
        obstacles: list[str] = []
        for account in self.settings.accounts:
            try:
                platform = self._platform(account)
            except StoreError as error:
                obstacles.append(f"{account.name}: {error}")
                continue
            if platform is None:
                obstacles.append(f"{account.name}: nothing publishes to {account.platform} yet")
            elif platform.missing() and not self.dry_run:
                names = [f"ACCOUNT_{account.name}_{name}".upper() for name in platform.missing()]
                obstacles.append(f"{account.name}: {', '.join(names)} must be set")
            else:
                platforms[account.name] = platform
        return platforms, obstacles

    def _platform(self, account: AccountSettings) -> Platform | None:
        """The adapter of an account. Raises StoreError where its secrets cannot be opened."""
        if self._platforms is not None:
            return self._platforms.get(account.name)
        if self.dry_run:
            return adapter(account, with_credentials=False)
        memory = self._memories.setdefault(account.name, Forgetful())
        return accounts.opened(account, self.store, memory)


def _measure(account: AccountSettings) -> Measure:
    return Measure(
        zone=account.zone,
        quiet=account.quiet,
        gap=account.gap,
        daily=account.daily,
        mix=dict(account.mix),
    )


def previews(
    settings: Settings, store: Store, card_files: CardStore, at: datetime
) -> Iterator[tuple[QueuedPost, Plan | Objection]]:
    """What would go out at ``at``, each post with its requests; changes and sends nothing."""
    platforms = {
        account.name: platform
        for account in settings.accounts
        if (platform := adapter(account, with_credentials=False))
    }
    sent_to = [name for name in platforms if not store.paused(name)]
    for post in store.leases.due(sent_to, at):
        article = store.leases.article(post)
        platform, limits = platforms[post.account], accounts.limits_for(post, store)
        yield post, plan_of(post, article, platform, card_files, limits)
