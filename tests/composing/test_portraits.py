"""A speaker's face comes from the newsroom's book, and from nowhere else."""

from pathlib import Path

import pytest

from bot.composing import Account
from bot.composing.house import portraits
from bot.errors import SettingsError
from bot.model import PostKind
from bot.studio import Studio
from tests.proofs.test_page import STORY

QUOTES = Account(name="x", platform="x", kinds=(PostKind.QUOTE,))


def test_the_books_picture_stands_on_the_speakers_card(tmp_path: Path) -> None:
    (tmp_path / "ada.jpg").touch()
    (tmp_path / "portraits.toml").write_text('["Ada Martin"]\nfile = "ada.jpg"\n', "utf-8")
    (post,) = Studio([QUOTES], newsroom=tmp_path).draft(STORY).posts
    assert [card.content.portrait for card in post.cards] == ["ada.jpg"]
    (bare,) = Studio([QUOTES]).draft(STORY).posts
    assert [card.content.portrait for card in bare.cards] == [None]


def test_a_name_is_found_whatever_its_spaces_and_form(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    path = tmp_path / "portraits.toml"
    path.write_text('["Ada Martin"]\nfile = "a.png"\nalso = ["A. Martin"]\n', "utf-8")
    book = portraits(path)
    assert book.of("Ada\u00a0Martin") == book.of("A. Martin") == "a.png"
    assert book.of("Martin") is None
    assert book.of(None) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('["Ada"]\nfile = "none.jpg"', "'none.jpg', which is not in the newsroom's folder"),
        ('["Ada"]\nfile = "../x.jpg"', "which is not in the newsroom's folder"),
        ('["Ada"]\nalso = ["A"]', "'Ada' has no file"),
        ('["Ada"]\nface = "a.png"', "there is no 'face' for 'Ada'"),
        ('Ada = "a.png"', "should be a table"),
        ('["Ada"]\nfile = "a.png"\nalso = ["Ada"]', "'Ada' is named twice"),
    ],
)
def test_a_book_that_cannot_be_used_says_what_to_mend(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    (tmp_path.parent / "x.jpg").touch()
    path = tmp_path / "portraits.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"portraits\.toml") as problem:
        portraits(path)
    assert told in str(problem.value)
