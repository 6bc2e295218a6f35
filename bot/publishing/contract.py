"""What a platform's adapter offers, and the records that pass between it and the outbox.

    Submission ── prepare ──► Plan of Steps ── send, one by one ──► Receipts
                                                     │ no clear answer
                                                     └─ find ──► Receipt, or None: surely not there

docs/how-to/add-a-platform.md tells how to write one; ``tests/publishing/contract.py`` tests it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from bot.composing.limits import Limits
from bot.errors import Uncertain
from bot.model import PictureKind, Piece, fingerprint
from bot.publishing.content import Content
from bot.store.records import FreshToken

# --- what goes in --------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A card on its way out, and what it says to those who cannot see it."""

    data: bytes = field(repr=False)
    width: int
    height: int
    sha256: str
    alt_text: str

    @property
    def kind(self) -> PictureKind:
        """What kind of file ``data`` is."""
        return PictureKind.of(self.data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """A queued post as it is handed to its platform.

    The first of ``pieces`` is the post; each other one replies to the one before: the rest of a
    thread, or a first reply with the link. A piece's ``cards`` are its pictures, several of them a
    carousel; beside a ``link_card`` the first is that card's picture. ``link`` is the URL that it
    carries, in a text or as a link card. ``at`` is when it could first go out (UTC): the same at
    every attempt, so what is made of it is the same too. ``language`` is a BCP 47 tag.
    """

    post_id: int
    account: str
    platform: str
    language: str
    at: datetime
    pieces: tuple[Piece[Picture], ...]
    link: str | None = None


# --- what is made of it --------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One request. ``public`` is true where readers see its effect.

    ``url``, ``headers`` and ``body`` are what is sent, byte for byte, but for named gaps: what only
    an earlier answer (``{media:1}``) or a secret (``{access_token}``) can give.

    ``piece`` is the number of the piece, from 0, that a public step publishes. ``key`` is the name
    under which the platform will know it, where we may choose one beforehand. ``keeps`` is how
    long an upload can be used once it is done; None: for good.
    """

    name: str
    public: bool = False
    method: str = "POST"
    url: Content
    headers: tuple[tuple[str, Content], ...]
    body: Content = field(default_factory=Content, repr=False)
    piece: int = 0
    key: str | None = None
    keeps: timedelta | None = None

    @property
    def request_sha256(self) -> str:
        """The request's fingerprint; gaps count by their names."""
        shown = (self.method.encode(), self.url.shown, self.body.shown)
        return fingerprint(*(each.decode("utf-8", "surrogateescape") for each in shown))


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All requests that publish one post, in the order in which they are made.

    The public ones come last, so that nothing public waits for an upload.
    """

    submission: Submission
    steps: tuple[Step, ...]

    @property
    def request_sha256(self) -> str:
        """The plan's fingerprint: two plans that would send the same have the same."""
        return fingerprint(self.submission.account, *(step.request_sha256 for step in self.steps))


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What a platform answered to a step.

    ``values`` fills gaps of later steps. A public step's has the post's ``remote_id``, and its
    ``url`` where readers find it. ``rest`` is set when the platform's headers say that
    nothing more may be sent for so long.
    """

    step: str
    values: Mapping[str, str] = field(default_factory=dict)
    remote_id: str | None = None
    url: str | None = None
    rest: timedelta | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What a platform says of an account: that its credentials work, and what it allows.

    ``limits`` are fields of ``Limits`` that differ on its server. ``expires_at`` is when its
    credentials run out, where they do.
    """

    name: str
    url: str | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    expires_at: datetime | None = None
    notes: tuple[str, ...] = ()


class Platform(Protocol):
    """A platform for one account. Nothing connects before the first ``send``.

    ``settles`` is how long after an unclear answer a post may still come to stand there: only a
    look after that can find it absent for sure. Zero where sending it again makes no second one.
    """

    settles: timedelta

    def missing(self) -> tuple[str, ...]:
        """The credentials that sending needs and the account has not, by their settings' ending."""

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """The requests that would publish it: the same ones at every call.

        Pure: no network, no credentials, no clock. Raises Refused for what cannot be sent.
        """

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step; ``results`` are the receipts of the steps before it.

        Raises NotSent when nothing left this machine, Later or Refused when the platform said so,
        Uncertain when the request left and no clear answer came.
        """

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Look on the platform for what a public step of ``plan`` may have published.

        ``since`` is when it was first sent (UTC, by our clock). None: it is not there. Raises
        Unknowable where the platform has no way to tell, and what ``send`` raises when it could
        not be asked just now. Never changes anything there.
        """

    def delete(self, receipt: Receipt) -> None:
        """Take a published post down, as a person asked. Done too when it is gone already.

        Raises Refused where the platform has no way to, and what ``send`` raises.
        """

    def standing(self) -> Standing:
        """Log in and look, without publishing anything. Raises what ``send`` raises."""


@runtime_checkable
class Renewable(Protocol):
    """What an adapter has beside what ``Platform`` asks, where access tokens run out.

    ``tokens`` are the credentials that can be replaced, the one that requests carry first. One
    lives for ``lives`` at most; None where only ``Standing.expires_at`` tells. ``renewing`` are
    credentials that nothing but renewing takes. ``remedy`` says where a person makes a token.
    """

    tokens: tuple[str, ...]
    lives: timedelta | None
    renewing: tuple[str, ...]
    remedy: str

    def renew(self) -> Mapping[str, FreshToken]:
        """Ask for tokens in place of those in use, by name; none where the account has no way to.

        Those in use must go on working until the new ones were used. Raises what ``send`` raises.
        """


@runtime_checkable
class KnowsItself(Protocol):
    """What an adapter has where the credentials tell what the account's handle is."""

    def own_handle(self) -> str:
        """What ``Access.handle`` should be. Raises what ``send`` raises."""


# --- kept for later ------------------------------------------------------------------------


class Memory(Protocol):
    """What an adapter wants kept of its account between two runs: its session, its server's words.

    Secrets go in as they are; what keeps them encrypts them.
    """

    def get(self, name: str) -> str | None:
        """What was kept under ``name``."""

    def put(self, name: str, value: str) -> None:
        """Keep ``value`` in place of what was kept before; it is safe once this returns."""


class Forgetful:
    """A memory for one run."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """What was kept under ``name`` in this run."""
        return self._kept.get(name)

    def put(self, name: str, value: str) -> None:
        """Keep it until the program ends."""
        self._kept[name] = value


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """How an account is reached.

    ``credentials`` are secrets by the lower-case ending of their settings. ``handle`` is the
    account's name on the platform, ``server`` the address of its own server, where the platform has
    many, ``pictures`` where everybody can fetch cards, for platforms that fetch them themselves,
    ``picture_keys`` sign those addresses, where the bot serves them (``public_pictures``),
    ``version`` that of the platform's interface, where another one than the adapter's is wanted.
    ``base_url`` sends everything elsewhere, to a server that stands in for the platform; requests
    stay as they are signed and shown.
    """

    account: str = ""
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)
    handle: str | None = None
    server: str | None = None
    pictures: str | None = None
    picture_keys: Sequence[str] = field(default=(), repr=False)
    version: str | None = None
    base_url: str | None = None
    memory: Memory = field(default_factory=Forgetful, repr=False)


def value_of(results: Sequence[Receipt], gap: str) -> str:
    """What an earlier answer gave for ``gap``. Raises Uncertain where none did."""
    for receipt in reversed(results):
        if gap in receipt.values:
            return receipt.values[gap]
    raise Uncertain(f"no earlier answer gave {gap}")
