"""Which body a noun alone means: "the company", by what the article calls its organisations."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.languages import Language
from bot.reading.people.person import Person
from bot.reading.speech.subjects import first_subject
from bot.reading.words.nouns import is_role


def body_meant(noun: str, mentioned: Sequence[Person], language: Language) -> Person | None:
    """The body among those mentioned, in the order of the text, that a noun means.

    It is the last one that the article calls so; for a noun that can mean any organisation else
    the last that is one, or that the headline names, unless the noun can mean a person too.
    """
    called = [body for body in mentioned if noun in body.bodies]
    if called or noun not in language.people.generic_bodies:
        return called[-1] if called else None
    found = list(filter(_is_organisation, mentioned))
    if not found and not is_role(noun, language):
        found = list(filter(_is_headlined, mentioned))
    return found[-1] if found else None


def _is_organisation(body: Person) -> bool:
    return bool(body.bodies) or (body.organisation and not body.is_person)


def _is_headlined(body: Person) -> bool:
    """Whether the headline names it, as no person and not as the place of the story."""
    return not body.is_person and body.since < 0 and not body.placed


def body_before(noun: str, sentence: Sentence) -> Phrase | None:
    """ "O sindicato dos padeiros aplaude. «…», disse a entidade": what a general noun means.

    It is the subject of the sentence before. A word at its end that no article or link leads to
    may be the verb, and is left out.
    """
    language, before = sentence.language, sentence.before
    if noun not in language.people.generic_bodies or before is None:
        return None
    subject = first_subject(before, 0, len(before.tokens))
    if subject is None or subject.head is not Head.GROUP or subject.name is not None:
        return None
    bare = subject.last - subject.first < 3
    general = bare and subject.noun in language.people.generic_bodies
    if subject.plural or general or not subject.definite or subject.noun == noun:
        return None
    ahead, last = before.tokens[subject.last - 2].low, before.tokens[subject.last - 1]
    leads = ahead in language.determiners or language.phrases.governs(ahead)
    if last.is_capitalised or leads or bare:
        return subject
    return subject._replace(last=subject.last - 1)
