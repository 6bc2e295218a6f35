"""The points to post."""

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
