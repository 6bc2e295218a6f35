"""Verbs that no list holds, told by their place beside a quotation: « …, badine la maire »."""

from __future__ import annotations

from bot.reading.grammar.prepositional import prepositional_end
from bot.reading.grammar.sentence import Head, Phrase, Sentence, is_plural_verb, phrase_at
from bot.reading.languages import Language
from bot.reading.speech.rules import Attribution, Rule, Verb, attribution_of
from bot.reading.speech.subjects import is_attached
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_role
from bot.reading.words.tokens import Token


def inverted(sentence: Sentence, start: int, stop: int) -> Attribution | None:
    """Any verb that stands between the quotation and its subject: « …, s'amuse la cheffe ».

    The order of words makes it a verb of speech, whatever it means elsewhere.
    """
    tokens = sentence.tokens
    if start == 0:
        return None
    if tokens[start - 1].is_quote:
        closing = sentence.text[sentence.end(start - 1) - 2]
        called = closing in "!?" and tokens[start].text[0].islower()  # “Stop!” a keeper barked.
        if closing != "," and not called and not _asserts_inverted(sentence, start, stop):
            return None
    opens = tokens[start - 1].is_quote or (start == 2 and tokens[0].is_quote)  # “…”, she rued
    if opens and sentence.language.speech.subject_first:
        subject = _before_any_verb(sentence, start, stop)
        if subject is not None:
            return Attribution(Rule.INVERTED, None, subject, sentence)
    at, joined = start, -1
    adverbs = sentence.language.words.adverbs
    while at < stop and (
        _in_verb_group(sentence, at)
        or is_attached(sentence, at)
        or (at > start and tokens[at].low in adverbs)
    ):
        joined = at if is_attached(sentence, at) else joined
        at += 1
    if at == start + 1 and sentence.language.speech.verb_second and joined < 0:
        subject = phrase_at(sentence, at, stop)  # „…“, war der Trainer zufrieden.
        subject = subject or _name_behind_noun(sentence, at, stop)
        if subject is not None and subject.head in (Head.NAME, Head.ROLE):
            return attribution_of(sentence, Rule.INVERTED, Verb(start, start), subject)
    if at >= stop or not _may_be_verb(sentence, at):
        return None
    if at + 1 == stop and joined < 0:
        return _alone(sentence, start, at)
    if joined >= 0:  # « a-t-elle savouré »
        return attribution_of(
            sentence, Rule.INVERTED, Verb(start, at), phrase_at(sentence, joined, at)
        )
    at = _with_infinitive(sentence, at, stop)
    subject = phrase_at(sentence, _behind_gesture(sentence, at + 1, stop), stop)
    subject = subject or _name_behind_noun(sentence, at + 1, stop)
    if subject is None and not tokens[at + 1].is_word:
        return _alone(sentence, start, at)
    if subject is None:
        subject = _name_behind_place(sentence, at + 1, stop)
    if subject is None or (
        subject.head is Head.PRONOUN and not _is_inverted_pronoun(sentence, subject, at)
    ):
        return None
    return attribution_of(sentence, Rule.INVERTED, Verb(start, at), subject)


def _with_infinitive(sentence: Sentence, verb: int, stop: int) -> int:
    """« …, laisse échapper la maire », « semble s'amuser Ali »: the infinitive of a verb, or it."""
    tokens, language = sentence.tokens, sentence.language
    at = verb + 1
    while at < stop and tokens[at].low in language.speech.reflexives:
        at += 1
    if at + 1 >= stop or not may_be_verb(tokens[at], language):
        return verb
    return at if tokens[at].low.endswith(language.phrases.infinitive_endings or ("\0",)) else verb


def _name_behind_place(sentence: Sentence, index: int, stop: int) -> Phrase | None:
    """« …, cifra en la villa Ana Gil, … »: a full name behind a preposition and its noun."""
    language = sentence.language
    if not language.phrases.governs(sentence.tokens[index].low):
        return None
    at = prepositional_end(sentence, index, stop)
    name = sentence.name_at.get(at)
    if name is None or len(name.key) < 2 or not is_given(name.key[0], language):
        return None
    return Phrase(at, name.last, Head.NAME, name=name)


