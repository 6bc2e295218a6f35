"""Nouns for people and bodies: roles by their lists, plurals, cases, compounds and endings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.reading.languages import Gender, Language

_CASE_ENDINGS = ("en", "n", "es", "s")  # of German nouns: „den Biologen“, „des Ministers“


def singulars(word: str, language: Language) -> Iterator[str]:
    """The nouns of which a folded word can be the plural."""
    for plural, singular in language.words.noun_plurals:
        if word.endswith(plural):
            yield word[: -len(plural)] + singular.strip("-")


@lru_cache(maxsize=8192)
def is_role(word: str, language: Language) -> bool:
    """Whether a folded word is a noun for what somebody is or does."""
    return role_gender(word, language) is not None


def role_gender(word: str, language: Language) -> Gender | None:
    """The gender of a role noun, None when the word is none; compounds by their last part."""
    people = language.people
    found = people.roles.get(word)
    if found is not None:
        return found
    for singular in singulars(word, language):
        if singular in people.roles:
            return people.roles[singular]
    tail = word.rpartition("-")[2]
    if tail != word and tail in people.roles:
        return people.roles[tail]
    if language.words.nouns_capitalised:
        for case in _CASE_ENDINGS:
            if tail.endswith(case) and tail[: -len(case)] in people.roles:
                return people.roles[tail[: -len(case)]]
    if word.endswith(people.thing_tails or ("\0",)):
        return None
    if language.words.compounds:
        for cut in range(2, len(tail) - 3):
            if tail[cut:] in people.roles:
                return people.roles[tail[cut:]]
    if len(word) > 6 and word not in people.role_modifiers:
        for ending, gender in people.role_endings.items():
            if word.endswith(ending):
                return gender
    return None


@lru_cache(maxsize=32)
def _synonyms(language: Language) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in language.people.synonyms:
        nouns = row.split()
        for noun in nouns:
            found.setdefault(noun, nouns)
    return found


def synonyms(noun: str, language: Language) -> Sequence[str]:
    """The nouns for the same office as a folded noun, itself among them; none for most."""
    return _synonyms(language).get(noun, ())


def is_demonym(word: str, language: Language) -> bool:
    """Whether a folded word says where somebody is from: « Breton », « Dijonnaise »."""
    people = language.people
    if word in people.demonyms:
        return True
    return word.endswith(people.demonym_endings or ("\0",)) and word not in people.roles


@lru_cache(maxsize=8192)
def is_body(word: str, language: Language) -> bool:
    """Whether a folded word is a noun for an organisation; compounds by their last part."""
    bodies = language.people.organisations
    if word in bodies or not bodies.isdisjoint(singulars(word, language)):
        return True
    if not language.words.compounds:
        return False
    cases = _CASE_ENDINGS if language.words.nouns_capitalised else ()
    forms = (word, *(word[: -len(case)] for case in cases if word.endswith(case)))
    return any(one[cut:] in bodies for one in forms for cut in (0, *range(2, len(one) - 3)))


def is_declined(word: str, language: Language) -> bool:
    """Whether a folded word has the ending of an adjective in front of its noun."""
    cases = language.cases
    endings = (cases.weak_ending, cases.adjective_ending, *cases.strong_endings) if cases else ()
    return word.endswith(endings or ("\0",))
