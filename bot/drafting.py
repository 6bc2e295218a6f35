"""From an article to offers for the queue: read, compose, draw, and find each its slot."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import clock
from bot.errors import CardError
from bot.model import Article, Card, CardFile, Post
from bot.settings import Settings
from bot.store import CardStore
from bot.store.records import Offer
from bot.studio import Studio, studio_of


class Drafter:
    """Makes the posts of every account, with the newsroom's own templates and brand.

    A ``studio`` that is at hand already keeps the cards it drew.
    """

    def __init__(
        self, settings: Settings, card_files: CardStore, studio: Studio | None = None
    ) -> None:
        self._settings = settings
        self._card_files = card_files
        self._studio = studio or studio_of(settings)

    def offers(self, article: Article, now: datetime, notes: tuple[str, ...] = ()) -> list[Offer]:
        """A post for each account and kind, due at the account's next slot; ``notes`` go with each.

        A post whose card is not right is held and says so. Raises ComposeError when no post can be
        made, TemplateError for a post template that cannot be used, OutputError when the cards
        cannot be kept.
        """
        draft = self._studio.draft(article)
        return [self._offer(post, now, notes) for post in draft.posts]

    def _offer(self, post: Post, now: datetime, notes: tuple[str, ...]) -> Offer:
        account = next(each for each in self._settings.accounts if each.name == post.account)
        due_at = clock.next_slot(now, account.slots, self._settings.zone)
        files, held = self._cards(post)
        return Offer(
            post=replace(post, notes=(*post.notes, *notes)),
            cards=files,
            held=held,
            due_at=due_at,
            expires_at=due_at + account.expires,
        )

    def _cards(self, post: Post) -> tuple[tuple[CardFile, ...], str | None]:
        """The post's cards, kept; or none, and what is wrong with them."""
        try:
            drawn = self._studio.draw(post).cards
        except CardError as error:
            return (), f"its card cannot be drawn: {error}"
        findings = [
            f"{finding.file}:{finding.line or 1}: {finding.message}"
            for card in drawn
            for finding in card.findings
        ]
        if findings:
            return (), "its card is not right: " + "; ".join(findings)
        return tuple(map(self._keep, drawn)), None

    def _keep(self, card: Card) -> CardFile:
        return CardFile(
            template=card.template,
            format=card.format.name,
            sha256=self._card_files.put(card.png),
            alt_text=card.alt_text,
        )
