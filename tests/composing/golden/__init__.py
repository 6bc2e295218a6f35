"""The golden table: about thirty invented articles, and the posts that every platform gets of each.

A person reads it as an editor would and signs what is in it. After a change that is meant:

    python -m tests.composing.golden
    git diff tests/composing/golden
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot import reading, sources
from bot.composing import Account, Form, House, compose, house_of
from bot.composing.costs import dollars
from bot.composing.limits import limits_of, platforms
from bot.model import Article, CardOrder, Draft, Piece, Post, PostKind, Variant
from bot.sources.fetch import Fetcher, FetchLimits

HERE = Path(__file__).parent
ARTICLES = sorted((HERE / "articles").glob("*.md"))
KINDS = (PostKind.QUOTE, PostKind.TLDR, PostKind.FIGURE)
NAMES = {
    PostKind.QUOTE: "Quote",
    PostKind.TLDR: "TL;DR",
    PostKind.FIGURE: "Key figure",
    PostKind.HEADLINE: "Headline",
}
_TAGS = re.compile(r"\n\n(?:#\w+ ?)+$")
SEEN = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)


def accounts() -> list[Account]:
    """One account a platform, with a carousel on Instagram, and a numbered thread on X."""
    plain = [
        Account(
            name=platform,
            platform=platform,
            kinds=KINDS,
            form=Form.CAROUSEL if platform == "instagram" else Form.POST,
        )
        for platform in platforms()
    ]
    thread = Account(
        name="x_thread",
        platform="x",
        kinds=(PostKind.TLDR,),
        form=Form.THREAD,
        numbered=True,
        campaign=(("utm_source", "x"),),
    )
    return [*plain, thread]


def house() -> House:
    """The newsroom of the table: its books are in a folder beside the articles."""
    return house_of(HERE / "newsroom")


def article_of(path: Path) -> Article:
    """An article of the table."""
    (article,) = sources.load(str(path), fetcher=Fetcher(FetchLimits()), fetched_at=SEEN)
    assert isinstance(article, Article)
    return article


def table(path: Path) -> str:
    """The posts of one article, as a person reads them."""
    article = article_of(path)
    draft = compose(reading.read(article), accounts(), house=house())
    return "\n".join(_lines(article, draft)) + "\n"


def _lines(article: Article, draft: Draft) -> Iterator[str]:
    yield f"# {article.title}"
    yield ""
    yield f"Language {article.language}. Link as published: {article.url or 'none'}"
    yield from (f"Warning: {line}" for line in draft.warnings)
    notes = dict.fromkeys(note for post in draft.posts for note in post.notes)
    yield from (f"Note: {note}" for note in notes)
    for kind, name in NAMES.items():
        posts = [post for post in draft.posts if post.kind is kind]
        if posts:
            yield f"\n## {name}"
            yield from _alike(posts)


def _alike(posts: list[Post[CardOrder]]) -> Iterator[str]:
    """Posts of one kind; those that differ in hashtags alone stand together, with the most."""
    groups: dict[tuple[str, ...], list[Post[CardOrder]]] = {}
    for post in posts:
        words = tuple(_TAGS.sub("", piece.text) for piece in post.pieces)
        groups.setdefault(words, []).append(post)
    for group in groups.values():
        yield f"\n**{' · '.join(map(_head, group))}**"
        for piece in max(group, key=lambda post: _tags(post)).pieces:
            yield from ("```", piece.text, "```")
            if piece.cards:
                yield f"cards: {_cards(piece)}"
    variants = [_variant(variant) for post in posts for variant in post.variants]
    yield from (f"\nor {line}" for line in dict.fromkeys(variants))


def _head(post: Post[CardOrder]) -> str:
    lengths = " + ".join(str(piece.length) for piece in post.pieces)
    cost = f", {dollars(post.cost)}" if post.cost is not None else ""
    name = limits_of(post.platform).name + (" thread" if len(post.pieces) > 1 else "")
    return f"{name} ({lengths} of {post.limit}, {_tags(post)} #{cost})"


def _tags(post: Post[CardOrder]) -> int:
    return sum(found.count("#") for piece in post.pieces for found in _TAGS.findall(piece.text))


def _cards(piece: Piece[CardOrder]) -> str:
    return ", ".join(f"{card.template} {card.formats[0].name}" for card in piece.cards)


def _variant(variant: Variant[CardOrder]) -> str:
    return f"{variant.kind}: {variant.pieces[0].text.splitlines()[0]}"
