"""The sentences before one, as far as it knows them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.reading.grammar.sentence import Sentence


def preceding(sentence: Sentence) -> Iterator[Sentence]:
    """The sentences before one, the nearest first."""
    earlier = sentence.before
    while earlier is not None:
        yield earlier
        earlier = earlier.before


def within_paragraph(sentence: Sentence) -> Iterator[Sentence]:
    """The sentences before one in its paragraph, the nearest first."""
    for earlier in preceding(sentence):
        if earlier.paragraph != sentence.paragraph:
            return
        yield earlier


def just_before(sentence: Sentence) -> Sentence | None:
    """The sentence before one, where it stands in the same paragraph."""
    before = sentence.before
    return before if before is not None and before.paragraph == sentence.paragraph else None
