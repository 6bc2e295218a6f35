"""Somebody unnamed in the sentences before, whom a pronoun means rather than anybody named."""

from __future__ import annotations

from itertools import islice

from bot.reading.grammar.cases import as_printed
from bot.reading.grammar.preceding import just_before, preceding, within_paragraph
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.people.mentions import fits
from bot.reading.people.person import Person, Speaker
from bot.reading.people.roster import Roster
from bot.reading.people.unnamed import cleft_subject, is_introduced
from bot.reading.speech.nominal import phrase_behind
from bot.reading.speech.subjects import first_subject
from bot.reading.words.expressions import idioms, match_expression

MAX_TOLD = 3  # sentences in which somebody unnamed goes on as "he"


def introduced_in_paragraph(phrase: Phrase, sentence: Sentence, roster: Roster) -> Speaker | None:
    """« C'est un agent qui coupe le gaz. … », later « dit-il »: nearer than anybody named."""
    for earlier in within_paragraph(sentence):
        if any(roster.means_person(name) for name in earlier.names):
            return None
        found = cleft_subject(earlier)
        if found is not None and fits(found.gender, phrase.gender):
            return Speaker(as_printed(earlier, found), None, 0.8)
    return None


def last_told_of(phrase: Phrase, sentence: Sentence, roster: Roster) -> Speaker | None:
    """« … pour le patron du port. « … », confie celui-ci »: somebody whom nobody names."""
    before = sentence.before
    if phrase.head is not Head.LATEST or before is None or before.names:
        return None
    for at in reversed(before.noted):
        role = phrase_at(before, max(0, at - 1), len(before.tokens))
        if role is None or role.head is not Head.ROLE or not role.definite or role.plural:
            continue
        if fits(role.gender, phrase.gender) and not roster.holders(role.noun):
            return Speaker(as_printed(before, role), None, 0.8)
    return None


def spoken_for(phrase: Phrase, sentence: Sentence, roster: Roster) -> Speaker | None:
    """« Le syndicat, par la voix d'Ali Sow, refuse. « … », prévient-il »: who speaks for a body."""
    before, voices = just_before(sentence), idioms(sentence.language).voices
    if not voices or before is None:
        return None
    for at, token in enumerate(before.tokens):
        size = match_expression(before.tokens, at, voices) if token.low in voices else 0
        voice = phrase_behind(before, at + size - 1, len(before.tokens)) if size else None
        if voice is None or not fits(voice.gender, phrase.gender):
            continue
        if voice.name is None:
            return Speaker(as_printed(before, voice), None, 0.8) if voice.noun else None
        one = roster.only(voice.name)
        if one is not None and fits(one.gender, phrase.gender):
            return Speaker(one.name, one.role, 0.9)
    return None


def another_before(phrase: Phrase, sentence: Sentence) -> Speaker | None:
    """ "Another called it a mess. “…,” he said.": one more, whom nobody names."""
    before = just_before(sentence)
    if before is None:
        return None
    tokens, others = before.tokens, before.language.pronouns.others
    size = match_expression(tokens, 0, idioms(before.language).others)
    if not size or size >= len(tokens) or not _is_alone(before, size):
        return None
    gender = others[" ".join([token.low for token in tokens[:size]])]
    return Speaker(before.between(0, size), None, 0.7) if fits(gender, phrase.gender) else None


def _is_alone(sentence: Sentence, index: int) -> bool:
    """Whether no noun follows: a verb of speech, an auxiliary or a sign does."""
    token, language = sentence.tokens[index], sentence.language
    if not token.is_word:
        return token.text == ","
    speech = language.speech
    verbs = (language.cues, speech.auxiliaries, speech.clitics, language.thought.finite)
    return any(token.low in words for words in verbs)


def told_on(phrase: Phrase, sentence: Sentence) -> Speaker | None:
    """ "A clerk swept the plaza. He gave no name.", then "he said": who was brought in unnamed.

    Each sentence between opens with the pronoun, also where a new paragraph begins.
    """
    before, personal = sentence.before, sentence.language.pronouns.personal
    if before is None or before.tokens[0].low not in personal:
        return None
    for earlier in islice(preceding(sentence), MAX_TOLD):
        subject = first_subject(earlier, 0, len(earlier.tokens))
        if subject is None or subject.first > 0:
            return None
        if is_introduced(subject, earlier):
            meant = fits(subject.gender, phrase.gender)
            return Speaker(as_printed(earlier, subject), None, 0.7) if meant else None
        if subject.head is not Head.PRONOUN or subject.gender is not phrase.gender:
            return None
    return None


def may_be_kin(person: Person, roster: Roster) -> bool:
    """Whether « la mère » may mean somebody: told as another's, or the only one it can."""
    kin = roster.language.people.kin
    if any(noun in kin for noun, _ in person.roles):
        return True
    others = (one for one in roster.people if one is not person and one.is_person)
    return person.sure and not any(fits(one.gender, person.gender) for one in others)
