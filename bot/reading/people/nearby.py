"""Somebody unnamed in the sentences before, whom a pronoun means rather than anybody named."""

from __future__ import annotations

from bot.reading.grammar.cases import as_printed
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.people.mentions import fits
from bot.reading.people.person import Speaker
from bot.reading.people.roster import Roster
from bot.reading.people.unnamed import cleft_subject, within_paragraph
from bot.reading.speech.nominal import phrase_behind
from bot.reading.words.expressions import idioms, match_expression


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
    before, voices = sentence.before, idioms(sentence.language).voices
    if not voices or before is None or before.paragraph != sentence.paragraph:
        return None
    for at, token in enumerate(before.tokens):
        size = match_expression(before.tokens, at, voices) if token.low in voices else 0
        voice = phrase_behind(before, at + size - 1, len(before.tokens)) if size else None
        if voice is None or not fits(voice.gender, phrase.gender):
            continue
        if voice.name is None:
            return Speaker(as_printed(before, voice), None, 0.8) if voice.noun else None
        known = roster.matches(voice.name.key, voice.name.gender)
        if len(known) == 1 and fits(known[0].gender, phrase.gender):
            return Speaker(known[0].name, known[0].role, 0.9)
    return None
