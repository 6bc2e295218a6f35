"""The same post for another account: its words as they are, or composed anew for its platform."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import clock
from bot.composing.limits import limits_of
from bot.decisions import article_of, as_post
from bot.drafting import Drafter
from bot.errors import ComposeError, UsageError
from bot.model import CardFile, Post, PostKind, QueuedPost
from bot.redrafting import MOST_VARIANTS, saying_the_same
from bot.review import Actor
from bot.settings import AccountSettings, Settings
from bot.store import CardStore, Store
from bot.store.records import Offer
from bot.studio import accounts_of, studio_of


class Duplicator:
    """Offers what stands in the queue to further accounts; each waits for its own approval."""

    def __init__(self, settings: Settings, cards: CardStore, store: Store) -> None:
        self._settings = settings
        self._cards = cards
        self._store = store

    def duplicate(
        self, post: QueuedPost, account: AccountSettings, *, at: datetime, actor: Actor
    ) -> QueuedPost:
        """Offer a post to another account, at the account's next slot.

        On the same platform its words and cards are taken as they are. For another platform the
        article is composed anew, within that platform's limits: with the same quotes, whole, or not
        at all. Raises UsageError where nothing of the kind can be made, StoreError where the
        account has these words already.
        """
        if account.name == post.account:
            raise UsageError("choose another account")
        due_at = clock.next_slot(at, account.slots, account.zone)
        held = None
        if account.platform == post.platform:
            made = as_post(post, account.name, self._store)
        else:
            made, held = self._anew(post, account)
        expires_at = due_at + account.expires
        offer = Offer(post=made, held=held, due_at=due_at, expires_at=expires_at)
        return self._store.queue.add(post.article_id, offer, at=at, actor=actor)

    def _anew(
        self, post: QueuedPost, account: AccountSettings
    ) -> tuple[Post[CardFile], str | None]:
        """The post as its article gives it to the account, with its cards; why it is held."""
        if post.kind is PostKind.CORRECTION:
            raise UsageError("a correction belongs to the account whose post it corrects")
        narrowed = replace(self._settings, accounts=(account,))
        (composed,) = accounts_of(narrowed)
        facts = self._store.accounts.facts(account.name)
        limits = limits_of(account.platform, facts.limits if facts else {})
        wanted = replace(composed, kinds=(post.kind,), variants=MOST_VARIANTS)
        studio = studio_of(narrowed, [wanted])
        stored = self._store.leases.article(post)
        article = article_of(stored, post, source=stored.url or stored.title)
        try:
            drafts = studio.draft(article, limits={account.name: limits}).posts
        except ComposeError as error:
            raise UsageError(f"{account.name}: {error}") from error
        found = next(saying_the_same(drafts, post), None)
        if found is None:
            raise UsageError(f"the article gives {account.name} no post with the same words")
        note = f"the same as post {post.id}, composed for {limits.name}"
        drawn, held = Drafter(narrowed, self._cards, self._store, studio).kept(found)
        return replace(drawn, notes=(*drawn.notes, note)), held
