"""Every setting: its name, its default and its meaning."""

from __future__ import annotations

from collections.abc import Mapping
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
POST_KINDS = ("quote", "tldr", "headline", "figure")
TLDR_FORMS = ("post", "thread", "carousel")
LINK_PLACES = ("text", "card", "reply", "none")
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


TABLE: tuple[Row, ...] = (
    Row(name="LIVE", default="no", meaning="yes: approved posts are really sent; no: nothing is"),
    Row(name="DATA", default="data", meaning="folder for what the bot keeps: database, cards"),
    Row(
        name="NEWSROOM",
        default="",
        meaning="folder for what the newsroom owns: brand, logos, templates, hashtags, handles",
    ),
    Row(
        name="PUBLICATION",
        default="",
        meaning="name printed on cards as the source; empty: the host of the article's link",
    ),
    Row(
        name="DATABASE_URL",
        default="",
        meaning="SQLAlchemy URL of the database; empty: a SQLite file in DATA",
        secret=True,
    ),
    Row(
        name="SECRET_KEY",
        default="",
        meaning="key for what the database keeps of accounts, from `bot accounts key`; "
        "of several with commas the first encrypts",
        secret=True,
    ),
    Row(name="TIMEZONE", default="UTC", meaning="IANA zone of the newsroom, as Europe/Paris"),
    Row(
        name="PICTURES_URL",
        default="",
        meaning="address under which everybody can fetch cards, for Threads and Instagram",
    ),
    Row(name="USER_AGENT", default="", meaning="how the bot names itself to web servers"),
    Row(name="FETCH_TIMEOUT", default="20", meaning="seconds until a fetch is given up"),
    Row(name="FETCH_MAX_MB", default="20", meaning="largest page or feed that is read, in MB"),
    Row(
        name="ALLOW_PRIVATE_HOSTS",
        default="",
        meaning="hosts that may be fetched although their address is private, as cms.internal",
    ),
    Row(
        name="RECHECK_HOURS",
        default="48",
        meaning="hours during which the article of a published post is read again for changes",
    ),
    Row(
        name="KEEP_CARDS",
        default="90",
        meaning="days for which the cards of posts that are done with are kept",
    ),
    Row(name="SOURCES", default="", meaning="names of the feeds to watch, as front,tech"),
    Row(name="SOURCE_*_URL", default=None, meaning="address of the RSS or Atom feed"),
    Row(name="SOURCE_*_EVERY", default="5", meaning="minutes between two polls"),
    Row(name="SOURCE_*_FIRST", default="3", meaning="newest articles drafted at the first poll"),
    Row(name="SOURCE_*_FRESH", default="24", meaning="hours during which an article is news"),
    Row(
        name="SOURCE_*_LANGUAGE",
        default="",
        meaning="language as fr or fr-CA; empty: told from the text",
    ),
    Row(name="ACCOUNTS", default="", meaning="names of the accounts to post to, as x_main"),
    Row(name="ACCOUNT_*_PLATFORM", default=None, meaning="one of: " + ", ".join(PLATFORMS)),
    Row(
        name="ACCOUNT_*_POSTS",
        default="quote,tldr",
        meaning="posts made of each article: " + ", ".join(POST_KINDS),
    ),
    Row(
        name="ACCOUNT_*_SLOTS",
        default="",
        meaning="times of day at which posts go out, as 08:00,12:30; empty: once approved",
    ),
    Row(
        name="ACCOUNT_*_EXPIRES",
        default="24",
        meaning="hours after which a post that nobody approved expires",
    ),
    Row(
        name="ACCOUNT_*_TLDR",
        default="post",
        meaning="how a TL;DR comes: post, thread (a post a point) or carousel (a card a point)",
    ),
    Row(name="ACCOUNT_*_NUMBERED", default="no", meaning="yes: a thread's posts say 1/4, 2/4 …"),
    Row(
        name="ACCOUNT_*_LINK",
        default="",
        meaning="where the link stands: text, card (the platform's own), reply (the first one) or "
        "none; empty: text, or none where the platform's texts have no links",
    ),
    Row(
        name="ACCOUNT_*_CAMPAIGN",
        default="",
        meaning="parameters added to the link, as utm_source=x&utm_medium=social",
    ),
    Row(
        name="ACCOUNT_*_HASHTAGS",
        default="",
        meaning="most hashtags in a post; empty: the platform's usual",
    ),
    Row(
        name="ACCOUNT_*_VARIANTS",
        default="2",
        meaning="alternatives that an approver may take in place of a post",
    ),
    Row(
        name="ACCOUNT_*_BUDGET",
        default="",
        meaning="US dollars that its posts may cost in a calendar month; empty: any",
    ),
    Row(name="ACCOUNT_*_FORMAT", default="", meaning="card format; empty: the platform's usual"),
    Row(
        name="ACCOUNT_*_HANDLE",
        default="",
        meaning="the account's name on the platform, as journal.bsky.social; Bluesky needs it; "
        "Telegram: the chat, as @journal or its number; LinkedIn: urn:li:organization:1; "
        "Facebook, Instagram, Threads: the account's number",
    ),
    Row(
        name="ACCOUNT_*_SERVER",
        default="",
        meaning="address of the account's server, as https://mastodon.social; Mastodon needs it; "
        "empty: the platform's own",
    ),
    Row(name="ACCOUNT_*_CONSUMER_KEY", default="", meaning="X: API key", secret=True),
    Row(name="ACCOUNT_*_CONSUMER_SECRET", default="", meaning="X: API key secret", secret=True),
    Row(
        name="ACCOUNT_*_ACCESS_TOKEN",
        default="",
        meaning="X, Mastodon, LinkedIn, Facebook, Instagram, Threads: access token",
        secret=True,
    ),
    Row(name="ACCOUNT_*_ACCESS_SECRET", default="", meaning="X: access token secret", secret=True),
    Row(name="ACCOUNT_*_APP_PASSWORD", default="", meaning="Bluesky: app password", secret=True),
    Row(
        name="ACCOUNT_*_BOT_TOKEN",
        default="",
        meaning="Telegram: the bot's token, from @BotFather",
        secret=True,
    ),
    Row(
        name="ACCOUNT_*_WEBHOOK_URL",
        default="",
        meaning="Discord: the channel's webhook, as https://discord.com/api/webhooks/…",
        secret=True,
    ),
)
ROWS: Mapping[str, Row] = {row.name: row for row in TABLE}
