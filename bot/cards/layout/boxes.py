"""The box tree: styled elements in, boxes that are laid out and painted out.

Runs of inline content become text boxes; what is ``position: absolute`` moves to its containing
block; what has no box (``display: none``, blank text between blocks) is gone.
Source: CSS Display 3, CSS Flexbox 1 §4, CSS Positioned Layout 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.cards.css.style import Style
from bot.cards.css.styled import Styled
from bot.cards.files.images import Picture, open_picture
from bot.cards.record import record
from bot.cards.text import inline
from bot.cards.text.fonts import FontSet
from bot.cards.text.paragraph import Paragraph
from bot.cards.text.spans import Span
from bot.cards.text.typefaces import lacking
from bot.errors import TemplateError


@record
class Box:
    """A box of an element, or a text box inside one (``paragraph`` set, no children).

    ``style`` is that of its element, ``order`` the element's place in the document. A box that
    ``keeps`` the place of an absolute one, which is placed where it was written, has neither size
    nor contents. ``group`` is the element with which an absolute box is painted, where that does
    not contain it.
    """

    owner: Styled
    style: Style
    order: int
    children: tuple[Box, ...] = ()
    paragraph: Paragraph | None = None
    picture: Picture | None = None
    keeps: Box | None = None
    group: Styled | None = None

    @property
    def positioned(self) -> bool:
        """Whether the element is placed by ``position``; text boxes never are."""
        return self.paragraph is None and self.style.position != "static"


@dataclass(frozen=True, slots=True)
class Resources:
    """What boxes are built from besides elements."""

    fonts: FontSet
    language: str
    find_picture: Callable[[str], Path | None]
    # The texts of one card, by owner and place in it: what a change of size leaves alone is shared.
    paragraphs: dict[tuple[Styled, int], Paragraph] = field(default_factory=dict)
    # The boxes of one card, each with how many it holds in all.
    boxes: dict[Styled, tuple[Box, int]] = field(default_factory=dict)


def build(root: Styled, resources: Resources) -> Box:
    """The box of the root element."""
    hoisted: list[Box] = []
    return _Builder(resources).box(root, hoisted, is_root=True)


class _Builder:
    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self.order = 0
        self.group: Styled | None = None

    def box(
        self, node: Styled, hoisted: list[Box], *, is_root: bool = False, item: bool = False
    ) -> Box:
        """The box of an element; absolute descendants it does not contain go to ``hoisted``.

        ``item``: it is a child of a flex or grid container.
        """
        known, held = self.resources.boxes.get(node, (None, 0))
        if known is not None and known.order == self.order:
            self.order += held
            return known
        order, before, group = self._next(), len(hoisted), self.group
        contains = is_root or _contains(node.style)
        if contains:
            self.group = None
        elif is_group(node.style, ordered=item):
            self.group = node
        absolute = node.style.position == "absolute"
        box = self._made(node, order, hoisted, group if absolute else None, contains=contains)
        self.group = group
        if len(hoisted) == before:  # all that it holds is within it
            self.resources.boxes[node] = (box, self.order - order)
        return box

    def _made(
        self,
        node: Styled,
        order: int,
        hoisted: list[Box],
        group: Styled | None,
        *,
        contains: bool,
    ) -> Box:
        if node.element.tag == "img":
            return Box(node, node.style, order, picture=self._picture(node), group=group)
        _check_marker(node)
        own: list[Box] = [] if contains else hoisted
        children = list(self._children(node, own))
        _check_lines(node, [child for child in children if child.keeps is None])
        if contains:
            children += own
        return Box(node, node.style, order, tuple(children), group=group)

    def _next(self) -> int:
        self.order += 1
        return self.order - 1

    def _check_baselines(self, node: Styled) -> None:
        """Taffy knows no baselines of our texts, and only rows of flex boxes are mended."""
        if node.style.display != "grid":
            return
        items = [child for child in node.content if not isinstance(child, str)]
        if "baseline" in (
            *(node.style.align_items, node.style.justify_items),
            *(child.style.align_self for child in items),
        ):
            raise node.error(
                "baselines are for display: flex; align a grid's items by start or end"
            )

    def _children(self, node: Styled, hoisted: list[Box]) -> Iterator[Box]:
        flex = node.style.display in ("flex", "grid")
        self._check_baselines(node)
        spans: list[Span] = []
        for index, child in enumerate(node.content):
            if isinstance(child, str):
                spans.append(Span(child, node))
            elif child.style.display == "none":
                continue
            elif child.style.position == "absolute":
                yield from self._hoist(child, hoisted, in_line=_written(spans))
            elif child.style.display == "inline" and not flex and child.element.tag != "img":
                spans += self._inline(child, hoisted, ())
            else:
                self._check_picture(child, flex=flex)
                if spans:
                    yield from self._text(spans, node, index)
                    spans = []
                yield self.box(child, hoisted, item=flex)
        yield from self._text(spans, node, len(node.content))

    def _hoist(self, node: Styled, hoisted: list[Box], *, in_line: bool) -> list[Box]:
        """Give an absolute element to its containing block.

        Found is what keeps its place, where neither of two opposite sides is given; Positioned
        Layout 3 §5.
        """
        made = self.box(node, hoisted)
        hoisted.append(made)
        style = node.style
        across = style.left is not None or style.right is not None
        down = style.top is not None or style.bottom is not None
        if across and down:
            return []
        if in_line:
            raise node.error("position: absolute in a text needs left or right, and top or bottom")
        return [Box(node, style, made.order, keeps=made)]

    def _inline(
        self, node: Styled, hoisted: list[Box], within: tuple[Styled, ...]
    ) -> Iterator[Span]:
        if node.element.tag == "br":
            yield Span("\n", node, within)
            return
        self._check_inline(node)
        within = (*within, node)
        for child in node.content:
            if isinstance(child, str):
                yield Span(child, node, within)
            elif child.style.display == "none":
                continue
            elif child.style.position == "absolute":
                self._hoist(child, hoisted, in_line=True)
            elif child.style.display != "inline" or child.element.tag == "img":
                raise child.error(
                    f"<{child.element.tag}> stands inside the inline <{node.element.tag}>; "
                    f"give <{node.element.tag}> display: block",
                )
            else:
                yield from self._inline(child, hoisted, within)

    def _check_inline(self, node: Styled) -> None:
        """Refuse what an inline element does not show."""
        style = node.style
        if style.position == "relative":
            raise node.error("position: relative is for blocks; use display: block")
        if inline.in_percent(style):
            raise node.error("padding and margins within a line are not in %; use px or em")
        if not inline.shows(style):
            return
        if not any(not isinstance(child, str) or child.strip() for child in node.content):
            raise node.error("an inline element without text shows nothing; use display: block")

    def _text(self, spans: list[Span], node: Styled, index: int) -> Iterator[Box]:
        if _written(spans):
            shared, key = self.resources.paragraphs, (node, index)
            if key not in shared:
                for owner in dict.fromkeys(span.owner for span in spans):
                    if problem := lacking(self.resources.fonts, owner.style):
                        raise owner.error(problem)
                shared[key] = Paragraph(spans, node, self.resources.fonts, self.resources.language)
            yield Box(node, node.style, self._next(), paragraph=shared[key])

    def _check_picture(self, node: Styled, *, flex: bool) -> None:
        if node.element.tag == "img" and node.style.display == "inline" and not flex:
            raise node.error("an image within text is not supported; give it display: block")

    def _picture(self, node: Styled) -> Picture:
        source = node.element.get("src", "")
        path = self.resources.find_picture(source)
        if path is None:
            raise node.error(f"the image {source!r} is in none of the folders of this card")
        try:
            return open_picture(path)
        except TemplateError as problem:
            raise node.error(str(problem)) from None


def _check_marker(node: Styled) -> None:
    """Refuse an item of a list for which browsers would draw a sign."""
    style = node.style
    if node.element.tag == "li" and style.display == "block" and style.list_style_type != "none":
        raise node.error("signs of lists are not drawn; use list-style: none and li::before")


def _contains(style: Style) -> bool:
    """Whether absolute descendants stand in the box; Transforms 1 §3, Filter Effects 1 §5."""
    return style.position != "static" or bool(style.transform) or bool(style.filter)


def is_group(style: Style, *, ordered: bool) -> bool:
    """Whether all in a box is painted as one; ``ordered`` says whether its z-index counts."""
    if (ordered and style.z_index is not None) or style.opacity < 1:
        return True
    return bool(style.transform) or bool(style.filter) or style.mix_blend_mode != "normal"


def _written(spans: list[Span]) -> bool:
    """Whether there is more than blanks."""
    return any(span.text.strip(" \t\n\r\f") for span in spans)


def _check_lines(node: Styled, children: list[Box]) -> None:
    """Refuse what is for texts on boxes that hold boxes."""
    if all(child.paragraph is not None for child in children):
        return
    named = {
        "text-decoration": bool(node.style.text_decoration_line),
        "line-clamp": node.style.line_clamp is not None,
    }
    for name, asked in named.items():
        if asked:
            raise node.error(f"{name} goes on the element of the text itself, not on one about it")
