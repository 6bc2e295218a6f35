"""The table of moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TransitionError
from bot.model import Approval, CardFile, QueuedPost, State
from bot.model.queue import approval_sha256
from bot.review.states import AFTER_A_CHANGE, MOVES, By, Move, after_change, check, moves_from
from tests.queued import NOON, post_of, queued, story

HOUR = timedelta(hours=1)
CARD = CardFile(template="quote", format="square", sha256="a" * 64, alt_text="Ada")

# Where a post may stand on its platform already: it has been sent, or may have been.
SENT = {State.PUBLISHED, State.UNCERTAIN}
END = {State.PUBLISHED, State.EXPIRED, State.CANCELLED}


def test_each_move_is_named_once_and_says_why() -> None:
    ends = [(move.start, move.end) for move in MOVES]
    assert len(ends) == len(set(ends))
    assert all(move.why and move.by and move.start is not move.end for move in MOVES)


def test_every_state_can_be_reached_and_all_but_the_last_ones_left() -> None:
    assert {move.end for move in MOVES} == set(State) - {State.DRAFT}
    assert {move.start for move in MOVES} == set(State) - END


def test_only_people_approve_and_only_the_bot_sends() -> None:
    assert {move.by for move in MOVES if move.end is State.SENDING} == {frozenset({By.BOT})}
    by_bot = {move.start for move in moves_from_any(By.BOT) if move.end is State.APPROVED}
    assert by_bot == {State.SENDING, State.UNCERTAIN}  # it was approved before


def moves_from_any(by: By) -> list[Move]:
    return [move for state in State for move in moves_from(state, by)]


@given(
    st.lists(st.tuples(st.sampled_from(State), st.sampled_from(By)), max_size=60),
)
def test_what_may_have_been_published_is_sent_again_only_once_it_was_looked_for(
    wishes: list[tuple[State, By]],
) -> None:
    state = State.DRAFT
    sent = False
    for end, by in wishes:
        try:
            check(state, end, by)
        except TransitionError:
            continue
        looked_for = state is State.UNCERTAIN and end is State.APPROVED
        state = end
        sent = (sent or state in SENT) and not looked_for
        assert not (sent and state in (State.APPROVED, State.SENDING))


def approved() -> QueuedPost:
    post = queued(post_of(story()), State.APPROVED)
    window = (NOON, NOON + 2 * HOUR)
    sha256 = approval_sha256(post.content_sha256, *window)
    approval = Approval(actor="Ada", at=NOON, earliest=window[0], latest=window[1], sha256=sha256)
    return replace(post, approval=approval)


def with_later_end(approval: Approval | None) -> Approval:
    assert approval is not None
    return replace(approval, latest=NOON + 9 * HOUR)


# what is done to an approved post → whether its approval holds
CHANGES: dict[str, tuple[Callable[[QueuedPost], QueuedPost], bool]] = {
    "nothing": (lambda post: post, True),
    "later within the window": (lambda p: replace(p, due_at=NOON + HOUR / 2), True),
    "to the window's end": (lambda p: replace(p, expires_at=NOON + 2 * HOUR), True),
    "before the window": (lambda p: replace(p, due_at=NOON - HOUR), False),
    "past the window": (lambda p: replace(p, expires_at=NOON + 3 * HOUR), False),
    "another account": (lambda p: replace(p, account="other"), False),
    "a letter": (lambda p: replace(p, pieces=(replace(p.pieces[0], text="autre"),)), False),
    "a card": (lambda p: replace(p, pieces=(replace(p.pieces[0], cards=(CARD,)),)), False),
    "the window itself": (lambda p: replace(p, approval=with_later_end(p.approval)), False),
    "what readers do not get": (lambda p: replace(p, notes=("a note",), reason="why"), True),
}


@pytest.mark.parametrize(("change", "holds"), CHANGES.values(), ids=CHANGES.keys())
def test_an_approval_covers_what_was_approved_and_its_window(
    change: Callable[[QueuedPost], QueuedPost], holds: bool
) -> None:
    changed = change(approved())
    assert changed.approval_holds is holds
    assert after_change(changed) is (State.APPROVED if holds else State.PENDING)


def test_alternative_texts_are_approved_too() -> None:
    post = queued(post_of(story()))
    pieces = (replace(post.pieces[0], cards=(CARD,)),)
    other = (replace(post.pieces[0], cards=(replace(CARD, alt_text="autre"),)),)
    assert replace(post, pieces=pieces).content_sha256 != replace(post, pieces=other).content_sha256


@pytest.mark.parametrize("state", State)
def test_what_is_done_with_can_no_longer_be_changed(state: State) -> None:
    if state in AFTER_A_CHANGE:
        end = after_change(queued(post_of(story()), state))
        assert end is state or end is State.PENDING
        if end is not state:
            check(state, end, By.PERSON)
    else:
        with pytest.raises(TransitionError, match="can no longer be changed"):
            after_change(queued(post_of(story()), state))


def test_a_move_that_is_not_in_the_table_says_which_are() -> None:
    with pytest.raises(TransitionError, match="what is published cannot become approved"):
        check(State.PUBLISHED, State.APPROVED, By.PERSON)
    with pytest.raises(TransitionError, match="it can become: held, expired, cancelled"):
        check(State.PENDING, State.APPROVED, By.BOT)
