"""Articles in, readings out: pure, the same for the same text.

The way of an article: ``document`` makes it of text; ``marks`` finds what stands in quotation
marks; ``narration`` cuts the rest into sentences; ``cues`` and ``attribution`` find the words for
each speaker; ``people`` resolves them to names; ``kinds`` tells speech from the rest; ``ranking``
chooses the key quote; ``summary`` the points. What they know about a language stands in
``languages/*.toml``.
"""

from bot.reading.document import article_from_text
from bot.reading.reader import read

__all__ = ["article_from_text", "read"]
