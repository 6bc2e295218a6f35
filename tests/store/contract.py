"""What every database must do for the store. A database's own tests inherit this class."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from bot.errors import StoreError, TransitionError
from bot.model import Piece, Publication, QueuedPost, State
from bot.review import BOT, editing
from bot.store import CardFolder, Store
from bot.store.engine import reading, writing
from bot.store.records import (
    AccountFacts,
    EntryState,
    Expiry,
    Feed,
    FreshToken,
    Listed,
    Pause,
    Token,
)
from bot.store.rows import to_json
from bot.store.tables import audit, feeds, posts, publications, secrets
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
from tests.store import many

LEASE = timedelta(minutes=5)
LATER = NOON + LEASE
FEED = Feed(
    source="front",
    url="https://journal.example.com/feed",
    etag='"1"',
    first_read_at=NOON,
    polled_at=NOON,
    next_poll_at=NOON + timedelta(minutes=5),
)


def listed(key: str, state: EntryState = EntryState.WAITING, hour: int | None = 1) -> Listed:
    published = None if hour is None else NOON - timedelta(hours=hour)
    url = f"https://journal.example.com/{key}"
    return Listed(key=key, url=url, title=key, published_at=published, state=state)


class StoreContract:
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

    def test_sources_are_taken_by_one_process_at_a_time(self, store: Store, url: str) -> None:
        places = {f"s{n}": f"https://journal.example.com/{n}" for n in range(40)}
        taken: list[str] = []

        def take() -> None:
            with Store(url, upgrade=False) as other:
                for name, place in places.items():
                    taken.extend(other.feeds.take({name: place}, NOON, LATER))
                taken.extend(other.feeds.take(places, NOON, LATER))

        threads = [threading.Thread(target=take) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(taken) == sorted(places)

    def test_the_sources_of_a_process_that_died_are_taken_by_another(self, store: Store) -> None:
        places = {"a": "https://journal.example.com/a", "b": "https://journal.example.com/b"}
        assert set(store.feeds.take(places, NOON, LATER)) == {"a", "b"}
        store.feeds.hold(["b"], LATER + LEASE)  # by its owner, who is still at it
        assert store.feeds.take(places, LATER - timedelta(seconds=1), LATER) == {}
        taken = store.feeds.take(places, LATER, LATER + LEASE)
        assert set(taken) == {"a"}
        assert taken["a"].first_read_at is None

    def test_a_source_at_another_address_is_due_once(self, store: Store) -> None:
        store.feeds.polled(FEED, (), NOON)
        moved = {"front": "https://journal.example.com/other"}
        taken = store.feeds.take(moved, NOON, LATER)["front"]
        assert (taken.url, taken.etag, taken.first_read_at) == (moved["front"], None, NOON)
        assert store.feeds.take(moved, NOON, LATER) == {}

    def test_a_source_that_was_polled_in_the_future_is_due_once(self, store: Store) -> None:
        store.feeds.polled(FEED, (), NOON)
        before = NOON - timedelta(hours=2)
        assert set(store.feeds.take({"front": FEED.url}, before, before + LEASE)) == {"front"}
        assert store.feeds.take({"front": FEED.url}, before, before + LEASE) == {}

    def test_a_feed_is_remembered_with_what_it_listed(self, store: Store) -> None:
        assert store.feeds.get("front") is None
        entries = [listed("a"), listed("b", EntryState.SEEN), listed("c", hour=None)]
        store.feeds.polled(FEED, entries, NOON)
        assert store.feeds.get("front") == FEED
        known = store.feeds.known("front", ["a", "b", "c", "d"])
        assert known.keys() == {"a", "b", "c"}
        assert {key: entry.key for key, entry in known.items()} == {key: key for key in known}
        assert [entry.key for entry in store.feeds.waiting("front")] == ["a", "c"]

    def test_what_a_feed_lists_again_stays_as_it_was(self, store: Store) -> None:
        store.feeds.polled(FEED, [listed("a", EntryState.SEEN)], NOON)
        later = replace(FEED, etag='"2"', polled_at=LATER)
        store.feeds.polled(later, [listed("a"), listed("b"), listed("b")], LATER)
        assert store.feeds.get("front") == later
        assert [entry.key for entry in store.feeds.waiting("front")] == ["b"]
        assert store.feeds.counts("front") == {EntryState.SEEN: 1, EntryState.WAITING: 1}

    def test_an_entry_is_marked_drafted_with_its_posts(self, store: Store) -> None:
        store.feeds.polled(FEED, [listed("a")], NOON)
        (entry,) = store.feeds.waiting("front")
        assert store.feeds.begin(entry) == 1
        of = story()
        store.queue.offer("k", of, [offer_of(of)], at=NOON, entry=entry)
        assert store.feeds.waiting("front") == ()
        assert store.feeds.counts("front") == {EntryState.DRAFTED: 1}

    def test_the_oldest_comes_first_and_attempts_are_counted(self, store: Store) -> None:
        store.feeds.polled(FEED, [listed("new", hour=1), listed("old", hour=2)], NOON)
        assert [entry.key for entry in store.feeds.waiting("front")] == ["old", "new"]
        (old, _) = store.feeds.waiting("front")
        store.feeds.begin(old)
        store.feeds.note(old, "404")
        (old, _) = store.feeds.waiting("front")
        assert (old.attempts, old.note) == (1, "404")
        store.feeds.settle(old, EntryState.FAILED, "404")
        assert [entry.key for entry in store.feeds.waiting("front")] == ["new"]

    def test_an_entry_needs_its_feed(self, store: Store) -> None:
        store.feeds.polled(FEED, [listed("a")], NOON)
        with pytest.raises(IntegrityError), writing(store._engine) as connection:
            connection.execute(delete(feeds))

    # --- what others ask for -------------------------------------------------------------

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

    # --- accounts ------------------------------------------------------------------------

    def test_secrets_come_back_and_are_nowhere_to_be_read(self, store: Store) -> None:
        store.secrets.keep("main", {"token": "marked-one", "key": "marked-two"}, at=NOON)
        store.secrets.memory("main").put("session", "marked-three")
        assert store.secrets.credentials("main") == {"token": "marked-one", "key": "marked-two"}
        assert store.secrets.names("main") == ("key", "token")
        assert store.secrets.memory("main").get("session") == "marked-three"
        assert store.secrets.memory("other").get("session") is None
        store.secrets.memory("main").put("session", "marked-four")
        assert store.secrets.memory("main").get("session") == "marked-four"
        with reading(store._engine) as connection:
            assert "marked" not in str(connection.execute(select(secrets)).all())
        assert store.secrets.forget("main")
        assert not store.secrets.forget("main")
        assert store.secrets.credentials("main") == {}

    def test_a_token_is_written_ahead_of_its_use(self, store: Store) -> None:
        store.secrets.keep("main", {"token": "old"}, at=NOON)
        assert store.secrets.begin("main", "token", at=NOON, lease=LEASE)
        assert not store.secrets.begin("main", "token", at=NOON, lease=LEASE)
        # died before an answer came: the old one is still there, and another may ask
        assert store.secrets.credentials("main") == {"token": "old"}
        assert store.secrets.begin("main", "token", at=LATER, lease=LEASE)
        fresh = FreshToken(value="new", lives=LEASE)
        store.secrets.receive("main", {"token": fresh}, at=LATER)
        # died before it was used: both are there
        token = store.secrets.token("main", "token")
        known = Token(value="old", pending="new", expires_at=LATER + LEASE, changed_at=LATER)
        assert token == known
        assert store.secrets.unsettled() == {"main"}
        assert store.secrets.credentials("main") == {"token": "new"}
        assert store.secrets.credentials("main", newest=False) == {"token": "old"}
        store.secrets.confirm("main", at=LATER)
        store.secrets.confirm("main", at=LATER)
        token = store.secrets.token("main", "token")
        assert token == Token(value="new", expires_at=LATER + LEASE, changed_at=LATER)
        assert store.secrets.unsettled() == frozenset()
        assert store.secrets.token("main", "nosuch") is None
        assert "new" not in repr((token, fresh))

    def test_a_new_token_that_does_not_work_is_forgotten(self, store: Store) -> None:
        store.secrets.keep("main", {"token": "old"}, at=NOON)
        store.secrets.receive("main", {"token": FreshToken(value="bad")}, at=NOON)
        store.secrets.withdraw("main")
        assert store.secrets.credentials("main") == {"token": "old"}
        store.secrets.postpone("main", "token", LATER)
        assert not store.secrets.begin("main", "token", at=NOON, lease=LEASE)
        assert store.secrets.begin("main", "token", at=LATER, lease=LEASE)
        with pytest.raises(StoreError, match="is gone"):
            store.secrets.receive("main", {"nosuch": FreshToken(value="new")}, at=NOON)

    def test_what_the_settings_have_is_used_until_something_has_come_of_it(
        self, store: Store
    ) -> None:
        first, second = {"token": "first"}, {"token": "second"}
        assert store.secrets.adopt("main", first, at=NOON) == ("token",)
        assert store.secrets.adopt("main", first, at=NOON) == ()
        store.secrets.receive("main", {"token": FreshToken(value="renewed")}, at=NOON)
        store.secrets.confirm("main", at=NOON)
        assert store.secrets.adopt("main", first, at=LATER) == ()
        assert store.secrets.credentials("main", first) == {"token": "renewed"}
        # changed in the settings, it is theirs at once, whatever is kept
        assert store.secrets.credentials("main", second) == second
        assert store.secrets.adopt("main", second, at=LATER) == ("token",)
        assert store.secrets.credentials("main") == second
        store.secrets.keep("main", {"token": "added"}, at=LATER)
        assert store.secrets.credentials("main", second) == second
        assert store.secrets.credentials("main") == {"token": "added"}

    def test_what_is_wrong_is_told_once_until_it_is_well(self, store: Store) -> None:
        notices = store.notices
        assert not notices.well("main", "credentials", "well", at=NOON)
        assert notices.trouble("main", "credentials", "not taken", at=NOON)
        assert not notices.trouble("main", "credentials", "still not taken", at=LATER)
        assert notices.trouble("other", "credentials", "not taken", at=NOON)
        assert notices.well("main", "credentials", "well", at=LATER)
        assert not notices.well("main", "credentials", "well", at=LATER)
        assert [each.text for each in notices.open()] == ["not taken", "well"]
        assert notices.trouble("main", "credentials", "again", at=LATER)

    def test_credentials_that_run_out_are_told_a_week_ahead(self, store: Store) -> None:
        week, soon = timedelta(days=7), NOON + timedelta(days=6)
        store.secrets.keep("main", {"token": "t", "key": "k"}, at=NOON)
        store.secrets.expires("main", "token", soon)
        facts = AccountFacts(
            account="other",
            name="@journal",
            limits={"limit": 11_000},
            notes=("a note",),
            expires_at=NOON + timedelta(days=8),
            tested_at=NOON,
        )
        store.accounts.remember(replace(facts, name="before"))
        store.accounts.remember(facts)
        assert store.accounts.facts("other") == facts
        assert store.accounts.facts("main") is None
        expiry = Expiry(account="main", what="token", expires_at=soon)
        assert store.accounts.expiring(NOON, week) == (expiry,)
        both = store.accounts.expiring(NOON + timedelta(days=2), week)
        assert [each.account for each in both] == ["main", "other"]
        assert store.accounts.forget("other")
        assert not store.accounts.forget("other")

    def test_a_notice_is_told_once_until_it_is_seen(self, store: Store) -> None:
        post = queue_one(store)
        for number, expected in ((1, True), (1, False), (2, True)):
            told = store.notices.tell(
                f"k{number}", f"text {number}", kind="test", at=NOON, post_id=post.id
            )
            assert told is expected
        first, second = store.notices.open()
        assert (first.text, first.post_id, first.at, first.seen_by) == (
            "text 1",
            post.id,
            NOON,
            None,
        )
        assert store.notices.seen([first.id], actor=ADA, at=LATER) == 1
        assert store.notices.open() == (second,)
        assert store.notices.all()[0].seen_by == "Ada"
        assert store.notices.seen(None, actor=ADA, at=LATER) == 1
        assert store.notices.open() == ()
        assert not store.notices.tell("k1", "text 1", kind="test", at=LATER)
