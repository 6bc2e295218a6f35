"""The page that shows posts beside their cards, as their platforms will show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.as_json import Proof
from bot.composing.limits import limits_of
from bot.model import Draft, Post
from bot.resources import shipped


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A post as the page shows it; each card with the name of its file in the folder."""

    post: Post[Proof]

    @property
    def platform_name(self) -> str:
        """The platform as people call it."""
        return limits_of(self.post.platform).name

    @property
    def price(self) -> str:
        """What the post costs, in dollars and cents, to a tenth of a cent where that counts."""
        cost = self.post.cost
        return "" if cost is None else f"${cost:.3f}".removesuffix("0")

    def runs(self, text: str) -> list[tuple[str, bool]]:
        """A text in runs, each with whether it is the link."""
        link = self.post.link
        if not link or link not in text:
            return [(text, False)]
        before, after = text.split(link, 1)
        return [(before, False), (link, True), (after, False)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One article's draft with what was drawn for it."""

    draft: Draft
    posts: tuple[Shown, ...]


def render(stories: Sequence[Story], made_at: datetime) -> str:
    """The whole page as HTML without scripts or anything from elsewhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(shipped("templates") / "web"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("proofs.html").render(stories=stories, made_at=made_at)
