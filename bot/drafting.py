"""From an article to offers for the queue: read, compose, draw, and find each its slot."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import clock
from bot.composing import Recent
from bot.composing.limits import Limits, limits_of
from bot.composing.sameness import MOST_COMPARED
from bot.errors import CardError
from bot.kept import forget
from bot.model import Article, Card, CardFile, CardOrder, Lane, Post, PostKind, Variant
from bot.scheduling.slots import Rhythm, planned
from bot.settings import AccountSettings, Settings
from bot.store import CardStore, Store
from bot.store.records import Offer
from bot.studio import Studio, studio_of

LATELY = timedelta(days=14)  # for how long a post should not come back in nearly the same words


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What is wanted of an article: on which ``lane``, for which accounts, of which quotes.

    ``source`` is where it comes from, None where that does not matter; ``accounts`` are those that
    get posts, None for all. ``fresh`` is how long it is news.
    """

    lane: Lane = Lane.USUAL
    source: str | None = None
    accounts: frozenset[str] | None = None
    score: float = 0.0
    fresh: timedelta | None = None

    def wants(self, account: AccountSettings, post: Post[CardOrder]) -> bool:
        """Whether a post is one that is wanted."""
        if self.accounts is not None and account.name not in self.accounts:
            return False
        if self.source and account.sources and self.source not in account.sources:
            return False
        if post.kind is not PostKind.QUOTE:
            return True
        return max((quote.score for quote in post.quotes), default=1.0) >= self.score


def rhythm_of(account: AccountSettings) -> Rhythm:
    """When an account posts, by its settings."""
    return Rhythm(
        zone=account.zone,
        slots=account.slots,
        quiet=account.quiet,
        gap=account.gap,
        jitter=account.jitter,
        daily=account.daily,
    )


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

    def forget(self) -> None:
        """Forget what is kept of the articles that were drafted, and what they left behind.

        A tree of a page and its nodes hold on to one another: left to itself, Python clears such
        things away when there are many, and by then each page has taken memory of its own.
        """
        self._studio.forget()
        forget()
        gc.collect()

    def offers(
        self,
        article: Article,
        now: datetime,
        notes: tuple[str, ...] = (),
        *,
        brief: Brief | None = None,
    ) -> list[Offer]:
        """A post for each account and kind, due at a slot of the account; ``notes`` go with each.

        A post whose card is not right is held and says so. Raises ComposeError when no post can be
        made, TemplateError for a post template that cannot be used, OutputError when the cards
        cannot be kept.
        """
        draft = self._studio.draft(
            article, spent=self._spent(now), recent=self._recent(now), limits=self._limits()
        )
        brief = brief or Brief()
        taken: dict[str, list[datetime]] = {}
        offers = []
        for post in draft.posts:
            account = next(each for each in self._settings.accounts if each.name == post.account)
            if brief.wants(account, post):
                offers.append(self._offer(article, account, post, now, notes, brief, taken))
        return offers

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

    def _offer(
        self,
        article: Article,
        account: AccountSettings,
        post: Post[CardOrder],
        now: datetime,
        notes: tuple[str, ...],
        brief: Brief,
        taken: dict[str, list[datetime]],
    ) -> Offer:
        others = taken.setdefault(account.name, [])
        if not others:
            others += self._store.pace.due_times(account.name, now - timedelta(days=1))
        due_at = self._due(article, account, post, now, brief, others)
        others.append(due_at)
        kept, held = self.kept(post)
        return Offer(
            post=replace(kept, notes=(*kept.notes, *notes)),
            held=held,
            due_at=due_at,
            expires_at=due_at + account.expires,
            lane=brief.lane,
        )

    def _due(
        self,
        article: Article,
        account: AccountSettings,
        post: Post[CardOrder],
        now: datetime,
        brief: Brief,
        others: Sequence[datetime],
    ) -> datetime:
        """Never before the article is public; breaking news then at once."""
        earliest = max(now, article.published_at or now)
        if brief.lane is Lane.BREAKING:
            return earliest
        seed = f"{account.name} {article.sha256} {post.kind.value}"
        latest = earliest + (brief.fresh or account.expires)
        return planned(rhythm_of(account), earliest, others, latest=latest, seed=seed)

    def kept(self, post: Post[CardOrder]) -> tuple[Post[CardFile], str | None]:
        """The post with its cards drawn and kept; or without any, and what is wrong with them.

        Where a card is not right in the account's own template, the usual one is taken and a note
        says so. A variant whose card is not right is left out.
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
        made, wrong = self._drawn(alone)
        usual = alone.with_cards(_usual)
        if wrong and usual != alone:
            made, still_wrong = self._drawn(usual)
            if not still_wrong:
                note = f"{wrong}: drawn by the usual template instead"
                made, wrong = replace(made, notes=(*made.notes, note)), None
        if wrong:
            return _bare(alone, variants), wrong
        return replace(made.with_cards(self._keep), variants=tuple(variants)), None

    def _drawn(self, post: Post[CardOrder]) -> tuple[Post[Card], str | None]:
        """The post with its cards, and what is wrong with them; without any where that is all."""
        try:
            made = self._studio.draw(post)
        except CardError as error:
            lines = "; ".join(str(error).splitlines())
            return post.with_cards(_none), f"its card cannot be drawn: {lines}"
        findings = _findings(made.cards)
        return made, "its card is not right: " + "; ".join(findings) if findings else None

    def _keep(self, card: Card) -> tuple[CardFile]:
        kept = CardFile(
            template=card.template,
            format=card.format.name,
            sha256=self._card_files.put(card.data),
            alt_text=card.alt_text,
        )
        return (kept,)


def _bare(post: Post[CardOrder], variants: Sequence[Variant[CardFile]]) -> Post[CardFile]:
    return replace(post.with_cards(_no_file), variants=tuple(variants))


def _usual(order: CardOrder) -> tuple[CardOrder]:
    """The order for the usual template of its kind: quote for quote-split."""
    return (replace(order, template=order.template.split("-")[0]),)


def _none(order: CardOrder) -> tuple[Card, ...]:
    return ()


def _no_file(order: CardOrder) -> tuple[CardFile, ...]:
    return ()


def _findings(cards: Sequence[Card]) -> list[str]:
    return [
        f"{finding.file}:{finding.line or 1}: {finding.message}"
        for card in cards
        for finding in card.findings
    ]
