"""The page that shows posts beside their cards, as their platforms will show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.as_json import Proof
from bot.composing.addresses import addresses
from bot.composing.costs import dollars
from bot.composing.limits import limits_of
from bot.model import Draft, Post, PostKind
from bot.resources import shipped

Runs = list[tuple[str, str]]

# What the page calls each kind of post, in the order in which it shows them.
KINDS = (
    (PostKind.QUOTE, "Quote"),
    (PostKind.TLDR, "TL;DR"),
    (PostKind.FIGURE, "Key figure"),
    (PostKind.HEADLINE, "Headline"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A post as the page shows it; each card with the name of its file in the folder.

    ``of_all`` are the notes and warnings that stand at the article's head already.
    """

    post: Post[Proof]
    of_all: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The platform as people call it, and the account where it is called otherwise."""
        name = limits_of(self.post.platform).name
        same = self.post.account == self.post.platform
        return name if same else f"{name} · {self.post.account}"

    @property
    def size(self) -> str:
        """How long the post is, of a thread its longest piece, and what it costs."""
        post, longest = self.post, max(piece.length for piece in self.post.pieces)
        count = f"{len(post.pieces)} posts" if len(post.pieces) > 1 else ""
        parts = (count, f"{longest:,} of {post.limit:,}", dollars(post.cost))
        return " · ".join(filter(None, parts))

    @property
    def notes(self) -> list[str]:
        """What was noted of this post alone."""
        return [note for note in self.post.notes if note not in self.of_all]

    @property
    def warnings(self) -> list[str]:
        """What is to be looked into of this post alone."""
        return self.warnings_of(self.post.warnings)

    def warnings_of(self, warnings: Sequence[str]) -> list[str]:
        """The ones of a variant that do not stand at the article's head."""
        return [warning for warning in warnings if warning not in self.of_all]

    def runs(self, text: str) -> Runs:
        """A text in runs, each with what it leads to: "link", "tag", "mention" or nothing."""
        made: Runs = []
        end = 0
        for address in addresses(text, self.post.link):
            made.append((text[end : address.start], ""))
            made.append((text[address.start : address.end], address.kind.value))
            end = address.end
        return [run for run in (*made, (text[end:], "")) if run[0]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One article's draft with what was drawn for it."""

    draft: Draft
    posts: tuple[Shown, ...]


def host(url: str) -> str:
    """The host of a link, as a platform's card of it prints it."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


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
    return environment.get_template("proofs.html").render(
        stories=stories, kinds=KINDS, host=host, price=dollars, made_at=made_at
    )
