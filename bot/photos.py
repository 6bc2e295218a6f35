"""The photos of articles whose source says that they may be printed on cards."""

from __future__ import annotations

import io
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

from bot.errors import FetchError, TemplateError
from bot.model import Article
from bot.sources.fetch import Fetcher
from bot.store import CardFolder

LONGEST_SIDE = 2_400  # pixels kept: the widest card, 1200, at the sharpness of the best screens
_QUALITY = 92  # of a JPEG that is scaled once more when a card is drawn


class Photos:
    """Fetches photos and keeps them by their content hash: upright, in sRGB, without metadata.

    May be shared by threads; pictures are unpacked one at a time, for the memory that takes.
    """

    def __init__(self, folder: Path, fetcher: Fetcher) -> None:
        self._kept = CardFolder(folder)
        self._fetcher = fetcher
        self._unpacking = threading.Lock()

    def of(self, article: Article) -> Article:
        """The article with its photo at hand for its cards; a note says why it is not.

        Raises OutputError when the photo could not be kept.
        """
        image = article.image
        if image is None:
            return article
        if not image.credit:
            return _noted(article, "its photo names no credit, so no card shows it")
        try:
            fetched = self._fetcher.get(image.url).body
            with self._unpacking:
                data = _fitted(fetched)
        except (FetchError, TemplateError) as error:
            return _noted(article, f"no card shows its photo: {error}")
        path = self._kept.path(self._kept.put(data))
        file = str(path.relative_to(self._kept.folder))
        return replace(article, image=replace(image, licensed=True, file=file))


def _noted(article: Article, note: str) -> Article:
    return replace(article, notes=(*article.notes, note))


def _fitted(data: bytes) -> bytes:
    """The picture as it is kept. Raises TemplateError for what is none, or too large."""
    from bot.cards.files.images import open_picture, scaled

    with tempfile.TemporaryDirectory(prefix="photo-") as folder:
        path = Path(folder) / "photo"
        path.write_bytes(data)
        picture = open_picture(path)
        factor = min(1.0, LONGEST_SIDE / max(picture.width, picture.height))
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        small = scaled(picture, (0.0, 0.0, picture.width, picture.height), *size)
        out = io.BytesIO()
        if small.mode == "RGBA":
            small.save(out, "PNG", compress_level=6)
        else:
            small.convert("RGB").save(out, "JPEG", quality=_QUALITY, subsampling=0)
        return out.getvalue()
