"""Post templates: Jinja2 text files, each a ladder of variants parted by lines of ``===``.

A newsroom writes them, so a mistake in one must be told and must cost nothing: they run in
Jinja2's sandbox, use the part of its language that makes text out of words, and have bounds on
steps and size. None of that depends on the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.resources import shipped

if TYPE_CHECKING:
    from jinja2 import Template

    from bot.composing.sandbox import Sandbox

NAMES = ("quote", "tldr", "thread", "headline", "figure", "correction", "reply")

_RUNG = re.compile(r"^===[ \t]*$", re.MULTILINE)
_PIECE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")

Words = Mapping[str, str | tuple[str, ...] | None]
Texts = tuple[str, ...]  # of the pieces of a thread, or of the one of a plain post


class PostTemplates:
    """The templates of a newsroom's folder, the shipped ones where it has none for a post.

    For a name, a platform and a language the most particular file of a folder wins:
    ``x/quote.fr.txt``, ``x/quote.txt``, ``quote.fr.txt``, ``quote.txt``. A regional language
    (``fr-CA``) takes the files of its language where it has none of its own.
    """

    def __init__(self, newsroom: Path | None = None) -> None:
        folders = [newsroom / "templates" / "posts"] if newsroom else []
        self._folders = [*folders, shipped("templates") / "posts"]
        self._chosen: dict[tuple[str, str, str], Template] = {}
        self._made: dict[tuple[object, ...], tuple[Texts, ...]] = {}

    @cached_property
    def _sandbox(self) -> Sandbox:
        from bot.composing.sandbox import Sandbox

        return Sandbox(self._folders)

    def look_again(self) -> None:
        """Take files that are new or have changed since they were last used."""
        self._made.clear()
        if self._sandbox.look_again():
            self._chosen.clear()

    def variants(self, name: str, platform: str, language: str, words: Words) -> tuple[Texts, ...]:
        """The texts that the template ``name`` makes of ``words``, richest first.

        Lines of ``---`` part the pieces of a thread; a piece without words is left out. Raises
        TemplateError, with file and line, for a template that cannot be used.
        """
        key = (name, platform, language)
        if key not in self._chosen:
            self._chosen[key] = self._sandbox.choose(_names(name, platform, language))
        template = self._chosen[key]
        # Accounts often have the same words for the same template.
        made = (template, *words.items())
        if made not in self._made:
            self._made[made] = tuple(_rungs(self._sandbox.render(template, words)))
        return self._made[made]


def _rungs(rendered: str) -> Iterator[Texts]:
    for rung in _RUNG.split(rendered):
        pieces = map(_tidy, _PIECE.split(rung))
        yield tuple(piece for piece in pieces if piece)


def _names(name: str, platform: str, language: str) -> list[str]:
    codes = dict.fromkeys((language, re.split("[-_]", language)[0]))
    folders = (f"{platform}/", "")
    return [
        f"{folder}{name}{ending}.txt"
        for folder in folders
        for ending in (*(f".{code}" for code in codes), "")
    ]


def _tidy(text: str) -> str:
    lines = "\n".join(line.rstrip(" \t") for line in text.strip().splitlines())
    return _BLANK_LINES.sub("\n\n", lines)
