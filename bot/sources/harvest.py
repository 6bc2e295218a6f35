"""What a source lists at the moment, whatever kind of source it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from bot.errors import SourceError
from bot.settings import SourceSettings
from bot.sources.entries import Entry, feed_of
from bot.sources.fetch import Fetched, Fetcher
from bot.sources.robots import Robots
from bot.sources.urls import host_of, same_site

MOST_SITEMAPS = 5  # of a list; an archive has hundreds


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
            listed = () if got.not_modified else _listed(source, got, zone)
            if isinstance(listed, _Sitemaps):
                entries = _of_sitemaps(listed, source, fetcher, zone)
                # A list of sitemaps stays the same while those in it change.
                return Harvest(entries=entries, retry_after=got.retry_after, date=got.date)
            return Harvest(
                entries=listed,
                unchanged=got.not_modified,
                etag=got.etag or (etag if got.not_modified else None),
                last_modified=got.last_modified or (last_modified if got.not_modified else None),
                retry_after=got.retry_after,
                date=got.date,
            )


class _Sitemaps(tuple[str, ...]):
    """Addresses of sitemaps."""

    __slots__ = ()


def _of_sitemaps(
    addresses: _Sitemaps, source: SourceSettings, fetcher: Fetcher, zone: str
) -> tuple[Entry, ...]:
    """What the sitemaps list; one that cannot be read is left out, unless none can."""
    from bot.sources.feed import parse_feed

    found: list[Entry] = []
    troubles: list[SourceError] = []
    for address in addresses:
        try:
            got = fetcher.get(address)
            found += parse_feed(got.body, source=source.name, url=got.final_url, zone=zone).entries
        except SourceError as error:
            troubles.append(error)
    if troubles and not found:
        raise troubles[0]
    return feed_of("", found).entries


def _listed(source: SourceSettings, got: Fetched, zone: str) -> tuple[Entry, ...] | _Sitemaps:
    if source.kind == "page":
        from bot.sources.pagelist import parse_page_list

        return parse_page_list(
            got.body, source=source.name, url=got.final_url, charset=got.charset, links=source.links
        ).entries
    from bot.sources.feed import parse_feed, sitemaps_in

    sitemaps = sitemaps_in(got.body, source=source.name, url=got.final_url, zone=zone)
    if sitemaps:
        own = (each for each in sitemaps if same_site(each, got.final_url))
        return _Sitemaps(islice(own, MOST_SITEMAPS))
    return parse_feed(
        got.body, source=source.name, url=got.final_url, charset=got.charset, zone=zone
    ).entries


def host_asked(source: SourceSettings) -> str:
    """The host that a poll of the source asks; "" where it asks none."""
    return host_of(source.url) if source.kind in ("feed", "page") else ""
