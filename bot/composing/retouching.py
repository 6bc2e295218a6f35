"""The hashtags and the link of a post's texts, changed without touching its sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.composing.addresses import LONGEST_WORD, Address, Kind, addresses
from bot.errors import EditError
from bot.model import CardFile, Piece, QueuedPost

_EMPTY_LINES = re.compile(r"\n{3,}")
_HAS_HOST = re.compile(r"https?://[^\s/<>\"]+\.[^\s<>\"]+|https?://localhost\S*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Retouch:
    """The ``link`` and the ``hashtags`` that a post is to have; None leaves what it has.

    An empty link takes the link away. Hashtags are without ``#``.
    """

    link: str | None = None
    hashtags: tuple[str, ...] | None = None


def hashtags_of(post: QueuedPost) -> tuple[str, ...]:
    """The hashtags of a post's texts, without ``#``, each once."""
    found = (tag.value for text in _texts(post) for tag in _tags(text, post.link))
    return tuple(dict.fromkeys(found))


def hashtags_from(said: str) -> tuple[str, ...]:
    """What somebody wrote as hashtags, with ``#`` or without, parted by spaces or commas.

    Raises EditError for what no platform takes as one.
    """
    words = [word.lstrip("#＃") for word in re.split(r"[\s,;]+", said) if word.strip("#＃")]
    for word in words:
        if [tag.value for tag in _tags(f"#{word}", None)] != [word]:
            raise EditError(f"#{word} is no hashtag: letters and digits only, one letter at least")
    return tuple(dict.fromkeys(words))


def retouched(
    post: QueuedPost, texts: Mapping[int, str], touch: Retouch
) -> tuple[dict[int, str], QueuedPost]:
    """The texts by their numbers, with the link and the hashtags in them; and the post with its.

    ``texts`` are new texts of pieces by their numbers from 1. A hashtag within a sentence that is
    to go loses its sign alone. Raises EditError for a link that is no web address.
    """
    made = [texts.get(number, text) for number, text in enumerate(_texts(post), start=1)]
    after = post
    if touch.link is not None and touch.link != (post.link or ""):
        made = _with_link(made, post, touch.link)
        after = replace(
            post, link=touch.link or None, pieces=tuple(_carried(post.pieces, touch.link))
        )
    if touch.hashtags is not None:
        made = _with_hashtags(made, after.link, touch.hashtags)
    old = _texts(post)
    changed = {
        number: text
        for number, (text, was) in enumerate(zip(made, old, strict=True), start=1)
        if text != was
    }
    return changed, after


def _texts(post: QueuedPost) -> list[str]:
    return [piece.text for piece in post.pieces]


def _tags(text: str, link: str | None) -> list[Address]:
    return [each for each in addresses(text, link) if each.kind is Kind.TAG]


def _with_link(texts: Sequence[str], post: QueuedPost, link: str) -> list[str]:
    if link and (not _HAS_HOST.fullmatch(link) or len(link) > LONGEST_WORD):
        raise EditError("the link should be an address that starts with https://")
    if post.link and any(post.link in text for text in texts):
        return [_tidy(text.replace(post.link, link)) for text in texts]
    if not link or any(piece.link_card for piece in post.pieces):
        return list(texts)
    return [f"{texts[0].rstrip()}\n\n{link}", *texts[1:]]


def _carried(pieces: Iterable[Piece[CardFile]], link: str) -> Iterable[Piece[CardFile]]:
    """The pieces with the platform's card of the new link, or without one."""
    for piece in pieces:
        card = replace(piece.link_card, url=link) if piece.link_card and link else None
        yield replace(piece, link_card=card)


def _with_hashtags(texts: Sequence[str], link: str | None, wanted: Sequence[str]) -> list[str]:
    had = [tag.value for text in texts for tag in _tags(text, link)]
    made = [_without(text, link, wanted) for text in texts]
    new = " ".join(f"#{tag}" for tag in wanted if tag not in had)
    if new:
        bearing = [number for number, text in enumerate(made) if _tags(text, link)]
        at = bearing[-1] if bearing else 0
        text = made[at].rstrip()
        joint = " " if _only_tags(text.rpartition("\n")[2], link) else "\n\n"
        made[at] = f"{text}{joint}{new}"
    return made


def _without(text: str, link: str | None, wanted: Sequence[str]) -> str:
    """A text without the hashtags that are not wanted; in a sentence their words stay."""
    lines = []
    for line in text.split("\n"):
        gone = [tag for tag in _tags(line, link) if tag.value not in wanted]
        alone = _only_tags(line, link)
        for tag in reversed(gone):
            line = line[: tag.start] + ("" if alone else tag.value) + line[tag.end :]
        lines.append(" ".join(line.split(" ")).strip() if gone and alone else line)
    return _tidy("\n".join(lines)) if lines != text.split("\n") else text


def _only_tags(line: str, link: str | None) -> bool:
    """Whether a line is hashtags and nothing else."""
    return len(_tags(line, link)) == len(line.split()) > 0


def _tidy(text: str) -> str:
    lines = (re.sub(r" {2,}", " ", line).rstrip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()
