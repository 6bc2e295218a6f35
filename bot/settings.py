"""Every setting, in one table, read once and frozen.

Settings come from the environment first and then from one env file (``config.env`` in the working
folder, or what ``--config`` names). Lists by name: ``SOURCES=front,tech`` makes the settings
``SOURCE_FRONT_URL`` and ``SOURCE_TECH_URL`` exist. Everything wrong is told at once, each with its
mend.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.errors import CardError, SettingsError
from bot.formats import parse_format

T = TypeVar("T")

DEFAULT_FILE = Path("config.env")
PLATFORMS = (
    "x",
    "bluesky",
    "mastodon",
    "threads",
    "instagram",
    "facebook",
    "linkedin",
    "telegram",
    "discord",
)
POST_KINDS = ("quote", "tldr", "headline")
LANGUAGES = ("fr", "en", "es", "de", "it", "pt", "nl")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One setting: ``default`` as it would be written in the file; None where it must be given.

    A name with ``*`` exists once for each name in the list it belongs to (SOURCES or ACCOUNTS).
    """

    name: str
    default: str | None
    meaning: str
    secret: bool = False


TABLE: tuple[Row, ...] = (
    Row(name="LIVE", default="no", meaning="yes: approved posts are really sent; no: nothing is"),
    Row(name="DATA", default="data", meaning="folder for what the bot keeps: database, cards"),
    Row(
        name="NEWSROOM",
        default="",
        meaning="folder for what the newsroom owns: brand.css, logos, templates of its own",
    ),
    Row(
        name="PUBLICATION",
        default="",
        meaning="name printed on cards as the source; empty: the host of the article's link",
    ),
    Row(
        name="DATABASE_URL",
        default="",
        meaning="SQLAlchemy URL of the database; empty: a SQLite file in DATA",
        secret=True,
    ),
    Row(name="TIMEZONE", default="UTC", meaning="IANA zone of the newsroom, as Europe/Paris"),
    Row(name="USER_AGENT", default="", meaning="how the bot names itself to web servers"),
    Row(name="FETCH_TIMEOUT", default="20", meaning="seconds until a fetch is given up"),
    Row(name="FETCH_MAX_MB", default="20", meaning="largest page or feed that is read, in MB"),
    Row(
        name="ALLOW_PRIVATE_HOSTS",
        default="",
        meaning="hosts that may be fetched although their address is private, as cms.internal",
    ),
    Row(name="SOURCES", default="", meaning="names of the feeds to watch, as front,tech"),
    Row(name="SOURCE_*_URL", default=None, meaning="address of the RSS or Atom feed"),
    Row(name="SOURCE_*_EVERY", default="5", meaning="minutes between two polls"),
    Row(name="SOURCE_*_FIRST", default="3", meaning="newest articles drafted at the first poll"),
    Row(name="SOURCE_*_FRESH", default="24", meaning="hours during which an article is news"),
    Row(name="SOURCE_*_LANGUAGE", default="", meaning="language as fr; empty: told from the text"),
    Row(name="ACCOUNTS", default="", meaning="names of the accounts to post to, as x_main"),
    Row(name="ACCOUNT_*_PLATFORM", default=None, meaning="one of: " + ", ".join(PLATFORMS)),
    Row(
        name="ACCOUNT_*_POSTS",
        default="quote,tldr",
        meaning="posts made of each article: " + ", ".join(POST_KINDS),
    ),
    Row(
        name="ACCOUNT_*_SLOTS",
        default="",
        meaning="times of day at which posts go out, as 08:00,12:30; empty: once approved",
    ),
    Row(
        name="ACCOUNT_*_EXPIRES",
        default="24",
        meaning="hours after which a post that nobody approved expires",
    ),
    Row(name="ACCOUNT_*_FORMAT", default="", meaning="card format; empty: the platform's usual"),
    Row(name="ACCOUNT_*_CONSUMER_KEY", default="", meaning="X: API key", secret=True),
    Row(name="ACCOUNT_*_CONSUMER_SECRET", default="", meaning="X: API key secret", secret=True),
    Row(name="ACCOUNT_*_ACCESS_TOKEN", default="", meaning="X: access token", secret=True),
    Row(name="ACCOUNT_*_ACCESS_SECRET", default="", meaning="X: access token secret", secret=True),
)
ROWS: Mapping[str, Row] = {row.name: row for row in TABLE}


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
    """An account to post to. ``slots`` are times of day in the newsroom's zone."""

    name: str
    platform: str
    posts: tuple[str, ...]
    slots: tuple[time, ...]
    expires: timedelta
    format: str | None
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """All settings, checked. ``zone`` is the newsroom's; ``fetch_max_bytes`` counts bytes."""

    live: bool
    data: Path
    newsroom: Path | None
    publication: str
    database_url: str | None = field(repr=False)
    zone: ZoneInfo
    user_agent: str
    fetch_timeout: float
    fetch_max_bytes: int
    allow_private_hosts: tuple[str, ...]
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
        return self.value(name, _names, ())


