"""Readings in, one draft with the posts of every account out: pure."""

from bot.composing.accounts import DEFAULT_KINDS, Account, Form, Place
from bot.composing.corrections import Change, changes, correct
from bot.composing.house import House, house_of
from bot.composing.posts import compose
from bot.composing.sameness import Recent
from bot.composing.templates import PostTemplates

__all__ = [
    "DEFAULT_KINDS",
    "Account",
    "Change",
    "Form",
    "House",
    "Place",
    "PostTemplates",
    "Recent",
    "changes",
    "compose",
    "correct",
    "house_of",
]
