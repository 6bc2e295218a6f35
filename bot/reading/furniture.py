"""Lines of a page that are not the article's own text, and the headings of summary blocks."""

from __future__ import annotations

import re
from functools import lru_cache

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


def is_furniture(line: str, language: Language) -> bool:
    """Whether a line is the page's and not the article's."""
    if len(line) > MAX_FURNITURE:
        return False
    plain = line.replace("\u00a0", " ").replace("\u202f", " ")
    if _COMMON.match(plain):
        return True
    return _furniture(language).match(plain) is not None


@lru_cache(maxsize=32)
def _furniture(language: Language) -> re.Pattern[str]:
    patterns = [f"(?:{pattern.pattern})" for pattern in language.page.furniture]
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


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
