"""HTML and CSS templates in, pictures out: pure.

A template is a Jinja2 HTML file with CSS, as ``docs/reference/css.md`` lists it. The way of a
card, as ``engine`` leads it: ``files`` and ``words`` → ``html`` → ``css`` → ``text`` and ``layout``
(Taffy) → ``paint`` → ``checks``.

>>> parse_format("square")
Format(name='square', width=1080, height=1080)
"""

from __future__ import annotations

import re

from bot.cards.files.library import Library
from bot.errors import BotError
from bot.formats import FORMATS, parse_format
from bot.model import ANY_PNG, Card, CardContent, Finding, Format, PictureLimits

__all__ = ["FORMATS", "Library", "check", "draw", "findings_of", "parse_format"]


def draw(
    content: CardContent,
    *,
    template: str,
    format: Format,
    alt_text: str,
    library: Library,
    picture: PictureLimits = ANY_PNG,
) -> Card:
    """Draw a card, as PNG or what ``picture`` allows: the same bytes for the same words and files.

    ``template`` is a name in the library's folders, with or without ``.html``. The card's
    findings say what is wrong with it, each with the template's file and line; whoever asked for
    it refuses a card that has any.

    Raises CardError for a card that no kind of file makes small enough, TemplateError (with file
    and line) for a template that cannot be used, FontError for a font that cannot be read.
    """
    from bot.cards import engine  # Pillow, HarfBuzz and Taffy are heavy: light commands skip them

    return engine.draw(
        content,
        template_name=template,
        format=format,
        alt_text=alt_text,
        library=library,
        picture=picture,
    )


def check(
    content: CardContent, *, template: str, format: Format, library: Library
) -> tuple[Finding, ...]:
    """What is wrong with a card, without making its file. Raises as ``draw`` does."""
    from bot.cards import engine

    return engine.check(content, template_name=template, format=format, library=library)


_PLACE = re.compile(r"(?P<file>.+?\.\w+):(?P<line>\d+): (?P<message>.*)")


def findings_of(problem: BotError, template: str) -> tuple[Finding, ...]:
    """What keeps a card from being drawn as findings, at the files and lines that it names."""
    return tuple(_finding(line, template) for line in str(problem).splitlines())


def _finding(line: str, template: str) -> Finding:
    found = _PLACE.match(line)
    if found is None:
        return Finding(rule="error", message=line, file=f"{template}.html")
    return Finding(
        rule="error", message=found["message"], file=found["file"], line=int(found["line"])
    )
