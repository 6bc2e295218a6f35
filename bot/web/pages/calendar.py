"""The calendar: slots and posts of a week or a day, with gaps and clashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from starlette.responses import Response

from bot import clock
from bot.errors import ChangedMeanwhile, NoSuchPost, UsageError
from bot.model import QueuedPost, State
from bot.settings import AccountSettings
from bot.web.calls import Call, query_string
from bot.web.pages.deciding import conflict

_FAR = 366 * 20  # days from today that are shown; further ones are slips


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A time of a day: a post, or a slot of an account that no post has. ``clash``: two at once."""

    at: datetime
    account: str
    post: QueuedPost | None = None
    clash: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day in the newsroom's zone, with what is due on it in its order."""

    day: date
    slots: tuple[Slot, ...]
    more: int = 0  # posts that are not shown


def show(call: Call) -> Response:
    """A week, or one day of it."""
    zone = call.site.settings.zone
    today = call.now.astimezone(zone).date()
    asked = _asked(call.query("day"), today)
    one = call.query("view") == "day"
    first = asked if one else asked - timedelta(days=asked.weekday())
    length = 1 if one else 7
    account = call.query("account")
    days = [first + timedelta(days=offset) for offset in range(length)]
    accounts = [each for each in call.site.settings.accounts if account in ("", each.name)]

    def address(day: date, view: str = "day" if one else "") -> str:
        values = {"day": day.isoformat(), "view": view, "account": account}
        return f"/calendar{query_string(values)}"

    return call.render(
        "calendar.html",
        days=[_day(call, day, account, accounts, _MOST_A_DAY if one else _MOST) for day in days],
        today=today,
        one=one,
        account=account,
        address=address,
        before=first - timedelta(days=length),
        after=first + timedelta(days=length),
        here=address(asked),
        moved=_moved(call),
    )


def shift(call: Call) -> Response:
    """Move a post to the free slot of its account before or after the time that it has."""
    store, post = call.site.store, call.site.store.queue.get(call.number("post"))
    account = call.site.account(post.account)
    if account is None or not account.slots:
        raise UsageError(call.text("%(account)s has no slots: give a time.", account=post.account))
    taken = {_minute(at) for at in store.pace.due_times(account.name, call.now)}
    later = call.field("to") == "later"
    free = free_slot(account, post.due_at, taken, earliest=call.now, later=later)
    if free is None:
        raise UsageError(call.text("There is no free slot on that side."))
    try:
        store.queue.reschedule(
            post.id, free, actor=call.actor, at=call.now, seen=call.field("seen") or None
        )
    except ChangedMeanwhile:
        return conflict(call, post.id)
    values = {
        "day": free.astimezone(call.site.settings.zone).date().isoformat(),
        "view": "day" if call.field("view") == "day" else "",
        "account": call.field("only"),
        "moved": post.id,
    }
    return call.go(f"/calendar{query_string(values)}")


def free_slot(
    account: AccountSettings,
    moment: datetime,
    taken: Collection[datetime],
    *,
    earliest: datetime,
    later: bool,
) -> datetime | None:
    """The nearest slot after ``moment``, or before it, that is not ``taken`` and not yet past.

    ``taken`` are whole minutes. None where there is none within two months.
    """
    today, step = moment.astimezone(account.zone).date(), 1 if later else -1
    for offset in range(_LOOKED_AT):
        day = today + timedelta(days=step * offset)
        found = [
            at
            for slot in account.slots
            if day.weekday() in slot.weekdays
            and (at := clock.slot_on(day, slot.at, account.zone)) >= earliest
            and at not in taken
            and (at > moment if later else at < moment)
        ]
        if found:
            return min(found) if later else max(found)
    return None


_LOOKED_AT = 62  # days
_MOST, _MOST_A_DAY = 16, 60  # posts shown of a day: in a week, and alone
_MIDNIGHT = datetime.min.time()


def _moved(call: Call) -> QueuedPost | None:
    """The post that the address says was moved just now."""
    number = call.query("moved")
    if not number.isdecimal() or len(number) > 9:
        return None
    try:
        return call.site.store.queue.get(int(number))
    except NoSuchPost:
        return None


def _asked(text: str, today: date) -> date:
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return today
    return asked if abs((asked - today).days) < _FAR else today


def _day(
    call: Call, day: date, account: str, accounts: Sequence[AccountSettings], most: int
) -> Day:
    """A day with the first of its posts, and how many more there are."""
    zone = call.site.settings.zone
    start = clock.slot_on(day, _MIDNIGHT, zone)
    end = clock.slot_on(day + timedelta(days=1), _MIDNIGHT, zone)
    page = call.site.store.queue.between(start, end, limit=most, account=account or None)
    slots = tuple(_slots(call, day, page.posts, accounts))
    return Day(day=day, slots=slots, more=page.total - len(page.posts))


def _slots(
    call: Call, day: date, mine: Sequence[QueuedPost], accounts: Sequence[AccountSettings]
) -> Iterator[Slot]:
    """What is due on a day, and the slots to come that nothing takes."""
    minutes = Counter((post.account, _minute(post.due_at)) for post in mine if _counts(post))
    made = [
        Slot(
            at=post.due_at,
            account=post.account,
            post=post,
            clash=_counts(post) and minutes[post.account, _minute(post.due_at)] > 1,
        )
        for post in mine
    ]
    for account in accounts:
        for slot in account.slots:
            moment = clock.slot_on(day, slot.at, account.zone)
            if day.weekday() not in slot.weekdays:
                continue
            if moment >= call.now and not minutes[account.name, _minute(moment)]:
                made.append(Slot(at=moment, account=account.name))
    yield from sorted(made, key=lambda slot: (slot.at, slot.account))


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _counts(post: QueuedPost) -> bool:
    return post.state is not State.PUBLISHED
