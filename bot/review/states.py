"""The moves that a queued post can make, in one table.

    draft ──► pending ──► approved ──► sending ──► published
                │ ▲           │           ├──► failed       the platform said no
                ▼ │           │           ├──► uncertain    nobody knows: never sent again
              held            │           └──► approved     nothing left this machine
                              ▼
             rejected, expired, cancelled

No road leads from *published* anywhere. From *uncertain* one leads back, for who has looked on the
platform and is sure that the post is not there; otherwise a post that may stand on its platform
already is never sent a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import TransitionError
from bot.model import QueuedPost, State


class By(StrEnum):
    """Who makes a move: someone of the team, or the program."""

    PERSON = "person"
    BOT = "bot"


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Somebody that the audit log can name."""

    name: str
    by: By = By.PERSON


BOT = Actor(name="bot", by=By.BOT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A row of the table: who may take a post from ``start`` to ``end``, and what for."""

    start: State
    end: State
    by: frozenset[By]
    why: str


_PERSON = frozenset({By.PERSON})
_BOT = frozenset({By.BOT})
_ANYONE = _PERSON | _BOT

MOVES: tuple[Move, ...] = tuple(
    Move(start=start, end=end, by=by, why=why)
    for start, end, by, why in (
        (State.DRAFT, State.PENDING, _ANYONE, "offered to the team"),
        (State.DRAFT, State.HELD, _BOT, "something about it is not right"),
        (State.PENDING, State.APPROVED, _PERSON, "the team says yes"),
        (State.PENDING, State.HELD, _ANYONE, "put aside"),
        (State.PENDING, State.REJECTED, _PERSON, "the team says no"),
        (State.PENDING, State.EXPIRED, _BOT, "nobody decided in time"),
        (State.PENDING, State.CANCELLED, _BOT, "its article or account is gone"),
        (State.HELD, State.PENDING, _PERSON, "offered again"),
        (State.HELD, State.APPROVED, _PERSON, "the team says yes"),
        (State.HELD, State.REJECTED, _PERSON, "the team says no"),
        (State.HELD, State.EXPIRED, _BOT, "nobody decided in time"),
        (State.APPROVED, State.PENDING, _ANYONE, "changed since, or the team thinks again"),
        (State.APPROVED, State.HELD, _ANYONE, "the check before sending failed, or put aside"),
        (State.APPROVED, State.REJECTED, _PERSON, "the team says no after all"),
        (State.APPROVED, State.CANCELLED, _ANYONE, "called off"),
        (State.APPROVED, State.EXPIRED, _BOT, "it could not go out in time"),
        (State.APPROVED, State.FAILED, _BOT, "the platform refused its pictures"),
        (State.APPROVED, State.SENDING, _BOT, "about to send"),
        (State.SENDING, State.PUBLISHED, _BOT, "the platform took it"),
        (State.SENDING, State.FAILED, _BOT, "the platform refused it"),
        (State.SENDING, State.UNCERTAIN, _BOT, "no clear answer came"),
        (State.SENDING, State.APPROVED, _BOT, "nothing was accepted: it may go out later"),
        (State.UNCERTAIN, State.PUBLISHED, _ANYONE, "found on the platform"),
        (State.UNCERTAIN, State.CANCELLED, _PERSON, "a person looked, and leaves it"),
        (State.UNCERTAIN, State.APPROVED, _ANYONE, "looked for, and surely not on the platform"),
        (State.FAILED, State.PENDING, _PERSON, "changed: offered again"),
        (State.FAILED, State.APPROVED, _PERSON, "the cause is mended"),
        (State.FAILED, State.REJECTED, _PERSON, "the team says no"),
        (State.REJECTED, State.APPROVED, _PERSON, "the team thinks again"),
        (State.REJECTED, State.PENDING, _PERSON, "taken back"),
    )
)

_BY_ENDS = {(move.start, move.end): move for move in MOVES}

# What the team may still be asked about, and what may go out: these can run out of time.
WAITING = frozenset({State.DRAFT, State.PENDING, State.HELD, State.APPROVED})

# Where a post stands once its words or its time have been changed: what was approved is asked
# about again, unless it is only moved within the approved window. No other state can be changed.
AFTER_A_CHANGE: Mapping[State, State] = {
    State.DRAFT: State.DRAFT,
    State.PENDING: State.PENDING,
    State.HELD: State.HELD,
    State.APPROVED: State.PENDING,
    State.FAILED: State.PENDING,
}


def after_change(post: QueuedPost) -> State:
    """Where a post that has just been changed belongs.

    Raises TransitionError for one that can no longer be changed.
    """
    if post.state is State.APPROVED and post.approval_holds:
        return State.APPROVED
    if post.state not in AFTER_A_CHANGE:
        raise TransitionError(f"what is {post.state.value} can no longer be changed")
    return AFTER_A_CHANGE[post.state]


def moves_from(start: State, by: By) -> tuple[Move, ...]:
    """The moves that ``by`` may make with a post in the state ``start``."""
    return tuple(move for move in MOVES if move.start is start and by in move.by)


def check(start: State, end: State, by: By) -> Move:
    """The row of the table for this move.

    Raises TransitionError when there is none, or when it is not ``by``'s to make.
    """
    move = _BY_ENDS.get((start, end))
    if move and by in move.by:
        return move
    offered = ", ".join(each.end.value for each in moves_from(start, by)) or "nothing"
    raise TransitionError(
        f"what is {start.value} cannot become {end.value}; it can become: {offered}"
    )
