"""A TL;DR as a thread or as cards to swipe through; and what may take a post's place."""

from dataclasses import replace

import pytest

from bot.composing import Account, Form, Place, compose
from bot.composing.counting import fits
from bot.composing.limits import limits_of
from bot.errors import ComposeError
from bot.model import Draft, PostKind, Reading
from tests.readings import article, quote, reading

SAID = "Nous partirons demain matin sans attendre personne"
OTHER = "Voilà qui est dit une fois pour toutes"
THIRD = "Il ne faut jamais partir sans son chapeau"
POINTS = ("Le départ est fixé à demain.", "Personne ne sera attendu.", "Le retour est prévu.")
URL = "https://journal.example.com/a"
STORY = article(
    f"« {SAID} », « {OTHER} », « {THIRD} ». Le voyage coûtera 4,2 millions d’euros.",
    title="Le départ",
    lead="Une phrase de plus. Et une autre.",
    points=POINTS,
    url=URL,
)
READING = reading(
    STORY,
    quote(STORY, SAID, key=True, score=0.9),
    quote(STORY, OTHER, score=0.8),
    quote(STORY, THIRD, score=0.7),
)


def drafted(platform: str, form: Form, read: Reading = READING, **fields: object) -> Draft:
    account = Account(
        name="a",
        platform=platform,
        kinds=(PostKind.TLDR,),
        form=form,
        **fields,  # type: ignore[arg-type]
    )
    return compose(read, [account])


@pytest.mark.parametrize("platform", ["x", "bluesky", "mastodon", "threads"])
def test_a_thread_has_a_piece_a_point_a_quote_and_the_link_last(platform: str) -> None:
    (post,) = drafted(platform, Form.THREAD).posts
    texts = [piece.text for piece in post.pieces]
    assert texts[0] == "Le départ\n\nUne phrase de plus. Et une autre."
    assert texts[1:4] == list(POINTS)
    assert SAID in texts[4]
    assert texts[5].endswith(URL)
    assert sum(text.count(URL) for text in texts) == 1
    assert all(fits(text, limits_of(platform)) for text in texts)
    assert [len(piece.cards) for piece in post.pieces] == [1, 0, 0, 0, 1, 0]
    assert [each.display for each in post.quotes] == [SAID]


def test_numbers_count_into_the_limit() -> None:
    (post,) = drafted("x", Form.THREAD, numbered=True).posts
    assert [piece.text[:4] for piece in post.pieces] == [f"{n}/6 " for n in range(1, 7)]
    long = replace(READING, article=replace(STORY, title="a" * 279, lead=None))
    assert len(drafted("x", Form.THREAD, long).posts[0].pieces) == 6
    with pytest.raises(ComposeError, match="the thread is too long for X"):
        drafted("x", Form.THREAD, long, numbered=True)


def test_a_quote_that_fits_no_piece_gives_way_to_the_next() -> None:
    words = "mot " * 80 + "fin"
    art = replace(STORY, text=f"« {words} », {STORY.text}")
    read = reading(art, quote(art, words, key=True), quote(art, OTHER))
    (post,) = drafted("x", Form.THREAD, read).posts
    assert [each.display for each in post.quotes] == [OTHER]
    (bare,) = drafted("x", Form.THREAD, reading(art, quote(art, words, key=True))).posts
    assert bare.quotes == ()
    assert len(bare.pieces) == 5


def test_a_point_that_is_too_long_goes_only_from_the_end() -> None:
    art = replace(STORY, summary_points=(*POINTS[:2], "mot " * 90))
    (post,) = drafted("x", Form.THREAD, reading(art)).posts
    assert [piece.text for piece in post.pieces[1:3]] == list(POINTS[:2])
    assert len(post.pieces) == 4


def test_a_lead_that_says_what_the_points_say_is_left_out() -> None:
    art = replace(STORY, lead=f"{POINTS[0]} Et une autre.")
    (post,) = drafted("x", Form.THREAD, reading(art)).posts
    assert post.pieces[0].text == "Le départ"


