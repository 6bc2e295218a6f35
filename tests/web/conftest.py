"""A newsroom's pages on an empty queue, and people who open them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from httpx2 import Response
from starlette.testclient import TestClient

from bot import settings
from bot.model import QueuedPost
from bot.review.roles import Role
from bot.settings import Settings
from bot.store import CardFolder, Store
from bot.store.records import Offer
from bot.web.app import make_app
from bot.web.passwords import Passwords
from tests import databases
from tests.conftest import KEYS
from tests.queued import NOON, offer_of, story, thread_of

PASSWORD = "a sentence that only she says"
# Fast, for tests alone: what the program uses takes 64 MiB and 50 ms.
FAST = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
HASH = FAST.hash(PASSWORD)


@dataclass
class Clock:
    """A clock that tests move."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """The present."""
        return self.now

    def forward(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


@dataclass
class Newsroom:
    """The pages, what is behind them, and a browser for everybody who asks."""

    settings: Settings
    store: Store
    cards: CardFolder
    clock: Clock = field(default_factory=Clock)

    def app(self) -> TestClient:
        """A browser that nobody has logged in with."""
        made = make_app(self.settings, self.store, self.cards, now=self.clock, passwords=FAST)
        return TestClient(made, base_url=self.settings.web.url, follow_redirects=False)

    def browser(self, role: Role, name: str | None = None) -> TestClient:
        """A browser of somebody of that role, logged in."""
        name = name or role.value
        if self.store.users.get(name) is None:
            user = self.store.users.add(name, role, NOON)
            self.store.users.set_password(user.id, HASH)
        user = self.store.users.named(name)
        browser = self.app()
        browser.cookies.set("session", self.store.sessions.begin(user, "test", self.clock.now))
        return browser

    def queue(self, number: int = 1, account: str = "main", **changes: datetime) -> QueuedPost:
        """A post that waits, with a card."""
        of = story(number)
        offer = offer_of(of, self.cards, account=account, due_at=NOON + timedelta(hours=1))
        made = self.store.queue.offer(f"{account}:{number}", of, [offer], at=NOON)
        return made[0]

    def queue_thread(self, number: int = 50) -> QueuedPost:
        """A thread that waits, with warnings and a variant."""
        of, due_at = story(number), NOON + timedelta(hours=2)
        offer = Offer(post=thread_of(of), due_at=due_at, expires_at=due_at + timedelta(hours=24))
        return self.store.queue.offer(f"thread:{number}", of, [offer], at=NOON)[0]


Fields = dict[str, str]


def csrf(browser: TestClient, path: str = "/me") -> str:
    """The token that forms of this browser's person carry."""
    text = browser.get(path).text
    return text.partition('name="csrf" value="')[2].partition('"')[0]


def send(browser: TestClient, path: str, **fields: str) -> Response:
    """Send a form as the page would."""
    return browser.post(path, data={"csrf": csrf(browser), **fields})


@pytest.fixture
def configured(tmp_path: Path) -> Settings:
    """Two accounts on X, one of which asks for two approvals."""
    return settings.of(
        {
            "DATA": str(tmp_path),
            "TIMEZONE": "Europe/Paris",
            "PUBLICATION": "Le Journal",
            "ACCOUNTS": "main,careful",
            "ACCOUNT_MAIN_PLATFORM": "x",
            "ACCOUNT_MAIN_SLOTS": "08:00,18:30",
            "ACCOUNT_CAREFUL_PLATFORM": "x",
            "ACCOUNT_CAREFUL_APPROVALS": "2",
        }
    )


@pytest.fixture
def newsroom(tmp_path: Path, configured: Settings) -> Iterator[Newsroom]:
    """The pages on an empty queue."""
    with Store(databases.put(tmp_path / "bot.sqlite"), keys=KEYS) as store:
        databases.share_statements(store)
        yield Newsroom(configured, store, CardFolder(tmp_path / "cards"))


@pytest.fixture
def browser(newsroom: Newsroom) -> Callable[[Role], TestClient]:
    """Browsers by role."""
    return newsroom.browser
