"""Instagram, for a professional account: a picture or a carousel with a caption.

Requests as documented at developers.facebook.com/docs/instagram-platform, "Content Publishing"
(2026-11). Instagram fetches pictures itself, and lets no program take a post down.
"""

from __future__ import annotations

from bot.errors import Refused
from bot.model import Piece
from bot.publishing.containers import Containers, Dialect
from bot.publishing.contract import Picture


class Instagram(Containers):
    """One account."""

    remedy = (
        "make a new token in the dashboard of your application, developers.facebook.com/apps "
        "(Instagram, API setup with Instagram login, Generate token)"
    )
    dialect = Dialect(
        host="https://graph.instagram.com/v24.0",
        edge="media",
        publish="media_publish",
        quota="content_publishing_limit",
        words="caption",
        status="status_code",
        why="status",
        names_single=False,
        renewal="https://graph.instagram.com/refresh_access_token"
        "?grant_type=ig_refresh_token&access_token=",
    )

    def _alone(self, piece: Piece[Picture]) -> dict[str, object]:
        raise Refused("Instagram takes no post without a picture")
