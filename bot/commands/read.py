"""``bot read``: an article as the bot understands it."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap

from bot import as_json, clock, reading, settings, sources
from bot.model import Article, Quote, Reading
from bot.sources.fetch import FetchLimits

EXAMPLE = """\
  bot read article.txt
  bot read https://news.example/story --json
  bot read a.txt b.html - --json --explain < c.txt"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="text, Markdown or HTML file, URL of a page or feed, or - for standard input",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line, in order")
    parser.add_argument("--explain", action="store_true", help="why each quote ranks as it does")
    parser.add_argument("--url", help="link of an article that is read from a file")
    parser.add_argument(
        "--limit", type=int, default=10, metavar="N", help="articles taken from a feed (10)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read every source, print what is found, and fail if one could not be read."""
    failed = False
    for item in load_all(arguments):
        if isinstance(item, sources.Unreadable):
            failed = True
            print(f"bot: {item.error}", file=sys.stderr)
            if arguments.json:
                print(json.dumps({"source": item.source, "error": str(item.error)}))
            continue
        read = reading.read(item)
        if arguments.json:
            print(json.dumps(as_json.reading(read, explain=arguments.explain), ensure_ascii=False))
        else:
            print(_page(read, explain=arguments.explain))
    return int(failed)
