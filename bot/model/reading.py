"""The article as the bot understands it: who said what, and what the summary is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.articles import Article, SummarySource


class QuoteKind(StrEnum):
    """What stands between quotation marks. Only DIRECT may become a card."""

    DIRECT = "direct"
    FRAGMENT = "fragment"  # attributed, but no whole thought
    SCARE = "scare"
    TITLE = "title"
    NICKNAME = "nickname"
    WORD = "word"
    SLOGAN = "slogan"
    DOCUMENT = "document"
    PROVERB = "proverb"
    FOREIGN = "foreign"
    HEADING = "heading"
    BRAND = "brand"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A run of quoted words: ``article.text[start:end] == text``, marks and padding excluded."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Words between quotation marks, and who said them.

    Of a one-part quote ``text``, ``start`` and ``end`` are its part's; of several parts, ``text``
    is the parts joined and the offsets span the whole. ``display`` is what posts and cards print,
    without outer marks. ``mention`` is the article's own wording for the speaker ("il", "la
    ministre"), ``speaker`` the name to print; None where it is not certain enough to name one.
    ``confidence`` is 0 to 1 for speaker and span together; ``score`` ranks the article's quotes.
    ``translated`` says that the words were spoken in another language than the article's.
    """

    parts: tuple[Part, ...]
    text: str
    start: int
    end: int
    display: str
    kind: QuoteKind
    speaker: str | None = None
    role: str | None = None
    mention: str | None = None
    cue: str | None = None
    confidence: float
    score: float = 0.0
    card_worthy: bool = False
    key: bool = False
    translated: bool = False
    why: tuple[str, ...] = ()
    article_sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """The points to post: the newsroom's TL;DR, or whole sentences of the article."""

    points: tuple[str, ...]
    source: SummarySource


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """An article as the bot understands it. ``quotes`` are in the order of the text."""

    article: Article
    summary: Summary
    quotes: tuple[Quote, ...]

    @property
    def key_quote(self) -> Quote | None:
        """The one quote that an editor would choose, if any is worth a card."""
        return next((quote for quote in self.quotes if quote.key), None)
