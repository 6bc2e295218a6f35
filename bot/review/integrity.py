"""The promise, checked on a post as it will be sent: every quoted word is in the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.model import Quote, plain_words, same_words

# Pairs as posts set them. ASCII marks come last: inside « … » they are somebody's apostrophes.
_QUOTED = re.compile(r"«([^«»]*)»|»([^«»]*)«|“([^“”]*)”|„([^„“”]*)[“”]|(?<!\w)\"([^\"]*)\"(?!\w)")
_LEFT_OUT = re.compile(r"\[(?:…|\.\.\.)\]")


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
    sources = [plain_words(source) for source in (article_text, *elsewhere)]
    carried = [plain_words(text) for text in texts]
    for quote in quotes:
        broken = [*_of_quote(carried, quote, article_text)]
        problems += broken
        if not broken:  # parts joined where only their attribution stood between
            sources.append(plain_words(quote.display))
    for words in dict.fromkeys(words for text in texts for words in _quoted(text)):
        pieces = [plain_words(piece) for piece in _LEFT_OUT.split(words)]
        if not any(_in_order(pieces, source) for source in sources):
            problems.append(f"not in the article: {words.strip()!r}")
    return tuple(problems)


def _of_quote(carried: Sequence[str], quote: Quote, article_text: str) -> Iterator[str]:
    for part in quote.parts:
        if article_text[part.start : part.end] != part.text:
            yield f"the article no longer has these words where they were: {part.text!r}"
    if not same_words(_without_gaps(quote.display), _without_gaps(*(p.text for p in quote.parts))):
        yield f"what would be shown is not what was said: {quote.display!r}"
    shown = plain_words(quote.display)
    if not any(shown in text for text in carried):
        yield f"the post does not carry its quote whole: {quote.display!r}"


def _without_gaps(*texts: str) -> str:
    """The texts in one line, without the […] of a card or of the article itself."""
    return " ".join(_LEFT_OUT.sub(" ", " ".join(texts)).split())


def _quoted(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        yield next(group for group in match.groups() if group is not None)


def _in_order(pieces: Iterable[str], source: str) -> bool:
    """Whether every piece stands in ``source``, each after the one before."""
    at = 0
    for piece in pieces:
        found = source.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True
