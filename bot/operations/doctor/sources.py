"""Sources: whether they can be read, and what is taken of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from bot.errors import SourceError
from bot.operations.doctor.findings import Finding, Patient, look, wrong
from bot.settings import SourceSettings
from bot.sources.addresses import is_public
from bot.sources.fetch import Fetcher, limits_of
from bot.sources.harvest import Harvest, harvest
from bot.sources.robots import Robots
from bot.sources.urls import host_of, is_url

MOST_OFF = timedelta(minutes=2)  # asking all sources may take a while itself


def named(source: SourceSettings, ending: str) -> str:
    """The name of a setting of the source."""
    return f"SOURCE_{source.name}_{ending}".upper()


def lists(patient: Patient) -> Iterator[Finding]:
    """Whether there is anything to read, each once."""
    sources = patient.settings.sources
    if not sources:
        yield wrong("SOURCES", "no source is named; name a feed, as front, and set its address")
    places: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        if source.url:
            places[source.url].append(source.name)
    for url, names in places.items():
        if len(names) > 1:
            yield look("SOURCES", f"{' and '.join(names)} have the same address, {url}")


def choices(patient: Patient) -> Iterator[Finding]:
    """Choices by which nothing would ever be taken."""
    for source in patient.settings.sources:
        if source.kind != "folder" and source.fresh < source.every:
            text = "is shorter than EVERY: what comes is old when it is seen"
            yield wrong(named(source, "FRESH"), text)
        both = {word.casefold() for word in source.take} & {w.casefold() for w in source.leave}
        if both:
            text = f"{', '.join(sorted(both))} is in TAKE too; take it out of one"
            yield wrong(named(source, "LEAVE"), text)
        if source.score > 0.9:
            text = f"hardly a quote scores {source.score:g}; `bot read --explain` shows scores"
            yield look(named(source, "SCORE"), text)
        if source.every < timedelta(minutes=2) and source.kind in ("feed", "page"):
            text = "asks the site every minute; that is more than most allow"
            yield look(named(source, "EVERY"), text)


def manners(patient: Patient) -> Iterator[Finding]:
    """Whether sites can tell who asks."""
    agent = patient.settings.user_agent
    if patient.settings.sources and not ("@" in agent or "http" in agent):
        text = "does not say how to reach you; write as: Journal bot (https://journal.example/bot)"
        yield look("USER_AGENT", text)


def addresses(patient: Patient) -> Iterator[Finding]:
    """Private addresses that are not allowed."""
    allowed = patient.settings.allow_private_hosts
    for source in patient.settings.sources:
        host = host_of(source.url) if source.kind in ("feed", "page") else ""
        private = host == "localhost" or (_is_address(host) and not is_public(host))
        if private and host not in allowed:
            text = f"{host} is private; if it is yours, name it in ALLOW_PRIVATE_HOSTS"
            yield wrong(named(source, "URL"), text)


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdecimal()


def reading(patient: Patient) -> Iterator[Finding]:
    """What each source answers now."""
    if not patient.online:
        return
    fetcher = Fetcher(limits_of(patient.settings))
    robots = Robots(fetcher, lambda: patient.now)
    off: timedelta | None = None
    for source in patient.settings.sources:
        try:
            found = harvest(
                source,
                fetcher,
                etag=None,
                last_modified=None,
                now=patient.now,
                zone=patient.settings.zone.key,
            )
        except SourceError as error:
            yield wrong(named(source, "URL"), str(error))
            continue
        yield from _robots(source, found, robots)
        if not found.entries and not found.unchanged:
            yield look(named(source, "URL"), "lists nothing at the moment")
        if off is None and found.date is not None:
            off = abs(found.date - patient.now)
    if off is not None and off > MOST_OFF:
        text = f"it is {off.total_seconds():.0f} s off what a web server says; let NTP keep it"
        yield wrong("clock", text)


def _robots(source: SourceSettings, found: Harvest, robots: Robots) -> Iterator[Finding]:
    """Whether the newest article may be read."""
    page = next((entry.url for entry in found.entries if entry.url and is_url(entry.url)), None)
    if page is None or not source.polite:
        return
    try:
        robots.check(page)
    except SourceError as error:
        yield wrong(named(source, "ROBOTS"), str(error))
