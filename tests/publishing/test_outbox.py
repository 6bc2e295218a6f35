"""The outbox against X on loopback: what is looked at before a post goes out, and leases."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.model import CardFile, LinkCard, Piece, State
from bot.publishing.outbox import LEASE, Outbox
from bot.publishing.outcome import Outcome
from bot.store import CardFolder, CardStore, Store
from bot.store.engine import writing
from bot.store.rows import to_json
from bot.store.tables import articles, posts
from tests.publishing.accounts import x_at
from tests.queued import ADA, NOON, PNG, approve_one, queue_one
from tests.standins import x as standin
from tests.standins.server import Posted, serving

LATER = NOON + LEASE + timedelta(seconds=1)


@pytest.fixture
def x() -> Iterator[standin.X]:
    with serving(standin.X()) as served:
        yield served


@pytest.fixture
def outbox(store: Store, cards: CardStore, x: standin.X) -> Outbox:
    return outbox_of(store, cards, x.base_url)


def outbox_of(
    store: Store,
    cards: CardStore,
    base_url: str,
    *,
    passing: Callable[[str], None] = lambda point: None,
    dry_run: bool = False,
) -> Outbox:
    return Outbox(
        store=store,
        cards=cards,
        platforms={"main": x_at(base_url)},
        now=lambda: NOON,
        passing=passing,
        dry_run=dry_run,
    )


def test_a_post_goes_out_with_its_card_and_alternative_text(
    store: Store, cards: CardStore, x: standin.X, outbox: Outbox
) -> None:
    post = approve_one(store, cards)
    (outcome,) = outbox.send_due()
    assert outcome.state is State.PUBLISHED
    number = "1800000000000000000"
    assert x.posted() == [Posted(id=number, text=post.text, pictures=((PNG, "Ada"),))]
    publication = store.leases.publication(post.id)
    assert publication is not None
    assert publication.remote_id == "1800000000000000000"
    assert publication.url == "https://x.com/i/status/1800000000000000000"
    assert publication.sent_at == NOON
    assert [change.end for change in store.queue.history(post.id)] == [
        State.DRAFT,
        State.PENDING,
        State.APPROVED,
        State.SENDING,
        State.PUBLISHED,
    ]
    assert outbox.send_due() == ()


# --- what is looked at again before anything is sent ----------------------------------------

LINK_CARD = LinkCard(url="https://journal.example.com/1", title="La piscine", description="")
CHANGES: dict[str, tuple[object, dict[str, object], State]] = {
    "the text": (posts, {"text": "autre chose"}, State.PENDING),
    "the alternative text": (posts, {"alt_text": "autre chose"}, State.PENDING),
    "the cards": (posts, {"cards": ()}, State.PENDING),
    "the link card": (posts, {"link_card": LINK_CARD}, State.PENDING),
    "the account": (posts, {"account": "other"}, State.PENDING),
    "the article": (articles, {"text": "Tout autre chose."}, State.HELD),
    "the article's version": (articles, {"sha256": "0" * 64}, State.HELD),
}


def changed(piece: Piece[CardFile], change: dict[str, object]) -> Piece[CardFile]:
    match change:
        case {"text": str(text)}:
            return replace(piece, text=text)
        case {"alt_text": str(alt_text)}:
            return replace(piece, cards=(replace(piece.cards[0], alt_text=alt_text),))
        case {"link_card": LinkCard() as link_card}:
            return replace(piece, link_card=link_card)
    return replace(piece, cards=())


@pytest.mark.parametrize(("table", "change", "state"), CHANGES.values(), ids=CHANGES.keys())
def test_what_changed_since_it_was_approved_does_not_go_out(
    store: Store,
    cards: CardStore,
    x: standin.X,
    table: object,
    change: dict[str, object],
    state: State,
) -> None:
    post = approve_one(store, cards)
    assert table in (posts, articles)
    if table is posts and "account" not in change:
        change = {"pieces": to_json([changed(post.pieces[0], change)])}
    with writing(store._engine) as connection:
        connection.execute(update(posts if table is posts else articles).values(change))
    platform = x_at(x.base_url)
    platforms = {"main": platform, "other": platform}
    outbox = Outbox(store=store, cards=cards, platforms=platforms, now=lambda: NOON)
    (outcome,) = outbox.send_due()
    assert outcome.state is store.queue.get(post.id).state is state
    assert x.seen == []


def test_a_card_that_is_lost_or_damaged_holds_its_post(
    store: Store, cards: CardFolder, x: standin.X, outbox: Outbox
) -> None:
    post = approve_one(store, cards)
    cards.path(post.cards[0].sha256).write_bytes(b"other")
    (outcome,) = outbox.send_due()
    assert outcome.state is State.HELD
    assert "damaged" in str(outcome.reason)
    assert x.seen == []


def test_a_change_of_mind_during_the_upload_stops_the_post(
    store: Store, cards: CardStore, x: standin.X
) -> None:
    post = approve_one(store, cards)

    def reject(point: str) -> None:
        if point == "after alt:1":
            store.queue.move(post.id, State.REJECTED, actor=ADA, at=NOON)

    (outcome,) = outbox_of(store, cards, x.base_url, passing=reject).send_due()
    assert outcome.state is State.REJECTED
    assert x.posts == []


# --- leases ------------------------------------------------------------------------------


def test_a_worker_whose_lease_ran_out_sends_nothing(
    store: Store, cards: CardStore, x: standin.X
) -> None:
    post = approve_one(store, cards)

    def somebody_else(point: str) -> None:
        if point == "checked":
            assert store.leases.claim({"main"}, LATER, LEASE)

    (outcome,) = outbox_of(store, cards, x.base_url, passing=somebody_else).send_due()
    assert outcome.state is State.APPROVED
    assert "no longer this worker's" in str(outcome.reason)
    assert store.queue.get(post.id).state is State.APPROVED
    assert x.seen == []


def test_an_answer_that_comes_late_is_still_believed(
    store: Store, cards: CardStore, x: standin.X
) -> None:
    post = approve_one(store)

    def lapse(point: str) -> None:
        if point == "after post:1":
            assert [late.id for late in store.leases.lapse(LATER)] == [post.id]

    (outcome,) = outbox_of(store, cards, x.base_url, passing=lapse).send_due()
    assert outcome.state is store.queue.get(post.id).state is State.PUBLISHED
    assert len(x.posts) == 1


def test_many_workers_send_each_post_once(store: Store, cards: CardStore, x: standin.X) -> None:
    ids = [approve_one(store, number=number).id for number in range(12)]
    done: list[Outcome] = []
    workers = [
        threading.Thread(target=lambda: done.extend(outbox_of(store, cards, x.base_url).send_due()))
        for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(outcome.post.id for outcome in done) == sorted(ids)
    assert {outcome.state for outcome in done} == {State.PUBLISHED}
    assert len(x.texts) == len(set(map(str, x.texts))) == 12


def test_nothing_goes_out_before_it_is_due_or_approved_or_after_its_time(
    store: Store, cards: CardStore, x: standin.X, outbox: Outbox
) -> None:
    queue_one(store, number=1)
    post = queue_one(store, number=2)
    store.queue.approve(post.id, actor=ADA, at=NOON, due_at=NOON + timedelta(seconds=1))
    approve_one(store, number=3, account="not set up")
    assert outbox.send_due() == ()
    assert x.seen == []
    assert store.queue.expire(NOON + timedelta(hours=24)) != ()
    assert {each.state for each in store.queue.list()} == {State.EXPIRED}


# --- dry run -----------------------------------------------------------------------------


def test_a_dry_run_asks_nobody(
    store: Store, cards: CardStore, x: standin.X, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = approve_one(store, cards)
    monkeypatch.setattr("socket.socket.connect", None)
    outbox = Outbox(
        store=store,
        cards=cards,
        platforms={"main": x_at("", credentials=False)},
        dry_run=True,
        now=lambda: NOON,
    )
    (outcome,) = outbox.send_due()
    assert outcome.state is store.queue.get(post.id).state is State.PUBLISHED
    publication = store.leases.publication(post.id)
    assert publication is not None
    assert publication.remote_id == f"dry-run-{post.id}"
    assert store.queue.history(post.id)[-1].reason == "dry run: nothing was sent"
    assert x.seen == []


def test_without_credentials_nothing_is_sent(store: Store, cards: CardStore, x: standin.X) -> None:
    approve_one(store)
    platforms = {"main": x_at(x.base_url, credentials=False)}
    (outcome,) = Outbox(store=store, cards=cards, platforms=platforms, now=lambda: NOON).send_due()
    assert outcome.state is State.APPROVED
    assert "consumer_key" in str(outcome.reason)
    assert x.seen == []
