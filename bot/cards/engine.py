"""One card from words to pixels: template, cascade, layout, paint, checks, encode."""

from __future__ import annotations

import hashlib
import sys
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

from PIL import _imaging as pillow

from bot.cards import checks
from bot.cards.css import cascade, stylesheet
from bot.cards.css.stylesheet import Stylesheet
from bot.cards.files.library import Library, read_text
from bot.cards.html import shape, template
from bot.cards.html.markup import place_of
from bot.cards.layout.boxes import Resources
from bot.cards.layout.fit import Fitted, fit
from bot.cards.paint import encode, glyphs, painting
from bot.cards.paint.painting import Painted
from bot.cards.text.fonts import FontSet, open_face
from bot.errors import TemplateError
from bot.model import Card, CardContent, Finding, Format, PictureLimits

# Pictures as large as a card, which Pillow keeps to use again: asking the system for the memory of
# each takes longer than painting it.
_KEPT_PICTURES = 4
pillow.set_blocks_max(_KEPT_PICTURES)


def draw(
    content: CardContent,
    *,
    template_name: str,
    format: Format,
    alt_text: str,
    library: Library,
    picture: PictureLimits,
) -> Card:
    """Draw a card; see ``bot.cards.draw``."""
    painted, found = _painted(content, template_name, format, library)
    data = encode.encode(painted.pixels, picture, painted.plain)
    return Card(
        template=template_name.removesuffix(".html"),
        format=format,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        alt_text=alt_text,
        content=content,
        findings=found,
    )


def check(
    content: CardContent, *, template_name: str, format: Format, library: Library
) -> tuple[Finding, ...]:
    """What is wrong with a card; see ``bot.cards.check``."""
    return _painted(content, template_name, format, library)[1]


def _painted(
    content: CardContent, template_name: str, format: Format, library: Library
) -> tuple[Painted, tuple[Finding, ...]]:
    try:
        source = template.render(library, template_name, content, format)
        fitted = lay_out(source, language=content.language, format=format, library=library)
        painted = painting.paint(fitted.root, library, format.width, format.height)
        return painted, checks.findings(content, format, fitted, painted)
    except (RecursionError, MemoryError):
        name = template_name.removesuffix(".html")
        message = "something in it is nested too deeply, or too large to be drawn"
        raise TemplateError(f"{name}.html:1: {message}") from None


def lay_out(source: str, *, language: str, format: Format, library: Library) -> Fitted:
    """The layout of an HTML text, as large as it fits.

    Raises FontError, and TemplateError with all that is wrong with the stylesheets.
    """
    root, shape_of_it = shape.parse(source)
    sheets = [_fonts_sheet(library), *_stylesheets(root, library)]
    resources = Resources(
        fonts=_font_set(library, tuple(sheets)),
        language=language,
        find_picture=library.picture,
    )
    try:
        return fit(cascade.match(root, sheets, format, shape_of_it), resources)
    except TemplateError as problem:
        more = cascade.wrong_values(sheets, format)
        raise TemplateError(_joined([str(problem), *more])) from None


def forget() -> None:
    """Empty every cache of the card engine, as a new process finds them."""
    for name, module in list(sys.modules.items()):
        if name.startswith("bot.cards."):
            for cached in vars(module).values():
                if hasattr(cached, "cache_clear") and cached.__module__ == name:
                    cached.cache_clear()
    glyphs.forget()
    pillow.clear_cache()


def _fonts_sheet(library: Library) -> Stylesheet:
    path = library.fonts / "fonts.css"
    return stylesheet.parse(read_text(path), str(path))


def _stylesheets(root: Element, library: Library) -> list[Stylesheet]:
    """The document's ``<link rel="stylesheet">`` and ``<style>``, in order.

    Raises TemplateError with all that is wrong with them.
    """
    sheets, problems = [], []
    for element in root.iter():
        try:
            sheets += _stylesheet(element, library)
        except TemplateError as problem:
            problems.append(str(problem))
    if problems:
        raise TemplateError(_joined(problems))
    return sheets


def _stylesheet(element: Element, library: Library) -> list[Stylesheet]:
    """The stylesheet that an element is or names, if it does."""
    written = element.tag == "style" and element.text
    named = element.tag == "link" and element.get("rel") == "stylesheet"
    if not (written or named):
        return []
    file, line = place_of(element)
    if written:
        return [stylesheet.parse(written, file, line)]
    try:
        text, path = library.read(element.get("href", ""))
    except TemplateError as problem:
        raise TemplateError(f"{file}:{line}: {problem}") from None
    return [stylesheet.parse(text, str(path))]


def _joined(problems: list[str]) -> str:
    """A line for each problem, told once; not more than anybody reads."""
    return "\n".join(list(dict.fromkeys(problems))[: stylesheet.MOST_PROBLEMS])


@lru_cache(maxsize=16)
def _font_set(library: Library, sheets: tuple[Stylesheet, ...]) -> FontSet:
    return FontSet(
        open_face(library.font(Path(source.file), source.url), source)
        for sheet in sheets
        for source in sheet.fonts
    )
