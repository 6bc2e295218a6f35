"""Attributions without a verb of speech: by a noun ("the answer of …"), a view, a quarter.

« … » es la versión del alcalde; "a su juicio, …"; „…“, heißt es beim Landkreis.
"""

from __future__ import annotations

from itertools import takewhile

from bot.reading.grammar.heads import is_group, is_human_noun
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at, walk_phrase
from bot.reading.languages import Gender
from bot.reading.speech.beyond import with_name_beyond
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.words.expressions import idioms, match_expression

MAX_VIEWER = 16  # tokens of a phrase in front of "para quien"
MAX_BEFORE_NOUN = 5  # tokens from a quotation to the noun that says what it is
MIN_OWNED = 2  # tokens from "in" to the noun of "in her words"
MAX_OWNER = 8  # tokens of "the club's new chairman" in front of "'s answer"
MAX_ADJECTIVES = 2  # between an owner and the noun


def phrase_behind(sentence: Sentence, link: int, stop: int) -> Phrase | None:
    """The noun phrase behind a link or a preposition, which may hold its article: "del alcalde"."""
    if link + 1 >= stop or not sentence.tokens[link + 1].is_word:
        return None
    phrase = phrase_at(sentence, link + 1, stop)
    if sentence.tokens[link].low in sentence.language.phrases.contracted:
        phrase = phrase or walk_phrase(sentence, link + 1, stop)
        phrase = phrase._replace(definite=True)
    if phrase is None or phrase.head is not Head.ROLE or not phrase.definite:
        return phrase
    return with_name_beyond(sentence, phrase, stop)


def noun_of_speech(sentence: Sentence, start: int, stop: int) -> Phrase | None:
    """« …, es la versión de Keller », "the answer of Keller": whose words the noun calls them."""
    tokens, language = sentence.tokens, sentence.language
    for index in range(start, min(stop - 2, start + MAX_BEFORE_NOUN)):
        token = tokens[index]
        if not token.is_word or index in sentence.name_at:
            return None
        if token.low in language.speech.nouns and tokens[index + 1].low in language.phrases.links:
            phrase = phrase_behind(sentence, index + 1, stop)
            human = phrase is not None and phrase.head is not Head.OTHER
            return phrase if human else None
        if not _may_open(sentence, index):
            return None
    return None


def whose_words(sentence: Sentence, start: int, stop: int) -> Phrase | None:
    """ "Ann Reed's answer", "her blunt verdict": who owns a noun of speech."""
    tokens, language = sentence.tokens, sentence.language
    owned = language.words.possessive_endings or language.pronouns.possessive
    for index in range(start + 1, stop if owned else start):
        if tokens[index].low not in language.speech.nouns:
            continue
        at = index - 1
        while at > start and index - at <= MAX_ADJECTIVES and _describes(sentence, at):
            at -= 1
        owner = _owner(sentence, at, start)
        if owner is not None:
            return owner
    return None


def view_owned(sentence: Sentence, position: int) -> Attribution | None:
    """ "In Ann Reed's words, “…”": whose words stand right behind."""
    tokens, language = sentence.tokens, sentence.language
    noun = position - 1 - (position > 0 and tokens[position - 1].text in ",:")
    if noun < MIN_OWNED or tokens[noun].low not in language.speech.nouns:
        return None
    for index in range(noun - MIN_OWNED, max(-1, noun - MAX_OWNER - MAX_ADJECTIVES), -1):
        if tokens[index].low in language.speech.viewing:
            owner = whose_words(sentence, index + 1, noun + 1)
            if owner is None or owner.first != index + 1:
                return None
            return Attribution(Rule.ACCORDING, sentence.between(index, noun + 1), owner, sentence)
    return None


def _describes(sentence: Sentence, index: int) -> bool:
    token, language = sentence.tokens[index], sentence.language
    function = token.low in language.function_words or token.low in language.pronouns.possessive
    noun = is_human_noun(token.low, language)  # "his family paid tribute"
    return token.is_word and token.text[0].islower() and not function and not noun


def _owner(sentence: Sentence, at: int, start: int) -> Phrase | None:
    """The phrase that owns what stands behind token ``at``, a possessive ending or pronoun."""
    tokens, language = sentence.tokens, sentence.language
    gender = language.pronouns.possessive.get(tokens[at].low)
    if gender is not None:
        return Phrase(at, at + 1, Head.PRONOUN, gender=gender)
    if tokens[at].low not in language.words.possessive_endings:
        return None
    for first in range(max(start, at - MAX_OWNER), at):
        phrase = phrase_at(sentence, first, at, apposition=False)
        if phrase is not None and phrase.last == at and phrase.head is not Head.OTHER:
            return phrase
    return None


def _may_open(sentence: Sentence, index: int) -> bool:
    """Whether a word can stand between a quotation and the noun: a copula, an article, "last"."""
    low, language = sentence.tokens[index].low, sentence.language
    small = low in language.determiners or low in language.speech.auxiliaries
    return small or low in language.thought.finite or low not in language.function_words


def according_phrase(sentence: Sentence) -> Phrase | None:
    """ "Secondo l'Associazione dei comuni, …": whose view opens the sentence."""
    size = 0
    if sentence.tokens:
        size = match_expression(sentence.tokens, 0, idioms(sentence.language).according)
    return phrase_behind(sentence, size - 1, len(sentence.tokens)) if size else None


