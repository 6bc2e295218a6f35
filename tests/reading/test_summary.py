"""The points to post."""

import pytest

from bot.model import SummarySource
from tests.reading.build import reading

PARAGRAPHS = [
    "Le pont de Vaux a été fermé mardi matin par la mairie après une nuit de pluie.",
    "« Nous n’avions pas le choix », dit la maire Anne Roux.",
    "Les habitants de Vaux devront faire un détour de douze kilomètres par le pont de Lys.",
    "Pourquoi si tard ? Nul ne le sait.",
    "Les travaux du pont de Vaux doivent durer deux ans et coûter neuf millions d’euros.",
    "Le marché du samedi reste ouvert.",
]


def test_without_the_newsrooms_points_whole_sentences_are_chosen() -> None:
    found = reading("\n\n".join(PARAGRAPHS), title="Vaux : le pont fermé").summary
    assert found.source is SummarySource.SELECTED
    assert found.points == (PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[4])


def test_the_newsrooms_points_come_first() -> None:
    found = reading(
        "En bref\n\n• Le pont ferme.\n• Deux ans.\n\n" + "\n\n".join(PARAGRAPHS)
    ).summary
    assert found.source is SummarySource.ARTICLE
    assert found.points == ("Le pont ferme.", "Deux ans.")


def test_points_are_close_to_what_the_reporter_writes_of_and_not_to_what_is_said() -> None:
    written = "Le vieux moulin de la colline perd sa roue et ses meules avec la tempête."
    others = [
        "La roue du moulin sera refaite par un charpentier de la vallée voisine.",
        "Les meules du moulin iront au musée avant la fin de la saison froide.",
    ]
    said = "« Des truites, des truites, encore des truites dans la rivière », répète Anne Roux."
    off = "Les truites de la rivière sont revenues au printemps dernier avec les hérons."
    found = reading("\n\n".join([written, said, said, *others, off])).summary
    assert found.points == (written, *others)


def test_what_somebody_answers_is_no_point() -> None:
    told = "Le moulin de la colline a perdu sa roue dans la tempête de dimanche soir."
    answers = (
        "Le Journal : Pourquoi le moulin ?\n\nAnne Roux : Le moulin a vu passer tout le village."
    )
    text = f"{told}\n\n{answers}\n\n{answers.replace('Pourquoi', 'Et')}"
    assert reading(text).summary.points == (told,)


LEANING = [
    ("fr", "Mais la mairie de Vaux ne veut rien entendre des plaintes du quartier."),
    ("fr", "Selon elle, le pont de Vaux devait être fermé depuis longtemps."),
    ("fr", "Cette décision de la mairie de Vaux coûte neuf millions d’euros."),
    ("fr", "Il a ajouté que le pont de Vaux serait bientôt ouvert de nouveau."),
    ("fr", "Le Journal de Vaux fait le point sur la fermeture du pont et des quais."),
    ("fr", "Retrouvez toutes les réactions au sujet de la fermeture du pont de Vaux."),
    ("en", "But the council in Vaux was far more cautious about the old bridge."),
    ("en", "Her council colleague Ann Reed agreed to close the old bridge."),
    ("en", "The next day she closed the old bridge at Vaux for good."),
    ("en", "The old bridge at Vaux, however, stayed open for all of the winter."),
    ("en", "A few days earlier, the council in Vaux closed the old bridge to cars."),
    ("en", "In fact, the old bridge at Vaux stayed open for all of the winter."),
    ("en", "A spokesman for the port of Vaux declined to comment on the bridge."),
    ("de", "Das bestätigte eine Sprecherin der Stadt Vaux am späten Abend."),
    ("de", "Dessen Sprecher wollte die Brücke von Vaux nicht sofort öffnen."),
    ("es", "Sin embargo, el puente de Vaux sigue cerrado desde el mes pasado."),
    ("it", "Di tutt’altro avviso la sindaca di Vaux, che vuole chiudere il ponte."),
    ("pt", "Para ela, a ponte de Vaux já devia ter fechado há muito tempo."),
    ("nl", "Maar de gemeente Vaux houdt de brug toch nog een week open."),
]
ALONE = [
    ("fr", "Ce mardi, la mairie de Vaux a fermé le vieux pont aux voitures."),
    ("en", "This week the council in Vaux closed the old bridge to cars."),
    ("en", "Ann Reed says she will close the old bridge at Vaux to cars."),
    ("en", "The survey of Vaux was led by Ann Reed, Ph.D., of the college at Hull."),
    ("de", "Das Freibad von Vaux bleibt auch in diesem Sommer geschlossen."),
    ("es", "El jurado de Vaux destacó una voz que no se parece a ninguna otra."),
    ("nl", "Het dak van de brug levert een derde van de stroom van Vaux."),
]


@pytest.mark.parametrize(("language", "sentence"), LEANING)
def test_a_sentence_that_leans_on_another_is_no_point(language: str, sentence: str) -> None:
    assert reading(sentence, language=language).summary.points == ()


@pytest.mark.parametrize(("language", "sentence"), ALONE)
def test_a_sentence_that_stands_alone_is_a_point(language: str, sentence: str) -> None:
    assert reading(sentence, language=language).summary.points == (sentence,)


@pytest.mark.parametrize(
    ("language", "dateline"),
    [
        ("de", "VAUX (dpa) – "),
        ("en", "MILLBROOK, Kan. (AP) — "),
        ("en", "MILLBROOK, N.Y. — "),
        ("en", "(AP) -- "),
        ("it", "VAUX - "),
        ("es", "Vaux, 4 mar (EFE).- "),
    ],
)
def test_a_point_has_no_dateline(language: str, dateline: str) -> None:
    sentence = "Anna Brandt ha cerrado la ponte von Vaux after a night of rain."
    assert reading(dateline + sentence, language=language).summary.points == (sentence,)