def _name_behind_noun(sentence: Sentence, index: int, stop: int) -> Phrase | None:
    """ "…,” trapte indiener Els Maas af.": a full name behind a noun that no list has."""
    name = sentence.name_at.get(index + 1) if index + 1 < stop else None
    language = sentence.language
    if name is None or len(name.key) < 2 or not language.speech.verb_second:
        return None
    noun = sentence.tokens[index]
    if not may_be_verb(noun, language) or not is_given(name.key[0], language):
        return None
    return Phrase(index, name.last, Head.NAME, name=name)


def _behind_gesture(sentence: Sentence, index: int, stop: int) -> int:
    """Where the subject can open: behind « les épaules », « les yeux au ciel », "le braccia"."""
    tokens, language = sentence.tokens, sentence.language
    if index + 2 >= stop or tokens[index + 1].low not in language.speech.gestures:
        return index
    if tokens[index].low not in language.determiners:
        return index
    at = index + 2
    phrases = language.phrases
    directed = tokens[at].low in phrases.contracted or tokens[at].low in phrases.prepositions
    return at + 2 if directed and at + 2 < stop else at


def _alone(sentence: Sentence, start: int, verb: int) -> Attribution | None:
    """« …», remata.: a word alone behind the comma is a verb, where it can drop its subject."""
    language = sentence.language
    adverbial = sentence.tokens[verb].low.endswith(language.words.adverb_endings or ("\0",))
    if adverbial or not language.speech.subject_dropped:
        return None
    subject = dropped(sentence, start, verb)
    return attribution_of(sentence, Rule.INVERTED, Verb(start, verb), subject)


def _before_any_verb(sentence: Sentence, start: int, stop: int) -> Phrase | None:
    """ "…," Ann Reed, 52, chuckles: the subject right behind a comma within the marks."""
    tokens = sentence.tokens
    phrase = phrase_at(sentence, start, stop)
    personal = tokens[start].low in sentence.language.pronouns.personal
    if phrase is None or not (personal or phrase.head in (Head.NAME, Head.ROLE)):
        return None
    at = phrase.last
    if at + 2 < stop and tokens[at].text == "," and tokens[at + 2].text == ",":
        at += 3
    return phrase if at < stop and _may_be_verb(sentence, at) else None


def _is_inverted_pronoun(sentence: Sentence, pronoun: Phrase, verb: int) -> bool:
    """« …, savoure-t-il », „…“, verrät sie.: a subject by its hyphen or by the order of words."""
    tokens, language = sentence.tokens, sentence.language
    if is_attached(sentence, pronoun.first):
        return True
    if language.speech.subject_dropped:
        return _closes_clause(sentence, pronoun.last)  # « …», le espetó ella.
    comma = tokens[verb - 1].text == "," or (
        tokens[verb - 1].is_quote and sentence.text[sentence.end(verb - 1) - 2] == ","
    )
    if not language.speech.verb_second or not comma:
        return False
    return pronoun.last >= len(tokens) or tokens[pronoun.last].low not in language.cues


def _closes_clause(sentence: Sentence, index: int) -> bool:
    """Whether a clause ends here, or only a gerund goes on: "attacca lei lasciando la sala"."""
    tokens, phrases = sentence.tokens, sentence.language.phrases
    if index >= len(tokens) or not tokens[index].is_word:
        return True
    return tokens[index].low.endswith(phrases.gerund_endings or ("\0",))


def _asserts_inverted(sentence: Sentence, start: int, stop: int) -> bool:
    """« … » appuie-t-elle.: behind the marks, and no question, a verb with its pronoun joined."""
    at = start + 1
    return at < stop and is_attached(sentence, at) and sentence.tokens[-1].text != "?"


def _in_verb_group(sentence: Sentence, index: int) -> bool:
    low, speech = sentence.tokens[index].low, sentence.language.speech
    return low in speech.auxiliaries or low in speech.clitics


def _may_be_verb(sentence: Sentence, index: int) -> bool:
    return may_be_verb(sentence.tokens[index], sentence.language)


def may_be_verb(token: Token, language: Language) -> bool:
    """Whether no list makes the word something else than a verb."""
    return (
        token.is_word
        and token.text[0].islower()
        and len(token.low) > 2
        and token.low not in language.function_words
        and token.low not in language.people.honorifics
        and not is_role(token.low, language)
    )


def dropped(sentence: Sentence, first: int, last: int) -> Phrase:
    """The subject that a verb group alone shows: « racconta », « dicono »."""
    at = first
    while at < last and sentence.tokens[at].low in sentence.language.speech.clitics:
        at += 1
    return Phrase(first, last + 1, Head.DROPPED, plural=is_plural_verb(sentence, at))
