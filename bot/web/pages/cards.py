"""A post's card in other templates and formats, and further quotes to take."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.errors import CardError, ChangedMeanwhile, UsageError
from bot.model import QueuedPost
from bot.web.calls import Call
from bot.web.files import picture
from bot.web.pages.deciding import conflict


def show(call: Call) -> Response:
    """Every template that suits the post, in every format."""
    post, number = _card(call)
    redrafter = call.site.redrafter
    return call.render(
        "card.html",
        post=post,
        number=number,
        current=post.cards[number - 1],
        templates=redrafter.templates(post),
        formats=redrafter.formats(),
    )


def preview(call: Call) -> Response:
    """What a template and a format would make of the card; kept nowhere."""
    post, number = _card(call)
    template = call.query("template")
    try:
        card = call.site.redrafter.redraw(post, number, template, call.query("format"))
    except CardError as error:
        if template not in call.site.redrafter.templates(post):
            raise
        return Response(_refusal(call.told(str(error))), media_type="image/svg+xml")
    return picture(card.data)


def _refusal(why: str) -> str:
    """A picture that says why there is no card."""
    lines = textwrap.wrap(why, 34)[:9]
    spans = "".join(
        f'<tspan x="16" dy="22">{html.escape(line, quote=False)}</tspan>' for line in lines
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 225">'
        f'<text font-family="sans-serif" font-size="16" fill="#8a8479">{spans}</text></svg>'
    )


def take(call: Call) -> Response:
    """Put the card of a template and a format in the place of the post's."""
    post, number = _card(call)
    redrafter = call.site.redrafter
    card = redrafter.redraw(post, number, call.field("template"), call.field("format"))
    return _change(call, post, redrafter.with_card(number, card), "card")


def show_more(call: Call) -> Response:
    """Quotes and angles of the article that the post does not offer yet."""
    post = call.site.store.queue.get(call.number("post"))
    return call.render("more.html", post=post, more=call.site.redrafter.more(post))


def add_more(call: Call) -> Response:
    """Add one of them to the post's variants."""
    post = call.site.store.queue.get(call.number("post"))
    number = call.field("number")
    if not number.isdecimal():
        raise UsageError(call.text("Name a variant."))
    return _change(call, post, call.site.redrafter.with_variant(post, int(number)), "more")


def _change(
    call: Call, post: QueuedPost, changed: Callable[[QueuedPost], QueuedPost], action: str
) -> Response:
    try:
        call.site.store.queue.edit(
            post.id,
            changed,
            actor=call.actor,
            at=call.now,
            reason=None,
            action=action,
            seen=call.field("seen"),
        )
    except ChangedMeanwhile:
        return conflict(call, post.id)
    return call.go(f"/posts/{post.id}")


def _card(call: Call) -> tuple[QueuedPost, int]:
    post, number = call.site.store.queue.get(call.number("post")), call.number("card")
    if not 1 <= number <= len(post.cards):
        raise HTTPException(404, call.text("There is no such card."))
    return post, number
