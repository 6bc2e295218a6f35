"""HTML and CSS templates in, pictures out: pure.

A template is a Jinja2 HTML file with CSS, as ``docs/reference/css.md`` lists it. The way of a
card: ``template`` → ``html`` → ``css`` and ``cascade`` → ``boxes`` → ``layout`` (Taffy), ``text``
and ``fit`` → ``paint`` → ``checks`` → ``encode``.

>>> parse_format("square")
Format(name='square', width=1080, height=1080)
"""

from __future__ import annotations

import re

from bot.cards.library import Library
from bot.errors import BotError
from bot.formats import FORMATS, parse_format
from bot.model import ANY_PNG, Card, CardContent, Finding, Format, PictureLimits

__all__ = ["FORMATS", "Library", "check", "draw", "finding_of", "parse_format"]


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


_PLACE = re.compile(r"(?P<file>.+?\.\w+):(?P<line>\d+): (?P<message>.*)", re.DOTALL)


def finding_of(problem: BotError, template: str) -> Finding:
    """What keeps a card from being drawn as a finding, at the file and line that it names."""
    found = _PLACE.match(str(problem))
    if found is None:
        return Finding(rule="error", message=str(problem), file=f"{template}.html")
    file, line, message = found["file"], int(found["line"]), found["message"]
    return Finding(rule="error", message=message, file=file, line=line)
