"""Who is told what is wrong, and who can approve."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.errors import StoreError
from bot.operations.doctor.findings import Finding, Patient, look, wrong
from bot.operations.telling import reaches_anybody
from bot.store import Store


def alerts(patient: Patient) -> Iterator[Finding]:
    """Whether anybody hears of what is wrong."""
    settings = patient.settings.alerts
    if settings.mail and not settings.smtp:
        yield wrong("SMTP_URL", "ALERT_MAIL is set and no mail server; name one")
    if settings.smtp and not settings.mail:
        yield wrong("ALERT_MAIL", "SMTP_URL is set and nobody to write to; name somebody")
    if not reaches_anybody(settings):
        yield look("ALERT_MAIL", "nobody is told what is wrong; set it, or ALERT_WEBHOOK")
        if patient.settings.digest_at:
            yield wrong("DIGEST_AT", "there is nobody to send it to; set ALERT_MAIL")
    if settings.smtp and patient.online:
        yield from _mail_server(settings.smtp)


def _mail_server(smtp: str) -> Iterator[Finding]:
    parts = urlsplit(smtp)
    usual = 465 if parts.scheme == "smtps" else 587
    place = (parts.hostname or "", parts.port or usual)
    try:
        socket.create_connection(place, timeout=5).close()
    except OSError:
        text = f"no mail server answers at {place[0]}:{place[1]}; check the address"
        yield wrong("SMTP_URL", text)


def team(patient: Patient, store: Store) -> Iterator[Finding]:
    """Whether somebody can log in and approve."""
    web = patient.settings.web
    if patient.settings.listen and web.proxy_header is None and not store.users.any():
        yield look("users", "nobody can log in to approve; say `bot users add NAME --role admin`")


def queue(patient: Patient, store: Store) -> Iterator[Finding]:
    """What waits for a person, or stands still."""
    for pause in store.pauses.standing():
        yield look("pause", f"{pause}; `bot resume` ends it")
    for rest in store.rests.all().values():
        if rest.until > patient.now:
            text = f"nothing is sent until {rest.until:%d %b %H:%M} UTC: {rest.reason}"
            yield look(rest.account, text)
    unseen = len(store.notices.open())
    if unseen:
        yield look("notices", f"{unseen} that nobody has seen; say `bot notices`")


def failing(patient: Patient, store: Store) -> Iterator[Finding]:
    """Sources that failed the last time they were polled."""
    names = {source.name for source in patient.settings.sources}
    for feed in store.feeds.all().values():
        if feed.source in names and feed.error:
            text = f"could not be read {feed.failures} times in a row: {feed.error}"
            yield wrong(f"source {feed.source}", text)


def damage(patient: Patient, store: Store) -> Iterator[Finding]:
    """What `bot db check` finds."""
    from bot.store.places import card_store

    try:
        for finding in store.findings(card_store(patient.settings, dry_run=False)):
            yield wrong("database", finding)
    except StoreError as error:
        yield wrong("database", str(error))
