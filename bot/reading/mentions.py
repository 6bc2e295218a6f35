"""The mentions of an article's people, and who is meant by a pronoun or a role.

Who is most salient where a pronoun stands follows from how lately, and in which part of the
sentence, somebody was mentioned, and from gender.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from bot.reading.grammar import Head, Phrase
from bot.reading.languages import Gender
from bot.reading.roster import Person

RECENT = 12  # mentions looked back for a person


class Mention(NamedTuple):
    """Somebody named, or meant by a pronoun, at a place of the text; ``sentence`` counts."""

    position: int
    person: Person
    subject: bool
    agent: bool  # behind "by": of the same clause nobody else's pronoun means it
    sentence: int


class Mentions:
    """The mentions in the order of the text, in columns: a long text has very many."""

    def __init__(self) -> None:
        self._positions = array("q")
        self._sentences = array("q")
        self._subjects = bytearray()
        self._agents = bytearray()
        self._people: list[Person] = []

    def add(
        self, position: int, person: Person, sentence: int, *, subject: bool, agent: bool = False
    ) -> None:
        """Add one that stands behind all others."""
        self._positions.append(position)
        self._sentences.append(sentence)
        self._subjects.append(subject)
        self._agents.append(agent)
        self._people.append(person)

    def before(self, position: int, most: int) -> list[Mention]:
        """The last ones before a place of the text, ``most`` at the most."""
        stop = bisect_left(self._positions, position)
        return [
            Mention(*one)
            for one in zip(
                self._positions[max(0, stop - most) : stop],
                self._people[max(0, stop - most) : stop],
                map(bool, self._subjects[max(0, stop - most) : stop]),
                map(bool, self._agents[max(0, stop - most) : stop]),
                self._sentences[max(0, stop - most) : stop],
                strict=True,
            )
        ]

    def at(self, position: int) -> Mention | None:
        """The one right at a place of the text."""
        found = self.before(position + 1, 1)
        return found[0] if found and found[0].position == position else None


def most_salient(
    mentions: Sequence[Mention], phrase: Phrase, sentence: int | None = None
) -> Mention | None:
    """Of whom a phrase behind the mentions speaks most likely, None when nobody fits its gender.

    Where nobody's gender fits, a given name may have misled. In "Asked by Tom, he …" the pronoun
    of the same ``sentence`` means another.
    """
    recent = [
        mention
        for mention in mentions[-RECENT:]
        if mention.person.is_person and not (mention.agent and mention.sentence == sentence)
    ]
    fitting = [one for one in recent if fits(one.person.gender, phrase.gender)]
    if phrase.head in (Head.ROLE, Head.OTHER):  # « le guide » is no Noémie: it may be a book
        fitting = [one for one in fitting if not _is_unlikely(one.person, phrase.gender)]
    elif not fitting:
        fitting = [one for one in recent if one.subject and one.person.shown is Gender.ANY]
    if not fitting:
        return None
    latest = mentions[-1].sentence
    return max(reversed(fitting), key=lambda one: _salience(one, latest, phrase))


def _salience(mention: Mention, latest: int, phrase: Phrase) -> float:
    """How present somebody is: recent sentences count most, then grammatical subjects."""
    distance = latest - mention.sentence
    subject = 0.0 if phrase.head is Head.LATEST else 1.5 * mention.subject
    person, wanted = mention.person, phrase.gender
    known = 0.5 * (person.gender is not Gender.ANY and wanted is not Gender.ANY)
    doubtful = _is_unlikely(person, wanted) or not person.sure
    return subject + known - distance - 2.0 * doubtful


def _is_unlikely(person: Person, wanted: Gender) -> bool:
    return person.gender is Gender.ANY and not fits(person.likely, wanted)


def fits(one: Gender, other: Gender) -> bool:
    """Whether two genders can be one person's."""
    return one is Gender.ANY or other is Gender.ANY or one is other
