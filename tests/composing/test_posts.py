"""One draft of a reading: right kinds, right words, within limits."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.composing import Account, compose, house_of
from bot.composing.counting import fits
from bot.composing.limits import limits_of, platforms
from bot.composing.typography import typeset
from bot.errors import ComposeError, TemplateError
from bot.model import PostKind, same_words
from tests.readings import article, quote, reading

X = Account(name="x", platform="x")
ALL = [Account(name=name, platform=name) for name in platforms()]
N = "\u00a0"

TEXT = "Il dit : « Nous partirons demain matin sans attendre personne », puis « escroc »."
SAID = "Nous partirons demain matin sans attendre personne"
POINTS = ("Le départ est fixé.", "Personne ne sera attendu.", "Le retour reste à prévoir.")


def test_quote_and_points_as_a_team_would_write_them() -> None:
    art = article(TEXT, title="Le départ est pour demain", points=POINTS)
    draft = compose(reading(art, quote(art, SAID, role="cheffe d’équipe", key=True)), [X])
    assert [post.text for post in draft.posts] == [
        f"«{N}{SAID}{N}»\n— Ada Martin, cheffe d’équipe\n\nhttps://journal.example.com/a",
        "Le départ est pour demain\n\n• Le départ est fixé.\n• Personne ne sera attendu.\n"
        "• Le retour reste à prévoir.\n\nhttps://journal.example.com/a",
    ]


def test_without_a_link_no_line_is_left_for_it() -> None:
    art = article(TEXT, points=POINTS, url=None)
    first, second = compose(reading(art, quote(art, SAID, key=True)), [X]).posts
    assert first.text == f"«{N}{SAID}{N}»\n— Ada Martin"
    assert second.text.endswith("• Le retour reste à prévoir.")


def test_whole_points_are_dropped_from_the_end() -> None:
    points = ["a" * 100, "b" * 100, "c" * 100]
    (post,) = compose(reading(article(points=points)), [X]).posts
    assert [line for line in post.text.splitlines() if line][1:] == [
        "• " + "a" * 100,
        "• " + "b" * 100,
        "https://journal.example.com/a",
    ]


def test_a_lead_is_shortened_at_a_sentences_end_before_it_goes() -> None:
    first, rest = "La cheffe part demain à six heures.", "Le car partira de la gare. " * 9
    art = article(lead=f"{first} {rest}".strip(), title="Le départ est pour demain")
    account = replace(X, kinds=(PostKind.HEADLINE,))
    (post,) = compose(reading(art), [account]).posts
    title, lead, link = post.text.split("\n\n")
    assert (title, link) == ("Le départ est pour demain", art.link)
    assert lead.startswith(f"{first} Le car partira de la gare.")
    assert lead.endswith(".")
    assert len(lead) < len(art.lead or "")


def test_a_lead_without_end_is_cut_at_a_sentences_end() -> None:
    art = article(lead="Le car partira de la gare. " * 400)
    account = Account(name="fb", platform="facebook", kinds=(PostKind.HEADLINE,))
    (post,) = compose(reading(art), [account]).posts
    _, lead, _ = post.text.split("\n\n")
    assert lead == " ".join(["Le car partira de la gare."] * 10)


def test_what_only_repeats_the_title_is_left_out() -> None:
    title = "Le car partira de la gare"
    art = article(title=title, lead=f"{title}. Il roulera tard.", points=[f"{title}.", "Il roule."])
    account = replace(X, kinds=(PostKind.HEADLINE, PostKind.TLDR))
    headline, tldr = compose(reading(art), [account]).posts
    assert headline.text == f"{title}\n\nIl roulera tard.\n\n{art.link}"
    assert tldr.text == f"{title}\n\nIl roule.\n\n{art.link}"


def test_where_a_post_repeats_its_title_the_title_goes() -> None:
    sentence = "Orphéa a proposé 97,4 millions d’euros pour racheter Lumen, à Orval."
    of = article(sentence, title="Orphéa propose 97,4 millions d’euros pour Lumen")
    account = Account(name="masto", platform="mastodon", kinds=(PostKind.FIGURE,))
    (post,) = compose(reading(of), [account]).posts
    assert post.text == f"{typeset(sentence, 'fr')}\n\n{of.link}"
    other = replace(of, title="Lumen change de mains")
    (post,) = compose(reading(other), [account]).posts
    assert "Lumen change de mains" in post.text


def test_one_point_is_no_list() -> None:
    (post,) = compose(reading(article(points=POINTS[:1])), [X]).posts
    assert post.text == f"Un titre\n\n{POINTS[0]}\n\nhttps://journal.example.com/a"


def test_a_role_loses_the_capital_of_its_sentence() -> None:
    text = f"« {SAID} ». Cheffe de gare, Ada Martin part."
    of = article(text)
    (post, *_) = compose(reading(of, quote(of, SAID, role="Cheffe de gare", key=True)), [X]).posts
    assert "— Ada Martin, cheffe de gare" in post.text
    known = replace(of, text=text.replace("Cheffe", "la Cheffe"))
    (post, *_) = compose(
        reading(known, quote(known, SAID, role="Cheffe de gare", key=True)), [X]
    ).posts
    assert "— Ada Martin, Cheffe de gare" in post.text


def test_a_quote_too_long_gives_way_to_the_next_and_says_so() -> None:
    long, short = "Un mot " * 60 + "fin", "Voilà qui est dit une fois pour toutes"
    art = article(f"« {long} » et « {short} »")
    key = quote(art, long, key=True, score=0.9)
    post, _ = compose(reading(art, key, quote(art, short)), [X]).posts[0], None
    assert short in post.text
    assert "the key quote is too long for X" in post.notes


def test_the_role_goes_before_the_quote_does() -> None:
    words = "mot " * 50 + "fin"
    art = article(f"« {words} »")
    (post, *_) = compose(reading(art, quote(art, words, role="rôle " * 20, key=True)), [X]).posts
    assert words in post.text
    assert "rôle" not in post.text


@pytest.mark.parametrize(
    ("points", "kinds"),
    [(POINTS, [PostKind.TLDR]), ((), [PostKind.HEADLINE])],
)
def test_without_a_quote(points: tuple[str, ...], kinds: list[PostKind]) -> None:
    draft = compose(reading(article(TEXT, points=points)), [X])
    assert [post.kind for post in draft.posts] == kinds
    assert "no quote that is a whole thought of a named speaker" in draft.posts[0].notes


def test_words_that_are_not_worth_a_card_are_in_no_post() -> None:
    art = article(TEXT, points=POINTS)
    scare = quote(art, "escroc", card_worthy=False)
    unnamed = quote(art, SAID, speaker=None)
    for post in compose(reading(art, scare, unnamed), ALL).posts:
        assert post.kind is PostKind.TLDR
        assert "escroc" not in post.text


def test_a_quote_that_is_not_in_the_article_is_in_no_post() -> None:
    art, other = article(TEXT), article(TEXT.replace("demain", "mercredi"))
    (post,) = compose(reading(other, quote(art, SAID, key=True)), [X]).posts
    assert post.kind is PostKind.HEADLINE
    assert any("the article no longer has these words" in note for note in post.notes)


def test_a_display_that_is_not_the_quote_is_in_no_post() -> None:
    art = article(TEXT)
    forged = replace(quote(art, SAID, key=True), display=SAID + " enfin")
    (post,) = compose(reading(art, forged), [X]).posts
    assert post.kind is PostKind.HEADLINE
    assert any("not what was said" in note for note in post.notes)


def test_the_next_quote_takes_the_place_of_a_broken_one() -> None:
    other = "Voilà qui est dit une fois pour toutes"
    art = article(f"{TEXT} « {other} »")
    forged = replace(quote(art, SAID, key=True), display=SAID + " enfin")
    post = compose(reading(art, forged, quote(art, other)), [X]).posts[0]
    assert other in post.text
    assert SAID not in post.text


def test_quoted_words_of_a_title_must_be_the_articles_own() -> None:
    art = article("Un texte.", title="Elle dit « adieu »")
    assert compose(reading(art), [X]).posts[0].text.startswith("Elle dit «")


def test_a_title_that_fits_nowhere_is_refused() -> None:
    with pytest.raises(ComposeError, match="title alone is too long for X"):
        compose(reading(article(title="mot " * 100)), [X])


def test_a_newsroom_replaces_a_template(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "posts" / "x"
    folder.mkdir(parents=True)
    (folder / "headline.fr.txt").write_text("À lire : {{ title }} {{ url }}")
    account = Account(name="x", platform="x", kinds=(PostKind.HEADLINE,))
    made = compose(reading(article()), [account], house=house_of(tmp_path))
    assert made.posts[0].text == "À lire : Un titre https://journal.example.com/a"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ title", r"headline\.txt:1: "),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ title.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_a_broken_template_is_named(tmp_path: Path, source: str, message: str) -> None:
    folder = tmp_path / "templates" / "posts"
    folder.mkdir(parents=True)
    (folder / "headline.txt").write_text(source)
    with pytest.raises(TemplateError, match=message):
        compose(reading(article()), [X], house=house_of(tmp_path))


TRANSLATED = [
    ("fr", "(traduction)"),
    ("en", "(translated)"),
    ("es", "(traducción)"),
    ("de-CH", "(Übersetzung)"),
    ("it", "(traduzione)"),
    ("pt", "(tradução)"),
    ("nl", "(vertaling)"),
]


@pytest.mark.parametrize(("language", "mark"), TRANSLATED)
def test_a_translated_quote_says_so_in_the_posts_language(language: str, mark: str) -> None:
    art = replace(article(TEXT), language=language)
    said = replace(quote(art, SAID, role="maire", key=True), translated=True)
    for post in compose(reading(art, said), ALL).posts:
        assert f"— Ada Martin, maire {mark}" in post.text
        (card,) = post.cards
        assert card.content.role == f"maire {mark}"
        assert mark in card.alt_text
    bare = compose(reading(art, replace(said, role=None)), [X]).posts[0]
    assert f"— Ada Martin {mark}" in bare.text
    assert bare.cards[0].content.role == mark


def test_a_template_that_leaves_the_mark_out_is_not_taken(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "posts"
    folder.mkdir(parents=True)
    (folder / "quote.txt").write_text("{{ quote }}\n— {{ speaker }}\n{{ url }}\n")
    art = article(TEXT)
    said = replace(quote(art, SAID, key=True), translated=True)
    (post,) = compose(reading(art, said), [X], house=house_of(tmp_path)).posts
    assert post.kind is PostKind.HEADLINE
    assert any("leaves it out" in note for note in post.notes)


def test_an_alternative_text_is_whole() -> None:
    art = article(TEXT, points=POINTS)
    post, tldr = compose(reading(art, quote(art, SAID, role="cheffe", key=True)), [X]).posts
    assert post.cards[0].alt_text == (
        f"Ada Martin, cheffe{N}: «{N}{SAID}{N}». Source{N}: journal.example.com."
    )
    assert all(point in tldr.cards[0].alt_text for point in POINTS)


WORDS = st.text(alphabet="abcdé 日👩‍👧.!?:;«»'\"<&{}%", min_size=1, max_size=500).map(
    lambda text: " ".join(text.split()) or "a"
)


@settings(max_examples=60, deadline=None)
@given(
    said=WORDS,
    title=WORDS,
    points=st.lists(WORDS, max_size=4),
    url=st.sampled_from(
        [None, "https://journal.example.com/a", "https://journal.example.com/" + "b" * 90]
    ),
    language=st.sampled_from(["fr", "en", "de"]),
)
def test_every_post_of_any_reading_keeps_the_rules(
    said: str, title: str, points: list[str], url: str | None, language: str
) -> None:
    art = article(f"Elle : ({said})", title=title, points=points, url=url, language=language)
    try:
        posts = compose(reading(art, quote(art, said, key=True)), ALL).posts
    except ComposeError:
        return
    assert posts
    for post in posts:
        assert fits(post.text, limits_of(post.platform))
        linked = url is not None and limits_of(post.platform).links
        assert post.text.count(str(url)) == (1 if linked else 0)
        if post.kind is PostKind.QUOTE:
            printed = post.text.rsplit("\n— ", 1)[0]
            assert same_words(printed[1:-1], said)
