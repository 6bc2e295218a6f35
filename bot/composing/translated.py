"""The word that says of a quote that it was translated, in a post that is written already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.composing.angles import quote_slide
from bot.composing.material import Material, own_word
from bot.composing.typography import quoted, typeset
from bot.errors import EditError
from bot.model import CardContent, Quote, plain_words
from bot.review import quoted_spans

_OPENS = r"(?<!\w)"
_HANDLE = r"(?: \(@[^\s)]+\))?"  # as the newsroom's book of handles puts one behind a name


def card_content(material: Material, quote: Quote) -> CardContent:
    """The words on a quote's card, with the word behind the role where it is ``translated``."""
    return quote_slide(material, quote).content


def told(text: str, quote: Quote, language: str) -> str:
    """``text`` with the word behind the speaker of its quote, or without it where it is not so.

    Unchanged where the text does not carry the quote. Raises EditError where it does not name the
    speaker outside quotation marks.
    """
    if plain_words(quote.display) not in plain_words(text):
        return text
    word = own_word("translated", language)
    end = _end_of_naming(text, quote, language)
    rest = re.sub(rf"^\s?{re.escape(word)}", "", text[end:])
    return f"{text[:end]} {word}{rest}" if quote.translated else text[:end] + rest


def _end_of_naming(text: str, quote: Quote, language: str) -> int:
    """Where the text has named the speaker, and the role: behind the quote rather than before."""
    taken = quoted_spans(text)
    said = max(text.find(quoted(quote.display, language)), 0)
    for pattern in _names(quote, language):
        spans = [match.span() for match in pattern.finditer(text)]
        free = [span for span in spans if not any(a < span[1] and span[0] < b for a, b in taken)]
        if free:
            return next((end for start, end in free if start > said), free[-1][1])
    raise EditError(
        f"the text does not name {quote.speaker}: write {own_word('translated', language)} "
        "into it with --text"
    )


def _names(quote: Quote, language: str) -> Iterator[re.Pattern[str]]:
    """The speaker with the role, then alone; a handle may stand behind any word."""
    named = (", ".join(filter(None, (quote.speaker, quote.role))), quote.speaker or "")
    for name in dict.fromkeys(filter(None, named)):
        pattern = _OPENS
        for word in re.findall(r"[^\s,]+|,", typeset(name, language)):
            space = "" if word == "," or pattern == _OPENS else r"\s+"
            pattern += space + re.escape(word).replace("’", "['’]")
            pattern += "" if word == "," else rf"(?!\w){_HANDLE}"
        yield re.compile(pattern, re.IGNORECASE)  # a role may have lost its capital
