"""An account as the composer knows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.composing.limits import Limits
from bot.model import PostKind

DEFAULT_KINDS = (PostKind.QUOTE, PostKind.TLDR)


class Form(StrEnum):
    """How a TL;DR comes."""

    POST = "post"
    THREAD = "thread"  # a post a point
    CAROUSEL = "carousel"  # a card a point


class Place(StrEnum):
    """Where a post's link stands."""

    TEXT = "text"
    CARD = "card"  # the platform's own card of it
    REPLY = "reply"  # the first one, by the account itself
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """An account to compose for.

    ``templates`` are the card templates that take the places of the usual ones, each for what its
    name begins with: quote-split for quote. ``card_format`` is a format's name, ``hashtags`` the
    most in a post, ``link`` where the link stands; None for the platform's usual. ``numbered``
    threads say 1/4, 2/4 …. ``campaign`` are parameters added to the link. Up to ``variants``
    alternatives are made for each post. ``budget`` is in US dollars a month, None where there is
    none. ``limits`` are those of its own server, None where they are its platform's.
    """

    name: str
    platform: str
    kinds: tuple[PostKind, ...] = DEFAULT_KINDS
    card_format: str | None = None
    templates: tuple[str, ...] = ()
    form: Form = Form.POST
    numbered: bool = False
    link: Place | None = None
    campaign: tuple[tuple[str, str], ...] = ()
    hashtags: int | None = None
    variants: int = 2
    budget: float | None = None
    limits: Limits | None = None

    def template_for(self, usual: str) -> str:
        """The card template that the account has chosen in place of the usual one."""
        chosen = (name for name in self.templates if name.split("-")[0] == usual)
        return next(chosen, usual)
