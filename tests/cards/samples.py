"""Small documents for tests, drawn with the shipped fonts."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from PIL import Image

from bot.cards import Library, draw, engine
from bot.cards.css.stylesheet import parse
from bot.cards.html import markup, template
from bot.cards.layout.places import Placed
from bot.cards.text.fonts import FontSet, open_face
from bot.model import Card, CardContent, Format, PostKind
from bot.resources import shipped

QUOTE = CardContent(
    kind=PostKind.QUOTE,
    language="fr",
    headline="Le pont d’Orval restera fermé tout l’hiver",
    quote="«\u202fOn ne rouvre pas un pont pour la rentrée\u202f: on attend qu’il tienne\u202f»",
    speaker="Solène Karabatic",
    role="ingénieure au département",
    source="Le Courrier d’Orval",
)
POINTS = replace(
    QUOTE,
    kind=PostKind.TLDR,
    quote=None,
    points=(
        "Le pont restera fermé jusqu’au 30\u00a0avril.",
        "Les travaux coûteront 4,2\u00a0millions d’euros.",
        "Une navette gratuite relie les deux rives toutes les vingt minutes.",
    ),
)
HEADLINE = replace(QUOTE, kind=PostKind.HEADLINE, quote=None)
# What every template may ask for.
EVERYTHING = replace(POINTS, quote=QUOTE.quote, figure="4,2\u00a0millions")
SMALL = Format(name="400x300", width=400, height=300)


def drawn(
    source: str, folder: Path, *, content: CardContent = HEADLINE, format: Format = SMALL
) -> Card:
    """The card of a template's source."""
    (folder / "sample.html").write_text(source, encoding="utf-8")
    return draw(
        content,
        template="sample",
        format=format,
        alt_text="",
        library=Library.of(folder, images=(folder,)),
    )


def picture(card: Card) -> Image.Image:
    """A card's pixels."""
    return Image.open(io.BytesIO(card.data)).convert("RGB")


def laid_out(css: str, body: str, format: Format = SMALL, language: str = "en") -> Placed:
    """The places of a document made of a stylesheet and the contents of its body."""
    source = f"<style>* {{ margin: 0; padding: 0 }} {css}</style><body>{body}</body>"
    marked = template.mark_places(source, "sample.html")
    fitted = engine.lay_out(marked, language=language, format=format, library=Library.of())
    return fitted.root


def by_class(root: Placed, name: str) -> Placed:
    """The first box whose element has that class."""
    return next(
        place
        for place in root.walk()
        if place.box.paragraph is None and name in place.box.owner.element.get("class", "").split()
    )


def lines(root: Placed) -> list[str]:
    """The texts of all lines, in order."""
    return [
        line.text
        for place in root.walk()
        if place.box.paragraph is not None
        for line in place.box.paragraph.lines(place.width)
    ]


@cache
def shipped_fonts() -> FontSet:
    """The fonts that ship with the project."""
    folder = shipped("fonts")
    sheet = parse((folder / "fonts.css").read_text(encoding="utf-8"), str(folder / "fonts.css"))
    return FontSet(open_face(folder / source.url, source) for source in sheet.fonts)


def parsed(source: str) -> Element:
    """The tree of a template's source, with places."""
    return markup.parse(template.mark_places(source, "sample.html"))
