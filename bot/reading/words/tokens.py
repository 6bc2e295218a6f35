"""Words and signs of a stretch of text, each of them a token.

In the reader's view of a paragraph each quotation is one token, so that a sentence shows its
own grammar: ``« … », dit le maire`` is QUOTE, comma, verb, noun phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from bot.reading.languages import Language, fold
from bot.reading.words.nouns import is_role

QUOTE = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: the word form of a quotation

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*\w*"
    r"|(?:[^\W\d_]-)?(?:[^\W\d_]\.){2,}"
    r"|[#@]?\w+(?:['’‐‑&-]\w+)*"
    r"|(?:[^\w\s]\s?){8,}"  # an ornament or damage: one sign
    r"|[^\w\s]"
)
_ORNAMENT = re.compile(r"[^\w\s]\s?(?:[^\w\s]\s?){7}")
_SIGNS = re.compile(r"^(?:[^\w\s]\s?)+$|(?:[^\w\s]\s?){4}")  # of two pieces, one has half of eight

# Signs behind which any word may have a capital.
_LEADING = frozenset([*":.!?…•-–—\"“„«‘‚‹›(['"])

MAX_WORDS = 3_000  # characters whose words tell what a quotation or a lead is like
MIN_CONTENT = 4  # letters of a word that says what a text is about
MAX_PIECE = 40  # characters between two spaces; longer pieces do not come back
MAX_PIECES = 8_192  # of a language that are remembered


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign or a whole quotation; ``low`` is its folded form for comparison.

    It knows no place, so that a word that comes back is the same token again. ``size`` is its
    length in characters, of a quotation that of all that it stands for. ``is_content`` is true of
    words that say what a text is about, ``is_role`` of nouns for somebody, ``opens_phrase`` of
    what else than a name can open a noun phrase, ``joins_names`` of what can stand within a name,
    ``leads`` of signs behind which any word may have a capital. ``is_noted`` is true of quotations,
    of what can open a name and of words that mean somebody: of few tokens, at which alone most of
    the work is done.
    """

    text: str
    low: str
    size: int
    is_word: bool = False
    is_capitalised: bool = False
    is_quote: bool = False
    is_content: bool = False
    is_role: bool = False
    opens_phrase: bool = False
    joins_names: bool = False
    leads: bool = False
    is_noted: bool = False


@dataclass(slots=True)
class Stretch:
    """The tokens of a stretch of text and where in the text each of them starts."""

    tokens: list[Token] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def add(self, token: Token, start: int) -> None:
        """Add a token behind all others."""
        self.tokens.append(token)
        self.starts.append(start)

    def part(self, first: int, last: int) -> Stretch:
        """The tokens ``first`` to ``last`` (exclusive)."""
        return Stretch(self.tokens[first:last], self.starts[first:last])

    def end(self, index: int) -> int:
        """Where a token ends."""
        return self.starts[index] + self.tokens[index].size


def tokenise(
    text: str, start: int, end: int, language: Language, onto: Stretch | None = None
) -> Stretch:
    """The tokens of ``text[start:end]``; joined words are parted as the language parts them.

    They are added to those of ``onto``, if it is given.
    """
    found = Stretch() if onto is None else onto
    stretch = text[start:end]
    body = stretch.strip(" ")
    pieces = body.split(" ")
    if len(body) > MAX_PIECE * len(pieces):
        _match_tokens(stretch, start, language, found)
        return found
    known = _pieces(language)
    parted = [*map(known.__getitem__, pieces)]
    if _may_hold_ornament(pieces, known.signs) and _ORNAMENT.search(body):
        _match_tokens(stretch, start, language, found)
        return found
    tokens, steps = found.tokens, [start + stretch.index(body)]
    for some, lengths in parted:
        tokens += some
        steps += lengths
    first = len(found.starts)
    found.starts += accumulate(steps)
    if found.starts.pop() != steps[0] + len(body) + 1:  # some piece does not open with a token
        found.starts[first:] = _starts(steps[0], pieces, parted)
    return found


def _may_hold_ornament(pieces: list[str], signs: set[str]) -> bool:
    """A quick look: whether more than one sign stands apart, as some do within an ornament."""
    if signs.isdisjoint(pieces):
        return False
    apart = signs.intersection(pieces)
    return sum([len(piece) * pieces.count(piece) for piece in apart]) > 1


