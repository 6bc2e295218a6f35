"""Threads: a text, a picture or a carousel; the rest of a thread as texts that reply to it.

Requests as documented at developers.facebook.com/documentation/threads, "Publishing" and "Create
Replies" (2026-11). Threads fetches pictures itself. A text can be published in the request that
makes its container (``auto_publish_text``), which later pieces are, so that each is one step.
"""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refused
from bot.model import Piece
from bot.publishing import graph
from bot.publishing.containers import Containers, Dialect
from bot.publishing.content import Gap
from bot.publishing.contract import Picture, Receipt, Step


class Threads(Containers):
    """One account."""

    remedy = (
        "make a new token in the dashboard of your application, developers.facebook.com/apps "
        "(Use cases, Access the Threads API, Settings, User Token Generator)"
    )
    dialect = Dialect(
        host="https://graph.threads.net/v1.0",
        edge="threads",
        publish="threads_publish",
        quota="threads_publishing_limit",
        words="text",
        status="status",
        why="error_message",
        names_single=True,
        renewal="https://graph.threads.net/refresh_access_token"
        "?grant_type=th_refresh_token&access_token=",
    )

    def delete(self, receipt: Receipt) -> None:
        """Take a post down."""
        try:
            self._ask(graph.remove(self.dialect.host, f"/{receipt.remote_id}"), [])
        except Refused as error:
            if not graph.is_gone(error):
                raise

    def _alone(self, piece: Piece[Picture]) -> dict[str, object]:
        value: dict[str, object] = {"media_type": "TEXT"}
        if piece.link_card:
            value["link_attachment"] = piece.link_card.url
        return value

    def _reply(self, index: int, piece: Piece[Picture]) -> Step:
        if piece.cards:
            raise Refused("only the first post of a thread on Threads may have pictures")
        value = {
            "text": piece.text,
            "media_type": "TEXT",
            "reply_to_id": Gap(f"post:{index}"),
            "auto_publish_text": True,
        }
        step = graph.write(f"post:{index + 1}", self._url(self.dialect.edge), value)
        return replace(step, public=True, piece=index)
