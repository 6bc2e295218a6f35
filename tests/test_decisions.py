"""Decisions on queued posts, kept in a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import decisions, settings
from bot.errors import ComposeError, EditError, StoreError, TransitionError
from bot.model import Lane, PostKind, Publication, QueuedPost, State
from bot.review.editing import Edit
from bot.settings import Settings
from bot.store import Store
from tests.queued import ADA, NOON, WORDS, approve_one, queue_one, queue_thread, story

LEASE = timedelta(minutes=5)
LATER = NOON + LEASE


@pytest.fixture
def configured() -> Settings:
    return settings.of(
        {"ACCOUNTS": "main", "ACCOUNT_MAIN_PLATFORM": "x", "ACCOUNT_MAIN_SLOTS": "08:00"}
    )


def test_an_edit_is_measured_as_the_platform_counts(store: Store) -> None:
    post = queue_one(store)
    link = post.link or ""
    text = f"À lire : « {WORDS} »\n— Ada Martin\n\n{link}"
    after = decisions.edit(store, post.id, Edit(texts={1: text}), actor=ADA, at=NOON, reason=None)
    assert after.pieces[0].length == len(text) - len(link) + 23
    with pytest.raises(EditError, match="too long for X: 281 of 280"):
        decisions.edit(store, post.id, Edit(texts={1: "x" * 281}), actor=ADA, at=NOON, reason="why")
    assert store.queue.get(post.id) == after


def test_the_cost_follows_the_link(store: Store) -> None:
    post = queue_thread(store)
    assert post.cost == 0.03
    with_link = Edit(texts={1: "À lire : https://journal.example.com/1"})
    after = decisions.edit(store, post.id, with_link, actor=ADA, at=NOON, reason=None)
    assert after.cost == pytest.approx(0.215)


def test_quoted_words_that_the_article_lacks_are_told_to_the_approver(store: Store) -> None:
    post = approve_one(store)
    edit = Edit(texts={1: "« Nous fermerons la piscine »\n— Ada Martin"})
    after = decisions.edit(store, post.id, edit, actor=ADA, at=NOON, reason="she said so")
    assert after.state is State.PENDING
    assert "she said so" in after.warnings[0]
    assert any("not in the article" in warning for warning in after.warnings)
    assert store.queue.history(post.id)[-1].reason == "she said so"


def test_a_swap_is_asked_about_again_and_can_be_taken_back(store: Store) -> None:
    post = queue_thread(store)
    store.queue.approve(post.id, actor=ADA, at=NOON)
    after = decisions.swap(store, post.id, 1, actor=ADA, at=NOON, reason=None)
    assert (after.state, after.approval) == (State.PENDING, None)
    back = decisions.swap(store, post.id, 1, actor=ADA, at=NOON, reason=None)
    assert back.pieces == post.pieces
    assert [line.action for line in store.queue.history(post.id)[-2:]] == ["swap", "swap"]


def fail(store: Store, post: QueuedPost, end: State) -> None:
    claim = store.leases.claim({"main"}, NOON, LEASE)
    assert claim is not None
    assert claim.post.id == post.id
    store.leases.about_to_send(claim, "f" * 64, NOON, LEASE)
    store.leases.release(claim, end, "503", NOON)


def test_what_failed_is_tried_again_at_the_next_slot(store: Store, configured: Settings) -> None:
    post = approve_one(store)
    fail(store, post, State.FAILED)
    again = decisions.retry(store, post.id, configured, actor=ADA, at=LATER, reason="mended")
    assert again.state is State.APPROVED
    assert again.due_at == NOON + timedelta(hours=20)
    assert again.approval_holds


@pytest.mark.parametrize(("lane", "hours"), [(Lane.USUAL, 20), (Lane.BREAKING, 0)])
def test_what_is_approved_after_its_time_waits_for_a_slot_unless_it_is_breaking(
    store: Store, configured: Settings, lane: Lane, hours: int
) -> None:
    post = queue_one(store, lane=lane)
    approved = decisions.approve(store, post.id, configured, actor=ADA, at=LATER)
    assert approved.due_at == NOON + timedelta(hours=hours)
    assert approved.approval_holds
    assert (approved in store.leases.due({"main"}, LATER)) is (lane is Lane.BREAKING)


def test_what_is_uncertain_is_tried_again_only_by_who_has_looked(
    store: Store, configured: Settings
) -> None:
    post = approve_one(store)
    fail(store, post, State.UNCERTAIN)
    with pytest.raises(TransitionError, match="look on its platform first"):
        decisions.retry(store, post.id, configured, actor=ADA, at=LATER)
    again = decisions.retry(store, post.id, configured, actor=ADA, at=LATER, absent=True)
    assert again.state is State.APPROVED
    (step,) = store.leases.steps(post.id)
    assert (step.began_at, step.tries) == (None, 1)


def test_what_is_uncertain_may_be_found(store: Store) -> None:
    post = approve_one(store)
    fail(store, post, State.UNCERTAIN)
    url = "https://x.com/i/status/17"
    assert store.queue.found(post.id, url, actor=ADA, at=LATER).state is State.PUBLISHED
    assert store.leases.publication(post.id) == Publication(
        remote_id="17", url=url, request_sha256="f" * 64, sent_at=NOON
    )
    with pytest.raises(TransitionError, match="is published, not uncertain"):
        store.queue.found(post.id, url, actor=ADA, at=LATER)


def test_what_waits_after_a_failed_attempt_may_go_at_once(
    store: Store, configured: Settings
) -> None:
    post = approve_one(store)
    claim = store.leases.claim({"main"}, NOON, LEASE)
    assert claim is not None
    store.leases.postpone(claim, NOON + timedelta(hours=1), "no connection", NOON)
    assert store.leases.due({"main"}, LATER) == ()
    again = decisions.retry(store, post.id, configured, actor=ADA, at=LATER)
    assert (again.state, again.approval_holds) == (State.APPROVED, True)
    assert store.leases.due({"main"}, LATER) == (again,)


def publish(store: Store, post: QueuedPost) -> None:
    claim = store.leases.claim({"main"}, NOON, LEASE)
    assert claim is not None
    store.leases.about_to_send(claim, "f" * 64, NOON, LEASE)
    out = Publication(remote_id="1", url=None, request_sha256="f" * 64, sent_at=NOON)
    store.leases.published(claim, out, NOON)


def test_a_correction_is_a_post_of_its_own_that_waits(store: Store, configured: Settings) -> None:
    post = approve_one(store)
    text = "Correction : la piscine ouvrira en juillet."
    with pytest.raises(TransitionError, match="is approved: there is nothing to correct"):
        decisions.correct(store, post.id, text, configured, at=NOON)
    publish(store, post)
    made = decisions.correct(store, post.id, text, configured, at=LATER)
    assert (made.state, made.text, made.account) == (State.PENDING, text, "main")
    assert made.kind is PostKind.CORRECTION
    assert (made.article_id, made.notes) == (post.article_id, (f"corrects post {post.id}",))
    assert made.due_at == NOON + timedelta(hours=20)
    with pytest.raises(StoreError, match="has a post with these words"):
        decisions.correct(store, post.id, text, configured, at=LATER)
    with pytest.raises(EditError, match="too long"):
        decisions.correct(store, post.id, "x" * 281, configured, at=LATER)


def test_a_correction_names_what_has_changed(store: Store, configured: Settings) -> None:
    post = approve_one(store)
    publish(store, post)
    with pytest.raises(ComposeError, match="its article has not changed since"):
        decisions.correction_text(store, post.id, configured)
    was = store.articles.get(post.article_id)
    now = replace(story(), title="La piscine 1 ferme", sha256="e" * 64)
    store.articles.revise(was.id, now, at=LATER)
    text = decisions.correction_text(store, post.id, configured)
    assert "La piscine 1\n" in text
    assert "La piscine 1 ferme" in text
    assert decisions.correct(store, post.id, text, configured, at=LATER).state is State.PENDING
    with pytest.raises(ComposeError, match="main is no account"):
        decisions.correction_text(store, post.id, settings.of({}))
