"""From an article to offers for the queue: read, compose, draw, and find each its slot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import clock
from bot.composing import Recent
from bot.composing.limits import Limits, limits_of
from bot.composing.sameness import MOST_COMPARED
from bot.errors import CardError
from bot.model import Article, Card, CardFile, CardOrder, Post, Variant
from bot.settings import Settings
from bot.store import CardStore, Store
from bot.store.records import Offer
from bot.studio import Studio, studio_of

LATELY = timedelta(days=14)  # for how long a post should not come back in nearly the same words


class Drafter:
    """Makes the posts of every account, with the newsroom's own templates and brand.

    What the accounts have posted and spent is asked of ``store``. A ``studio`` that is at hand
    already keeps the cards it drew.
    """

    def __init__(
        self,
        settings: Settings,
        card_files: CardStore,
        store: Store,
        studio: Studio | None = None,
    ) -> None:
        self._settings = settings
        self._card_files = card_files
        self._store = store
        self._studio = studio or studio_of(settings)

    def offers(self, article: Article, now: datetime, notes: tuple[str, ...] = ()) -> list[Offer]:
        """A post for each account and kind, due at the account's next slot; ``notes`` go with each.

        A post whose card is not right is held and says so. Raises ComposeError when no post can be
        made, TemplateError for a post template that cannot be used, OutputError when the cards
        cannot be kept.
        """
        draft = self._studio.draft(
            article, spent=self._spent(now), recent=self._recent(now), limits=self._limits()
        )
        return [self._offer(post, now, notes) for post in draft.posts]

    def _limits(self) -> dict[str, Limits]:
        """The limits of the accounts' own servers, as they were when each was tested."""
        facts = {
            each.name: self._store.accounts.facts(each.name) for each in self._settings.accounts
        }
        return {
            account.name: limits_of(account.platform, said.limits)
            for account in self._settings.accounts
            if (said := facts[account.name])
        }

    def _spent(self, now: datetime) -> dict[str, float]:
        """What each account with a budget has cost since the month began, in US dollars."""
        month = clock.month_of(now, self._settings.zone)
        own = [account.name for account in self._settings.accounts if account.budget is not None]
        return {name: self._store.leases.spent(name, month) for name in own}

    def _recent(self, now: datetime) -> list[Recent]:
        """What the accounts were given lately, the newest first."""
        return [
            Recent(
                account=account.name,
                text=" ".join(each.texts),
                quotes=each.quotes,
                name=f"post {each.post_id} of {each.at.astimezone(self._settings.zone):%d %b}",
            )
            for account in self._settings.accounts
            for each in self._store.queue.recent(account.name, now - LATELY, most=MOST_COMPARED)
        ]

    def _offer(self, post: Post[CardOrder], now: datetime, notes: tuple[str, ...]) -> Offer:
        account = next(each for each in self._settings.accounts if each.name == post.account)
        due_at = clock.next_slot(now, account.slots, self._settings.zone)
        kept, held = self._kept(post)
        return Offer(
            post=replace(kept, notes=(*post.notes, *notes)),
            held=held,
            due_at=due_at,
            expires_at=due_at + account.expires,
        )

    def _kept(self, post: Post[CardOrder]) -> tuple[Post[CardFile], str | None]:
        """The post with its cards drawn and kept; or without any, and what is wrong with them.

        A variant whose card is not right is left out.
        """
        variants = []
        for variant in post.variants:
            try:
                drawn = self._studio.draw_variant(variant)
            except CardError:
                continue
            if not any(_findings(piece.cards) for piece in drawn.pieces):
                variants.append(drawn.with_cards(self._keep))
        alone = replace(post, variants=())
        try:
            made = self._studio.draw(alone)
        except CardError as error:
            return _bare(alone, variants), f"its card cannot be drawn: {error}"
        if findings := _findings(made.cards):
            return _bare(alone, variants), "its card is not right: " + "; ".join(findings)
        return replace(made.with_cards(self._keep), variants=tuple(variants)), None

    def _keep(self, card: Card) -> tuple[CardFile]:
        kept = CardFile(
            template=card.template,
            format=card.format.name,
            sha256=self._card_files.put(card.data),
            alt_text=card.alt_text,
        )
        return (kept,)


def _bare(post: Post[CardOrder], variants: Sequence[Variant[CardFile]]) -> Post[CardFile]:
    return replace(post.with_cards(_no_card), variants=tuple(variants))


def _no_card(card: CardOrder) -> tuple[CardFile, ...]:
    return ()


def _findings(cards: Sequence[Card]) -> list[str]:
    return [
        f"{finding.file}:{finding.line or 1}: {finding.message}"
        for card in cards
        for finding in card.findings
    ]
