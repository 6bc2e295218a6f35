"""A speaker's role as it is printed behind the name."""

from __future__ import annotations

import re

from bot.composing.languages import setting_of
from bot.composing.typography import typeset
from bot.kept import kept
from bot.model import Quote
from bot.reading.languages import shipped
from bot.reading.words.nouns import is_role

LONGEST = 200_000  # characters of a text that a role is looked up in

_CAPITAL = re.compile(r"[^\W\d_a-zß-ÿ][a-zß-ÿ]+(?!\w)")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?…:\n•])[\s«»“”„‘\"—–]*$")


def printed_role(quote: Quote, text: str, language: str) -> str | None:
    """The role, without the capital that it has in ``text`` for opening a sentence alone.

    In languages whose titles have capitals of their own it goes only from a word that the text has
    in small letters elsewhere.
    """
    if not quote.role:
        return None
    role = quote.role
    if _capital_is_the_sentences(role, text[:LONGEST], language):
        role = role[0].lower() + role[1:]
    return typeset(role, language)


@kept(256)
def _capital_is_the_sentences(role: str, text: str, language: str) -> bool:
    first = _CAPITAL.match(role)
    if first is None or not is_role(first[0].lower(), shipped().get_or_nearest(language)):
        return False
    places = [match.start() for match in re.finditer(rf"\b{re.escape(role)}\b", text)]
    if not places or not all(_SENTENCE_OPENS.search(text[max(0, at - 9) : at]) for at in places):
        return False
    small = re.search(rf"\b{first[0].lower()}\b", text)
    return small is not None or not setting_of(language).capital_titles
