"""What holds for any text at all."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.model import QuoteKind, Reading
from bot.reading import article_from_text, read
from bot.review.integrity import shows_its_parts
from tests.reading.build import FETCHED

# Words, marks and signs that meet in newsrooms' texts, in any order.
MARKS = "« » “ ” \" „ ‟ ‘ ’ ' ‹ › << >> '' &laquo; &quot; &#8220; Â«"
SIGNS = ", . : ; ! ? … — - ( ) & • # <b> </p> \u200b \ufeff \x00 שלום 👩‍🚒"
WORDS = """dit a-t-il said sagte selon according Anne Roux Mora M. Dr. maire la le une il elle je ne
pas que qui et l’ d’ O’Neill von 12 ans Publicité Tl;dr Q: A:"""
GAPS = ["\n", "\n\n", " ", "\r\n", "\ud83d", "« Le pont tient encore bon », dit Anne Roux. "]
PIECES = st.sampled_from([*MARKS.split(), *SIGNS.split(" "), *WORDS.split(), *GAPS])
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join))
CODES = st.sampled_from([None, "fr", "en", "es", "de", "it", "pt", "nl", "xx"])


def check(reading: Reading) -> None:
    article = reading.article
    for quote in reading.quotes:
        assert quote.parts
        for part in quote.parts:
            assert article.text[part.start : part.end] == part.text != ""
        assert shows_its_parts(quote, article.text)
        assert 0 <= quote.confidence <= 1
        assert 0 <= quote.score <= 1
        if quote.card_worthy:
            assert quote.kind is QuoteKind.DIRECT
            assert quote.speaker
    assert sum(quote.key for quote in reading.quotes) <= 1
    assert all(quote.card_worthy for quote in reading.quotes if quote.key)
    starts = [quote.start for quote in reading.quotes]
    assert starts == sorted(starts)
    for section in article.sections:
        assert 0 <= section.start < section.end <= len(article.text)
    for point in reading.summary.points:
        assert article.summary_points or point in article.text


@settings(max_examples=250, deadline=None)
@given(text=TEXTS, code=CODES)
def test_any_text_gives_a_sound_reading_or_a_named_error(text: str, code: str | None) -> None:
    with contextlib.suppress(DocumentError):
        article = article_from_text(text, source="any", fetched_at=FETCHED, language=code)
        check(read(article))


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_reading_is_the_same_each_time(text: str) -> None:
    with contextlib.suppress(DocumentError):
        article = article_from_text(text, source="any", fetched_at=FETCHED)
        assert read(article) == read(article)
