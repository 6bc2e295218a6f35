"""Question-and-answer interviews: turns with a label, and whose turns the answers are.

« Anna Roux : … », « A. R. : … », "A: …". A label counts when it comes back; the label whose
turns are questions is the interviewer's. Answers are speech without quotation marks. Without
labels, paragraphs that are questions must alternate with answers in the first person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from bot.reading.languages import Language, fold

MIN_TURNS = 2  # of one label
MAX_LABEL = 50  # characters
MIN_QUESTIONS = 3  # of an interview without labels
MAX_ANSWER = 4  # paragraphs; what goes on longer is an article that asks now and then
MAX_QUESTION = 300  # characters; longer paragraphs that end in a question are an essay's
_LABEL = re.compile(
    r"(?:[•–—-]\s*)?([^\W\d_][^\n:?!«»“”\"„]{0,49}?)[ \u00a0\u202f]?:[ \u00a0\u202f]+(?=\S)"
)
_SHOUTED = re.compile(r"([^\W\d_a-zß-ÿ](?:[^\W\d_a-zß-ÿ]|[ .'’-]){2,40}?)\s[–—-]\s+(?=\S)")
_SHORT = re.compile(r"([^\W\d_]{1,10})\s?[.:–—-]\s+(?=\S)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,4}")
_ASIDE = re.compile(r"\s*\([^()]{1,40}\)$")  # „Dallmann (lacht)“
_CLOSING_MARKS = '»«”“"’›>'
_END = re.compile(r"[.!?…]\s")  # a question may have one sentence in front of it
_WORD = re.compile(r"\w+'?")
_OPENING_MARKS = '«»“„"‘<'
_OPENING = frozenset(_OPENING_MARKS)


class Turn(NamedTuple):
    """What somebody says after a label: ``start`` to ``end`` are the words.

    The label is empty where the interview has none.
    """

    label: str
    start: int
    end: int


def answers(text: str, spans: Sequence[tuple[int, int]], language: Language) -> list[Turn]:
    """The answers of an interview in the text, none when it is no interview."""
    if not _has_questions(text, spans):
        return []
    turns = [turn for start, end in spans if (turn := _turn(text, start, end, language))]
    fullest = _fullest({fold(turn.label) for turn in turns})
    by_label: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        label = fold(turn.label)
        by_label[fullest.get(label, label)].append(turn)
    if max(map(len, by_label.values()), default=0) < MIN_TURNS:
        return _without_labels(text, spans, language)
    found = [
        turn
        for label, said in by_label.items()
        if not _asks(label, said, text, language)
        for turn in said
    ]
    found.sort(key=lambda turn: turn.start)
    spoken = [_without_marks(turn, text, language) for turn in found]
    return [turn for turn in spoken if turn is not None]


def _without_marks(turn: Turn, text: str, language: Language) -> Turn | None:
    """The words of a turn; None where marks tell them better, as behind a name.

    A letter or initials name nobody outside an interview, so marks behind these are taken off.
    """
    if text[turn.start] not in _OPENING_MARKS:
        return turn
    if not _is_quoted(text, turn.start, turn.end):
        return None
    bare = fold(turn.label).rstrip(".")
    short = _is_label(bare, language) or _INITIALS.fullmatch(turn.label) is not None
    return turn._replace(start=turn.start + 1, end=turn.end - 1) if short else None


def _fullest(labels: Collection[str]) -> dict[str, str]:
    """The longest label of each surname and each row of initials, by which later turns call it."""
    found: dict[str, str] = {}
    by_letters = {_letters(label): label for label in labels if _INITIALS.fullmatch(label)}
    for label in sorted(labels, key=lambda label: (len(label), label)):
        short = by_letters.get("".join([word[0] for word in label.split()]))
        if short is not None and short != label:
            found[short] = label
        rest = label.partition(" ")[2]
        while rest:
            found[rest] = label
            rest = rest.partition(" ")[2]
    return found


def _letters(initials: str) -> str:
    return "".join(filter(str.isalpha, initials))


def _without_labels(text: str, spans: Sequence[tuple[int, int]], language: Language) -> list[Turn]:
    """The paragraphs behind each question, when most of them speak in the first person.

    Questions and answers in which nobody says "I" explain something and are no interview; nor
    is a text in which answers stand between marks.
    """
    quoted = _quoted_answers(text, spans)
    if quoted:
        return quoted
    asked = [number for number, span in enumerate(spans) if _is_question(text, *span)]
    if len(asked) < MIN_QUESTIONS or asked[-1] == len(spans) - 1:
        return []
    if any(later - earlier == 1 for earlier, later in pairwise(asked)):
        return []
    exchanges = [spans[at + 1 : to] for at, to in pairwise([*asked, len(spans)])]
    exchanges[-1] = _until_narration(text, exchanges[-1])
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


def _quoted_answers(text: str, spans: Sequence[tuple[int, int]]) -> list[Turn]:
    """Paragraphs that are one quotation each, behind short ones without marks, mostly questions."""
    found: list[Turn] = []
    questions = 0
    reopened = False
    for number, (start, end) in enumerate(spans):
        goes_on = reopened
        reopened = _is_left_open(text, spans, number)
        if not number or not (reopened or _is_quoted(text, start, end)):
            continue
        before, stop = spans[number - 1]
        if goes_on or (found and found[-1].end + 1 >= stop - 2):  # the same answer goes on
            pass
        elif _is_question(text, before, stop):
            questions += 1
        elif stop - before > MAX_QUESTION or not _OPENING.isdisjoint(text[before:stop]):
            continue
        stop = start + len(text[start:end].rstrip()) - (not reopened)
        found.append(Turn("", start + 1, stop))
    asked = sum(_is_question(text, *span) for span in spans)
    enough = max(len(found), asked) >= MIN_QUESTIONS and questions >= MIN_QUESTIONS - 1
    return found if enough and 2 * questions >= len(found) else []


def _is_left_open(text: str, spans: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether a paragraph opens with a mark that it does not close, and the next opens so anew."""
    start, end = spans[number]
    sign = text[start]
    if sign not in _OPENING_MARKS or number + 1 == len(spans):
        return False
    following = text[spans[number + 1][0]]
    return following == sign and text[start:end].rstrip()[-1] not in _CLOSING_MARKS


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the words are one quotation, not the two of "…," she said. "…"."""
    said = text[start:end].strip()
    if said[0] not in _OPENING_MARKS or said[-1] not in _CLOSING_MARKS:
        return False
    _, closed, after = said[1:-1].partition(said[-1] + " ")
    return not closed or said[0] not in after


def _until_narration(text: str, said: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The last answer, without the article that goes on behind it and quotes others."""
    for number, (start, end) in enumerate(said):
        if number and any(mark in text[start:end] for mark in _OPENING_MARKS):
            return said[:number]
    return said


