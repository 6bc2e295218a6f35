"""Counting and limits of Mastodon and the servers that speak its language.

A server says in its ``configuration`` what it takes; a post is counted with each URL as so many
characters and each mention without its server. Source: Mastodon's StatusLengthValidator, its
``MENTION_RE`` and its changes to twitter-text, and the entity Instance of docs.joinmastodon.org
(2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.composing.weighted import is_host

_AT = re.compile(r"[@＠]|://")
_NAME = r"[a-z0-9_]++(?:[.-]+[a-z0-9_]++)*"
_MENTION = re.compile(
    rf"(?<![=/\w])(@{_NAME})(?:@\w++(?:[.-]+\w++)*)?(?![@＠\u00c0-\u024f]|://)", re.IGNORECASE
)
_GENERAL = r"[^\s<>()?]"
_BALANCED = rf"\((?:{_GENERAL}|\({_GENERAL}+\))*\)"
_PATH_END = r"[^\s()?!*\"'「」<>;:=,.$%\[\]~&|@]"
_QUERY = r"[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@^\u00a0-\U0010fffd]"
_URL = re.compile(
    r"(?<![A-Za-z0-9@＠$#＃])https?://(?P<host>(?:[\w-]++\.)++[\w-]++)(?P<port>:[0-9]+)?"
    rf"(?P<path>/(?:(?:{_GENERAL}|{_BALANCED})*(?:{_PATH_END}|{_BALANCED}|/))?)?"
    rf"(?P<query>\?{_QUERY}*[a-z0-9_&=#/\u00a0-\U0010fffd-])?",
    re.IGNORECASE,
)
_LONGEST_URL = 4096


def countable(text: str, url_length: int) -> str:
    """``text`` as it is counted: URLs of ``url_length`` characters, mentions without a server."""
    if not _AT.search(text):
        return text
    pieces: list[str] = []
    end = 0
    for match, counted in _entities(text, url_length):
        if match.start() >= end:
            pieces += [text[end : match.start()], counted]
            end = match.end()
    return "".join(pieces) + text[end:]


def _entities(text: str, url_length: int) -> Iterator[tuple[re.Match[str], str]]:
    found = [
        (match, "x" * url_length)
        for match in _URL.finditer(text)
        if len(match[0]) <= _LONGEST_URL and is_host(match["host"])
    ]
    found += [(match, match[1]) for match in _MENTION.finditer(text)]
    yield from sorted(found, key=lambda item: item[0].start())


def limits_of_instance(instance: Mapping[str, object]) -> dict[str, int]:
    """What a server allows, as fields of ``Limits``, of its entity Instance.

    Mastodon and most others tell it in ``configuration``; Pleroma and Akkoma beside it, under names
    of their own (docs-develop.pleroma.social, "Differences in Mastodon API responses"). What is not
    said, or not as the documents have it, is left out.
    """
    found = {name: _first(instance, places) for name, places in _SAID_AT.items()}
    return {name: value for name, value in found.items() if value}


# field of ``Limits`` → where a server may say it, the first of them before the others
_STATUSES, _MEDIA = ("configuration", "statuses"), ("configuration", "media_attachments")
_SAID_AT: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "limit": ((*_STATUSES, "max_characters"), ("max_toot_chars",)),
    "url_length": ((*_STATUSES, "characters_reserved_per_url"),),
    "pictures": ((*_STATUSES, "max_media_attachments"), ("max_media_attachments",)),
    "alt_limit": ((*_MEDIA, "description_limit"), ("description_limit",)),
    "picture_bytes": ((*_MEDIA, "image_size_limit"), ("upload_limit",)),
}


def _first(instance: Mapping[str, object], places: tuple[tuple[str, ...], ...]) -> int:
    return next((value for place in places if (value := _said(instance, place))), 0)


def _said(instance: Mapping[str, object], place: tuple[str, ...]) -> int:
    value: object = instance
    for name in place:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, int) and value is not True and value > 0 else 0
