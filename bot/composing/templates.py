"""Post templates: Jinja2 text files, each a ladder of variants parted by lines of ``===``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import TemplateError
from bot.model import PostKind
from bot.resources import shipped

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_RUNG = re.compile(r"^===[ \t]*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")

Words = Mapping[str, str | Sequence[str] | None]


class PostTemplates:
    """The templates of a newsroom's folder first, the shipped ones where it has none.

    For a kind, a platform and a language the most particular file wins:
    ``x/quote.fr.txt``, ``x/quote.txt``, ``quote.fr.txt``, ``quote.txt``.
    """

    def __init__(self, newsroom: Path | None = None) -> None:
        folders = [newsroom / "templates" / "posts"] if newsroom else []
        self._folders = [*folders, shipped("templates") / "posts"]

    @cached_property
    def _environment(self) -> SandboxedEnvironment:
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import SandboxedEnvironment

        # Not autoescaped: these make plain text, in which "&amp;" would be a misprint.
        return SandboxedEnvironment(
            loader=FileSystemLoader(self._folders),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )

    def variants(self, kind: PostKind, platform: str, language: str, words: Words) -> Iterator[str]:
        """The texts that the template makes of ``words``, richest first.

        Raises TemplateError, with file and line, for a template that cannot be used.
        """
        from jinja2 import TemplateError as Broken
        from jinja2 import TemplateSyntaxError

        names = [
            f"{platform}/{kind}.{language}.txt",
            f"{platform}/{kind}.txt",
            f"{kind}.{language}.txt",
            f"{kind}.txt",
        ]
        try:
            template = self._environment.select_template(names)
            rendered = template.render(words)
        except TemplateSyntaxError as error:
            raise TemplateError(f"{error.filename}:{error.lineno}: {error.message}") from error
        except (Broken, ArithmeticError, TypeError, ValueError) as error:
            raise TemplateError(f"post template {names[-1]}: {error}") from error
        for rung in _RUNG.split(rendered):
            lines = "\n".join(line.rstrip() for line in rung.strip().splitlines())
            yield _BLANK_LINES.sub("\n\n", lines)
