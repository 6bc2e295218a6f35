"""Whom "they" means: several whom the sentences before tell of, a body, or somebody called so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.reading.grammar.cases import as_printed
from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.languages import Gender
from bot.reading.names.finding import Name
from bot.reading.people.person import Person, Speaker
from bot.reading.people.roster import Roster
from bot.reading.people.unnamed import is_several, several_within, subjects_before


def several_meant(
    phrase: Phrase,
    sentence: Sentence,
    roster: Roster,
    *,
    recent: Callable[[], Sequence[Person]],
    body_at: Callable[[Sentence], Speaker | None],
) -> Speaker:
    """« Les riverains ont écrit. « … », disent-ils »: the several whom a sentence is about.

    In English also one: "A neighbour came. “…,” they said.", or who is called by "they".
    ``recent`` gives those mentioned before, in order; ``body_at`` the body at which they speak.
    """
    neutral = sentence.language.people.neutral_signs
    for where, subject in subjects_before(sentence, phrase.first):
        if is_several(subject, where):
            return Speaker(as_printed(where, subject), None, 0.7)
        if neutral and subject.head is Head.ROLE and not subject.definite:
            return Speaker(as_printed(where, subject), None, 0.7)
        if neutral and subject.name is not None and where.paragraph == sentence.paragraph:
            neither = _neutral_person(subject.name, roster)
            if neither is not None:
                return neither
    body = body_at(sentence)
    if body is not None:
        return body
    several = several_within(sentence, phrase.first)
    if several is not None:
        return Speaker(as_printed(sentence, several), None, 0.7)
    one = next((person for person in reversed(recent()) if person.neutral), None)
    return Speaker(one.name, one.role, 0.8) if one else Speaker(None, None, 0.0)


def _neutral_person(name: Name, roster: Roster) -> Speaker | None:
    """ "Kim Lee, a spokesperson, wrote. “…,” they said.": of whom no word shows the gender."""
    one = roster.only(name)
    if one is None or not one.is_person or one.gender is not Gender.ANY:
        return None
    return Speaker(one.name, one.role, 0.7) if one.role is not None else None
