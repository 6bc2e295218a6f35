"""Language files: the seven that ship, a made-up one without code, and broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import LanguageError
from bot.reading import article_from_text, read
from bot.reading.languages import Gender, Languages, read_file, shipped
from bot.reading.words.given import given_gender
from tests.reading.build import FETCHED

# A language of our own: "ke" is "said", names are names, marks are ⟨…⟩-like French ones.
MADE_UP = """
code = "qq"
name = "Qolqa"

[words]
stop_words = "ta mu ki loro vesh"

[marks]
pairs = ["« »"]

[speech]
verbs = [{ stems = "ke", endings = "- lo" }]
label_verbs = [{ stems = "nomi" }]
according = ["po"]

[phrases]
definite = { any = "ta" }
indefinite = { any = "mu" }
possessive = "su"
links = "di"
prepositions = "di en po"
relatives = "ki"
conjunctions = "loro"

[pronouns]
singular = { feminine = "ela", masculine = "elo" }

[people]
honorifics = { any = "san" }
particles = "di"
roles = { feminine = "mairala", masculine = "mairalo" }

[kinds]

[thought]
subjects = "yo"
finite = "tene"

[page]
summary_headings = ["vesh"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "qq.toml").write_text(MADE_UP, encoding="utf-8")
    return tmp_path


def test_a_new_language_needs_a_file_and_no_code(folder: Path) -> None:
    languages = Languages(folder)
    text = (
        "Ponta kloza\n\nVesh\n\n• Ponta kloza ta.\n\n"
        "Ta mairala, Nira Velu, en ponta. « Ponta tene mu holo grando », kelo ela."
    )
    article = article_from_text(text, source="x", fetched_at=FETCHED, languages=languages)
    assert (article.language, article.summary_points) == ("qq", ("Ponta kloza ta.",))
    quote = read(article, languages=languages).quotes[0]
    assert (quote.speaker, quote.role, quote.cue) == ("Nira Velu", "mairala", "kelo")
    assert quote.card_worthy


@pytest.mark.parametrize("code", ["fr", "en", "es", "de", "it", "pt", "nl"])
def test_the_shipped_files_keep_the_schema(code: str) -> None:
    language = shipped().get(code)
    assert language.code == code
    assert len(language.speech.verbs) > 200
    assert len(language.people.roles) > 150
    assert len(language.page.summary_headings) > 10


BROKEN = [
    ('code = "qq"', "code = 7", "code"),
    ('[words]\nstop_words = "ta mu ki loro vesh"', "[words]", "stop_words"),
    ('possessive = "su"', 'possessive = "su"\nposessive = "su"', "posessive"),
    ('definite = { any = "ta" }', 'definite = "ta"', "definite"),
    ('definite = { any = "ta" }', 'definite = { neuter = "ta" }', "neuter"),
    ('pairs = ["« »"]', 'pairs = ["«»"]', "pairs"),
    ('stems = "ke", endings', 'stem = "ke", endings', "verbs"),
    ('[page]', '[page]\nfurniture = ["("]', "furniture"),
    ('[speech]', "[speech]\nsubject_first = 1", "subject_first"),
    ('[kinds]', "[kind]", "kind"),
    ('[people]', "[people", "TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "named"), BROKEN)
def test_a_broken_file_is_refused_with_its_name_and_the_key(
    tmp_path: Path, good: str, bad: str, named: str
) -> None:
    assert good in MADE_UP
    path = tmp_path / "qq.toml"
    path.write_text(MADE_UP.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(LanguageError, match=r"qq\.toml.*" + named):
        read_file(path)


def test_a_language_without_a_file_is_named_and_read_like_english(folder: Path) -> None:
    with pytest.raises(LanguageError, match="xx"):
        shipped().get("xx")
    assert shipped().get_or_nearest("xx").code == "en"
    assert shipped().get_or_nearest("fr-CA").code == "fr"


@pytest.mark.parametrize(
    ("language", "name", "gender"),
    [
        ("fr", "Tom", Gender.MASCULINE),  # of another region
        ("en", "Simon", Gender.MASCULINE),  # whatever Spanish spells alike
        ("es", "Jean-Luc", Gender.MASCULINE),  # by the first part
        ("fr", "Canal", None),
    ],
)
def test_a_given_name_has_the_gender_it_is_mostly_given_to(
    language: str, name: str, gender: Gender | None
) -> None:
    assert given_gender(name, shipped().get(language)) is gender
