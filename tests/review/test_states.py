"""The table of moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TransitionError
from bot.model import State
from bot.review.states import MOVES, By, Move, check, moves_from

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
    assert by_bot == {State.SENDING}  # it was approved before


def moves_from_any(by: By) -> list[Move]:
    return [move for state in State for move in moves_from(state, by)]


@given(
    st.lists(st.tuples(st.sampled_from(State), st.sampled_from(By)), max_size=60),
)
def test_what_may_have_been_published_is_never_sent_again(
    wishes: list[tuple[State, By]],
) -> None:
    state = State.DRAFT
    sent = False
    for end, by in wishes:
        try:
            check(state, end, by)
        except TransitionError:
            continue
        state = end
        assert not (sent and state in (State.APPROVED, State.SENDING))
        sent = sent or state in SENT


def test_a_move_that_is_not_in_the_table_says_which_are() -> None:
    with pytest.raises(TransitionError, match="what is published cannot become approved"):
        check(State.PUBLISHED, State.APPROVED, By.PERSON)
    with pytest.raises(TransitionError, match="it can become: held, expired, cancelled"):
        check(State.PENDING, State.APPROVED, By.BOT)
