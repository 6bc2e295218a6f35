"""The cards of the page: each drawn when it is asked for, the last good picture kept.

No network, no clock: the same files and words give the same sheet.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from bot import cards
from bot.cards import FORMATS, Library, engine
from bot.cards.css import safeareas
from bot.cards.html import template
from bot.composing.alternatives import alt_text
from bot.composing.cards import kind_of
from bot.errors import BotError, TemplateError
from bot.model import Card, CardContent, Finding, PostKind
from bot.preview.samples import Sample

KEPT = 600  # views, and pictures; a picture has about 100 kB
_TITLE = re.compile(r"\{% block title %\}(.*?)\{% endblock %\}", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One card of the sheet, by the names of what makes it."""

    kit: str
    template: str
    sample: str
    format: str


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What the page shows of a card: its last good picture, and what is wrong with it now.

    ``sha256`` names the picture; empty where there was never a good one. ``broken`` says why the
    card cannot be drawn, and makes the picture an old one.
    """

    sha256: str = ""
    findings: tuple[Finding, ...] = ()
    broken: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """Where an element or a text stands on a card, in pixels, and the template's line for it."""

    x: float
    y: float
    width: float
    height: float
    name: str
    place: str
    text: bool


class Sheet:
    """All cards that ``libraries`` (by brand kit) make of ``samples``; drawn one at a time."""

    def __init__(self, libraries: Mapping[str, Library], samples: Mapping[str, Sample]) -> None:
        self.libraries = dict(libraries)
        self.samples = dict(samples)
        self._views: OrderedDict[Look, View] = OrderedDict()
        self._pictures: OrderedDict[str, bytes] = OrderedDict()
        self._drawing = Lock()

    def templates(self) -> dict[str, str]:
        """Every template's name with what its title says of it."""
        library = next(iter(self.libraries.values()))
        return {name: _described(library, name) for name in library.names()}

    def words(self, look: Look) -> CardContent:
        """What the card prints. Raises KeyError for a name that there is not, or no such words."""
        return self.samples[look.sample][kind_of(look.template) or PostKind.HEADLINE]

    def view(self, look: Look) -> View:
        """The card drawn anew; KeyError as ``words`` raises it."""
        library, format = self.libraries[look.kit], FORMATS[look.format]
        words = self.words(look)
        with self._drawing:
            try:
                card = cards.draw(
                    words,
                    template=look.template,
                    format=format,
                    alt_text=alt_text(words, 0) or "",
                    library=library,
                )
                view = View(sha256=self._kept(card), findings=card.findings)
            except BotError as problem:
                before = self._views.get(look, View())
                view = View(sha256=before.sha256, broken=cards.findings_of(problem, look.template))
            self._views[look] = view
            self._views.move_to_end(look)
            if len(self._views) > KEPT:
                self._views.popitem(last=False)
        return view

    def picture(self, sha256: str) -> bytes | None:
        """A picture's file; None once it is forgotten."""
        return self._pictures.get(sha256)

    def boxes(self, look: Look) -> tuple[Box, ...]:
        """Every element and text of a card, from the outside in; none where it cannot be laid out.

        Raises KeyError as ``words`` does.
        """
        library, format = self.libraries[look.kit], FORMATS[look.format]
        words = self.words(look)
        with self._drawing:
            try:
                source = template.render(library, look.template, words, format)
                fitted = engine.lay_out(
                    source, language=words.language, format=format, library=library
                )
            except BotError:
                return ()
        return tuple(
            Box(
                x=place.x,
                y=place.y,
                width=place.width,
                height=place.height,
                name=_name(place.box.owner.element),
                place=":".join(map(str, place.box.owner.place)),
                text=place.box.paragraph is not None,
            )
            for place in fitted.root.walk()
        )

    def _kept(self, card: Card) -> str:
        self._pictures[card.sha256] = card.data
        self._pictures.move_to_end(card.sha256)
        if len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        return card.sha256


def safe_areas(format_name: str) -> dict[str, safeareas.Insets]:
    """The areas that platforms ask for on cards of a format: top, right, bottom, left in pixels."""
    format = FORMATS[format_name]
    found = {name: area.insets(format) for name, area in safeareas.AREAS.items()}
    return {name: insets for name, insets in found.items() if any(insets)}


def _described(library: Library, name: str) -> str:
    try:
        found = _TITLE.search(library.read(f"{name}.html")[0])
    except TemplateError:
        return ""
    return " ".join(found[1].split()) if found else ""


def _name(element: object) -> str:
    from xml.etree.ElementTree import Element

    assert isinstance(element, Element)
    name = element.get("class") or element.get("id") or ""
    return f"{element.tag}.{name.replace(' ', '.')}" if name else str(element.tag)
