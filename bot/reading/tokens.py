"""Words and signs of a stretch of text, and the sentences they make.

In the reader's view of a paragraph each quotation is one token, so that a sentence shows its
own grammar: ``« … », dit le maire`` is QUOTE, comma, verb, noun phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.reading.languages import Language, fold

QUOTE = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: the word form of a quotation

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*\w*"
    r"|(?:[^\W\d_]-)?(?:[^\W\d_]\.){2,}"
    r"|[#@]?\w+(?:['’‐‑&-]\w+)*"
    r"|(?:[^\w\s]\s?){8,}"  # an ornament or damage: one sign
    r"|[^\w\s]"
)
_ORNAMENT = re.compile(r"[^\w\s]\s?(?:[^\w\s]\s?){7}")
_TERMINALS = frozenset(".!?…")
_DASHES = frozenset("–—-")
_MAY_END = _TERMINALS | {QUOTE}
_CLOSERS = frozenset(")]}»”“\"'’")


MAX_WORDS = 3_000  # characters whose words tell what a quotation or a lead is like
MAX_SENTENCE = 200  # tokens; longer ones are lists or damage, and are cut to keep time linear


class Token(NamedTuple):
    """A word, a sign or a whole quotation; ``low`` is its folded form for comparison."""

    text: str
    low: str
    start: int
    end: int
    quote: int = -1

    @property
    def is_word(self) -> bool:
        first = self.text[0]
        return first.isalpha() or first.isdigit() or first in "#@"

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


_token = tuple.__new__  # the plain constructor costs a third of the tokeniser's time


def tokenise(text: str, start: int, end: int, language: Language) -> list[Token]:
    """The tokens of ``text[start:end]``; joined words are parted as the language parts them."""
    found: list[Token] = []
    stretch = text[start:end]
    if _ORNAMENT.search(stretch):
        _match_tokens(stretch, start, language, found)
        return found
    # Most words stand between spaces: what need not be matched sign by sign costs a third.
    at = start
    for piece, low in zip(stretch.split(" "), stretch.lower().split(" "), strict=True):
        stop = at + len(piece)
        if piece.isalpha():
            found.append(_token(Token, (piece, piece if low == piece else low, at, stop, -1)))
        elif piece:
            _part_piece(piece, low, at, language, found)
        at = stop + 1
    return found


@lru_cache(maxsize=64)
def words_of(text: str, language: Language) -> tuple[str, ...]:
    """The words of a text in their folded form, without its signs; of a long one the first."""
    tokens = tokenise(text, 0, min(len(text), MAX_WORDS), language)
    return tuple([token.low for token in tokens if token.is_word])


def _part_piece(piece: str, low: str, at: int, language: Language, found: list[Token]) -> None:
    """The tokens of what stands between two plain spaces, without matching where it can be."""
    sign = piece[-1] if piece[-1] in ".,;:" else ""
    word, low = (piece[:-1], low[:-1]) if sign else (piece, low)
    if word.isalpha():
        found.append(_token(Token, (word, word if low == word else low, at, at + len(word), -1)))
    elif word:
        head, apostrophe, rest = word.partition("’")
        if not (apostrophe and head.isalpha() and rest.isalpha()):
            _match_tokens(piece, at, language, found)
            return
        _part_apostrophe(word, low.replace("’", "'"), at, language, found)
    if sign:
        _append_sign(sign, at + len(word), language, found)


def _append_sign(sign: str, at: int, language: Language, found: list[Token]) -> None:
    if sign == "." and found and _abbreviates(found[-1], at, language):
        last = found[-1]
        found[-1] = Token(last.text + ".", last.low, last.start, at + 1)
    else:
        found.append(_token(Token, (sign, sign, at, at + 1, -1)))


def _match_tokens(stretch: str, start: int, language: Language, found: list[Token]) -> None:
    rules = language.words
    for match in _TOKEN.finditer(stretch):
        word = match[0]
        at = start + match.start()
        low = word.lower()
        if word.isalpha():
            found.append(_token(Token, (word, low, at, at + len(word), -1)))
        elif "'" in word or "’" in word:
            low = fold(word)
            _part_apostrophe(word, low, at, language, found)
        elif "-" in word and rules.attached_pronouns:
            _part_pronoun(word, low, at, language, found)
        elif low == ".":
            _append_sign(low, at, language, found)
        elif "-" in word and rules.enclitics:
            low = _without_enclitic(low, language)
            found.append(_token(Token, (word, low, at, at + len(word), -1)))
        else:
            found.append(_token(Token, (word, low, at, at + len(word), -1)))


def _without_enclitic(low: str, language: Language) -> str:
    """The verb of « confessou-me », by which it is compared."""
    head, _, tail = low.rpartition("-")
    enclitic = tail in language.words.enclitics and low not in language.cues
    return head if enclitic and head in language.cues else low


def _abbreviates(last: Token, at: int, language: Language) -> bool:
    """Whether a full stop at ``at`` belongs to the word before it: "M.", "J."."""
    if last.end != at or not last.is_word:
        return False
    words = language.words
    if last.is_capitalised and last.low in words.proper_abbreviations:
        return True
    return last.low in words.abbreviations or (len(last.text) == 1 and last.text.isupper())


def _part_apostrophe(word: str, low: str, at: int, language: Language, out: list[Token]) -> None:
    rules = language.words
    cut = low.index("'") + 1
    if low[: cut - 1] in rules.elisions and not _is_name_prefix(word, cut):
        _append(word, low, at, 0, cut, out)
        _append_rest(word[cut:], low[cut:], at + cut, language, out)
        return
    cut = low.rindex("'")
    if low[cut:] in rules.possessive_endings:
        _append(word, low, at, 0, cut, out)
        _append(word, low, at, cut, len(word), out)
        return
    if "-" in word and rules.attached_pronouns:
        _part_pronoun(word, low, at, language, out)
        return
    _append(word, low, at, 0, len(word), out)


def _append_rest(word: str, low: str, at: int, language: Language, out: list[Token]) -> None:
    if "'" in low:
        _part_apostrophe(word, low, at, language, out)
    elif "-" in low and language.words.attached_pronouns:
        _part_pronoun(word, low, at, language, out)
    else:
        _append(word, low, at, 0, len(word), out)


def _append(word: str, low: str, at: int, first: int, last: int, out: list[Token]) -> None:
    """Append the token of ``word[first:last]``; the word stands at ``at``."""
    out.append(_token(Token, (word[first:last], low[first:last], at + first, at + last, -1)))


def _is_name_prefix(word: str, cut: int) -> bool:
    """N'Golo, M'Bala: two capitals round the apostrophe are a name, except after L' and D'."""
    return word[0] in "NMKOT" and word[cut : cut + 1].isupper()


def _part_pronoun(word: str, low: str, at: int, language: Language, out: list[Token]) -> None:
    """« dit-il », « a-t-elle » are a verb and its subject."""
    cut = low.rindex("-")
    if low[cut + 1 :] not in language.words.attached_pronouns or cut == 0:
        _append(word, low, at, 0, len(word), out)
        return
    verb = len(low[:cut].removesuffix("-t"))
    _append(word, low, at, 0, verb, out)
    _append(word, low, at, cut + 1, len(word), out)


def sentences(tokens: Sequence[Token], text: str, language: Language) -> list[list[Token]]:
    """The sentences of one paragraph's tokens; a quotation that ends one ends it too."""
    found: list[list[Token]] = []
    begin = 0
    for index in [at for at, token in enumerate(tokens) if token[0] in _MAY_END]:
        while index - begin >= MAX_SENTENCE:
            found.append(list(tokens[begin : begin + MAX_SENTENCE]))
            begin += MAX_SENTENCE
        if _ends_sentence(tokens, index, text, language):
            found.append(list(tokens[begin : index + 1]))
            begin = index + 1
    found += [
        list(tokens[at : at + MAX_SENTENCE]) for at in range(begin, len(tokens), MAX_SENTENCE)
    ]
    return found


