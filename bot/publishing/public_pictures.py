"""Where everybody can fetch a card: at a web server by its hash, or at the bot's by a signed path.

A path of the bot's own is ``signed-pictures/SIGNATURE/HASH.jpg``. The signature is made when the
request with it is sent, with a key that is made of SECRET_KEY, and is good for a day: nobody
guesses a path, and one that was seen is soon worth nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import signing
from bot.errors import Refused
from bot.publishing.content import Content, Gap, content
from bot.publishing.contract import Picture

SIGNED = "signed-pictures"  # what PICTURES_URL ends in where the bot itself serves the cards
UNKNOWN_PLACE = "https://pictures.example"
LIVES = timedelta(days=1)  # a platform fetches within minutes; its containers live for a day

_GAP = "signature:"
_SIGNATURE = re.compile(r"([0-9a-f]{1,16})-([\w-]{43})", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicPictures:
    """The place that PICTURES_URL names; None where none is. ``keys`` sign, the first of them."""

    place: str | None = None
    keys: Sequence[str] = field(default=(), repr=False)

    @property
    def are_signed(self) -> bool:
        """Whether the bot serves them itself."""
        return (self.place or "").rpartition("/")[2] == SIGNED

    def check(self, name: str) -> None:
        """Raise Refused, with the mend, where a platform could not fetch a picture."""
        if not self.place:
            raise Refused(f"{name} fetches pictures itself: set PICTURES_URL")
        if self.are_signed and not self.keys:
            raise Refused(
                "PICTURES_URL has signed paths, and nothing signs them: set SECRET_KEY to what "
                "`bot accounts key` makes"
            )

    def url(self, picture: Picture) -> Content:
        """A picture's address; its signature is a gap that ``signatures`` fills."""
        place = self.place or UNKNOWN_PLACE
        file = f"{picture.sha256}{picture.kind.suffix}"
        if not self.are_signed:
            return content(f"{place}/{file}")
        return content(f"{place}/", Gap(_GAP + picture.sha256), f"/{file}")

    def signatures(self, gaps: Iterable[str], at: datetime) -> dict[str, str]:
        """What fills those of the gaps that are for signatures, from ``at`` on."""
        wanted = [gap.removeprefix(_GAP) for gap in gaps if gap.startswith(_GAP)]
        return {_GAP + each: sign(self.keys[0], each, at + LIVES) for each in wanted}


def sign(key: str, sha256: str, until: datetime) -> str:
    """The part of a path that opens one card until then: the end in Unix time, and an HMAC."""
    end = signing.until(until)
    return f"{end}-{signing.sign(key, SIGNED, f'{end}/{sha256}')}"


def is_signed(keys: Sequence[str], sha256: str, signature: str, now: datetime) -> bool:
    """Whether ``signature`` opens that card at ``now``; any of the keys may have made it."""
    parts = _SIGNATURE.fullmatch(signature)
    if parts is None or signing.is_over(parts[1], now):
        return False
    return signing.is_signed(keys, SIGNED, f"{parts[1]}/{sha256}", parts[2])
