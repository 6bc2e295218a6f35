"""Corrections name what has changed, in the words of before and of now."""

from dataclasses import replace

import pytest

from bot.composing import Account, changes, correct
from bot.errors import ComposeError
from bot.model import Article, PostKind, fingerprint
from tests.readings import article

X = Account(name="x", platform="x")
N = "\u00a0"
TEXT = "Le pont est fermé. Les travaux coûteront 4,2 millions d’euros. Il rouvrira en avril."
BEFORE = article(
    TEXT, title="Le pont est fermé", lead="Il rouvrira.", points=["Un point.", "Deux."]
)


def changed(**fields: object) -> Article:
    after = replace(BEFORE, **fields)  # type: ignore[arg-type]
    return replace(after, sha256=fingerprint(after.title, *after.summary_points, after.text))


def test_a_figure_that_was_wrong_is_named_first() -> None:
    text = TEXT.replace("en avril", "en mai").replace("4,2", "4,8")
    post = correct(changed(text=text), BEFORE, X)
    assert post.kind is PostKind.CORRECTION
    assert post.text == (
        f"Correction{N}: Le pont est fermé\n\n"
        f"Nous avions écrit{N}: Les travaux coûteront 4,2 millions d’euros.\n"
        f"L’article dit désormais{N}: Les travaux coûteront 4,8 millions d’euros.\n\n"
        "https://journal.example.com/a"
    )


CHANGES = [
    ({"title": "Le pont est ouvert"}, ("Le pont est fermé", "Le pont est ouvert")),
    ({"lead": "Il ne rouvrira pas."}, ("Il rouvrira.", "Il ne rouvrira pas.")),
    ({"summary_points": ("Un point.", "Trois.")}, ("Deux.", "Trois.")),
    ({"summary_points": ("Un point.",)}, ("Deux.", "")),
    ({"text": TEXT + " Ou en mai."}, ("", "Ou en mai.")),
]


@pytest.mark.parametrize(("fields", "told"), CHANGES)
def test_what_has_changed_is_found(fields: dict[str, object], told: tuple[str, str]) -> None:
    (found,) = changes(BEFORE, changed(**fields), "fr")
    assert (found.before, found.after) == told


def test_other_spaces_and_marks_are_no_change() -> None:
    text = TEXT.replace("d’euros", "d'euros").replace("4,2 millions", f"4,2{N}millions")
    assert changes(BEFORE, changed(text=text), "fr") == ()
    with pytest.raises(ComposeError, match="no word has changed"):
        correct(changed(text=text), BEFORE, X)


def test_a_change_that_is_too_long_is_only_announced() -> None:
    after = changed(text="Un autre texte, tout à fait. " * 20)
    post = correct(after, BEFORE, X)
    assert "modifié après sa publication" in post.text
    assert "Nous avions écrit" not in post.text


def test_words_that_are_no_longer_quoted_are_not_quoted_once_more() -> None:
    before = replace(BEFORE, text="Le maire a dit : « Jamais. » Il part.")
    after = changed(text="Le maire a dit : « Peut-être. » Il part.")
    post = correct(after, before, X)
    assert "Jamais" not in post.text
    assert "Peut-être" in post.text


@pytest.mark.parametrize("language", ["fr", "en", "es", "de", "it", "pt", "nl", "xx"])
def test_every_language_has_its_words(language: str) -> None:
    after = replace(changed(title="Le pont est ouvert"), language=language)
    post = correct(after, BEFORE, X)
    assert "Le pont est fermé" in post.text
    assert post.text.startswith(("Corre", "Korr", "Corré"))
    assert post.text.count("https://journal.example.com/a") == 1


def test_long_texts_are_compared_at_once() -> None:
    one = "\n\n".join(f"Une phrase {number}. Et une autre." for number in range(6_000))
    other = one.replace("Une phrase 2999.", "Une phrase changée.")
    (found,) = changes(changed(text=one), changed(text=other), "fr")
    assert found.after == "Une phrase changée."
    assert changes(changed(text=one), changed(text=one[::-1]), "fr")
