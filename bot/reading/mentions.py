"""The people of an article, their mentions, and who is meant by a pronoun or a role.

Who is most salient where a pronoun stands follows from how lately, and in which part of the
sentence, somebody was mentioned, and from gender.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.reading.grammar import Head, Phrase
from bot.reading.languages import Gender

RECENT = 12  # mentions looked back for a person


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the article; ``name`` is the fullest form of the name."""

    name: str
    key: tuple[str, ...]
    likely: Gender  # what the given name's ending suggests; only a preference
    given: Gender = Gender.ANY  # the given name's, which some people do not have
    shown: Gender = Gender.ANY  # a title's or a role's
    roles: list[tuple[str, str]] = field(default_factory=list)  # (noun, phrase)
    organisation: bool = False
    bodies: set[str] = field(default_factory=set)  # nouns that call it an organisation
    since: int = 0  # where the article first gives the name in full
    placed: bool = False  # a preposition of place stands before it somewhere
    evidence: int = 0
    against: int = 0

    @property
    def gender(self) -> Gender:
        """What a title or a role shows, else what the given name has."""
        return self.given if self.shown is Gender.ANY else self.shown

    @property
    def is_person(self) -> bool:
        """Whether more speaks for a person than for a place or an organisation."""
        return self.evidence > self.against

    @property
    def role(self) -> str | None:
        """The role to print: the first one that the article gives in full."""
        return self.roles[0][1] if self.roles else None


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named, or meant by a pronoun, at a place of the text; ``sentence`` counts."""

    position: int
    person: Person
    subject: bool
    sentence: int


def most_salient(mentions: Sequence[Mention], phrase: Phrase) -> Person | None:
    """Whom a phrase behind the mentions means most likely, None when nobody fits its gender.

    Where nobody's gender fits, a given name may have misled.
    """
    recent = [mention for mention in mentions[-RECENT:] if mention.person.is_person]
    fitting = [one for one in recent if fits(one.person.gender, phrase.gender)]
    if phrase.head in (Head.ROLE, Head.OTHER):  # « le guide » is no Noémie: it may be a book
        fitting = [one for one in fitting if not _is_unlikely(one.person, phrase.gender)]
    elif not fitting:
        fitting = [one for one in recent if one.person.shown is Gender.ANY]
    if not fitting:
        return None
    latest = mentions[-1].sentence
    return max(reversed(fitting), key=lambda one: _salience(one, latest, phrase)).person


def _salience(mention: Mention, latest: int, phrase: Phrase) -> float:
    """How present somebody is: recent sentences count most, then grammatical subjects."""
    distance = latest - mention.sentence
    subject = 0.0 if phrase.head is Head.LATEST else 1.5 * mention.subject
    person, wanted = mention.person, phrase.gender
    known = 0.5 * (person.gender is not Gender.ANY and wanted is not Gender.ANY)
    return subject + known - distance - 2.0 * _is_unlikely(person, wanted)


def _is_unlikely(person: Person, wanted: Gender) -> bool:
    return person.gender is Gender.ANY and not fits(person.likely, wanted)


def fits(one: Gender, other: Gender) -> bool:
    """Whether two genders can be one person's."""
    return one is Gender.ANY or other is Gender.ANY or one is other
