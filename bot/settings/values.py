"""The forms of values: each takes the text of a setting, or raises ValueError with the mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from bot.clock import EVERY_DAY, Quiet, Slot
from bot.errors import CardError
from bot.formats import parse_format

T = TypeVar("T")


def yes_no(text: str) -> bool:
    """Yes or no."""
    if text.lower() not in ("yes", "no"):
        raise ValueError("should be yes or no")
    return text.lower() == "yes"


def words(text: str) -> tuple[str, ...]:
    """Words parted by commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def names(text: str) -> tuple[str, ...]:
    """Names that other settings are called after, none twice."""
    names = words(text)
    for name in names:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            raise ValueError(f"holds {name!r}: a name has letters, digits and _ only")
    if len({name.upper() for name in names}) < len(names):
        raise ValueError("names something twice")
    return names


def number(least: float, most: float) -> Callable[[str], float]:
    """A number from ``least`` to ``most``."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            raise ValueError(f"should be a number from {least:g} to {most:g}") from None
        if not least <= value <= most:
            raise ValueError(f"should be from {least:g} to {most:g}")
        return value

    return parse


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A number without a fraction, from ``least`` to ``most``."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"should be a whole number from {least} to {most}")
        return int(text)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    """One of the choices, in small letters."""

    def parse(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(f"should be one of {', '.join(choices)}")
        return text.lower()

    return parse


def language_of(*languages: str) -> Callable[[str], str]:
    """One of the languages, or a region's form of it: "fr", "fr-CA"."""

    def parse(text: str) -> str:
        code, _, region = text.replace("_", "-").partition("-")
        if code.lower() not in languages or not re.fullmatch("|[A-Za-z]{2}", region):
            known = ", ".join(languages)
            raise ValueError(f"should be one of {known}, or one with its region, as fr-CA")
        return f"{code.lower()}-{region.upper()}" if region else code.lower()

    return parse


def several_of(*choices: str) -> Callable[[str], tuple[str, ...]]:
    """Some of the choices, in the order in which they are named."""
    one = one_of(*choices)

    def parse(text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one(word) for word in words(text)))

    return parse


def time_of_day(text: str) -> time:
    """A time of day."""
    try:
        return _time(text)
    except ValueError:
        raise ValueError("should be a time of day, as 08:00") from None


def slots(text: str) -> tuple[Slot, ...]:
    """Times of day, sorted; behind weekdays where they hold on some only."""
    found: dict[time, frozenset[int]] = {}
    try:
        for group in filter(None, map(str.strip, text.split(";"))):
            days, _, times = group.rpartition(" ")
            weekdays = _weekdays(days) if days else EVERY_DAY
            for word in words(times):
                at = _time(word)
                found[at] = found.get(at, frozenset()) | weekdays
    except (ValueError, KeyError):
        raise ValueError(
            "should be times of day, as 08:00,12:30 or Mon-Fri 08:00,12:30; Sat,Sun 10:00"
        ) from None
    return tuple(Slot(at=at, weekdays=days) for at, days in sorted(found.items()))


_DAYS = {
    name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}


def _weekdays(text: str) -> frozenset[int]:
    """``Mon-Fri`` or ``Sat, Sun``; a span may go over Sunday. Raises KeyError for other words."""
    found: set[int] = set()
    for part in words(text.lower()):
        first, _, last = part.partition("-")
        start, end = _DAYS[first.strip()], _DAYS[(last or first).strip()]
        found |= {(start + offset) % 7 for offset in range((end - start) % 7 + 1)}
    return frozenset(found)


def _time(text: str) -> time:
    if not re.fullmatch(r"\d\d:\d\d", text.strip()):
        raise ValueError
    return time.fromisoformat(text.strip())


def quiet(text: str) -> Quiet:
    """From one time of day to another."""
    start, _, end = text.partition("-")
    try:
        found = Quiet(start=_time(start), end=_time(end))
    except ValueError:
        raise ValueError("should be two times of day, as 23:00-07:00") from None
    if found.start == found.end:
        raise ValueError("begins and ends at the same time; leave it empty for no quiet hours")
    return found


