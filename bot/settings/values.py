"""The forms of values: each takes the text of a setting, or raises ValueError with the mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from bot.errors import CardError
from bot.formats import parse_format


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


def times(text: str) -> tuple[time, ...]:
    """Times of day, sorted."""
    try:
        return tuple(sorted({time.fromisoformat(word) for word in words(text)}))
    except ValueError:
        raise ValueError("should be times of day, as 08:00,12:30") from None


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
