"""The mentions of an article's people, as they stand in the text: names, pronouns and roles.

Whom a pronoun means, and whether a name is its sentence's subject, is found out when it first
matters, as long as its sentence is near.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from bot.reading.grammar.sentence import Sentence
from bot.reading.languages import Gender
from bot.reading.names.finding import Name
from bot.reading.people.evidence import acts, is_agent, subject_name
from bot.reading.people.person import Person

# Tokens of sentences that are kept until it matters what they are about. Nobody who is named or
# meant further back is still the one that a text speaks of.
MAX_KEPT = 500


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


class Stand(NamedTuple):
    """A personal pronoun or a role that may stand for somebody, but for none of the ``others``."""

    sentence: Sentence
    token: int
    others: Sequence[Person | None]


class Mentions:
    """The mentions in the order of the text, in columns: a long text has very many.

    ``people`` has nobody where it is not known yet, or never will be, whom a pronoun means.
    """

    def __init__(self) -> None:
        self.positions = array("q")
        self.sentences = array("q")
        self.people: list[Person | None] = []
        self._subjects = bytearray()
        self._agents = bytearray()
        self._open: dict[int, Claim | Stand] = {}  # of which it is not known yet
        self._near: deque[tuple[int, int]] = deque()  # their sentences and these tokens
        self._kept = 0  # tokens of them all

    def _add(
        self, position: int, sentence: int, person: Person | None, asked: Claim | Stand | None
    ) -> None:
        """Add a mention behind all others; ``asked`` is what is not known yet of it."""
        if asked is not None:
            if not self._near or self._near[-1][0] != sentence:
                self._keep(sentence, len(asked.sentence.tokens))
            self._open[len(self.people)] = asked
        self.positions.append(position)
        self.sentences.append(sentence)
        self.people.append(person)
        self._subjects.append(asked is None)
        self._agents.append(False)

    def _keep(self, sentence: int, tokens: int) -> None:
        """Keep one more sentence, and let go of those that are too far in front of it."""
        self._near.append((sentence, tokens))
        self._kept += tokens
        while self._kept > MAX_KEPT:
            far, tokens = self._near.popleft()
            self._kept -= tokens
            while self._open and self.sentences[first := next(iter(self._open))] <= far:
                del self._open[first]

    def add_name(self, position: int, sentence: int, person: Person, claim: Claim) -> None:
        """Add whom a name means, behind all others, in the sentence of that number."""
        self._add(position, sentence, person, claim)
        self._agents[-1] = is_agent(claim.sentence, claim.name)

    def add_subject(self, position: int, sentence: int, person: Person) -> None:
        """Add somebody whom a sentence's subject is known to mean, behind all others."""
        self._add(position, sentence, person, None)

    def add_stand(self, position: int, sentence: int, stand: Stand) -> None:
        """Add what may stand for somebody, behind all others."""
        self._add(position, sentence, None, stand)

    def stands(self, start: int, stop: int) -> list[int]:
        """The pronouns and roles among some mentions of which it is not known whom they mean."""
        asked = self._open.items()
        return [at for at, one in asked if start <= at < stop and isinstance(one, Stand)]

    def stand_at(self, at: int) -> Stand | None:
        """The pronoun or role of which it is not known yet whom it means; it is given but once."""
        asked = self._open.get(at)
        if isinstance(asked, Stand):
            del self._open[at]
            return asked
        return None

    def settle(self, at: int, person: Person, *, subject: bool) -> None:
        """Note whom the pronoun or role of that number means, and whether as the subject."""
        self.people[at] = person
        self._subjects[at] = subject

    def is_subject(self, at: int) -> bool:
        """Whether a mention is its sentence's subject."""
        asked = self._open.pop(at, None)
        if isinstance(asked, Claim):
            self._subjects[at] = asked.holds()
        return bool(self._subjects[at])

    def is_agent(self, at: int) -> bool:
        """Whether a name stands behind "by": of the same clause nobody's pronoun means it."""
        return bool(self._agents[at])


def fits(one: Gender, other: Gender) -> bool:
    """Whether two genders can be one person's."""
    return one is other or one is Gender.ANY or other is Gender.ANY
