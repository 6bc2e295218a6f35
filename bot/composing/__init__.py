"""Readings in, one draft with the posts of every account out: pure."""

from bot.composing.posts import DEFAULT_KINDS, Account, compose
from bot.composing.templates import PostTemplates

__all__ = ["DEFAULT_KINDS", "Account", "PostTemplates", "compose"]
