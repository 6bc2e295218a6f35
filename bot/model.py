"""The records that flow from an article to a publication, and the one test of "the same words".

Article → Reading → Draft (one Post per account) → Card → QueuedPost → Publication.

Every record is frozen and keyword-only. Offsets count Python characters (Unicode code points)
into ``Article.text``. Times are aware and in UTC.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# --- the article -------------------------------------------------------------------------


class ArticleKind(StrEnum):
    """What sort of page an article came as; only an ARTICLE is composed without being asked."""

    ARTICLE = "article"
    INTERVIEW = "interview"
    LIVE_BLOG = "live blog"
    GALLERY = "gallery"
    VIDEO = "video"
    PAYWALLED = "paywalled"


class SummarySource(StrEnum):
    """Who wrote the summary points: the newsroom, or nobody (whole sentences of the article)."""

    ARTICLE = "article"
    SELECTED = "selected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A picture that the article shows; ``credit`` is printed wherever the picture is."""

    url: str
    caption: str | None = None
    credit: str | None = None
    licensed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A stretch of the text under one crosshead; ``heading`` is None before the first."""

    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One article as published, without the furniture of its page.

    ``text`` is the body: paragraphs parted by a blank line, crossheads among them, without the
    title and without the TL;DR block. All offsets everywhere point into this one string.
    ``sha256`` is ``fingerprint(title, *summary_points, text)``. ``notes`` tells the team what had
    to be assumed ("no date: counted from when it was first seen"). ``rubric`` is the part of the
    paper that it stands in ("International").
    """

    url: str | None
    canonical_url: str | None
    source: str
    language: str
    title: str
    lead: str | None = None
    summary_points: tuple[str, ...] = ()
    text: str
    sections: tuple[Section, ...] = ()
    kind: ArticleKind = ArticleKind.ARTICLE
    authors: tuple[str, ...] = ()
    rubric: str | None = None
    tags: tuple[str, ...] = ()
    image: Image | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    sha256: str
    fetched_at: datetime
    notes: tuple[str, ...] = ()

    @property
    def link(self) -> str | None:
        """The URL that a post carries: the canonical one where the page names it."""
        return self.canonical_url or self.url


# --- the reading -------------------------------------------------------------------------


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


# --- the draft ---------------------------------------------------------------------------


class PostKind(StrEnum):
    """What a post is made of."""

    QUOTE = "quote"
    TLDR = "tldr"
    HEADLINE = "headline"


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A card's size in CSS pixels, which are also its picture's pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CardContent:
    """The words a card prints; nothing on a card comes from anywhere else.

    ``quote`` has its language's marks round it already. ``source`` is the publication's name or
    host. ``image`` and ``portrait`` are paths of local files, never URLs.
    """

    kind: PostKind
    language: str
    headline: str
    quote: str | None = None
    speaker: str | None = None
    role: str | None = None
    points: tuple[str, ...] = ()
    source: str = ""
    image: str | None = None
    credit: str | None = None
    portrait: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CardOrder:
    """The card that a post asks for: which template, which sizes, which words."""

    template: str
    formats: tuple[Format, ...]
    content: CardContent


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something on a card that is not right, with the place in the template that causes it."""

    rule: str
    message: str
    file: str
    line: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A drawn card; ``sha256`` is of ``png``. A card with findings is never published."""

    template: str
    format: Format
    png: bytes
    sha256: str
    alt_text: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A post for one account, exactly as it will be sent.

    ``length`` and ``limit`` are in the platform's own unit. ``cost`` is in US dollars, None where
    the platform does not bill. ``quote`` is the quote whose words stand in the text.
    """

    account: str
    platform: str
    kind: PostKind
    language: str
    text: str
    link: str | None
    length: int
    limit: int
    cost: float | None = None
    card: CardOrder | None = None
    alt_text: str | None = None
    quote: Quote | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """All posts made of one reading."""

    reading: Reading
    posts: tuple[Post, ...]


# --- the queue ---------------------------------------------------------------------------


class State(StrEnum):
    """Where a queued post stands; ``bot.review.states`` says which moves are allowed."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    SENDING = "sending"
    PUBLISHED = "published"
    HELD = "held"
    REJECTED = "rejected"
    EXPIRED = "expired"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class CardFile:
    """A card as it is kept: found by its content hash in the card store."""

    template: str
    format: str
    sha256: str
    alt_text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """Who approved what: ``content_sha256`` binds the decision to the text, cards and account."""

    actor: str
    at: datetime
    content_sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class QueuedPost:
    """A post in the queue.

    ``due_at`` is the earliest moment at which it may go out; from ``expires_at`` on it may not.
    ``quote`` is kept so that its words can be looked up once more before the post goes out.
    """

    id: int
    article_id: int
    article_url: str | None
    article_title: str
    account: str
    platform: str
    kind: PostKind
    language: str
    text: str
    link: str | None
    alt_text: str | None
    quote: Quote | None
    cards: tuple[CardFile, ...]
    notes: tuple[str, ...]
    state: State
    reason: str | None
    due_at: datetime
    expires_at: datetime
    created_at: datetime
    approval: Approval | None

    @property
    def content_sha256(self) -> str:
        """What an approval is bound to: the text, the cards, their alt texts and the account."""
        cards = [f"{card.sha256} {card.alt_text}" for card in self.cards]
        return fingerprint(self.account, self.text, self.alt_text or "", *cards)


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """A post as it stands on its platform."""

    remote_id: str
    url: str | None
    request_sha256: str
    sent_at: datetime


# --- words -------------------------------------------------------------------------------


def fingerprint(*texts: str) -> str:
    """SHA-256 of the texts in order, as hex; no two lists of texts run together."""
    digest = hashlib.sha256()
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()


_SPACE = re.compile(r"[\s\u2060\ufeff\u200b]+")
_MARK = re.compile(r" ?[«»“”„‟‹›‚‘’‛'\"`´] ?")
_BEFORE_SIGN = re.compile(r" (?=[!?:;%])")  # French sets a space here, others none


def plain_words(text: str) -> str:
    """``text`` with entities decoded, one kind of space and one kind of quotation mark.

    >>> plain_words("«\\u00a0Non&nbsp;merci…\\u202f»") == plain_words('"Non merci…"')
    True
    """
    text = unicodedata.normalize("NFC", html.unescape(text))
    text = _SPACE.sub(" ", text.replace("<<", "'").replace(">>", "'"))
    return _BEFORE_SIGN.sub("", _MARK.sub("'", text)).strip(" ")


def same_words(first: str, second: str) -> bool:
    """Whether two texts are the same words: every check of "verbatim" asks here.

    The kind of space (none at all before ``! ? : ; %`` and beside a mark) and the shape of
    quotation marks and apostrophes do not count, nor do character entities that one side has
    decoded. Every letter, digit and other sign does.
    """
    return plain_words(first) == plain_words(second)
