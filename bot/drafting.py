"""From an article to offers for the queue: read, compose, draw, and find each its slot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot import cards, clock, composing, reading
from bot.errors import CardError
from bot.model import Article, Card, CardFile, CardOrder, Post, PostKind
from bot.settings import AccountSettings, Settings
from bot.store import CardStore
from bot.store.records import Offer


class Drafter:
    """Makes the posts of every account, with the newsroom's own templates and brand."""

    def __init__(self, settings: Settings, card_files: CardStore) -> None:
        self._settings = settings
        self._card_files = card_files
        self._library = library_of(settings)
        self._templates = composing.PostTemplates(settings.newsroom)

    def offers(self, article: Article, now: datetime, notes: tuple[str, ...] = ()) -> list[Offer]:
        """A post for each account and kind, due at the account's next slot; ``notes`` go with each.

        A post whose card is not right is held and says so. Raises ComposeError when no post can be
        made, TemplateError for a post template that cannot be used, OutputError when the cards
        cannot be kept.
        """
        draft = composing.compose(
            reading.read(article),
            [composing_account(account) for account in self._settings.accounts],
            publication=self._settings.publication,
            templates=self._templates,
        )
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
        if post.card is None:
            return (), None
        try:
            drawn = list(self._draw(post.card, post.alt_text or ""))
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

    def _draw(self, order: CardOrder, alt_text: str) -> Iterator[Card]:
        for shape in order.formats:
            yield cards.draw(
                order.content,
                template=order.template,
                format=shape,
                alt_text=alt_text,
                library=self._library,
            )

    def _keep(self, card: Card) -> CardFile:
        return CardFile(
            template=card.template,
            format=card.format.name,
            sha256=self._card_files.put(card.png),
            alt_text=card.alt_text,
        )


def composing_account(account: AccountSettings) -> composing.Account:
    """An account as the composer knows it."""
    return composing.Account(
        name=account.name,
        platform=account.platform,
        kinds=tuple(PostKind(kind) for kind in account.posts) or composing.DEFAULT_KINDS,
        card_format=account.format,
    )


def library_of(settings: Settings) -> cards.Library:
    """The newsroom's own templates, brand and logos before the shipped ones."""
    if settings.newsroom is None:
        return cards.Library.of()
    folders = (settings.newsroom / "templates" / "cards", settings.newsroom)
    return cards.Library.of(*(folder for folder in folders if folder.is_dir()))
