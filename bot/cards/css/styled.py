"""An element of a card with its style, as all that follows the cascade takes it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bot.cards.css.style import Style
from bot.cards.html.markup import place_of
from bot.cards.record import record
from bot.errors import TemplateError


@record
class Styled:
    """An element with its computed style, its text and its children in order."""

    element: Element
    style: Style
    content: tuple[Styled | str, ...]

    @property
    def place(self) -> tuple[str, int]:
        """The template file and line of the start tag."""
        return place_of(self.element)

    @property
    def ornamental(self) -> bool:
        """Whether it is a sign that says nothing: generated, or hidden from those who listen.

        Whatever holds a letter or a digit is to be read, and no ornament.
        """
        hidden = self.element.get("aria-hidden") == "true"
        if not (hidden or str(self.element.tag).startswith("::")):
            return False
        return all(
            isinstance(each, str) and not any(map(str.isalnum, each)) for each in self.content
        )

    def error(self, problem: object) -> TemplateError:
        """The error that names the element's place."""
        file, line = self.place
        return TemplateError(f"{file}:{line}: {problem}")
