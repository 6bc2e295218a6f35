"""What every database must do for the pages. A database's own tests inherit this class."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.errors import ChangedMeanwhile, StoreError, TransitionError
from bot.model import QueuedPost, State
from bot.review import Actor
from bot.review.roles import Role
from bot.store import Store
from bot.store.pages import Filter
from tests.queued import ADA, NOON, approve_one, queue_one, queue_thread, story

UNDO = timedelta(seconds=10)
LEASE = timedelta(minutes=5)


class TeamContract:
    """Tests on a fixture ``store``: an empty database of the newest schema."""

    def test_a_list_is_filtered_searched_and_counted(self, store: Store) -> None:
        first, second = queue_one(store, number=1), queue_one(store, number=2, account="other")
        warned = queue_thread(store, number=3)

        def found(limit: int = 10, offset: int = 0, **which: object) -> tuple[list[int], int]:
            page = store.queue.page(Filter(**which), limit=limit, offset=offset)  # type: ignore[arg-type]
            return [post.id for post in page.posts], page.total

        assert found() == ([first.id, second.id, warned.id], 3)
        assert found(limit=1, offset=1) == ([second.id], 3)
        assert found(account="other") == ([second.id], 1)
        assert found(warned=True) == ([warned.id], 1)
        assert found(warned=False) == ([first.id, second.id], 2)
        assert found(text="PISCINE 2", limit=1) == ([second.id], 1)
        assert found(text="50%_") == ([], 0)
        for text in ("ÉTÉ", "été", "ete", "l'ete", "l’Été", "ouvrirons la piscine"):
            assert found(text=text, limit=1) == ([first.id], 2), text
        assert found(states=(State.APPROVED,)) == ([], 0)
        (shown, *_) = store.queue.page(Filter(), limit=1).posts
        assert shown.seen_sha256 == first.seen_sha256

    def test_a_post_is_found_by_the_words_that_it_has_now(self, store: Store) -> None:
        post = queue_one(store)

        def found(text: str) -> int:
            return store.queue.page(Filter(text=text), limit=1).total

        def shorter(post: QueuedPost) -> QueuedPost:
            piece = replace(post.pieces[0], text="À l’Élysée, un cœur")
            return replace(post, pieces=(piece,))

        store.queue.edit(post.id, shorter, actor=ADA, at=NOON, reason=None, action="edit")
        assert [found(text) for text in ("a l'elysee", "élysée", "COEUR")] == [1, 1, 1]
        assert found("ouvrirons") == 0
        assert found("piscine 1") == 1
        again = replace(story(), title="Les bains", text=story().text + " Fin.", sha256="")
        store.articles.revise(post.article_id, again, at=NOON)
        assert (found("bains"), found("piscine 1")) == (1, 0)

    def test_a_calendar_takes_what_is_due_from_its_start_and_before_its_end(
        self, store: Store
    ) -> None:
        post = queue_one(store)
        second = timedelta(seconds=1)
        assert store.queue.between(NOON, NOON + second, limit=5).posts[0].id == post.id
        assert store.queue.between(NOON - second, NOON, limit=5).total == 0
        assert store.queue.between(NOON, NOON + second, limit=5, account="x").total == 0

    def test_a_decision_is_about_what_was_seen_and_is_taken_back(self, store: Store) -> None:
        post = queue_one(store)
        with pytest.raises(ChangedMeanwhile):
            store.queue.approve(post.id, actor=ADA, at=NOON, seen="0" * 64)
        store.queue.approve(
            post.id, actor=ADA, at=NOON, seen=post.seen_sha256, not_before=NOON + UNDO
        )
        assert store.leases.claim(["main"], NOON, LEASE) is None
        with pytest.raises(TransitionError):
            store.queue.undo(post.id, actor=Actor(name="eve"), at=NOON, within=UNDO)
        assert store.queue.undo(post.id, actor=ADA, at=NOON + UNDO, within=UNDO) == post

    def test_what_is_on_its_way_is_not_taken_back(self, store: Store) -> None:
        post = approve_one(store)
        assert store.leases.claim(["main"], NOON, LEASE) is not None
        with pytest.raises(TransitionError, match="on its way"):
            store.queue.undo(post.id, actor=ADA, at=NOON, within=UNDO)

    def test_a_reader_of_the_log_goes_on_where_it_was(self, store: Store) -> None:
        queue_one(store, number=1)
        assert store.queue.cursor("chat") == store.queue.last_event()
        post = queue_one(store, number=2)
        events = store.queue.events(store.queue.cursor("chat"))
        assert [event.change.end for event in events] == [State.DRAFT, State.PENDING]
        assert {event.change.post_id for event in events} == {post.id}
        store.queue.advance("chat", events[-1].id)
        assert store.queue.events(store.queue.cursor("chat")) == ()

    def test_what_went_out_comes_with_where_it_stands(self, store: Store) -> None:
        post = approve_one(store)
        assert store.queue.out((State.APPROVED,), limit=5)[0].publication is None
        claim = store.leases.claim(["main"], NOON, LEASE)
        assert claim is not None
        store.leases.about_to_send(claim, "c" * 64, NOON, LEASE)
        store.leases.release(claim, State.UNCERTAIN, "no answer", NOON)
        store.queue.found(post.id, "https://x.com/a/status/17", actor=ADA, at=NOON)
        (out,) = store.queue.out((State.PUBLISHED,), limit=5)
        assert out.publication is not None
        assert (out.publication.remote_id, out.dry_run) == ("17", False)

    def test_people_come_in_by_a_link_once_and_go_at_once(self, store: Store) -> None:
        admin = store.users.add("Ada", Role.ADMIN, NOON)
        with pytest.raises(StoreError, match="already"):
            store.users.add("ada", Role.VIEWER, NOON)
        token = store.users.invite(admin, NOON)
        assert not store.users.any()
        assert store.users.accept(token, "a hash", NOON) is not None
        assert store.users.accept(token, "another hash", NOON) is None
        session = store.sessions.begin(admin, "a browser", NOON)
        found = store.sessions.user(session, NOON + timedelta(hours=11))
        assert found is not None
        assert (found.name, found.shortcuts) == ("Ada", True)
        assert store.sessions.user(session, NOON + timedelta(hours=22)) is not None
        store.users.add("bea", Role.ADMIN, NOON)
        store.users.disable("Ada", NOON)
        assert store.sessions.user(session, NOON) is None
        with pytest.raises(StoreError, match="last admin"):
            store.users.set_role("bea", Role.EDITOR)

    def test_failures_are_counted_and_forgotten(self, store: Store) -> None:
        for _ in range(6):
            store.throttles.failed("k", NOON)
        assert store.throttles.wait("k", NOON) == timedelta(seconds=30)
        assert store.throttles.wait("k", NOON + timedelta(hours=1)) == timedelta(0)
        store.throttles.forget("k")
        assert store.throttles.wait("k", NOON) == timedelta(0)

    def test_a_link_decides_once(self, store: Store) -> None:
        token = store.decision_links.make(queue_one(store), "approve", "chat", NOON)
        assert store.decision_links.get(token, NOON) is not None
        assert [store.decision_links.use(token, NOON) for _ in range(2)] == [True, False]
        assert store.decision_links.get(token, NOON) is None

    def test_a_link_that_is_forged_altered_or_over_is_refused_without_the_database(
        self, store: Store
    ) -> None:
        token = store.decision_links.make(queue_one(store), "approve", "chat", NOON)
        end, number, signature = token.split("-")[0], token[-87:-44], token[-43:]
        assert f"{end}-{number}-{signature}" == token
        later = f"{int(end, 16) + 3600:x}"
        altered = (
            f"{later}-{number}-{signature}",
            f"{end}-{number[::-1]}-{signature}",
            f"{end}-{number}-{signature[::-1]}",
            f"{end}-{number}",
            "nonsense",
            "",
        )
        asked: list[object] = []

        def count(*told: object) -> None:
            asked.append(told)

        event.listen(store._engine, "before_cursor_execute", count)
        assert [store.decision_links.get(each, NOON) for each in altered] == [None] * len(altered)
        assert not any(store.decision_links.use(each, NOON) for each in altered)
        assert store.decision_links.get(token, NOON + timedelta(hours=24)) is None
        assert asked == []
        event.remove(store._engine, "before_cursor_execute", count)
        assert store.decision_links.get(token, NOON) is not None

    def test_a_first_approval_and_what_is_said_are_kept(self, store: Store) -> None:
        post = queue_one(store)
        store.talk.approve_first(post.id, post.seen_sha256, actor=ADA, at=NOON)
        store.talk.approve_first(post.id, "1" * 64, actor=ADA, at=NOON)
        first = store.talk.first_approval(post.id)
        assert first is not None
        assert first.seen_sha256 == "1" * 64
        assert store.talk.take_back(post.id, actor=ADA)
        store.talk.say(post.id, " Wait ", actor=ADA, at=NOON)
        assert [comment.text for comment in store.talk.of(post.id)] == ["Wait"]
