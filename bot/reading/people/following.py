"""The mentions of a text noted as it is gone through: names, personal pronouns, and roles that
may mean somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, islice

from bot.reading.grammar.sentence import Sentence
from bot.reading.names.finding import Name
from bot.reading.people.antecedents import may_mean_holder
from bot.reading.people.evidence import is_main_subject
from bot.reading.people.mentions import Claim, Mentions, Stand
from bot.reading.people.person import Person
from bot.reading.people.roster import BEFORE_TEXT, Roster

MAX_WAITING = 500  # tokens of sentences that wait for somebody to be looked for


class Following:
    """The mentions of a text, sentence by sentence, the headline's first.

    They are noted when somebody is looked for among them, or when very many wait.
    """

    def __init__(self, headline: Iterable[Sentence], roster: Roster) -> None:
        self._language, self._roster = roster.language, roster
        self._named = iter(roster.named)
        self._noted = Mentions()
        self._waiting = list(headline)
        self._room = MAX_WAITING
        self._sentences = count()
        self._paragraph = -2

    def take(self, sentences: Sequence[Sentence]) -> None:
        """Take in the sentences behind those up to here."""
        self._waiting += sentences
        self._room -= sum([len(sentence.tokens) for sentence in sentences])
        if self._room < 0:
            self.mentions()

    def mentions(self) -> Mentions:
        """The mentions up to here."""
        waiting, self._waiting, self._room = self._waiting, [], MAX_WAITING
        for sentence in waiting:
            self._note(sentence)
        return self._noted

    def _note(self, sentence: Sentence) -> None:
        number, names = next(self._sentences), sentence.names
        if sentence.paragraph != self._paragraph:  # it parts topics more than a sentence does
            self._paragraph = sentence.paragraph
            number = next(self._sentences)
        stands = self._stands(sentence) if sentence.noted else []
        if not (names or stands):
            return
        shift = BEFORE_TEXT if sentence.paragraph < 0 else 0
        people = list(islice(self._named, len(names)))
        alone = len(people) == 1 and not self._language.speech.subject_dropped
        alone = alone and not any(self._means_somebody(sentence, at) for at in stands)
        for at_name, name in enumerate(names):
            if stands and _names_pronoun(sentence, stands[0], name):
                at, person = stands.pop(0), people[at_name]
                if person is not None:
                    self._noted.add_subject(sentence.starts[at], number, person)
            while stands and stands[0] < name.first:
                others = people[at_name:] if is_main_subject(sentence, stands[0]) else ()
                self._note_stand(sentence, number, stands.pop(0), others)
            person = people[at_name]
            if person is not None:
                claim = Claim(sentence, name, alone)
                self._noted.add_name(sentence.starts[name.first] - shift, number, person, claim)
        for index in stands:
            self._note_stand(sentence, number, index, ())

    def _stands(self, sentence: Sentence) -> list[int]:
        """The tokens that are personal pronouns, or roles that may mean somebody."""
        tokens, personal = sentence.tokens, self._language.pronouns.personal
        return [
            at
            for at in sentence.noted
            if tokens[at].low in personal or (tokens[at].is_role and may_mean_holder(sentence, at))
        ]

    def _means_somebody(self, sentence: Sentence, index: int) -> bool:
        low = sentence.tokens[index].low
        return low in self._language.pronouns.personal or bool(self._roster.holders(low))

    def _note_stand(
        self, sentence: Sentence, number: int, index: int, others: Sequence[Person | None]
    ) -> None:
        shift = BEFORE_TEXT if sentence.paragraph < 0 else 0
        stand = Stand(sentence, index, others)
        self._noted.add_stand(sentence.starts[index] - shift, number, stand)


def _names_pronoun(sentence: Sentence, index: int, name: Name) -> bool:
    """« Un marchand s'avance. Il s'appelle Ali Sow. »: the pronoun and the name are one person."""
    tokens, language = sentence.tokens, sentence.language
    verb = name.opens - 1
    if verb - index < 2 or tokens[verb].low not in language.people.naming:
        return False
    between = [token.low for token in tokens[index + 1 : verb]]
    if between[0] not in language.speech.reflexives:
        return False
    return all(low in language.speech.auxiliaries for low in between[1:])
