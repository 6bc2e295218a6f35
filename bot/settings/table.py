"""Every setting: its name, its default and its meaning."""

from __future__ import annotations

from collections.abc import Mapping

from bot.settings.account_rows import ACCOUNT_ROWS
from bot.settings.row import Row

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
    *ACCOUNT_ROWS,
)
ROWS: Mapping[str, Row] = {row.name: row for row in TABLE}
