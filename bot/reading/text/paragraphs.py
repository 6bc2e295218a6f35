"""Where the paragraphs of a text stand; those that no newsroom sets are read in pieces."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from bot.reading.languages import Language

MAX_PARAGRAPH = 3_000  # characters; what is longer has lost its line breaks
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE_END = re.compile(r"[.!?…][»”\"’')\]]*\s+(?=[^\W\d_a-zß-ÿ]|[«“„\"‘(])")


class Spans(Sequence[tuple[int, int]]):
    """Where stretches of a text start and end, in two columns: a long text has very many."""

    def __init__(self) -> None:
        self._starts, self._ends = array("q"), array("q")

    def append(self, start: int, end: int) -> None:
        """Add one behind all others."""
        self._starts.append(start)
        self._ends.append(end)

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(index, slice):
            return list(zip(self._starts[index], self._ends[index], strict=True))
        return self._starts[index], self._ends[index]


def paragraph_spans(text: str, language: Language) -> Spans:
    """Where the lines of the text that are not blank start and end, overlong ones in pieces."""
    found = Spans()
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end - start > MAX_PARAGRAPH:
            cut = _cut(text, start, language)
            found.append(start, cut)
            start = cut
        found.append(start, end)
    return found


def _cut(text: str, start: int, language: Language) -> int:
    """Where a piece of an overlong paragraph ends.

    Behind the last sentence that leaves no quotation open, else behind a sentence or a word.
    """
    half, stop = start + MAX_PARAGRAPH // 2, start + MAX_PARAGRAPH
    ends = [match.end() for match in _SENTENCE_END.finditer(text, half, stop)]
    closed = (end for end in reversed(ends) if _is_closed(text, start, end, language))
    word = text.rfind(" ", half, stop) + 1 or stop
    return next(closed, ends[-1] if ends else word)


def _is_closed(text: str, start: int, end: int, language: Language) -> bool:
    pairs = (*language.marks.pairs, ('"', '"'))
    return all(
        text.count(first, start, end) == text.count(last, start, end)
        if first != last
        else text.count(first, start, end) % 2 == 0
        for first, last in pairs
        if last not in "’'"
    )
