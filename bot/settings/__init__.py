"""Every setting, in one table, read once and frozen.

Settings come from the environment first and then from one env file (``config.env`` in the working
folder, or what ``--config`` names). Lists by name: ``SOURCES=front,tech`` makes the settings
``SOURCE_FRONT_URL`` and ``SOURCE_TECH_URL`` exist. Everything wrong is told at once, each with its
mend.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.errors import SettingsError
from bot.settings import values
from bot.settings.table import (
    LANGUAGES,
    LINK_PLACES,
    PLATFORMS,
    POST_KINDS,
    ROWS,
    TABLE,
    TLDR_FORMS,
    Row,
)

T = TypeVar("T")

__all__ = [
    "PLATFORMS",
    "POST_KINDS",
    "ROWS",
    "TABLE",
    "AccountSettings",
    "Row",
    "Settings",
    "SourceSettings",
    "load",
    "of",
]

DEFAULT_FILE = Path("config.env")


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceSettings:
    """A feed to watch."""

    name: str
    url: str
    every: timedelta
    first: int
    fresh: timedelta
    language: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountSettings:
    """An account to post to.

    ``slots`` are times of day in the newsroom's zone; ``link`` and ``hashtags`` are None where the
    platform's usual holds; ``budget`` is in US dollars a calendar month, None where there is none.
    """

    name: str
    platform: str
    posts: tuple[str, ...]
    tldr: str = "post"
    numbered: bool = False
    link: str | None = None
    campaign: tuple[tuple[str, str], ...] = ()
    hashtags: int | None = None
    variants: int = 2
    budget: float | None = None
    slots: tuple[time, ...]
    expires: timedelta
    format: str | None
    handle: str | None = None
    server: str | None = None
    pictures: str | None = None
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """All settings, checked. ``zone`` is the newsroom's; ``fetch_max_bytes`` counts bytes.

    ``recheck`` is how long after a post went out its article is read again; ``keep_cards`` how long
    the cards of posts that are done with are kept.
    """

    live: bool
    data: Path
    newsroom: Path | None
    publication: str
    database_url: str | None = field(repr=False)
    secret_keys: tuple[str, ...] = field(repr=False)
    zone: ZoneInfo
    user_agent: str
    fetch_timeout: float
    fetch_max_bytes: int
    allow_private_hosts: tuple[str, ...]
    recheck: timedelta
    keep_cards: timedelta
    sources: tuple[SourceSettings, ...]
    accounts: tuple[AccountSettings, ...]


def load(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of ``file`` (or of ``config.env``, where there is one) and the environment.

    Raises SettingsError with a line for each thing that is wrong: a file that cannot be read, a
    line that is no assignment, a name that no setting has, a value that cannot be used.
    """
    path = file or (DEFAULT_FILE if DEFAULT_FILE.is_file() else None)
    problems: list[str] = []
    in_file = _read_file(path, problems) if path else {}
    return _checked(in_file, os.environ if environment is None else environment, path, problems)


def of(values: Mapping[str, str]) -> Settings:
    """The settings that ``values`` make alone, whatever this machine has set.

    Raises SettingsError as ``load`` does.
    """
    return _checked({}, values, None, [])


def _checked(
    in_file: Mapping[str, str],
    environment: Mapping[str, str],
    path: Path | None,
    problems: list[str],
) -> Settings:
    reader = _Reader(in_file, environment, problems)
    settings = _settings(reader)
    problems += _unknown(in_file, reader.known, str(path))
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def _read_file(path: Path, problems: list[str]) -> dict[str, str]:
    from dotenv.parser import parse_stream

    try:
        with path.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; name the env file with --config") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 text; save it as UTF-8") from error
    values: dict[str, str] = {}
    for binding in bindings:
        if binding.error:
            problems.append(f"{path}:{binding.original.line}: not of the form NAME=value")
        elif binding.key is not None:
            if binding.key in values:
                problems.append(f"{path}:{binding.original.line}: {binding.key} is set twice")
            values[binding.key] = binding.value or ""
    return values


def _unknown(names: Iterable[str], known: Iterable[str], where: str) -> Iterator[str]:
    known = sorted(known)
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            mend = f"did you mean {near[0]}?" if near else "config.example.env lists them all"
            yield f"{where}: there is no setting {name}; {mend}"


