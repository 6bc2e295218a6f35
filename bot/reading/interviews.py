"""Question-and-answer interviews: turns with a label, and whose turns the answers are.

« Anna Roux : … », « A. R. : … », "A: …". A label counts when it comes back; the label whose
turns are questions is the interviewer's. Answers are speech without quotation marks. Without
labels, paragraphs that are questions must alternate with answers in the first person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.reading.languages import Language, fold

MIN_TURNS = 2  # of one label
MAX_LABEL = 50  # characters
MIN_QUESTIONS = 3  # of an interview without labels
MAX_ANSWER = 4  # paragraphs; what goes on longer is an article that asks now and then
MAX_QUESTION = 300  # characters; longer paragraphs that end in a question are an essay's
_LABEL = re.compile(
    r"(?:[•–—-]\s*)?([^\W\d_][^\n:?!«»“”\"„]{0,49}?)[ \u00a0\u202f]?:[ \u00a0\u202f]+(?=\S)"
)
_END = re.compile(r"[.!?…]\s")  # a question may have one sentence in front of it
_WORD = re.compile(r"\w+'?")
_OPENING_MARKS = '«»“„"‘<'


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says after a label: ``start`` to ``end`` are the words.

    The label is empty where the interview has none.
    """

    label: str
    start: int
    end: int


def answers(text: str, spans: Sequence[tuple[int, int]], language: Language) -> list[Turn]:
    """The answers of an interview in the text, none when it is no interview."""
    turns = [turn for start, end in spans if (turn := _turn(text, start, end))]
    by_label: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_label[fold(turn.label)].append(turn)
    if not _has_questions(text, spans):
        return []
    if max(map(len, by_label.values()), default=0) < MIN_TURNS:
        return _without_labels(text, spans, language)
    found = [
        turn
        for label, said in by_label.items()
        if not _asks(label, said, text, language)
        for turn in said
    ]
    found.sort(key=lambda turn: turn.start)
    return [turn for turn in found if text[turn.start] not in _OPENING_MARKS]


def _without_labels(text: str, spans: Sequence[tuple[int, int]], language: Language) -> list[Turn]:
    """The paragraphs behind each question, when most of them speak in the first person.

    Questions and answers in which nobody says "I" explain something and are no interview; nor
    is a text in which answers stand between marks.
    """
    asked = [number for number, span in enumerate(spans) if _is_question(text, *span)]
    if len(asked) < MIN_QUESTIONS or asked[-1] == len(spans) - 1:
        return []
    if any(later - earlier == 1 for earlier, later in pairwise(asked)):
        return []
    exchanges = [spans[at + 1 : to] for at, to in pairwise([*asked, len(spans)])]
    if max(map(len, exchanges)) > MAX_ANSWER:
        return []
    if 3 * sum(_in_first_person(text, said, language) for said in exchanges) < 2 * len(exchanges):
        return []
    if any(text[start] in _OPENING_MARKS for said in exchanges for start, _ in said):
        return []
    return [
        Turn("", start, start + len(text[start:end].rstrip()))
        for said in exchanges
        for start, end in said
    ]


def _is_question(text: str, start: int, end: int) -> bool:
    asked = text[start:end].rstrip()
    return len(asked) <= MAX_QUESTION and asked[-1] == "?" and len(_END.findall(asked)) <= 1


def _in_first_person(text: str, said: Sequence[tuple[int, int]], language: Language) -> bool:
    words = {word for start, end in said for word in _WORD.findall(fold(text[start:end]))}
    return not language.thought.first_person.isdisjoint(words)


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
    """Whether the label is a word for "answer", or none, and names nobody."""
    return not label or fold(label).rstrip(".") in language.page.answers
