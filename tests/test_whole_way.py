"""The whole way: an article's file in, a picture out, and the promise kept on any text at all."""

import io
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot import reading, sources
from bot.composing import Account, compose
from bot.composing.counting import fits
from bot.composing.limits import limits_of, platforms
from bot.composing.typography import setting_of
from bot.errors import ComposeError, DocumentError
from bot.model import Article, PostKind, plain_words, same_words
from bot.reading import article_from_text
from bot.sources.fetch import Fetcher, FetchLimits
from bot.studio import Studio, with_formats

DEMO = Path(__file__).parent.parent / "bot" / "demo" / "article.md"
SEEN = datetime(2025, 2, 11, 9, tzinfo=UTC)
PAPER = (0xF5, 0xEF, 0xE4)  # --ground of templates/cards/brand.css
ALL = [Account(name=name, platform=name) for name in platforms()]


def test_from_an_articles_file_to_its_card() -> None:
    (article,) = sources.load(str(DEMO), fetcher=Fetcher(FetchLimits()), fetched_at=SEEN)
    assert isinstance(article, Article)
    studio = Studio([Account(name="x", platform="x")])
    post = studio.draft(article).posts[0]
    for card in studio.draw(with_formats(post, ["landscape", "square", "story"])).cards:
        assert card.findings == ()
        picture = Image.open(io.BytesIO(card.data)).convert("RGB")
        width, height = card.format.width, card.format.height
        assert picture.size == (width, height)
        assert picture.getpixel((4, height - 4)) == PAPER
        quote_area = picture.crop((width // 12, height // 6, width * 11 // 12, height * 2 // 3))
        dark = sum(quote_area.convert("L").histogram()[:80])
        assert 0.03 < dark / (quote_area.width * quote_area.height) < 0.4
        assert card.alt_text == post.cards[0].alt_text
        assert "Sam Altman" in card.alt_text


WORDS = (
    "nous ne partirons pas sans lui Ada Martin ministre maire dit explique elle il le la a selon",
    "« » “ ” \" : , . ! ? — OpenAI 9,74 &nbsp; &laquo; ’ ' l’offre jusqu’à – •",
)
WORD = st.sampled_from([word for line in WORDS for word in line.split()] + ["\n", "\n\n"])
TEXTS = st.lists(WORD, max_size=80).map(" ".join) | st.text(max_size=200)
SPEECH = st.builds(
    "{} {}, a déclaré {}.".format,
    st.lists(WORD, min_size=3, max_size=30).map(lambda words: f"« {' '.join(words)} »"),
    st.just(""),
    st.sampled_from(["Ada Martin", "la ministre Ada Martin", "elle", "un proche"]),
)
ARTICLES = st.lists(TEXTS | SPEECH, min_size=1, max_size=5).map("\n\n".join)


@settings(max_examples=150, deadline=None)
@given(ARTICLES)
def test_every_quoted_word_is_in_the_article(text: str) -> None:
    try:
        article = article_from_text(text, source="a.txt", fetched_at=SEEN)
        draft = compose(reading.read(article), ALL)
    except DocumentError:
        return
    except ComposeError as error:
        assert "where they were" not in str(error)
        assert "not what was said" not in str(error)
        return
    everything = plain_words(article.text)
    for quote in draft.reading.quotes:
        for part in quote.parts:
            assert article.text[part.start : part.end] == part.text
            assert plain_words(part.text) in everything
    for post in draft.posts:
        assert fits(post.text, limits_of(post.platform))
        if post.kind is PostKind.QUOTE:
            (quote,) = post.quotes
            opening, closing = setting_of(post.language).outer
            printed = post.text.rsplit("\n— ", 1)[0]
            printed = printed.removeprefix(opening).removesuffix(closing)
            said = " ".join(part.text for part in quote.parts)
            assert same_words(printed.replace("[…]", " "), said)
