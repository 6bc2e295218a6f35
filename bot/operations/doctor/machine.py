"""Files, folders, disk, clock, fonts and the port."""

from __future__ import annotations

import os
import socket
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx

from bot.errors import BotError
from bot.operations import backups
from bot.operations.conditions import OLD_BACKUP
from bot.operations.doctor.findings import Finding, Patient, look, wrong
from bot.operations.keeper import free_space
from bot.operations.runner import rehearse
from bot.resources import shipped
from bot.settings.values import own_address
from bot.studio import studio_of

OLDEST_SQLITE = (3, 35, 0)  # the first with RETURNING
_FIRST_YEAR = 2026  # an earlier clock was never set
_HERE = ("127.0.0.1", "::1", "localhost")


def files(patient: Patient) -> Iterator[Finding]:
    """Who can read the secrets, and whether the folders can be written."""
    file = patient.file
    if file and file.is_file() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield wrong(str(file), f"others can read the secrets in it; say: chmod 600 {file}")
    yield from _writable("DATA", patient.settings.data)
    if patient.settings.backups:
        yield from _writable("BACKUPS", patient.settings.backups)
    for source in patient.settings.sources:
        if source.kind == "folder" and not os.access(source.url, os.R_OK | os.X_OK):
            name = f"SOURCE_{source.name}_FOLDER".upper()
            yield wrong(name, f"{source.url} cannot be read; change its permissions")
    if os.geteuid() == 0:
        yield look("user", "the bot runs as root; give it a user of its own")


def _writable(name: str, folder: Path) -> Iterator[Finding]:
    there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    if not there.is_dir():
        yield wrong(name, f"{there} is a file; name a folder")
        return
    try:
        with tempfile.TemporaryFile(dir=there):
            return
    except OSError as error:
        yield wrong(name, f"{there} cannot be written ({error.strerror}); change its owner")


def disk(patient: Patient) -> Iterator[Finding]:
    """Room for what comes."""
    free = free_space(patient.settings.data)
    if free is not None and free < patient.settings.least_disk:
        yield wrong("DATA", f"only {free / 1e6:.0f} MB are free there; make room")


def backup(patient: Patient) -> Iterator[Finding]:
    """Whether there is a backup, and whether it would be there when the disk is not."""
    made = backups.existing(patient.settings)
    if made and made[-1][0] < patient.now - OLD_BACKUP:
        at = f"{made[-1][0]:%d %b %Y}"
        yield wrong("BACKUPS", f"the last backup is of {at}; see that `bot run` is running")
    if patient.settings.backups is None:
        yield look("BACKUPS", "backups lie beside the database; name a folder on another disk")


def clock(patient: Patient) -> Iterator[Finding]:
    """Whether the machine knows what time it is."""
    if patient.now.year < _FIRST_YEAR:
        yield wrong("clock", f"it says {patient.now:%Y}; set it, and let NTP keep it")


def programs(patient: Patient) -> Iterator[Finding]:
    """What the program itself needs."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE and patient.settings.database_url is None:
        yield wrong("SQLite", f"{sqlite3.sqlite_version} is too old; 3.35 or newer is needed")
    if not (shipped("fonts") / "fonts.css").is_file():
        yield wrong("fonts", "the shipped fonts are gone; install the bot again")


def templates(patient: Patient) -> Iterator[Finding]:
    """Whether a post and a card can be made with the newsroom's templates and brand."""
    if not patient.settings.accounts:
        return
    try:
        rehearse(studio_of(patient.settings), patient.now)
    except BotError as error:
        for line in str(error).splitlines():
            yield wrong("NEWSROOM", line)


def port(patient: Patient) -> Iterator[Finding]:
    """Whether the pages can be served, and to whom."""
    listen = patient.settings.listen
    if listen is None:
        return
    host, number = listen
    if host not in _HERE and not patient.settings.web.url.startswith("https://"):
        yield look("LISTEN", f"{host} is open to others without TLS; put a proxy with TLS in front "
                   "and set WEB_URL to its https address")  # fmt: skip
    if number and _is_taken(host, number) and not _is_ours(host, number):
        yield wrong("LISTEN", f"another program listens on {host}:{number}; name another port")


def _is_taken(host: str, number: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError:
            return True
    return False


def _is_ours(host: str, number: int) -> bool:
    """Whether it is ``bot run`` itself that listens."""
    try:
        answer = httpx.get(f"{own_address(host, number)}/health/live", timeout=3)
        return "idle_seconds" in answer.json()
    except (httpx.HTTPError, ValueError, TypeError):
        return False
