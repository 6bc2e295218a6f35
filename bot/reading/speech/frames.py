"""Quotations that are a sentence's only clause: the reporter says no more than when, where or if.

« Sur les serres exposées, « quand un carreau a cassé, il a cassé les autres » »: whoever the text
was about goes on.
"""

from __future__ import annotations

from bot.reading.grammar.prepositional import prepositional_end
from bot.reading.grammar.sentence import Sentence
from bot.reading.marks.signs import FAMILY, PADDING
from bot.reading.speech.subjects import is_cue
from bot.reading.speech.thoughts import is_whole_thought
from bot.reading.words.expressions import idioms, match_expression

_MARKS = PADDING + "".join(FAMILY)


def is_framed(sentence: Sentence, position: int) -> bool:
    """Whether a clause in marks has nothing of the reporter's round it but adverbials.

    In front stand one behind a preposition, a connective or a clause of condition, and a comma;
    behind, nothing or a further adverbial.
    """
    tokens, language = sentence.tokens, sentence.language
    if position < 2 or tokens[position - 1].text != "," or len(sentence.quotes) > 1:
        return False
    said = sentence.between(position, position + 1).strip(_MARKS)
    if not is_whole_thought(said, language):
        return False
    return _is_adverbial(sentence, position - 1) and _ends_adverbially(sentence, position + 1)


def _is_adverbial(sentence: Sentence, stop: int) -> bool:
    """Whether what stands in front of the comma is one adverbial that opens the sentence."""
    tokens, language = sentence.tokens, sentence.language
    if any(is_cue(sentence, at) for at in range(stop)) or any(
        t.text in ",:;" for t in tokens[:stop]
    ):
        return False
    if match_expression(tokens, 0, idioms(language).leaning) == stop:
        return True
    low = tokens[0].low
    if low in language.phrases.before_comma and low not in language.speech.manner:
        return True  # « S'il est trop tôt pour le dire, »
    verbs = language.speech.auxiliaries | language.thought.finite
    verbless = not any(token.low in verbs for token in tokens[:stop])
    opens = low in language.phrases.prepositions
    return opens and verbless and prepositional_end(sentence, 0, stop) > 1


def _ends_adverbially(sentence: Sentence, start: int) -> bool:
    tokens, language = sentence.tokens, sentence.language
    rest = [token for token in tokens[start:] if token.is_word]
    if not rest:
        return True
    if tokens[start].text != "," or any(is_cue(sentence, at) for at in range(start, len(tokens))):
        return False
    low, words = rest[0].low, language.words
    adverb = low in words.adverbs or low.endswith(words.adverb_endings or ("\0",))
    return adverb or low in language.phrases.prepositions
