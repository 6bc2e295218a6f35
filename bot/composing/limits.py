"""What each platform allows, read from ``platforms.toml``, where the sources stand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from bot.errors import ComposeError
from bot.model import PictureKind, PictureLimits

USUAL = ("x", "bluesky", "mastodon")  # what is composed for where no accounts are set


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """A platform's row.

    ``limit`` counts in ``unit`` and is for a post with a picture; ``limit_alone`` is for text
    alone, None where both are the same. ``byte_limit`` counts UTF-8 bytes, None where there is
    none; ``markup`` names the escapes of ``bot.composing.richtext`` that it is sent, which count.
    ``url_length`` is what a URL counts as, 0 where it counts as it is written. ``alt_limit``
    counts UTF-16 code units, 0 where pictures take no alternative text. ``carousel`` is the fewest
    and the most pictures to swipe through, None where there are no carousels. ``picture_ratio`` is
    the narrowest and the widest width by height. ``link_card`` is "text" where the platform makes
    a card of an address in the text, "field" where the address is sent beside it, empty where
    there is none; with ``link_picture`` the card's picture is sent too. The costs are US dollars a
    post, None where the platform does not bill.
    """

    platform: str
    name: str
    unit: str
    markup: str = ""
    limit: int
    limit_alone: int | None = None
    byte_limit: int | None = None
    url_length: int
    alt_limit: int
    pictures: int
    carousel: tuple[int, int] | None = None
    needs_picture: bool = False
    picture_types: tuple[str, ...]
    picture_bytes: int
    picture_ratio: tuple[float, float] | None = None
    links: bool
    link_card: str
    link_picture: bool = False
    hashtags: int
    threads: bool
    card: str
    cost: float | None = None
    cost_with_url: float | None = None

    @property
    def picture(self) -> PictureLimits:
        """What a card's file may be; moving pictures are never made."""
        kinds = tuple(kind for kind in PictureKind if kind.value in self.picture_types)
        return PictureLimits(kinds, self.picture_bytes)

    def on_server(self, own: Mapping[str, int]) -> Limits:
        """The limits of a server that says what it allows, by the names of the fields."""
        return replace(
            self,
            limit=own.get("limit", self.limit),
            url_length=own.get("url_length", self.url_length),
            alt_limit=own.get("alt_limit", self.alt_limit),
            pictures=own.get("pictures", self.pictures),
            picture_bytes=own.get("picture_bytes", self.picture_bytes),
        )

    def without_pictures(self) -> Limits:
        """The limits of text alone."""
        return replace(self, limit=self.limit_alone or self.limit)


@cache
def _table() -> dict[str, Limits]:
    raw = tomllib.loads(files("bot.composing").joinpath("platforms.toml").read_text("utf-8"))
    for row in raw.values():
        row.update({key: tuple(value) for key, value in row.items() if isinstance(value, list)})
    return {platform: Limits(platform=platform, **row) for platform, row in raw.items()}


def limits_of(platform: str, own: Mapping[str, int] = MappingProxyType({})) -> Limits:
    """The row of ``platform``, with the fields in ``own`` that differ on an account's server.

    Raises ComposeError for one that the table does not have.
    """
    try:
        row = _table()[platform]
    except KeyError:
        known = ", ".join(_table())
        raise ComposeError(f"no platform is called {platform!r}; there are {known}") from None
    return row.on_server(own) if own else row


def platforms() -> tuple[str, ...]:
    """Every platform that posts can be composed for."""
    return tuple(_table())
