"""Hashtags that can be read and heard, from the article's tags and the newsroom's book."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.composing.addresses import Kind, addresses
from bot.composing.house import house_of
from bot.composing.tags import TagBook, hashtag, hashtags
from bot.errors import SettingsError
from tests.readings import article

MADE = [
    ("intelligence artificielle", "IntelligenceArtificielle"),
    ("OpenAI", "OpenAI"),
    ("iPhone 17", "iPhone17"),
    ("États-Unis", "ÉtatsUnis"),
    ("Côte d'Ivoire", "CôteDIvoire"),
    ("l’Équipe", "LÉquipe"),
    ("#JO2028", "JO2028"),
    ("ONU", "ONU"),
    ("ÉLECTIONS MUNICIPALES", "ÉlectionsMunicipales"),
    ("COUPE DU MONDE", "CoupeDUMonde"),
    ("14 juillet", "14Juillet"),
    ("J.O.", "JO"),
    ("東京 オリンピック", "東京オリンピック"),
    ("Straßenbahn", "Straßenbahn"),
    ("हिन्दी समाचार", "हिन्दीसमाचार"),
    ("cafe\u0301 cre\u0300me", "CaféCrème"),
    # nobody would show these as a hashtag, or they would say something else
    ("2026", None),
    ("C++", None),
    ("R&D", None),
    ("« escroc »", None),
    ("Paris (France)", None),
    ("🚲", None),
    ("", None),
    ("#", None),
    ("élection présidentielle américaine de 2024", None),
    ("a" * 1_000_000, None),
]


@pytest.mark.parametrize(("words", "tag"), MADE, ids=[words[:20] for words, _ in MADE])
def test_a_tags_words_become_a_hashtag(words: str, tag: str | None) -> None:
    assert hashtag(words) == tag


@given(st.text(max_size=40))
def test_whatever_becomes_a_hashtag_is_one_wherever_it_stands(words: str) -> None:
    tag = hashtag(words)
    if tag is not None and tag.isalnum():
        (found,) = addresses(f"Un texte.\n\n#{tag}")
        assert (found.kind, found.value) == (Kind.TAG, tag)
        assert (hashtag(tag) or "").casefold() == tag.casefold()


STORY = replace(
    article("La mairie a fermé. Les archives sont au musée.", title="Le pont d’Orval est fermé"),
    lead="Le département paie les travaux.",
    tags=("Actualités", "musée", "travaux", "Orval", "orval", "2026", "département"),
)


def test_tags_of_the_title_come_first_and_those_never_said_not_at_all() -> None:
    assert hashtags(STORY, TagBook())[:9] == ("Orval", "Travaux", "Département", "Musée")
    assert hashtags(STORY, TagBook())[:2] == ("Orval", "Travaux")


def test_the_newsrooms_book_comes_before_all(tmp_path: Path) -> None:
    (tmp_path / "hashtags.toml").write_text(
        'always = ["#LeCourrier"]\nnever = ["département"]\n'
        '[tags]\n"ACTUALITÉS" = "VieLocale"\n"musee" = ""\n',
        encoding="utf-8",
    )
    book = house_of(tmp_path).tags
    assert hashtags(STORY, book)[:9] == ("LeCourrier", "VieLocale", "Orval", "Travaux")


def test_ten_thousand_tags_cost_no_more_than_fifty() -> None:
    story = replace(STORY, tags=tuple(f"tag {number}" for number in range(10_000)))
    assert hashtags(story, TagBook()) == ()


WRONG = [
    ("always = 'x'", "always should be a list of texts"),
    ("always = ['2026']", "'always' has '2026', which is no hashtag"),
    ("[tags]\na = 'two words'", "'a' has 'two words', which is no hashtag"),
    ("tags = 3", "tags should be a table"),
    ("sometimes = []", "there is no 'sometimes'; there are always, never, tags"),
    ("always = [", "not TOML"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_book_that_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "hashtags.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        house_of(tmp_path)
    assert said in str(error.value)
    assert "hashtags.toml" in str(error.value)
    assert "\n" not in str(error.value)
