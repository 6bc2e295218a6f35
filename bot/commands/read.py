"""``bot read``: an article as the bot understands it."""

from __future__ import annotations

import argparse
import json
import sys

from bot import as_json, reading, settings, sources
from bot.commands import inputs
from bot.model import Quote, Reading

EXAMPLE = """\
  bot read article.txt
  bot read https://news.example.com/story --json
  bot read a.txt b.html - --json --explain < c.txt"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    inputs.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line, in order")
    parser.add_argument("--explain", action="store_true", help="say why each quote ranks so")


def run(arguments: argparse.Namespace) -> int:
    """Print every source's reading; 1 where one could not be read."""
    failed = False
    for item in inputs.articles(arguments, settings.load(arguments.config)):
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
            print("\n".join(_page(read, explain=arguments.explain)))
    return int(failed)


def _page(read: Reading, *, explain: bool) -> list[str]:
    """The reading as lines for a person."""
    article = read.article
    known = (article.language, article.kind.value, article.published_at, article.link)
    lines = [article.title, "  ".join(str(each) for each in known if each), ""]
    if read.summary.points:
        lines.append(f"TL;DR ({read.summary.source.value})")
        lines += [f"  • {point}" for point in read.summary.points]
        lines.append("")
    for quote in read.quotes:
        lines += _quote(quote, explain=explain)
    if not read.quotes:
        lines.append("no quotes")
    return [*lines, *(f"note: {note}" for note in article.notes), ""]


def _quote(quote: Quote, *, explain: bool) -> list[str]:
    rank = "key" if quote.key else "card" if quote.card_worthy else quote.kind.value
    by = ", ".join(filter(None, (quote.speaker, quote.role))) or "nobody named"
    lines = [
        f"{rank:>9}  {quote.display}",
        f"{'':>9}  — {by}  ({quote.start}–{quote.end}, {quote.confidence:.0%} sure)",
    ]
    return lines + [f"{'':>11}{reason}" for reason in quote.why if explain]
