"""The mentions of an article's people, and who is meant by a pronoun or a role.

Who is most salient where a pronoun stands follows from how lately, and in which part of the
sentence, somebody was mentioned, and from gender.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.languages import Gender
from bot.reading.names.finding import Name
from bot.reading.people.evidence import acts, is_agent, subject_name
from bot.reading.people.person import Person

RECENT = 12  # mentions looked back for a person
MAX_CLAIMED = 500  # tokens of sentences that are kept until it matters what they are about
MOST_SALIENT = 2.0  # what can make a mention more present than one of a later sentence


class Mention(NamedTuple):
    """Somebody named, or meant by a pronoun, at a place of the text."""

    position: int
    person: Person


class Claim(NamedTuple):
    """A name that may be its sentence's subject."""

    sentence: Sentence
    name: Name
    alone: bool  # nobody else is named or meant in the sentence

    def holds(self) -> bool:
        """Whether the sentence is about whom it names, or tells what they do."""
        subject = subject_name(self.sentence)
        if subject is self.name or (subject is None and self.alone):
            return True
        return acts(self.sentence, self.name)


class Mentions:
    """The mentions in the order of the text, in columns: a long text has very many.

    Whether a name is its sentence's subject is found out when it first matters.
    """

    def __init__(self) -> None:
        self._claims: dict[int, Claim] = {}  # of names of which this is not known yet
        self._claimed = 0  # tokens of their sentences
        self._positions = array("q")
        self._sentences = array("q")
        self._subjects = bytearray()
        self._agents = bytearray()
        self._people: list[Person] = []

    def add(self, position: int, person: Person, sentence: int, *, subject: bool) -> None:
        """Add one that stands behind all others, in the sentence of that number."""
        self._positions.append(position)
        self._sentences.append(sentence)
        self._subjects.append(subject)
        self._agents.append(False)
        self._people.append(person)

    def add_name(self, position: int, person: Person, number: int, claim: Claim) -> None:
        """Add whom a name of a sentence means.

        One behind "by" is an agent: of the same clause nobody else's pronoun means it.
        """
        self.add(position, person, number, subject=False)
        at = len(self._people) - 1
        self._agents[at] = is_agent(claim.sentence, claim.name)
        self._claims[at] = claim
        self._claimed += len(claim.sentence.tokens)
        while self._claimed > MAX_CLAIMED:
            self._is_subject(next(iter(self._claims)))

    def _is_subject(self, at: int) -> bool:
        claim = self._claims.pop(at, None)
        if claim is not None:
            self._subjects[at] = claim.holds()
            self._claimed -= len(claim.sentence.tokens)
        return bool(self._subjects[at])

    def before(self, position: int, most: int) -> list[Person]:
        """Whom the last ones before a place of the text mean, ``most`` at the most."""
        stop = bisect_left(self._positions, position)
        return self._people[max(0, stop - most) : stop]

    def last_of(self, person: Person, position: int) -> int:
        """Where somebody was last mentioned shortly before a place of the text; else -1."""
        stop = bisect_left(self._positions, position)
        recent = range(stop - 1, max(0, stop - RECENT) - 1, -1)
        return next((self._positions[at] for at in recent if self._people[at] is person), -1)

    def _mention(self, at: int) -> Mention:
        return Mention(self._positions[at], self._people[at])

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
                if person.shown is anybody and self._is_subject(at):
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
        subject = 0.0 if latest else 1.5 * self._is_subject(at)
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
