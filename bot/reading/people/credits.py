"""Roles of those beside whose names none stands: what the sentences of their quotations call them.

« « … », dit Anne Roux. « … », sourit la patronne. » calls her by her role behind her name; « La
patronne hésite. « … », dit Anne Roux. » in front of it, where nobody else can be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.model import Quote
from bot.reading.grammar.heads import is_group
from bot.reading.grammar.preceding import just_before
from bot.reading.grammar.printed_roles import printed_role
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.languages import Language
from bot.reading.people.mentions import fits
from bot.reading.people.person import Person, Speaker
from bot.reading.people.roster import Roster
from bot.reading.speech.rules import Attribution
from bot.reading.speech.subjects import first_subject
from bot.reading.words.nouns import is_demonym


class Credits:
    """What speakers are called; taken in with their attributions, in the order of the text."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._by_name = {person.name: person for person in roster.people}
        self._found: dict[str, str] = {}

    def take(self, attribution: Attribution, speaker: Speaker) -> None:
        """Take in whom an attribution means, and what it calls them."""
        name = speaker.name
        if name is None or name in self._found:
            return
        person = self._by_name.get(name)
        role = speaker.role or (person.role if person is not None else None)
        if role is None and person is not None:
            role = self._called(person, attribution)
        if role:
            self._found[name] = role

    def completed(self, quotes: Sequence[Quote]) -> list[Quote]:
        """The quotes, each with the role by which its speaker is called at another."""
        return [
            replace(quote, role=role)
            if quote.role is None and (role := self._found.get(quote.speaker or "")) is not None
            else quote
            for quote in quotes
        ]

    def _called(self, person: Person, attribution: Attribution) -> str:
        phrase, sentence = attribution.phrase, attribution.sentence
        if phrase.head is Head.ROLE:
            behind = sentence.tokens[phrase.last :]
            if behind and behind[0].is_word:
                phrase = _in_front_of_verb(phrase, sentence)
            sure = self._is_near(person, sentence) or self._is_only_one(person)
            return role_of(phrase, sentence) if sure else ""
        if phrase.head is Head.NAME and phrase.name is not None and not phrase.noun:
            return self._announced(person, sentence)
        return ""

    def _is_near(self, person: Person, sentence: Sentence) -> bool:
        """Whether somebody is named in the sentence or, in its paragraph or just ahead, before."""
        at: Sentence | None = sentence
        while at is not None:
            if any(person in self._roster.matches(name.key, name.gender) for name in at.names):
                return True
            ahead = at.paragraph != sentence.paragraph
            at = None if ahead else at.before
        return False

    def _is_only_one(self, person: Person) -> bool:
        """Whether the article names nobody else of somebody's gender."""
        others = (one for one in self._roster.people if one.sure and one is not person)
        return not any(one.is_person and fits(one.gender, person.gender) for one in others)

    def _announced(self, person: Person, sentence: Sentence) -> str:
        """« La patronne hésite. « … », dit Anne Roux. »: told by a role, and then first named."""
        before = just_before(sentence)
        if before is None or not before.roles:
            return ""
        end = sentence.starts[-1]
        if not sentence.starts[0] <= person.since <= end:
            return ""
        subject = first_subject(before, 0, len(before.tokens))
        if subject is None or subject.head is not Head.ROLE:
            subject = _closing_subject(before)
        if subject is None or subject.head is not Head.ROLE or subject.name is not None:
            return ""
        if subject.plural or not subject.definite or self._roster.holders(subject.noun):
            return ""
        if _is_relative(subject.noun, before.language):
            return ""
        if not fits(subject.gender, person.gender) or self._may_mean_other(subject, before):
            return ""
        return role_of(_in_front_of_verb(subject, before), before)

    def _may_mean_other(self, subject: Phrase, sentence: Sentence) -> bool:
        """Whether somebody named before, of whom no role is told, may be meant by one.

        Not by « Son entraîneur », which is somebody else's.
        """
        start = sentence.starts[0]
        if sentence.tokens[subject.first].low in sentence.language.phrases.possessive:
            return False
        return any(
            one.sure and one.is_person and one.since < start
            and not one.credits and one.name not in self._found
            and fits(one.gender, subject.gender)
            for one in self._roster.people
        )  # fmt: skip


def _is_relative(noun: str, language: Language) -> bool:
    """Whether a noun says whose somebody is: « sa sœur », « son confrère »."""
    known = language.credit.callings | language.credit.settled
    return noun in (language.people.kin | language.credit.relational) - known


def _closing_subject(sentence: Sentence) -> Phrase | None:
    """The role with which a sentence closes behind its verb: "Soddisfatto a metà il tecnico." """
    tokens, language = sentence.tokens, sentence.language
    if not language.speech.subject_dropped:
        return None
    at = sentence.roles[-1] - 1
    if at < 1 or tokens[at].low not in language.determiners:
        return None
    if language.phrases.governs(tokens[at - 1].low):
        return None
    phrase = phrase_at(sentence, at, len(tokens))
    closes = phrase is not None and all(not one.is_word for one in tokens[phrase.last :])
    return phrase if closes else None


def role_of(phrase: Phrase, sentence: Sentence) -> str:
    """What is printed of a role that means somebody: « cette ancienne fileuse de 81 ans ».

    Nothing of a noun that may as well be a body's: « le constructeur ».
    """
    tokens, language = sentence.tokens, sentence.language
    noun, first = phrase.noun, phrase.first
    if not noun or phrase.name is not None or is_group(noun, language):
        return ""
    if is_demonym(noun, language):
        return ""  # « cette Parisienne »
    lows = {token.low for token in tokens[first + 1 : phrase.last]}
    if noun in language.people.kin and not lows.isdisjoint(language.phrases.indefinite):
        return ""  # "the mother of a victim"
    at = next((at for at in range(first, phrase.last) if tokens[at].low == noun), phrase.last)
    while first < at and tokens[first].low in language.determiners:
        first += 1
    leads = {token.low for token in tokens[first:at]}
    noun_first = not (language.phrases.head_last or language.speech.verb_second)
    if noun_first and not leads <= language.people.role_modifiers | language.credit.leads:
        return ""  # « la ferme maraîchère »
    last = next((n for n in range(at, phrase.last) if _is_beside(sentence, n)), phrase.last)
    return printed_role(sentence, first, last, noun, phrase.gender) if first < last else ""


def _is_beside(sentence: Sentence, index: int) -> bool:
    """Whether a preposition that ties nothing to a noun stands there: « dit le guide aux élus »."""
    low, phrases = sentence.tokens[index].low, sentence.language.phrases
    return low in phrases.prepositions and low not in phrases.genitives


def _in_front_of_verb(phrase: Phrase, sentence: Sentence) -> Phrase:
    """A subject without what may be its verb: « la patronne hésite »."""
    tokens, language = sentence.tokens, sentence.language
    following = tokens[phrase.last].low if phrase.last < len(tokens) else ""
    speech = language.speech
    verbs = (speech.auxiliaries, speech.copulas, language.thought.finite, language.cues)
    if language.phrases.head_last or any(following in words for words in verbs):
        return phrase
    at = next(at for at in range(phrase.first, phrase.last) if tokens[at].low == phrase.noun)
    end = at + 1
    while end < phrase.last and tokens[end].low in language.phrases.genitives:
        end += 1 + (tokens[end + 1].low in language.determiners)
        end += 1
    return phrase._replace(last=min(end, phrase.last))
