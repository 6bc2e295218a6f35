"""The cascade: elements and stylesheets in, one computed style for each element out.

Source: CSS Cascading 4, CSS Custom Properties 1, the HTML Standard's rendering section.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from xml.etree.ElementTree import Element

from bot.cards.css import properties, shorthands, stylesheet
from bot.cards.css.matching import Matched, Matcher, Winning, longhands_of
from bot.cards.css.readers import RelativeWeight
from bot.cards.css.style import Attribute, Style
from bot.cards.css.styled import Styled
from bot.cards.css.stylesheet import Declaration
from bot.cards.css.values import Context, Unsupported, tokens_of
from bot.cards.css.variables import Variables
from bot.cards.html.shape import Shape
from bot.model import Format

ROOT_FONT_SIZE = 16.0


@dataclass(frozen=True, eq=False)
class Document:
    """A document whose selectors are matched; ``styled`` computes it, as often as sizes change."""

    format: Format
    root: Matched
    inherited: _Inherited

    def styled(self) -> Styled:
        """Every element's style."""
        return _compute(self.root, self.inherited, None)

    def resized(self, styled: Styled, element: Element, size: float) -> Styled:
        """The same styles with one element's font size in pixels, and all that follows from it.

        What is not within that element is shared with ``styled``.
        """
        return _resized(self.root, styled, self.inherited, element, size)


def match(
    root: Element, sheets: list[stylesheet.Stylesheet], format: Format, shape: Shape | None = None
) -> Document:
    """The document with the winning declarations of each element.

    Those of one ``shape`` are matched once: no selector asks for words.
    """
    matcher, inherited = _kept((_BROWSER, *sheets), format)
    if matcher.tidied():
        inherited.computed.clear()
    return Document(format, matcher.document(root, shape), inherited)


def wrong_values(sheets: Iterable[stylesheet.Stylesheet], format: Format) -> Iterator[str]:
    """A line for each declaration with a value that cards do not know; not where ``var()`` is."""
    context = Context(ROOT_FONT_SIZE, ROOT_FONT_SIZE, format.width, format.height)
    rules = (rule for sheet in sheets for rule in sheet.rules)
    for declared in (each for rule in rules for each in rule.declarations):
        if declared.name.startswith("--") or declared.has_variables:
            continue
        try:
            for name in longhands_of(declared.name):
                _value(name, declared.name, declared.text, context)
        except Unsupported as problem:
            yield str(declared.error(problem))


# What browsers have in theirs; a part of the program, so it is read with it.
_BROWSER = stylesheet.parse(
    files("bot.cards.css").joinpath("browser.css").read_text("utf-8"), "browser"
)


@lru_cache(maxsize=64)
def _kept(sheets: tuple[stylesheet.Stylesheet, ...], format: Format) -> tuple[Matcher, _Inherited]:
    """What the cards with the same stylesheets share."""
    return Matcher(sheets, format), _Inherited(format)


# --- computing ---------------------------------------------------------------------------


