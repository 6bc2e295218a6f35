"""Alternative texts say what the card shows, whole where it must be, within the limit."""

from dataclasses import replace

import pytest

from bot.composing import Account, compose
from bot.composing.alternatives import alt_text
from bot.model import CardContent, PostKind
from tests.readings import article, quote, reading

N = "\u00a0"
QUOTE = CardContent(
    kind=PostKind.QUOTE,
    language="fr",
    headline="Le départ est pour demain",
    quote=f"«{N}Nous partirons{N}»",
    speaker="Ada Martin",
    role="cheffe (traduction)",
    source="Le Journal",
)
POINTS = replace(QUOTE, kind=PostKind.TLDR, quote=None, points=("Un départ", "Un retour."))
HEADLINE = replace(POINTS, kind=PostKind.HEADLINE, points=())
FIGURE = replace(POINTS, kind=PostKind.FIGURE, points=("Il coûte 5 %.",), figure="5 %")

# content, limit, text
TEXTS = [
    (
        QUOTE,
        0,
        f"Ada Martin, cheffe (traduction){N}: «{N}Nous partirons{N}». Source{N}: Le Journal.",
    ),
    (QUOTE, 60, f"Ada Martin, cheffe (traduction){N}: «{N}Nous partirons{N}»."),
    (QUOTE, 40, f"Ada Martin{N}: «{N}Nous partirons{N}»."),
    (QUOTE, 20, None),
    (
        POINTS,
        0,
        f"L’essentiel de l’article «{N}Le départ est pour demain{N}»{N}: Un départ. Un retour. "
        f"Source{N}: Le Journal.",
    ),
    (POINTS, 70, f"L’essentiel de l’article «{N}Le départ est pour demain{N}»{N}: Un départ."),
    (POINTS, 60, f"Titre de l’article{N}: «{N}Le départ est pour demain{N}»."),
    (HEADLINE, 60, f"Titre de l’article{N}: «{N}Le départ est pour demain{N}»."),
    (HEADLINE, 20, None),
    (replace(POINTS, points=("Un départ",)), 0, f"Un départ. Source{N}: Le Journal."),
    (FIGURE, 0, f"Il coûte 5{N}%. Source{N}: Le Journal."),
    (
        replace(HEADLINE, source="", language="en"),
        0,
        "Headline of the article: “Le départ est pour demain”.",
    ),
    (
        replace(HEADLINE, source="", headline="Il dit « oui »"),
        0,
        f"Titre de l’article{N}: «{N}Il dit “oui”{N}».",
    ),
    (
        replace(HEADLINE, source="", headline="Il dit « oui"),
        0,
        f"Titre de l’article{N}: «{N}Il dit oui{N}».",
    ),
]


@pytest.mark.parametrize(("content", "limit", "expected"), TEXTS)
def test_alternative_texts(content: CardContent, limit: int, expected: str | None) -> None:
    assert alt_text(content, limit) == expected


def test_a_quote_that_no_alternative_text_holds_is_on_no_card() -> None:
    said = "Un mot et puis un autre " * 60
    of = article(f"Elle dit : « {said} », mardi.", points=["Un point."])
    told = reading(of, quote(of, said.strip(), key=True))
    (post, *_) = compose(told, [Account(name="main", platform="instagram")]).posts
    assert post.kind is PostKind.TLDR
    assert "the key quote is too long to be told of a picture on Instagram" in post.notes
