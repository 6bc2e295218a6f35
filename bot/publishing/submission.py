"""From a queued post and its cards to what is handed to the platform."""

from __future__ import annotations

import io

from PIL import Image

from bot.errors import Refused, StoreError
from bot.model import CardFile, Piece, QueuedPost
from bot.publishing.contract import Picture, Submission
from bot.store import CardStore


def submission_of(post: QueuedPost, cards: CardStore) -> Submission:
    """What goes out of an approved ``post``.

    Raises StoreError for a card that is lost, damaged or no picture, Refused for text that cannot
    be written down.
    """
    assert post.approval is not None
    pieces = tuple(piece.with_cards(lambda card: (_picture(card, cards),)) for piece in post.pieces)
    for piece in pieces:
        _check_signs(piece)
    return Submission(
        post_id=post.id,
        account=post.account,
        platform=post.platform,
        language=post.language,
        at=max(post.due_at, post.approval.at),
        pieces=pieces,
        link=post.link,
    )


def _picture(card: CardFile, cards: CardStore) -> Picture:
    data = cards.get(card.sha256)
    try:
        with Image.open(io.BytesIO(data)) as image:  # reads the head alone
            width, height = image.size
    except (OSError, Image.DecompressionBombError) as error:
        raise StoreError(f"{cards.place(card.sha256)}: no picture; draw the card again") from error
    return Picture(
        data=data, width=width, height=height, sha256=card.sha256, alt_text=card.alt_text
    )


def _check_signs(piece: Piece[Picture]) -> None:
    """Raise Refused for text that cannot be written as UTF-8: half a surrogate pair cannot."""
    link = piece.link_card
    more = (link.url, link.title, link.description) if link else ()
    for text in (piece.text, *(picture.alt_text for picture in piece.cards), *more):
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise Refused(f"its text has a sign that cannot be sent: {error.reason}") from None
