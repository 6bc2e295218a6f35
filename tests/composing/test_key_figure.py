"""The sentence with the most telling figure is the article's own, and can stand alone."""

from dataclasses import replace

import pytest

from bot.composing.keyfigure import key_figure
from bot.model import Reading
from tests.readings import article, reading

TEXT = (
    "Le pont est fermé. Il coûtera 9 millions d’euros.\n\n"
    "Les travaux coûteront 4,2 millions d’euros au département. Ils dureront 18 mois.\n\n"
    "« Nous avons perdu 70 % de nos clients », dit un boulanger."
)


def found(
    text: str = TEXT, *, title: str = "Un pont fermé", lead: str | None = None, points: str = ""
) -> str | None:
    of = reading(article(text, title=title, lead=lead, points=[points] if points else []))
    best = key_figure(of)
    return best.sentence if best else None


def test_a_sentence_that_leans_on_another_gives_way() -> None:
    assert found() == "Les travaux coûteront 4,2 millions d’euros au département."


def test_the_figure_of_the_title_tells_most() -> None:
    text = TEXT + "\n\nLa ville compte 12 300 habitants depuis le dernier recensement."
    title = "À 12 300 habitants, la ville n’a plus de pont"
    assert found(text, title=title) == (
        "La ville compte 12 300 habitants depuis le dernier recensement."
    )


def test_the_lead_comes_before_the_text() -> None:
    lead = "Le département paiera 4,2 millions d’euros de travaux."
    assert found(lead=lead) == lead


def test_a_point_will_do_where_no_sentence_does() -> None:
    point = "Les travaux coûteront 4,2 millions d’euros"
    assert found("Il est fermé.", points=point) == point


@pytest.mark.parametrize(
    ("language", "text", "alone"),
    [
        ("es", "La empresa perdió 12 millones de euros en un año.", True),
        ("es", "Esta empresa perdió 12 millones de euros en un año.", False),
        ("nl", "Het dak levert 38 procent van de stroom.", True),
        ("nl", "Het is goed voor 38 procent van de stroom.", False),
        ("de", "Das Dach liefert 38 Prozent des Stroms im Haus.", True),
        ("de", "Das sind 38 Prozent des Stroms im ganzen Haus.", False),
        ("fr", "Qu’importe que 80 % des ponts soient neufs.", False),
    ],
)
def test_an_article_opens_a_sentence_and_a_pronoun_leans(
    language: str, text: str, alone: bool
) -> None:
    of = reading(article(text, title="Un pont", language=language))
    assert (key_figure(of) is not None) is alone


@pytest.mark.parametrize(
    "text",
    [
        "Le pont est fermé depuis 18 mois et il a 45 ans.",  # ages and durations
        "« Nous avons perdu 70 % de nos clients », dit un boulanger de la rive gauche.",
        "Deux ponts sont fermés dans le département.",  # no number that a card could show
        "Le pont est fermé depuis le 3 mars 2024 à 20h30.",
        "Elle coûte 12 millions d’euros à la ville.",
        "70 % de pertes",
    ],
)
def test_what_tells_nothing_by_itself_is_no_key_figure(text: str) -> None:
    assert found(text) is None


def test_it_is_the_articles_own_word_for_word() -> None:
    of: Reading = reading(article(TEXT))
    best = key_figure(of)
    assert best is not None
    assert best.sentence in of.article.text
    assert best.figure.text in best.sentence


def test_a_long_text_is_read_from_the_top_only() -> None:
    far = "\n\n".join(["Un paragraphe sans chiffre."] * 60)
    of = reading(article(far + "\n\nLe chantier coûte 3 millions d’euros au total."))
    assert key_figure(of) is None
    assert key_figure(replace(of, article=article(TEXT))) is not None
