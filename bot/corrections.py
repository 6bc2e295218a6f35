"""Articles that change after they were drafted: read again now and then, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import FetchError, PublishError, SourceError, TransitionError
from bot.model import QueuedPost, State
from bot.publishing.contract import Platform, Receipt
from bot.publishing.receipts import from_json
from bot.rereading import Rereader
from bot.review import Actor
from bot.review.rereading import no_longer_so
from bot.settings import Settings
from bot.sources.fetch import Fetcher
from bot.store import Store
from bot.store.articles import CHANGED
from bot.store.records import Revised, StoredArticle

EVERY = timedelta(minutes=30)  # between two looks at an article
MOST_A_PASS = 10
GONE = frozenset({404, 410, 451})  # HTTP statuses of what was taken down


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """An article that was changed, and what that did to its posts."""

    title: str
    revised: Revised


class Corrector:
    """Reads the articles of posts again: before one goes out, and now and then."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        now: Callable[[], datetime],
        fetcher: Fetcher | None = None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._now = now
        self._reread = Rereader(settings, now, fetcher)

    def recheck(self, post: QueuedPost, stored: StoredArticle) -> str | None:
        """Why a post that is about to go out must be held: its article has changed, or is gone.

        Its other posts that wait are held too. None where nothing has changed, and for an article
        without a URL. Raises SourceError where it cannot be read now.
        """
        if stored.url is None:
            return None
        try:
            article = self._reread.read(stored)
        except FetchError as error:
            if error.status in GONE:
                return f"its article is gone: {error}"
            raise
        if article.sha256 == stored.sha256:
            return None
        reasons = no_longer_so(post, stored, article)
        revised = self._store.articles.revise(stored.id, article, at=self._now(), busy=post.id)
        told = revised.difference if revised else ""
        if not (reasons or told):
            return None
        return "\n".join(("; ".join(reasons) or CHANGED, told)).strip()

    def look(self, stopping: Callable[[], bool]) -> tuple[Correction, ...]:
        """Look at a few articles whose turn it is. One that cannot be read now is left as it is."""
        now = self._now()
        found: list[Correction] = []
        for article in self._store.articles.to_check(
            now, every=EVERY, published_since=now - self._settings.recheck, most=MOST_A_PASS
        ):
            if stopping():
                break
            try:
                revised = self._store.articles.revise(
                    article.id, self._reread.read(article), at=now
                )
            except SourceError:
                self._store.articles.checked(article.id, now)
                continue
            if revised and revised.difference:
                found.append(Correction(title=article.title, revised=revised))
        return tuple(found)


def take_down(
    store: Store,
    post_id: int,
    platform: Platform,
    *,
    actor: Actor,
    at: datetime,
    reason: str | None,
) -> QueuedPost:
    """Delete a published post from its platform, the last piece of a thread first.

    Raises TransitionError for a post that is not out, Refused where the platform cannot delete,
    and what else the platform's ``delete`` raises; done again, it goes on where it was.
    """
    post = store.queue.get(post_id)
    if post.state is not State.PUBLISHED:
        raise TransitionError(
            f"post {post_id} is {post.state.value}: there is nothing to take down"
        )
    for receipt in _receipts(store, post):
        platform.delete(receipt)
    return store.queue.taken_down(post_id, actor=actor, at=at, reason=reason)


def _receipts(store: Store, post: QueuedPost) -> Iterator[Receipt]:
    """What is out of a post, the last first."""
    sent = [step for step in store.leases.steps(post.id) if step.receipt and step.done_at]
    out = [from_json(step.name, step.receipt or {}) for step in sent]
    public = [receipt for receipt in out if receipt.remote_id]
    if public:
        yield from reversed(public)
        return
    publication = store.leases.publication(post.id)
    if publication is None:
        raise PublishError(f"nothing is known of post {post.id} on its platform")
    yield Receipt(step="post:1", remote_id=publication.remote_id, url=publication.url)
