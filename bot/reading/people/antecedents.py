"""Who is meant by a pronoun or a role, by the mentions in front of it.

Who is most salient where a pronoun stands follows from how lately, and in which part of the
sentence, somebody was mentioned, and from gender.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.languages import Gender
from bot.reading.people.mentions import Mention, Mentions, Stand, fits
from bot.reading.people.offices import is_of_another
from bot.reading.people.person import Person, Speaker
from bot.reading.people.roster import Roster
from bot.reading.people.taken_up import concerned
from bot.reading.people.unnamed import is_another, opens_with_role
from bot.reading.words.expressions import idioms
from bot.reading.words.nouns import synonyms

RECENT = 12  # mentions looked back for a person
MOST_SALIENT = 2.0  # what can make a mention more present than one of a later sentence
MAX_CHAIN = 40  # pronouns that stand for one another

# Whom a pronoun means that stands for its sentence's own subject, somebody unnamed.
Unnamed = Callable[[Phrase, Sentence], Speaker | None]


class Antecedents(NamedTuple):
    """The mentions up to a place of the text, and what tells whom a pronoun among them means.

    ``chain`` counts the pronouns behind them that wait to be told.
    """

    mentions: Mentions
    roster: Roster
    unnamed: Unnamed
    chain: int = 0

    def before(self, position: int, most: int) -> list[Person]:
        """Whom the last ones before a place of the text mean, ``most`` at the most."""
        stop = bisect_left(self.mentions.positions, position)
        start = max(0, stop - most)
        for at in self.mentions.stands(start, stop):
            self._person(at)
        return [person for person in self.mentions.people[start:stop] if person is not None]

    def last_of(self, person: Person, position: int) -> int:
        """Where somebody was last mentioned shortly before a place of the text; else -1."""
        found = (at for at, one in self._recent(position) if one is person)
        return next((self.mentions.positions[at] for at in found), -1)

    def at(self, position: int) -> Mention | None:
        """The one right at a place of the text."""
        positions = self.mentions.positions
        at = bisect_left(positions, position + 1) - 1
        person = self._person(at) if at >= 0 and positions[at] == position else None
        return Mention(position, person) if person is not None else None

    def _recent(self, position: int) -> Iterator[tuple[int, Person]]:
        """The last mentions before a place of the text by their number, the nearest first."""
        left = RECENT
        for at in range(bisect_left(self.mentions.positions, position) - 1, -1, -1):
            person = self._person(at)
            if person is not None:
                yield at, person
                left -= 1
            if not left:
                return

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
        mentions, floor = self.mentions, 0.0
        fitting: list[tuple[int, Person]] = []
        misled: list[int] = []
        noun = phrase.head in (Head.ROLE, Head.OTHER)
        for at, person in self._recent(position):
            here = mentions.sentences[at]
            if fitting and here + MOST_SALIENT <= floor:
                break
            if not person.is_person or (here == sentence and mentions.is_agent(at)):
                continue
            if others and person in others:
                continue
            if not fits(person.gender, phrase.gender):
                if person.shown is Gender.ANY:
                    misled.append(at)
            elif not noun or not _is_unlikely(person, phrase.gender):
                # « le guide » is no Noémie: it may be a book
                fitting.append((at, person))
                floor = max(floor, here + _likelihood(person, phrase.gender))
        best = self._best(fitting, phrase)
        if best < 0 and not noun:
            best = max(filter(mentions.is_subject, misled), key=self._presence, default=-1)
        found = mentions.people[best] if best >= 0 else None
        return Mention(mentions.positions[best], found) if found is not None else None

    def _best(self, fitting: Sequence[tuple[int, Person]], phrase: Phrase) -> int:
        """The number of the most present mention, the nearest of several; -1 for none.

        Recent sentences count most, then grammatical subjects. One person alone needs no comparing.
        """
        if len({person for _, person in fitting}) < 2:
            return fitting[0][0] if fitting else -1
        latest = phrase.head is Head.LATEST
        present = [
            (self.mentions.sentences[at] if latest else self._presence(at))
            + _likelihood(person, phrase.gender)
            for at, person in fitting
        ]
        return fitting[present.index(max(present))][0]

    def _presence(self, at: int) -> float:
        return self.mentions.sentences[at] + 1.5 * self.mentions.is_subject(at)

    # --- pronouns and roles among the mentions ---

    def _person(self, at: int) -> Person | None:
        """Whom the mention of that number means."""
        person = self.mentions.people[at]
        if person is None and self.chain < MAX_CHAIN:
            stand = self.mentions.stand_at(at)
            if stand is not None:
                further = Antecedents(self.mentions, self.roster, self.unnamed, self.chain + 1)
                person = further._stands_for(at, stand)
        return person

    def _stands_for(self, at: int, stand: Stand) -> Person | None:
        """Whom a pronoun or a role stands for, which is noted with its mention."""
        sentence, index, others = stand
        holder = holder_at(sentence, index, self)
        if holder is not None:
            views = idioms(sentence.language).views
            subject = index <= 2 or (index <= 5 and sentence.tokens[index - 2].low in views)
            self.mentions.settle(at, holder, subject=subject)
            return holder
        role = opens_with_role(sentence, index)
        phrase = phrase_at(sentence, index - role, len(sentence.tokens))
        if phrase is None or not (role or phrase.head is Head.PRONOUN):
            return None
        mentions = self.mentions
        meant = self.most_salient(mentions.positions[at], phrase, mentions.sentences[at], others)
        if meant is None or (role and is_another(phrase, sentence, meant.person.roles)):
            return None
        if not role and self.unnamed(phrase, sentence) is not None:
            return None
        mentions.settle(at, meant.person, subject=index <= 1)
        return meant.person


def may_mean_holder(sentence: Sentence, index: int) -> bool:
    """Whether an article stands in front of a noun for people, and no name behind it."""
    before, phrases = sentence.tokens[index - 1].low if index else "", sentence.language.phrases
    articled = before in phrases.definite or before in phrases.contracted
    return articled and before not in phrases.plural and index + 1 not in sentence.name_at


def holder_at(sentence: Sentence, index: int, known: Antecedents) -> Person | None:
    """ "La científica se jubila": who alone has the role of which the sentence tells."""
    noun, roles = sentence.tokens[index].low, sentence.language.people.roles
    if noun not in roles or not may_mean_holder(sentence, index):
        return None
    if noun in sentence.language.people.concerned:
        return concerned(noun, sentence, known.roster)
    holders = known.roster.holders(noun)
    if not holders:
        role = Phrase(index, index + 1, Head.ROLE, noun, roles[noun])
        holders = holders_of_synonyms(role, sentence.starts[index], known)
    if len(holders) != 1:
        return None
    if holders[0].since <= sentence.starts[index - 1]:
        return holders[0]
    phrase = phrase_at(sentence, index - 1, len(sentence.tokens))
    another = phrase is not None and is_of_another(phrase, sentence, holders[0])
    return None if another else holders[0]


def holders_of_synonyms(phrase: Phrase, position: int, known: Antecedents) -> list[Person]:
    """Those with a role that the noun is another word for: "el regidor" is the mayor.

    Where some of them are named before the place, these are meant.
    """
    roster = known.roster
    same = synonyms(phrase.noun, roster.language)
    found = {person: None for noun in same for person in roster.holders(noun)}
    synonymous = [person for person in found if fits(person.gender, phrase.gender)]
    if synonymous and known.most_salient(position, phrase) is not None:
        synonymous = [person for person in synonymous if person.since <= position]
    if synonymous or not phrase.noun or not roster.language.words.compounds:
        return synonymous
    return roster.holders_of_compounds(phrase.noun)


def _likelihood(person: Person, wanted: Gender) -> float:
    """How much more or less present than others somebody is, by what is known of the gender."""
    known = 0.5 * (wanted is not Gender.ANY and person.gender is not Gender.ANY)
    doubtful = not person.sure or _is_unlikely(person, wanted)
    return known - 2.0 * doubtful


def _is_unlikely(person: Person, wanted: Gender) -> bool:
    likely = person.likely  # mostly unknown
    return likely is not wanted and person.gender is Gender.ANY and not fits(likely, wanted)
