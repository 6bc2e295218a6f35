"""What the queue promises: posts come back whole, and every change is allowed and on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Executable, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from bot.errors import StoreError, TransitionError
from bot.model import QueuedPost, State
from bot.review import BOT, editing
from bot.store import CardFolder, Store
from bot.store.engine import reading, writing
from bot.store.tables import audit, posts
from tests.queued import (
    ADA,
    NOON,
    WORDS,
    approve_one,
    offer_of,
    post_of,
    queue_one,
    queue_thread,
    story,
    thread_of,
)

LEASE = timedelta(minutes=5)
LATER = NOON + LEASE


class QueueContract:
    """Tests on a fixture ``store``: an empty database of the newest schema."""

    def test_a_post_comes_back_as_it_went_in(self, store: Store) -> None:
        of = story()
        offer = offer_of(of)
        (post,) = store.queue.offer("k", of, [offer], at=NOON)
        assert store.queue.get(post.id) == post
        assert (post.pieces, post.link) == (offer.post.pieces, of.link)
        assert post.quotes == offer.post.quotes
        assert post.article_title == of.title
        assert post.article_url == of.link
        assert (post.due_at, post.expires_at) == (NOON, NOON + timedelta(hours=24))
        assert post.due_at.utcoffset() == timedelta(0)
        assert post.state is State.PENDING
        stored = store.queue.article("k")
        assert stored is not None
        assert (stored.text, stored.sha256) == (of.text, of.sha256)
        assert stored.summary_points == of.summary_points

    def test_a_thread_with_its_variants_comes_back_as_it_went_in(self, store: Store) -> None:
        of = story()
        post = thread_of(of)
        offer = replace(offer_of(of), post=post)
        (queued,) = store.queue.offer("k", of, [offer], at=NOON)
        assert queued.pieces == post.pieces
        assert (queued.variants, queued.warnings) == (post.variants, post.warnings)
        assert queued.cost == post.cost

    def test_a_naive_time_is_refused(self, store: Store) -> None:
        with pytest.raises(StatementError, match="no time zone"):
            store.queue.expire(datetime(2026, 1, 1))  # noqa: DTZ001

    def test_an_article_is_queued_once(self, store: Store) -> None:
        of = story()
        assert len(store.queue.offer("k", of, [offer_of(of)], at=NOON)) == 1
        assert store.queue.offer("k", of, [offer_of(of)], at=NOON) == ()
        assert len(store.queue.list()) == 1

    def test_an_account_gets_the_same_words_of_an_article_once(self, store: Store) -> None:
        of = story()
        twice = [offer_of(of), offer_of(of), offer_of(of, account="second")]
        made = store.queue.offer("k", of, twice, at=NOON)
        assert [post.account for post in made] == ["main", "second"]
        with writing(store._engine) as connection:
            row = connection.execute(select(posts)).first()
        assert row is not None
        again = {name: value for name, value in row._asdict().items() if name != "id"}
        with pytest.raises(IntegrityError), writing(store._engine) as connection:
            connection.execute(insert(posts).values(again))

    def test_what_fails_halfway_leaves_nothing(self, store: Store) -> None:
        of = story()
        bad = replace(offer_of(of), due_at=datetime(2026, 1, 1))  # noqa: DTZ001
        with pytest.raises(StatementError):
            store.queue.offer("k", of, [offer_of(of, account="other"), bad], at=NOON)
        assert store.queue.article("k") is None
        assert store.queue.list() == ()

    def test_every_change_is_on_record(self, store: Store) -> None:
        post = queue_one(store)
        store.queue.move(post.id, State.HELD, actor=ADA, at=NOON, reason="ask the lawyer")
        store.queue.approve(post.id, actor=ADA, at=LATER)
        store.queue.move(post.id, State.REJECTED, actor=ADA, at=LATER, reason="old")
        log = store.queue.history(post.id)
        assert [(c.actor, c.start, c.end, c.reason) for c in log] == [
            ("bot", None, State.DRAFT, None),
            ("bot", State.DRAFT, State.PENDING, None),
            ("Ada", State.PENDING, State.HELD, "ask the lawyer"),
            ("Ada", State.HELD, State.APPROVED, None),
            ("Ada", State.APPROVED, State.REJECTED, "old"),
        ]
        assert [change.at for change in log] == [NOON, NOON, NOON, LATER, LATER]
        assert {change.content_sha256 for change in log} == {post.content_sha256}

    def test_the_log_is_only_ever_added_to(self, store: Store) -> None:
        queue_one(store)
        statements: list[Executable] = [update(audit).values(actor="nobody"), delete(audit)]
        if store._engine.dialect.name == "postgresql":
            statements.append(text("TRUNCATE audit"))
        for statement in statements:
            with pytest.raises((StoreError, DBAPIError)), writing(store._engine) as connection:
                connection.execute(statement)
        with reading(store._engine) as connection:
            assert set(connection.scalars(select(audit.c.actor))) == {"bot"}

    def test_a_move_that_the_table_lacks_changes_nothing(self, store: Store) -> None:
        post = queue_one(store)
        before = store.queue.history(post.id)
        with pytest.raises(TransitionError):
            store.queue.move(post.id, State.PUBLISHED, actor=BOT, at=NOON)
        with pytest.raises(TransitionError):
            store.queue.move(post.id, State.APPROVED, actor=BOT, at=NOON)
        assert store.queue.get(post.id) == post
        assert store.queue.history(post.id) == before

    def test_there_is_no_such_post(self, store: Store) -> None:
        with pytest.raises(StoreError, match="there is no post 7"):
            store.queue.get(7)

    def test_an_approval_is_bound_to_what_was_approved(self, store: Store) -> None:
        post = approve_one(store)
        assert post.approval is not None
        assert post.approval.actor == "Ada"
        assert post.approval_holds

    def test_a_post_is_moved_within_its_window_and_asked_about_beyond(self, store: Store) -> None:
        post = queue_one(store)
        latest = NOON + timedelta(hours=48)
        store.queue.approve(post.id, actor=ADA, at=NOON, latest=latest)
        moved = store.queue.reschedule(post.id, LATER, expires_at=latest, actor=ADA, at=NOON)
        assert (moved.state, moved.due_at, moved.expires_at) == (State.APPROVED, LATER, latest)
        assert moved.approval_holds
        assert store.leases.due(["main"], LATER - timedelta(seconds=1)) == ()
        assert store.leases.due(["main"], LATER) == (moved,)
        beyond = store.queue.reschedule(post.id, latest, actor=ADA, at=NOON, reason="embargo")
        assert (beyond.state, beyond.approval, beyond.reason) == (State.PENDING, None, "embargo")
        assert beyond.expires_at == latest + (latest - LATER)
        with pytest.raises(TransitionError, match="run out of time before"):
            store.queue.reschedule(post.id, LATER, expires_at=NOON, actor=ADA, at=NOON)
        earlier = store.queue.approve(post.id, actor=ADA, at=NOON, earliest=NOON)
        assert store.queue.reschedule(post.id, NOON, actor=ADA, at=NOON).state is State.APPROVED
        assert earlier.approval is not None
        log = [(each.action, each.start, each.end) for each in store.queue.history(post.id)[2:]]
        assert log == [
            ("move", State.PENDING, State.APPROVED),
            ("reschedule", State.APPROVED, State.APPROVED),
            ("reschedule", State.APPROVED, State.PENDING),
            ("move", State.PENDING, State.APPROVED),
            ("reschedule", State.APPROVED, State.APPROVED),
        ]

    def test_a_worker_does_not_send_what_was_moved_to_later(self, store: Store) -> None:
        post = approve_one(store)
        claim = store.leases.claim({"main"}, NOON, LEASE)
        assert claim is not None
        assert store.queue.reschedule(post.id, LATER, actor=ADA, at=NOON).approval_holds
        with pytest.raises(TransitionError, match="was moved"):
            store.leases.about_to_send(claim, "f" * 64, NOON, LEASE)

    def test_an_edit_voids_the_approval_and_is_on_record_with_both_texts(
        self, store: Store
    ) -> None:
        post = approve_one(store)

        def edited(before: QueuedPost) -> QueuedPost:
            return replace(before, pieces=(replace(before.pieces[0], text="autre"),))

        after = store.queue.edit(post.id, edited, actor=ADA, at=LATER, reason="shorter")
        assert (after.text, after.state, after.approval) == ("autre", State.PENDING, None)
        assert store.queue.get(post.id) == after
        line = store.queue.history(post.id)[-1]
        assert (line.action, line.actor, line.at, line.reason) == ("edit", "Ada", LATER, "shorter")
        assert (line.start, line.end) == (State.APPROVED, State.PENDING)
        assert line.before is not None
        assert line.after is not None
        assert str(line.before["pieces"]).count(post.text.splitlines()[0]) == 1
        assert str(line.after["pieces"]).count("'autre'") == 1
        assert (line.before["approved_by"], line.after["approved_by"]) == ("Ada", None)
        assert line.content_sha256 == after.content_sha256 != post.content_sha256

    def test_an_edit_that_fails_changes_nothing(self, store: Store) -> None:
        of = story()
        headline = replace(offer_of(of), post=post_of(of))
        first, second = store.queue.offer("k", of, [offer_of(of), headline], at=NOON)

        def the_same(post: QueuedPost) -> QueuedPost:
            return replace(post, pieces=first.pieces)

        with pytest.raises(StoreError, match="has a post with these words"):
            store.queue.edit(second.id, the_same, actor=ADA, at=NOON, reason=None)
        assert store.queue.get(second.id) == second
        store.queue.move(second.id, State.REJECTED, actor=ADA, at=NOON)
        with pytest.raises(TransitionError, match="can no longer be changed"):
            store.queue.edit(second.id, lambda post: post, actor=ADA, at=NOON, reason=None)
        assert len(store.queue.history(second.id)) == 3

    def test_what_ran_out_of_time_is_expired_and_not_approved(self, store: Store) -> None:
        waiting, approved = queue_one(store, number=1), approve_one(store, number=2)
        end = waiting.expires_at
        assert store.queue.expire(end - timedelta(seconds=1)) == ()
        with pytest.raises(TransitionError, match="ran out of time"):
            store.queue.approve(waiting.id, actor=ADA, at=end)
        assert {post.id for post in store.queue.expire(end)} == {waiting.id, approved.id}
        assert store.queue.counts() == {State.EXPIRED: 2}

    def test_what_an_account_posted_lately_is_at_hand(self, store: Store) -> None:
        posted, waiting, no = (queue_one(store, number=number) for number in (1, 2, 3))
        queue_one(store, number=4, account="other")
        store.queue.move(no.id, State.REJECTED, actor=ADA, at=NOON)
        late, early = store.queue.recent("main", NOON)
        assert (early.post_id, late.post_id) == (posted.id, waiting.id)
        assert (early.texts, early.quotes, early.at) == ((posted.text,), (WORDS,), NOON)
        assert store.queue.recent("main", NOON + timedelta(seconds=1)) == ()

    def test_cards_are_needed_by_posts_and_their_variants_until_long_after(
        self, store: Store, cards: CardFolder
    ) -> None:
        post, thread = queue_one(store, cards), queue_thread(store, number=2)
        own, of_thread = {c.sha256 for c in post.cards}, {c.sha256 for c in thread.cards}
        assert len(own | of_thread) == 2
        assert store.queue.card_hashes(LATER) == own | of_thread
        swapped = store.queue.edit(
            thread.id, lambda p: editing.swapped(p, 1), actor=ADA, at=NOON, reason=None
        )
        assert swapped.cards == ()
        assert store.queue.card_hashes(LATER) == own | of_thread
        store.queue.move(post.id, State.REJECTED, actor=ADA, at=NOON)
        assert store.queue.card_hashes(NOON) == own | of_thread
        assert store.queue.card_hashes(LATER) == of_thread

    def test_a_chore_is_done_by_one_and_then_not_for_a_while(self, store: Store) -> None:
        day = timedelta(days=1)
        assert store.chores.claim("cards", every=day, at=NOON)
        assert not store.chores.claim("cards", every=day, at=LATER)
        assert store.chores.claim("other", every=day, at=LATER)
        assert store.chores.claim("cards", every=day, at=NOON + day)
