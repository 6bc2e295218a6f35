"""Whether quoted words make a whole thought: a clause of their own, and not the reporter's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.grammar.sentence import Sentence
from bot.reading.languages import Language
from bot.reading.speech.subjects import is_cue
from bot.reading.words.tokens import words_of

_SENTENCE_END = re.compile(r"[.!?…][\])]?\s+[^\W\d_a-zß-ÿ]")
MIN_WORDS = 5  # of a whole thought; shorter ones do not fill a card
MIN_SENTENCE = 6  # words from a capital on, that are a sentence even if its verb is in no list
MIN_CLAUSE = 12  # words that hold a clause, whatever they are


def is_whole_thought(words: str, language: Language, *, alone: bool = True) -> bool:
    """Whether the words make a clause of their own: enough of them, and a finite verb.

    ``alone`` says that no word in front of them belongs to their clause.
    """
    lows = words_of(words, language)
    if len(lows) < MIN_WORDS:
        return False
    enough = MIN_SENTENCE if words[:1].isupper() and alone else MIN_CLAUSE
    return len(lows) >= enough or (alone and has_clause(lows, language))


def has_clause(lows: Sequence[str], language: Language) -> bool:
    """Whether the words hold a subject pronoun or a finite verb, as far as these can be listed."""
    thought = language.thought
    if not (thought.subjects.isdisjoint(lows) and thought.finite.isdisjoint(lows)):
        return True
    endings, things = thought.finite_endings, language.people.thing_endings or ("\0",)
    if not endings:
        return False
    verbs = (low for low in lows if len(low) > 4 and low.endswith(endings))
    return any(not low.endswith(things) for low in verbs)  # « des millions », « des questions »


def completes(sentence: Sentence, position: int, words: str) -> bool:
    """Whether words without a capital complete the reporter's clause: "ought to be ‘put away’"."""
    language = sentence.language
    if position == 0:
        return False
    if not words[:1].islower():
        copula = sentence.tokens[position - 1].low in language.speech.copulas
        return copula and not has_clause(words_of(words, language), language)
    if _is_adverbial(sentence, position, words):
        return True
    before = sentence.tokens[position - 1].low
    if before in language.phrases.relatives:
        return False  # "and that “the gate stays shut”"
    opens = before in language.speech.auxiliaries or before in language.determiners
    return language.phrases.head_last and (opens or before in language.phrases.prepositions)


def goes_on_clause(words: str, sentence: Sentence, position: int) -> bool:
    """Whether one stretch of the reporter's sentence is quoted, however long.

    A verb without its subject (« Le quai « est fermé depuis lundi » »), or what a preposition ties
    to the words before.
    """
    if position == 0 or not words[:1].islower() or _SENTENCE_END.search(words):
        return False
    if _is_adverbial(sentence, position, words):
        return True
    language, before = sentence.language, sentence.tokens[position - 1]
    speech = language.speech
    if speech.subject_dropped or speech.verb_second:
        return False
    lows = words_of(words, language)[:3]
    if _is_predicate(lows, language) and (before.is_word or before.text == ","):
        return True
    if not before.is_word:
        return False
    at = _before_adverbs(sentence, position)
    if sentence.tokens[at].low in speech.copulas:
        return True
    low = before.low
    joined = low in language.phrases.conjunctions or low in language.phrases.prepositions
    verbal = lows[0] in speech.auxiliaries or lows[0].endswith(
        language.phrases.verb_endings or ("\0",)
    )
    told = is_cue(sentence, position - 1)
    if told and not speech.subject_first and lows[0] in language.phrases.definite:
        return True  # « dénonce « la perspective d'une hausse » »: what somebody denounces
    return verbal and not joined and not told


def _is_predicate(lows: Sequence[str], language: Language) -> bool:
    """« n'est plus possible », « qui fermera lundi »: a verb whose subject stands outside."""
    negated = lows[0] in language.thought.negations and len(lows) > 1
    return (negated and lows[1] in language.speech.auxiliaries) or (
        lows[0] in language.phrases.subject_relatives
    )


def _before_adverbs(sentence: Sentence, position: int) -> int:
    """The last token in front that is no adverb: « est » of « est par ailleurs « connu » »."""
    tokens, language = sentence.tokens, sentence.language
    words, at = language.words, position - 1
    while at > 0:
        low, behind = tokens[at].low, tokens[at + 1].low
        tied = low in language.phrases.prepositions and behind in words.adverbs
        if not tied and low not in words.adverbs:
            break
        at -= 1
    return at


def _is_adverbial(sentence: Sentence, position: int, words: str) -> bool:
    """Whether a preposition ties the words to the reporter's: he would come “by train, if …”."""
    before, language = sentence.tokens[position - 1], sentence.language
    joins = before.low in language.phrases.relatives or before.low in language.phrases.conjunctions
    if not before.is_word or joins or is_cue(sentence, position - 1):
        return False
    first = next(iter(words_of(words, language)), "")
    return first in language.phrases.prepositions
