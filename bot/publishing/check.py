"""The last look at a post before it goes out: is it still what was approved, and still true?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.composing.counting import fits
from bot.composing.limits import Limits
from bot.errors import Refused, StoreError
from bot.model import QueuedPost, State
from bot.publishing.contract import Plan, Platform
from bot.publishing.submission import submission_of
from bot.review import broken_promises
from bot.store import CardStore
from bot.store.records import StoredArticle


@dataclass(frozen=True, kw_only=True, slots=True)
class Objection:
    """Why a post must not go out, and the state in which it waits for a person."""

    end: State
    reason: str


def plan_of(
    post: QueuedPost,
    article: StoredArticle,
    platform: Platform,
    cards: CardStore,
    limits: Limits,
) -> Plan | Objection:
    """The requests that publish ``post``, or what speaks against them. Sends nothing."""
    if not post.approval_holds:
        return Objection(end=State.PENDING, reason="changed since it was approved: decide again")
    problems = list(_problems(post, article, limits))
    if problems:
        return Objection(end=State.HELD, reason="; ".join(problems))
    try:
        return platform.prepare(submission_of(post, cards), limits)
    except (StoreError, Refused) as error:
        return Objection(end=State.HELD, reason=str(error))


def _problems(post: QueuedPost, article: StoredArticle, limits: Limits) -> Iterator[str]:
    if not all(fits(piece.text, limits) for piece in post.pieces):
        yield f"over the limit of {limits.name}"
    if any(quote.article_sha256 != article.sha256 for quote in post.quotes):
        yield "its quote was taken from another version of the article"
    elsewhere = (article.title, article.lead or "", *article.summary_points)
    yield from broken_promises(post.texts, post.quotes, article.text, elsewhere)
