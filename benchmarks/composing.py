"""Composing: drafts a minute on one core, readings ready; and that nothing is quadratic.

The program is warm, and no article has been seen before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.machine import machine
from bot import reading
from bot.composing import (
    Account,
    House,
    Recent,
    addresses,
    alternatives,
    compose,
    counting,
    roles,
    sameness,
    sentences,
    typography,
    weighted,
)
from bot.composing.limits import USUAL, platforms
from bot.errors import ComposeError
from bot.model import Reading
from bot.review import integrity
from tests.composing.golden import ARTICLES, article_of, house

PACKAGES = ("jinja2", "regex", "rapidfuzz", "twitter-text-parser")
AIM = 5_000
ROUNDS = 5


def main() -> None:
    """Print the table."""
    print(machine(*PACKAGES))
    readings = [reading.read(article_of(path)) for path in ARTICLES]
    newsroom = house()
    print(f"{len(readings)} readings, made before; drafts with two variants a post; one core")
    print(f"{'accounts':28} {'posts':>6} {'ms a draft':>11} {'drafts a minute':>16}")
    for names in (USUAL, platforms()):
        accounts = [Account(name=name, platform=name) for name in names]
        _row(", ".join(names) if len(names) < 4 else "all nine", readings, accounts, newsroom)
    print(f"aim: {AIM:,} drafts a minute")
    _growth()


def _row(
    label: str, readings: Sequence[Reading], accounts: Sequence[Account], newsroom: House
) -> None:
    recent = _recent(readings, accounts, newsroom)

    def job() -> int:
        return sum(
            len(compose(each, accounts, house=newsroom, recent=recent).posts) for each in readings
        )

    posts = job()
    took = min(_anew(job) for _ in range(ROUNDS)) / len(readings)
    row = f"{label:28} {posts / len(readings):6.1f} {1000 * took:11.2f} {60 / took:16,.0f}"
    print(row)


def _anew(job: Callable[[], object]) -> float:
    """A round in which no text was seen before, as with articles that are new."""
    for module in (
        addresses,
        alternatives,
        counting,
        roles,
        sameness,
        sentences,
        typography,
        weighted,
        integrity,
    ):
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and value.__module__ == module.__name__:
                value.cache_clear()
    _warm()
    return _seconds(job)


def _warm() -> None:
    """Load again what does not depend on the text."""
    compose(_base(), [Account(name=name, platform=name) for name in platforms()])


def _recent(
    readings: Sequence[Reading], accounts: Sequence[Account], newsroom: House
) -> list[Recent]:
    """A hundred posts a account that each draft is compared with: none of its own."""
    made = [compose(each, accounts, house=newsroom) for each in readings[:8]]
    return [
        Recent(account=post.account, text=f"{number} {post.text[::-1]}")
        for number in range(7)
        for draft in made
        for post in draft.posts
    ]


def _growth() -> None:
    """A draft of one hostile article, and of one ten times as large."""
    print(f"\n{'one hostile article':34} {'size':>9} {'ms':>8} {'ten times':>10} {'ms':>8}")
    for label, size, make in HOSTILE:
        small, large = (_draft_seconds(make(size * times)) for times in (1, 10))
        print(f"{label:34} {size:9,} {1000 * small:8.1f} {size * 10:10,} {1000 * large:8.1f}")


def _draft_seconds(read: Reading) -> float:
    accounts = [Account(name=name, platform=name) for name in platforms()]

    def job() -> None:
        try:
            compose(read, accounts)
        except ComposeError:
            return

    return min(_seconds(job) for _ in range(3))


def _seconds(job: Callable[[], object]) -> float:
    begun = time.process_time()
    job()
    return time.process_time() - begun


def _base() -> Reading:
    return reading.read(article_of(ARTICLES[0]))


def _title(size: int) -> Reading:
    read = _base()
    return replace(read, article=replace(read.article, title="mot " * (size // 4)))


def _dotted_title(size: int) -> Reading:
    read = _base()
    return replace(read, article=replace(read.article, title="a." * (size // 2)))


def _tags(size: int) -> Reading:
    read = _base()
    tags = tuple(f"tag {number}" for number in range(size))
    return replace(read, article=replace(read.article, tags=tags))


def _points(size: int) -> Reading:
    read = _base()
    points = tuple(f"Le point {number} « est » fixé à {number} euros." for number in range(size))
    summary = replace(read.summary, points=points)
    return replace(read, article=replace(read.article, summary_points=points), summary=summary)


def _quotes(size: int) -> Reading:
    read = _base()
    (quote, *_) = [each for each in read.quotes if each.card_worthy]
    return replace(read, quotes=(quote,) * size)


def _lead(size: int) -> Reading:
    read = _base()
    lead = "Il a 12 ans. " * (size // 13)
    return replace(read, article=replace(read.article, lead=lead))


def _text(size: int) -> Reading:
    read = _base()
    more = "\n\nLe chantier de 12 ans coûte 4,2 millions d’euros." * (size // 51)
    return replace(read, article=replace(read.article, text=read.article.text + more))


def _link(size: int) -> Reading:
    read = _base()
    url = "https://a.example.com/?" + "&".join(f"a{number}=b" for number in range(size // 6))
    return replace(read, article=replace(read.article, url=url))


HOSTILE: tuple[tuple[str, int, Callable[[int], Reading]], ...] = (
    ("title, characters", 10_000, _title),
    ("title of dots, characters", 10_000, _dotted_title),
    ("tags", 1_000, _tags),
    ("points", 1_000, _points),
    ("quotes", 1_000, _quotes),
    ("lead, characters", 10_000, _lead),
    ("text, characters", 100_000, _text),
    ("link, characters", 10_000, _link),
)

if __name__ == "__main__":
    main()
