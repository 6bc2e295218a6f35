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
from datetime import time, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.errors import SettingsError
from bot.model import State
from bot.settings import values
from bot.settings.records import (
    AccountSettings,
    AlertSettings,
    HookSettings,
    Settings,
    SourceSettings,
    WebSettings,
)
from bot.settings.row import (
    HOOK_KINDS,
    LANGUAGES,
    LINK_PLACES,
    MANNERS,
    PLATFORMS,
    POST_KINDS,
    SOURCE_KINDS,
    TLDR_FORMS,
    Row,
)
from bot.settings.table import ROWS, TABLE

T = TypeVar("T")

__all__ = [
    "PLATFORMS",
    "POST_KINDS",
    "ROWS",
    "SOURCE_KINDS",
    "TABLE",
    "AccountSettings",
    "AlertSettings",
    "HookSettings",
    "Row",
    "Settings",
    "SourceSettings",
    "WebSettings",
    "load",
    "of",
]

_STATES = tuple(state.value for state in State)
DEFAULT_FILE = Path("config.env")


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
        raise SettingsError("\n".join(dict.fromkeys(problems)))
    return settings


def _read_file(path: Path, problems: list[str]) -> dict[str, str]:
    from dotenv.parser import parse_stream

    try:
        with path.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except PermissionError as error:
        raise SettingsError(f"{path} cannot be read; let the bot's own user read it") from error
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
    known = set(known)
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
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

    def knows(self, name: str, item: str) -> None:
        """Say that a setting exists that may not be looked up."""
        self.known.add(name.replace("*", item.upper()))

    def problem(self, line: str) -> None:
        """Note something wrong that no single value is."""
        self._problems.append(line)

    def names(self, name: str) -> tuple[str, ...]:
        """A list of names that other settings are called after."""
        return self.value(name, values.names, ())


def _settings(read: _Reader) -> Settings:
    zone = read.value("TIMEZONE", values.zone, ZoneInfo("UTC"))
    return Settings(
        live=read.value("LIVE", values.yes_no, False),
        data=Path(read.text("DATA")),
        newsroom=read.value("NEWSROOM", values.folder, None),
        brand=read.text("BRAND"),
        publication=read.text("PUBLICATION"),
        database_url=read.text("DATABASE_URL") or None,
        secret_keys=read.value("SECRET_KEY", values.keys, ()),
        language=read.value("LANGUAGE", values.one_of("en", "fr"), "en"),
        zone=zone,
        user_agent=read.text("USER_AGENT"),
        fetch_timeout=read.value("FETCH_TIMEOUT", values.number(1, 300), 20.0),
        fetch_max_bytes=int(read.value("FETCH_MAX_MB", values.number(0.1, 200), 20.0) * 1_000_000),
        allow_private_hosts=read.value("ALLOW_PRIVATE_HOSTS", values.words, ()),
        recheck=timedelta(hours=read.value("RECHECK_HOURS", values.number(0, 8760), 48.0)),
        keep_cards=timedelta(days=read.value("KEEP_CARDS", values.number(1, 36_500), 90.0)),
        fetch_at_once=int(read.value("FETCH_AT_ONCE", values.whole_number(1, 64), 8)),
        fetch_per_host=int(read.value("FETCH_PER_HOST", values.whole_number(1, 16), 2)),
        listen=read.value("LISTEN", values.listen, None),
        backups=Path(backups) if (backups := read.text("BACKUPS")) else None,
        keep_backups=read.value("KEEP_BACKUPS", values.whole_number(1, 3650), 14),
        backup_at=read.value("BACKUP_AT", values.time_of_day, time(3, 30)),
        digest_at=read.value("DIGEST_AT", values.time_of_day, None),
        alerts=_alerts(read),
        least_disk=int(read.value("LEAST_DISK_MB", values.number(0, 1_000_000), 500.0) * 1_000_000),
        sources=tuple(_source(read, name) for name in read.names("SOURCES")),
        accounts=tuple(_account(read, name, zone) for name in read.names("ACCOUNTS")),
        web=_web(read),
        hooks=tuple(_hook(read, name) for name in read.names("HOOKS")),
    )


def _alerts(read: _Reader) -> AlertSettings:
    return AlertSettings(
        mail=read.value("ALERT_MAIL", values.mail_addresses, ()),
        mail_from=read.text("MAIL_FROM"),
        smtp=read.value("SMTP_URL", values.smtp_address, None),
        webhook=read.value("ALERT_WEBHOOK", values.server_address, None),
    )


def _web(read: _Reader) -> WebSettings:
    host, port = read.value("LISTEN", values.listen, None) or ("127.0.0.1", 8080)
    return WebSettings(
        url=read.value("WEB_URL", values.web_address, "").rstrip("/")
        or values.own_address(host, port),
        proxy_header=read.text("WEB_PROXY_HEADER") or None,
        proxies=read.value("WEB_PROXIES", values.words, ()),
        self_approval=read.value("SELF_APPROVAL", values.yes_no, False),
    )


