"""Articles of all kinds, generated: in every language, with speakers, marks, links and tags."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.composing.languages import setting_of
from bot.model import Article, Part, Quote, QuoteKind, Reading, Summary, SummarySource
from tests.readings import article

LANGUAGES = ("fr", "fr-CA", "fr-CH", "en", "de", "de-CH", "es", "it", "pt", "pt-PT", "nl", "xx")
URLS = (
    None,
    "https://journal.example.com/a",
    "https://journal.example.com/monde/2025/02/11/un-titre-plut%C3%B4t-long-pour-une-adresse",
    "https://journal.example.com/été_(suite)?id=1&lang=fr#haut",
    "https://journal.example.com/" + "b" * 150,
)
# A word each: quotes shown in one line keep no-break spaces, so these hold the spaces.
_WORDS = (
    *("le", "nous", "départ", "Élysée", "demain", "OpenAI", "l'offre", "jusqu'à", "9,74", "(sic)"),
    *("AT&T", "&nbsp;", "a_b", "*", "#x", "@y", "日本", "👩‍👩‍👧", "e\u0301", "c'est", "—", "..."),
    *("http://a.example/b", "Straße", "¿qué?", "12\u00a0000", "5\u00a0%", "M.\u00a0Roux"),
)
_STOPS = (".", "?", " !", "…", ";", " :")
_MARKS = ("« {} »", "“{}”", '"{}"', "„{}“", "‘{}’", "'{}'")
_NAMES = ("Ada Martin", "Ngozi Okonjo-Iweala", "Jean d'Ormesson", "李明", "Anne")


def _sentence(words: list[str], stop: str) -> str:
    return " ".join(words) + stop


SENTENCES = st.builds(
    _sentence, st.lists(st.sampled_from(_WORDS), min_size=1, max_size=30), st.sampled_from(_STOPS)
)
MARKED = st.builds(
    lambda before, marks, words: f"{before} {marks.format(words)}",
    SENTENCES,
    st.sampled_from(_MARKS),
    SENTENCES,
)
LONG = st.builds(lambda text, times: " ".join([text] * times), SENTENCES, st.integers(5, 60))
ANY = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split()) or "a")
TEXTS = SENTENCES | MARKED | LONG | ANY


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading whose quotes all stand in its article, as the reader hands them over."""
    language = draw(st.sampled_from(LANGUAGES))
    said = draw(st.lists(TEXTS, max_size=3))
    opening, closing = setting_of(language).outer
    paragraphs = [f"Elle dit : {opening}{words}{closing}, mardi." for words in said]
    of = article(
        "\n\n".join([*paragraphs, draw(TEXTS)]),
        title=draw(TEXTS),
        lead=draw(st.none() | TEXTS),
        points=draw(st.lists(TEXTS, max_size=5)),
        url=draw(st.sampled_from(URLS)),
        language=language,
        tags=draw(st.lists(st.sampled_from(("Élysée", "intelligence artificielle", "OpenAI")))),
    )
    quotes = [_quote(draw, of, words, key=not at) for at, words in enumerate(said)]
    summary = Summary(points=of.summary_points, source=SummarySource.ARTICLE)
    return Reading(article=of, summary=summary, quotes=tuple(quotes))


def _quote(draw: st.DrawFn, of: Article, words: str, *, key: bool) -> Quote:
    start = of.text.index(words)
    return Quote(
        parts=(Part(text=words, start=start, end=start + len(words)),),
        text=words,
        start=start,
        end=start + len(words),
        display=" ".join(words.split()),
        kind=QuoteKind.DIRECT,
        speaker=draw(st.sampled_from(_NAMES)),
        role=draw(st.none() | SENTENCES),
        confidence=0.9,
        score=draw(st.floats(0, 1)),
        card_worthy=draw(st.booleans()),
        key=key,
        translated=draw(st.booleans()),
        article_sha256=of.sha256,
    )
