"""A draft that is too close to what its account posted lately says so."""

import pytest

from bot.composing import Account, Recent, compose
from bot.composing.sameness import CLOSE, bare, likeness
from bot.model import CardOrder, Post
from tests.readings import article, quote, reading

SAID = "Nous partirons demain matin sans attendre personne"
STORY = article(f"« {SAID} »", title="Le départ est pour demain", points=["Le départ est fixé."])
READING = reading(STORY, quote(STORY, SAID, key=True))
X = Account(name="x", platform="x")


def posts(*recent: Recent) -> tuple[Post[CardOrder], ...]:
    return compose(READING, [X], recent=recent).posts


def test_the_same_quote_is_told_whatever_stands_round_it() -> None:
    lately = Recent(account="x", text="autre", quotes=(SAID.upper(), SAID), name="post 12")
    quoted, tldr = posts(lately)
    assert quoted.warnings == ("the same quote as post 12",)
    assert tldr.warnings == ()


def test_nearly_the_same_words_are_told_without_link_and_hashtags() -> None:
    text = posts()[1].text.replace("demain", "jeudi").replace("https://journal", "https://autre")
    lately = [
        Recent(
            account="x", text="Tout autre chose, sur un autre sujet et plus long", name="post 1"
        ),
        Recent(account="x", text=text + " #Voyage", name="post 2"),
    ]
    _, tldr = posts(*lately)
    (line,) = tldr.warnings
    assert line.startswith("nearly the same words as post 2 (")


def test_what_other_accounts_posted_does_not_count() -> None:
    assert all(not post.warnings for post in posts(Recent(account="y", text="", quotes=(SAID,))))


def test_a_variant_is_warned_of_by_itself() -> None:
    quoted, tldr = posts(Recent(account="x", text="autre", quotes=(SAID,)))
    assert [variant.warnings for variant in quoted.variants] == [()]
    assert tldr.warnings == ()


ALIKE = [
    ("Le pont d’Orval restera fermé tout l’hiver", "Le pont d’Orval est fermé tout l’hiver"),
    (
        "Night trains return to the coast after 19 years",
        "Night trains are back after 19 years on the coast",
    ),
]
APART = [
    ("Le pont d’Orval restera fermé tout l’hiver", "Le musée d’Orval restera ouvert tout l’été"),
    ("Storm Una leaves 30,000 homes without power", "Storm Vic leaves 12,000 homes without water"),
    ("Un", "Un"),
]


@pytest.mark.parametrize(("first", "second"), ALIKE[:1])
def test_what_an_editor_would_call_the_same(first: str, second: str) -> None:
    assert likeness(bare(first), bare(second)) >= CLOSE


@pytest.mark.parametrize(("first", "second"), [*APART, *ALIKE[1:]])
def test_what_an_editor_would_not(first: str, second: str) -> None:
    assert likeness(bare(first), bare(second)) < CLOSE
