"""From a reading to one draft: the posts that each account gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bot.composing import cards
from bot.composing.counting import fits, length
from bot.composing.limits import Limits, limits_of
from bot.composing.templates import PostTemplates, Words
from bot.composing.typography import quoted, typeset
from bot.errors import ComposeError
from bot.model import CardOrder, Draft, Piece, Post, PostKind, Quote, Reading
from bot.review import broken_promises

DEFAULT_KINDS = (PostKind.QUOTE, PostKind.TLDR)


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """An account to compose for. ``card_format`` is a format's name; None for the usual one."""

    name: str
    platform: str
    kinds: tuple[PostKind, ...] = DEFAULT_KINDS
    card_format: str | None = None


def compose(
    reading: Reading,
    accounts: Sequence[Account],
    *,
    publication: str = "",
    templates: PostTemplates | None = None,
) -> Draft:
    """The posts that ``accounts`` get of one reading, each within its platform's limit.

    An account's kinds are made where the article has what they need; what it lacks is replaced
    (no quote: the TL;DR; no TL;DR: the headline) and the reason noted on the post. ``publication``
    is printed on cards as the source; the host of the article's link where it is empty.

    Raises ComposeError when not even a headline fits, TemplateError for a broken template.
    """
    templates = templates or PostTemplates()
    posts: list[Post[CardOrder]] = []
    for account in accounts:
        posts += _Desk(reading, account, publication, templates).posts()
    return Draft(reading=reading, posts=tuple(posts))


class _Desk:
    """What is at hand while the posts of one account are written."""

    def __init__(
        self, reading: Reading, account: Account, publication: str, templates: PostTemplates
    ) -> None:
        self.reading = reading
        self.account = account
        self.limits: Limits = limits_of(account.platform)
        self.templates = templates
        self.language = reading.article.language
        self.link = reading.article.link
        self.source = publication or (urlsplit(self.link).hostname or "" if self.link else "")
        self.source = self.source.removeprefix("www.")
        self.title = self._set(reading.article.title)
        self.points = tuple(self._set(point) for point in reading.summary.points)

    def posts(self) -> list[Post[CardOrder]]:
        """The account's posts in the order of its kinds, none twice."""
        made: dict[PostKind, Post[CardOrder]] = {}
        notes: list[str] = []
        for kind in self.account.kinds:
            post = self._post(kind, notes)
            if post:
                made.setdefault(post.kind, post)
        for kind in (PostKind.TLDR, PostKind.HEADLINE):
            if not made:
                post = self._post(kind, notes)
                if post:
                    made[kind] = post
        if not made:
            where = self.reading.article.source
            raise ComposeError(f"{where}: no post fits {self.limits.name}; {'; '.join(notes)}")
        kept = (*self.reading.article.notes, *dict.fromkeys(notes))
        return [replace(post, notes=kept) for post in made.values()]

    def _post(self, kind: PostKind, notes: list[str]) -> Post[CardOrder] | None:
        match kind:
            case PostKind.QUOTE:
                return self._quote_post(notes)
            case PostKind.TLDR:
                return self._tldr_post(notes)
            case PostKind.HEADLINE:
                return self._headline_post(notes)

    def _quote_post(self, notes: list[str]) -> Post[CardOrder] | None:
        candidates = [quote for quote in self.reading.quotes if quote.card_worthy and quote.speaker]
        if not candidates:
            notes.append("no quote that is a whole thought of a named speaker")
            return None
        candidates.sort(key=lambda quote: (not quote.key, -quote.score, quote.start))
        for rank, quote in enumerate(candidates):
            words: Words = {
                "quote": quoted(quote.display, self.language),
                "speaker": self._set(quote.speaker or ""),
                "role": self._set(quote.role) if quote.role else None,
            }
            text = self._first_that_fits(PostKind.QUOTE, [words])
            if text and self._keeps_the_promise(text, quote, notes):
                return self._finish(PostKind.QUOTE, text, quote)
            if text is None and not rank:
                notes.append(f"the key quote is too long for {self.limits.name}")
        notes.append(f"no other quote will do for {self.limits.name}: too long, or not as printed")
        return None

    def _tldr_post(self, notes: list[str]) -> Post[CardOrder] | None:
        if not self.points:
            notes.append("no TL;DR, and no sentences to choose one from")
            return None
        ladder = [{"points": self.points[:n]} for n in range(len(self.points), 0, -1)]
        text = self._first_that_fits(PostKind.TLDR, ladder)
        if text is None:
            notes.append(f"not one point of the TL;DR fits {self.limits.name} under the title")
            return None
        return self._finish_kept(PostKind.TLDR, text, notes)

    def _headline_post(self, notes: list[str]) -> Post[CardOrder] | None:
        lead = self.reading.article.lead
        words: Words = {"lead": self._set(lead) if lead else None}
        text = self._first_that_fits(PostKind.HEADLINE, [words])
        if text is None:
            notes.append(f"the title alone is too long for {self.limits.name}: shorten it")
            return None
        return self._finish_kept(PostKind.HEADLINE, text, notes)

    def _first_that_fits(self, kind: PostKind, ladder: Sequence[Words]) -> str | None:
        for words in ladder:
            for text in self._variants(kind, words):
                if fits(text, self.limits) and self._link_stands_once(text):
                    return text
        return None

    def _variants(self, kind: PostKind, words: Words) -> Iterator[str]:
        everywhere: Words = {"title": self.title, "url": self.link or "", "source": self.source}
        return self.templates.variants(
            kind, self.account.platform, self.language, {**everywhere, **words}
        )

    def _link_stands_once(self, text: str) -> bool:
        return self.link is None or text.count(self.link) == 1

    def _finish_kept(self, kind: PostKind, text: str, notes: list[str]) -> Post[CardOrder] | None:
        return self._finish(kind, text) if self._keeps_the_promise(text, None, notes) else None

    def _keeps_the_promise(self, text: str, quote: Quote | None, notes: list[str]) -> bool:
        """Whether every quoted word is the article's; what is not is noted."""
        article = self.reading.article
        elsewhere = (article.title, article.lead or "", *self.reading.summary.points)
        broken = broken_promises([text], [quote] if quote else [], article.text, elsewhere)
        notes += broken
        return not broken

    def _finish(self, kind: PostKind, text: str, quote: Quote | None = None) -> Post[CardOrder]:
        content = cards.content(self.reading, kind, quote, self.source)
        card = cards.order(
            content,
            self.account.card_format or self.limits.card,
            cards.alt_text(content, self.limits.alt_limit),
            self.limits.picture,
        )
        return Post(
            account=self.account.name,
            platform=self.account.platform,
            kind=kind,
            language=self.language,
            pieces=(Piece(text=text, length=length(text, self.limits), cards=(card,)),),
            link=self.link,
            limit=self.limits.limit,
            cost=self.limits.cost_of(self.link),
            quotes=(quote,) if quote else (),
        )

    def _set(self, text: str) -> str:
        return typeset(" ".join(text.split()), self.language)
