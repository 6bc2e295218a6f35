"""Question-and-answer interviews: turns with a label, and whose turns the answers are.

« Anna Roux : … », « A. R. : … », "A: …". A label counts when it comes back; the label whose
turns are questions is the interviewer's. Answers are speech without quotation marks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.languages import Language, fold

MIN_TURNS = 2  # of one label
MAX_LABEL = 50  # characters
_LABEL = re.compile(
    r"(?:[•–—-]\s*)?([^\W\d_][^\n:?!«»“”\"„]{0,49}?)[ \u00a0\u202f]?:[ \u00a0\u202f]+(?=\S)"
)
_OPENING_MARKS = '«»“„"‘<'


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says after a label: ``start`` to ``end`` are the words."""

    label: str
    start: int
    end: int


def answers(text: str, spans: Sequence[tuple[int, int]], language: Language) -> list[Turn]:
    """The answers of an interview in the text, none when it is no interview."""
    turns = [turn for start, end in spans if (turn := _turn(text, start, end))]
    by_label: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_label[fold(turn.label)].append(turn)
    if max(map(len, by_label.values()), default=0) < MIN_TURNS or not _has_questions(text, spans):
        return []
    found = [
        turn
        for label, said in by_label.items()
        if not _asks(label, said, text, language)
        for turn in said
    ]
    found.sort(key=lambda turn: turn.start)
    return [turn for turn in found if text[turn.start] not in _OPENING_MARKS]


def _turn(text: str, start: int, end: int) -> Turn | None:
    match = _LABEL.match(text, start, min(end, start + MAX_LABEL + 8))
    if match is None or len(match.group(1).split()) > 6 or not match.group(1)[0].isupper():
        return None
    stop = end - (len(text[start:end]) - len(text[start:end].rstrip()))
    return Turn(match.group(1).strip(), match.end(), stop)


def _asks(label: str, said: Sequence[Turn], text: str, language: Language) -> bool:
    """Whether a label is the interviewer's: by its word, or because its turns are questions."""
    bare = label.rstrip(".")
    if bare in language.page.questions:
        return True
    if bare in language.page.answers:
        return False
    return 2 * sum(text[turn.end - 1] == "?" for turn in said) > len(said)


def _has_questions(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    return sum(text[start:end].rstrip().endswith("?") for start, end in spans) >= MIN_TURNS


def is_answer_label(label: str, language: Language) -> bool:
    """Whether the label is a word for "answer" and names nobody."""
    return fold(label).rstrip(".") in language.page.answers