def _settings(read: _Reader) -> Settings:
    return Settings(
        live=read.value("LIVE", _yes_no, False),
        data=Path(read.text("DATA")),
        newsroom=read.value("NEWSROOM", _folder, None),
        publication=read.text("PUBLICATION"),
        database_url=read.text("DATABASE_URL") or None,
        zone=read.value("TIMEZONE", _zone, ZoneInfo("UTC")),
        user_agent=read.text("USER_AGENT"),
        fetch_timeout=read.value("FETCH_TIMEOUT", _number(1, 300), 20.0),
        fetch_max_bytes=int(read.value("FETCH_MAX_MB", _number(0.1, 200), 20.0) * 1_000_000),
        allow_private_hosts=read.value("ALLOW_PRIVATE_HOSTS", _words, ()),
        sources=tuple(_source(read, name) for name in read.names("SOURCES")),
        accounts=tuple(_account(read, name) for name in read.names("ACCOUNTS")),
    )


def _source(read: _Reader, name: str) -> SourceSettings:
    return SourceSettings(
        name=name,
        url=read.value("SOURCE_*_URL", _web_address, "", name),
        every=timedelta(minutes=read.value("SOURCE_*_EVERY", _number(1, 1440), 5.0, name)),
        first=int(read.value("SOURCE_*_FIRST", _number(0, 100), 3.0, name)),
        fresh=timedelta(hours=read.value("SOURCE_*_FRESH", _number(1, 8760), 24.0, name)),
        language=read.value("SOURCE_*_LANGUAGE", _one_of(*LANGUAGES), None, name),
    )


def _account(read: _Reader, name: str) -> AccountSettings:
    secrets = {
        row.name.removeprefix("ACCOUNT_*_").lower(): read.text(row.name, name)
        for row in TABLE
        if row.secret and row.name.startswith("ACCOUNT_*_")
    }
    return AccountSettings(
        name=name,
        platform=read.value("ACCOUNT_*_PLATFORM", _one_of(*PLATFORMS), "", name),
        posts=read.value("ACCOUNT_*_POSTS", _several_of(*POST_KINDS), (), name),
        slots=read.value("ACCOUNT_*_SLOTS", _times, (), name),
        expires=timedelta(hours=read.value("ACCOUNT_*_EXPIRES", _number(1, 8760), 24.0, name)),
        format=read.value("ACCOUNT_*_FORMAT", _format, None, name),
        credentials={key: value for key, value in secrets.items() if value},
    )


# --- the forms of values: each takes the text, or raises ValueError with the mend ----------


def _yes_no(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise ValueError("should be yes or no")
    return text.lower() == "yes"


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _names(text: str) -> tuple[str, ...]:
    names = _words(text)
    for name in names:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            raise ValueError(f"holds {name!r}: a name has letters, digits and _ only")
    if len({name.upper() for name in names}) < len(names):
        raise ValueError("names something twice")
    return names


def _number(least: float, most: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            raise ValueError(f"should be a number from {least:g} to {most:g}") from None
        if not least <= value <= most:
            raise ValueError(f"should be from {least:g} to {most:g}")
        return value

    return parse


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(f"should be one of {', '.join(choices)}")
        return text.lower()

    return parse


def _several_of(*choices: str) -> Callable[[str], tuple[str, ...]]:
    one = _one_of(*choices)

    def parse(text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one(word) for word in _words(text)))

    return parse


def _times(text: str) -> tuple[time, ...]:
    try:
        return tuple(sorted({time.fromisoformat(word) for word in _words(text)}))
    except ValueError:
        raise ValueError("should be times of day, as 08:00,12:30") from None


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError("is no IANA time zone; write one as Europe/Paris") from None


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise ValueError("is no folder that exists")
    return path


def _web_address(text: str) -> str:
    if not re.match(r"https?://[^/\s]+", text):
        raise ValueError("should be an address that starts with http:// or https://")
    return text


def _format(text: str) -> str:
    try:
        return parse_format(text).name
    except CardError as error:
        raise ValueError(f"will not do: {error}") from None