def _ends_sentence(tokens: Sequence[Token], index: int, text: str, language: Language) -> bool:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None:
        return True
    if token.quote >= 0:
        return _quote_ends_sentence(tokens, index, text, language)
    if token.text not in _TERMINALS or following.text in _TERMINALS:
        return False
    if following.text in _CLOSERS and following.start == token.end:
        return False
    return _starts_sentence(following)


def _starts_sentence(token: Token) -> bool:
    first = token.text[0]
    return token.quote >= 0 or (not first.islower() and first not in ",;:)]}")


def _quote_ends_sentence(
    tokens: Sequence[Token], index: int, text: str, language: Language
) -> bool:
    """Whether what follows a quotation starts afresh.

    It does after a quotation that ends like a sentence, when a capital follows; but in a
    language that puts the subject first, ``"Why?" Anna asked`` goes on.
    """
    token, following = tokens[index], tokens[index + 1]
    last = text[token.start : token.end].rstrip("»”“\"'’›‹« \u00a0\u202f")[-1:]
    if last not in _TERMINALS or not _starts_sentence(following):
        return False
    if following.text in _DASHES and index + 2 < len(tokens) and tokens[index + 2].text.islower():
        return False  # «Non so. – precisa – Forse sì»
    if not language.speech.subject_first or following.quote >= 0:
        return True
    if last == "." and not text[token.start : token.end].endswith(("...", "...”", '..."')):
        ahead = tokens[index + 1 : index + 6]
        return not _verb_soon(ahead, language)
    return not _verb_soon(tokens[index + 1 : index + 9], language)


def _verb_soon(tokens: Iterable[Token], language: Language) -> bool:
    for token in tokens:
        if token.low in language.speech.verbs:
            return True
        if token.text in _TERMINALS or token.text == ":" or token.quote >= 0:
            return False
    return False


Expressions = dict[str, list[tuple[str, ...]]]


@lru_cache(maxsize=64)
def expressions(language: Language, phrases: tuple[str, ...]) -> Expressions:
    """Expressions of one or more words, by their first word, the longest first."""
    found: Expressions = {}
    for phrase in phrases:
        words = tuple(token.low for token in tokenise(phrase, 0, len(phrase), language))
        if phrase.endswith("'") and words[-1] == "'":
            words = (*words[:-2], words[-2] + "'")
        found.setdefault(words[0], []).append(words)
    for alternatives in found.values():
        alternatives.sort(key=len, reverse=True)
    return found


def match_expression(tokens: Sequence[Token], index: int, among: Expressions) -> int:
    """How many tokens from ``index`` on form one of the expressions; 0 for none."""
    for words in among.get(tokens[index].low, ()):
        size = len(words)
        if tuple(token.low for token in tokens[index : index + size]) == words:
            return size
    return 0
