"""Names are followed by the handles of the newsroom's book, and nothing else is touched."""

from pathlib import Path

import pytest

from bot.composing.handles import Handles
from bot.composing.house import house_of
from bot.errors import SettingsError

BOOK = """
["Sam Altman"]
x = "@sama"
bluesky = "sama.example.com"
also = ["Altman"]

["OpenAI"]
x = "OpenAI"

["Paris Habitat"]
x = "ParisHabitat"
"""


@pytest.fixture
def handles(tmp_path: Path) -> Handles:
    (tmp_path / "handles.toml").write_text(BOOK, encoding="utf-8")
    return house_of(tmp_path).handles


ON_X = [
    ("Sam Altman refuse", "Sam Altman (@sama) refuse"),
    ("L’offre pour OpenAI. OpenAI refuse", "L’offre pour OpenAI (@OpenAI). OpenAI refuse"),
    ("— Sam Altman, PDG d’OpenAI", "— Sam Altman (@sama), PDG d’OpenAI (@OpenAI)"),
    ("Altman et OpenAI", "Altman (@sama) et OpenAI (@OpenAI)"),
    ("Altman, puis Sam Altman", "Altman (@sama), puis Sam Altman"),
    # nothing within quotation marks, addresses or other words
    ("« OpenAI n’est pas à vendre »", "« OpenAI n’est pas à vendre »"),
    ("“Sam Altman” https://a.fr/OpenAI #OpenAI", "“Sam Altman” https://a.fr/OpenAI #OpenAI"),
    ("OpenAIs Chef, openai", "OpenAIs Chef, openai"),
    ("Sam Altman-Gesetz", "Sam Altman-Gesetz"),
    # no room for one
    ("Sam Altman’s answer", "Sam Altman’s answer"),
    ("Le patron (OpenAI) refuse", "Le patron (OpenAI) refuse"),
    ("Sam Altman (OpenAI) refuse", "Sam Altman (OpenAI) refuse"),
    # who is not in the book, or stands there already
    ("Paris refuse", "Paris refuse"),
    ("Sam Altman répond à @sama", "Sam Altman répond à @sama"),
]


@pytest.mark.parametrize(("text", "made"), ON_X)
def test_a_name_is_followed_by_its_handle(handles: Handles, text: str, made: str) -> None:
    assert handles.added([text], "x")[0] == made


def test_two_names_at_most(handles: Handles) -> None:
    made = handles.added(["Altman, OpenAI, Paris Habitat"], "x")[0]
    assert made == "Altman (@sama), OpenAI (@OpenAI), Paris Habitat"


def test_a_platform_for_which_there_is_none_stays_plain(handles: Handles) -> None:
    assert handles.added(["OpenAI"], "bluesky")[0] == "OpenAI"
    assert handles.added(["Altman"], "bluesky")[0] == "Altman (@sama.example.com)"
    assert handles.added(["Altman"], "linkedin")[0] == "Altman"
    assert handles.of("Altman", "x") == "@sama"
    assert handles.of("Musk", "x") is None


def test_what_is_kept_stays(handles: Handles) -> None:
    assert handles.added(["‘OpenAI wint’ — Altman"], "x", ["‘OpenAI wint’"])[0] == (
        "‘OpenAI wint’ — Altman (@sama)"
    )


WRONG = [
    ('["A"]\nx = "a b"', "'A' has 'a b', which is no handle on x"),
    ('["A"]\nbluesky = "a"', "'A' has 'a', which is no handle on bluesky"),
    ('["A"]\nmastodon = "a"', "'A' has 'a', which is no handle on mastodon"),
    ('["A"]\nmyspace = "a"', "there is no 'myspace' for 'A'"),
    ('A = "a"', "'A' should be a table"),
    ('["A"]\nx = "a"\nalso = ["B"]\n["B"]\nx = "b"', "'B' is named twice"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_book_that_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "handles.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        house_of(tmp_path)
    assert said in str(error.value)
    assert "handles.toml" in str(error.value)
