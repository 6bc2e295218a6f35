"""The word that a quote was translated, set into a post that is written already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.composing.translated import told
from bot.errors import EditError
from tests.readings import article, quote

SAID = "Le pont d’Orval tiendra"
STORY = article(f"« {SAID} », a dit Ada Martin, maire d’Orval.")
QUOTE = replace(quote(STORY, SAID, role="maire d'Orval"), translated=True)
BARE = replace(QUOTE, role=None)

TOLD = [
    (QUOTE, f"« {SAID} »\n— Ada Martin, maire d’Orval\n\nhttps://a.example/b",
     f"« {SAID} »\n— Ada Martin, maire d’Orval (traduction)\n\nhttps://a.example/b"),
    # handles behind the name and in the role
    (QUOTE, f"« {SAID} »\n— Ada Martin (@ada), maire d’Orval (@orval)",
     f"« {SAID} »\n— Ada Martin (@ada), maire d’Orval (@orval) (traduction)"),
    # the role went, or an editor has typed another apostrophe
    (QUOTE, f"« {SAID} »\n— Ada Martin", f"« {SAID} »\n— Ada Martin (traduction)"),
    (QUOTE, f"« {SAID} »\n— Ada Martin, maire d'Orval",
     f"« {SAID} »\n— Ada Martin, maire d'Orval (traduction)"),
    # an alternative text names the speaker first
    (QUOTE, f"Ada Martin, maire d’Orval : « {SAID} ». Source : a.example.",
     f"Ada Martin, maire d’Orval (traduction) : « {SAID} ». Source : a.example."),
    # the nearest behind the quote; never within marks
    (BARE, f"Ada Martin répond\n\n« {SAID} »\n— Ada Martin\n\nAda Martin répond",
     f"Ada Martin répond\n\n« {SAID} »\n— Ada Martin (traduction)\n\nAda Martin répond"),
    (BARE, f"« {SAID} » et « Ada Martin » : Ada Martin",
     f"« {SAID} » et « Ada Martin » : Ada Martin (traduction)"),
    # a text without the quote
    (QUOTE, "Ada Martin répond", "Ada Martin répond"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "text", "expected"), TOLD)
def test_the_word_stands_behind_the_speaker_and_can_be_taken_back(
    said: object, text: str, expected: str
) -> None:
    assert isinstance(said, type(QUOTE))
    assert told(text, said, "fr") == expected
    assert told(expected, said, "fr") == expected
    assert told(expected, replace(said, translated=False), "fr") == text


def test_a_text_that_does_not_name_the_speaker_cannot_say_it() -> None:
    with pytest.raises(EditError, match="does not name Ada Martin"):
        told(f"« {SAID} »\n— la maire", QUOTE, "fr")
