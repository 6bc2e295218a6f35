"""Who may decide what about a queued post, and whether its words still hold: pure."""

from bot.review.integrity import broken_promises, quoted_spans, quoted_texts
from bot.review.states import BOT, Actor, By, check, moves_from

__all__ = [
    "BOT",
    "Actor",
    "By",
    "broken_promises",
    "check",
    "moves_from",
    "quoted_spans",
    "quoted_texts",
]
