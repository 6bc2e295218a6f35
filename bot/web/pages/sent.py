"""What went out, and what did not: with the plain reason, and what settles it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from bot.model import State
from bot.web.calls import Call, query_string

SHOWN = 40
VIEWS: Mapping[str, tuple[State, ...]] = {
    "all": (State.PUBLISHED, State.FAILED, State.UNCERTAIN, State.SENDING),
    "trouble": (State.FAILED, State.UNCERTAIN),
}


def show(call: Call) -> Response:
    """The latest posts first; ``view=trouble`` shows what a person has to settle."""
    view = call.query("view") if call.query("view") in VIEWS else "all"
    page = call.query("page", "1")
    number = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
    found = call.site.store.queue.out(VIEWS[view], limit=SHOWN + 1, offset=(number - 1) * SHOWN)
    return call.render(
        "sent.html",
        outs=found[:SHOWN],
        more=len(found) > SHOWN,
        page=number,
        view=view,
        counts=call.site.store.queue.counts(),
        here=f"/sent{query_string({'view': view if view != 'all' else '', 'page': number})}",
    )


def notices(call: Call) -> Response:
    """What the team must be told."""
    return call.render("notices.html", notices=call.site.store.notices.open())


def seen(call: Call) -> Response:
    """Say that a notice was seen; all of them where none is named."""
    number = call.field("number")
    numbers = [int(number)] if number.isdecimal() else None
    call.site.store.notices.seen(numbers, actor=call.actor, at=call.now)
    return call.go("/notices")
