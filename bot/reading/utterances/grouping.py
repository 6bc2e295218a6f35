"""Quotations that are one utterance: interrupted by their attribution, or over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from bot.reading.grammar.sentence import Sentence
from bot.reading.marks.pairing import Marked
from bot.reading.speech.kinds import is_compounded
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.speech.subjects import is_cue
from bot.reading.speech.thoughts import goes_on_clause
from bot.reading.utterances.interruptions import is_told_aside
from bot.reading.utterances.narration import Paragraph

MAX_PARTS = 50  # of one quotation; what goes on longer is damage
MIN_TRANSCRIPT = 3  # paragraphs
MIN_LABELS = 2
MAX_WORDS = 3  # of a description in marks
MAX_LEAD = 3  # tokens from a conjunction to the part that it leads to: he said, and then "…"
# A quotation goes on behind its attribution, not in front of it.
_SPEAKS_ON = (Rule.AFTER, Rule.ACCORDING, Rule.INVERTED, Rule.CONTINUED)
_LABEL = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{1,30}:")


class Utterance(NamedTuple):
    """One or more quotations by one speaker; ``sentence`` and ``position`` are of the first.

    ``omitted`` says of each gap between them whether more than the attribution stands there;
    ``heading`` says that the first stands in a crosshead.
    """

    parts: tuple[Marked, ...]
    sentence: Sentence
    position: int
    attribution: Attribution | None
    omitted: tuple[bool, ...]
    heading: bool


class _Place(NamedTuple):
    marked: Marked
    attribution: Attribution | None
    sentence: Sentence
    number: int
    position: int
    heading: bool


def utterances(
    paragraphs: Iterable[tuple[Paragraph, Mapping[int, Attribution]]],
) -> Iterator[Utterance]:
    """The utterances in the order of the text, of paragraphs with their attributions."""
    group: list[_Place] = []
    for place in _places(paragraphs):
        if group and (len(group) == MAX_PARTS or not _goes_on(group[-1], place)):
            yield from _utterance(group)
            group = []
        group.append(place)
    if group:
        yield from _utterance(group)


def _transcript(group: list[_Place]) -> bool:
    """Whether paragraphs in one pair of marks are a dialogue with its speakers' labels.

    Such a stretch quotes several people, and the cue in front of it none of them.
    """
    if len(group) < MIN_TRANSCRIPT:
        return False
    text = group[0].sentence.text
    labelled = sum(bool(_LABEL.match(text, place.marked.start)) for place in group)
    return labelled >= MIN_LABELS


def _places(
    paragraphs: Iterable[tuple[Paragraph, Mapping[int, Attribution]]],
) -> Iterator[_Place]:
    number = 0
    for paragraph, attributions in paragraphs:
        for sentence in paragraph.sentences:
            for position in sentence.quotes:
                start = sentence.starts[position]
                marked, attribution = paragraph.marked[start], attributions.get(start)
                yield _Place(marked, attribution, sentence, number, position, paragraph.heading)
            number += 1
        number += 1  # a paragraph's end parts sentences too
        del paragraph, attributions  # a long one is let go of before the next is read


def _goes_on(last: _Place, place: _Place) -> bool:
    if last.marked.reopened:
        return True
    earlier, here = last.attribution, place.attribution
    if earlier is None or here is None or earlier.label or here.label:
        return False
    if earlier.rule not in _SPEAKS_ON or not _same_mention(here, earlier):
        return False
    if place.sentence is last.sentence:
        apart = place.position - last.position > 1
        return apart and _may_resume(place) and not _ends_clause(last)
    if place.number != last.number + 1 or here.rule is not Rule.CONTINUED:
        return False
    return not (_ends_clause(last) or _is_put_in(place))


def _is_put_in(place: _Place) -> bool:
    """« …, dit-il. Et d’annoncer un plan, « gaz compris ». »: a comma joins words to a clause."""
    tokens, at = place.sentence.tokens, place.position
    if at < 2 or tokens[at - 1].text != "," or is_cue(place.sentence, at - 2):
        return False
    return place.sentence.text[place.marked.start].islower()


def _ends_clause(place: _Place) -> bool:
    """Whether words close the reporter's clause: it was not X but “the fear”."""
    tokens, language = place.sentence.tokens, place.sentence.language
    before = tokens[place.position - 1] if place.position else None
    if before is None or not before.is_word or is_cue(place.sentence, place.position - 1):
        return False
    words = place.sentence.text[place.marked.start : place.marked.end]
    if not words[:1].islower():
        return goes_on_clause(words, place.sentence, place.position, place.attribution)
    return before.low not in language.phrases.relatives and before.low not in language.speech.manner


