"""What became of a post in a pass, and what all that work on one share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.composing.limits import Limits
from bot.model import QueuedPost, State, fingerprint
from bot.publishing.contract import Platform
from bot.publishing.resting import Resting
from bot.store import CardStore, Store
from bot.store.records import StoredArticle


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Where a post stands after it was worked on. ``urgent``: a person has to do something."""

    post: QueuedPost
    state: State
    reason: str | None = None
    url: str | None = None
    urgent: bool = False


def notice(outcome: Outcome, at: datetime) -> tuple[str, str] | None:
    """What the team is told of an outcome, and the key under which it is told once; or None.

    What is the account's fault is told once a day, not for each of its posts.
    """
    if not outcome.urgent:
        return None
    post, reason = outcome.post, outcome.reason or ""
    if outcome.state is State.APPROVED:
        return f"account:{post.account}:{at:%Y-%m-%d}", f"nothing goes out for now: {reason}"
    approved = post.approval.at.isoformat() if post.approval else ""
    key = f"post:{post.id}:{fingerprint(outcome.state.value, approved, reason)}"
    return key, f"post {post.id} is {outcome.state.value}: {reason}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """Why a post does not go out yet, and when to ask again."""

    until: datetime
    reason: str


# Asked before a post goes out: a budget, quiet hours, an account's own limits.
Gate = Callable[[QueuedPost, datetime], Wait | None]

# Reads a post's article again and says what is no longer as the post has it, or None. Raises
# SourceError where the article cannot be read now.
Recheck = Callable[[QueuedPost, StoredArticle], str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """What sending and looking up work with.

    ``passing`` is called with the name of each point that is passed; ``wait`` waits for so many
    seconds; ``spread`` gives numbers from 0 to 1.
    """

    store: Store
    cards: CardStore
    platforms: Mapping[str, Platform]
    limits: Callable[[QueuedPost], Limits]
    recheck: Recheck
    gates: Sequence[Gate]
    dry_run: bool
    lease: timedelta
    resting: Resting
    now: Callable[[], datetime]
    wait: Callable[[float], None]
    spread: Callable[[], float]
    passing: Callable[[str], None]
