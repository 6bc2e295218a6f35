"""A queue, an outbox and a platform on loopback, at a time that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot import clock
from bot.composing.limits import limits_of
from bot.errors import PublishError
from bot.model import CardFile, PictureKind, Piece, QueuedPost, State
from bot.publishing.containers import QUOTA
from bot.publishing.contract import Platform, Step
from bot.publishing.outbox import Outbox, no_recheck
from bot.publishing.outcome import Gate, Outcome, Recheck
from bot.store import CardStore, Store
from bot.store.records import Offer
from tests.publishing.accounts import HASTY, PATIENT, Watched
from tests.publishing.sides import Side
from tests.publishing.submissions import jpeg, png
from tests.queued import ADA, NOON, post_of, story
from tests.standins.server import SILENT, Fault, StandIn


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
    unanswered: Callable[[Step], bool] = lambda step: False  # steps whose answer will not come
    errors: list[PublishError] = field(default_factory=list)  # all that adapters have raised

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
            template="quote", format="square", sha256=self._card(number), alt_text="Ada"
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

    def _card(self, number: int) -> str:
        """Keep a card, as a file that the platform takes, and where it fetches it from."""
        kind = "png" if "png" in limits_of(self.side.name).picture_types else "jpeg"
        data = png(number % 256) if kind == "png" else jpeg(number % 256)
        sha256 = self.cards.put(data)
        if self.side.place is not None:
            self.side.place[sha256 + PictureKind.of(data).suffix] = data
        return sha256

    def outbox(self, accounts: Sequence[str] = ("main",)) -> Outbox:
        """The outbox of another process."""
        return Outbox(
            store=self.store,
            cards=self.cards,
            platforms={name: self.platform() for name in accounts},
            recheck=self.recheck,
            gates=self.gates,
            now=self.now,
            wait=self.wait,
            spread=lambda: 1.0,
            passing=self.passing,
        )

    def platform(self) -> Platform:
        """An adapter."""
        return Watched(
            self.side.platform(self.address),
            self.side.platform(self.address, HASTY),
            self.unanswered,
            self.errors,
        )

    def go(
        self, stopping: Callable[[], bool] = lambda: False, *, account: str = "main"
    ) -> tuple[Outcome, ...]:
        """One pass."""
        return self.outbox([account]).send_due(stopping)

    def suffer(
        self, fault: Fault, *, at_upload: bool, account: str = "main"
    ) -> tuple[Outcome, ...]:
        """One pass in which the first upload, or the first request that readers see, meets it."""
        route = self.side.upload_route if at_upload else self.far.post_route
        self.far.faults[route].append(fault)
        if fault in SILENT:
            self.unanswered = lambda step: step.public is not at_upload and step.name != QUOTA
        outcomes = self.go(account=account)
        if fault in SILENT:
            self.unanswered = lambda step: False
            assert self.far.silent.wait(PATIENT.total)
        assert not self.far.faults[route]
        return outcomes

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
            self.later(minutes=6)
        return self.state(post)

    @property
    def texts(self) -> list[str]:
        """The words that readers see, in order."""
        return [post.text for post in self.far.posted()]
