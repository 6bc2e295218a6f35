"""One setting of the table, and the words that some settings take."""

from __future__ import annotations

from dataclasses import dataclass

PLATFORMS = (
    "x",
    "bluesky",
    "mastodon",
    "threads",
    "instagram",
    "facebook",
    "linkedin",
    "telegram",
    "discord",
)
SOURCE_KINDS = ("feed", "page", "folder", "webhook")
MANNERS = ("obey", "ignore")
POST_KINDS = ("quote", "tldr", "headline", "figure")
TLDR_FORMS = ("post", "thread", "carousel")
LINK_PLACES = ("text", "card", "reply", "none")
HOOK_KINDS = ("json", "slack", "discord", "telegram", "mail")
LANGUAGES = ("fr", "en", "es", "de", "it", "pt", "nl")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One setting: ``default`` as it would be written in the file; None where it must be given.

    A name with ``*`` exists once for each name in the list it belongs to (SOURCES or ACCOUNTS).
    """

    name: str
    default: str | None
    meaning: str
    secret: bool = False
