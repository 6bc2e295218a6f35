"""Colons between a quotation and its speaker: « Anne Roux : « … » », « « … » : Anne Roux … »."""

from __future__ import annotations

from bot.reading.grammar.prepositional import prepositional_end
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.names.finding import Name
from bot.reading.speech.nominal import phrase_behind, quarter, whose_words
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.speech.subjects import first_subject, is_human
from bot.reading.words.expressions import idioms, match_expression

MAX_DESCRIBED = 8  # tokens from a noun of speech to the one whose words it means
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
        phrase = _sender(sentence, phrase, position) or only_name(sentence, position - 1)
    if phrase is None:
        return None
    long = phrase.last == position - 1 and phrase.last - phrase.first > 2
    described = sentence.tokens[phrase.last - 2].low in sentence.language.people.role_modifiers
    if phrase.name is None and long and not described:  # not « Un jeune apprenti : »
        phrase = phrase._replace(last=phrase.last - 1)  # the verb: « Un turista annuisce: »
    return Attribution(Rule.COLON, ":", phrase, sentence)


def leads_to_words(sentence: Sentence, position: int) -> bool:
    """« Puis, d'une voix sourde : « … » »: a sentence that says only when and how words are said.

    It holds an adverb or a listed manner of speaking, and no noun phrase but behind prepositions.
    """
    tokens, language = sentence.tokens, sentence.language
    if position < 2 or tokens[position - 1].text != ":":
        return False
    asides, told = idioms(language).asides, False
    at = 0
    while at < position - 1:
        token = tokens[at]
        if match_expression(tokens, at, asides):
            at, told = _next_sign(sentence, at), True
        elif token.low in language.words.adverbs:
            at, told = at + 1, True
        elif token.low in language.phrases.prepositions:
            at = max(prepositional_end(sentence, at, position - 1), at + 1)
        elif token.is_quote or not token.is_word or token.low in language.phrases.conjunctions:
            at += 1
        else:
            return False
    return told


def _next_sign(sentence: Sentence, index: int) -> int:
    ends = (at for at in range(index, len(sentence.tokens)) if not sentence.tokens[at].is_word)
    return next(ends, len(sentence.tokens))


def _sender(sentence: Sentence, phrase: Phrase | None, stop: int) -> Phrase | None:
    """ "Dalla Regione arriva una nota: «…»": where the statement that is told of comes from."""
    tokens, speech = sentence.tokens, sentence.language.speech
    if phrase is None or phrase.first < 2 or tokens[0].low not in speech.quarters:
        return None
    statement = any(token.low in speech.statements for token in tokens[phrase.first : phrase.last])
    return quarter(sentence, 0, stop) if statement else None


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
    if len(found) > 1:  # « Difficile pour Paul Mora, après le but d'Ali Sow : « … » »
        views = idioms(sentence.language).views
        found = [name for name in found if sentence.tokens[name.opens - 1].low in views]
    return phrase_at(sentence, found[0].opens, stop) if len(found) == 1 else None


def _may_speak(sentence: Sentence, name: Name) -> bool:
    """Whether a name is full or titled and no preposition of place stands before it."""
    if name.opens == 0 or (len(name.key) < 2 and not name.titled):
        return False
    tokens = sentence.tokens
    if tokens[name.opens - 1].text == ":" and not any(t.is_word for t in tokens[name.last :]):
        return False  # « Prochaine étape : Stamford Bridge. »
    if name.after_article and not sentence.language.words.nouns_capitalised:
        return False  # « les Vieilles Charrues »
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
    """« Réaction de Keller : », « Réponse sèche de la maire : »: who stands behind the noun."""
    tokens, language = sentence.tokens, sentence.language
    links = language.phrases.genitives or language.phrases.links
    for index, token in enumerate(tokens[: min(stop, 4)]):
        if token.low not in language.speech.nouns or index + 1 >= stop:
            continue
        if tokens[index + 1].low in links:
            return phrase_behind(sentence, index + 1, stop)
        for at in range(index + 2, min(stop, index + MAX_DESCRIBED)):
            if tokens[at].low not in links:
                continue
            phrase = phrase_behind(sentence, at, stop)
            if index == 0 and phrase is not None and phrase.head in (Head.NAME, Head.ROLE):
                return phrase
    return None
