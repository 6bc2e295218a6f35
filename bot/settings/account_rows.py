"""The settings of each account: their names, their defaults and their meanings."""

from __future__ import annotations

from bot.settings.row import PLATFORMS, POST_KINDS, Row

ACCOUNT_ROWS: tuple[Row, ...] = (
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
