"""What a post takes from an article that is no longer so when the article is read again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Article, CardFile, Piece, Post, PostKind, Quote
from bot.review.rereading import no_longer_so
from tests.queued import queued
from tests.readings import article, quote

WORDS = "Nous ouvrirons la piscine avant l’été"
THEN = article(
    "Le conseil s’est réuni lundi.\n\n"
    f"« {WORDS} », a déclaré Ada Martin, maire de la ville. Elle a parlé longtemps.\n\n"
    "L’opposition regrette le coût du « grand bassin ».",
    title="La piscine rouvrira",
    points=["Le bassin rouvre en juin.", "Le chantier coûte 4 millions."],
    lead="Trois ans de travaux.",
)


def quote_post() -> Post[CardFile]:
    said = quote(THEN, WORDS)
    text = f"« {WORDS} »\n— Ada Martin\n\nhttps://journal.example.com/a"
    return post_with(text, PostKind.QUOTE, (said,))


def post_with(text: str, kind: PostKind, quotes: tuple[Quote, ...] = ()) -> Post[CardFile]:
    return Post(
        account="main",
        platform="x",
        kind=kind,
        language="fr",
        pieces=(Piece(text=text, length=len(text)),),
        link=None,
        limit=280,
        quotes=quotes,
    )


def changed(old: str, new: str) -> Article:
    assert old in THEN.text
    return replace(THEN, text=THEN.text.replace(old, new))


STILL_SO = {
    "nothing": THEN,
    "a paragraph before it": changed("Le conseil s’est réuni lundi.", "Mardi.\n\nLe conseil."),
    "marks and spaces": changed(f"« {WORDS} »", f"“{WORDS.replace('’', chr(39))}”"),
    "what she said besides": changed("Elle a parlé longtemps.", "Elle n’a rien ajouté."),
    "her role": changed("Ada Martin, maire de la ville", "Mme Martin, maire"),
    "the title": replace(THEN, title="La piscine rouvrira en juin"),
}


@pytest.mark.parametrize("now", STILL_SO.values(), ids=STILL_SO.keys())
def test_a_quote_stands_where_its_words_and_its_speaker_do(now: Article) -> None:
    assert no_longer_so(queued(quote_post()), THEN, now) == ()


NO_LONGER_SO = {
    "a word": (changed("avant l’été", "avant l’hiver"), "no longer has these words"),
    "the speaker": (changed("Ada Martin", "Paul Durand"), "names Ada Martin no more"),
    "all of it": (replace(THEN, text="Article retiré."), "no longer has these words"),
    "its marks": (
        changed(f"« {WORDS} », a déclaré Ada Martin", f"{WORDS}, croit Ada Martin"),
        "no longer has these words between marks",
    ),
}


@pytest.mark.parametrize(("now", "told"), NO_LONGER_SO.values(), ids=NO_LONGER_SO.keys())
def test_a_quote_that_was_changed_is_told(now: Article, told: str) -> None:
    (problem, *_) = no_longer_so(queued(quote_post()), THEN, now)
    assert told in problem


def test_headings_that_a_post_repeats_must_still_be_there() -> None:
    post = queued(post_with("La piscine rouvrira\n\n• Le bassin rouvre en juin.", PostKind.TLDR))
    assert no_longer_so(post, THEN, THEN) == ()
    (title,) = no_longer_so(post, THEN, replace(THEN, title="La piscine ne rouvrira pas"))
    assert title == "the title was 'La piscine rouvrira' and is 'La piscine ne rouvrira pas'"
    points = ("Le bassin rouvre en août.", "Le chantier coûte 4 millions.")
    (point,) = no_longer_so(post, THEN, replace(THEN, summary_points=points))
    assert point == "the article no longer says: 'Le bassin rouvre en juin.'"
    other = ("Le bassin rouvre en juin.", "Le chantier coûte 9 millions.")
    assert no_longer_so(post, THEN, replace(THEN, summary_points=other)) == ()


def test_words_between_marks_must_still_be_there() -> None:
    post = queued(post_with("Le « grand bassin » rouvre.", PostKind.HEADLINE))
    assert no_longer_so(post, THEN, THEN) == ()
    now = changed("« grand bassin »", "« petit bassin »")
    assert no_longer_so(post, THEN, now) == ("not in the article: 'grand bassin'",)


@given(st.integers(0, len(WORDS) - 1), st.sampled_from("abéz9"))
def test_no_letter_of_a_quote_can_change_unseen(at: int, letter: str) -> None:
    words = WORDS[:at] + letter + WORDS[at + 1 :]
    told = no_longer_so(queued(quote_post()), THEN, changed(WORDS, words))
    assert bool(told) == (words != WORDS)
