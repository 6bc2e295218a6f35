"""Hashtags and the link of a post, changed without touching its sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.composing.retouching import Retouch, hashtags_from, hashtags_of, retouched
from bot.errors import EditError
from bot.model import CardFile, LinkCard, Piece, QueuedPost
from tests.queued import post_of, queued, story

LINK = "https://journal.example.com/1"
NEW = "https://journal.example.com/live?id=7"
TEXT = f"La piscine de #Lens rouvre.\n\n{LINK}\n\n#Piscine #Été"


def post(text: str = TEXT, card: LinkCard | None = None) -> QueuedPost:
    """A queued post that says this."""
    piece: Piece[CardFile] = Piece(text=text, length=len(text), link_card=card)
    return replace(queued(post_of(story())), pieces=(piece,), link=LINK)


@pytest.mark.parametrize(
    ("touch", "text"),
    [
        (Retouch(), TEXT),
        (Retouch(hashtags=("Lens", "Piscine", "Été")), TEXT),
        (Retouch(hashtags=("Lens", "Bains")), f"La piscine de #Lens rouvre.\n\n{LINK}\n\n#Bains"),
        (Retouch(hashtags=()), f"La piscine de Lens rouvre.\n\n{LINK}"),
        (Retouch(hashtags=("Lens", "Piscine", "Été", "2026a")), f"{TEXT} #2026a"),
        (Retouch(link=NEW), TEXT.replace(LINK, NEW)),
        (Retouch(link=""), "La piscine de #Lens rouvre.\n\n#Piscine #Été"),
        (
            Retouch(link="", hashtags=("Lens",)),
            "La piscine de #Lens rouvre.",
        ),
    ],
)
def test_hashtags_and_link_change_and_sentences_stay(touch: Retouch, text: str) -> None:
    changed, after = retouched(post(), {}, touch)
    assert changed == ({} if text == TEXT else {1: text})
    assert after.link == (LINK if touch.link is None else touch.link or None)


def test_new_words_and_new_hashtags_go_together() -> None:
    changed, _ = retouched(post("Un."), {1: "Deux."}, Retouch(hashtags=("A",), link=NEW))
    assert changed == {1: f"Deux.\n\n{NEW}\n\n#A"}


def test_a_link_card_leads_where_the_link_does() -> None:
    card = LinkCard(url=LINK, title="La piscine", description="")
    changed, after = retouched(post("Un.", card), {}, Retouch(link=NEW))
    assert changed == {}
    assert after.pieces[0].link_card == replace(card, url=NEW)
    assert retouched(post("Un.", card), {}, Retouch(link=""))[1].pieces[0].link_card is None


def test_hashtags_are_read_as_people_write_them() -> None:
    assert hashtags_from("#Été, Lens\n##Piscine #Été") == ("Été", "Lens", "Piscine")
    assert hashtags_from("") == ()
    assert hashtags_of(post()) == ("Lens", "Piscine", "Été")


@pytest.mark.parametrize("said", ["#2026", "#a-b", "#l'été", "a.b"])
def test_what_no_platform_takes_as_a_hashtag_is_refused(said: str) -> None:
    with pytest.raises(EditError, match="is no hashtag"):
        hashtags_from(said)


@pytest.mark.parametrize("link", ["journal", "javascript:alert(1)", "https://", "ftp://a.example"])
def test_a_link_is_a_web_address(link: str) -> None:
    with pytest.raises(EditError, match="starts with https"):
        retouched(post(), {}, Retouch(link=link))
