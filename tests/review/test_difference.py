"""What differs between two versions of an article, as a person reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.difference import LONGEST, difference

FIRST = "Le maire a tranché lundi soir."
SECOND = "La piscine rouvrira en juin, après trois ans de travaux et un long débat au conseil."
THIRD = "Les riverains sont ravis."
STORY = "\n\n".join((FIRST, SECOND, THIRD))

CASES = {
    "a word": (
        STORY.replace("juin", "juillet"),
        "@@ -2 +2 @@\n"
        "La piscine rouvrira en [-juin,-] {+juillet,+} après trois ans de travaux et …",
    ),
    "a word more": (
        STORY.replace("ravis", "très ravis"),
        "@@ -3 +3 @@\nLes riverains sont {+très+} ravis.",
    ),
    "two words of one paragraph": (
        STORY.replace("La piscine", "Le bassin").replace("conseil", "Sénat"),
        "@@ -2 +2 @@\n"
        "[-La piscine-] {+Le bassin+} rouvrira en juin, après trois ans … travaux "
        "et un long débat au [-conseil.-] {+Sénat.+}",
    ),
    "a paragraph less": (f"{FIRST}\n\n{THIRD}", f"@@ -2 +1,0 @@\n[-{SECOND}-]"),
    "a paragraph more": (f"{STORY}\n\nFin.", "@@ -3,0 +4 @@\n{+Fin.+}"),
    "two at once": (
        STORY.replace("lundi", "mardi").replace("ravis", "furieux"),
        "@@ -1 +1 @@\nLe maire a tranché [-lundi-] {+mardi+} soir.\n"
        "@@ -3 +3 @@\nLes riverains sont [-ravis.-] {+furieux.+}",
    ),
    "one made of two": (
        f"{FIRST} {SECOND}\n\n{THIRD}",
        "@@ -1,2 +1 @@\nLe maire a tranché lundi soir. [-¶-] La piscine rouvrira en juin, après …",
    ),
    "everything": ("Rien.", f"@@ -1,3 +1 @@\n[-{FIRST} ¶ {SECOND} ¶ {THIRD}-] {{+Rien.+}}"),
    "nothing": (STORY, ""),
    "only the type": (STORY.replace(" ", "\u00a0"), ""),
}


@pytest.mark.parametrize(("after", "told"), CASES.values(), ids=CASES.keys())
def test_a_difference_names_the_words(after: str, told: str) -> None:
    assert difference(STORY, after) == told


def test_the_shape_of_marks_is_no_difference() -> None:
    assert difference("« Non », dit-il : l’été.", '"Non", dit-il: l\'été.') == ""


texts = st.lists(st.sampled_from("ab cd\n"), max_size=40).map("".join)


@given(texts, texts)
def test_there_is_a_difference_when_the_words_differ(before: str, after: str) -> None:
    told = difference(before, after)
    assert bool(told) == (_words(before) != _words(after))


def _words(text: str) -> list[list[str]]:
    return [part.split() for part in text.split("\n\n") if part.strip()]


def test_a_long_article_rewritten_is_shown_in_short() -> None:
    before = "\n\n".join(f"Phrase {n} " + "mot " * 200 for n in range(300))
    told = difference(before, before.replace("mot", "terme"))
    assert len(told) < LONGEST + 20
    assert len(difference("un " * 100_000, "deux " * 100_000)) < LONGEST + 20
