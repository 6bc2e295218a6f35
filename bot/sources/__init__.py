"""Network and files in, articles out."""

from bot.sources.load import Unreadable, load

__all__ = ["Unreadable", "load"]
