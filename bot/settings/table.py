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


TABLE: tuple[Row, ...] = (
    Row(name="LIVE", default="no", meaning="yes: approved posts are really sent; no: nothing is"),
    Row(name="DATA", default="data", meaning="folder for what the bot keeps: database, cards"),
    Row(
        name="NEWSROOM",
        default="",
        meaning="folder for what the newsroom owns: brand, logos, templates, hashtags, handles",
    ),
    Row(
        name="BRAND",
        default="",
        meaning="brand kit of the cards: a folder of NEWSROOM/brands, or bold, dark or light; "
        "empty: brand.css of NEWSROOM, or the usual one",
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
    Row(
        name="LANGUAGE",
        default="en",
        meaning="language in which chats are told, and pages where nobody chose another: en or fr",
    ),
    Row(name="TIMEZONE", default="UTC", meaning="IANA zone of the newsroom, as Europe/Paris"),
    Row(
        name="PICTURES_URL",
        default="",
        meaning="address under which everybody can fetch cards, for Threads and Instagram; the web "
        "page's with /signed-pictures: the bot serves them itself",
    ),
    Row(
        name="WEB_URL",
        default="",
        meaning="address under which the team opens the pages, as https://bot.journal.example; "
        "empty: that of LISTEN",
    ),
    Row(
        name="WEB_PROXY_HEADER",
        default="",
        meaning="header in which a reverse proxy names who is logged in, as X-Remote-User; empty: "
        "people log in with their password",
    ),
    Row(
        name="WEB_PROXIES",
        default="127.0.0.1",
        meaning="addresses of the reverse proxies whose headers are believed, as 10.0.0.2",
    ),
    Row(
        name="SELF_APPROVAL",
        default="no",
        meaning="yes: who wrote words of a post may approve it on the pages",
    ),
    Row(name="HOOKS", default="", meaning="names of the web addresses that are told what happens"),
    Row(
        name="HOOK_*_URL",
        default=None,
        meaning="address that is told, by POST; for mail mailto:desk@journal.example",
        secret=True,
    ),
    Row(
        name="HOOK_*_KIND",
        default="json",
        meaning="form of what is told: json, slack, discord, telegram or mail",
    ),
    Row(
        name="HOOK_*_EVENTS",
        default="pending,held,published,failed,uncertain",
        meaning="states of a post that are told when it comes to them",
    ),
    Row(
        name="HOOK_*_SECRET",
        default="",
        meaning="key with which what is told is signed (header X-Bot-Signature), json only",
        secret=True,
    ),
    Row(name="HOOK_*_CHAT", default="", meaning="Telegram: the chat that is told"),
    Row(
        name="HOOK_*_DECIDE",
        default="no",
        meaning="yes: what waits is told with links to approve and reject it, signed with "
        "SECRET_KEY and good for a day",
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
        meaning="days for which photos, and the cards of posts that are done with, are kept",
    ),
    Row(name="FETCH_AT_ONCE", default="8", meaning="most fetches at a time"),
    Row(name="FETCH_PER_HOST", default="2", meaning="most fetches at a time from one host"),
    Row(
        name="LISTEN",
        default="127.0.0.1:8080",
        meaning="host and port at which `bot run` serves its pages, health and metrics; no: none",
    ),
    Row(name="BACKUPS", default="", meaning="folder of the daily backups; empty: backups in DATA"),
    Row(name="KEEP_BACKUPS", default="14", meaning="how many daily backups are kept"),
    Row(name="BACKUP_AT", default="03:30", meaning="time of day of the daily backup"),
    Row(
        name="DIGEST_AT",
        default="",
        meaning="time of day at which the team is told what went out and what waits; empty: never",
    ),
    Row(
        name="ALERT_MAIL",
        default="",
        meaning="mail addresses that are told what is wrong, as desk@journal.example",
    ),
    Row(name="MAIL_FROM", default="", meaning="sender of mails; empty: bot@ and this machine"),
    Row(
        name="SMTP_URL",
        default="",
        meaning="mail server, as smtp://user:password@mail.example:587; smtps:// for TLS at once",
        secret=True,
    ),
    Row(
        name="ALERT_WEBHOOK",
        default="",
        meaning="address that is told what is wrong, as a webhook of Slack, Mattermost or Discord",
        secret=True,
    ),
    Row(name="LEAST_DISK_MB", default="500", meaning="free space in DATA below which is told"),
    Row(name="SOURCES", default="", meaning="names of the feeds to watch, as front,tech"),
    Row(
        name="SOURCE_*_KIND",
        default="feed",
        meaning="feed (RSS, Atom, JSON Feed, news sitemap), page (its links), folder or webhook",
    ),
    Row(
        name="SOURCE_*_URL",
        default=None,
        meaning="address of the feed, the news sitemap or the page",
    ),
    Row(
        name="SOURCE_*_LINKS",
        default="",
        meaning="pattern of the links of a page that are articles, as /2026/*; "
        "empty: those that look like articles",
    ),
    Row(name="SOURCE_*_FOLDER", default="", meaning="folder that is watched for articles as files"),
    Row(
        name="SOURCE_*_SECRET",
        default="",
        meaning="secret with which calls of a webhook are signed, of 16 characters or more",
        secret=True,
    ),
    Row(name="SOURCE_*_EVERY", default="5", meaning="minutes between two polls"),
    Row(
        name="SOURCE_*_EVERY_MOST",
        default="15",
        meaning="most minutes between two polls of a source that has had nothing new for long",
    ),
    Row(name="SOURCE_*_FIRST", default="3", meaning="newest articles drafted at the first poll"),
    Row(name="SOURCE_*_FRESH", default="24", meaning="hours during which an article is news"),
    Row(
        name="SOURCE_*_FRESH_SECTIONS",
        default="",
        meaning="other hours for some sections, as sport:6,dossiers:72",
    ),
    Row(
        name="SOURCE_*_TAKE",
        default="",
        meaning="sections whose articles are drafted, as politics,sport; empty: all",
    ),
    Row(name="SOURCE_*_LEAVE", default="", meaning="sections whose articles are not drafted"),
    Row(
        name="SOURCE_*_SCORE",
        default="0",
        meaning="least score, 0 to 1, of a quote of which a post is made",
    ),
    Row(
        name="SOURCE_*_BREAKING",
        default="",
        meaning="sections whose posts go out as soon as they are approved, as breaking",
    ),
    Row(
        name="SOURCE_*_EVERGREEN",
        default="",
        meaning="sections whose articles may be posted again later, as recipes",
    ),
    Row(
        name="SOURCE_*_PHOTOS",
        default="no",
        meaning="yes: its articles' photos are licensed for cards, which print their credit",
    ),
    Row(
        name="SOURCE_*_ROBOTS",
        default="obey",
        meaning="obey: pages are read as robots.txt of their site allows; ignore: it is not asked, "
        "where the site is your own",
    ),
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
        meaning="times of day at which posts go out, as 08:00,12:30 or "
        "Mon-Fri 08:00,12:30; Sat,Sun 10:00; empty: once approved",
    ),
    Row(
        name="ACCOUNT_*_TIMEZONE",
        default="",
        meaning="IANA zone of its times of day; empty: the newsroom's",
    ),
    Row(
        name="ACCOUNT_*_QUIET",
        default="",
        meaning="hours in which nothing but breaking news goes out, as 23:00-07:00",
    ),
    Row(name="ACCOUNT_*_GAP", default="0", meaning="least minutes between two posts"),
    Row(
        name="ACCOUNT_*_JITTER",
        default="0",
        meaning="most minutes by which a slot is put off, so that no post is on the dot",
    ),
    Row(name="ACCOUNT_*_DAILY", default="", meaning="most posts a day; empty: any number"),
    Row(
        name="ACCOUNT_*_MIX",
        default="",
        meaning="most posts a day by kind or source, as quote:4,tldr:2,sport:1",
    ),
    Row(
        name="ACCOUNT_*_SOURCES",
        default="",
        meaning="sources whose articles it posts; empty: all",
    ),
    Row(
        name="ACCOUNT_*_EVERGREEN",
        default="",
        meaning="days after which an evergreen article may be posted again; empty: never",
    ),
    Row(
        name="ACCOUNT_*_EXPIRES",
        default="24",
        meaning="hours after which a post that nobody approved expires",
    ),
    Row(
        name="ACCOUNT_*_APPROVALS",
        default="1",
        meaning="persons who must approve a post: 1 or 2",
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
        name="ACCOUNT_*_TEMPLATES",
        default="",
        meaning="card templates instead of the usual ones, each for what its name begins with, as "
        "quote-split,figure-ours",
    ),
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
    Row(
        name="ACCOUNT_*_VERSION",
        default="",
        meaning="LinkedIn: version of its interface, as 202607; empty: the one that the bot knows",
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
    Row(
        name="ACCOUNT_*_REFRESH_TOKEN",
        default="",
        meaning="LinkedIn, where its application has them: refresh token",
        secret=True,
    ),
    Row(
        name="ACCOUNT_*_CLIENT_ID",
        default="",
        meaning="LinkedIn: the application's client ID; with it the bot asks when tokens run out",
        secret=True,
    ),
    Row(
        name="ACCOUNT_*_CLIENT_SECRET",
        default="",
        meaning="LinkedIn: the application's client secret",
        secret=True,
    ),
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
