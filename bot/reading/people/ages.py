"""Ages by which somebody is called: "the 94-year-old", „die 94-Jährige“, "the teenager"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.reading.grammar.sentence import Phrase, Sentence
from bot.reading.languages import Language

_NUMBER = re.compile(r"\d{1,3}(?!\d)")


def ages_meant(phrase: Phrase, sentence: Sentence) -> range:
    """The ages, in years, of whom a phrase can mean by its words; none where it tells no age."""
    tokens = sentence.tokens[phrase.first : phrase.last]
    number = next((found for one in tokens if (found := _NUMBER.match(one.text))), None)
    if number is not None:
        return range(int(number[0]), int(number[0]) + 1)
    return _age_groups(sentence.language).get(phrase.noun, range(0))


@lru_cache(maxsize=32)
def _age_groups(language: Language) -> dict[str, range]:
    """The ages that each noun of a language's list tells: "13 19 teenager teen"."""
    rows = [row.split() for row in language.people.age_groups]
    return {noun: range(int(row[0]), int(row[1]) + 1) for row in rows for noun in row[2:]}
