"""Lines of a page that are not the article's own text, and the headings of summary blocks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.reading.languages import Language, Words, fold

MAX_FURNITURE = 200  # characters; no furniture line and no heading is longer
MAX_BUTTONS = 120  # of a rule or a row of buttons; a bare link has no space

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


class Furniture(NamedTuple):
    """The patterns of a language: those told by how a line opens, and those that look for a word
    anywhere in it, which are tried only on texts that hold the word."""

    opening: re.Pattern[str]
    within: tuple[tuple[str, re.Pattern[str]], ...]

    def within_text(self, text: str) -> Furniture:
        """Those that a line of the text can match."""
        low = text.lower()
        return self._replace(within=tuple([one for one in self.within if one[0] in low]))

    def has(self, line: str) -> bool:
        """Whether a line is the page's and not the article's."""
        if len(line) > MAX_FURNITURE:
            return False
        plain = line.replace("\u00a0", " ").replace("\u202f", " ")
        if (len(line) <= MAX_BUTTONS or " " not in plain) and _COMMON.match(plain):
            return True
        if self.opening.match(plain):
            return True
        return bool(self.within) and any(pattern.match(plain) for _, pattern in self.within)


@lru_cache(maxsize=32)
def furniture(language: Language) -> Furniture:
    """The patterns of a language's pages."""
    opening, within = [], []
    for pattern in language.page.furniture:
        sought = _SOUGHT.match(pattern.pattern)
        if sought is not None and "|" not in _GROUP.sub("", pattern.pattern):
            within.append((sought[1].lower(), re.compile(pattern.pattern, re.IGNORECASE)))
        else:
            opening.append(f"(?:{pattern.pattern})")
    return Furniture(re.compile("|".join(opening) or r"(?!)", re.IGNORECASE), tuple(within))


@lru_cache(maxsize=32)
def _summary_headings(language: Language) -> tuple[Words, re.Pattern[str]]:
    """The signs with which a summary heading can open, and what all of it is like."""
    headings = sorted(language.page.summary_headings, key=len, reverse=True)
    found = re.compile(rf"({'|'.join(map(re.escape, headings))})\s*(?:[:.…!]|$)\s*")
    return frozenset([heading[:1] for heading in headings]), found


def summary_heading(line: str, language: Language) -> tuple[bool, str]:
    """Whether a line is or opens with a summary heading, and what follows on the same line."""
    openers, headings = _summary_headings(language)
    head = None
    if fold(line[:1]) in openers:
        head = headings.match(fold(line[:MAX_FURNITURE]).replace("\u00a0", " "))
    if not head:
        return False, ""
    return True, line[head.end() :].strip()
