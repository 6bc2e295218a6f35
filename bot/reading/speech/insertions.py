"""Reports between commas: "The class, she said, had “…”" quotes her, whoever had done what."""

from __future__ import annotations

from itertools import pairwise

from bot.reading.grammar.sentence import Sentence, phrase_at
from bot.reading.speech.rules import Attribution, Rule, attribution_of
from bot.reading.speech.subjects import is_cue, is_human
from bot.reading.speech.verbs import is_participle, verb_group

MIN_FRONT = 6  # tokens of a subject, the report and its commas
MAX_INSERTION = 9  # tokens between the two commas


def inserted_report(sentence: Sentence, stop: int) -> Attribution | None:
    """The speaker whom a subject and its verb of speech, and nothing else, name between commas.

    They stand in front of token ``stop``, the quotation.
    """
    if stop < MIN_FRONT:
        return None
    commas = [at for at in range(stop) if sentence.tokens[at].text == ","]
    for comma, closing in pairwise(commas):
        if 2 < closing - comma <= MAX_INSERTION:
            found = _report(sentence, comma + 1, closing)
            if found is not None:
                return found
    return None


def closing_report(sentence: Sentence, start: int, stop: int) -> Attribution | None:
    """ "“…” while they ruled, Reed said.": a subject and its verb alone behind the last comma."""
    end = stop - (stop > start and not sentence.tokens[stop - 1].is_word)
    comma = next((at for at in range(end - 1, start, -1) if sentence.tokens[at].text == ","), 0)
    if not 0 < end - comma - 1 <= MAX_INSERTION or comma == 0:
        return None
    found = _report(sentence, comma + 1, end)
    return found._replace(rule=Rule.AFTER) if found is not None else None


def _report(sentence: Sentence, start: int, stop: int) -> Attribution | None:
    for index in (start, stop - 1):
        if not is_cue(sentence, index):
            continue
        verb = verb_group(sentence, index)
        if index == start and is_participle(sentence, verb):
            continue  # ", telling Ann Reed, “…”"
        first, last = (verb.last + 1, stop) if index == start else (start, verb.first)
        subject = phrase_at(sentence, first, last)
        if subject is not None and subject.last == last and is_human(subject):
            return attribution_of(sentence, Rule.BEFORE, verb, subject)
    return _framed(sentence, start, stop)


def _framed(sentence: Sentence, start: int, stop: int) -> Attribution | None:
    """ "…, wilde Blok nog weten": a subject between its auxiliary and the verb of speech."""
    tokens, language = sentence.tokens, sentence.language
    if not language.speech.verb_second or stop - start < 3 or not is_cue(sentence, stop - 1):
        return None
    low = tokens[start].low
    if low not in language.speech.auxiliaries and low not in language.thought.finite:
        return None
    subject = phrase_at(sentence, start + 1, stop - 1)
    if subject is None or not is_human(subject):
        return None
    between = tokens[subject.last : stop - 1]
    if any(token.low not in language.words.adverbs for token in between):
        return None
    return attribution_of(sentence, Rule.BEFORE, verb_group(sentence, stop - 1), subject)
