"""Accounts, wired: what opens them, from the settings and from the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.composing.limits import Limits, limits_of
from bot.errors import Refused
from bot.expiry import expiries
from bot.model import QueuedPost
from bot.publishing.contract import KnowsItself, Memory, Platform
from bot.publishing.platforms import adapter
from bot.publishing.public_pictures import PublicPictures
from bot.settings import ROWS, AccountSettings, Row, Settings
from bot.store import Store
from bot.store.records import AccountFacts, Expiry

FETCHES_PICTURES = ("threads", "instagram")  # from PICTURES_URL
NOT_TAKEN = "credentials"  # the kind of notice that a platform does not take them


def credentials_of(
    account: AccountSettings, store: Store, *, newest: bool = True
) -> Mapping[str, str]:
    """What opens an account: the settings' own, or what was renewed of it, before what is kept.

    With ``newest`` false, tokens as they were before those that have not been used yet. Raises
    StoreError where the database keeps some and SECRET_KEY does not open them.
    """
    if not store.secrets.names(account.name):
        return account.credentials
    return store.secrets.credentials(account.name, account.credentials, newest=newest)


def opened(
    account: AccountSettings,
    store: Store,
    memory: Memory | None = None,
    *,
    newest: bool = True,
) -> Platform | None:
    """The adapter of an account with its credentials; None where nothing publishes there yet.

    Its session is kept encrypted in the database where there is a key for that, otherwise in
    ``memory``. ``newest`` and errors as of ``credentials_of``.
    """
    whole = replace(account, credentials=credentials_of(account, store, newest=newest))
    if store.secrets.can_keep:
        memory = store.secrets.memory(account.name)
    return adapter(whole, with_credentials=True, memory=memory)


def limits_for(post: QueuedPost, store: Store) -> Limits:
    """What a post's platform allows, and its account's own server where that was asked."""
    facts = store.accounts.facts(post.account)
    return limits_of(post.platform, facts.limits if facts else {})


def missing(account: AccountSettings, store: Store) -> tuple[str, ...]:
    """The credentials that an account still needs, by name; needs no key."""
    platform = adapter(account, with_credentials=False)
    if platform is None:
        return ()
    there = {*store.secrets.names(account.name), *account.credentials}
    return tuple(name for name in platform.missing() if name not in there)


def unfit(account: AccountSettings, credentials: Mapping[str, str]) -> str | None:
    """Why an account cannot work with these, with the mend; None where it may well do.

    Something is missing, or not of the form that the platform gives it.
    """
    platform = adapter(replace(account, credentials=credentials), with_credentials=True)
    if platform is None:
        return f"nothing publishes to {account.platform} yet"
    names = platform.missing()
    absent = [name for name in names if _row(name).secret and not credentials.get(name)]
    problems = [_wrong(account, name) for name in names if name not in absent]
    if absent:
        problems.append(f"{', '.join(absent)} missing; `bot accounts add {account.name}`")
    return "; ".join(problems) or None


def with_handle(account: AccountSettings, store: Store) -> str | None:
    """The handle that an account still wants, as its platform tells it; None where it does not.

    Raises what ``KnowsItself.own_handle`` raises.
    """
    platform: object = opened(account, store)
    if not isinstance(platform, KnowsItself) or missing(account, store) != ("handle",):
        return None
    setting = f"ACCOUNT_{account.name}_HANDLE".upper()
    return f"set {setting}={platform.own_handle()} in the env file: its credentials are of that one"


def _row(name: str) -> Row:
    return ROWS[f"ACCOUNT_*_{name.upper()}"]


def _wrong(account: AccountSettings, name: str) -> str:
    row = _row(name)
    if row.secret:
        return f"{name} is not as it should be ({row.meaning})"
    what = "is not as it should be" if getattr(account, name, None) else "must be set"
    return f"{row.name.replace('*', account.name.upper())} {what} ({row.meaning})"


def test(account: AccountSettings, platform: Platform, store: Store, at: datetime) -> AccountFacts:
    """Ask the platform about an account, change nothing there, and keep what it says.

    Raises what the platform's ``standing`` raises.
    """
    standing = platform.standing()
    facts = AccountFacts(
        account=account.name,
        name=standing.name,
        url=standing.url,
        limits=standing.limits,
        notes=standing.notes,
        expires_at=standing.expires_at,
        tested_at=at,
    )
    store.accounts.remember(facts)
    store.notices.well(
        account.name,
        NOT_TAKEN,
        f"{account.name}: well again: {account.platform} takes its credentials",
        at=at,
    )
    return facts


def facts_in_words(account: AccountSettings, facts: AccountFacts) -> Iterator[str]:
    """What a test has found, and what the account's posts still want, a line each."""
    if facts.limits:
        told = (f"{_LIMITS[name]} {value:,}" for name, value in facts.limits.items())
        yield f"its server allows: {', '.join(told)}"
    if facts.expires_at:
        yield f"its credentials run out on {facts.expires_at:%d %b %Y at %H:%M} UTC"
    yield from facts.notes
    if account.platform in FETCHES_PICTURES:
        try:
            PublicPictures(place=account.pictures, keys=account.picture_keys).check(
                account.platform.capitalize()
            )
        except Refused as error:
            yield f"posts with pictures cannot go out yet: {error}"


# Fields of ``Limits`` that a server has its own of.
_LIMITS = {
    "limit": "characters",
    "url_length": "a link counts",
    "alt_limit": "characters of alternative text",
    "pictures": "pictures a post",
    "picture_bytes": "bytes a picture",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """An account as it stands. ``kept`` are the names of the credentials, never their values."""

    account: AccountSettings
    in_settings: tuple[str, ...]
    in_database: tuple[str, ...]
    missing: tuple[str, ...]
    paused: str | None
    facts: AccountFacts | None
    expiry: Expiry | None


def overview(settings: Settings, store: Store, at: datetime) -> tuple[Overview, ...]:
    """Every account of the settings, as it stands."""
    ends = {expiry.account: expiry for expiry in reversed(expiries(settings, store, at))}
    return tuple(
        Overview(
            account=account,
            in_settings=tuple(sorted(account.credentials)),
            in_database=store.secrets.names(account.name),
            missing=missing(account, store),
            paused=str(pause) if (pause := store.paused(account.name)) else None,
            facts=store.accounts.facts(account.name),
            expiry=ends.get(account.name),
        )
        for account in settings.accounts
    )
