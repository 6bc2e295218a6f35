"""The promise, checked on a post as it will be sent: every quoted word is in the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.kept import kept
from bot.model import QueuedPost, Quote, plain_words, sign_between

# Pairs as posts set them, of one line each. Single marks count where no letter is outside them:
# elsewhere they are apostrophes. What opens and is not closed runs to the end of its line.
_QUOTED = re.compile(
    r"«([^«»]*)»|»([^«»]*)«|“([^“”]*)”|„([^„“”]*)[“”]|‹([^‹›]*)›|›([^‹›]*)‹|「([^「」]*)」"
    r"|(?<!\w)\"([^\"]*)\"(?!\w)"
    r"|(?<!\w)[‘‚]((?:[^‘’\n]|(?<=\w)’(?=\w))*)[’‘](?!\w)"
    r"|(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w))*)'(?!\w)"
    r"|[«“„‹「]([^\n]*)"
)
_MARK = re.compile(r"[«»“”„‟‹›「」\"‘‚']")
_LEFT_OUT = re.compile(r"\[(?:…|\.\.\.)\]")
# What may stand between two parts of a quote, beside the sign that the attribution stood in for.
_JOINS = (" ", "", " […] ", "[…]", " […]", "[…] ")  # beside a mark no space is told
_NAME_WORD = re.compile(r"\w{3,}")


def broken_promises(
    texts: Sequence[str], quotes: Iterable[Quote], article_text: str, elsewhere: Iterable[str] = ()
) -> tuple[str, ...]:
    """What is wrong with the quoted words of a post, a sentence each; empty when all is right.

    ``texts`` are all that readers get of it: its pieces and its cards' alternative texts. The parts
    of each of its ``quotes`` must stand in ``article_text`` at their offsets, and one of the texts
    must carry the quote whole. Any other words between marks must stand in the article's text or
    ``elsewhere``: its title, lead and summary points.
    """
    problems: list[str] = []
    sources = [_plain(source) for source in (article_text, *elsewhere)]
    quotes = tuple(quotes)
    carried = [_plain_text(text) for text in texts] if quotes else []
    for quote in quotes:
        broken = [*_of_quote(carried, quote, article_text)]
        problems += broken
        if not broken:  # parts joined where only their attribution stood between
            sources.append(_plain_text(quote.display))
    for words in dict.fromkeys(words for text in texts for words in quoted_texts(text)):
        pieces = [_plain_text(piece) for piece in _LEFT_OUT.split(words)]
        if not any(_in_order(pieces, source) for source in sources):
            problems.append(f"not in the article: {words.strip()!r}")
    return tuple(problems)


@lru_cache(maxsize=64)
def _plain(source: str) -> str:
    """An article's words: many posts are checked against the same ones."""
    return plain_words(source)


@kept(1024)
def _plain_text(text: str) -> str:
    """The words of a post's text, or of a quote: several accounts are given the same."""
    return plain_words(text)


def changed_words(before: QueuedPost, after: QueuedPost) -> tuple[str, ...]:
    """What an edit did to quoted words and to who is named with them, a sentence each.

    Empty where every word between marks is still there, no other was put between marks, and each
    text that carries a quote still names its speaker as fully as it did.
    """
    was, now = _all_quoted(before), _all_quoted(after)
    told = [f"no longer between marks: {words!r}" for words in _sorted(was - now)]
    told += [f"newly between marks: {words!r}" for words in _sorted(now - was)]
    for quote in before.quotes:
        if quote.speaker and _named(before, quote) > _named(after, quote):
            told.append(f"no longer names {quote.speaker} with the quote")
    return tuple(told)


def _all_quoted(post: QueuedPost) -> Counter[str]:
    return Counter(plain_words(words) for text in post.texts for words in quoted_texts(text))


def _sorted(words: Counter[str]) -> list[str]:
    return sorted(words.elements())


def _named(post: QueuedPost, quote: Quote) -> int:
    """How many words of the speaker's name the texts print that carry the quote."""
    name = set(_NAME_WORD.findall(plain_words(quote.speaker or "")))
    shown = plain_words(quote.display)
    carrying = [plain_words(text) for text in post.texts if shown in plain_words(text)]
    return sum(len(name & set(_NAME_WORD.findall(text))) for text in carrying)


def _of_quote(carried: Sequence[str], quote: Quote, article_text: str) -> Iterator[str]:
    for part in quote.parts:
        if article_text[part.start : part.end] != part.text:
            yield f"the article no longer has these words where they were: {part.text!r}"
    if not shows_its_parts(quote, article_text):
        yield f"what would be shown is not what was said: {quote.display!r}"
    shown = _plain_text(quote.display)
    if not any(shown in text for text in carried):
        yield f"the post does not carry its quote whole: {quote.display!r}"


def shows_its_parts(quote: Quote, article_text: str) -> bool:
    """Whether ``display`` is the parts of a quote in their order, joined as they may be.

    They may be joined by a space or by […], and before it stands nothing, or the one sign that the
    attribution between them took (``model.sign_between``).
    """
    shown, words = _plain_text(quote.display), _plain_text(quote.parts[0].text)
    if not shown.startswith(words):
        return False
    at = len(words)
    for before, after in pairwise(quote.parts):
        sign = sign_between(before.text, article_text[before.end : after.start], after.text)
        words = _plain_text(after.text)
        ways = (each + join for each in dict.fromkeys((sign, "")) for join in _JOINS)
        way = next((way for way in ways if shown.startswith(way + words, at)), None)
        if way is None:
            return False
        at += len(way + words)
    return at == len(shown)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where quotations stand in ``text``, marks included."""
    return [match.span() for match in _QUOTED.finditer(text)]


@kept(512)
def quoted_texts(text: str) -> tuple[str, ...]:
    """What stands between quotation marks in ``text``, the marks excluded."""
    if not _MARK.search(text):
        return ()
    found = (
        next(group for group in match.groups() if group is not None)
        for match in _QUOTED.finditer(text)
    )
    return tuple(words for words in found if words.strip())


def _in_order(pieces: Iterable[str], source: str) -> bool:
    """Whether every piece stands in ``source`` in whole words, each after the one before."""
    at = 0
    for piece in pieces:
        found = _find_whole(piece, source, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _find_whole(piece: str, source: str, at: int) -> int:
    """Where ``piece`` stands from ``at`` on without a letter that goes on beside it; or -1."""
    found = source.find(piece, at)
    while found >= 0:
        end = found + len(piece)
        if not (_joins(source, found) or _joins(source, end)):
            return found
        found = source.find(piece, found + 1)
    return -1


def _joins(text: str, at: int) -> bool:
    """Whether a word goes on over the position ``at``."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
