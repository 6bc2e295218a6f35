"""Readings in, one draft with the posts of every account out: pure.

What is named here is loaded when it is first asked for: a command that draws one card needs little
of it, and should not wait for the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
_MODULES = {
    "accounts": ("DEFAULT_KINDS", "Account", "Form", "Place"),
    "corrections": ("Change", "changes", "correct"),
    "house": ("House", "house_of"),
    "posts": ("compose",),
    "sameness": ("Recent",),
    "templates": ("PostTemplates",),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            found: object = getattr(import_module(f"bot.composing.{module}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
