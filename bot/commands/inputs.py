"""The sources that a command is given, read one after the other."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from bot import clock, settings, sources
from bot.errors import UsageError
from bot.model import Article
from bot.sources.fetch import Fetcher, limits_of
from bot.sources.urls import is_url

FEED_LIMIT = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that say what to read."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="text, Markdown or HTML file, feed, URL, or - for standard input",
    )
    parser.add_argument("--url", type=_address, help="link of an article that comes without one")
    parser.add_argument(
        "--limit",
        type=_count,
        default=FEED_LIMIT,
        metavar="N",
        help=f"articles taken from a feed, newest first ({FEED_LIMIT})",
    )


def articles(
    arguments: argparse.Namespace, configured: settings.Settings
) -> Iterator[Article | sources.Unreadable]:
    """Every article of every source, in order; what cannot be read stands in its place."""
    if arguments.url and len(arguments.sources) > 1:
        raise UsageError("--url is the link of one article; name one SOURCE with it")
    fetcher = Fetcher(limits_of(configured))
    seen = clock.now()
    for source in arguments.sources:
        yield from sources.load(
            source,
            fetcher=fetcher,
            fetched_at=seen,
            limit=arguments.limit,
            url=arguments.url,
            zone=configured.zone.key,
        )


def _address(text: str) -> str:
    if not is_url(text):
        raise argparse.ArgumentTypeError(f"{text!r} does not start with http:// or https://")
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)
