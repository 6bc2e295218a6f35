"""Whatever the article and the account: each platform takes the post, and every word is true."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import links
from bot.composing import Account, Form, House, Place, compose
from bot.composing.counting import fits, length
from bot.composing.handles import Handles
from bot.composing.limits import Limits, limits_of, platforms
from bot.composing.richtext import facets, little
from bot.composing.typography import quoted, typeset
from bot.errors import ComposeError
from bot.model import (
    CardOrder,
    Draft,
    Piece,
    PostKind,
    Quote,
    Reading,
    Variant,
    plain_words,
    same_words,
)
from bot.review import broken_promises
from tests.composing.articles import readings
from tests.composing.checks import check_facets
from tests.readings import article, reading

HOUSE = House(
    publication="Le Journal",
    handles=Handles(
        {
            "Ada Martin": {
                "x": "ada",
                "bluesky": "ada.example.com",
                "mastodon": "ada@social.example.com",
                "threads": "ada",
                "instagram": "ada",
                "telegram": "adamartin",
            }
        }
    ),
)
KINDS = (PostKind.QUOTE, PostKind.TLDR, PostKind.FIGURE, PostKind.HEADLINE)


@st.composite
def accounts(draw: st.DrawFn, platform: str) -> Account:
    """An account with any wishes."""
    return Account(
        name="main",
        platform=platform,
        kinds=tuple(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True))),
        form=draw(st.sampled_from(Form)),
        numbered=draw(st.booleans()),
        link=draw(st.none() | st.sampled_from(Place)),
        campaign=draw(st.sampled_from([(), (("utm_source", "bot"),)])),
        hashtags=draw(st.none() | st.integers(0, 5)),
        variants=2,
    )


def versions(draft: Draft) -> Iterator[Variant[CardOrder]]:
    """Everything that may be posted: the posts themselves and what may take their place."""
    for post in draft.posts:
        yield Variant(kind=post.kind, pieces=post.pieces, link=post.link, quotes=post.quotes)
        yield from post.variants


def limits_for(piece: Piece[CardOrder], limits: Limits) -> Limits:
    return limits if piece.cards else limits.without_pictures()


@pytest.mark.parametrize("platform", platforms())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_post_is_taken_and_true(platform: str, data: st.DataObject) -> None:
    read = data.draw(readings())
    account = data.draw(accounts(platform))
    try:
        draft = compose(read, [account], house=HOUSE)
    except ComposeError:
        return
    limits = limits_of(platform)
    assert draft.posts
    for version in versions(draft):
        for piece in version.pieces:
            check_limits(piece, limits)
            check_rich_text(piece.text, version.link)
            check_typography(piece.text, read.article.language)
            for card in piece.cards:
                check_alternative_text(card, limits)
        check_link(version, account, limits)
        check_hashtags(version, account, limits)
        check_quotes(version, read)


def check_limits(piece: Piece[CardOrder], limits: Limits) -> None:
    own = limits_for(piece, limits)
    assert fits(piece.text, own)
    assert piece.length == length(piece.text, own)
    assert len(piece.cards) <= limits.pictures
    assert piece.cards or not limits.needs_picture


def check_link(version: Variant[CardOrder], account: Account, limits: Limits) -> None:
    """Once in the texts, or once as a card beside them, or nowhere."""
    if version.link is None:
        return
    in_texts = sum(piece.text.count(version.link) for piece in version.pieces)
    in_cards = [piece.link_card.url for piece in version.pieces if piece.link_card]
    assert in_texts + len(in_cards) == 1
    assert set(in_cards) <= {version.link}
    assert links.clean(version.link).startswith("https://journal.example.com/")


def check_quotes(version: Variant[CardOrder], read: Reading) -> None:
    of = read.article
    texts = [piece.text for piece in version.pieces]
    elsewhere = (of.title, of.lead or "", *read.summary.points)
    alt_texts = [card.alt_text for piece in version.pieces for card in piece.cards]
    shown = (*texts, *alt_texts)
    assert broken_promises(shown, version.quotes, of.text, elsewhere) == ()
    cards = [card.content.quote or "" for piece in version.pieces for card in piece.cards]
    for quote in version.quotes:
        printed = quoted(quote.display, of.language)
        assert any(printed in text for text in (*texts, *cards))
        assert same_words(printed[1:-1], said(quote, of.text))
        assert quote.card_worthy


def said(quote: Quote, text: str) -> str:
    return " ".join(text[part.start : part.end] for part in quote.parts)


def check_hashtags(version: Variant[CardOrder], account: Account, limits: Limits) -> None:
    made = {"#Élysée", "#IntelligenceArtificielle", "#OpenAI"}
    words = [word for piece in version.pieces for word in piece.text.split()]
    most = limits.hashtags if account.hashtags is None else account.hashtags
    assert sum(word in made for word in words) <= most


def check_alternative_text(card: CardOrder, limits: Limits) -> None:
    if limits.alt_limit:
        assert len(card.alt_text.encode("utf-16-le")) // 2 <= limits.alt_limit
    if card.content.quote:
        for whole in filter(None, (card.content.quote, card.content.speaker)):
            assert plain_words(whole) in plain_words(card.alt_text)


def check_rich_text(text: str, link: str | None) -> None:
    check_facets(text, link)
    if link and link in text:
        assert [facet.value for facet in facets(text, link)].count(link) == 1
    assert re.sub(r"\\([\\|{}@\[\]()<>#*_~])", r"\1", little(text)) == text


def check_typography(text: str, language: str) -> None:
    once = typeset(text, language)
    assert typeset(once, language) == once
    assert same_words(once, text)


def test_an_article_without_end_is_no_trouble() -> None:
    of = article(
        "« Un texte. » " * 10_000,
        title="é " * 100,
        lead="Une phrase, puis une autre. " * 4_000,
        points=["un point " * 10_000] * 50,
        tags=[f"Un tag {number}" for number in range(10_000)],
    )
    every = [Account(name=platform, platform=platform) for platform in platforms()]
    posts = compose(reading(of), every).posts
    assert [post.platform for post in posts] == list(platforms())
    for post in posts:
        assert fits(post.text, limits_of(post.platform))


def test_a_title_without_end_is_refused() -> None:
    of = article(title="a. " * 30_000, tags=["Un tag"] * 10_000)
    with pytest.raises(ComposeError, match="shorten it"):
        compose(reading(of), [Account(name=name, platform=name) for name in platforms()])
