"""Where the sentences of a paragraph end: at its signs, and at quotations that end like one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.reading.languages import Language
from bot.reading.words.tokens import QUOTE, Stretch, Token

_TERMINALS = frozenset(".!?…")
_DASHES = frozenset("–—-")
_MAY_END = _TERMINALS | {QUOTE}
_CLOSERS = frozenset(")]}»”“\"'’")
MAX_SENTENCE = 200  # tokens; longer ones are lists or damage, and are cut to keep time linear


def sentences(paragraph: Stretch, text: str, language: Language) -> list[Stretch]:
    """The sentences of a paragraph; a quotation that ends one ends it too."""
    found: list[Stretch] = []
    begin = 0
    tokens = paragraph.tokens
    for index in [at for at, token in enumerate(tokens) if token.text in _MAY_END]:
        while index - begin >= MAX_SENTENCE:
            found.append(paragraph.part(begin, begin + MAX_SENTENCE))
            begin += MAX_SENTENCE
        if _ends_sentence(paragraph, begin, index, text, language):
            found.append(paragraph.part(begin, index + 1))
            begin = index + 1
    rest = range(begin, len(tokens), MAX_SENTENCE)
    return found + [paragraph.part(at, at + MAX_SENTENCE) for at in rest]


def _ends_sentence(
    paragraph: Stretch, begin: int, index: int, text: str, language: Language
) -> bool:
    """Whether a token ends the sentence that opened at token ``begin``."""
    tokens = paragraph.tokens
    if index + 1 == len(tokens):
        return True
    token, following = tokens[index], tokens[index + 1]
    if token.is_quote:
        start, end = paragraph.starts[index], paragraph.end(index)
        ends = _quote_ends_sentence(tokens[index + 1 : index + 9], text[start:end], language)
        if ends or not _starts_sentence(following) or not language.speech.subject_first:
            return ends
        return text[end - 2] in _TERMINALS and _has_speaker(tokens, begin, index, language)
    if following.text in _TERMINALS:
        return False
    if following.low in language.words.months and _is_day(tokens[index - 1].text):
        return False  # „am 27. April“
    if language.words.nouns_capitalised and _is_ordinal(tokens, index, language):
        return False  # „über den 1. Heimsieg“
    if following.text in _CLOSERS and paragraph.starts[index + 1] == paragraph.end(index):
        return False
    return _starts_sentence(following)


def _is_ordinal(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether a full stop is that of a number between an article and its noun."""
    if index < 2 or not _is_day(tokens[index - 1].text):
        return False
    before, phrases = tokens[index - 2].low, language.phrases
    articled = before in phrases.definite or before in phrases.contracted
    return articled and tokens[index + 1].low not in language.function_words


def _is_day(word: str) -> bool:
    return word.isdigit() and len(word) <= 2


def _starts_sentence(token: Token) -> bool:
    first = token.text[0]
    return token.is_quote or (not first.islower() and first not in ",;:)]}")


def _quote_ends_sentence(ahead: Sequence[Token], quoted: str, language: Language) -> bool:
    """Whether what follows a quotation starts afresh.

    It does after a quotation that ends like a sentence, when a capital follows; but in a
    language that puts the subject first, ``"Why?" Anna asked`` goes on.
    """
    following = ahead[0]
    last = quoted.rstrip("»”“\"'’›‹« \u00a0\u202f")[-1:]
    if last not in _TERMINALS or not _starts_sentence(following):
        return False
    if following.text in _DASHES and len(ahead) > 1 and ahead[1].text.islower():
        return False  # «Non so. – precisa – Forse sì»
    if not language.speech.subject_first or following.is_quote:
        return True
    if last == "." and not quoted.endswith(("...", "...”", '..."')):
        ahead = ahead[:5]
    return not _verb_soon(ahead, language)


def _has_speaker(tokens: Sequence[Token], begin: int, index: int, language: Language) -> bool:
    """Whether words in front say whose a quotation is: Ann said: “Stay.” Tom agreed.

    They stand in its own sentence, or it goes on behind them: “Go,” Ann said. “Stay.” Tom agreed.
    """
    verbs = language.speech.verbs
    if index == begin:
        begin = max((at for at in range(begin - 1) if tokens[at].is_quote), default=begin)
    return any(token.low in verbs for token in tokens[begin:index])


def _verb_soon(tokens: Iterable[Token], language: Language) -> bool:
    for token in tokens:
        if token.low in language.speech.verbs:
            return True
        if token.text in _TERMINALS or token.text == ":" or token.is_quote:
            return False
    return False
