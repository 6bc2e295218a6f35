"""Where the link stands, what the post costs with it, and what a budget leaves of it."""

import pytest

from bot.composing import Account, Place, compose
from bot.composing.costs import cost_of, dollars, has_url
from bot.composing.limits import limits_of, platforms
from bot.model import CardOrder, Post, PostKind
from tests.readings import article, quote, reading

SAID = "Nous partirons demain matin sans attendre personne"
URL = "https://journal.example.com/a"
STORY = article(
    f"Il dit : « {SAID} ».", title="Le départ", url=f"{URL}?utm_source=rss", lead="C’est dit."
)
READING = reading(STORY, quote(STORY, SAID, key=True))


def post_of(platform: str, **fields: object) -> Post[CardOrder]:
    account = Account(name="a", platform=platform, kinds=(PostKind.QUOTE,), **fields)  # type: ignore[arg-type]
    (post,) = compose(READING, [account]).posts
    return post


@pytest.mark.parametrize("platform", platforms())
def test_the_usual_place_is_the_text_where_links_can_be_clicked(platform: str) -> None:
    post = post_of(platform)
    linked = limits_of(platform).links
    assert post.text.count(URL) == (1 if linked else 0)
    assert "utm_source" not in post.text
    assert post.link == (URL if linked else None)
    assert post.pieces[0].link_card is None
    assert len(post.cards) == 1


@pytest.mark.parametrize("platform", platforms())
def test_nowhere(platform: str) -> None:
    post = post_of(platform, link=Place.NONE)
    assert "http" not in post.text
    assert post.link is None


@pytest.mark.parametrize("platform", ["bluesky", "linkedin"])
def test_a_platforms_card_shows_the_posts_card_where_it_takes_a_picture(platform: str) -> None:
    post = post_of(platform, link=Place.CARD)
    (piece,) = post.pieces
    assert "http" not in piece.text
    assert piece.link_card is not None
    assert (piece.link_card.url, piece.link_card.title) == (URL, "Le départ")
    assert piece.link_card.description == "C’est dit."
    assert [card.formats[0].name for card in piece.cards] == ["link"]
    assert post.link == URL
    assert "Le départ" not in piece.text


@pytest.mark.parametrize("platform", ["threads", "facebook"])
def test_a_platforms_card_takes_the_place_of_pictures(platform: str) -> None:
    (piece,) = post_of(platform, link=Place.CARD).pieces
    assert piece.link_card is not None
    assert (piece.cards, "http" in piece.text) == ((), False)


@pytest.mark.parametrize("platform", ["x", "mastodon", "telegram", "discord"])
def test_a_card_that_the_platform_makes_of_the_text(platform: str) -> None:
    (piece,) = post_of(platform, link=Place.CARD).pieces
    assert piece.text.count(URL) == 1
    assert (piece.cards, piece.link_card) == ((), None)


@pytest.mark.parametrize("platform", ["x", "bluesky", "mastodon", "threads"])
def test_the_first_reply(platform: str) -> None:
    first, reply = post_of(platform, link=Place.REPLY).pieces
    assert "http" not in first.text
    assert reply.text == f"Lire l’article\u00a0: {URL}"
    assert (len(first.cards), reply.cards) == (1, ())


def test_what_a_platform_has_not_is_not_done_there() -> None:
    assert len(post_of("facebook", link=Place.REPLY).pieces) == 1
    assert post_of("instagram", link=Place.CARD).link is None


def test_pictures_and_a_link_card_are_never_together_on_bluesky() -> None:
    for place in Place:
        for piece in post_of("bluesky", link=place).pieces:
            beside = piece.cards and piece.link_card is None
            assert piece.link_card is None or [c.formats[0].name for c in piece.cards] == ["link"]
            assert not (beside and piece.link_card)


def test_a_campaign_is_added_once() -> None:
    campaign = (("utm_source", "x"), ("utm_medium", "social"))
    post = post_of("x", campaign=campaign)
    assert post.link == f"{URL}?utm_source=x&utm_medium=social"
    assert post.text.count(str(post.link)) == 1


# --- what it costs ----------------------------------------------------------------------

COSTS = [
    (["Un texte."], 0.015),
    (["Un texte. https://a.fr/b"], 0.20),
    (["Un texte.", "https://a.fr/b"], 0.215),
    (["Vu sur 24matins.fr ce matin"], 0.20),  # X makes a link of that
    (["Un texte.Puis un autre", "etc.Bref"], 0.03),
    (["ada@example.com"], 0.015),
]


@pytest.mark.parametrize(("texts", "cost"), COSTS)
def test_each_piece_is_billed_and_a_url_dearer(texts: list[str], cost: float) -> None:
    assert cost_of(texts, limits_of("x")) == pytest.approx(cost)
    assert cost_of(texts, limits_of("mastodon")) is None


def test_a_long_text_is_searched_at_once() -> None:
    assert not has_url("a." * 50_000)
    assert not has_url("-" * 100_000)


def test_costs_stand_on_posts_and_variants() -> None:
    assert post_of("x").cost == pytest.approx(0.20)
    assert post_of("x", link=Place.NONE).cost == pytest.approx(0.015)
    assert post_of("x", link=Place.REPLY).cost == pytest.approx(0.215)
    assert post_of("mastodon").cost is None
    assert all(variant.cost == pytest.approx(0.20) for variant in post_of("x").variants)
    assert (dollars(0.2), dollars(0.015)) == ("$0.20", "$0.015")


def drafted(budget: float, spent: float) -> list[Post[CardOrder]]:
    kinds = (PostKind.QUOTE, PostKind.HEADLINE)
    account = Account(name="a", platform="x", kinds=kinds, budget=budget)
    return list(compose(READING, [account], spent={"a": spent, "b": 99.0}).posts)


def test_within_the_budget_nothing_changes() -> None:
    assert [post.cost for post in drafted(30.0, 0.0)] == [0.20, 0.20]
    assert [post.cost for post in drafted(0.40, 0.0)] == [0.20, 0.20]


def test_over_the_budget_the_link_goes_first_and_the_post_says_why() -> None:
    first, second = drafted(0.30, 0.0)
    assert (first.cost, second.cost) == (0.20, 0.015)
    assert "http" not in second.text
    assert any("without its link" in note and "$0.10" in note for note in second.notes)
    assert second.warnings == ()


def test_where_nothing_is_left_the_post_warns() -> None:
    for post in drafted(0.30, 0.30):
        assert post.link == URL
        assert any("$0.00 of the month's budget are left" in line for line in post.warnings)
