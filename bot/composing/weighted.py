"""X's own counting: twitter-text, configuration v3.

Its library finds emoji, domains and URLs; it is superlinear in words with many dots, so it sees
words one by one (no URL holds white space), none that is long and dotted, and none at all that
can hold neither a URL nor an emoji.

It reads one data file of its own through ``pkg_resources``, which Python 3.12 and later no longer
bring along; while it is imported, the one function it needs is lent to it.
"""

from __future__ import annotations

import importlib
import re
import sys
import unicodedata
from functools import cache
from importlib.resources import files
from types import ModuleType

import regex

from bot.kept import kept

URL_LENGTH = 23  # transformedURLLength
LONGEST_WORD = 4096  # characters of the longest URL that X takes
# The library's work on a word is about its length times its dots, plain URLs left aside. Measured:
# 50 ms at most for 7,500, and 1 s for a word of 800 characters with 400 dots.
MOST_WORK_A_WORD, MOST_WORK = 7_500, 30_000
_MOST_LABELS = 10

_INVALID = re.compile("[\ufffe\ufeff\uffff]")  # twitter-text, invalidCharacters
_LINE_END = re.compile(r"\r\n?")
_WORD = re.compile(r"[^ \t\n]+")
# A top level: two letters at least, the second of which may be a vowel sign.
_MAY_BE_URL = re.compile(r"\.[^\W\d_][^\s\d.!-,/:-@]")
_MAY_BE_EMOJI = regex.compile(r"[\p{Emoji_Presentation}\p{Extended_Pictographic}\u20e3\ufe0f]")
# Weight 1 of the configuration's ranges; every other character weighs 2.
_LIGHT = re.compile(r"[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
# A label of a host has 63 characters at most: this is no URL.
_NO_HOST = re.compile(r"^https?://[a-z0-9-]{64,}\.[a-z]+(?![a-z0-9.-])", re.IGNORECASE)
_PLAIN_URL = re.compile(
    r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}"
    r"(?:/(?:[a-z0-9!*';:=+,.$/%#\[\]\-_~@|&]*[a-z0-9=_#/+-])?)?"
    r"(?:\?[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@]*[a-z0-9\-_&=#/])?",
    re.IGNORECASE,
)


def weighted_length(text: str) -> int:
    """What ``text`` weighs for X.

    Exact for all that could be a post. Where the library would work too long, words that may hold
    URLs weigh the most that they can: never less than X says.
    """
    text = _LINE_END.sub("\n", unicodedata.normalize("NFC", text))
    total = end = work = 0
    for match in _WORD.finditer(text):
        total += match.start() - end
        end = match.end()
        if not _MAY_BE_URL.search(match[0]):
            total += _without_url(match[0])
            continue
        more = _work(match[0])
        work += more
        if more > MOST_WORK_A_WORD or work > MOST_WORK:
            total += _most(match[0])
        else:
            blank = text[max(0, match.start() - 1) : match.start()]
            total += _with_url(match[0], blank)
    return total + len(text) - end


def is_writable(text: str) -> bool:
    """Whether X takes every sign of ``text``: it refuses posts with byte order marks."""
    return not _INVALID.search(text)


def is_host(host: str) -> bool:
    """Whether ``host`` is a name that URLs may have: a domain below a registered top level."""
    return len(host) <= 253 and host.count(".") <= _MOST_LABELS and _is_url(f"https://{host}")


@kept(1024)
def _is_url(url: str) -> bool:
    return _parsed(url) == URL_LENGTH


def _without_url(word: str) -> int:
    if word.isascii():
        return len(word)
    if not _MAY_BE_EMOJI.search(word):
        return _plain(word)
    return _parsed(word) if len(word) <= LONGEST_WORD else _most(word)


def _with_url(word: str, blank: str) -> int:
    """The sign before a URL is a part of X's pattern: ``blank`` is it, empty before the first."""
    no_host = _NO_HOST.match(word)
    if no_host:
        return len(no_host[0]) + _most(word[no_host.end() :])
    return _parsed(blank + word) - len(blank) if len(word) <= LONGEST_WORD else _most(word)


def _work(word: str) -> int:
    rest = _PLAIN_URL.sub("", _NO_HOST.sub("", word))
    return len(rest) * (rest.count(".") + 1) if "." in rest else 0


def _plain(word: str) -> int:
    return 2 * len(word) - len(_LIGHT.findall(word))


def _most(word: str) -> int:
    """No URL is without a top level, and none weighs more than URL_LENGTH."""
    return _plain(word) + URL_LENGTH * len(_MAY_BE_URL.findall(word))


@kept(4096)
def _parsed(word: str) -> int:
    length: int = _library().parse_tweet(word).weightedLength
    return length


@cache
def _library() -> ModuleType:
    lent = ModuleType("pkg_resources")
    vars(lent)["resource_string"] = _resource
    before = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = lent
    try:
        library = importlib.import_module("twitter_text")
    finally:
        if before is None:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = before
    return library


def _resource(module: str, name: str) -> bytes:
    return files(module.rpartition(".")[0]).joinpath(name).read_bytes()
