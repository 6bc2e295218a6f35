"""An article of one's own as a sample: read and composed as for a post."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import clock, composing, sources
from bot.errors import DocumentError
from bot.model import Article, PostKind
from bot.preview.samples import Sample
from bot.settings import Settings
from bot.sources.fetch import Fetcher, limits_of
from bot.studio import studio_of

LARGEST = 2_000_000  # bytes of an article that is dropped on the page
_ROOMY = "facebook"  # the platform with the longest texts: nothing is left out for its length
_NAME = re.compile(r"[^\w.-]+")


def sample_of(source: str, configured: Settings) -> tuple[str, Sample]:
    """The name of an article and its words: a file, a URL, or of a feed the newest article.

    Raises BotError for what cannot be read or makes no post.
    """
    fetcher = Fetcher(limits_of(configured))
    found = sources.load(
        source, fetcher=fetcher, fetched_at=clock.now(), limit=1, zone=configured.zone.key
    )
    article = next(iter(found), None)
    if not isinstance(article, Article):
        raise DocumentError(f"{source}: {article.error if article else 'holds no article'}")
    return article.title, _words(article, configured)


def sample_of_text(data: bytes, name: str, configured: Settings) -> tuple[str, Sample]:
    """The same for the contents of a file; ``name`` tells by its ending what kind it is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / (_NAME.sub("-", Path(name).name) or "article.txt")
        path.write_bytes(data)
        try:
            return sample_of(str(path), configured)
        except DocumentError as problem:
            raise DocumentError(str(problem).replace(str(path), name)) from None


def _words(article: Article, configured: Settings) -> Sample:
    kinds = (PostKind.QUOTE, PostKind.TLDR, PostKind.HEADLINE, PostKind.FIGURE)
    account = composing.Account(name="preview", platform=_ROOMY, kinds=kinds)
    draft = studio_of(configured, [account]).draft(article)
    found = {
        card.content.kind: card.content
        for post in reversed(draft.posts)
        for piece in post.pieces
        for card in piece.cards
    }
    if not found:
        raise DocumentError(f"{article.title}: no card can be made of it")
    return found
