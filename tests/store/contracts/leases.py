"""What leases promise: a post that is due is sent by one process alone, and once."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from bot.errors import TransitionError
from bot.model import Piece, Publication, State
from bot.store import Store
from bot.store.engine import writing
from bot.store.records import Pause
from bot.store.rows import to_json
from bot.store.tables import posts, publications
from tests.queued import ADA, NOON, approve_one
from tests.store import many

LEASE = timedelta(minutes=5)
LATER = NOON + LEASE


class LeaseContract:
    """Tests on a fixture ``store``: an empty database of the newest schema."""

    def test_the_longest_due_is_claimed_first_and_by_one_alone(self, store: Store) -> None:
        first, second = approve_one(store, number=1), approve_one(store, number=2)
        claims = [store.leases.claim({"main"}, NOON, LEASE) for _ in range(3)]
        assert [claim.post.id if claim else None for claim in claims] == [
            first.id,
            second.id,
            None,
        ]

    def test_a_lease_that_ran_out_is_claimed_again_and_the_first_is_lost(
        self, store: Store
    ) -> None:
        approve_one(store)
        first = store.leases.claim({"main"}, NOON, LEASE)
        second = store.leases.claim({"main"}, LATER, LEASE)
        assert first is not None
        assert second is not None
        with pytest.raises(TransitionError, match="no longer this worker's"):
            store.leases.about_to_send(first, "f" * 64, LATER, LEASE)
        store.leases.about_to_send(second, "f" * 64, LATER, LEASE)

    def test_what_was_being_sent_when_its_lease_ran_out_is_uncertain_until_looked_for(
        self, store: Store
    ) -> None:
        post = approve_one(store)
        claim = store.leases.claim({"main"}, NOON, LEASE)
        assert claim is not None
        store.leases.about_to_send(claim, "f" * 64, NOON, LEASE)
        assert store.leases.lapse(LATER - timedelta(seconds=1)) == ()
        assert [lost.id for lost in store.leases.lapse(LATER)] == [post.id]
        assert store.queue.get(post.id).state is State.UNCERTAIN
        assert store.leases.claim({"main"}, LATER + LEASE, LEASE) is None
        with pytest.raises(TransitionError, match="look on its platform first"):
            store.queue.approve(post.id, actor=ADA, at=LATER)
        again = store.queue.approve(post.id, actor=ADA, at=LATER, absent=True, reason="not there")
        assert again.state is State.APPROVED

    def test_a_publication_is_recorded_once(self, store: Store) -> None:
        post = approve_one(store)
        claim = store.leases.claim({"main"}, NOON, LEASE)
        assert claim is not None
        store.leases.about_to_send(claim, "f" * 64, NOON, LEASE)
        out = Publication(remote_id="1", url=None, request_sha256="f" * 64, sent_at=NOON)
        store.leases.published(claim, out, NOON)
        assert store.leases.publication(post.id) == out
        with pytest.raises(TransitionError):
            store.leases.published(claim, out, NOON)
        row = {"post_id": post.id, "remote_id": "2", "request_sha256": "", "sent_at": NOON}
        with pytest.raises(IntegrityError), writing(store._engine) as connection:
            connection.execute(insert(publications).values(**row, dry_run=False))

    def test_a_change_between_the_claim_and_the_sending_is_seen(self, store: Store) -> None:
        approve_one(store)
        claim = store.leases.claim({"main"}, NOON, LEASE)
        assert claim is not None
        with writing(store._engine) as connection:
            connection.execute(
                update(posts).values(pieces=to_json([Piece(text="autre", length=5)]))
            )
        with pytest.raises(TransitionError, match="changed since it was approved"):
            store.leases.about_to_send(claim, "f" * 64, NOON, LEASE)

    def test_what_is_paused_is_neither_claimed_nor_sent(self, store: Store) -> None:
        claimed = approve_one(store, number=1)
        claim = store.leases.claim({"main"}, NOON, LEASE)
        assert claim is not None
        other = approve_one(store, number=2, account="other")
        assert store.pauses.begin("main", actor=ADA, at=NOON, reason="a mistake")
        assert not store.pauses.begin("main", actor=ADA, at=LATER, reason=None)
        with pytest.raises(TransitionError, match=r"main is paused by Ada.*a mistake"):
            store.leases.about_to_send(claim, "f" * 64, NOON, LEASE)
        assert store.queue.get(claimed.id).state is State.APPROVED
        late = LATER + LEASE
        assert store.paused("main") == Pause(
            account="main", at=NOON, actor="Ada", reason="a mistake"
        )
        assert store.paused("other") is None
        store.pauses.begin(None, actor=ADA, at=NOON, reason=None)
        assert store.paused("other") == Pause(account=None, at=NOON, actor="Ada", reason=None)
        assert store.leases.claim({"main", "other"}, late, LEASE) is None
        assert [post.id for post in store.leases.due({"main", "other"}, late)] == [
            claimed.id,
            other.id,
        ]
        assert store.pauses.lift(None, actor=ADA, at=LATER)
        assert not store.pauses.lift(None, actor=ADA, at=LATER)
        again = store.leases.claim({"main", "other"}, late, LEASE)
        assert again is not None
        assert again.post.id == other.id
        assert [pause.account for pause in store.pauses.standing()] == ["main"]
        store.pauses.lift("main", actor=ADA, at=LATER)
        assert store.paused("main") is None
        store.leases.about_to_send(claim, "f" * 64, NOON, LEASE)

    def test_what_is_put_off_waits_for_its_time(self, store: Store) -> None:
        approve_one(store)
        claim = store.leases.claim({"main"}, NOON, LEASE)
        assert claim is not None
        store.leases.postpone(claim, LATER, "no connection", NOON)
        assert store.leases.claim({"main"}, LATER - timedelta(seconds=1), LEASE) is None
        again = store.leases.claim({"main"}, LATER, LEASE)
        assert again is not None
        assert again.attempts == 1

    def test_claims_of_many_threads_never_meet(self, store: Store) -> None:
        expected = {approve_one(store, number=number).id for number in range(30)}
        claimed: list[int] = []

        def work() -> None:
            while claim := store.leases.claim({"main"}, NOON, LEASE):
                claimed.append(claim.post.id)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(claimed) == 30
        assert set(claimed) == expected

    def test_processes_side_by_side_send_each_post_once(
        self, store: Store, url: str, tmp_path: Path
    ) -> None:
        expected = {approve_one(store, number=number).id for number in range(40)}
        arrived, _ = many.send(url, tmp_path / "ledger", 3, NOON)
        assert arrived.keys() == expected
        assert set(arrived.values()) == {1}
        assert store.queue.counts() == {State.PUBLISHED: 40}
