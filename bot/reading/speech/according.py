"""According to somebody: « selon X », "X zufolge", in front of the quotation or behind it."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at, walk_phrase
from bot.reading.languages import Gender
from bot.reading.speech.nominal import phrase_behind
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.speech.subjects import subject_after
from bot.reading.speech.thoughts import has_clause
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.tokens import words_of

MAX_BEHIND = 8  # tokens between a quotation and a word such as "zufolge"


def according_at(sentence: Sentence, index: int, stop: int, *, behind: bool) -> Attribution | None:
    """The attribution that "according to" or the like at token ``index`` gives."""
    if sentence.tokens[index].low in sentence.language.speech.postpositions:
        return _postposed(sentence, index)
    known = idioms(sentence.language)
    opening = not behind and _opens_sentence(sentence, index)
    phrases = known.according_behind if behind else known.according
    size = match_expression(sentence.tokens, index, known.according_opening if opening else phrases)
    if not size:
        return None
    phrase = phrase_behind(sentence, index + size - 1, stop)
    if phrase is not None and _is_account(sentence, phrase):
        phrase = _teller(sentence, phrase, stop)
    if phrase is None or (opening and not _holds_views(sentence, index, phrase)):
        return None
    cue = sentence.between(index, index + size)
    return Attribution(Rule.ACCORDING, cue, phrase, sentence)


def _is_account(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase is an account and nobody who gives one: « le récit », "la versión"."""
    speech = sentence.language.speech
    words = sentence.tokens[phrase.first : phrase.first + 2]
    return phrase.head is Head.OTHER and any(
        token.low in speech.nouns or token.low in speech.statements for token in words
    )


def _teller(sentence: Sentence, account: Phrase, stop: int) -> Phrase | None:
    """Whose account it is: « d'après le récit qu'elle livre », « le récit de Paul Mora »."""
    tokens, phrases = sentence.tokens, sentence.language.phrases
    for at in range(account.first + 1, min(stop, account.last + 1)):
        if tokens[at].low in phrases.genitives:
            teller = phrase_behind(sentence, at, stop)
            return teller if teller is not None and teller.head is not Head.OTHER else None
    if account.last < stop and tokens[account.last].low in phrases.relatives:
        teller = subject_after(sentence, account.last, stop)
        return teller if teller is not None and teller.head is not Head.OTHER else None
    return None


def _opens_sentence(sentence: Sentence, index: int) -> bool:
    adverbs = sentence.language.words.adverbs
    return index == 0 or (index == 1 and sentence.tokens[0].low in adverbs)


def according_behind(sentence: Sentence, start: int, stop: int) -> Attribution | None:
    """According to somebody, right behind the quotation: „…“, einem Sprecher zufolge."""
    viewed = _viewed_behind(sentence, start, stop)
    if viewed is not None:
        return viewed
    openers = idioms(sentence.language).according_openers
    for index in range(start, min(stop, start + MAX_BEHIND)):
        token = sentence.tokens[index]
        if token.low in openers:
            found = according_at(sentence, index, stop, behind=index == start)
            if found is not None and (index == start or found.cue == token.text):
                return found
        if not token.is_word:
            break
    return None


def _viewed_behind(sentence: Sentence, start: int, stop: int) -> Attribution | None:
    """« … » pour la militante.: a sentence's last words, where it has no verb of speech."""
    tokens, language = sentence.tokens, sentence.language
    if start >= stop or not tokens[start - 1].is_quote:
        return None
    if tokens[start].low not in language.speech.according_at_start:
        return None
    viewer = phrase_at(sentence, start + 1, stop)
    if viewer is None or viewer.head not in (Head.NAME, Head.ROLE):
        return None
    if not has_clause(words_of(sentence.between(start - 1, start), language), language):
        return None
    last = not any(token.is_word for token in tokens[viewer.last : stop])
    told = any(token.low in language.cues for token in tokens[:start])
    cue = tokens[start].text
    return Attribution(Rule.ACCORDING, cue, viewer, sentence) if last and not told else None


def _postposed(sentence: Sentence, index: int) -> Attribution | None:
    """„Einem Sprecher zufolge“: the phrase in front of a word such as "according"."""
    tokens = sentence.tokens
    if index == 0 or tokens[index].low not in sentence.language.speech.postpositions:
        return None
    phrase = walk_phrase(sentence, index - 1, index)
    for first in range(index - 1, max(-1, index - MAX_BEHIND), -1):
        wider = phrase_at(sentence, first, index)
        if wider is not None and wider.last == index:
            phrase = wider
    if not tokens[phrase.first].is_word:
        return None
    return Attribution(Rule.ACCORDING, tokens[index].text, phrase, sentence)


def _holds_views(sentence: Sentence, index: int, phrase: Phrase) -> bool:
    """Whether a phrase behind "for" at a sentence's start is somebody, or the cue is plain."""
    tokens = sentence.tokens
    if match_expression(tokens, index, idioms(sentence.language).according) > 0:
        return True
    if phrase.head is Head.PRONOUN:  # « Pour elle, « … » »
        apart = phrase.last < len(tokens) and tokens[phrase.last].text == ","
        return apart and phrase.gender is not Gender.ANY
    return phrase.head in (Head.NAME, Head.ROLE, Head.GROUP)
