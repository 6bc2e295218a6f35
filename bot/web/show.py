"""How things look: a post's text in runs, an article around its quote, differences, states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.composing.addresses import addresses
from bot.composing.limits import limits_of
from bot.composing.retouching import hashtags_of
from bot.model import PostKind, QueuedPost, Quote, State

Runs = list[tuple[str, str]]

LONGEST_ARTICLE = 14_000  # characters shown at once; around the quote where it is longer
_PLACE = re.compile(r"^@@[ \d,+-]*@@\n?", re.MULTILINE)
_CHANGED = re.compile(r"(\[-.*?-\]|\{\+.*?\+\})", re.DOTALL)


def N_(message: str) -> str:
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


STATES: Mapping[State, str] = {
    State.DRAFT: N_("draft"),
    State.PENDING: N_("waits"),
    State.APPROVED: N_("approved"),
    State.SENDING: N_("being sent"),
    State.PUBLISHED: N_("published"),
    State.HELD: N_("held"),
    State.REJECTED: N_("rejected"),
    State.EXPIRED: N_("expired"),
    State.FAILED: N_("failed"),
    State.UNCERTAIN: N_("uncertain"),
    State.CANCELLED: N_("called off"),
}
# A shape for each, so that colour says nothing alone.
SHAPES: Mapping[State, str] = {
    State.DRAFT: "○",
    State.PENDING: "○",
    State.APPROVED: "●",
    State.SENDING: "◐",
    State.PUBLISHED: "✓",
    State.HELD: "◆",
    State.REJECTED: "✕",
    State.EXPIRED: "◌",
    State.FAILED: "▲",
    State.UNCERTAIN: "?",
    State.CANCELLED: "✕",
}
KINDS: Mapping[PostKind, str] = {
    PostKind.QUOTE: N_("Quote"),
    PostKind.TLDR: N_("TL;DR"),
    PostKind.HEADLINE: N_("Headline"),
    PostKind.FIGURE: N_("Key figure"),
    PostKind.CORRECTION: N_("Correction"),
}
ACTIONS: Mapping[str, str] = {
    "draft": N_("drafted"),
    "edit": N_("edited"),
    "swap": N_("swapped for a variant"),
    "card": N_("card drawn anew"),
    "more": N_("another quote added"),
    "reschedule": N_("moved in time"),
    "retry": N_("tried again"),
    "correct": N_("followed its article"),
    "delete": N_("taken down"),
    "restore": N_("restored from a backup"),
}


def runs(text: str, link: str | None) -> Runs:
    """A text in runs, each with what it leads to: "link", "tag", "mention" or nothing."""
    made: Runs = []
    end = 0
    for address in addresses(text, link):
        made.append((text[end : address.start], ""))
        made.append((text[address.start : address.end], address.kind.value))
        end = address.end
    return [run for run in (*made, (text[end:], "")) if run[0]]


def host(url: str | None) -> str:
    """The host of a link, as a platform's card of it prints it."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def safe_link(url: str | None) -> str | None:
    """A URL that a page may lead to; None for what is no plain web address."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def platform_name(platform: str) -> str:
    """The platform as people call it."""
    return limits_of(platform).name


def difference(text: str) -> Iterator[tuple[str, str]]:
    """A difference as ``bot.review.difference`` writes it, in runs: "", "gone" or "new".

    Where in the text each change stands is left out.
    """
    for part in _CHANGED.split(_PLACE.sub("", text)):
        if part.startswith("[-"):
            yield part[2:-2], "gone"
        elif part.startswith("{+"):
            yield part[2:-2], "new"
        elif part:
            yield part, ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A paragraph of an article in runs, each with the number of the quote it belongs to, or 0."""

    runs: tuple[tuple[str, int], ...]


def article(text: str, quotes: Sequence[Quote]) -> tuple[Passage, ...]:
    """An article's paragraphs with what is quoted marked; around the first quote where long."""
    start, end = _window(text, quotes)
    spans = sorted(
        (part.start, part.end, number)
        for number, quote in enumerate(quotes, start=1)
        for part in quote.parts
        if text[part.start : part.end] == part.text
    )
    passages = []
    for match in re.finditer(r"[^\n]+", text[start:end]):
        runs = tuple(_marked(text, start + match.start(), start + match.end(), spans))
        passages.append(Passage(runs=runs))
    return tuple(passages)


def _window(text: str, quotes: Sequence[Quote]) -> tuple[int, int]:
    if len(text) <= LONGEST_ARTICLE:
        return 0, len(text)
    middle = quotes[0].start if quotes else 0
    start = max(0, min(middle - LONGEST_ARTICLE // 3, len(text) - LONGEST_ARTICLE))
    return start, start + LONGEST_ARTICLE


def _marked(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[str, int]]:
    at = start
    for first, last, number in spans:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if first > at:
            yield text[at:first], 0
        yield text[first:last], number
        at = last
    if at < end:
        yield text[at:end], 0


def age_class(post: QueuedPost) -> str:
    """What the list marks a post with, beside its state."""
    return "warned" if post.warnings else ""


def initials(name: str) -> str:
    """What stands for an account's picture."""
    words = re.findall(r"\w+", name.replace("_", " "))
    return "".join(word[0] for word in words[:2]).upper() or "?"


def tags_of(post: QueuedPost) -> str:
    """A post's hashtags as a form's field has them."""
    return " ".join(f"#{tag}" for tag in hashtags_of(post))


HELPERS: Mapping[str, object] = {
    "runs": runs,
    "host": host,
    "safe_link": safe_link,
    "platform_name": platform_name,
    "difference": difference,
    "initials": initials,
    "tags_of": tags_of,
    "STATES": STATES,
    "SHAPES": SHAPES,
    "KINDS": KINDS,
    "ACTIONS": ACTIONS,
    "State": State,
}
