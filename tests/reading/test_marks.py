"""Quotation marks of every newsroom, sound and damaged."""

from itertools import pairwise

import pytest

from bot.reading.languages import shipped
from bot.reading.marks.pairing import Marked
from bot.reading.marks.stretches import find_marked
from bot.reading.text.paragraphs import paragraph_spans


def stretches(text: str, language: str) -> list[Marked]:
    """The stretches between marks of all paragraphs."""
    rules = shipped().get(language)
    spans = [*paragraph_spans(text, rules), None]
    return [one for span, next_ in pairwise(spans) if span
            for one in find_marked(text, span, next_, rules)]  # fmt: skip


def quoted(text: str, language: str) -> list[str]:
    """The outermost stretches between marks."""
    return [text[one.start : one.end] for one in stretches(text, language) if one.depth == 0]


CONVENTIONS = [
    ("fr", "Il dit : «\u00a0Le pont tient\u00a0», et part.", ["Le pont tient"]),
    ("fr", "Il dit : «\u202fLe pont tient\u202f», et part.", ["Le pont tient"]),
    ("fr", "Il dit : « Le pont tient », et part.", ["Le pont tient"]),
    ("fr", "Il dit : «Le pont tient», et part.", ["Le pont tient"]),
    ("fr", "Il dit : << Le pont tient >>, et part.", ["Le pont tient"]),
    ("en", "“The bridge holds,” she said.", ["The bridge holds"]),
    ("en", '"The bridge holds," she said.', ["The bridge holds"]),
    ("en", "‘The bridge holds,’ she said.", ["The bridge holds"]),
    ("en", "'I'll say it holds,' she said.", ["I'll say it holds"]),
    ("en", "'The bridge holds,' she said.", ["The bridge holds"]),
    ("de", "„Die Brücke hält“, sagt sie.", ["Die Brücke hält"]),
    ("de", "»Die Brücke hält«, sagt sie.", ["Die Brücke hält"]),
    ("de", "‚Die Brücke hält‘, sagt sie.", ["Die Brücke hält"]),
    ("it", "«Il ponte regge», dice.", ["Il ponte regge"]),
    ("nl", "‘De brug houdt’, zegt ze.", ["De brug houdt"]),
    ("fr", "‹ Le pont tient ›, dit-il.", ["Le pont tient"]),
]
NESTED = [
    ("fr", "« Il m’a dit “non” hier », dit-elle.", ["Il m’a dit “non” hier"]),
    ("fr", "« Il m’a dit « non » hier », dit-elle.", ["Il m’a dit « non » hier"]),
    ("en", "“He said ‘no’ twice,” she said.", ["He said ‘no’ twice"]),
    ("en", "‘It’s the Joneses’ dog,’ he said.", ["It’s the Joneses’ dog"]),
    ("de", "„Er sagte ‚nein‘ dazu“, sagt sie.", ["Er sagte ‚nein‘ dazu"]),
]
MENDED = [
    ("it", "“Il ponte tiene». «La strada no», dice Ugo Neri.", ["Il ponte tiene", "La strada no"]),
    ("de", ",,Die Brücke hält'', sagt sie.", ["Die Brücke hält"]),
    (
        "nl",
        ",,De brug is dicht’’, zegt ze. ,,Al een jaar lang’’, zegt hij.",
        ["De brug is dicht", "Al een jaar lang"],
    ),
    (
        "nl",
        ",,Die brug is dicht'', zegt ze. ,,Al een jaar'', zegt hij.",
        ["Die brug is dicht", "Al een jaar"],
    ),
    ("de", "„Die Brücke hält„, sagt sie.", ["Die Brücke hält"]),
    (
        "es",
        "«El puente aguanta.\n\n»Y la carretera también», dice.",
        ["El puente aguanta.", "Y la carretera también"],
    ),
    ("fr", "Il répond :  » Le pont tient », et part.", ["Le pont tient"]),
    ("fr", " » Le pont tient « , dit-il.", ["Le pont tient"]),
    ("fr", "» Le pont tient «, dit-il.", ["Le pont tient"]),
    ("fr", "Il dit : «« Le pont tient »», et part.", ["Le pont tient"]),
    ("en", '“The bridge holds," she said.', ["The bridge holds"]),
    ("en", '“It holds," he said, "and it will.”', ["It holds", "and it will."]),
    ("en", '"Does it hold?” he said. "It will."', ["Does it hold?", "It will."]),
    ("de", "“Die Brücke hält“, sagt sie.", ["Die Brücke hält"]),
]
MENDED += [
    # A closing mark without an opening one: the quotation opens with its sentence.
    ("en", "It rained. We saw nothing coming”, he said.", ["We saw nothing coming"]),
    ("en", 'We saw nothing coming," Tom Reed said.', ["We saw nothing coming"]),
    # One kind of mark opens, another closes.
    ("en", "He was 'glad but not fooled\".", ["glad but not fooled"]),
    ("en", "He was \"glad but not fooled'.", ["glad but not fooled"]),
    ("de", 'Sie sagt "Nein“. "Der Kahn sinkt“, ruft er.', ["Nein", "Der Kahn sinkt"]),
    (
        "en",
        "A mill called ``The Heron'', no more. ``It's shut,'' he said.",
        ["The Heron", "It's shut"],
    ),
    ("en", "´The bridge holds´, she said, and the `old` fell.", ["The bridge holds", "old"]),
    # The mark of what is left out opens the quotation too.
    ("en", "He waved. ‘Tis only rain,’ he said.", ["Tis only rain"]),
    # Single marks that every paragraph opens anew.
    ("en", "‘No,’ he said. ‘We saw it.\n\n‘It fell,’ he said.", ["No", "We saw it.", "It fell"]),
    ("en", "‘We saw it.\n\n‘It fell,’ he said.", ["We saw it.", "It fell"]),
]
NO_MARKS = [
    ("en", 'The plank is 6 feet 2" long, he said.'),
    ("en", "'Twas late at the players' inn, and rock 'n' roll was on."),
    ("en", "It’s the players’ day, and rock 'n' roll is back."),
    ("en", "He is 6' tall."),
    ("en", "''Wiki italics'' are no quotation."),
    ("en", '"' * 40),
]


@pytest.mark.parametrize(("language", "text", "expected"), CONVENTIONS + NESTED + MENDED)
def test_what_stands_between_marks_is_found(language: str, text: str, expected: list[str]) -> None:
    assert quoted(text, language) == expected


@pytest.mark.parametrize(("language", "text"), NO_MARKS)
def test_other_signs_are_left_alone(language: str, text: str) -> None:
    assert quoted(text, language) == []


def test_a_mended_mark_is_said_to_be_mended() -> None:
    text = "Il répond :  » Le pont tient », et part."
    marked = stretches(text, "fr")
    assert [one.mended for one in marked] == [True]


def test_a_quotation_opened_anew_in_each_paragraph_goes_on() -> None:
    text = "« Le pont tient.\n\n« La route aussi », dit-il."
    marked = stretches(text, "fr")
    assert [(one.reopened, text[one.start : one.end]) for one in marked] == [
        (True, "Le pont tient."),
        (False, "La route aussi"),
    ]
