"""Posts from a URL or a pasted article, at somebody's wish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from starlette.responses import Response

from bot import sources
from bot.drafting import Drafter
from bot.errors import BotError, SourceError, UsageError
from bot.model import Article
from bot.scheduling.choosing import story_key
from bot.sources.fetch import Fetcher, limits_of
from bot.studio import Studio, accounts_of
from bot.web.calls import Call

LONGEST_PASTE = 400_000  # characters


def show(call: Call) -> Response:
    """The form."""
    return _form(call, None)


def compose(call: Call) -> Response:
    """Read an article, queue posts for the chosen accounts, and show the first of them."""
    chosen = [str(name) for name in call.form.getlist("accounts")]
    try:
        if not chosen:
            raise UsageError(call.text("Choose an account."))
        article = _article(call)
        posts = _queued(call, article, chosen)
    except BotError as error:
        return _form(call, str(error), 400)
    return call.go(f"/posts/{posts}")


def _queued(call: Call, article: Article, chosen: list[str]) -> int:
    """Queue the article's posts, in this person's name; the number of the first of them."""
    site = call.site
    accounts = [each for each in site.settings.accounts if each.name in chosen]
    narrowed = replace(site.settings, accounts=tuple(accounts))
    studio = Studio(
        accounts_of(narrowed), newsroom=narrowed.newsroom, publication=narrowed.publication
    )
    drafter = Drafter(narrowed, site.cards, site.store, studio)
    offers = drafter.offers(article, call.now, notes=(f"asked for by {call.person.name}",))
    key = story_key(article.link or article.sha256)
    made = site.store.queue.offer(key, article, offers, at=call.now)
    if made:
        return made[0].id
    known = site.store.queue.article(key)
    there = site.store.queue.of_article(known.id) if known else ()
    if not there:
        raise UsageError(call.text("No post could be made of that."))
    taken = {each.account for each in there}
    for offer in offers:
        if known and offer.post.account not in taken:
            return site.store.queue.add(known.id, offer, at=call.now).id
    return there[0].id


def _article(call: Call) -> Article:
    """The article that the form names or holds."""
    url, text = call.field("url").strip(), call.field("text").strip()
    if text:
        return _pasted(call, text, url or None)
    if not url.startswith(("http://", "https://")):
        raise UsageError(call.text("Give an address that starts with https://, or paste a text."))
    fetcher = Fetcher(limits_of(call.site.settings))
    return _first(sources.load(url, fetcher=fetcher, fetched_at=call.now))


def _pasted(call: Call, text: str, url: str | None) -> Article:
    import tempfile
    from pathlib import Path

    if len(text) > LONGEST_PASTE:
        raise UsageError(call.text("That text is too long."))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(text, encoding="utf-8")
        fetcher = Fetcher(limits_of(call.site.settings))
        article = _first(sources.load(str(path), fetcher=fetcher, fetched_at=call.now, url=url))
    return replace(article, source=url or "pasted")


def _first(items: Iterable[Article | sources.Unreadable]) -> Article:
    for item in items:
        if isinstance(item, sources.Unreadable):
            raise item.error
        return item
    raise SourceError("there is no article in that")


def _form(call: Call, problem: str | None, status: int = 200) -> Response:
    return call.render(
        "compose.html",
        status,
        problem=problem,
        url=call.field("url") or call.query("url"),
        text=call.field("text"),
        chosen=[str(name) for name in call.form.getlist("accounts")],
    )
