"""``bot sources``: what is watched, how it stands, and what it lists now."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot import clock, settings
from bot.errors import SourceError, UsageError

if TYPE_CHECKING:
    from bot.as_json import JSON
    from bot.settings import Settings, SourceSettings

EXAMPLE = """\
  bot sources list          each source as it was last polled
  bot sources test          asks them all now; changes nothing
  bot sources test front    asks one, and shows the newest of what it lists"""
SHOWN = 5  # entries of a source that is tested


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="the sources, as they were last polled")
    test = actions.add_parser("test", help="ask sources now; changes nothing")
    test.add_argument("sources", nargs="*", metavar="SOURCE", help="all of them where none")
    for each in (listing, test):
        each.add_argument("--json", action="store_true", help="for a program")


def run(arguments: argparse.Namespace) -> int:
    """List the sources, or ask them; 1 where one that is asked cannot be read."""
    configured = settings.load(arguments.config)
    if arguments.action == "list":
        rows = list(_standing(configured))
        lines = [_line(row) for row in rows] or ["no source is named; set SOURCES"]
        code = 0
    else:
        rows = [_asked(configured, source) for source in _named(configured, arguments.sources)]
        lines = [line for row in rows for line in _lines(row)]
        code = int(any(row["error"] for row in rows))
    print(json.dumps(rows, ensure_ascii=False) if arguments.json else "\n".join(lines))
    return code


def _named(configured: Settings, names: list[str]) -> list[SourceSettings]:
    known = {source.name: source for source in configured.sources}
    for name in names:
        if name not in known:
            raise UsageError(f"there is no source {name}; SOURCES names {', '.join(known)}")
    return [known[name] for name in names] if names else list(configured.sources)


# --- as they were polled -------------------------------------------------------------------


def _standing(configured: Settings) -> Iterator[dict[str, JSON]]:
    from bot.store.places import open_store

    with open_store(configured, dry_run=False) as store:
        known = store.feeds.all()
        for source in configured.sources:
            feed = known.get(source.name)
            counts = store.feeds.counts(source.name) if feed else {}
            yield {
                "source": source.name,
                "kind": source.kind,
                "url": source.url,
                "polled_at": feed.polled_at.isoformat() if feed else None,
                "next_poll_at": feed.next_poll_at.isoformat() if feed else None,
                "failures": feed.failures if feed else 0,
                "error": feed.error if feed else None,
                "entries": {state.value: count for state, count in sorted(counts.items())},
            }


def _line(row: dict[str, JSON]) -> str:
    name = f"{row['source']:12} {row['kind']:8}"
    if row["polled_at"] is None:
        return f"{name} not polled yet"
    entries = row["entries"]
    assert isinstance(entries, dict)
    told = ", ".join(f"{count} {state}" for state, count in entries.items()) or "nothing listed"
    if row["error"]:
        return f"{name} failed {row['failures']} times in a row: {row['error']}"
    return f"{name} polled {str(row['polled_at'])[:16]} UTC, {told}"


# --- as they are now -----------------------------------------------------------------------


def _asked(configured: Settings, source: SourceSettings) -> dict[str, JSON]:
    from bot.intake import sections_asked
    from bot.scheduling.choosing import choose
    from bot.sources.fetch import Fetcher, limits_of
    from bot.sources.harvest import harvest

    now = clock.now()
    try:
        found = harvest(
            source,
            Fetcher(limits_of(configured)),
            etag=None,
            last_modified=None,
            now=now,
            zone=configured.zone.key,
        )
    except SourceError as error:
        return {"source": source.name, "error": str(error), "entries": []}
    choices = choose(
        found.entries,
        first_poll=False,
        first=source.first,
        fresh=source.fresh,
        now=now,
        sections=sections_asked(source),
    )
    entries: list[JSON] = [
        {
            "title": entry.title,
            "url": entry.url,
            "published_at": entry.published_at.isoformat() if entry.published_at else None,
            "tags": list(entry.tags),
            "choice": choice.value,
        }
        for entry, choice in zip(found.entries, choices, strict=True)
    ]
    return {"source": source.name, "error": None, "entries": entries}


def _lines(row: dict[str, JSON]) -> Iterator[str]:
    if row["error"]:
        yield f"{row['source']}: {row['error']}"
        return
    entries = row["entries"]
    assert isinstance(entries, list)
    yield f"{row['source']}: {len(entries)} listed; were they new now:"
    for entry in entries[:SHOWN]:
        assert isinstance(entry, dict)
        at = str(entry["published_at"] or "no date")[:16]
        yield f"  {entry['choice']:8} {at:16}  {entry['title'] or entry['url']}"
