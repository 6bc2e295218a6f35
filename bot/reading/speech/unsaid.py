"""Words between marks that nobody says: names, titles, words on a thing or put to somebody."""

from __future__ import annotations

from bot.reading.grammar.heads import before_link, is_human_noun
from bot.reading.grammar.sentence import Head, Sentence, phrase_at
from bot.reading.speech.kinds import in_name, is_title
from bot.reading.speech.subjects import is_cue
from bot.reading.speech.told import is_told, told_by
from bot.reading.speech.verbs import verb_group
from bot.reading.words.expressions import idioms, match_expression

MAX_VERB_DISTANCE = 22  # tokens from a quotation back to the verb in front of it
MAX_INSCRIBED = 5  # words that say that something is written on a thing


def is_nobodys(sentence: Sentence, position: int) -> bool:
    """Whether what stands between the marks is a name, a title or written on a thing."""
    named = in_name(sentence, position) or is_title(sentence, position)
    if named or _is_inscribed(sentence, position):
        return True
    return _quotes_thing(sentence, position) or _is_put_to(sentence, position)


def _is_inscribed(sentence: Sentence, position: int) -> bool:
    """« un foglio con scritto «…» »: words that stand on a thing."""
    known = idioms(sentence.language)
    inscribed = known.inscribed | known.unsaid
    if not inscribed:
        return False
    last = position - (sentence.tokens[position - 1].text == ":" if position else 0)
    return any(
        at + match_expression(sentence.tokens, at, inscribed) == last
        for at in range(max(0, last - MAX_INSCRIBED), last)
    )


def _is_put_to(sentence: Sentence, position: int) -> bool:
    """ "he was asked: “Why?”": words that the subject only hears, and of whom is not said."""
    stop = position - 1
    if stop < 1 or sentence.tokens[stop].text != ":" or not sentence.language.speech.told:
        return False
    at = next((at for at in range(stop, max(0, stop - 4), -1) if is_cue(sentence, at)), None)
    if at is None:
        return False
    verb = verb_group(sentence, at)
    return is_told(sentence, verb) and told_by(sentence, verb, stop) is None


def _quotes_thing(sentence: Sentence, position: int) -> bool:
    """« en citant le carnet de la victime : « … » »: what stands in a thing is nobody's speech."""
    tokens, language = sentence.tokens, sentence.language
    stop = position - 1
    if stop < 1 or tokens[stop].text != ":" or not language.speech.quoting:
        return False
    start = max(0, stop - MAX_VERB_DISTANCE)
    verb = next((at for at in range(stop, start, -1) if is_cue(sentence, at)), -1)
    if tokens[verb].low not in language.speech.quoting:
        return False
    at = verb + 1
    while at < stop and tokens[at].low in language.determiners:
        at += 1
    quoted = phrase_at(sentence, verb + 1, stop)
    if quoted is None or quoted.last <= at or quoted.head is Head.PRONOUN:
        return False
    ahead = before_link([token.low for token in tokens[at : quoted.last]], language)
    if language.phrases.head_last:
        return quoted.name is None and not any(is_human_noun(low, language) for low in ahead)
    return at not in sentence.name_at and not is_human_noun(tokens[at].low, language)
