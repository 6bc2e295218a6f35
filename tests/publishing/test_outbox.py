"""The outbox against X on loopback: every fault, and what the bot does then."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.model import CardFile, LinkCard, Piece, State
from bot.publishing.outbox import LEASE, Outbox
from bot.publishing.outcome import Outcome
from bot.store import CardFolder, CardStore, Store
from bot.store.engine import writing
from bot.store.records import to_json
from bot.store.tables import articles, posts
from tests.publishing.accounts import x_at
from tests.queued import ADA, NOON, PNG, approve_one, queue_one
from tests.standins import x as standin
from tests.standins.server import Fault, Posted, serving
from tests.standins.x import METADATA, POST, UPLOAD

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


# what the platform does at the step that readers see → where the post stands, and whether readers
# see it
AT_THE_POST = [
    (Fault.STATUS_400, State.FAILED, 0),
    (Fault.STATUS_401, State.APPROVED, 0),  # the account's fault, not the post's
    (Fault.STATUS_403, State.FAILED, 0),
    (Fault.STATUS_404, State.FAILED, 0),
    (Fault.STATUS_409, State.FAILED, 0),
    (Fault.STATUS_413, State.FAILED, 0),
    (Fault.STATUS_422, State.FAILED, 0),
    (Fault.STATUS_429, State.APPROVED, 0),  # it says that it did nothing, and when to come back
    (Fault.STATUS_408, State.UNCERTAIN, 0),  # a machine in between may have passed it on
    (Fault.STATUS_500, State.UNCERTAIN, 0),
    (Fault.STATUS_502, State.UNCERTAIN, 0),
    (Fault.STATUS_503, State.UNCERTAIN, 0),
    (Fault.REDIRECT, State.UNCERTAIN, 0),
    (Fault.RESET_BEFORE, State.UNCERTAIN, 0),
    (Fault.SILENT_BEFORE, State.UNCERTAIN, 0),
    (Fault.RESET_AFTER, State.UNCERTAIN, 1),
    (Fault.SILENT_AFTER, State.UNCERTAIN, 1),
    (Fault.ERROR_AFTER, State.UNCERTAIN, 1),
    (Fault.TRUNCATED, State.UNCERTAIN, 1),
    (Fault.HTML, State.UNCERTAIN, 1),
    (Fault.LIST, State.UNCERTAIN, 1),
    (Fault.EMPTY, State.UNCERTAIN, 1),
    (Fault.ENDLESS, State.UNCERTAIN, 1),
]


@pytest.mark.parametrize(("fault", "state", "seen"), AT_THE_POST, ids=lambda each: str(each))
def test_a_fault_at_the_post_never_makes_two_of_it(
    store: Store,
    cards: CardStore,
    x: standin.X,
    outbox: Outbox,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    fault: Fault,
    state: State,
    seen: int,
) -> None:
    caplog.set_level(logging.DEBUG)
    post = approve_one(store, cards)
    x.faults[POST].append(fault)
    (outcome,) = outbox.send_due()
    assert outcome.state is store.queue.get(post.id).state is state
    assert len(x.posts) == seen
    assert outcome.reason
    assert outbox.send_due() == ()
    assert len(x.posts) == seen
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("bot.sqlite*"))
    said = [caplog.text, repr(outcome), repr(outbox), kept.decode("latin-1")]
    assert not [secret for secret in standin.CREDENTIALS.values() if secret in "\n".join(said)]


BEFORE_THE_POST = [
    (Fault.STATUS_400, State.FAILED),
    (Fault.STATUS_401, State.APPROVED),
    (Fault.STATUS_429, State.APPROVED),
    (Fault.STATUS_503, State.APPROVED),
    (Fault.ERROR_AFTER, State.APPROVED),
    (Fault.RESET_AFTER, State.APPROVED),
    (Fault.SILENT_BEFORE, State.APPROVED),
    (Fault.TRUNCATED, State.APPROVED),
]


@pytest.mark.parametrize("route", [UPLOAD, METADATA])
@pytest.mark.parametrize(("fault", "state"), BEFORE_THE_POST, ids=lambda each: str(each))
def test_a_fault_before_the_post_leaves_nothing_public(
    store: Store,
    cards: CardStore,
    x: standin.X,
    outbox: Outbox,
    route: str,
    fault: Fault,
    state: State,
) -> None:
    post = approve_one(store, cards)
    x.faults[route].append(fault)
    (outcome,) = outbox.send_due()
    assert outcome.state is store.queue.get(post.id).state is state
    assert x.posts == []
    assert [each.path for each in x.seen if each.path == POST] == []


def test_what_was_put_off_goes_out_once_its_time_has_come(
    store: Store, cards: CardStore, x: standin.X
) -> None:
    approve_one(store, cards)
    x.faults[UPLOAD].append(Fault.STATUS_503)
    clock = [NOON]
    platforms = {"main": x_at(x.base_url)}
    outbox = Outbox(
        store=store, cards=cards, platforms=platforms, now=lambda: clock[0], spread=lambda: 1.0
    )
    assert [outcome.state for outcome in outbox.send_due()] == [State.APPROVED]
    clock[0] = NOON + timedelta(seconds=59)
    assert outbox.send_due() == ()
    clock[0] = NOON + timedelta(seconds=60)
    assert [outcome.state for outcome in outbox.send_due()] == [State.PUBLISHED]
    assert len(x.posts) == 1


UNREACHABLE = {
    "nobody listens": "http://127.0.0.1:1",
    "no such name": "http://x.invalid",
    "no TLS": "https://127.0.0.1:{port}",
}


@pytest.mark.parametrize("address", UNREACHABLE.values(), ids=UNREACHABLE.keys())
def test_what_cannot_have_left_is_tried_again(
    store: Store, cards: CardStore, x: standin.X, address: str
) -> None:
    address = address.format(port=x.base_url.rsplit(":", 1)[1])
    for number in (1, 2):
        approve_one(store, number=number)
    (outcome,) = outbox_of(store, cards, address).send_due()
    assert outcome.state is State.APPROVED
    assert outcome.reason is not None
    assert "no connection" in outcome.reason
    assert {post.state for post in store.queue.list()} == {State.APPROVED}
    assert x.posts == []


def test_a_duplicate_is_refused_and_left_to_a_person(
    store: Store, cards: CardStore, x: standin.X, outbox: Outbox
) -> None:
    post = approve_one(store)
    x.write(post.text)
    (outcome,) = outbox.send_due()
    assert outcome.state is State.FAILED
    assert "duplicate content" in str(outcome.reason)


def test_a_platform_that_asks_for_a_pause_gets_it(
    store: Store, cards: CardStore, x: standin.X, outbox: Outbox
) -> None:
    for number in (1, 2, 3):
        approve_one(store, number=number)
    x.faults[POST].append(Fault.STATUS_429)
    assert len(outbox.send_due()) == 1
    assert len(x.seen) == 1


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
