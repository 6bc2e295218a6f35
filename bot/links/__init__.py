"""Links as they are posted: without what only tracks readers, with a campaign where one is asked.

What is neither stays byte for byte as it was. Pure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import quote, unquote_plus, urlencode, urlsplit, urlunsplit

LONGEST = 4096  # characters; no platform takes a longer one (X: twitter-text, MAX_URL_LENGTH)

# Signs that end an address wherever a text is searched for one (RFC 3986, appendix C).
_ENDS_ADDRESS = re.compile(r"[\s<>\"«»“”„]")
_TEXT_FRAGMENT = ":~:"


def clean(url: str) -> str:
    """``url`` without tracking, in its query and behind its hash sign.

    >>> clean("https://news.example.com/a?id=7&utm_source=rss#xtor=RSS-1")
    'https://news.example.com/a?id=7'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    fragment = parts.fragment.partition(_TEXT_FRAGMENT)[0]
    fragment = _without_tracking(fragment) if "=" in fragment else fragment
    query = _without_tracking(parts.query)
    whole = urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))
    return _ENDS_ADDRESS.sub(lambda sign: quote(sign[0]), whole)


def with_campaign(url: str, parameters: Iterable[tuple[str, str]]) -> str:
    """``url`` with each of ``parameters`` once, in place of those of the same names.

    >>> with_campaign("https://a.example/b?id=7#top", [("utm_source", "x")])
    'https://a.example/b?id=7&utm_source=x#top'
    """
    added = dict(parameters)
    if not added:
        return url
    parts = urlsplit(url)
    kept = [pair for pair in _pairs(parts.query) if _name(pair) not in added]
    return urlunsplit(parts._replace(query="&".join([*kept, urlencode(added)])))


def is_tracking(name: str) -> bool:
    """Whether a parameter of that name says how a reader came, not what is read."""
    exact, beginnings = _tracking()
    name = name.lower()
    return name in exact or name.startswith(beginnings)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    raw = tomllib.loads(files("bot.links").joinpath("tracking.toml").read_text("utf-8"))
    names = [name for sender in raw["sender"] for name in sender["parameters"]]
    exact = frozenset(name for name in names if not name.endswith("*"))
    return exact, tuple(name[:-1] for name in names if name.endswith("*"))


def _without_tracking(query: str) -> str:
    return "&".join(pair for pair in _pairs(query) if not is_tracking(_name(pair)))


def _pairs(query: str) -> list[str]:
    return [pair for pair in query.split("&") if pair]


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])
