"""Names beyond what stands behind a noun phrase: a place, or a clause that tells of somebody."""

from __future__ import annotations

from bot.reading.grammar.prepositional import comma_behind, prepositional_end
from bot.reading.grammar.sentence import Head, Phrase, Sentence, apposed_at
from bot.reading.speech.presenting import presented
from bot.reading.words.given import is_given

MAX_RELATIVE = 12  # tokens of a relative clause in front of the name


def with_name_beyond(sentence: Sentence, phrase: Phrase, stop: int) -> Phrase:
    """« Ma voisine sur le quai, Anne Roux, rit »: the name apposed behind a place."""
    tokens, language = sentence.tokens, sentence.language
    at = phrase.last
    unnamed = phrase.name is None and phrase.head in (Head.ROLE, Head.OTHER)
    if not unnamed or at >= stop:
        return phrase
    if tokens[at].text == ",":
        return _called(sentence, at, stop) or _named_in_clause(sentence, at, stop) or phrase
    if tokens[at].low in language.phrases.relatives and (found := presented(sentence, at, stop)):
        return found
    if tokens[at].low in language.phrases.conjunctions and at + 2 < stop:
        joined = apposed_at(sentence, at + 2, stop)  # « du comité social et économique, Ali Sow »
        named = joined is not None and joined.name is not None and len(joined.name.key) > 1
        return joined if joined is not None and named else phrase
    if tokens[at].low in language.phrases.relatives:  # "A amiga que a acompanha, Odete, …"
        at = comma_behind(sentence, at, min(stop, at + MAX_RELATIVE))
        apposed = apposed_at(sentence, at, stop) if at < stop else None
        called = apposed is not None and apposed.last < len(tokens)
        ends = apposed is not None and called and not tokens[apposed.last].is_word
        return apposed if apposed is not None and ends else phrase
    if tokens[at].low not in language.phrases.prepositions:
        return phrase
    at = prepositional_end(sentence, at, stop)
    apposed = apposed_at(sentence, at, stop) if at < stop else None
    if apposed is None or apposed.name is None:
        return phrase
    if len(apposed.name.key) < 2 and not is_given(apposed.name.key[0], language):
        return phrase  # "a reader on the shore, Agnes,"
    closed = apposed.last < len(tokens) and not tokens[apposed.last].is_word
    return apposed if closed else phrase


def _called(sentence: Sentence, comma: int, stop: int) -> Phrase | None:
    """« Un autre habitant, nommé Ali, … »: the name behind such a participle."""
    name = sentence.name_at.get(comma + 2)
    if name is None or name.last > stop:
        return None
    called = sentence.tokens[comma + 1].low in sentence.language.people.naming
    return Phrase(name.opens, name.last, Head.NAME, name=name) if called else None


def _named_in_clause(sentence: Sentence, comma: int, stop: int) -> Phrase | None:
    """ "Another driver, who gave her name as Ann, …": the name at the end of such a clause."""
    tokens, language = sentence.tokens, sentence.language
    if comma + 2 >= stop:
        return None
    relative = tokens[comma + 1].low in language.phrases.relatives
    if relative or (language.speech.verb_second and tokens[comma + 1].low in language.determiners):
        found = presented(sentence, comma + 1, stop)  # „Ein Mann, der sich als Max vorstellte, …“
        if found is not None:
            return found
    if not relative:
        return None
    end = comma_behind(sentence, comma + 1, min(stop, comma + MAX_RELATIVE))
    for name in sentence.names:
        if comma < name.opens and name.last == end:
            clause = tokens[comma + 1 : name.opens]
            called = any(token.low in language.people.naming for token in clause)
            return Phrase(name.opens, end, Head.NAME, name=name) if called else None
    return None
