"""The real article that the reader was first asked to read, where it is at hand."""

from pathlib import Path

import pytest

from bot.reading import article_from_text, read
from tests.reading.build import FETCHED

SHARED = Path(__file__).parents[2] / ".." / "shared" / "articles" / "24matins-openai.txt"


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/articles is not at hand")
def test_title_points_quote_and_speaker_of_a_real_article() -> None:
    text = SHARED.read_text(encoding="utf-8")
    article = article_from_text(text, source="24matins-openai.txt", fetched_at=FETCHED)
    assert article.title.startswith("Elon Musk")
    assert article.language == "fr"
    assert len(article.summary_points) == 3
    for furniture in ("logo", "Publié le", "Publicité", "À lire aussi", "Accessibilité", "Tl;dr"):
        assert furniture not in article.text
    reading = read(article)
    key = reading.key_quote
    assert key is not None
    assert key.text.startswith("Non merci")
    assert (key.speaker, key.role) == ("Sam Altman", "PDG d’OpenAI")
    others = [quote for quote in reading.quotes if not quote.key]
    assert [quote.text for quote in others] == ["escroc"]
    assert not others[0].card_worthy
