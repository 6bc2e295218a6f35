"""Articles in, readings out: pure, the same for the same text.

The way of an article: ``document`` makes it of a page's ``text``; ``marks`` finds what stands in
quotation marks; ``utterances`` cuts the rest into sentences of ``words``, with their ``names`` and
their ``grammar``; ``speech`` and ``attribution`` find the words for each speaker, and tell speech
from the rest; ``people`` resolves them to names; ``ranking`` chooses the key quote, ``summary`` the
points. ``reader`` calls them in this order. What they know about a language stands in
``languages/*.toml``.
"""

from bot.reading.document import article_from_text
from bot.reading.reader import read

__all__ = ["article_from_text", "read"]