def _hook(read: _Reader, name: str) -> HookSettings:
    decide = read.value("HOOK_*_DECIDE", values.yes_no, False, name)
    if decide and not read.text("SECRET_KEY"):
        read.problem(
            f"HOOK_{name.upper()}_DECIDE is yes, and nothing signs the links: set SECRET_KEY to "
            "what `bot accounts key` makes"
        )
    return HookSettings(
        name=name,
        url=read.value("HOOK_*_URL", values.hook_address, "", name),
        kind=read.value("HOOK_*_KIND", values.one_of(*HOOK_KINDS), "json", name),
        events=read.value("HOOK_*_EVENTS", values.several_of(*_STATES), (), name),
        secret=read.text("HOOK_*_SECRET", name),
        chat=read.text("HOOK_*_CHAT", name),
        decide=decide,
    )


def _source(read: _Reader, name: str) -> SourceSettings:
    kind = read.value("SOURCE_*_KIND", values.one_of(*SOURCE_KINDS), "feed", name)
    every = read.value("SOURCE_*_EVERY", values.number(1, 1440), 5.0, name)
    longest = read.value("SOURCE_*_EVERY_MOST", values.number(1, 1440), 15.0, name)
    fresh = read.value("SOURCE_*_FRESH", values.number(1, 8760), 24.0, name)
    return SourceSettings(
        name=name,
        kind=kind,
        url=_place(read, kind, name),
        links=read.text("SOURCE_*_LINKS", name) or None,
        secret=_secret(read, kind, name),
        every=timedelta(minutes=every),
        every_most=timedelta(minutes=max(every, longest)),
        first=int(read.value("SOURCE_*_FIRST", values.number(0, 100), 3.0, name)),
        fresh=timedelta(hours=fresh),
        fresh_sections=read.value("SOURCE_*_FRESH_SECTIONS", values.hours_by_name, (), name),
        language=read.value("SOURCE_*_LANGUAGE", values.language_of(*LANGUAGES), None, name),
        take=read.value("SOURCE_*_TAKE", values.words, (), name),
        leave=read.value("SOURCE_*_LEAVE", values.words, (), name),
        breaking=read.value("SOURCE_*_BREAKING", values.words, (), name),
        evergreen=read.value("SOURCE_*_EVERGREEN", values.words, (), name),
        score=read.value("SOURCE_*_SCORE", values.number(0, 1), 0.0, name),
        polite=read.value("SOURCE_*_ROBOTS", values.one_of(*MANNERS), "obey", name) == "obey",
        photos=read.value("SOURCE_*_PHOTOS", values.yes_no, False, name),
    )


def _place(read: _Reader, kind: str, name: str) -> str:
    """Where a source is: an address, or for a folder its path; "" for a webhook, which is called.

    The settings of the other kinds are known all the same.
    """
    read.knows("SOURCE_*_URL", name)
    read.knows("SOURCE_*_FOLDER", name)
    match kind:
        case "folder":
            folder = read.value("SOURCE_*_FOLDER", values.folder, None, name)
            if folder is None:
                read.problem(f"SOURCE_{name.upper()}_FOLDER is missing: {_meaning('FOLDER')}")
            return str(folder or "")
        case "webhook":
            return ""
        case _:
            return read.value("SOURCE_*_URL", values.web_address, "", name)


def _secret(read: _Reader, kind: str, name: str) -> str | None:
    secret = read.value("SOURCE_*_SECRET", values.long_secret, "", name)
    if kind == "webhook" and not secret:
        read.problem(f"SOURCE_{name.upper()}_SECRET is missing: {_meaning('SECRET')}")
    return secret or None


def _meaning(ending: str) -> str:
    return ROWS[f"SOURCE_*_{ending}"].meaning


def _account(read: _Reader, name: str, newsroom: ZoneInfo) -> AccountSettings:
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
        zone=read.value("ACCOUNT_*_TIMEZONE", values.zone, newsroom, name),
        slots=read.value("ACCOUNT_*_SLOTS", values.slots, (), name),
        quiet=read.value("ACCOUNT_*_QUIET", values.quiet, None, name),
        gap=timedelta(minutes=read.value("ACCOUNT_*_GAP", values.number(0, 1440), 0.0, name)),
        jitter=timedelta(minutes=read.value("ACCOUNT_*_JITTER", values.number(0, 120), 0.0, name)),
        daily=read.value("ACCOUNT_*_DAILY", values.whole_number(1, 1000), None, name),
        mix=read.value("ACCOUNT_*_MIX", values.numbers_by_name, (), name),
        sources=read.value("ACCOUNT_*_SOURCES", values.words, (), name),
        evergreen=_days(read.value("ACCOUNT_*_EVERGREEN", values.number(1, 3650), None, name)),
        expires=hours("ACCOUNT_*_EXPIRES", 24.0),
        approvals=read.value("ACCOUNT_*_APPROVALS", values.whole_number(1, 2), 1, name),
        format=read.value("ACCOUNT_*_FORMAT", values.format, None, name),
        templates=read.value("ACCOUNT_*_TEMPLATES", values.words, (), name),
        handle=read.text("ACCOUNT_*_HANDLE", name) or None,
        server=read.value("ACCOUNT_*_SERVER", values.server_address, None, name),
        version=read.value("ACCOUNT_*_VERSION", values.month, None, name),
        pictures=read.value("PICTURES_URL", values.server_address, None),
        picture_keys=read.value("SECRET_KEY", values.keys, ()),
        credentials={key: value for key, value in secrets.items() if value},
    )


def _days(number: float | None) -> timedelta | None:
    return None if number is None else timedelta(days=number)