class _Reader:
    """Looks settings up and turns them into values, noting what is wrong instead of stopping."""

    def __init__(
        self, in_file: Mapping[str, str], environment: Mapping[str, str], problems: list[str]
    ) -> None:
        self._values = {**in_file, **environment}
        self._problems = problems
        self.known = {name for name in ROWS if "*" not in name}

    def text(self, name: str, item: str = "") -> str:
        """The value of a setting, its default where it is not set or empty."""
        row = ROWS[name]
        full = name.replace("*", item.upper())
        self.known.add(full)
        value = self._values.get(full, "").strip() or row.default
        if value is None:
            self._problems.append(f"{full} is missing: {row.meaning}")
            return ""
        return value

    def value(self, name: str, parse: Callable[[str], T], fallback: T, item: str = "") -> T:
        """The parsed value; ``fallback`` once a ValueError's message has been noted."""
        text = self.text(name, item)
        if not text:
            return fallback
        try:
            return parse(text)
        except ValueError as error:
            shown = "its value" if ROWS[name].secret else repr(text)
            self._problems.append(f"{name.replace('*', item.upper())}: {shown} {error}")
            return fallback

    def names(self, name: str) -> tuple[str, ...]:
        """A list of names that other settings are called after."""
        return self.value(name, values.names, ())


def _settings(read: _Reader) -> Settings:
    return Settings(
        live=read.value("LIVE", values.yes_no, False),
        data=Path(read.text("DATA")),
        newsroom=read.value("NEWSROOM", values.folder, None),
        publication=read.text("PUBLICATION"),
        database_url=read.text("DATABASE_URL") or None,
        secret_keys=read.value("SECRET_KEY", values.keys, ()),
        zone=read.value("TIMEZONE", values.zone, ZoneInfo("UTC")),
        user_agent=read.text("USER_AGENT"),
        fetch_timeout=read.value("FETCH_TIMEOUT", values.number(1, 300), 20.0),
        fetch_max_bytes=int(read.value("FETCH_MAX_MB", values.number(0.1, 200), 20.0) * 1_000_000),
        allow_private_hosts=read.value("ALLOW_PRIVATE_HOSTS", values.words, ()),
        recheck=timedelta(hours=read.value("RECHECK_HOURS", values.number(0, 8760), 48.0)),
        keep_cards=timedelta(days=read.value("KEEP_CARDS", values.number(1, 36_500), 90.0)),
        sources=tuple(_source(read, name) for name in read.names("SOURCES")),
        accounts=tuple(_account(read, name) for name in read.names("ACCOUNTS")),
    )


def _source(read: _Reader, name: str) -> SourceSettings:
    return SourceSettings(
        name=name,
        url=read.value("SOURCE_*_URL", values.web_address, "", name),
        every=timedelta(minutes=read.value("SOURCE_*_EVERY", values.number(1, 1440), 5.0, name)),
        first=int(read.value("SOURCE_*_FIRST", values.number(0, 100), 3.0, name)),
        fresh=timedelta(hours=read.value("SOURCE_*_FRESH", values.number(1, 8760), 24.0, name)),
        language=read.value("SOURCE_*_LANGUAGE", values.language_of(*LANGUAGES), None, name),
    )


def _account(read: _Reader, name: str) -> AccountSettings:
    def hours(setting: str, usual: float) -> timedelta:
        return timedelta(hours=read.value(setting, values.number(1, 8760), usual, name))

    secrets = {
        row.name.removeprefix("ACCOUNT_*_").lower(): read.text(row.name, name)
        for row in TABLE
        if row.secret and row.name.startswith("ACCOUNT_*_")
    }
    return AccountSettings(
        name=name,
        platform=read.value("ACCOUNT_*_PLATFORM", values.one_of(*PLATFORMS), "", name),
        posts=read.value("ACCOUNT_*_POSTS", values.several_of(*POST_KINDS), (), name),
        tldr=read.value("ACCOUNT_*_TLDR", values.one_of(*TLDR_FORMS), "post", name),
        numbered=read.value("ACCOUNT_*_NUMBERED", values.yes_no, False, name),
        link=read.value("ACCOUNT_*_LINK", values.one_of(*LINK_PLACES), None, name),
        campaign=read.value("ACCOUNT_*_CAMPAIGN", values.parameters, (), name),
        hashtags=read.value("ACCOUNT_*_HASHTAGS", values.whole_number(0, 30), None, name),
        variants=read.value("ACCOUNT_*_VARIANTS", values.whole_number(0, 3), 2, name),
        budget=read.value("ACCOUNT_*_BUDGET", values.number(0, 1_000_000), None, name),
        slots=read.value("ACCOUNT_*_SLOTS", values.times, (), name),
        expires=hours("ACCOUNT_*_EXPIRES", 24.0),
        format=read.value("ACCOUNT_*_FORMAT", values.format, None, name),
        handle=read.text("ACCOUNT_*_HANDLE", name) or None,
        server=read.value("ACCOUNT_*_SERVER", values.server_address, None, name),
        pictures=read.value("PICTURES_URL", values.server_address, None),
        credentials={key: value for key, value in secrets.items() if value},
    )
