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
MOST_SALIENT = 2.0  # what can make a mention more present than one of a later sentence


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
        return [self._mention(at) for at in range(max(0, stop - most), stop)]

    def _mention(self, at: int) -> Mention:
        return Mention(
            self._positions[at],
            self._people[at],
            bool(self._subjects[at]),
            bool(self._agents[at]),
            self._sentences[at],
        )

    def most_salient(
        self,
        position: int,
        phrase: Phrase,
        sentence: int | None = None,
        others: Sequence[Person | None] = (),
    ) -> Mention | None:
        """Of whom a phrase at a place of the text speaks most likely, None when nobody fits.

        Where nobody's gender fits, a given name may have misled. In "Asked by Tom, he …" the
        pronoun of the same ``sentence`` means another, and it never means one of the ``others``.
        """
        stop = bisect_left(self._positions, position)
        noun, latest = phrase.head in (Head.ROLE, Head.OTHER), phrase.head is Head.LATEST
        wanted, anybody = phrase.gender, Gender.ANY
        best, salience, misled = -1, 0.0, []
        for at in range(stop - 1, max(0, stop - RECENT) - 1, -1):
            if best >= 0 and self._sentences[at] + MOST_SALIENT <= salience:
                break
            person = self._people[at]
            if not person.is_person or (self._agents[at] and self._sentences[at] == sentence):
                continue
            if others and person in others:
                continue
            if not fits(person.gender, wanted):
                if self._subjects[at] and person.shown is anybody:
                    misled.append(at)
            elif not noun or not _is_unlikely(person, wanted):
                # « le guide » is no Noémie: it may be a book
                own = self._salience(at, wanted, latest=latest)
                if best < 0 or own > salience:
                    best, salience = at, own
        if best < 0 and misled and not noun:
            best = max(misled, key=lambda at: self._salience(at, wanted, latest=latest))
        return self._mention(best) if best >= 0 else None

    def _salience(self, at: int, wanted: Gender, *, latest: bool) -> float:
        """How present somebody is: recent sentences count most, then grammatical subjects."""
        person = self._people[at]
        subject = 0.0 if latest else 1.5 * self._subjects[at]
        known = 0.5 * (wanted is not Gender.ANY and person.gender is not Gender.ANY)
        doubtful = not person.sure or _is_unlikely(person, wanted)
        return self._sentences[at] + subject + known - 2.0 * doubtful

    def at(self, position: int) -> Mention | None:
        """The one right at a place of the text."""
        at = bisect_left(self._positions, position + 1) - 1
        return self._mention(at) if at >= 0 and self._positions[at] == position else None


def fits(one: Gender, other: Gender) -> bool:
    """Whether two genders can be one person's."""
    return one is other or one is Gender.ANY or other is Gender.ANY


def _is_unlikely(person: Person, wanted: Gender) -> bool:
    likely = person.likely  # mostly unknown
    return likely is not wanted and person.gender is Gender.ANY and not fits(likely, wanted)
