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
        return [self._mention(at) for at in range(max(0, stop - most), stop)]

    def _mention(self, at: int) -> Mention:
        return Mention(
            self._positions[at],
            self._people[at],
            bool(self._subjects[at]),
            bool(self._agents[at]),
            self._sentences[at],
        )

    def at(self, position: int) -> Mention | None:
        """The one right at a place of the text."""
        at = bisect_left(self._positions, position + 1) - 1
        return self._mention(at) if at >= 0 and self._positions[at] == position else None


def most_salient(
    mentions: Sequence[Mention], phrase: Phrase, sentence: int | None = None
) -> Mention | None:
    """Of whom a phrase behind the mentions speaks most likely, None when nobody fits its gender.

    Where nobody's gender fits, a given name may have misled. In "Asked by Tom, he …" the pronoun
    of the same ``sentence`` means another.
    """
    wanted = phrase.gender
    recent = [
        mention
        for mention in mentions[-RECENT:]
        if mention.person.is_person and not (mention.agent and mention.sentence == sentence)
    ]
    fitting = [one for one in recent if fits(one.person.gender, wanted)]
    if phrase.head in (Head.ROLE, Head.OTHER):  # « le guide » is no Noémie: it may be a book
        fitting = [one for one in fitting if not _is_unlikely(one.person, wanted)]
    elif not fitting:
        fitting = [one for one in recent if one.subject and one.person.shown is Gender.ANY]
    if not fitting:
        return None
    if len(fitting) == 1:
        return fitting[0]
    as_subject = 0.0 if phrase.head is Head.LATEST else 1.5
    return max(reversed(fitting), key=lambda one: _salience(one, wanted, as_subject))


def _salience(mention: Mention, wanted: Gender, as_subject: float) -> float:
    """How present somebody is: recent sentences count most, then grammatical subjects."""
    person = mention.person
    known = 0.5 * (person.gender is not Gender.ANY and wanted is not Gender.ANY)
    doubtful = _is_unlikely(person, wanted) or not person.sure
    return mention.sentence + as_subject * mention.subject + known - 2.0 * doubtful


def _is_unlikely(person: Person, wanted: Gender) -> bool:
    return person.gender is Gender.ANY and not fits(person.likely, wanted)


def fits(one: Gender, other: Gender) -> bool:
    """Whether two genders can be one person's."""
    return one is Gender.ANY or other is Gender.ANY or one is other
