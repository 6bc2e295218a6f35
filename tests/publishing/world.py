"""A queue, an outbox and a platform on loopback, at a time that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot import clock
from bot.model import CardFile, Piece, QueuedPost, State
from bot.publishing.contract import Access, Platform
from bot.publishing.outbox import Outbox, no_recheck
from bot.publishing.outcome import Gate, Outcome, Recheck
from bot.publishing.platforms import made
from bot.store import CardStore, Store
from bot.store.records import Offer
from tests.publishing.accounts import QUICK
from tests.publishing.submissions import png
from tests.queued import ADA, NOON, post_of, story
from tests.standins import bluesky, mastodon, x
from tests.standins.server import StandIn


@dataclass(frozen=True, kw_only=True)
class Side:
    """A platform on loopback, and how to reach it. ``upload_route`` is where pictures go."""

    name: str
    far: StandIn
    access: Access
    upload_route: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must appear nowhere."""
        return tuple(self.access.credentials.values())

    def platform(self, base_url: str | None = None) -> Platform:
        """An adapter, which remembers what the one before it did."""
        access = replace(self.access, base_url=base_url) if base_url else self.access
        return made(self.name, access, timeouts=QUICK)


def x_side(far: x.X) -> Side:
    """X and its stand-in."""
    access = Access(account="main", credentials=x.CREDENTIALS, base_url=far.base_url)
    return Side(name="x", far=far, access=access, upload_route=x.UPLOAD)


def bluesky_side(far: bluesky.Bluesky) -> Side:
    """Bluesky and an account on the real server."""
    access = Access(
        account="main",
        credentials={"app_password": bluesky.PASSWORD},
        handle=far.handle,
        base_url=far.base_url,
    )
    return Side(name="bluesky", far=far, access=access, upload_route=bluesky.UPLOAD)


def mastodon_side(far: mastodon.Mastodon) -> Side:
    """Mastodon and its stand-in."""
    access = Access(
        account="main",
        credentials={"access_token": mastodon.TOKEN},
        server="https://mastodon.test",
        base_url=far.base_url,
    )
    return Side(name="mastodon", far=far, access=access, upload_route=mastodon.UPLOAD)


@dataclass
class World:
    """One account's queue and platform. Time stands still but for ``later`` and ``waited``."""

    store: Store
    cards: CardStore
    side: Side
    at: datetime = NOON
    passing: Callable[[str], None] = lambda point: None
    recheck: Recheck = no_recheck
    gates: Sequence[Gate] = ()
    waits: list[float] = field(default_factory=list)
    at_wait: Callable[[], None] = lambda: None
    address: str | None = None

    def __post_init__(self) -> None:
        self.far.now = self.now
        self.far.reset_at = int(clock.now().timestamp()) + 900

    @property
    def far(self) -> StandIn:
        """The platform."""
        return self.side.far

    def now(self) -> datetime:
        """The time."""
        return self.at

    def wait(self, seconds: float) -> None:
        """What the outbox does in place of sleeping: time goes by."""
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)
        self.at_wait()

    def later(self, **delta: float) -> None:
        """Let time go by."""
        self.at += timedelta(**delta)

    def approve(
        self, *texts: str, number: int = 1, picture: bool = True, account: str = "main"
    ) -> QueuedPost:
        """An approved post that is due; of several texts, a thread. The first has a picture."""
        of = story(number)
        card = CardFile(
            template="quote",
            format="square",
            sha256=self.cards.put(png(number % 256)),
            alt_text="Ada",
        )
        usual = (f"La piscine rouvre ({number}). {of.link}",)
        pieces = tuple(
            Piece(text=text, length=len(text), cards=(card,) if picture and not index else ())
            for index, text in enumerate(texts or usual)
        )
        post = replace(
            post_of(of, account=account), platform=self.side.name, pieces=pieces, quotes=()
        )
        offer = Offer(post=post, due_at=self.at, expires_at=self.at + timedelta(hours=24))
        made = self.store.queue.offer(f"{account}:{of.link}", of, [offer], at=self.at)
        return self.store.queue.approve(made[0].id, actor=ADA, at=self.at)

    def outbox(self, accounts: Sequence[str] = ("main",)) -> Outbox:
        """The outbox of another process."""
        return Outbox(
            store=self.store,
            cards=self.cards,
            platforms={name: self.side.platform(self.address) for name in accounts},
            recheck=self.recheck,
            gates=self.gates,
            now=self.now,
            wait=self.wait,
            spread=lambda: 1.0,
            passing=self.passing,
        )

    def go(self, stopping: Callable[[], bool] = lambda: False) -> tuple[Outcome, ...]:
        """One pass."""
        return self.outbox().send_due(stopping)

    def state(self, post: QueuedPost) -> State:
        """Where a post stands."""
        return self.store.queue.get(post.id).state

    def settle(self, post: QueuedPost, *, hours: float = 12) -> State:
        """Pass after pass, until nothing more happens by itself to a post."""
        end = self.at + timedelta(hours=hours)
        self.passing = lambda point: None
        while self.at < end:
            self.go()
            if self.state(post) not in (State.APPROVED, State.SENDING, State.UNCERTAIN):
                break
            self.later(minutes=3)
        return self.state(post)

    @property
    def texts(self) -> list[str]:
        """The words that readers see, in order."""
        return [post.text for post in self.far.posted()]
