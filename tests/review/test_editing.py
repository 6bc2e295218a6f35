"""Edits of queued posts: free in the newsroom's own words, never quietly in somebody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import EditError
from bot.model import CardFile, QueuedPost
from bot.review.editing import Edit, edited, swapped
from bot.review.integrity import changed_words
from tests.queued import WORDS, post_of, queued, story, thread_of
from tests.readings import quote

STORY = story()
SAID = quote(STORY, WORDS)
CARD = CardFile(
    template="quote", format="square", sha256="a" * 64, alt_text=f"Ada Martin : « {WORDS} »"
)
POST = queued(post_of(STORY, said=SAID, cards=(CARD,)))
LINK = STORY.link


def with_text(text: str) -> QueuedPost:
    return edited(POST, Edit(texts={1: text}), editor="Bo", reason=None)


# what may be written without saying why
FREE = {
    "words around the quote": f"À Saint-Denis : « {WORDS} »\n— Ada Martin, maire",
    "other marks, as another language sets them": f"“{WORDS}”\n— Ada Martin",
    "spaces and apostrophes": f"«\u00a0{WORDS.replace('’', chr(39))}\u00a0»\n— Ada Martin",
    "another order": f"Ada Martin : « {WORDS} »",
    "no link": f"« {WORDS} »\n— Ada Martin",
}
# what needs a reason → what is said of it
BOUND = {
    "a word": (f"« {WORDS.replace('avant', 'après')} »\n— Ada Martin", "newly between marks"),
    "a word less": ("« Nous ouvrirons la piscine »\n— Ada Martin", "no longer between marks"),
    "the negation": (f"« {WORDS.replace('Nous', 'Nous n’')} »\n— Ada Martin", "between marks"),
    "no marks": (f"{WORDS}\n— Ada Martin", "no longer between marks"),
    "no quote at all": ("La piscine rouvre", "no longer between marks"),
    "one more": (f"« {WORDS} » « Jamais »\n— Ada Martin", "newly between marks: 'Jamais'"),
    "one more in single marks": (f"« {WORDS} » ‘Jamais’\n— Ada Martin", "newly between marks"),
    "one more that is not closed": (f"« {WORDS} »\n— Ada Martin « Jamais", "newly between marks"),
    "somebody else": (f"« {WORDS} »\n— Eva Dupont", "no longer names Ada Martin"),
    "half the name": (f"« {WORDS} »\n— Eva Martin", "no longer names Ada Martin"),
    "nobody": (f"« {WORDS} »", "no longer names Ada Martin"),
}


@pytest.mark.parametrize("text", FREE.values(), ids=FREE.keys())
def test_the_newsrooms_own_words_are_free(text: str) -> None:
    after = with_text(text)
    assert after.text == text
    assert after.warnings == ()
    assert after.quotes == POST.quotes


@pytest.mark.parametrize(("text", "told"), BOUND.values(), ids=BOUND.keys())
def test_quoted_words_change_only_with_a_reason_that_the_approver_reads(
    text: str, told: str
) -> None:
    for none in (None, "", "  "):
        with pytest.raises(EditError, match="say why with a reason") as refused:
            edited(POST, Edit(texts={1: text}), editor="Bo", reason=none)
        assert told in str(refused.value)
    after = edited(POST, Edit(texts={1: text}), editor="Bo", reason="the desk checked")
    (warning,) = after.warnings
    assert warning.startswith("Bo changed quoted words, ")
    assert told in warning
    assert warning.endswith(": the desk checked")


def test_alternative_texts_and_every_piece_are_watched_too() -> None:
    alt = Edit(alt_texts={1: "Ada Martin : « Nous fermerons la piscine »"})
    with pytest.raises(EditError, match="Nous fermerons la piscine"):
        edited(POST, alt, editor="Bo", reason=None)
    thread = queued(thread_of(STORY))
    with pytest.raises(EditError, match="newly between marks: 'Jamais'"):
        edited(thread, Edit(texts={2: "La suite : « Jamais »."}), editor="Bo", reason=None)
    after = edited(thread, Edit(alt_texts={2: "Eva"}), editor="Bo", reason=None)
    assert [card.alt_text for card in after.cards] == ["Ada", "Eva"]
    after = edited(thread, Edit(texts={2: "La fin."}), editor="Bo", reason=None)
    assert [piece.text for piece in after.pieces] == ["Le maire a tranché.", "La fin."]
    assert [piece.length for piece in after.pieces] == [19, 7]


def test_a_quote_moves_between_pieces_freely() -> None:
    said, rest = f"« {WORDS} »\n— Ada Martin", "La suite."
    pieces = tuple(replace(POST.pieces[0], text=text, cards=()) for text in (said, rest))
    thread = replace(POST, pieces=pieces)
    after = edited(thread, Edit(texts={1: rest, 2: said}), editor="Bo", reason=None)
    assert changed_words(thread, after) == ()
    assert after.quotes == POST.quotes


def test_a_quote_that_is_taken_out_is_no_longer_the_posts() -> None:
    plain = queued(post_of(STORY, said=SAID))
    edit = Edit(texts={1: "La piscine rouvre"})
    assert edited(plain, edit, editor="Bo", reason="too long").quotes == ()
    on_its_card = edited(POST, edit, editor="Bo", reason="the card says it")
    assert on_its_card.quotes == POST.quotes


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Edit(texts={2: "x"}), "post 1 has no piece 2"),
        (Edit(texts={0: "x"}), "post 1 has no piece 0"),
        (Edit(alt_texts={2: "x"}), "post 1 has no card 2"),
        (Edit(texts={1: " \n"}), "the text of piece 1 would be empty"),
        (Edit(alt_texts={1: ""}), "the text of card 1 would be empty"),
        (Edit(texts={1: POST.text}), "nothing would change"),
        (Edit(), "nothing would change"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(edit: Edit, told: str) -> None:
    with pytest.raises(EditError, match=told):
        edited(POST, edit, editor="Bo", reason="why")


def test_a_variant_takes_text_card_and_quote_together_and_back_again() -> None:
    thread = queued(thread_of(STORY))
    after = swapped(thread, 1)
    taken = thread.variants[0]
    assert (after.pieces, after.quotes, after.link) == (taken.pieces, taken.quotes, taken.link)
    assert (after.cost, after.warnings, after.kind) == (0.2, ("look",), taken.kind)
    assert swapped(after, 1) == thread
    for number in (0, 2):
        with pytest.raises(EditError, match="post 1 has no variant"):
            swapped(thread, number)
