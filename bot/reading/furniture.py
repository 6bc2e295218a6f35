"""Lines of a page that are not the article's own text, and the headings of summary blocks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.reading.languages import Language, fold

MAX_FURNITURE = 200  # characters; no furniture line and no heading is longer

# In every language: bare links, image names, rules, social buttons, mail addresses.
_COMMON = re.compile(
    r"^(https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?:[-_=*~•·.—–]\s?){2,}|!\[.*\]\(.*\)"
    r"|(share|tweet|facebook|twitter|whatsapp|linkedin|instagram|e-?mail|print|reddit|telegram|x"
    r"|copy link|pinterest|messenger|bluesky|mastodon|threads|\||/|,|\s)+)$",
    re.IGNORECASE,
)

# A pattern that looks for a word behind any others: "^.{0,40}\\bnewsletter\\b".
_GROUP = re.compile(r"\([^()]*\)")
_SOUGHT = re.compile(r"\^(?:\(\?=)?\.\{0,\d+\}(?:\\b)?(\w{4,})(?![?*{+])")


def is_furniture(line: str, language: Language) -> bool:
    """Whether a line is the page's and not the article's."""
    if len(line) > MAX_FURNITURE:
        return False
    plain = line.replace("\u00a0", " ").replace("\u202f", " ")
    known = _furniture(language)
    if _COMMON.match(plain) or known.opening.match(plain):
        return True
    low = plain.lower()
    sought = [within for word, within in known.within if word in low]
    return bool(sought) and any(within.match(plain) for within in sought)


class _Furniture(NamedTuple):
    """The patterns of a language: those told by how a line opens, and those that look for a word
    anywhere in it, which are tried only on lines that hold the word."""

    opening: re.Pattern[str]
    within: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=32)
def _furniture(language: Language) -> _Furniture:
    opening, within = [], []
    for pattern in language.page.furniture:
        sought = _SOUGHT.match(pattern.pattern)
        if sought is not None and "|" not in _GROUP.sub("", pattern.pattern):
            within.append((sought[1].lower(), re.compile(pattern.pattern, re.IGNORECASE)))
        else:
            opening.append(f"(?:{pattern.pattern})")
    return _Furniture(re.compile("|".join(opening) or r"(?!)", re.IGNORECASE), tuple(within))


@lru_cache(maxsize=32)
def _summary_headings(language: Language) -> re.Pattern[str]:
    headings = sorted(language.page.summary_headings, key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, headings))})\s*(?:[:.…!]|$)\s*")


def summary_heading(line: str, language: Language) -> tuple[bool, str]:
    """Whether a line is or opens with a summary heading, and what follows on the same line."""
    opening = fold(line[:MAX_FURNITURE]).replace("\u00a0", " ")
    head = _summary_headings(language).match(opening)
    if not head:
        return False, ""
    return True, line[head.end() :].strip()
