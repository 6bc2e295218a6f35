"""What a platform's adapter offers, and the records that pass between it and the outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.composing.limits import Limits
from bot.model import PictureKind, QueuedPost, fingerprint


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A card on its way out: its file and what it says to those who cannot see it."""

    data: bytes = field(repr=False)
    sha256: str
    alt_text: str

    @property
    def kind(self) -> PictureKind:
        """What kind of file ``data`` is."""
        return PictureKind.of(self.data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One request. ``public`` is true where readers see its effect.

    ``headers`` and ``body`` are what is sent, byte for byte, but for named placeholders: what only
    an earlier answer (``{media:1}``) or a secret (``{signature}``) can give.
    """

    name: str
    public: bool
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All requests that publish one post, in order. The public ones come last."""

    post_id: int
    account: str
    platform: str
    steps: tuple[Step, ...]

    @property
    def request_sha256(self) -> str:
        """The plan's fingerprint: two plans that would send the same have the same."""
        words = ((s.method, s.url, s.body.decode("utf-8", "surrogateescape")) for s in self.steps)
        return fingerprint(self.account, *(word for step in words for word in step))


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What a platform answered to a step.

    ``values`` fills placeholders of later steps. A public step's has the post's ``remote_id``.
    """

    step: str
    values: Mapping[str, str] = field(default_factory=dict)
    remote_id: str | None = None
    url: str | None = None


class Platform(Protocol):
    """A platform for one account. Making a plan needs no credentials and opens no socket."""

    def missing(self) -> tuple[str, ...]:
        """The credentials that sending needs and the account has not, by their settings' ending."""

    def prepare(
        self, post: QueuedPost, pictures: Sequence[Sequence[Picture]], limits: Limits
    ) -> Plan:
        """The requests that would publish ``post``; ``pictures`` are those of each piece.

        Raises Refused for what cannot be sent.
        """

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step; ``results`` are the receipts so far.

        Raises NotSent when nothing left this machine, RateLimited or Refused when the platform
        said so, Uncertain when the request left and no clear answer came.
        """
