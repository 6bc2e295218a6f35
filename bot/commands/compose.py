"""``bot compose``: posts and cards in a folder to look at; stores and sends nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot import clock, settings, sources
from bot.commands import inputs
from bot.commands.progress import steps
from bot.composing import Account
from bot.composing.limits import USUAL
from bot.errors import BotError, CardError
from bot.formats import FORMATS, parse_format
from bot.model import Article, Card, CardOrder, Draft, Post
from bot.proofs import folder
from bot.proofs.sheet import Sheet
from bot.studio import Studio, accounts_of, studio_of, with_formats

EXAMPLE = """\
  bot compose article.txt --out proofs
  bot compose https://news.example.com/feed.xml --limit 3 --out proofs
  bot compose - --url https://news.example.com/story --out proofs --json < story.txt"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    inputs.add_arguments(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write")
    parser.add_argument(
        "--format",
        metavar="F",
        help=f"card format instead of each platform's usual: {', '.join(FORMATS)}, WxH or all",
    )
    parser.add_argument("--json", action="store_true", help="print posts.json as well")


def run(arguments: argparse.Namespace) -> int:
    """Write the folder; 1 where a source could not be read or a card was refused."""
    configured = settings.load(arguments.config)
    formats = formats_named(arguments.format)
    accounts = accounts_of(configured) or tuple(
        Account(name=platform, platform=platform) for platform in USUAL
    )
    studio = studio_of(configured, accounts)
    problems = _Problems()
    articles = steps(inputs.articles(arguments, configured), "reading")
    drafts = list(_drafts(articles, studio, problems))
    if not drafts:
        return 1
    with folder.whole(arguments.out) as stage:
        sheet = Sheet(stage)
        for draft in steps(drafts, "drawing", len(drafts)):
            made = [_drawn(with_formats(post, formats), studio, problems) for post in draft.posts]
            for line in sheet.add(draft, made):
                problems.say(line)
        text = sheet.finish(clock.now())
    if arguments.json:
        print(text)
    else:
        posts = sum(len(draft.posts) for draft in drafts)
        counted = "1 article" if len(drafts) == 1 else f"{len(drafts)} articles"
        print(f"{posts} posts of {counted} in {arguments.out / 'index.html'}")
    return int(problems.any)


def formats_named(text: str | None) -> tuple[str, ...]:
    """The formats that ``--format`` names; none where it is not given."""
    if text is None:
        return ()
    return tuple(FORMATS) if text == "all" else (parse_format(text).name,)


class _Problems:
    """Says each problem once, on standard error, and remembers that there was one."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    @property
    def any(self) -> bool:
        return bool(self._said)

    def say(self, problem: object) -> None:
        line = str(problem)
        if line not in self._said:
            self._said.add(line)
            print(f"bot: {line}", file=sys.stderr)


def _drafts(
    items: Iterable[Article | sources.Unreadable], studio: Studio, problems: _Problems
) -> Iterator[Draft]:
    for item in items:
        if isinstance(item, sources.Unreadable):
            problems.say(item.error)
            continue
        try:
            yield studio.draft(item)
        except BotError as error:
            problems.say(error)


def _drawn(post: Post[CardOrder], studio: Studio, problems: _Problems) -> Post[Card]:
    try:
        return studio.draw(post)
    except CardError as error:
        problems.say(error)
        return post.with_cards(_no_card)


def _no_card(order: CardOrder) -> tuple[Card, ...]:
    return ()
