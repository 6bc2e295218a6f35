"""Words put to somebody in a sentence without a verb: "To the mayor, on the stairs: “…”"."""

from __future__ import annotations

from bot.reading.grammar.prepositional import comma_behind, prepositional_end
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.words.given import is_given
from bot.reading.words.tokens import Token

MAX_OPENERS = 2  # tokens in front of "to": "Poi, ai cronisti: «…»"


def is_addressed(sentence: Sentence, position: int) -> bool:
    """Whether what stands in front of the quotation, and a colon, only tells to whom it is said."""
    tokens, addressing = sentence.tokens, sentence.language.speech.addressing
    if not addressing or position < 3 or tokens[position - 1].text != ":":
        return False
    opener = next((at for at in range(MAX_OPENERS + 1) if tokens[at].low in addressing), None)
    if opener is None or opener + 2 >= position:
        return False
    if any(token.is_word and not _is_small(token, sentence) for token in tokens[:opener]):
        return False
    phrase = phrase_at(sentence, opener + 1, position - 1)
    if phrase is not None and not _is_somebody(phrase, sentence):
        return False
    end = phrase.last if phrase is not None else opener + 2
    return _tells_where(sentence, end, position - 1)


def _is_small(token: Token, sentence: Sentence) -> bool:
    return token.low in sentence.language.function_words


def _is_somebody(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase is a person's, and no place's: « À Vaux »."""
    name = phrase.name
    if phrase.head is Head.NAME and name is not None:
        return bool(phrase.noun) or name.titled or is_given(name.key[0], sentence.language)
    return phrase.head in (Head.ROLE, Head.PRONOUN)


def _tells_where(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether nothing follows but who it is, where, and relative clauses."""
    tokens, phrases = sentence.tokens, sentence.language.phrases
    at = start
    while at < stop:
        at += tokens[at].text == ","
        if at < stop and tokens[at].low in phrases.relatives:
            at = comma_behind(sentence, at, stop)
        elif at < stop and phrases.governs(tokens[at].low):
            at = max(prepositional_end(sentence, at, stop), at + 1)
        else:
            apposed = phrase_at(sentence, at, stop)
            return apposed is not None and apposed.last == stop and apposed.head is Head.ROLE
    return True
