"""An article read again: what a post says of it that is no longer so. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.model import QueuedPost, Quote, Wording, plain_words
from bot.review.integrity import broken_promises, quoted_texts


def no_longer_so(post: QueuedPost, then: Wording, now: Wording) -> tuple[str, ...]:
    """What ``post`` takes from an article as it was ``then`` and cannot take from it ``now``.

    A sentence each, with what it was and what it is; empty when all of it still stands. Quotes may
    have moved. Where the passage of one was changed, its speaker must still be named in it.
    """
    return tuple(dict.fromkeys(_changes(post, then, now)))


def _changes(post: QueuedPost, then: Wording, now: Wording) -> Iterator[str]:
    for quote in post.quotes:
        yield from _of_quote(quote, then.text, now.text)
    elsewhere = [now.title, now.lead or "", *now.summary_points]
    elsewhere += [quote.display for quote in post.quotes]
    yield from broken_promises(post.texts, (), now.text, elsewhere)
    yield from _of_headings([plain_words(text) for text in post.texts], then, now)


def _of_quote(quote: Quote, then: str, now: str) -> Iterator[str]:
    missing = [part.text for part in quote.parts if plain_words(part.text) not in plain_words(now)]
    for words in missing:
        yield f"the article no longer has these words: {words!r}"
    if missing:
        return
    for part in quote.parts:
        if _between_marks(part.text, then) and not _between_marks(part.text, now):
            yield f"the article no longer has these words between marks: {part.text!r}"
    if not quote.speaker:
        return
    before = _passage(then, quote.parts[0].text)
    after = _passage(now, quote.parts[0].text)
    if plain_words(before) != plain_words(after) and not _names(after, quote):
        yield f"the passage of a quote has changed, and names {quote.speaker} no more: {after!r}"


def _between_marks(words: str, text: str) -> bool:
    wanted = plain_words(words)
    return any(wanted in plain_words(quoted) for quoted in quoted_texts(text))


def _passage(text: str, words: str) -> str:
    """The paragraphs with ``words`` in them, each with its neighbours: who said it stands there."""
    paragraphs = text.split("\n\n")
    wanted = plain_words(words)
    at = [i for i, paragraph in enumerate(paragraphs) if wanted in plain_words(paragraph)]
    near = sorted({j for i in at for j in (i - 1, i, i + 1) if 0 <= j < len(paragraphs)})
    return "\n\n".join(paragraphs[j] for j in near)


def _names(passage: str, quote: Quote) -> bool:
    """Whether a passage names a quote's speaker: in full, by the last name, or as it did before."""
    names = [quote.speaker or "", (quote.speaker or "").split()[-1], quote.mention or ""]
    words = f" {plain_words(passage)} "
    return any(name and plain_words(name) in words for name in names)


def _of_headings(texts: Sequence[str], then: Wording, now: Wording) -> Iterator[str]:
    """Titles and points that the post repeats and the article has changed."""
    if _repeated(then.title, texts) and plain_words(then.title) != plain_words(now.title):
        yield f"the title was {then.title!r} and is {now.title!r}"
    everything = [plain_words(each) for each in (*now.summary_points, now.lead or "", now.text)]
    for point in (*then.summary_points, then.lead or ""):
        if _repeated(point, texts) and not any(plain_words(point) in each for each in everything):
            yield f"the article no longer says: {point!r}"


def _repeated(words: str, texts: Sequence[str]) -> bool:
    plain = plain_words(words)
    return bool(plain) and any(plain in text for text in texts)
