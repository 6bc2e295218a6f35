"""Stretches between quotation marks: paired paragraph by paragraph, and mended where it is safe."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.languages import Language
from bot.reading.marks.pairing import NONE, Marked, Pairing, is_clipped, plain_pairs
from bot.reading.marks.signs import FAMILY, PADDING, Family, Mark, scan, trimmed

_BEFORE_SENTENCE = frozenset(".!?…:,’”'\"")


def find_marked(
    text: str, span: tuple[int, int], following: tuple[int, int] | None, language: Language
) -> list[Marked]:
    """Every stretch between marks of the paragraph at ``span``, nested ones with their depth.

    They are in the order of the text. ``following`` is the next paragraph, which may open a
    quotation anew that this one leaves open.
    """
    plain = plain_pairs(text, *span, language)
    if plain:
        return [one for one in plain if one.start < one.end]
    if NONE.fullmatch(text, *span):
        return []
    marks = scan(text, *span)
    if not marks:
        return []
    pairs, unclosed = Pairing(text, *span, marks, language).run()
    single = None if unclosed else _open_single(text, span, marks, pairs, language)
    if unclosed or single:
        ahead = scan(text, *following) if following else []
        start = following[0] if following else span[1]
        pairs += [one._replace(reopened=_reopens(text, one, ahead, start)) for one in unclosed]
        if single:
            reopened = _reopens(text, single, ahead, start)
            pairs.append(single._replace(reopened=reopened, doubtful=not reopened))
    pairs = _without_apostrophes(text, span, pairs)
    found = [one for one in [trim(text, pair) for pair in pairs] if one.start < one.end]
    found.sort(key=lambda one: (one.outer_start, -one.outer_end))
    return found


def _without_apostrophes(text: str, span: tuple[int, int], pairs: list[Marked]) -> list[Marked]:
    """The stretches that do not stand between doubled apostrophes."""
    if text.find("''", *span) < 0:
        return pairs
    found: list[Marked] = []
    covered = -1
    for one in sorted(pairs, key=lambda one: one.outer_start):
        if text.startswith("''", one.outer_start):
            covered = max(covered, one.outer_end)
        elif one.outer_start >= covered:
            found.append(one)
    return found


def _open_single(
    text: str,
    span: tuple[int, int],
    marks: Sequence[Mark],
    pairs: Sequence[Marked],
    language: Language,
) -> Marked | None:
    """What a single mark opens that no other closes, behind everything that is paired.

    A quotation, if it opens the paragraph or a sentence, and the next paragraph opens it anew or
    an attribution stands in it.
    """
    start = max((one.outer_end for one in pairs), default=span[0])
    for mark in marks:
        if mark.start < start or mark.family is not Family.SINGLE or not mark.leans_right:
            continue
        before = text[span[0] : mark.start].rstrip(PADDING)[-1:]
        sentence = before in _BEFORE_SENTENCE and text[mark.end : mark.end + 1].isupper()
        if (sentence or not before) and not is_clipped(text, mark, language):
            return Marked(mark.end, span[1], mark.start, span[1], 0, mended=True, unclosed=True)
    return None


def _reopens(text: str, unclosed: Marked, following: Sequence[Mark], next_start: int) -> bool:
    """Whether the next paragraph starts with a mark, as a quotation of several paragraphs does."""
    if not following or text[next_start : following[0].start].strip(PADDING):
        return False
    family = FAMILY.get(text[unclosed.outer_start])
    return following[0].family is family


def trim(text: str, marked: Marked) -> Marked:
    """Without padding, and without commas that belong to the attribution."""
    start, end = trimmed(text, marked.start, marked.end)
    return Marked(start, end, *marked[2:])
