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
MAX_APPOSED = 10  # tokens from the noun for a work to its title between commas
MAX_INSCRIBED = 5  # words that say that something is written on a thing


def is_nobodys(sentence: Sentence, position: int) -> bool:
    """Whether what stands between the marks is a name, a title or written on a thing."""
    named = in_name(sentence, position) or is_title(sentence, position)
    if named or _is_inscribed(sentence, position):
        return True
    return _quotes_thing(sentence, position) or _is_put_to(sentence, position)


def _is_inscribed(sentence: Sentence, position: int) -> bool:
    """« un foglio con scritto «…» »: words that stand on a thing."""
    tokens, inscribed = sentence.tokens, idioms(sentence.language).inscribed
    if not inscribed:
        return False
    last = position - (tokens[position - 1].text == ":" if position else 0)
    first = max(0, last - MAX_INSCRIBED)
    if inscribed.keys().isdisjoint([token.low for token in tokens[first:last]]):
        return False
    return any(at + match_expression(tokens, at, inscribed) == last for at in range(first, last))


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


def is_work(sentence: Sentence, position: int) -> bool:
    """« Dans son livre « La Mer », elle écrit : « … » »: a title or slogan, which nobody says."""
    tokens, kinds = sentence.tokens, sentence.language.kinds
    before = tokens[position - 1] if position else None
    if before is None or before.text != ",":
        low = before.low if before is not None else ""
        return low in kinds.title or low in kinds.slogan or low in kinds.proverb
    if position + 2 >= len(tokens) or tokens[position + 1].text != ",":
        return False
    if is_cue(sentence, position + 2):
        return False
    finite = sentence.language.thought.finite
    for at in range(position - 2, max(-1, position - MAX_APPOSED), -1):
        if not tokens[at].is_word or is_cue(sentence, at) or tokens[at].low in finite:
            return False
        if tokens[at].low in kinds.title:
            return True  # « Dans un livre paru en mai, « La Mer », elle écrit : « … » »
    return False


def names_subject(sentence: Sentence, position: int) -> bool:
    """„Die Initiative „Freier Berg“ kündigte an“: a name in marks within a noun phrase."""
    tokens, language = sentence.tokens, sentence.language
    if not 0 < position < len(tokens) - 1 or not tokens[position + 1].is_word:
        return False
    before = tokens[position - 1]
    if sentence.text[sentence.end(position) - 2] == ",":
        return False  # the comma within the marks parts the words from who said them
    if (
        not before.is_word
        or before.low in language.function_words
        or is_cue(sentence, position - 1)
    ):
        return False
    return any(
        token.low in language.determiners for token in tokens[max(0, position - 4) : position]
    )
