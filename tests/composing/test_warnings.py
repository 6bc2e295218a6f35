"""What an editor would stop: figures that differ, and words that label somebody."""

from dataclasses import replace

import pytest

from bot import reading as reader
from bot.composing import Account, compose
from bot.composing.warnings import bare_words, differing_figures
from bot.model import PostKind, QuoteKind
from bot.reading import article_from_text
from tests.readings import SEEN, article, quote, reading
from tests.shared import shared

X = Account(name="x", platform="x")


def warnings(title: str, lead: str, *points: str, language: str = "fr") -> tuple[str, ...]:
    of = article(title=title, lead=lead, points=points, language=language)
    return differing_figures(reading(of))


DIFFER = [
    ("Musk offre 97,4 milliards", "", "Musk offre près de 100 milliards de dollars"),
    ("Musk offre 97,4 milliards de dollars", "Il offre 97 milliards de dollars."),
    ("La ville compte 18 % de chômeurs", "Le chômage atteint 17 % en ville."),
    ("Trois morts dans l’accident", "L’accident a fait 4 morts."),
    ("1 200 postes supprimés", "Le groupe supprime 2 000 postes."),
    ("Fermée 3 mois, la piscine rouvre", "La piscine, fermée 4 mois, rouvre."),
]
AGREE = [
    ("97,4 milliards de dollars", "Il offre 97,4 Md$.", "97 400 000 000 dollars"),
    ("Musk offre 97,4 milliards", "Il offre 97,4 milliards de dollars."),
    ("Douze pour cent de hausse", "La hausse est de 12 %."),
    ("Trois morts", "L’accident a fait 3 morts et 12 blessés."),
    ("Trois morts", "L’accident a fait douze blessés."),
    ("Le budget augmente de 3 %", "61 % des habitants ont voté."),
    ("Il offre 97,4 milliards", "Elle propose de racheter Twitter pour 9,74 milliards."),
    ("Trois buts en six minutes", "Menée 2-0 à sept minutes de la fin, l’US Orval gagne."),
    ("En 2024, 12 % de hausse", "Le 3 mars 2025, la hausse était de 12 %."),
    ("Sans chiffre", "Rien non plus."),
]


@pytest.mark.parametrize("texts", DIFFER, ids=[texts[0] for texts in DIFFER])
def test_figures_that_differ_are_told(texts: tuple[str, ...]) -> None:
    (line,) = warnings(*texts)
    assert line.startswith("figures differ: ")


@pytest.mark.parametrize("texts", AGREE, ids=[texts[0] for texts in AGREE])
def test_the_same_figure_in_another_notation_is_none_that_differs(texts: tuple[str, ...]) -> None:
    assert warnings(*texts) == ()


def test_who_says_what_is_told_once() -> None:
    assert warnings(
        "Il offre 97,4 milliards", "Il offre 97,4 milliards.", "100 milliards d’euros"
    ) == (
        "figures differ: the title and the lead say 97,4 milliards; "
        "the TL;DR says 100 milliards d’euros",
    )


def test_every_language_is_read_by_its_own_rules() -> None:
    assert warnings("Musk bids $97.4bn", "A $97.4 billion bid.", language="en") == ()
    assert len(warnings("86 Mio. Euro", "Es kostet 68 Millionen Euro.", language="de")) == 1
    assert (
        len(warnings("Cuesta 3 millones de euros", "Son 4 millones de euros.", language="es")) == 1
    )


def test_a_summary_that_was_chosen_from_the_text_is_no_place_of_its_own() -> None:
    of = article(title="Il offre 97,4 milliards")
    chosen = replace(reading(of).summary, points=("Il aurait offert près de 100 milliards.",))
    assert differing_figures(replace(reading(of), summary=chosen)) == ()


def test_the_warning_is_on_the_draft_on_each_post_and_on_each_variant() -> None:
    art = article(
        title="97,4 milliards d’euros", lead="100 milliards d’euros.", points=["A.", "B."]
    )
    draft = compose(reading(art), [X, Account(name="b", platform="bluesky")])
    assert len(draft.warnings) == 1
    for post in draft.posts:
        assert post.warnings == draft.warnings
        assert all(variant.warnings == draft.warnings for variant in post.variants)


def test_the_first_real_article() -> None:
    text = shared("articles/24matins-openai.txt").read_text(encoding="utf-8")
    draft = compose(reader.read(article_from_text(text, source="a", fetched_at=SEEN)), [X])
    (line,) = draft.warnings
    assert "97,4 milliards" in line
    assert "100 milliards" in line
    assert not any("escroc" in post.text for post in draft.posts)


# --- words that are not to be posted by themselves ---------------------------------------

TEXT = "Il a traité le maire d’« escroc ». On joue « Le Misanthrope » ce soir."


def test_a_label_is_found_and_the_title_of_a_work_is_not() -> None:
    art = article(TEXT)
    label = replace(quote(art, "escroc", card_worthy=False), kind=QuoteKind.FRAGMENT)
    work = replace(quote(art, "Le Misanthrope", card_worthy=False), kind=QuoteKind.TITLE)
    for kind in (QuoteKind.FRAGMENT, QuoteKind.SCARE, QuoteKind.DOCUMENT, QuoteKind.DIRECT):
        quotes = [replace(label, kind=kind), work]
        assert bare_words("Le maire, un « escroc » ?", quotes) == "escroc"
        assert bare_words("Le maire, un “escroc” ?", quotes) == "escroc"
        assert bare_words("« Le Misanthrope » ce soir", quotes) is None
        assert bare_words("Le maire n’est pas un escroc", quotes) is None


def test_names_and_whole_thoughts_may_stand_in_a_point() -> None:
    art = article(
        "Die „Erika“ fährt. Er sagte, es sei „ein großer Tag für alle hier“.", language="de"
    )
    ship = quote(art, "Erika", card_worthy=False)
    said = quote(art, "ein großer Tag für alle hier", card_worthy=False)
    assert bare_words("Die „Erika“ ist verkauft.", [ship, said]) is None
    assert bare_words("Er nannte ihn „Erika“.", [ship, said]) == "Erika"
    assert bare_words("Es sei „ein großer Tag für alle hier“.", [ship, said]) is None


def test_a_point_with_a_label_is_left_out_and_the_post_says_so() -> None:
    points = ["Il a traité le maire d’« escroc ».", "Le conseil est reporté.", "Rien d’autre."]
    art = article(TEXT, points=points)
    label = replace(quote(art, "escroc", card_worthy=False), kind=QuoteKind.FRAGMENT)
    (post,) = compose(reading(art, label), [X]).posts
    assert post.kind is PostKind.TLDR
    assert "escroc" not in post.text
    assert "Le conseil est reporté" in post.text
    assert any("“escroc” by itself" in note for note in post.notes)
    assert not any("escroc" in variant.pieces[0].text for variant in post.variants)


def test_a_label_in_the_lead_goes_with_its_sentence_and_one_in_the_title_is_told() -> None:
    lead = "Le conseil est reporté. Il a traité le maire d’« escroc »."
    art = article(TEXT, title="Le maire, un « escroc » ?", lead=lead)
    label = replace(quote(art, "escroc", card_worthy=False), kind=QuoteKind.FRAGMENT)
    (post,) = compose(reading(art, label), [X]).posts
    assert "Le conseil est reporté." in post.text
    assert "traité" not in post.text
    assert any("the title sets “escroc”" in line for line in post.warnings)
