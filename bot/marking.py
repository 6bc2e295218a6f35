"""Marking a queued quote as translated: the word in the post's texts, and its card drawn anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.accounts import limits_for
from bot.composing import House, house_of
from bot.composing import cards as orders
from bot.composing.counting import length
from bot.composing.limits import Limits
from bot.composing.material import Material, material_of
from bot.composing.translated import card_content, told
from bot.composing.units import utf16
from bot.decisions import article_of, check_lengths
from bot.errors import EditError
from bot.model import (
    CardFile,
    Piece,
    PostKind,
    QueuedPost,
    Quote,
    Reading,
    Summary,
    SummarySource,
    plain_words,
)
from bot.review import Actor
from bot.settings import Settings
from bot.store import CardStore, Store
from bot.studio import Studio, studio_of


def mark_translated(
    store: Store,
    cards: CardStore,
    settings: Settings,
    post_id: int,
    *,
    number: int = 1,
    translated: bool = True,
    actor: Actor,
    at: datetime,
    reason: str | None = None,
) -> QueuedPost:
    """Say of a post's quote, the ``number``-th, that it was translated, or that it was not.

    Its card is drawn anew and kept; what was approved is asked about again. Raises EditError for
    a quote that the post does not have, a text that would be too long or does not name the
    speaker, and a card that would not be right.
    """
    post = store.queue.get(post_id)
    if not 1 <= number <= len(post.quotes):
        there = {0: "no quote", 1: "one quote"}.get(len(post.quotes), f"{len(post.quotes)} quotes")
        raise EditError(f"post {post_id} has {there}")
    quote = post.quotes[number - 1]
    if quote.translated is translated:
        raise EditError("nothing would change: the quote is marked like that already")
    house = house_of(settings.newsroom, settings.publication)
    marking = _Marking(
        quote=replace(quote, translated=translated),
        material=_material(store, post, house),
        house=house,
        limits=limits_for(post, store),
        studio=studio_of(settings),
        cards=cards,
        alone=len(post.quotes) == 1,
    )
    pieces = tuple(map(marking.piece, post.pieces))
    check_lengths(pieces, marking.limits)
    quotes = tuple(marking.quote if each is quote else each for each in post.quotes)

    def made(current: QueuedPost) -> QueuedPost:
        if (current.pieces, current.quotes) != (post.pieces, post.quotes):
            raise EditError("somebody has changed it meanwhile; look at it again")
        return replace(current, pieces=pieces, quotes=quotes)

    return store.queue.edit(post_id, made, actor=actor, at=at, reason=reason)


def _material(store: Store, post: QueuedPost, house: House) -> Material:
    article = article_of(store.leases.article(post), post)
    summary = Summary(points=article.summary_points, source=SummarySource.ARTICLE)
    reading = Reading(article=article, summary=summary, quotes=())
    return material_of(reading, publication=house.publication, tags=house.tags)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Marking:
    """What is needed to set the pieces of one post anew; ``alone`` where it has no other quote."""

    quote: Quote
    material: Material
    house: House
    limits: Limits
    studio: Studio
    cards: CardStore
    alone: bool

    def piece(self, piece: Piece[CardFile]) -> Piece[CardFile]:
        text = told(piece.text, self.quote, self.material.language)
        cards = tuple(self._drawn(card) if self._shows(card) else card for card in piece.cards)
        return replace(piece, text=text, length=length(text, self.limits), cards=cards)

    def _shows(self, card: CardFile) -> bool:
        said = plain_words(self.quote.display) in plain_words(card.alt_text)
        return orders.kind_of(card.template) is PostKind.QUOTE and (said or self.alone)

    def _drawn(self, card: CardFile) -> CardFile:
        """The card with the quote as it is marked now. Raises EditError where it is not right."""
        alt_text = told(card.alt_text, self.quote, self.material.language)
        if self.limits.alt_limit and utf16(alt_text) > self.limits.alt_limit:
            raise EditError(f"its alternative text would be over {self.limits.alt_limit} signs")
        words = card_content(self.material, self.quote)
        content = replace(words, portrait=self.house.portraits.of(words.speaker))
        picture = self.limits.picture
        order = orders.order(card.template, content, card.format, alt_text, picture)
        drawn = self.studio.draw_card(order)
        if drawn.findings:
            raise EditError("; ".join(drawn.why_refused))
        return replace(card, sha256=self.cards.put(drawn.data), alt_text=alt_text)
