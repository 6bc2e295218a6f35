"""Colons between a quotation and its speaker: « Anne Roux : « … » », « « … » : Anne Roux … »."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.names.finding import Name
from bot.reading.speech.nominal import phrase_behind, whose_words
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.speech.subjects import first_subject, is_human
from bot.reading.words.expressions import idioms, match_expression

MAX_AUTHORED = 5  # tokens of a sentence before it says whose the words were


def colon_in_front(sentence: Sentence, position: int) -> Attribution | None:
    """A colon before the quotation: the subject of what stands before it speaks."""
    if position == 0 or sentence.tokens[position - 1].text != ":":
        return None
    phrase = (
        of_speech_noun(sentence, position - 1)
        or whose_words(sentence, 0, position - 1)
        or _whose_view(sentence, position - 1)
        or of_last_clause(sentence, position - 1)
        or first_subject(sentence, 0, position - 1)
    )
    if not is_human(phrase) or (phrase is not None and phrase.head is Head.PRONOUN):
        phrase = _agent(sentence, position - 1) or phrase
    if not is_human(phrase):
        phrase = only_name(sentence, position - 1)
    if phrase is None:
        return None
    long = phrase.last == position - 1 and phrase.last - phrase.first > 2
    described = sentence.tokens[phrase.last - 2].low in sentence.language.people.role_modifiers
    if phrase.name is None and long and not described:  # not « Un jeune apprenti : »
        phrase = phrase._replace(last=phrase.last - 1)  # the verb: « Un turista annuisce: »
    return Attribution(Rule.COLON, ":", phrase, sentence)


def of_last_clause(sentence: Sentence, stop: int) -> Phrase | None:
    """„Sie lädt ein, doch der Wirt winkt ab: „…““: the subject behind the last conjunction."""
    tokens, conjunctions = sentence.tokens, sentence.language.phrases.conjunctions
    for index in range(stop - 1, 0, -1):
        if tokens[index].low in conjunctions and tokens[index - 1].text == ",":
            phrase = first_subject(sentence, index + 1, stop)
            personal = phrase is not None and phrase.head in (Head.NAME, Head.ROLE, Head.PRONOUN)
            return phrase if personal else None
    return None


def colon_behind(sentence: Sentence, position: int) -> Attribution | None:
    """« … » : Anne Roux ne mâche pas ses mots. The name that a colon behind leads to."""
    tokens = sentence.tokens
    if position + 2 >= len(tokens) or tokens[position + 1].text != ":":
        return None
    phrase = phrase_at(sentence, position + 2, len(tokens))
    if phrase is None or phrase.head not in (Head.NAME, Head.ROLE):
        return None
    return Attribution(Rule.COLON, ":", phrase, sentence)


def _agent(sentence: Sentence, stop: int) -> Phrase | None:
    """« Elle a été filmée par un voisin : « … » »: who did what the sentence tells of a thing."""
    language = sentence.language
    for index in range(2, stop):
        if sentence.tokens[index].low not in language.speech.agents:
            continue
        passive = any(token.low in language.speech.auxiliaries for token in sentence.tokens[:index])
        phrase = phrase_at(sentence, index + 1, stop)
        if passive and phrase is not None and phrase.head in (Head.NAME, Head.ROLE):
            return phrase
    return None


def only_name(sentence: Sentence, stop: int) -> Phrase | None:
    """« Même son de cloche chez Paul Mora : « … » »: the one full name that is no place."""
    found = [name for name in sentence.names if name.last <= stop and _may_speak(sentence, name)]
    return phrase_at(sentence, found[0].opens, stop) if len(found) == 1 else None


def _may_speak(sentence: Sentence, name: Name) -> bool:
    """Whether a name is full or titled and no preposition of place stands before it."""
    if name.opens == 0 or (len(name.key) < 2 and not name.titled):
        return False
    language, before = sentence.language, sentence.tokens[name.opens - 1].low
    if before in language.phrases.conjunctions:
        return not any(one.last == name.opens - 1 for one in sentence.names)  # « à Lens ou Vaux »
    phrases, views = language.phrases, idioms(language).views
    return before not in phrases.prepositions or before in phrases.links or before in views


def _whose_view(sentence: Sentence, stop: int) -> Phrase | None:
    """« Trop cher, pour Ali Sow, du syndicat : « … » »: whose view stands last before the colon."""
    tokens, phrases = sentence.tokens, idioms(sentence.language).according_opening
    for index in range(stop - 1, 0, -1):
        size = match_expression(tokens, index, phrases) if tokens[index - 1].text == "," else 0
        phrase = phrase_at(sentence, index + size, stop) if size else None
        if phrase is not None and phrase.head in (Head.NAME, Head.ROLE):
            return phrase
    return None


def author_named(sentence: Sentence) -> Phrase | None:
    """« L'hommage est signé Anne Roux », "La frase es del ministro": whose words these were."""
    tokens = sentence.tokens
    if not tokens or tokens[0].low not in sentence.language.determiners:
        return None
    authored = idioms(sentence.language).authored
    for index in range(1, min(MAX_AUTHORED, len(tokens))):
        size = match_expression(tokens, index, authored)
        if size:
            phrase = phrase_behind(sentence, index + size - 1, len(tokens))
            return phrase if is_human(phrase) else None
        if not tokens[index].is_word:
            return None
    return None


def of_speech_noun(sentence: Sentence, stop: int) -> Phrase | None:
    """« Réaction de Keller : » names the speaker behind the noun."""
    language = sentence.language
    for index, token in enumerate(sentence.tokens[: min(stop, 4)]):
        linked = index + 1 < stop and sentence.tokens[index + 1].low in language.phrases.links
        if linked and token.low in language.speech.nouns:
            return phrase_behind(sentence, index + 1, stop)
    return None
