"""Cards: the words that go on one, the order for it, what was drawn, and what is kept of that."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.pictures import ANY_PNG, PictureKind, PictureLimits
from bot.model.posts import PostKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A card's size in CSS pixels, which are also its picture's pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CardContent:
    """The words a card prints; nothing on a card comes from anywhere else.

    ``quote`` has its language's marks round it already. ``figure`` is a number with its unit, and
    stands in the one of the ``points`` that says what it is. ``source`` is the publication's name
    or host, ``site`` the host where the source is a name. ``image`` and ``portrait`` are paths of
    local files, never URLs.
    """

    kind: PostKind
    language: str
    headline: str
    quote: str | None = None
    speaker: str | None = None
    role: str | None = None
    points: tuple[str, ...] = ()
    figure: str | None = None
    source: str = ""
    site: str = ""
    image: str | None = None
    credit: str | None = None
    portrait: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CardOrder:
    """A card that a post asks for: its template, sizes and words, and what kind of file."""

    template: str
    formats: tuple[Format, ...]
    content: CardContent
    alt_text: str
    picture: PictureLimits = ANY_PNG


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something on a card that is not right, with the place in the template that causes it."""

    rule: str
    message: str
    file: str
    line: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A drawn card; ``data`` is the picture's file, ``sha256`` is of it, ``content`` its words.

    A card with findings is never published.
    """

    template: str
    format: Format
    data: bytes
    sha256: str
    alt_text: str
    content: CardContent
    findings: tuple[Finding, ...] = ()

    @property
    def kind(self) -> PictureKind:
        """What kind of file ``data`` is."""
        return PictureKind.of(self.data)

    @property
    def why_refused(self) -> tuple[str, ...]:
        """A line for each finding: what is wrong, and where in the template."""
        return tuple(
            f"{self.template} card in {self.format.name} refused: {finding.message}"
            f" ({finding.file}{f':{finding.line}' if finding.line else ''})"
            for finding in self.findings
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class CardFile:
    """A card as it is kept: found by its content hash in the card store."""

    template: str
    format: str
    sha256: str
    alt_text: str
