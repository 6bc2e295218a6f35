"""What each platform allows, read from ``platforms.toml``, where the sources stand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.errors import ComposeError


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """A platform's row.

    ``limit`` counts in ``unit``; ``byte_limit`` counts UTF-8 bytes, None where there is none;
    ``url_length`` is what a URL counts as, 0 where it counts as it is written. The costs are US
    dollars a post, None where the platform does not bill.
    """

    platform: str
    name: str
    unit: str
    limit: int
    byte_limit: int | None = None
    url_length: int
    alt_limit: int
    card: str
    cost: float | None = None
    cost_with_url: float | None = None

    def cost_of(self, link: str | None) -> float | None:
        """What a post costs in US dollars, with or without a URL in it."""
        return self.cost_with_url if link else self.cost


@cache
def _table() -> dict[str, Limits]:
    raw = tomllib.loads(files("bot.composing").joinpath("platforms.toml").read_text("utf-8"))
    return {platform: Limits(platform=platform, **row) for platform, row in raw.items()}


def limits_of(platform: str) -> Limits:
    """The row of ``platform``.

    Raises ComposeError for one that the table does not have.
    """
    try:
        return _table()[platform]
    except KeyError:
        known = ", ".join(_table())
        raise ComposeError(f"no platform is called {platform!r}; there are {known}") from None


def platforms() -> tuple[str, ...]:
    """Every platform that posts can be composed for."""
    return tuple(_table())
