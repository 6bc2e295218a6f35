"""Users, accounts, sources, templates and settings: for admins."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from bot import accounts
from bot.errors import BotError, CardError, PublishError, UsageError
from bot.review.roles import Role
from bot.settings import TABLE, Settings
from bot.sources.feed import parse_feed
from bot.sources.fetch import Fetcher, limits_of
from bot.web.calls import Call

SHUT = "•••"


def home(call: Call) -> Response:
    """The first of the pages."""
    return call.go("/admin/users")


# --- users -------------------------------------------------------------------------------------


def show_users(call: Call) -> Response:
    """Who may open the pages, where they are logged in, and which programs act for them."""
    return _users(call, None, "")


def change_users(call: Call) -> Response:
    """Invite, trust with more or less, shut out; a link or a key is shown once."""
    users, name, now = call.site.store.users, call.field("name"), call.now
    match call.field("action"):
        case "add":
            user = users.add(name, _role(call), now)
            return _users(call, _welcome(call, users.invite(user, now)), user.name)
        case "invite":
            user = users.named(name)
            return _users(call, _welcome(call, users.invite(user, now)), user.name)
        case "key":
            token = users.add_key(users.named(name), call.field("program"), now)
            return _users(call, token, call.field("program"))
        case "role":
            users.set_role(name, _role(call))
        case "remove":
            users.disable(name, now)
        case "restore":
            users.enable(name)
        case "end":
            call.site.store.sessions.end_by_key(call.field("key"))
        case "revoke" if call.field("key").isdecimal():
            users.revoke_key(int(call.field("key")), now)
        case other:
            raise UsageError(f"there is no action {other!r}")
    return call.go("/admin/users")


def _role(call: Call) -> Role:
    try:
        return Role(call.field("role"))
    except ValueError:
        raise UsageError(f"there is no role {call.field('role')!r}") from None


def _welcome(call: Call, token: str) -> str:
    return f"{call.site.settings.web.url}/welcome/{token}"


def _users(call: Call, link: str | None, link_for: str) -> Response:
    store = call.site.store
    return call.render(
        "users.html",
        users=store.users.all(),
        sessions=store.sessions.all(call.now),
        keys=store.users.keys(),
        link=link,
        link_for=link_for,
    )


# --- accounts ----------------------------------------------------------------------------------


def show_accounts(call: Call) -> Response:
    """Every account, with what opens it by name, and what its platform said of it."""
    return _accounts(call, None)


def change_accounts(call: Call) -> Response:
    """Test an account, pause it, or let it go on."""
    name = call.field("account")
    account = call.site.account(name)
    if name and account is None:
        raise UsageError(f"there is no account {name}")
    match call.field("action"):
        case "test" if account is not None:
            return _tested(call, name)
        case "pause":
            reason = call.field("reason").strip()[:500] or None
            call.site.store.pauses.begin(name or None, actor=call.actor, at=call.now, reason=reason)
        case "resume":
            call.site.store.pauses.lift(name or None, actor=call.actor, at=call.now)
        case other:
            raise UsageError(f"there is no action {other!r}")
    return call.go("/admin/accounts")


def _tested(call: Call, name: str) -> Response:
    account = call.site.account(name)
    assert account is not None
    if call.site.dry_run:
        return _accounts(call, call.text("A rehearsal asks no platform."), bad=True)
    try:
        platforms = call.site.platforms
        store = call.site.store
        platform = platforms.get(name) if platforms else accounts.opened(account, store)
        if platform is None:
            raise UsageError(f"nothing publishes to {account.platform} yet")
        facts = accounts.test(account, platform, store, call.now)
    except (PublishError, BotError) as error:
        return _accounts(call, f"{name}: {call.told(str(error))}", bad=True)
    said = call.text("%(account)s answers as %(name)s.", account=name, name=facts.name)
    return _accounts(call, " ".join((said, *map(call.told, facts.notes))))


def _accounts(call: Call, said: str | None, *, bad: bool = False) -> Response:
    found = accounts.overview(call.site.settings, call.site.store, call.now)
    return call.render("accounts.html", accounts=found, said=said, bad=bad)


# --- sources -----------------------------------------------------------------------------------


def show_sources(call: Call) -> Response:
    """Every feed, when it was read and what went wrong."""
    return _sources(call, None)


def test_source(call: Call) -> Response:
    """Fetch a feed now and say what is in it; nothing is drafted."""
    name = call.field("source")
    source = next((each for each in call.site.settings.sources if each.name == name), None)
    if source is None:
        raise UsageError(f"there is no source {name}")
    try:
        answer = Fetcher(limits_of(call.site.settings)).get(source.url)
        feed = parse_feed(answer.body, source=name, url=source.url, charset=answer.charset)
    except BotError as error:
        return _sources(call, f"{name}: {call.told(str(error))}", bad=True)
    number = len(feed.entries)
    return _sources(call, call.text("%(name)s has %(number)s entries.", name=name, number=number))


def _sources(call: Call, said: str | None, *, bad: bool = False) -> Response:
    store = call.site.store
    found = [(source, store.feeds.get(source.name)) for source in call.site.settings.sources]
    return call.render("sources.html", sources=found, said=said, bad=bad)


# --- templates and settings --------------------------------------------------------------------


def show_templates(call: Call) -> Response:
    """Every card template, whose it is, and whether it can be read."""
    from bot.cards import Library

    library = Library.of_newsroom(call.site.settings.newsroom)
    own = call.site.settings.newsroom
    rows = []
    for name in library.names():
        path, finding = library.find(f"{name}.html"), None
        try:
            library.read(f"{name}.html")
        except CardError as error:
            finding = call.told(str(error))
        rows.append((name, bool(own and path and path.is_relative_to(own)), finding))
    return call.render("templates.html", templates=rows)


def show_settings(call: Call) -> Response:
    """Every setting with its value; of secrets, only whether there is one."""
    return call.render("settings.html", rows=[*_rows(call.site.settings)])


def _rows(configured: Settings) -> Iterator[tuple[str, str, str]]:
    web = configured.web
    values: dict[str, object] = {
        "LIVE": configured.live,
        "DATA": configured.data,
        "NEWSROOM": configured.newsroom,
        "PUBLICATION": configured.publication,
        "DATABASE_URL": configured.database_url,
        "SECRET_KEY": configured.secret_keys,
        "TIMEZONE": configured.zone.key,
        "LISTEN": ":".join(map(str, configured.listen or ("no",))),
        "WEB_URL": web.url,
        "WEB_PROXY_HEADER": web.proxy_header,
        "WEB_PROXIES": web.proxies,
        "SELF_APPROVAL": web.self_approval,
        "HOOKS": [hook.name for hook in configured.hooks],
        "USER_AGENT": configured.user_agent,
        "FETCH_TIMEOUT": f"{configured.fetch_timeout:g}",
        "FETCH_MAX_MB": f"{configured.fetch_max_bytes / 1_000_000:g}",
        "ALLOW_PRIVATE_HOSTS": configured.allow_private_hosts,
        "RECHECK_HOURS": f"{configured.recheck.total_seconds() / 3600:g}",
        "KEEP_CARDS": f"{configured.keep_cards.days}",
        "SOURCES": [source.name for source in configured.sources],
        "ACCOUNTS": [account.name for account in configured.accounts],
    }
    for row in TABLE:
        if row.name in values:
            value = values[row.name]
            yield row.name, SHUT if row.secret and value else _shown(value), row.meaning


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
