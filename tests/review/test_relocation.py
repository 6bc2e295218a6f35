"""A quote is found again in an article that has changed, or it is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Part, same_words
from bot.review.relocation import relocated
from tests.queued import WORDS, story
from tests.readings import quote

STORY = story()
SAID = quote(STORY, WORDS)
NEW = "f" * 64


def test_a_quote_that_moved_is_found_where_it_is_now() -> None:
    text = f"Mise à jour. {STORY.text}"
    found = relocated(SAID, text, NEW)
    assert found is not None
    assert text[found.start : found.end] == found.parts[0].text == found.text == WORDS
    assert found.start == SAID.start + len("Mise à jour. ")
    assert (found.speaker, found.display, found.article_sha256) == (SAID.speaker, WORDS, NEW)


OTHER_TYPE = {
    "apostrophes": WORDS.replace("’", "'"),
    "no-break spaces": WORDS.replace(" ", "\u00a0"),
    "a line break": WORDS.replace("piscine ", "piscine\n"),
}


@pytest.mark.parametrize("words", OTHER_TYPE.values(), ids=OTHER_TYPE.keys())
def test_a_quote_that_was_set_anew_is_still_the_same_words(words: str) -> None:
    text = STORY.text.replace(WORDS, words)
    found = relocated(SAID, text, NEW)
    assert found is not None
    assert text[found.start : found.end] == found.parts[0].text == words
    assert found.display == WORDS


GONE = {
    "a word changed": STORY.text.replace("avant", "après"),
    "a word more": STORY.text.replace("la piscine", "la grande piscine"),
    "a word that goes on": STORY.text.replace("l’été", "l’étésien"),
    "the negation": STORY.text.replace("Nous ouvrirons", "Nous n’ouvrirons pas"),
    "taken out": "Le maire a tranché.",
    "everything": "",
}


@pytest.mark.parametrize("text", GONE.values(), ids=GONE.keys())
def test_a_quote_that_was_changed_is_gone(text: str) -> None:
    assert relocated(SAID, text, NEW) is None


def test_of_several_places_the_nearest_is_taken() -> None:
    text = f"« {WORDS} » {'x ' * 200}{STORY.text}{' x' * 200} « {WORDS} »"
    found = relocated(replace(SAID, parts=(replace(SAID.parts[0], start=450),)), text, NEW)
    assert found is not None
    assert found.start == text.index(STORY.text) + SAID.start


def test_parts_keep_their_order() -> None:
    text = "« Oui », dit-elle, « demain »."
    parts = tuple(
        Part(text=words, start=text.index(words), end=text.index(words) + len(words))
        for words in ("Oui", "demain")
    )
    said = replace(SAID, parts=parts, text="Oui demain", display="Oui […] demain")
    later = f"Demain, demain. {text}"
    found = relocated(said, later, NEW)
    assert found is not None
    assert [later[part.start : part.end] for part in found.parts] == ["Oui", "demain"]
    assert found.parts[0].end < found.parts[1].start
    assert found.text == "Oui demain"
    assert relocated(said, "« Demain », dit-elle, « oui ».", NEW) is None


@given(st.text(), st.text(alphabet="aé '’«»!: \u00a0", min_size=1), st.text())
def test_what_is_found_is_always_the_same_words(before: str, words: str, after: str) -> None:
    said = replace(SAID, parts=(Part(text=words, start=0, end=len(words)),))
    text = f"{before} {words} {after}"
    found = relocated(said, text, NEW)
    if found:
        (part,) = found.parts
        assert text[part.start : part.end] == part.text
        assert same_words(part.text, words)


def test_a_page_of_spaces_takes_no_time() -> None:
    said = replace(SAID, parts=(Part(text="a « b » ! c", start=0, end=11),))
    assert relocated(said, ("a" + " " * 3_000) * 30, NEW) is None