class _Parted(NamedTuple):
    """The tokens of what stands between two spaces, each with the step to where the next starts.

    The last one's step leads behind the space.
    """

    tokens: tuple[Token, ...]
    steps: tuple[int, ...]


def _starts(at: int, pieces: list[str], parted: list[_Parted]) -> list[int]:
    """Where the tokens of pieces start of which the first stands at ``at``."""
    found: list[int] = []
    for piece, one in zip(pieces, parted, strict=True):
        at += len(piece) + 1
        found.extend(accumulate(one.steps[:-1], initial=at - sum(one.steps)) if one.steps else ())
    return found


class _Pieces(dict[str, _Parted]):
    """The pieces of a language's texts that may come back, parted.

    ``signs`` are those of nothing but signs, or of many: without one of them stands no ornament.
    """

    def __init__(self, language: Language) -> None:
        self.signs: set[str] = set()
        self._steps: dict[tuple[int, ...], tuple[int, ...]] = {}  # one copy of each: few, and near
        self._language = language

    def __missing__(self, piece: str) -> _Parted:
        found = Stretch()
        _match_tokens(piece, 0, self._language, found)
        ends = [*found.starts[1:], len(piece) + 1]
        steps = [end - start for start, end in zip(found.starts, ends, strict=False)]
        same = tuple(steps)
        parted = _Parted(tuple(found.tokens), self._steps.setdefault(same, same))
        if len(piece) <= MAX_PIECE:
            self._keep(piece, parted)
        return parted

    def _keep(self, piece: str, parted: _Parted) -> None:
        if len(self) >= MAX_PIECES:
            self.clear()
            self.signs.clear()
            self._steps.clear()
        self[piece] = parted
        if _SIGNS.search(piece):
            self.signs.add(piece)


@lru_cache(maxsize=32)
def _pieces(language: Language) -> _Pieces:
    return _Pieces(language)


@lru_cache(maxsize=64)
def words_of(text: str, language: Language) -> tuple[str, ...]:
    """The words of a text in their folded form, without its signs; of a long one the first."""
    tokens = tokenise(text, 0, min(len(text), MAX_WORDS), language).tokens
    return tuple([token.low for token in tokens if token.is_word])


@lru_cache(maxsize=256)
def quotation(size: int) -> Token:
    """The token of a quotation of that many characters, marks included."""
    return Token(QUOTE, QUOTE, size, is_quote=True, joins_names=True, leads=True, is_noted=True)


def _token(text: str, low: str, language: Language) -> Token:
    first = text[0]
    is_word = first.isalpha() or first.isdigit() or first in "#@"
    capital = first.isupper() or _opens_small(text)
    role = is_word and is_role(low, language)
    return Token(
        text,
        text if low == text else low,
        len(text),
        is_word,
        capital,
        is_content=is_word and is_content(low, language),
        is_role=role,
        opens_phrase=role or _opens_phrase(text, low, language),
        joins_names=_joins_names(text, low, language) or capital,
        leads=text in _LEADING,
        is_noted=capital or role or first == "@" or low in language.pronouns.personal,
    )


def is_content(low: str, language: Language) -> bool:
    """Whether a word says what a text is about: it is no figure, not short and no function word."""
    return len(low) >= MIN_CONTENT and low[0].isalpha() and low not in language.function_words


def _opens_phrase(text: str, low: str, language: Language) -> bool:
    """Whether a word, a number or a suspended compound („Bau- und Wohnamt“) opens a noun phrase."""
    if low in language.phrase_openers or low in language.pronoun_openers or text[0].isdigit():
        return True
    return text[-1] == "-" and text[0].isupper()


def _joins_names(text: str, low: str, language: Language) -> bool:
    """Whether a word or sign without a capital may stand within a name."""
    if low in language.name_joiners or text in "'’":
        return True
    return "-" in low or low.isdigit()


def _opens_small(text: str) -> bool:
    """Whether a name has its capital in second place: "tSaoir", "hEithir", "eBay"."""
    return len(text) > 3 and text[1].isupper() and text[0].islower() and text.isalpha()


