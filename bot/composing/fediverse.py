"""Counting and limits of Mastodon and the servers that speak its language.

A server says in its ``configuration`` what it takes; a post is counted with each URL as so many
characters and each mention without its server. Source: Mastodon's StatusLengthValidator, its
``MENTION_RE`` and its changes to twitter-text, and the entity Instance of docs.joinmastodon.org
(2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.composing.limits import Limits, limits_of
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


def limits_of_instance(configuration: Mapping[str, object]) -> Limits:
    """The limits of a server, from the ``configuration`` of its ``/api/v2/instance``.

    What it does not say, or does not say as the documents have it, stays as the table has it.
    """
    usual = limits_of("mastodon")
    statuses = _group(configuration, "statuses")
    media = _group(configuration, "media_attachments")
    return replace(
        usual,
        limit=_count(statuses, "max_characters", usual.limit),
        url_length=_count(statuses, "characters_reserved_per_url", usual.url_length),
        pictures=_count(statuses, "max_media_attachments", usual.pictures),
        alt_limit=_count(media, "description_limit", usual.alt_limit),
        picture_bytes=_count(media, "image_size_limit", usual.picture_bytes),
        picture_types=_picture_types(media) or usual.picture_types,
    )


def _group(configuration: Mapping[str, object], name: str) -> Mapping[str, object]:
    group = configuration.get(name)
    return group if isinstance(group, dict) else {}


def _count(group: Mapping[str, object], name: str, usual: int) -> int:
    value = group.get(name)
    whole = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return value if whole and isinstance(value, int) else usual


def _picture_types(media: Mapping[str, object]) -> tuple[str, ...]:
    types = media.get("supported_mime_types")
    names = [name for name in types if isinstance(name, str)] if isinstance(types, list) else []
    return tuple(n.removeprefix("image/") for n in names if n.startswith("image/"))
