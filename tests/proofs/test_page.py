"""The page shows all of a post: its pieces, its link card, what it costs, and what to look into."""

import re
from datetime import UTC, datetime
from pathlib import Path

from bot.composing import Account, Form, Place
from bot.model import PostKind
from bot.proofs.page import Shown
from bot.proofs.sheet import Sheet
from bot.studio import Studio
from tests.readings import article

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STORY = article(
    "Ada Martin, maire, a dit : « Nous ouvrirons la piscine avant l’été, quoi qu’il arrive. »",
    title="La piscine coûtera 4 millions d’euros",
    lead="La piscine coûtera 5 millions d’euros.",
    points=["La piscine ouvrira.", "Le chantier dure un an."],
)
ACCOUNTS = [
    Account(name="main", platform="x", form=Form.THREAD),
    Account(name="bluesky", platform="bluesky", link=Place.CARD, kinds=(PostKind.HEADLINE,)),
    Account(name="insta", platform="instagram", form=Form.CAROUSEL, kinds=(PostKind.TLDR,)),
]


def test_everything_of_a_post_is_on_the_page(tmp_path: Path) -> None:
    studio = Studio(ACCOUNTS)
    draft = studio.draft(STORY)
    sheet = Sheet(tmp_path)
    assert sheet.add(draft, [studio.draw(post) for post in draft.posts]) == []
    sheet.finish(NOON)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    for shown in (
        "X · main",
        "Instagram · insta",
        "<b>Bluesky</b>",
        "5 posts · 81 of 280 · $0.26",
        'data-number="5"',
        '<div class="swipe"',
        '<div class="link-card">',
        "<small>journal.example.com</small>",
        '<span class="link">https://journal.example.com/a</span>',
        "figures differ: the title says 4 millions d’euros; the lead says 5 millions d’euros",
        "variants to take instead",
        "Alternative texts",
    ):
        assert shown in page, shown
    assert page.count("figures differ") == 1
    read = re.sub(r"<[^>]+>", "", page)
    for post in draft.posts:
        assert all(piece.text in read for piece in post.pieces)
    for source in page.split('src="')[1:]:
        assert (tmp_path / source.split('"')[0]).is_file()


def test_a_text_is_shown_with_what_it_leads_to() -> None:
    (post,) = Studio(ACCOUNTS[1:2]).draft(STORY).posts
    shown = Shown(post=post.with_cards(lambda card: ()))
    assert shown.runs("Voir https://a.fr/b. #Piscine @ada.example.com") == [
        ("Voir ", ""),
        ("https://a.fr/b", "link"),
        (". ", ""),
        ("#Piscine", "tag"),
        (" ", ""),
        ("@ada.example.com", "mention"),
    ]