def _match_tokens(stretch: str, start: int, language: Language, found: Stretch) -> None:
    rules = language.words
    bare = _bare_capitals(language)
    for match in _TOKEN.finditer(stretch):
        word = match[0]
        at = start + match.start()
        low = word.lower()
        if word.isalpha():
            found.add(_token(word, bare.get(word, low), language), at)
        elif "'" in word or "’" in word:
            _part_apostrophe(word, fold(word), at, language, found)
        elif "-" in word and rules.attached_pronouns:
            _part_pronoun(word, low, at, language, found)
        elif low == "." and _abbreviates(found, at, language):
            last = found.tokens[-1]
            found.tokens[-1] = _token(last.text + ".", last.low, language)
        elif low == "-" and rules.compounds and _suspends(found, at, stretch[match.end() :]):
            last = found.tokens[-1]
            found.tokens[-1] = _token(last.text + "-", last.low + "-", language)
        elif "-" in word and rules.enclitics:
            found.add(_token(word, _without_enclitic(low, language), language), at)
        else:
            found.add((_sign if len(word) == 1 else _token)(word, low, language), at)


@lru_cache(maxsize=1024)
def _sign(text: str, low: str, language: Language) -> Token:
    """One copy of a token of one character: a text of nothing else has very many."""
    return _token(text, low, language)


@lru_cache(maxsize=32)
def _bare_capitals(language: Language) -> dict[str, str]:
    """The words for which a capital without its accent stands: « A Paris, … »."""
    return dict(language.words.bare_capitals)


def _suspends(found: Stretch, at: int, behind: str) -> bool:
    """Whether a hyphen belongs to the word before it: „Städte- und Gemeindetag“, „Bau-, Wohn-“."""
    if behind[:1].strip(", ") or not found.tokens or found.end(-1) != at:
        return False
    word = found.tokens[-1].text
    return word.isalpha() and not word.isupper()  # "ASSEN-": a place in front of a report


def _without_enclitic(low: str, language: Language) -> str:
    """The verb of « confessou-me », by which it is compared."""
    head, _, tail = low.rpartition("-")
    enclitic = tail in language.words.enclitics and low not in language.cues
    return head if enclitic and head in language.cues else low


def _abbreviates(found: Stretch, at: int, language: Language) -> bool:
    """Whether a full stop at ``at`` belongs to the word before it: "M.", "J."."""
    if not found.tokens or found.end(-1) != at or not found.tokens[-1].is_word:
        return False
    last, words = found.tokens[-1], language.words
    if last.is_capitalised and last.low in words.proper_abbreviations:
        return True
    if last.low in words.abbreviations:
        return True
    initial = len(last.text) == 1 and last.text.isupper()
    return initial and not (len(found.tokens) > 1 and found.tokens[-2].text[0].isdigit())


def _part_apostrophe(word: str, low: str, at: int, language: Language, out: Stretch) -> None:
    rules = language.words
    cut = low.index("'") + 1
    if low[: cut - 1] in rules.elisions and not _is_name_prefix(word, cut):
        _append(word, low, at, (0, cut), language, out)
        _append_rest(word[cut:], low[cut:], at + cut, language, out)
        return
    cut = low.rindex("'")
    if low[cut:] in rules.possessive_endings:
        _append(word, low, at, (0, cut), language, out)
        _append(word, low, at, (cut, len(word)), language, out)
        return
    if "-" in word and rules.attached_pronouns:
        _part_pronoun(word, low, at, language, out)
        return
    _append(word, low, at, (0, len(word)), language, out)


def _append_rest(word: str, low: str, at: int, language: Language, out: Stretch) -> None:
    if "'" in low:
        _part_apostrophe(word, low, at, language, out)
    elif "-" in low and language.words.attached_pronouns:
        _part_pronoun(word, low, at, language, out)
    else:
        _append(word, low, at, (0, len(word)), language, out)


def _append(
    word: str, low: str, at: int, part: tuple[int, int], language: Language, out: Stretch
) -> None:
    """Append the token of a part of ``word``, which stands at ``at``."""
    first, last = part
    out.add(_token(word[first:last], low[first:last], language), at + first)


def _is_name_prefix(word: str, cut: int) -> bool:
    """N'Golo, M'Bala: two capitals round the apostrophe are a name, except after L' and D'."""
    return word[0] in "NMKOT" and word[cut : cut + 1].isupper()


def _part_pronoun(word: str, low: str, at: int, language: Language, out: Stretch) -> None:
    """« dit-il », « a-t-elle » are a verb and its subject."""
    cut = low.rindex("-")
    if low[cut + 1 :] not in language.words.attached_pronouns or cut == 0:
        _append(word, low, at, (0, len(word)), language, out)
        return
    verb = len(low[:cut].removesuffix("-t"))
    _append(word, low, at, (0, verb), language, out)
    _append(word, low, at, (cut + 1, len(word)), language, out)
