"""Filters with which templates set parts of a text apart; they never change a word.

``marked`` and ``highlighted`` put elements round parts of the quote, ``opened`` takes its opening
mark off, ``parted`` and ``stacked`` take a figure's sentence and the figure apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex
from markupsafe import Markup, escape

from bot.cards.words.linebreak import weak_words

_OUTER_MARKS = re.compile(r"^([«»“”„‟‹›‚‘’\"']\s*)(.*?)(\s*[«»“”‟‹›‘’\"'])$", re.DOTALL)
_LETTERS = r"(?:[\p{L}\p{N}]\p{M}*)+"
_WORD = regex.compile(rf"{_LETTERS}(?:[’'-]{_LETTERS})*")
_CLAUSE_END = re.compile(r"[,;:.!?…—–،؛؟]+[»”“)]?(?=\s)|\s[—–](?=\s)")
_STOPS = re.compile(r"[,;:.!?…،؛؟]+(?!\w)")
_ELISION = re.compile(r"^[^\W\d_]{1,2}[’']")


def marked(quote: str) -> Markup:
    """The quote with its outer marks in ``<span class="mark">``, for a colour of their own."""
    opening, words, closing = _without_marks(quote)
    return _mark(opening) + escape(words) + _mark(closing)


def opened(quote: str) -> tuple[str, str]:
    """The quote's opening mark alone, and the rest with its closing mark."""
    opening, words, closing = _without_marks(quote)
    return opening.strip(), words + closing


def highlighted(quote: str, headline: str = "", language: str = "en") -> Markup:
    """The quote with its strongest words in ``<mark>`` and its outer marks as ``marked`` has them.

    The strongest words are a run that can be read alone; see ``strongest``.
    """
    opening, words, closing = _without_marks(quote)
    start, end = strongest(words, headline, language)
    middle = Markup("<mark>{}</mark>").format(words[start:end])
    return _mark(opening) + escape(words[:start]) + middle + escape(words[end:]) + _mark(closing)


def _without_marks(quote: str) -> tuple[str, str, str]:
    match = _OUTER_MARKS.match(str(quote))
    return (match[1], match[2], match[3]) if match else ("", str(quote), "")


def _mark(sign: str) -> Markup:
    return Markup('<span class="mark">{}</span>').format(sign) if sign else Markup("")


# --- the sentence of a figure ------------------------------------------------------------


def parted(sentence: str, figure: str) -> tuple[str, str, str]:
    """What stands before the figure in its sentence, the figure, and what stands after it.

    The spaces between the three are kept. A stop right after the figure stays with it. Where the
    sentence does not hold the figure as a number of its own, it comes whole after the figure.

    >>> parted("The works cost 4 million euros.", "4 million")
    ('The works cost ', '4 million', ' euros.')
    """
    whole = rf"(?<![\w.,])[+−-]?{re.escape(str(figure))}(?!\w)(?!\S*\d)[.!?…]?"
    match = re.search(whole, str(sentence)) if figure else None
    if match is None:
        return "", str(figure), str(sentence)
    before, after = sentence[: match.start()], sentence[match.end() :]
    glued = re.match(r"\S*", after)
    tail = glued[0] if glued else ""
    return before, match[0] + tail, after[len(tail) :]


_STACK = re.compile(r"^(.*\d\S*)[ \u00a0\u202f](\D{3,})$", re.DOTALL)


def stacked(figure: str) -> tuple[str, str]:
    """The figure's digits and its unit in words, which may stand under them.

    Short units stay with their digits.

    >>> stacked("4,2 millions"), stacked("42 %")
    (('4,2', 'millions'), ('42 %', ''))
    """
    match = _STACK.match(str(figure))
    return (match[1], match[2]) if match else (str(figure), "")


# --- the strongest words -----------------------------------------------------------------

FEWEST, MOST = 2, 8  # words of a highlight
_GREATEST_SHARE = 0.65  # of the quote's words: what is all strong is not strong
_WHOLE = 4  # words up to which a quote is highlighted whole
_DIGITS, _AT_THE_END, _OF_HEADLINE, _RIGHT_LENGTH = 2.0, 1.0, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    words: tuple[str, ...]


def strongest(words: str, headline: str = "", language: str = "en") -> tuple[int, int]:
    """Where the strongest words of a quote without its marks begin and end.

    Of the clauses of two to eight words the one with a number, at the end (a reader keeps what
    comes last: the rhetoricians' end weight) or with the headline's own words; where all clauses
    are longer, the last phrase. A quote of up to four words is strong as a whole.

    >>> text = "We asked for a ferry, and they sent us a brochure."
    >>> text[slice(*strongest(text))]
    'and they sent us a brochure.'
    """
    found = list(_WORD.finditer(words))
    if len(found) <= _WHOLE:
        return 0, len(words)
    clauses = [run for run in _clauses(words) if _fits(run, len(found))]
    if not clauses:
        return _last_phrase(words, found, language)
    titled = {word.casefold() for word in _WORD.findall(headline)} - weak_words(language)

    def weight(run: _Run) -> tuple[float, int]:
        score = _DIGITS * any(any(map(str.isdigit, word)) for word in run.words)
        score += _AT_THE_END * (run.end >= found[-1].end())
        score += _OF_HEADLINE * len({word.casefold() for word in run.words} & titled)
        return score + _RIGHT_LENGTH * (3 <= len(run.words) <= 6), run.start

    best = max(clauses, key=weight)
    return best.start, _with_stop(words, best.end)


def _with_stop(words: str, end: int) -> int:
    """The end of a run with the stops that follow at once."""
    stops = _STOPS.match(words, end)
    return stops.end() if stops else end


def _fits(run: _Run, total: int) -> bool:
    return FEWEST <= len(run.words) <= min(MOST, int(_GREATEST_SHARE * total))


def _clauses(words: str) -> Iterator[_Run]:
    """What stands between stops, without the stops themselves."""
    edges = [0, *(match.end() for match in _CLAUSE_END.finditer(words)), len(words)]
    for start, end in pairwise(edges):
        found = list(_WORD.finditer(words, start, end))
        if found:
            yield _Run(found[0].start(), found[-1].end(), tuple(each[0] for each in found))


def _last_phrase(words: str, found: list[regex.Match[str]], language: str) -> tuple[int, int]:
    """The last three to six words, from where a phrase begins: at a weak word after a full one."""
    weak, end = weak_words(language), _with_stop(words, found[-1].end())

    def is_weak(match: regex.Match[str]) -> bool:
        return match[0].casefold() in weak or bool(_ELISION.match(match[0]))

    for count in (4, 5, 3, 6):
        if count < len(found) and is_weak(found[-count]) and not is_weak(found[-count - 1]):
            return found[-count].start(), end
    for count in (4, 3, 5):
        if count < len(found) and not is_weak(found[-count - 1]):
            return found[-count].start(), end
    return found[-4].start(), end
