"""Posts as they are written: in pieces, with what an approver may take instead.

A post's cards change on their way: ``Post[CardOrder]`` is composed, ``Post[Card]`` is drawn and
``Post[CardFile]`` is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.model.reading import Quote, Reading

if TYPE_CHECKING:
    from bot.model.cards import CardOrder

C = TypeVar("C")
D = TypeVar("D")


class PostKind(StrEnum):
    """What a post is made of."""

    QUOTE = "quote"
    TLDR = "tldr"
    HEADLINE = "headline"
    FIGURE = "figure"  # the article's own sentence with its most telling figure
    CORRECTION = "correction"  # what has changed in an article that was posted before


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkCard:
    """A link as the platform's own card under a text, with the words that the card prints.

    The first card of its piece is its picture, where the platform takes one.
    """

    url: str
    title: str
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece(Generic[C]):
    """One posting, exactly as it will be sent: a plain post is one, a thread is several.

    ``length`` is that of ``text`` in the platform's own unit. Several ``cards`` are a carousel.
    """

    text: str
    length: int
    cards: tuple[C, ...] = ()
    link_card: LinkCard | None = None

    def with_cards(self, change: Callable[[C], tuple[D, ...]]) -> Piece[D]:
        """The piece with each card turned into others, in their order."""
        cards = tuple(made for card in self.cards for made in change(card))
        return Piece(text=self.text, length=self.length, cards=cards, link_card=self.link_card)


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant(Generic[C]):
    """Other pieces that an approver may take in place of a post's own; its fields are a post's."""

    kind: PostKind
    pieces: tuple[Piece[C], ...]
    link: str | None
    cost: float | None = None
    quotes: tuple[Quote, ...] = ()
    warnings: tuple[str, ...] = ()

    def with_cards(self, change: Callable[[C], tuple[D, ...]]) -> Variant[D]:
        """The variant with each card turned into others."""
        return Variant(
            kind=self.kind,
            pieces=tuple(piece.with_cards(change) for piece in self.pieces),
            link=self.link,
            cost=self.cost,
            quotes=self.quotes,
            warnings=self.warnings,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Post(Generic[C]):
    """A post for one account: the pieces of a thread in the order of their posting, or just one.

    ``limit`` bounds each piece, in the platform's own unit. ``link`` is the URL that the post
    carries, in a text or as a link card; None where it carries none. ``cost`` is in US dollars for
    all pieces together, None where the platform does not bill. ``quotes`` are those whose words
    stand in the texts or on the cards. ``notes`` say what was decided, ``warnings`` what a person
    should look into before saying yes.
    """

    account: str
    platform: str
    kind: PostKind
    language: str
    pieces: tuple[Piece[C], ...]
    link: str | None
    limit: int
    cost: float | None = None
    quotes: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    variants: tuple[Variant[C], ...] = ()

    @property
    def text(self) -> str:
        """What readers see first: the text of the first piece."""
        return self.pieces[0].text

    @property
    def length(self) -> int:
        """The length of the first piece."""
        return self.pieces[0].length

    @property
    def cards(self) -> tuple[C, ...]:
        """The cards of all pieces."""
        return tuple(card for piece in self.pieces for card in piece.cards)

    def saying(self, version: Post[C] | Variant[C]) -> Post[C]:
        """The post with another version's words in place of its own, and no variants."""
        return replace(
            self,
            kind=version.kind,
            pieces=version.pieces,
            link=version.link,
            cost=version.cost,
            quotes=version.quotes,
            warnings=version.warnings,
            variants=(),
        )

    def with_cards(self, change: Callable[[C], tuple[D, ...]]) -> Post[D]:
        """The post and its variants with each card turned into others."""
        return Post(
            account=self.account,
            platform=self.platform,
            kind=self.kind,
            language=self.language,
            pieces=tuple(piece.with_cards(change) for piece in self.pieces),
            link=self.link,
            limit=self.limit,
            cost=self.cost,
            quotes=self.quotes,
            notes=self.notes,
            warnings=self.warnings,
            variants=tuple(variant.with_cards(change) for variant in self.variants),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """All posts made of one reading; its ``warnings`` stand on each of them too."""

    reading: Reading
    posts: tuple[Post[CardOrder], ...]
    warnings: tuple[str, ...] = ()