def view_in_front(sentence: Sentence) -> Phrase | None:
    """« Pour Mickaël, la route a été longue. « … » »: whom the opening view names."""
    tokens = sentence.tokens
    size = match_expression(tokens, 0, idioms(sentence.language).according_opening)
    phrase = phrase_behind(sentence, size - 1, len(tokens)) if size else None
    if phrase is None or phrase.head is not Head.NAME:
        return None
    return phrase if phrase.last < len(tokens) and tokens[phrase.last].text == "," else None


def according_within(sentence: Sentence) -> Phrase | None:
    """ "De club heeft volgens Ann Kok geen geld.": whose view a sentence tells, named in it."""
    views = idioms(sentence.language).according
    for index in range(1, len(sentence.tokens)):
        size = match_expression(sentence.tokens, index, views)
        if size:
            phrase = phrase_behind(sentence, index + size - 1, len(sentence.tokens))
            if phrase is not None and phrase.head is Head.NAME:
                return phrase
    return None


def viewer_in_front(sentence: Sentence) -> Phrase | None:
    """ "For one victim, it came too late.": somebody unnamed whose view the sentence opens with."""
    size = match_expression(sentence.tokens, 0, idioms(sentence.language).according_opening)
    phrase = phrase_behind(sentence, size - 1, len(sentence.tokens)) if size else None
    if phrase is None or phrase.head is not Head.ROLE or phrase.definite or phrase.plural:
        return None
    apart = phrase.last < len(sentence.tokens) and sentence.tokens[phrase.last].text == ","
    return phrase if apart else None


def relative_view(sentence: Sentence, position: int) -> Attribution | None:
    """ "Ana Gil, para quien la obra es «…»": the view of whom the clause tells of."""
    tokens, views = sentence.tokens, idioms(sentence.language).relative_views
    for index in range(position - 1, 1, -1):
        size = match_expression(tokens, index, views)
        if not size or tokens[index - 1].text != ",":
            continue
        for first in range(max(0, index - MAX_VIEWER), index - 1):
            phrase = phrase_at(sentence, first, index - 1)
            if phrase is not None and phrase.last == index - 1 and phrase.head is not Head.OTHER:
                cue = sentence.between(index, index + size)
                return Attribution(Rule.ACCORDING, cue, phrase, sentence)
    return None


def own_view(sentence: Sentence, index: int) -> Attribution | None:
    """ "A su juicio, …", „Ihrer Ansicht nach …“: the view of whoever the text was about."""
    tokens, views = sentence.tokens, sentence.language.speech.own_views
    size = match_expression(tokens, index, idioms(sentence.language).own_views)
    if not size:
        return None
    if tokens[index + size - 1].low in sentence.language.determiners:
        following = tokens[index + size] if index + size < len(tokens) else None
        low = following.low if following is not None and following.is_word else ""
        if low and low not in sentence.language.speech.auxiliaries:
            return None  # "volgens haar vader"
    words = " ".join(token.low for token in tokens[index : index + size])
    gender = next((g for view, g in views.items() if view == words), Gender.ANY)
    cue = sentence.between(index, index + size)
    phrase = Phrase(index, index + size, Head.DROPPED, gender=gender)
    return Attribution(Rule.ACCORDING, cue, phrase, sentence)


def quarter(sentence: Sentence, start: int, stop: int) -> Phrase | None:
    """„heißt es beim Landkreis“, "critican desde la asociación": the body that is spoken at."""
    language = sentence.language
    if start >= stop or sentence.tokens[start].low not in language.speech.quarters:
        return None
    phrase = phrase_behind(sentence, start, stop)
    if phrase is None and start + 1 < stop and is_group(sentence.tokens[start + 1].low, language):
        phrase = walk_phrase(sentence, start + 1, stop)  # "bij omroep Zeedijk lachen ze"
    return phrase if phrase is not None and _is_place_to_speak(sentence, phrase) else None


def _is_place_to_speak(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase is a body itself, and not a thing of one: „in der Satzung des Vereins“."""
    tokens, language = sentence.tokens, sentence.language
    if phrase.head is Head.NAME and phrase.name is not None:
        ahead = tokens[phrase.first : phrase.name.opens]
        return len(ahead) <= 1 or is_group(ahead[-1].low, language)
    links, determiners = language.phrases.links, language.determiners
    inner = tokens[phrase.first + (tokens[phrase.first].low in language.determiners) : phrase.last]
    head = takewhile(lambda one: one.low not in links and one.low not in determiners, inner)
    return phrase.head is Head.GROUP and any(is_group(one.low, language) for one in head)


def is_embedded(sentence: Sentence, position: int) -> bool:
    """Whether a quotation fills a noun phrase of the narration: „sprach von einem „…““.

    Behind an article or a preposition stands no sentence: what is quoted is a part of one, or the
    name of something.
    """
    if position == 0:
        return False
    before, language = sentence.tokens[position - 1].low, sentence.language
    phrases = language.phrases
    if before in language.speech.manner or before in phrases.relatives:
        return False
    governs = phrases.governs(before) or before in phrases.contracted
    return governs or before in language.determiners
