"""``bot accounts``: what opens the accounts, and whether it works."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot import clock, settings
from bot.errors import BotError, Unauthorized, UsageError

if TYPE_CHECKING:
    from bot.accounts import Overview
    from bot.settings import AccountSettings, Settings
    from bot.store import Store

EXAMPLE = """\
  bot accounts list
  bot accounts key                     a key for SECRET_KEY
  bot accounts add x_main              asks for the credentials and keeps them, encrypted
  bot accounts add x_main < secrets    the same from lines as consumer_key=…
  bot accounts test                    logs in and looks; posts nothing
  bot accounts remove x_main
  bot accounts rotate                  encrypts everything with the first key of SECRET_KEY"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="the accounts, what opens them, what is missing")
    add = actions.add_parser("add", help="keep an account's credentials, encrypted")
    test = actions.add_parser("test", help="log in and look; posts nothing")
    remove = actions.add_parser("remove", help="forget what the database keeps of an account")
    actions.add_parser("key", help="make a key for SECRET_KEY")
    rotate = actions.add_parser("rotate", help="encrypt everything with the first key")
    for each in (add, remove):
        each.add_argument("account", metavar="ACCOUNT")
    test.add_argument("accounts", nargs="*", metavar="ACCOUNT", help="all of them where none")
    for each in (listing, add, test, remove, rotate):
        each.add_argument("--json", action="store_true", help="for a program")


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says."""
    if arguments.action == "key":
        from bot.store.vault import new_key

        print(new_key())
        return 0
    from bot.store.places import open_store

    configured = settings.load(arguments.config)
    with open_store(configured, dry_run=False) as store:
        match arguments.action:
            case "list":
                return _list(configured, store, arguments)
            case "test":
                return _test(configured, store, arguments)
            case "rotate":
                return _rotate(store, arguments)
            case "add":
                return _add(_named(arguments.account, configured), store, arguments)
            case _:
                return _remove(store, arguments)


# --- looking -----------------------------------------------------------------------------


def _list(configured: Settings, store: Store, arguments: argparse.Namespace) -> int:
    from bot.accounts import overview

    found = overview(configured, store, clock.now())
    if arguments.json:
        print(json.dumps([_as_json(each) for each in found], ensure_ascii=False))
        return 0
    for each in found:
        print("\n".join(_lines(each, clock.now())))
    if not found:
        print("ACCOUNTS is empty: name an account to write for, as x_main")
    return 0


def _lines(each: Overview, now: datetime) -> Iterator[str]:
    from bot.expiry import WARNED_AHEAD, in_words, remedy

    name = f" as {each.facts.name}" if each.facts else ""
    yield f"{each.account.name} ({each.account.platform}){name}"
    given, kept = set(each.in_settings), set(each.in_database)
    where = [
        f"{', '.join(sorted(names))} {place}"
        for names, place in (
            (given - kept, "from the settings"),
            (given & kept, "from the settings, and kept in the database"),
            (kept - given, "from the database, encrypted"),
        )
        if names
    ]
    yield f"  credentials: {'; '.join(where) or 'none'}"
    if each.missing:
        yield f"  missing: {', '.join(each.missing)}; `bot accounts add {each.account.name}`"
    if each.expiry:
        left = (each.expiry.expires_at - now).days
        yield f"  its {in_words(each.expiry, now)}{f', in {left} days' if left >= 0 else ''}"
        if left < WARNED_AHEAD.days:
            yield f"  {remedy(each.account)}"
    if each.paused:
        yield f"  {each.paused}"
    tested = f"tested {each.facts.tested_at:%d %b %Y %H:%M} UTC" if each.facts else "never tested"
    yield f"  {tested}"


def _as_json(each: Overview) -> dict[str, object]:
    facts = each.facts
    return {
        "account": each.account.name,
        "platform": each.account.platform,
        "credentials": {
            "settings": list(each.in_settings),
            "database": list(each.in_database),
            "missing": list(each.missing),
        },
        "paused": each.paused,
        "expires_at": each.expiry.expires_at.isoformat() if each.expiry else None,
        "name": facts.name if facts else None,
        "url": facts.url if facts else None,
        "limits": dict(facts.limits) if facts else {},
        "notes": list(facts.notes) if facts else [],
        "tested_at": facts.tested_at.isoformat() if facts else None,
    }


def _test(configured: Settings, store: Store, arguments: argparse.Namespace) -> int:
    from bot.expiry import remedy

    named = [_named(name, configured) for name in arguments.accounts] or configured.accounts
    results: list[dict[str, object]] = []
    for account in named:
        try:
            results.append({"account": account.name, **_tested(account, store)})
        except BotError as error:
            told = f"{error}; {remedy(account)}" if type(error) is Unauthorized else str(error)
            results.append({"account": account.name, "error": told})
            print(f"bot: {account.name}: {told}", file=sys.stderr)
            continue
        if not arguments.json:
            print("\n".join(_findings(account, store)))
    if arguments.json:
        print(json.dumps(results, ensure_ascii=False))
    return int(any("error" in result for result in results))


def _findings(account: AccountSettings, store: Store) -> Iterator[str]:
    """What a test that went well has found, for a person."""
    from bot.accounts import facts_in_words

    facts = store.accounts.facts(account.name)
    assert facts is not None
    yield f"{account.name}: it works, as {facts.name}{f' ({facts.url})' if facts.url else ''}"
    yield from (f"  {line}" for line in facts_in_words(account, facts))


def _tested(account: AccountSettings, store: Store) -> dict[str, object]:
    from bot import accounts

    unfit = accounts.unfit(account, accounts.credentials_of(account, store))
    if unfit:
        raise UsageError(accounts.with_handle(account, store) or unfit)
    platform = accounts.opened(account, store)
    assert platform is not None
    facts = accounts.test(account, platform, store, clock.now())
    return {
        "name": facts.name,
        "url": facts.url,
        "limits": dict(facts.limits),
        "notes": list(facts.notes),
        "expires_at": facts.expires_at.isoformat() if facts.expires_at else None,
    }


# --- keeping -----------------------------------------------------------------------------


def _add(account: AccountSettings, store: Store, arguments: argparse.Namespace) -> int:
    from bot import accounts
    from bot.publishing.platforms import adapter, renewable
    from bot.store.vault import NO_KEY

    if not store.secrets.can_keep:
        raise UsageError(NO_KEY)
    platform = adapter(account, with_credentials=False)
    if platform is None:
        raise UsageError(f"{account.name}: nothing publishes to {account.platform} yet")
    settled = {row.name.removeprefix("ACCOUNT_*_").lower() for row in settings.TABLE if row.secret}
    names = tuple(name for name in platform.missing() if name in settled)
    tokens = renewable(account)
    optional = tuple(tokens.renewing) if tokens else ()
    given = _asked(names, optional) if sys.stdin.isatty() else _read(names, optional)
    unfit = accounts.unfit(account, {**store.secrets.credentials(account.name), **given})
    if unfit:
        raise UsageError(f"{unfit}; nothing was kept")
    store.secrets.keep(account.name, given, at=clock.now())
    store.accounts.forget_expiry(account.name)
    if arguments.json:
        print(json.dumps({"account": account.name, "kept": sorted(given)}))
        return 0
    print(f"{account.name}: kept {', '.join(sorted(given))}; next: bot accounts test")
    for name in sorted(given.keys() & account.credentials.keys()):
        setting = f"ACCOUNT_{account.name}_{name}".upper()
        print(f"  {setting} in the settings is used in its place: take it out there")
    return 0


def _asked(names: Sequence[str], optional: Sequence[str]) -> dict[str, str]:
    """What a person types, unseen."""
    hints = {**dict.fromkeys(names, "not shown"), **dict.fromkeys(optional, "not shown; if any")}
    given = {name: getpass.getpass(f"{name} ({hint}): ").strip() for name, hint in hints.items()}
    return {name: value for name, value in given.items() if value} or _nothing(names)


def _read(names: Sequence[str], optional: Sequence[str]) -> dict[str, str]:
    """Lines of name=value from standard input. Raises UsageError, without quoting any."""
    given: dict[str, str] = {}
    known = (*names, *optional)
    for number, line in enumerate(sys.stdin, start=1):
        name, equals, value = line.strip().partition("=")
        if not name:
            continue
        if not equals or name.strip().lower() not in known:
            raise UsageError(f"line {number} should be one of {', '.join(known)}, = and its value")
        given[name.strip().lower()] = value.strip()
    return {name: value for name, value in given.items() if value} or _nothing(names)


def _nothing(names: Sequence[str]) -> dict[str, str]:
    raise UsageError(f"nothing was given; it takes {', '.join(names)}")


def _remove(store: Store, arguments: argparse.Namespace) -> int:
    secrets, facts = (
        store.secrets.forget(arguments.account),
        store.accounts.forget(arguments.account),
    )
    told = "forgotten" if secrets or facts else "there was nothing to forget"
    if arguments.json:
        print(json.dumps({"account": arguments.account, "forgotten": secrets or facts}))
    else:
        print(f"{arguments.account}: {told}; what stands in the settings stays there")
    return int(not (secrets or facts))


def _rotate(store: Store, arguments: argparse.Namespace) -> int:
    count = store.secrets.close_anew()
    if arguments.json:
        print(json.dumps({"encrypted": count}))
    else:
        print(f"{count} secrets are encrypted with the first key; the others can go")
    return 0


def _named(name: str, configured: Settings) -> AccountSettings:
    """The account of that name. Raises UsageError, with what to write, where there is none."""
    for account in configured.accounts:
        if account.name == name:
            return account
    raise UsageError(
        f"there is no account {name}: put it into ACCOUNTS and set "
        f"ACCOUNT_{name.upper()}_PLATFORM in the env file first"
    )