def hours_by_name(text: str) -> tuple[tuple[str, timedelta], ...]:
    """Hours for each of some sections."""
    return tuple(
        (name, timedelta(hours=hours)) for name, hours in _by_name(text, number(1, 8760), "sport:6")
    )


def numbers_by_name(text: str) -> tuple[tuple[str, int], ...]:
    """A number for each of some kinds or sources."""
    return _by_name(text, whole_number(0, 1000), "quote:4")


def _by_name(text: str, parse: Callable[[str], T], example: str) -> tuple[tuple[str, T], ...]:
    found: dict[str, T] = {}
    for word in words(text):
        name, colon, value = (part.strip() for part in word.rpartition(":"))
        if not (name and colon):
            raise ValueError(f"should be names with numbers, as {example}")
        found[name] = parse(value)
    return tuple(found.items())


def listen(text: str) -> tuple[str, int] | None:
    """A host and a port of this machine; "no" for none."""
    if text.lower() == "no":
        return None
    host, _, port = text.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 <= int(port) <= 65_535:
        raise ValueError("should be a host and a port, as 127.0.0.1:8080, or no")
    return host.strip("[]"), int(port)


def own_address(host: str, port: int) -> str:
    """The address at which this machine itself opens what listens there.

    >>> own_address("0.0.0.0", 8080)
    'http://127.0.0.1:8080'
    """
    opened = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{opened}]' if ':' in opened else opened}:{port}"


def mail_addresses(text: str) -> tuple[str, ...]:
    """Mail addresses."""
    found = words(text)
    if not all(re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", each) for each in found):
        raise ValueError("should be mail addresses, as desk@journal.example")
    return found


def smtp_address(text: str) -> str:
    """The address of a mail server."""
    parts = urlsplit(text)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("should be as smtp://user:password@mail.example:587, or smtps://")
    return text


def long_secret(text: str) -> str:
    """A secret that nobody guesses."""
    if len(text) < 16:
        raise ValueError("should be at least 16 characters; `openssl rand -hex 32` makes some")
    return text


def zone(text: str) -> ZoneInfo:
    """An IANA time zone."""
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError("is no IANA time zone; write one as Europe/Paris") from None


def folder(text: str) -> Path:
    """A folder that exists."""
    path = Path(text)
    if not path.is_dir():
        raise ValueError("is no folder that exists")
    return path


def web_address(text: str) -> str:
    """An http or https address."""
    if not re.match(r"https?://[^/\s]+", text):
        raise ValueError("should be an address that starts with http:// or https://")
    return text


def server_address(text: str) -> str:
    """The address of a server that gets credentials: over TLS, unless it is this machine."""
    host = urlsplit(web_address(text)).hostname or ""
    if not text.lower().startswith("https://") and host not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("should start with https://")
    return text.rstrip("/")


def month(text: str) -> str:
    """A year and a month, as the versions of LinkedIn's interface are called."""
    if not re.fullmatch(r"20\d\d(?:0[1-9]|1[0-2])", text, re.ASCII):
        raise ValueError("should be a year and a month, as 202607")
    return text


def hook_address(text: str) -> str:
    """An address that is told things: of a server over TLS, or mail addresses with mailto:."""
    if text.lower().startswith("mailto:"):
        return "mailto:" + ", ".join(mail_addresses(text[len("mailto:") :]))
    return server_address(text)


def parameters(text: str) -> tuple[tuple[str, str], ...]:
    """Parameters of a link, as they stand behind its question mark."""
    try:
        pairs = parse_qsl(text.removeprefix("?"), strict_parsing=True, max_num_fields=20)
    except ValueError:
        raise ValueError("should be parameters, as utm_source=x&utm_medium=social") from None
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("names a parameter twice")
    return tuple(pairs)


def format(text: str) -> str:
    """The name of a card format."""
    try:
        return parse_format(text).name
    except CardError as error:
        raise ValueError(f"will not do: {error}") from None


def keys(text: str) -> tuple[str, ...]:
    """Keys as ``bot accounts key`` makes them: 32 bytes in URL-safe base64."""
    found = words(text)
    if not all(re.fullmatch(r"[\w-]{43}=", key, re.ASCII) for key in found):
        raise ValueError("is no key; `bot accounts key` makes one")
    return found
