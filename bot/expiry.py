"""Credentials that run out: told a week ahead, and when all is well again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.publishing.platforms import renewable
from bot.settings import AccountSettings, Settings
from bot.store import Store
from bot.store.records import Expiry

WARNED_AHEAD = timedelta(days=7)
EVER = timedelta(days=36_500)
KIND, NOT_RENEWED = "expiry", "renewal"  # of notices


def expiries(
    settings: Settings, store: Store, at: datetime, within: timedelta = EVER
) -> tuple[Expiry, ...]:
    """What of the settings' accounts runs out within that time or has done so, soonest first."""
    names = {account.name for account in settings.accounts}
    told = {each for each in store.accounts.expiring(at, EVER) if each.account in names}
    guessed = {guess for each in settings.accounts if (guess := _guess(each, store, told))}
    found = (each for each in told | guessed if each.expires_at <= at + within)
    return tuple(sorted(found, key=lambda each: (each.expires_at, each.account, each.what)))


def _guess(account: AccountSettings, store: Store, told: set[Expiry]) -> Expiry | None:
    """When a token runs out at the latest, where nobody has told: counted from when it came."""
    platform = renewable(account)
    if platform is None or platform.lives is None:
        return None
    if any(each.account == account.name for each in told):
        return None
    what = platform.tokens[0]
    came = store.accounts.came(account.name, what)
    if came is None:
        return None
    end = came + platform.lives
    return Expiry(account=account.name, what=what, expires_at=end, at_latest=True)


def warn(settings: Settings, store: Store, at: datetime) -> tuple[str, ...]:
    """Tell the team of what runs out within a week, and of what no longer does.

    Each thing becomes one notice: a week ahead, when it has run out, when all is well. All that
    still holds is returned, for the log of the day.
    """
    soon = expiries(settings, store, at, WARNED_AHEAD)
    lines: list[str] = []
    for account in settings.accounts:
        own = [each for each in soon if each.account == account.name]
        lines += _warnings(account, own, store, at)
        if not own:
            lines += _well(account, settings, store, at)
        lines += _not_renewed(account, store, at)
    return tuple(lines)


def _warnings(
    account: AccountSettings, own: list[Expiry], store: Store, at: datetime
) -> Iterator[str]:
    for expiry in own:
        text = f"{account.name}: its {in_words(expiry, at)}; {remedy(account)}"
        gone = expiry.expires_at <= at
        key = f"expiry:{account.name}:{expiry.what}:{expiry.expires_at.isoformat()}:{gone}"
        store.notices.tell(key, text, kind=KIND, at=at, account=account.name)
        yield text


def _well(
    account: AccountSettings, settings: Settings, store: Store, at: datetime
) -> Iterator[str]:
    ends = [each for each in expiries(settings, store, at) if each.account == account.name]
    until = f", until {ends[0].expires_at:%d %b %Y}" if ends else ""
    text = f"{account.name}: well again: nothing of it runs out within a week{until}"
    if store.notices.well(account.name, KIND, text, at=at):
        yield text


def _not_renewed(account: AccountSettings, store: Store, at: datetime) -> Iterator[str]:
    """Without a key nothing is kept: no token is renewed, and nobody knows how old one is."""
    platform = renewable(account)
    if store.secrets.can_keep or platform is None or platform.lives is None:
        return
    text = (
        f"{account.name}: its {_plain(platform.tokens[0])} runs out {platform.lives.days} days "
        "after it was made, and cannot be renewed without SECRET_KEY: `bot accounts key` makes one"
    )
    if store.notices.trouble(account.name, NOT_RENEWED, text, at=at):
        yield text


def in_words(expiry: Expiry, at: datetime) -> str:
    """What runs out when: "access token runs out on 24 Jan 2027 at 09:00 UTC"."""
    verb = "ran" if expiry.expires_at <= at else "runs"
    latest = ", at the latest" if expiry.at_latest else ""
    return f"{_plain(expiry.what)} {verb} out on {expiry.expires_at:%d %b %Y at %H:%M} UTC{latest}"


def _plain(name: str) -> str:
    return name.replace("_", " ")


def remedy(account: AccountSettings) -> str:
    """What a person does to give an account credentials that are taken."""
    platform = renewable(account)
    what = platform.remedy if platform else "make new ones where they were made"
    names = platform.tokens if platform else tuple(sorted(account.credentials))
    own = [name for name in names if name in account.credentials]
    settings = " and ".join(f"ACCOUNT_{account.name}_{name}".upper() for name in own)
    if settings:
        return f"{what}; put it into {settings} and start the bot again"
    return f"{what}; `bot accounts add {account.name}` takes it"