@pytest.mark.parametrize(
    ("platform", "form", "points", "note"),
    [
        ("x", Form.THREAD, POINTS[:1], "one point makes no thread"),
        ("linkedin", Form.THREAD, POINTS, "LinkedIn has no threads"),
        ("x", Form.CAROUSEL, POINTS, "X has no carousels"),
    ],
)
def test_where_there_is_none_the_post_is_plain_and_says_why(
    platform: str, form: Form, points: tuple[str, ...], note: str
) -> None:
    art = replace(STORY, summary_points=points)
    (post,) = drafted(platform, form, reading(art)).posts
    assert (post.kind, len(post.pieces), len(post.cards)) == (PostKind.TLDR, 1, 1)
    assert any(note in each for each in post.notes)


@pytest.mark.parametrize("platform", ["instagram", "linkedin", "threads", "telegram"])
def test_a_carousel_has_a_cover_the_points_the_quotes_and_an_end(platform: str) -> None:
    (post,) = drafted(platform, Form.CAROUSEL).posts
    (piece,) = post.pieces
    templates = [card.template for card in piece.cards]
    assert templates == ["cover", "points", "points", "points", "quote", "quote", "end"]
    assert [card.content.points for card in piece.cards[1:4]] == [(each,) for each in POINTS]
    assert [each.display for each in post.quotes] == [SAID, OTHER]
    assert all(card.alt_text for card in piece.cards)
    assert len({card.formats for card in piece.cards}) == 1


def test_a_carousel_keeps_to_what_the_platform_takes() -> None:
    points = tuple(f"Le point numéro {number}." for number in range(10))
    art = replace(STORY, summary_points=points)
    (post,) = drafted("instagram", Form.CAROUSEL, reading(art, *READING.quotes)).posts
    assert len(post.cards) == 10
    assert post.cards[-1].template == "end"
    assert post.quotes == ()


def test_a_carousel_leaves_no_room_for_a_link_card() -> None:
    (post,) = drafted("linkedin", Form.CAROUSEL, link=Place.CARD).posts
    assert post.pieces[0].link_card is None
    assert post.text.count(URL) == 1


# --- variants ----------------------------------------------------------------------------


def variants(kind: PostKind, count: int = 3) -> list[tuple[PostKind, str]]:
    account = Account(name="a", platform="x", kinds=(kind,), variants=count)
    (post,) = compose(READING, [account]).posts
    return [
        (each.kind, each.pieces[0].text.split("\n")[0].strip("« »\u00a0")) for each in post.variants
    ]


def test_a_quote_may_be_swapped_for_another_or_for_another_angle() -> None:
    figure = "Le voyage coûtera 4,2 millions d’euros."
    assert variants(PostKind.QUOTE) == [
        (PostKind.QUOTE, OTHER),
        (PostKind.FIGURE, figure),
        (PostKind.QUOTE, THIRD),
    ]
    assert variants(PostKind.TLDR) == [
        (PostKind.FIGURE, figure),
        (PostKind.QUOTE, SAID),
        (PostKind.HEADLINE, "Le départ"),
    ]
    assert len(variants(PostKind.QUOTE, 2)) == 2
    assert variants(PostKind.QUOTE, 0) == []


def test_a_variant_is_whole_and_none_of_the_accounts_posts() -> None:
    kinds = (PostKind.QUOTE, PostKind.TLDR, PostKind.FIGURE)
    account = Account(name="a", platform="bluesky", kinds=kinds, variants=3)
    posts = compose(READING, [account]).posts
    texts = {post.text for post in posts}
    for post in posts:
        shown = [variant.pieces[0].text for variant in post.variants]
        assert len(set(shown)) == len(shown) == 3
        assert not texts & set(shown)
        for variant in post.variants:
            assert variant.link == URL
            assert all(piece.cards for piece in variant.pieces)
            assert bool(variant.quotes) == (variant.kind is PostKind.QUOTE)
            assert all(fits(piece.text, limits_of("bluesky")) for piece in variant.pieces)


def test_variants_leave_no_notes_of_their_own() -> None:
    account = Account(name="a", platform="x", kinds=(PostKind.TLDR,))
    (post,) = compose(reading(article(points=POINTS)), [account]).posts
    assert post.notes == ()