def _is_question(text: str, start: int, end: int) -> bool:
    asked = text[start:end].rstrip()
    return len(asked) <= MAX_QUESTION and asked[-1] == "?" and len(_END.findall(asked)) <= 1


def _in_first_person(text: str, said: Sequence[tuple[int, int]], language: Language) -> bool:
    words = {word for start, end in said for word in _WORD.findall(fold(text[start:end]))}
    return not language.thought.first_person.isdisjoint(words)


def _turn(text: str, start: int, end: int, language: Language) -> Turn | None:
    limit = min(end, start + MAX_LABEL + 8)
    match = _LABEL.match(text, start, limit) or _SHOUTED.match(text, start, limit)
    short = _SHORT.match(text, start, limit)
    if short is not None and _is_label(fold(short.group(1)), language):
        match = short
    if match is None or len(match.group(1).split()) > 6 or not match.group(1)[0].isupper():
        return None
    stop = end - (len(text[start:end]) - len(text[start:end].rstrip()))
    return Turn(_ASIDE.sub("", match.group(1).strip()), match.end(), stop)


def _is_label(word: str, language: Language) -> bool:
    """Whether a word stands for "question" or "answer": "P.", "Risposta"."""
    return word in language.page.questions or word in language.page.answers


def _asks(label: str, said: Sequence[Turn], text: str, language: Language) -> bool:
    """Whether a label is the interviewer's: by its word, or because its turns are questions."""
    bare = label.rstrip(".")
    if bare in language.page.questions:
        return True
    if bare in language.page.answers:
        return False
    return 2 * sum(text[turn.end - 1] == "?" for turn in said) > len(said)


def _has_questions(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    asked = (None for start, end in spans if text[start:end].rstrip().endswith("?"))
    return len(list(islice(asked, MIN_TURNS))) == MIN_TURNS


def is_answer_label(label: str, language: Language) -> bool:
    """Whether the label is a word for "answer", or none, and names nobody."""
    return not label or fold(label).rstrip(".") in language.page.answers
