"""What a source lists at the moment, whatever kind of source it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.settings import SourceSettings
from bot.sources.entries import Entry
from bot.sources.fetch import Fetched, Fetcher
from bot.sources.robots import Robots
from bot.sources.urls import host_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Harvest:
    """``entries`` newest first; none where ``unchanged``, which is by the source's own word.

    ``etag`` and ``last_modified`` make the next request conditional; ``retry_after`` is in seconds.
    ``date`` is the server's own time, in UTC.
    """

    entries: tuple[Entry, ...] = ()
    unchanged: bool = False
    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None
    date: datetime | None = None


def harvest(
    source: SourceSettings,
    fetcher: Fetcher,
    *,
    etag: str | None,
    last_modified: str | None,
    now: datetime,
    zone: str,
    robots: Robots | None = None,
) -> Harvest:
    """Ask a source what it lists. Raises SourceError where it cannot be read.

    A page is asked for as ``robots`` allow; a feed is there for programs, and was named by the
    newsroom.
    """
    match source.kind:
        case "folder":
            from bot.sources.folder import list_folder

            return Harvest(
                entries=list_folder(Path(source.url), source=source.name, now=now).entries
            )
        case "webhook":
            return Harvest(unchanged=True)
        case _:
            if robots and source.kind == "page" and source.polite:
                robots.take_turn(source.url)
                fetcher = fetcher.asking(robots.check)
            got = fetcher.get(source.url, etag=etag, last_modified=last_modified)
            return Harvest(
                entries=() if got.not_modified else _listed(source, got, zone),
                unchanged=got.not_modified,
                etag=got.etag or (etag if got.not_modified else None),
                last_modified=got.last_modified or (last_modified if got.not_modified else None),
                retry_after=got.retry_after,
                date=got.date,
            )


def _listed(source: SourceSettings, got: Fetched, zone: str) -> tuple[Entry, ...]:
    if source.kind == "page":
        from bot.sources.pagelist import parse_page_list

        return parse_page_list(
            got.body, source=source.name, url=got.final_url, charset=got.charset, links=source.links
        ).entries
    from bot.sources.feed import parse_feed

    return parse_feed(
        got.body, source=source.name, url=got.final_url, charset=got.charset, zone=zone
    ).entries


def host_asked(source: SourceSettings) -> str:
    """The host that a poll of the source asks; "" where it asks none."""
    return host_of(source.url) if source.kind in ("feed", "page") else ""
