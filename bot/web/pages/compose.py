"""Posts from a URL or a pasted article, at somebody's wish."""

from __future__ import annotations

from starlette.responses import Response

from bot.errors import BotError
from bot.web.calls import Call
from bot.web.pages.composing import article_of, queue_article


def show(call: Call) -> Response:
    """The form."""
    return _form(call, None)


def compose(call: Call) -> Response:
    """Read an article, queue posts for the chosen accounts, and show the first of them."""
    try:
        article = article_of(call.site, call.field("url"), call.field("text"), call.now)
        first = queue_article(call.site, article, _chosen(call), call.person.name, call.now)
    except BotError as error:
        return _form(call, call.told(str(error)), 400)
    return call.go(f"/posts/{first}")


def _form(call: Call, problem: str | None, status: int = 200) -> Response:
    return call.render(
        "compose.html",
        status,
        problem=problem,
        url=call.field("url") or call.query("url"),
        text=call.field("text"),
        chosen=_chosen(call),
    )


def _chosen(call: Call) -> list[str]:
    return [str(name) for name in call.form.getlist("accounts")]
