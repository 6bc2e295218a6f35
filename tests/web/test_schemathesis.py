"""The API against its own description: Schemathesis sends what that allows and what it forbids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from schemathesis.checks import (
    content_type_conformance,
    ignored_auth,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from bot import settings
from bot.review.roles import Role
from bot.store import CardFolder, Store
from bot.web.app import make_app
from bot.web.openapi import description
from tests import databases
from tests.queued import NOON, offer_of, queue_thread, story
from tests.sources.server import WebServer
from tests.web.conftest import FAST

CHECKS = [
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    content_type_conformance,
    unsupported_method,
    ignored_auth,
]
CONFIG = schemathesis.Config.from_dict(
    {
        "seed": 1,
        "generation": {"max-examples": 8, "deterministic": True, "no-shrink": True},
    }
)
ARTICLE = """<!doctype html><html lang=fr><meta charset=utf-8><title>La piscine rouvre</title>
<article><h1>La piscine rouvre</h1>
<p>Le maire a tranché lundi soir devant le conseil municipal, après deux ans de travaux.</p>
<p>« Nous ouvrirons la piscine avant l’été », a dit Ada Martin, maire de la ville.</p>
</article></html>"""
# Loopback alone: an article, and where nobody answers.
POSTS = 4
NOBODY = "http://127.0.0.1:1/"


class Door:
    """Leads to the newsroom that is open: operations are read before there is one."""

    app: Starlette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        await self.app(scope, receive, send)


DOOR = Door()
API = schemathesis.openapi.from_dict(description("http://testserver"), config=CONFIG)
API.app = DOOR


@dataclass(frozen=True, kw_only=True)
class Program:
    """What is behind the API, a key that opens all of it, and an article to compose posts of."""

    store: Store
    key: str
    article: str


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The API of a newsroom with posts in its queue."""
    folder = tmp_path_factory.mktemp("api")
    configured = settings.of(
        {
            "DATA": str(folder),
            "ACCOUNTS": "main",
            "ACCOUNT_MAIN_PLATFORM": "x",
            "ALLOW_PRIVATE_HOSTS": "yes",
        }
    )
    cards = CardFolder(folder / "cards")
    with Store(databases.put(folder / "bot.sqlite")) as store, WebServer() as server:
        server.serve("/a", ARTICLE)
        for number in range(1, POSTS):
            of = story(number)
            store.queue.offer(str(number), of, [offer_of(of, cards)], at=NOON)
        queue_thread(store, number=50)
        key = store.users.add_key(store.users.add("program", Role.ADMIN, NOON), "cms", NOON)
        DOOR.app = make_app(configured, store, cards, passwords=FAST, now=lambda: NOON)
        yield Program(store=store, key=key, article=server.url("/a"))


@API.parametrize()
def test_the_api_does_what_it_says_whatever_is_sent(
    case: schemathesis.Case[Any], program: Program
) -> None:
    _aim(case, program)
    case.call_and_validate(headers={"Authorization": f"Bearer {program.key}"}, checks=CHECKS)


def _aim(case: schemathesis.Case[Any], program: Program) -> None:
    """Send half of what fits the description to posts and articles that are there."""
    number, body = case.path_parameters.get("post"), case.body
    if isinstance(number, int) and number > 0:
        number = 1 + number % (POSTS + 1)  # one of them is not there
        case.path_parameters["post"] = number
    if not isinstance(body, dict):
        return
    url = body.get("url")
    if isinstance(url, str) and case.path.endswith("compose"):
        body["url"] = program.article if len(url) % 2 else NOBODY
    if isinstance(body.get("seen_sha256"), str) and isinstance(number, int) and 0 < number <= POSTS:
        body["seen_sha256"] = program.store.queue.get(number).seen_sha256
