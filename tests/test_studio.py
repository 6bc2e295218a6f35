"""What a newsroom chooses of its cards' looks: templates by account, and a brand kit."""

from pathlib import Path

import pytest

from bot import settings
from bot.cards.files.library import brand_kits
from bot.composing import Account, Form
from bot.errors import SettingsError
from bot.model import PostKind
from bot.studio import Studio, accounts_of, studio_of
from tests.cards.samples import picture
from tests.proofs.test_page import STORY

YELLOW = (0xFF, 0xDC, 0x2B)  # --ground of brands/bold


def test_an_account_chooses_its_templates() -> None:
    usual = Account(name="a", platform="x")
    own = Account(name="b", platform="x", templates=("quote-split", "points"))
    drafted = Studio([usual, own]).draft(STORY).posts
    names = {(post.account, card.template) for post in drafted for card in post.cards}
    assert {("a", "quote"), ("b", "quote-split")} <= names
    assert ("b", "quote") not in names


def test_the_end_of_a_carousel_says_where_the_article_stands() -> None:
    account = Account(name="a", platform="instagram", form=Form.CAROUSEL, kinds=(PostKind.TLDR,))
    for publication, site in (("Le Journal", "journal.example.com"), ("", "")):
        (post,) = Studio([account], publication=publication).draft(STORY).posts
        end = post.cards[-1]
        assert (end.template, end.content.site) == ("end", site)
        assert end.content.source == (publication or "journal.example.com")


def test_a_brand_kit_is_chosen_by_name() -> None:
    configured = settings.of(
        {"BRAND": "bold", "ACCOUNTS": "x", "ACCOUNT_X_PLATFORM": "x", "ACCOUNT_X_POSTS": "quote"}
    )
    studio = studio_of(configured)
    (post,) = studio.draft(STORY).posts
    assert picture(studio.draw(post).cards[0]).getpixel((3, 3)) == YELLOW


def test_a_newsrooms_own_kit_comes_before_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "brands" / "bold").mkdir(parents=True)
    (tmp_path / "brands" / "bold" / "brand.css").touch()
    kits = brand_kits(tmp_path)
    assert kits["bold"] == tmp_path / "brands" / "bold"
    assert list(kits) == ["bold", "dark", "light"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("BRAND", "neon", "BRAND: there is no brand kit 'neon'; there are bold, dark, light"),
        ("ACCOUNT_X_TEMPLATES", "quote-splt", "ACCOUNT_X_TEMPLATES: there is no card template"),
        ("ACCOUNT_X_TEMPLATES", "base", "there are cover, end, figure"),
    ],
)
def test_a_look_that_there_is_not_is_named(name: str, value: str, told: str) -> None:
    configured = settings.of({"ACCOUNTS": "x", "ACCOUNT_X_PLATFORM": "x", name: value})
    with pytest.raises(SettingsError, match=told):
        accounts_of(configured)