_KEPT_SIZES = 6  # of one fitted element: the smallest, and those that its texts come to most


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What an element has from above: its parent's style, custom properties, the root's size."""

    format: Format
    parent: Style = field(default_factory=Style)
    variables: Variables = field(default_factory=Variables)
    root_size: float = 0.0  # 0 above the root

    # Styles already computed for children, by what won for them and the size they are set in:
    # siblings are often alike, and so are cards.
    computed: dict[tuple[Winning, float | None], tuple[Style, _Inherited]] = field(
        default_factory=dict
    )

    def child(self, winning: Winning, size: float | None) -> tuple[Style, _Inherited]:
        """The style of a child, and what its own children inherit; ``size`` as in ``resized``."""
        key = (winning, size)
        if key not in self.computed:
            self.computed[key] = _style(winning, self, size)
            sized = [known for known in self.computed if known[1] is not None]
            for known in sized[:-_KEPT_SIZES]:
                del self.computed[known]
        return self.computed[key]

    def below(self, winning: Winning, style: Style) -> _Inherited:
        """What the children of an element inherit."""
        variables = self.variables_of(winning)
        return _Inherited(self.format, style, variables, self.root_size or style.font_size)

    def variables_of(self, winning: Winning) -> Variables:
        """The custom properties that hold for an element."""
        if not winning.variables:
            return self.variables
        return Variables(winning.variables, self.variables)


_INHERITED_FIELDS = (
    *(name for name in properties.INHERITED if name != "line_height"),
    "line_height",
    "line_height_factor",
)
_INITIAL = Style()


def _compute(node: Matched, inherited: _Inherited, size: float | None) -> Styled:
    style, below = inherited.child(node.winning, size)
    if _is_pseudo(node.element):
        return Styled(node.element, style, _generated(node.element, style))
    if style.content is not None:
        raise node.winning.longhands["content"].error("it is for ::before and ::after only")
    content = tuple(
        child if isinstance(child, str) else _compute(child, below, None) for child in node.content
    )
    return Styled(node.element, style, content)


def _is_pseudo(element: Element) -> bool:
    return str(element.tag).startswith("::")


def _generated(element: Element, style: Style) -> tuple[str, ...]:
    """The text of a pseudo-element; without ``content`` it has no box."""
    if style.content is None:
        style.display = "none"
        return ()
    pieces = (
        element.get(piece.name, "") if isinstance(piece, Attribute) else piece
        for piece in style.content
    )
    text = "".join(pieces)
    return (text,) if text else ()


def _style(winning: Winning, inherited: _Inherited, size: float | None) -> tuple[Style, _Inherited]:
    style = Style()
    for name in _INHERITED_FIELDS:
        setattr(style, name, getattr(inherited.parent, name))
    _ElementReader(winning, inherited).fill(style, size)
    return style, inherited.below(winning, style)


def _resized(
    node: Matched, styled: Styled, inherited: _Inherited, element: Element, size: float
) -> Styled:
    if node.element is element:
        return _compute(node, inherited, size)
    _, below = inherited.child(node.winning, None)
    content = tuple(
        after
        if isinstance(before, str) or isinstance(after, str) or not _contains(before, element)
        else _resized(before, after, below, element, size)
        for before, after in zip(node.content, styled.content, strict=True)
    )
    return Styled(node.element, styled.style, content)


def _contains(node: Matched, element: Element) -> bool:
    return any(item is element for item in node.element.iter())


class _ElementReader:
    """Computes the declared values of one element."""

    def __init__(self, winning: Winning, inherited: _Inherited) -> None:
        self.longhands = winning.longhands
        self.parent = inherited.parent
        self.variables = inherited.variables_of(winning)
        self.format = inherited.format
        self.root_size = inherited.root_size or ROOT_FONT_SIZE

    def fill(self, style: Style, size: float | None) -> None:
        if size is not None:
            style.font_size = size
        elif "font-size" in self.longhands:
            self._set(
                style,
                "font-size",
                self.longhands["font-size"],
                self._context(self.parent.font_size),
            )
        context = self._context(style.font_size)
        for name, declared in self.longhands.items():
            if name != "font-size":
                self._set(style, name, declared, context)

    def _context(self, font_size: float) -> Context:
        return Context(font_size, self.root_size, self.format.width, self.format.height)

    def _set(self, style: Style, name: str, declared: Declaration, context: Context) -> None:
        try:
            text = declared.text
            if declared.has_variables:
                text = self.variables.fill(text)
            value = _value(name, declared.name, text, context)
        except Unsupported as problem:
            raise declared.error(problem) from None
        if isinstance(value, _Wide):
            self._set_wide(style, name, value)
        elif name == "line-height":
            assert isinstance(value, tuple)
            style.line_height, style.line_height_factor = value
        elif name == "color" and value is None:
            style.color = self.parent.color
        elif isinstance(value, RelativeWeight):
            style.font_weight = value.than(self.parent.font_weight)
        else:
            setattr(style, _field(name), value)

    def _set_wide(self, style: Style, name: str, keyword: _Wide) -> None:
        inherits = keyword is _Wide.INHERIT or (
            keyword is _Wide.UNSET and properties.LONGHANDS[name].inherited
        )
        source = self.parent if inherits else _INITIAL
        fields = ("line_height", "line_height_factor") if name == "line-height" else (_field(name),)
        for field_ in fields:
            setattr(style, field_, getattr(source, field_))


class _Wide(Enum):
    """The keywords that every property takes; CSS Cascading 4 §7.3."""

    INHERIT = "inherit"
    INITIAL = "initial"
    UNSET = "unset"


_FIELDS = {name: name.lstrip("-").replace("-", "_") for name in properties.LONGHANDS}
_field = _FIELDS.__getitem__


@lru_cache(maxsize=8192)
def _value(name: str, declared: str, text: str, context: Context) -> object:
    """The computed value of a longhand, declared by itself or by a shorthand."""
    if declared in shorthands.SHORTHANDS:
        text = _expanded(declared, text)[name]
    keyword = text.lower()
    if keyword in ("inherit", "initial", "unset"):
        return _Wide(keyword)
    return properties.read(name, text, context)


@lru_cache(maxsize=2048)
def _expanded(name: str, text: str) -> dict[str, str]:
    longhands, expand = shorthands.SHORTHANDS[name]
    if text.lower() in ("inherit", "initial", "unset"):
        return dict.fromkeys(longhands, text)
    tokens = tokens_of(text)
    if not tokens:
        raise Unsupported("the value is empty; write one or delete the line")
    return expand(tokens)
