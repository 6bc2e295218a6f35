"""Older articles that are still true, offered once more: rarely, in other words, in a free slot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import next_slot
from bot.drafting import Brief, Drafter
from bot.errors import CardError, ComposeError, SourceError, StoreError
from bot.model import Lane, State
from bot.rereading import Rereader
from bot.settings import AccountSettings, Settings
from bot.store import Store
from bot.store.records import Offer, StoredArticle

EVERY = timedelta(hours=1)  # between two looks
ONE_A = timedelta(days=1)  # at most one for an account
AGAIN = "evergreen: the article was posted before, in other words"
TRIED = 5  # articles, until there is one that can be posted again


class Evergreens:
    """Offers evergreen articles again to the accounts that want them; each waits for approval."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        drafter: Drafter,
        reread: Rereader,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._store = store
        self._drafter = drafter
        self._reread = reread
        self._now = now

    def offer(self) -> Iterator[str]:
        """Offer what has rested for long enough, and tell of each in a line.

        Raises StoreError and OutputError.
        """
        now = self._now()
        accounts = [each for each in self._settings.accounts if each.evergreen is not None]
        if not accounts or not self._store.chores.claim("evergreen", every=EVERY, at=now):
            return
        for account in accounts:
            if self._has_room(account, now):
                yield from self._for(account, now)

    def _has_room(self, account: AccountSettings, now: datetime) -> bool:
        """Whether no other one waits or came today, and the account's next slot is free."""
        waiting = self._store.queue.list([State.PENDING, State.APPROVED], account=account.name)
        if any(post.lane is Lane.EVERGREEN for post in waiting):
            return False
        chore = f"evergreen {account.name}"[:40]
        since = self._store.chores.done_at(chore)
        if since is not None and now - since < ONE_A:
            return False
        slot = next_slot(now, account.slots, account.zone)
        return all(abs(post.due_at - slot) > account.jitter for post in waiting)

    def _for(self, account: AccountSettings, now: datetime) -> Iterator[str]:
        assert account.evergreen is not None
        rested = self._store.pace.evergreens(account.name, now - account.evergreen, TRIED)
        for stored in rested:
            made = self._made(account, stored, now)
            if made is not None:
                chore = f"evergreen {account.name}"[:40]
                self._store.chores.claim(chore, every=ONE_A, at=now)
                yield f"{stored.title}: offered once more to {account.name}, as post {made}"
                return

    def _made(self, account: AccountSettings, stored: StoredArticle, now: datetime) -> int | None:
        """A post of the article in words that the account has not had; None where there is none."""
        try:
            article = self._reread.read(stored)
            if article.sha256 != stored.sha256:
                return None  # what is no longer as it was drafted is for the corrections
            offers = self._drafter.offers(
                replace(article, published_at=None, image=stored.image),
                now,
                (AGAIN,),
                brief=Brief(lane=Lane.EVERGREEN, accounts=frozenset({account.name})),
            )
        except (SourceError, ComposeError, CardError):
            return None
        for offer in (each for one in offers for each in _versions(one)):
            try:
                return self._store.queue.add(stored.id, offer, at=now).id
            except StoreError:
                continue  # the account has had these words
        return None


def _versions(offer: Offer) -> Iterator[Offer]:
    """The offer, and one for each of its variants."""
    yield offer
    for variant in offer.post.variants:
        yield replace(offer, post=offer.post.saying(variant), held=None)
