"""A queued post made anew in part: its cards in another template or format, more quotes to take."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from bot.accounts import limits_for
from bot.composing.cards import TEMPLATES
from bot.decisions import article_of
from bot.errors import BotError, CardError, EditError
from bot.formats import FORMATS, parse_format
from bot.model import (
    Article,
    Card,
    CardFile,
    CardOrder,
    Piece,
    Post,
    QueuedPost,
    Variant,
)
from bot.settings import Settings
from bot.store import CardStore, Store
from bot.studio import Studio, accounts_of, studio_of

MOST_VARIANTS = 9  # among which the quote of a post is looked for
_KEPT = 32  # drafts

Version = Post[CardOrder] | Variant[CardOrder]


class Redrafter:
    """Works on posts that are in the queue; nothing it makes has other words than a draft has."""

    def __init__(self, settings: Settings, cards: CardStore, store: Store) -> None:
        self._settings = settings
        self._cards = cards
        self._store = store
        self._drafts: OrderedDict[tuple[str, str, str], tuple[Post[CardOrder], ...]] = OrderedDict()
        self._studios: dict[str, Studio] = {}
        self._lock = threading.Lock()

    def templates(self, post: QueuedPost) -> tuple[str, ...]:
        """The card templates for posts of its kind: the kind's own, and those named after it."""
        from bot.cards import Library

        usual = TEMPLATES[post.kind]
        names = Library.of_newsroom(self._settings.newsroom).names()
        return tuple(name for name in names if name == usual or name.startswith(f"{usual}-"))

    @staticmethod
    def formats() -> tuple[str, ...]:
        """The names of the usual formats."""
        return tuple(FORMATS)

    def redraw(self, post: QueuedPost, number: int, template: str, format_name: str) -> Card:
        """A card of the post, by its number from 1, in another template and format.

        Raises EditError where the post has no such card, or was changed so far that no draft has
        its words; CardError where the template cannot be used or what it draws is not right.
        """
        if template not in self.templates(post):
            raise CardError(f"no template {template} is for posts of this kind")
        if not 1 <= number <= len(post.cards):
            raise EditError(f"post {post.id} has no card {number}")
        order = self._order(post, number)
        shape = parse_format(format_name)
        wanted = replace(order, template=template, formats=(shape,))
        with self._lock:
            card = self._studio(post).draw_card(wanted)
        if card.findings:
            raise CardError("; ".join(card.why_refused))
        return replace(card, alt_text=post.cards[number - 1].alt_text)

    def with_card(self, number: int, card: Card) -> Callable[[QueuedPost], QueuedPost]:
        """What puts a card, kept, in the place of a post's card of that number."""
        kept = CardFile(
            template=card.template,
            format=card.format.name,
            sha256=self._cards.put(card.data),
            alt_text=card.alt_text,
        )

        def changed(post: QueuedPost) -> QueuedPost:
            return replace(post, pieces=tuple(_with_card(post.pieces, number, kept)))

        return changed

    def more(self, post: QueuedPost) -> tuple[Variant[CardOrder], ...]:
        """Other quotes and angles of the article that the post does not offer yet."""
        offered = {post.text, *(variant.pieces[0].text for variant in post.variants)}
        found = {
            version.pieces[0].text: version
            for draft in self._draft(post)
            for version in draft.variants
            if version.pieces[0].text not in offered
        }
        return tuple(found.values())

    def with_variant(self, post: QueuedPost, number: int) -> Callable[[QueuedPost], QueuedPost]:
        """What puts one of ``more``, by its number from 1, in the place of the post's own words.

        Raises EditError where there is none, CardError where its card is not right.
        """
        more = self.more(post)
        if not 1 <= number <= len(more):
            raise EditError(f"post {post.id} has no further quote {number}")
        with self._lock:
            drawn = self._studio(post).draw_variant(more[number - 1])
        refused = [
            why for piece in drawn.pieces for card in piece.cards for why in card.why_refused
        ]
        if refused:
            raise CardError("; ".join(refused))
        kept = drawn.with_cards(self._keep)

        def changed(before: QueuedPost) -> QueuedPost:
            variants = (*before.variants, kept)[-MOST_VARIANTS:]
            return replace(before, variants=variants)

        return changed

    def _keep(self, card: Card) -> tuple[CardFile]:
        sha256 = self._cards.put(card.data)
        return (
            CardFile(
                template=card.template,
                format=card.format.name,
                sha256=sha256,
                alt_text=card.alt_text,
            ),
        )

    def _order(self, post: QueuedPost, number: int) -> CardOrder:
        for version in saying_the_same(self._draft(post), post):
            orders = [card for piece in version.pieces for card in piece.cards]
            if len(orders) == len(post.cards):
                return orders[number - 1]
        raise EditError(f"post {post.id} was changed so far that its card cannot be drawn anew")

    def _draft(self, post: QueuedPost) -> tuple[Post[CardOrder], ...]:
        """What the account would be given of the article as it is now, with many variants."""
        stored = self._store.leases.article(post)
        key = (post.account, post.kind.value, stored.sha256)
        with self._lock:
            if key not in self._drafts:
                article = article_of(stored, post, source=stored.url or stored.title)
                self._drafts[key] = self._compose(post, article)
                while len(self._drafts) > _KEPT:
                    self._drafts.popitem(last=False)
            return self._drafts[key]

    def _compose(self, post: QueuedPost, article: Article) -> tuple[Post[CardOrder], ...]:
        limits = {post.account: limits_for(post, self._store)}
        try:
            return self._studio(post).draft(article, limits=limits).posts
        except BotError:
            return ()

    def _studio(self, post: QueuedPost) -> Studio:
        """The account's studio, which keeps the cards that it drew last."""
        if post.account not in self._studios:
            self._studios[post.account] = self._new_studio(post)
        return self._studios[post.account]

    def _new_studio(self, post: QueuedPost) -> Studio:
        mine = [each for each in accounts_of(self._settings) if each.name == post.account]
        return studio_of(self._settings, [replace(each, variants=MOST_VARIANTS) for each in mine])


def saying_the_same(
    drafts: Iterable[Post[CardOrder]], post: QueuedPost
) -> Iterator[Post[CardOrder]]:
    """What drafts and their variants say of the post's kind with the very same quotes."""
    said = [quote.display for quote in post.quotes]
    for draft in drafts:
        versions: tuple[Version, ...] = (draft, *draft.variants)
        for version in versions:
            same = [quote.display for quote in version.quotes] == said
            if version.kind is post.kind and same:
                yield draft.saying(version)


def _with_card(
    pieces: tuple[Piece[CardFile], ...], number: int, card: CardFile
) -> Iterator[Piece[CardFile]]:
    at = 0
    for piece in pieces:
        cards = []
        for old in piece.cards:
            at += 1
            cards.append(card if at == number else old)
        yield replace(piece, cards=tuple(cards))
