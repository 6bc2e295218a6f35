"""The mentions of a text noted as it is gone through: names, personal pronouns, and roles that
one person alone has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count, islice

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.names.finding import Name
from bot.reading.people.evidence import is_main_subject
from bot.reading.people.mentions import Claim, Mentions, fits
from bot.reading.people.person import Person, Speaker
from bot.reading.people.roster import BEFORE_TEXT, Roster
from bot.reading.people.taken_up import concerned
from bot.reading.people.unnamed import is_another, opens_with_role
from bot.reading.words.expressions import idioms
from bot.reading.words.nouns import synonyms

MAX_WAITING = 500  # tokens of sentences that wait for somebody to be looked for

# Whom a pronoun means that stands for its sentence's own subject, somebody unnamed.
Unnamed = Callable[[Phrase, Sentence], Speaker | None]


class Following:
    """The mentions of a text, sentence by sentence, the headline's first.

    They are noted when somebody is looked for among them, or when very many wait.
    """

    def __init__(self, headline: Iterable[Sentence], roster: Roster) -> None:
        self.language, self._roster = roster.language, roster
        self._named = iter(roster.named)
        self._noted = Mentions()
        self._waiting = list(headline)
        self._room = MAX_WAITING
        self._sentences = count()
        self._paragraph = -2

    def take(self, sentences: Sequence[Sentence], unnamed: Unnamed) -> None:
        """Take in the sentences behind those up to here."""
        self._waiting += sentences
        self._room -= sum([len(sentence.tokens) for sentence in sentences])
        if self._room < 0:
            self.mentions(unnamed)

    def mentions(self, unnamed: Unnamed) -> Mentions:
        """The mentions up to here; while a sentence is noted, those in front of it."""
        waiting, self._waiting, self._room = self._waiting, [], MAX_WAITING
        for sentence in waiting:
            self._note(sentence, unnamed)
        return self._noted

    def _note(self, sentence: Sentence, unnamed: Unnamed) -> None:
        number = next(self._sentences)
        if sentence.paragraph != self._paragraph:  # it parts topics more than a sentence does
            self._paragraph = sentence.paragraph
            number = next(self._sentences)
        shift = BEFORE_TEXT if sentence.paragraph < 0 else 0
        pronouns = self._pronouns(sentence) if sentence.noted else []
        people = list(islice(self._named, len(sentence.names)))
        spread = self.language.speech.subject_dropped or bool(pronouns)
        alone = len(people) == 1 and not spread
        for at_name, name in enumerate(sentence.names):
            if pronouns and _names_pronoun(sentence, pronouns[0], name):
                at, person = pronouns.pop(0), people[at_name]
                if person is not None:
                    self._noted.add(sentence.starts[at], person, number, subject=True)
            while pronouns and pronouns[0] < name.first:
                others = people[at_name:] if is_main_subject(sentence, pronouns[0]) else ()
                self._note_pronoun((sentence, number, pronouns.pop(0)), unnamed, others)
            person = people[at_name]
            if person is not None:
                at = sentence.starts[name.first] - shift
                self._noted.add_name(at, person, number, Claim(sentence, name, alone))
        for index in pronouns:
            self._note_pronoun((sentence, number, index), unnamed)

    def _pronouns(self, sentence: Sentence) -> list[int]:
        """The tokens that are personal pronouns, or roles that one person alone has."""
        tokens, personal = sentence.tokens, self.language.pronouns.personal
        roles = self.language.people.roles
        found = []
        for at in sentence.noted:
            low = tokens[at].low
            if low in personal or (
                low in roles
                and (self._holder_at(sentence, at) is not None or opens_with_role(sentence, at))
            ):
                found.append(at)
        return found

    def _note_pronoun(
        self,
        place: tuple[Sentence, int, int],
        unnamed: Unnamed,
        others: Sequence[Person | None] = (),
    ) -> None:
        """Note whom the personal pronoun at a place stands for: none of the ``others``.

        The place is a sentence, its number in the text, and the token's in it.
        """
        sentence, number, index = place
        holder = self._holder_at(sentence, index)
        at = sentence.starts[index] - (BEFORE_TEXT if sentence.paragraph < 0 else 0)
        if holder is not None:
            views = idioms(self.language).views
            subject = index <= 2 or (index <= 5 and sentence.tokens[index - 2].low in views)
            self._noted.add(at, holder, number, subject=subject)
            return
        role = opens_with_role(sentence, index)
        phrase = phrase_at(sentence, index - role, len(sentence.tokens))
        if phrase is None or not (role or phrase.head is Head.PRONOUN):
            return
        meant = self._noted.most_salient(at, phrase, number, others)
        if meant is None or (role and is_another(phrase, sentence, meant.person.roles)):
            return
        if role or unnamed(phrase, sentence) is None:
            self._noted.add(at, meant.person, number, subject=index <= 1)

    def _holder_at(self, sentence: Sentence, index: int) -> Person | None:
        """ "La científica se jubila": who alone has the role of which the sentence tells."""
        tokens, language = sentence.tokens, sentence.language
        token = tokens[index]
        if token.low not in language.people.roles:
            return None
        before, phrases = tokens[index - 1].low if index else "", language.phrases
        articled = before in phrases.definite or before in phrases.contracted
        if not articled or before in phrases.plural:
            return None
        if index + 1 < len(tokens) and index + 1 in sentence.name_at:
            return None
        if token.low in language.people.concerned:
            return concerned(token.low, sentence, self._roster)
        holders = self._roster.holders(token.low)
        if not holders:
            role = Phrase(index, index + 1, Head.ROLE, token.low, language.people.roles[token.low])
            holders = holders_of_synonyms(role, sentence.starts[index], self._roster, self._noted)
        return holders[0] if len(holders) == 1 else None


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


def holders_of_synonyms(
    phrase: Phrase, position: int, roster: Roster, mentions: Mentions
) -> list[Person]:
    """Those with a role that the noun is another word for: "el regidor" is the mayor.

    Where some of them are named before the place, these are meant.
    """
    language = roster.language
    same = synonyms(phrase.noun, language)
    found = {person: None for noun in same for person in roster.holders(noun)}
    synonymous = [person for person in found if fits(person.gender, phrase.gender)]
    if synonymous and mentions.most_salient(position, phrase) is not None:
        synonymous = [person for person in synonymous if person.since <= position]
    if synonymous or not phrase.noun or not language.words.compounds:
        return synonymous
    return roster.holders_of_compounds(phrase.noun)
