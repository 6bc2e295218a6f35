"""The queue: a post that waits, what was decided about it, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.model.cards import CardFile
from bot.model.posts import Piece, PostKind, Variant
from bot.model.reading import Quote
from bot.model.words import fingerprint


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


class Lane(StrEnum):
    """The way that a post takes to its moment."""

    USUAL = "usual"  # the account's slots, gaps, quiet hours, mix and daily number
    BREAKING = "breaking"  # as soon as it is approved
    EVERGREEN = "evergreen"  # an older article once more, in a slot that nothing else wants


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """Who said yes, and to what: ``sha256`` binds it to the content and the window.

    The post may go out from ``earliest`` on and before ``latest``, both in UTC.
    """

    actor: str
    at: datetime
    earliest: datetime
    latest: datetime
    sha256: str

    def covers(self, content_sha256: str, due_at: datetime, expires_at: datetime) -> bool:
        """Whether this is what was approved, and when it is to go out is within the window."""
        if self.sha256 != approval_sha256(content_sha256, self.earliest, self.latest):
            return False
        return self.earliest <= due_at and expires_at <= self.latest


def approval_sha256(content_sha256: str, earliest: datetime, latest: datetime) -> str:
    """What an approval is bound to: the content and the window in which it may go out."""
    window = (moment.astimezone(UTC).isoformat() for moment in (earliest, latest))
    return fingerprint(content_sha256, *window)


@dataclass(frozen=True, kw_only=True, slots=True)
class QueuedPost:
    """A post in the queue: the fields of a ``Post``, and where it stands.

    ``due_at`` is the earliest moment at which it may go out; from ``expires_at`` on it may not.
    ``quotes`` are kept so that their words can be looked up once more before the post goes out.
    """

    id: int
    article_id: int
    article_url: str | None
    article_title: str
    account: str
    platform: str
    kind: PostKind
    language: str
    pieces: tuple[Piece[CardFile], ...]
    link: str | None
    cost: float | None
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    variants: tuple[Variant[CardFile], ...]
    state: State
    reason: str | None
    due_at: datetime
    expires_at: datetime
    created_at: datetime
    approval: Approval | None
    lane: Lane = Lane.USUAL

    @property
    def text(self) -> str:
        """What readers see first: the text of the first piece."""
        return self.pieces[0].text

    @property
    def cards(self) -> tuple[CardFile, ...]:
        """The cards of all pieces."""
        return tuple(card for piece in self.pieces for card in piece.cards)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that readers get: of the pieces, their link cards, and the alt texts."""
        return tuple(text for piece in self.pieces for text in _texts(piece))

    @property
    def content_sha256(self) -> str:
        """The hash of what readers get: the account, texts, link cards, cards and alt texts."""
        return fingerprint(self.account, *_contents(self.pieces))

    @property
    def seen_sha256(self) -> str:
        """The hash of what a person sees who decides: content, state, times and warnings."""
        times = (at.astimezone(UTC).isoformat() for at in (self.due_at, self.expires_at))
        told = (self.state.value, self.reason or "", *times)
        return fingerprint(self.content_sha256, *told, *self.warnings)

    @property
    def approval_holds(self) -> bool:
        """Whether it is as it was approved, and is to go out within the approved window."""
        return self.approval is not None and self.approval.covers(
            self.content_sha256, self.due_at, self.expires_at
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """A post as it stands on its platform, until it was taken down at ``deleted_at``."""

    remote_id: str
    url: str | None
    request_sha256: str
    sent_at: datetime
    deleted_at: datetime | None = None


def _texts(piece: Piece[CardFile]) -> Iterator[str]:
    yield piece.text
    if piece.link_card:
        yield piece.link_card.title
        yield piece.link_card.description
    yield from (card.alt_text for card in piece.cards)


def _contents(pieces: tuple[Piece[CardFile], ...]) -> Iterator[str]:
    """Every word and picture of the pieces; no two rows of pieces give the same texts."""
    for piece in pieces:
        link = piece.link_card
        yield piece.text
        yield fingerprint(link.url, link.title, link.description) if link else ""
        yield str(len(piece.cards))
        for card in piece.cards:
            yield card.sha256
            yield card.alt_text
