"""Matching: elements and stylesheets in, the declarations that win for each element out.

Source: CSS Cascading 4 §6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import cssselect2

from bot.cards.css import shorthands, stylesheet
from bot.cards.css.stylesheet import Declaration, Rule
from bot.cards.html.markup import place_of
from bot.cards.html.shape import Shape
from bot.cards.record import record
from bot.model import Format


@dataclass(frozen=True, eq=False, slots=True)
class Winning:
    """The declarations that win for an element; elements that match the same rules share one."""

    longhands: Mapping[str, Declaration]
    variables: Mapping[str, str]  # custom properties


@dataclass(frozen=True, eq=False, slots=True)
class _Winners:
    """What wins for an element, and for those pseudo-elements that a rule is for."""

    winning: Winning
    before: Winning | None
    after: Winning | None


@record
class Matched:
    """An element with the declarations that win, not yet computed."""

    element: Element
    winning: Winning
    content: tuple[Matched | str, ...]


# Whether a newsroom's own stylesheet says so, the selector's weight, the place in the sheets.
_Rank = tuple[bool, tuple[int, ...], int]


class Matcher:
    """Matches the elements of every card with the same stylesheets, and keeps what it found."""

    def __init__(self, sheets: tuple[stylesheet.Stylesheet, ...], format: Format) -> None:
        self.matcher = cssselect2.Matcher()
        self.decided: dict[tuple[int | str, ...], Winning] = {}
        self.shapes: dict[Shape, list[_Winners]] = {}
        order = 0
        for index, sheet in enumerate(sheets):
            for rule in sheet.rules:
                if all(holds(format) for holds in rule.media):
                    order += 1
                    for selector in rule.selectors:
                        self.matcher.add_selector(selector, (index > 0, order, rule))

    def document(self, root: Element, shape: Shape | None) -> Matched:
        """The elements with what wins for each."""
        found = self.shapes.get(shape) if shape is not None else None
        if found is None:
            wrapped = cssselect2.ElementWrapper.from_html_root(root)
            found = [self._winners(each) for each in wrapped.iter_subtree()]
            if shape is not None:
                self.shapes[shape] = found
        return _joined(root, iter(found))

    def _winners(self, wrapped: cssselect2.ElementWrapper) -> _Winners:
        found = self._matches(wrapped)
        element = wrapped.etree_element
        before, after = (
            self._winning(found[pseudo], None) if pseudo in found else None
            for pseudo in ("before", "after")
        )
        return _Winners(self._winning(found.get(None, []), element), before, after)

    def _matches(
        self, wrapped: cssselect2.ElementWrapper
    ) -> dict[str | None, list[tuple[_Rank, Rule]]]:
        """The rules for an element (None) and its pseudo-elements, the weakest first."""
        found: dict[str | None, list[tuple[_Rank, Rule]]] = {}
        for specificity, _, pseudo, (author, order, rule) in self.matcher.match(wrapped):
            found.setdefault(pseudo, []).append(((author, specificity, order), rule))
        for ranked in found.values():
            ranked.sort(key=lambda item: item[0])
        return found

    def _winning(self, ranked: list[tuple[_Rank, Rule]], element: Element | None) -> Winning:
        """What wins of the rules and, where an element is given, of its ``style`` attribute."""
        key: tuple[int | str, ...] = tuple(place[2] for place, _ in ranked)
        inline = element.get("style") if element is not None else None
        if element is not None and inline:
            key = (*key, inline, *place_of(element))
        if key not in self.decided:
            declared = [item for _, rule in ranked for item in rule.declarations]
            if element is not None and inline:
                declared += stylesheet.parse_inline(inline, *place_of(element))
            self.decided[key] = _decided(declared)
        return self.decided[key]

    def tidied(self) -> bool:
        """Forget what was found, where style attributes or many shapes have made it grow.

        Whether all of it is forgotten.
        """
        much = len(self.decided) > _MOST_DECIDED
        if much:
            self.decided.clear()
        if much or len(self.shapes) > _MOST_SHAPES:
            self.shapes.clear()
        return much


_MOST_DECIDED, _MOST_SHAPES = 500, 16


def _joined(element: Element, winners: Iterator[_Winners]) -> Matched:
    """An element with all it holds, each with what wins for it, in the order of the document."""
    own = next(winners)
    content: list[Matched | str] = [element.text] if element.text else []
    for child in element:
        content.append(_joined(child, winners))
        if child.tail:
            content.append(child.tail)
    if own.before is not None:
        content.insert(0, Matched(Element("::before", _attributes(element)), own.before, ()))
    if own.after is not None:
        content.append(Matched(Element("::after", _attributes(element)), own.after, ()))
    return Matched(element, own.winning, tuple(content))


def _attributes(element: Element) -> dict[str, str]:
    """What a pseudo-element takes over of its element, for ``attr()`` and its place."""
    kept = element.items()
    return {name: value for name, value in kept if name not in ("class", "id", "style")}


def _decided(declared: list[Declaration]) -> Winning:
    """Who wins of declarations in rising order: the last, but for the important ones."""
    winning: dict[str, Declaration] = {}
    for important in (False, True):
        for item in declared:
            if item.important is important:
                winning.update(dict.fromkeys(longhands_of(item.name), item))
    variables = {name: item.text for name, item in winning.items() if name.startswith("--")}
    longhands = {name: item for name, item in winning.items() if name not in variables}
    return Winning(longhands, variables)


def longhands_of(name: str) -> tuple[str, ...]:
    shorthand = shorthands.SHORTHANDS.get(name)
    return shorthand[0] if shorthand else (name,)
