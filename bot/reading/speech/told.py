"""Words that the subject hears: who told them."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.languages import Gender
from bot.reading.speech.rules import Attribution, Rule, Verb, attribution_of


def is_told(sentence: Sentence, verb: Verb) -> bool:
    """ "the court was told": the subject hears the words."""
    tokens, speech = sentence.tokens, sentence.language.speech
    if tokens[verb.last].low not in speech.told:
        return False
    return any(token.low in speech.passives for token in tokens[verb.first : verb.last])


def is_passive(sentence: Sentence, verb: Verb) -> bool:
    """« Trois juges ont été désignés « … » »: the subject of such a form says nothing."""
    passives = sentence.language.speech.passive_marks
    return any(token.low in passives for token in sentence.tokens[verb.first : verb.last])


def agent_of(sentence: Sentence, verb: Verb, stop: int) -> Phrase | None:
    """« un désastre, qualifié par la maire de « … » »: who does what a participle tells."""
    tokens, language = sentence.tokens, sentence.language
    at = verb.last + 1
    passive = tokens[verb.last].low.endswith(language.phrases.participle_endings or ("\0",))
    if not passive or at >= stop or tokens[at].low not in language.speech.agents:
        return None
    agent = phrase_at(sentence, at + 1, stop)
    return agent if agent is not None and agent.head in (Head.NAME, Head.ROLE, Head.GROUP) else None


def told_by(sentence: Sentence, verb: Verb, stop: int) -> Attribution | None:
    """ "he was told by Ann Reed": who told."""
    agents = sentence.language.speech.agents
    for index in range(verb.last + 1, min(stop, verb.last + 3)):
        if sentence.tokens[index].low in agents:
            teller = phrase_at(sentence, index + 1, stop)
            return attribution_of(sentence, Rule.AFTER, verb, teller)
    return None


def asked_of(
    sentence: Sentence, verb: Verb, subject: Phrase | None, position: int
) -> Phrase | None:
    """« Quand on lui demande son avis : « … » »: whose answer stands behind the colon."""
    tokens, asked = sentence.tokens, sentence.language.speech.asked
    if not asked or tokens[position - 1].text != ":" or subject is None:
        return None
    end = sentence.end(position)
    if "?" in sentence.text[end - 3 : end]:
        return None  # the question itself
    if subject.head is not Head.PRONOUN or subject.gender is not Gender.ANY or subject.plural:
        return None
    for at in range(max(0, verb.first - 2), verb.last):
        if tokens[at].low in asked:
            return Phrase(at, at + 1, Head.LATEST)
    return None