def _may_resume(place: _Place) -> bool:
    """Whether a sign or a joining word stands in front: behind a noun or "by" stands a title.

    A bracket has the words of what stands in front of it: « le SMS reçu (« … ») ».
    """
    before = place.sentence.tokens[place.position - 1]
    language = place.sentence.language
    if before.text == "(" or _is_reported(place):
        return False
    if (before.is_word and _describes(place)) or is_compounded(place.sentence, place.position):
        return False
    joining = (language.phrases.conjunctions, language.phrases.relatives, language.words.adverbs)
    return not before.is_word or any(before.low in words for words in joining)


def _is_reported(place: _Place) -> bool:
    """« …, dit X, qui ajoute que la foule, « sur scène, … » »: a verb of speech opens a clause."""
    sentence, attribution = place.sentence, place.attribution
    if attribution is None or attribution.sentence is not sentence:
        return False
    relatives = sentence.language.phrases.relatives
    return any(
        sentence.tokens[at + 1].low in relatives and is_cue(sentence, at)
        for at in range(attribution.phrase.last, place.position - 2)
    )


def _describes(place: _Place) -> bool:
    """Whether a word or two belong to the reporter's noun behind them: and “rebellious” people."""
    tokens, marked = place.sentence.tokens, place.marked
    behind = place.position + 1
    words = place.sentence.text[marked.start : marked.end].count(" ") + 1
    return words <= MAX_WORDS and behind < len(tokens) and tokens[behind].is_word


def _same_mention(here: Attribution, earlier: Attribution) -> bool:
    return here.sentence is earlier.sentence and here.phrase.first == earlier.phrase.first


def _utterance(group: list[_Place]) -> Iterator[Utterance]:
    """The utterance of quotations that go on, none where they are a transcript."""
    if _transcript(group):
        return
    first, *further = group
    best = first.attribution
    for place in further:
        one = place.attribution
        if best is None or (one is not None and one.rule.confidence > best.rule.confidence):
            best = one
    yield Utterance(
        tuple([place.marked for place in group]),
        first.sentence,
        first.position,
        best,
        tuple([_omits(last, place) for last, place in pairwise(group)]),
        first.heading,
    )


# --- what stands between two parts --------------------------------------------------------


def _omits(last: _Place, place: _Place) -> bool:
    """Whether more than one attribution and signs stand between two parts of a quotation."""
    if place.sentence is not last.sentence:
        if any(token.is_word for token in place.sentence.tokens[: place.position]):
            return True
        stop = len(last.sentence.tokens)
    else:
        stop = place.position
    start = last.position + 1
    if not any(token.is_word for token in last.sentence.tokens[start:stop]):
        return False
    attribution = last.attribution
    if attribution is None or attribution.sentence is not last.sentence:
        return True
    phrase = attribution.phrase
    if not start <= phrase.first < stop:
        return True
    if last.marked.end == last.marked.outer_end and _is_unsure(last.sentence, phrase.last, stop):
        return True
    return _says_more(last.sentence, start, phrase.last, stop)


def _is_unsure(sentence: Sentence, subject_end: int, stop: int) -> bool:
    """Whether words within the marks may be the speaker's: « C'est dur, dit X, la nuit. … »."""
    tokens = sentence.tokens
    comma = subject_end < stop - 1 and tokens[subject_end].text == ","
    return comma and not is_told_aside(sentence, subject_end + 1)


def _says_more(sentence: Sentence, start: int, subject_end: int, stop: int) -> bool:
    """Whether a second clause stands in the stretch: another verb of speech, "and …", a colon.

    Appositions, relative clauses and adverbials belong to the attribution.
    """
    tokens = sentence.tokens
    cues = [at for at in range(start, stop) if is_cue(sentence, at)]
    if any(later - earlier > 1 for earlier, later in pairwise(cues)):
        return True
    if any(token.text in (":", ";") for token in tokens[start:stop]):
        return True
    return any(_opens_clause(sentence, at, stop) for at in range(subject_end, stop))


def _opens_clause(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a conjunction joins a clause, and not two nouns: a verb or the next part follows."""
    tokens, language = sentence.tokens, sentence.language
    if tokens[at].low not in language.phrases.conjunctions:
        return False
    if stop < len(tokens) and stop - at <= MAX_LEAD:
        return True
    following = tokens[at + 1].low if at + 1 < stop else ""
    verbs = (language.speech.auxiliaries, language.thought.finite, language.thought.subjects)
    return following not in language.determiners and any(following in words for words in verbs)
