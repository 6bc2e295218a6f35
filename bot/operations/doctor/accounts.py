"""Accounts: what opens them, when they post, and what they may cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

from bot import accounts, expiry
from bot.clock import next_slot, quiet_until
from bot.composing.limits import limits_of
from bot.errors import StoreError
from bot.operations.doctor.findings import Finding, Patient, look, wrong
from bot.settings import POST_KINDS, AccountSettings, Settings
from bot.store import Store

FETCHERS = ("threads", "instagram")  # which fetch pictures themselves
SOON = timedelta(days=7)
_A_WINTERS_MONDAY = datetime(2026, 1, 12, tzinfo=UTC)


def named(account: AccountSettings, ending: str) -> str:
    """The name of a setting of the account."""
    return f"ACCOUNT_{account.name}_{ending}".upper()


def lists(patient: Patient) -> Iterator[Finding]:
    """Whether there is anything to write for, and whether it is sent."""
    settings = patient.settings
    if not settings.accounts:
        yield wrong("ACCOUNTS", "no account is named; name one, as x_main")
    if not settings.live:
        yield look("LIVE", "is not yes: nothing is sent, whatever is approved")
    for first, second in combinations(settings.accounts, 2):
        if _is_one(first, second):
            yield wrong(
                "ACCOUNTS", f"{first.name} and {second.name} are the same account, which would "
                "post everything twice; take one out",
            )  # fmt: skip


def _is_one(first: AccountSettings, second: AccountSettings) -> bool:
    if first.platform != second.platform or first.server != second.server:
        return False
    if first.handle or second.handle:
        return first.handle == second.handle
    return bool(first.credentials) and dict(first.credentials) == dict(second.credentials)


def timing(patient: Patient) -> Iterator[Finding]:
    """Slots that never come, and numbers that do not fit together."""
    for account in patient.settings.accounts:
        yield from _timing(account)
    if any(account.slots for account in patient.settings.accounts):
        yield from _zone(patient.settings)


def _zone(settings: Settings) -> Iterator[Finding]:
    if settings.zone.key == "UTC":
        yield look("TIMEZONE", "slots are in UTC; name the newsroom's zone, as Europe/Paris")


def _timing(account: AccountSettings) -> Iterator[Finding]:
    name = named(account, "SLOTS")
    if account.slots and all(_is_quiet(account, number) for number in range(len(account.slots))):
        yield wrong(name, "every slot lies in the quiet hours; move one, or shorten QUIET")
    a_day = [slot for slot in account.slots if 0 in slot.weekdays]
    if account.daily is not None and len(a_day) > account.daily:
        text = f"{account.daily} posts a day leave some of {len(a_day)} slots empty"
        yield look(named(account, "DAILY"), f"{text}; raise it, or take slots out")
    times = sorted(slot.at.hour * 60 + slot.at.minute for slot in a_day)
    near = [later - sooner for sooner, later in pairwise(times)]
    if near and timedelta(minutes=min(near)) < account.gap:
        text = f"two slots are {min(near)} minutes apart, which is less; posts would wait"
        yield look(named(account, "GAP"), text)
    if account.expires < account.gap:
        yield wrong(named(account, "EXPIRES"), "is shorter than GAP: posts expire while they wait")


def _is_quiet(account: AccountSettings, number: int) -> bool:
    slot = account.slots[number]
    at = next_slot(_A_WINTERS_MONDAY, [slot], account.zone)
    return quiet_until(at, account.quiet, account.zone) is not None


def names(patient: Patient) -> Iterator[Finding]:
    """Names of sources and kinds that nothing has."""
    sources = {source.name for source in patient.settings.sources}
    evergreen = any(source.evergreen for source in patient.settings.sources)
    for account in patient.settings.accounts:
        for name in sorted(set(account.sources) - sources):
            yield wrong(named(account, "SOURCES"), f"there is no source {name}; see SOURCES")
        for name in sorted({name for name, _ in account.mix} - sources - set(POST_KINDS)):
            known = ", ".join(POST_KINDS)
            yield wrong(named(account, "MIX"), f"{name} is no source, and no kind ({known})")
        if account.evergreen and not evergreen:
            text = "no source has evergreen sections; set SOURCE_…_EVERGREEN"
            yield look(named(account, "EVERGREEN"), text)


def costs(patient: Patient) -> Iterator[Finding]:
    """Platforms that bill each post."""
    for account in patient.settings.accounts:
        if limits_of(account.platform).cost and account.budget is None:
            text = f"{limits_of(account.platform).name} bills each post; set what a month may cost"
            yield look(named(account, "BUDGET"), text)


def pictures(patient: Patient) -> Iterator[Finding]:
    """Platforms that fetch pictures from an address that everybody can reach."""
    for account in patient.settings.accounts:
        if account.platform in FETCHERS and not account.pictures:
            text = f"{account.platform} fetches cards itself; name where they can be fetched"
            yield wrong("PICTURES_URL", text)


def credentials(patient: Patient, store: Store) -> Iterator[Finding]:
    """Whether each account can be opened, and for how long."""
    settings = patient.settings
    for account in settings.accounts:
        missing = accounts.missing(account, store)
        if missing:
            names = ", ".join(named(account, name) for name in missing)
            yield wrong(names, f"must be set, or say `bot accounts add {account.name}`")
            continue
        try:
            accounts.credentials_of(account, store)
        except StoreError as error:
            yield wrong("SECRET_KEY", f"{account.name}: {error}")
            continue
        if store.accounts.facts(account.name) is None:
            text = f"was never tested; say `bot accounts test {account.name}`"
            yield look(account.name, text)
    if not settings.secret_keys and settings.accounts:
        yield look(
            "SECRET_KEY", "sessions and new tokens are not kept; `bot accounts key` makes one"
        )
    for each in expiry.expiries(settings, store, patient.now, SOON):
        account = next(own for own in settings.accounts if own.name == each.account)
        text = f"its {expiry.in_words(each, patient.now)}; {expiry.remedy(account)}"
        yield wrong(each.account, text)
