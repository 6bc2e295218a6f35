"""What others are told, and what they decide by a link."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from urllib.parse import urlsplit

import httpx
import pytest

from bot.hooks import Teller
from bot.model import State
from bot.review.roles import Role
from bot.settings import HookSettings
from tests.operations.test_telling import MailServer
from tests.queued import ADA, NOON
from tests.web.conftest import Newsroom, csrf, send

SECRET = "a key that both know"


class Receiver:
    """Takes what is told; ``status`` is how it answers."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.status = 200

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, and keep it."""
        self.requests.append(request)
        return httpx.Response(self.status)


def hook(newsroom: Newsroom, kind: str = "json", *, decide: bool = True) -> tuple[Teller, Receiver]:
    """A hook that has heard everything so far."""
    made = HookSettings(
        name="desk",
        url="mailto:desk@journal.example"
        if kind == "mail"
        else "https://hooks.example/secret-path",
        kind=kind,
        events=("pending", "approved"),
        secret=SECRET,
        chat="@desk",
        decide=decide,
    )
    newsroom.settings = replace(newsroom.settings, hooks=(made,))
    receiver = Receiver()
    transport = httpx.MockTransport(receiver)
    teller = Teller(
        newsroom.settings, newsroom.store, newsroom.cards, newsroom.clock, transport=transport
    )
    teller.tell()
    return teller, receiver


def test_a_program_is_told_once_and_can_check_who_says_so(newsroom: Newsroom) -> None:
    teller, receiver = hook(newsroom)
    post = newsroom.queue()
    teller.tell()
    newsroom.clock.forward(timedelta(minutes=1))
    teller.tell()
    (request,) = receiver.requests
    told = json.loads(request.content)
    assert (told["event"]["to"], told["post"]["id"]) == ("pending", post.id)
    at, _, signed = request.headers["x-bot-signature"].partition(",v1=")
    body = at.removeprefix("t=").encode() + b"." + request.content
    assert signed == hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


def test_what_could_not_be_told_is_told_later_and_no_address_is_shown(newsroom: Newsroom) -> None:
    teller, receiver = hook(newsroom)
    newsroom.queue()
    receiver.status = 503
    (problem,) = teller.tell()
    assert "secret-path" not in problem
    receiver.status = 200
    newsroom.clock.forward(timedelta(minutes=1))
    assert teller.tell() == ()
    assert len(receiver.requests) == 2


def test_only_what_is_asked_for_is_told(newsroom: Newsroom) -> None:
    post = newsroom.queue()
    teller, receiver = hook(newsroom)
    newsroom.store.queue.move(post.id, State.HELD, actor=ADA, at=NOON)
    teller.tell()
    assert receiver.requests == []


@pytest.mark.parametrize("kind", ["slack", "discord", "telegram"])
def test_a_chat_gets_the_words_the_card_and_the_links(newsroom: Newsroom, kind: str) -> None:
    teller, receiver = hook(newsroom, kind)
    newsroom.queue()
    teller.tell()
    (request,) = receiver.requests
    assert b"/decide/" in request.content.replace(b"\\\\", b"")
    assert (b"\x89PNG" in request.content) == (kind != "slack")
    assert "piscine" in request.content.decode("utf-8", "replace")


def test_a_letter_has_the_words_the_card_and_the_links(newsroom: Newsroom) -> None:
    with MailServer() as mail:
        threading.Thread(target=mail.serve_forever, args=(0.01,), daemon=True).start()
        smtp = f"smtp://127.0.0.1:{mail.server_address[1]}"
        alerts = replace(newsroom.settings.alerts, smtp=smtp, mail_from="bot@journal.example")
        newsroom.settings = replace(newsroom.settings, alerts=alerts)
        teller, _ = hook(newsroom, "mail")
        newsroom.queue()
        assert teller.tell() == ()
        mail.shutdown()
    letter = message_from_string(mail.letters[0], policy=policy.default)
    assert isinstance(letter, EmailMessage)
    body = letter.get_body()
    assert body is not None
    assert letter["To"] == "desk@journal.example"
    assert body.get_content().count("/decide/") == 2
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["image/png"]


@pytest.fixture
def links(newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    """The paths of the links to approve and to reject that a message about post 1 has."""
    teller, receiver = hook(newsroom)
    newsroom.queue()
    teller.tell()
    told = json.loads(receiver.requests[0].content)
    yield urlsplit(told["approve"]).path, urlsplit(told["reject"]).path


def test_looking_at_a_link_decides_nothing_and_a_form_does_it_once(
    newsroom: Newsroom, links: tuple[str, str]
) -> None:
    browser = newsroom.app()
    for _ in range(3):  # chats fetch links to show what is behind them
        assert browser.get(links[0]).status_code == 200
    assert newsroom.store.queue.get(1).state is State.PENDING
    card = f"{links[0]}/cards/1"
    assert browser.get(card).headers["content-type"] == "image/png"
    fields = {"csrf": csrf(browser, links[0]), "name": "Ada"}
    assert browser.post(links[0], data=fields).status_code == 200
    assert browser.get(card).status_code == 404
    post = newsroom.store.queue.get(1)
    assert post.state is State.APPROVED
    assert post.approval is not None
    assert post.approval.actor == "Ada (link to desk)"
    assert browser.post(links[0], data=fields).status_code == 404


def test_a_link_runs_out(newsroom: Newsroom, links: tuple[str, str]) -> None:
    newsroom.clock.forward(timedelta(hours=24))
    assert newsroom.app().get(links[0]).status_code == 404


def test_a_link_is_for_the_post_as_it_was_told(newsroom: Newsroom, links: tuple[str, str]) -> None:
    browser = newsroom.app()
    token = csrf(browser, links[0])
    newsroom.store.queue.reschedule(1, NOON + timedelta(hours=3), actor=ADA, at=NOON)
    answer = browser.post(links[0], data={"csrf": token, "name": "Ada"})
    assert answer.status_code == 409
    assert newsroom.store.queue.get(1).state is State.PENDING


def test_a_link_says_no_with_a_reason_and_a_name(
    newsroom: Newsroom, links: tuple[str, str]
) -> None:
    browser = newsroom.app()
    token = csrf(browser, links[1])
    assert browser.post(links[1], data={"csrf": token, "name": "Ada"}).status_code == 400
    assert browser.post(links[1], data={"csrf": token, "reason": "no"}).status_code == 400
    fields = {"csrf": token, "name": "Ada", "reason": "already covered"}
    assert browser.post(links[1], data=fields).status_code == 200
    assert newsroom.store.queue.get(1).state is State.REJECTED


def test_a_link_does_not_go_round_the_second_person(newsroom: Newsroom) -> None:
    post = newsroom.queue(account="careful")
    path = f"/decide/{newsroom.store.decision_links.make(post, 'approve', 'desk', NOON)}"
    browser = newsroom.app()
    fields = {"csrf": csrf(browser, path), "name": "Ada"}
    assert browser.post(path, data=fields).status_code == 400
    assert newsroom.store.talk.first_approval(post.id) is None
    assert send(newsroom.browser(Role.EDITOR), path).status_code == 400
    assert send(newsroom.browser(Role.APPROVER), path).status_code == 200
