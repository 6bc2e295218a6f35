"""The cascade: elements and stylesheets in, one computed style for each element out.

Source: CSS Cascading 4, CSS Custom Properties 1, the HTML Standard's rendering section.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from tinycss2.ast import Node as Token

from bot.cards import css, properties
from bot.cards.css import Declaration, Rule
from bot.cards.html import place_of
from bot.cards.style import Style
from bot.cards.values import Context, Unsupported, tokens_of
from bot.model import Format

# What browsers do before any stylesheet; HTML Standard §15.3, as far as cards have the elements.
BROWSER = """
html, body, div, p, h1, h2, h3, h4, h5, h6, ol, ul, li, section, article, header, footer, main,
aside, nav, figure, figcaption, blockquote, address, hr, dl, dt, dd { display: block }
head, title, style, link, meta, template, base { display: none }
body { margin: 8px }
p, ol, ul, dl { margin: 1em 0 }
ol, ul { padding-left: 40px }
blockquote, figure { margin: 1em 40px }
dd { margin-left: 40px }
h1 { font-size: 2em; margin: .67em 0; font-weight: bold }
h2 { font-size: 1.5em; margin: .83em 0; font-weight: bold }
h3 { font-size: 1.17em; margin: 1em 0; font-weight: bold }
h4, h5, h6 { margin: 1.33em 0; font-weight: bold }
b, strong { font-weight: bold }
i, em, cite, address { font-style: italic }
small { font-size: .83em }
"""

ROOT_FONT_SIZE = 16.0


@dataclass(frozen=True, eq=False, slots=True)
class Styled:
    """An element with its computed style, its text and its children in order."""

    element: Element
    style: Style
    content: tuple[Styled | str, ...]

    @property
    def place(self) -> tuple[str, int]:
        """The template file and line of the start tag."""
        return place_of(self.element)


@dataclass(frozen=True, eq=False, slots=True)
class _Matched:
    """An element with the declarations that win, not yet computed."""

    element: Element
    winning: Mapping[str, Declaration]
    content: tuple[_Matched | str, ...]


@dataclass(frozen=True, eq=False)
class Document:
    """A document whose selectors are matched; ``styled`` computes it, as often as sizes change."""

    format: Format
    root: _Matched

    def styled(self, sizes: Mapping[Element, float] | None = None) -> Styled:
        """Every element's style, with the font size of some elements given in pixels."""
        return _compute(self.root, Style(), {}, self.format, sizes or {}, None)


def match(root: Element, sheets: list[css.Stylesheet], format: Format) -> Document:
    """The document with the winning declarations of each element."""
    matcher = _Matcher([css.parse(BROWSER, "browser"), *sheets], format)
    wrapped = cssselect2.ElementWrapper.from_html_root(root)
    return Document(format, matcher.element(wrapped))


class _Matcher:
    def __init__(self, sheets: list[css.Stylesheet], format: Format) -> None:
        self.matcher = cssselect2.Matcher()
        order = 0
        for index, sheet in enumerate(sheets):
            for rule in sheet.rules:
                if all(holds(format) for holds in rule.media):
                    order += 1
                    for selector in rule.selectors:
                        self.matcher.add_selector(selector, (index > 0, order, rule))

    def element(self, wrapped: cssselect2.ElementWrapper) -> _Matched:
        element = wrapped.etree_element
        content: list[_Matched | str] = [element.text] if element.text else []
        for child in wrapped.iter_children():
            content.append(self.element(child))
            if child.etree_element.tail:
                content.append(child.etree_element.tail)
        return _Matched(element, self._winning(wrapped), tuple(content))

    def _winning(self, wrapped: cssselect2.ElementWrapper) -> dict[str, Declaration]:
        ranked: list[tuple[tuple[bool, bool, tuple[int, ...], int], Rule]] = []
        for specificity, _, _, (author, order, rule) in self.matcher.match(wrapped):
            ranked.append(((author, False, specificity, order), rule))
        ranked.sort(key=lambda item: item[0])
        normal = [declared for _, rule in ranked for declared in rule.declarations]
        inline = wrapped.etree_element.get("style")
        if inline:
            file, line = place_of(wrapped.etree_element)
            normal += css.parse_inline(inline, file, line)
        important = [declared for declared in normal if declared.important]
        winning: dict[str, Declaration] = {}
        for declared in (*(item for item in normal if not item.important), *important):
            for name in _longhands(declared.name):
                winning[name] = declared
        return winning


def _longhands(name: str) -> tuple[str, ...]:
    shorthand = properties.SHORTHANDS.get(name)
    return shorthand[0] if shorthand else (name,)


# --- computing ---------------------------------------------------------------------------


def _compute(
    node: _Matched,
    parent: Style,
    variables: Mapping[str, str],
    format: Format,
    sizes: Mapping[Element, float],
    root_size: float | None,
) -> Styled:
    own = {name: value for name, value in node.winning.items() if name.startswith("--")}
    if own:
        variables = {**variables, **{name: declared.text for name, declared in own.items()}}
    style = Style()
    for name in _INHERITED_FIELDS:
        setattr(style, name, getattr(parent, name))
    reader = _ElementReader(node, parent, variables, format, root_size or ROOT_FONT_SIZE)
    reader.fill(style, sizes.get(node.element))
    root_size = root_size or style.font_size
    content = tuple(
        child
        if isinstance(child, str)
        else _compute(child, style, variables, format, sizes, root_size)
        for child in node.content
    )
    return Styled(node.element, style, content)


_INHERITED_FIELDS = (
    *(name for name in properties.INHERITED if name != "line_height"),
    "line_height",
    "line_height_factor",
)
_INITIAL = Style()


class _ElementReader:
    """Computes the declared values of one element."""

    def __init__(
        self,
        node: _Matched,
        parent: Style,
        variables: Mapping[str, str],
        format: Format,
        root_size: float,
    ) -> None:
        self.node = node
        self.parent = parent
        self.variables = variables
        self.format = format
        self.root_size = root_size

    def fill(self, style: Style, size: float | None) -> None:
        if size is not None:
            style.font_size = size
        elif "font-size" in self.node.winning:
            self._set(style, "font-size", self.node.winning["font-size"], self.parent.font_size)
        for name, declared in self.node.winning.items():
            if not name.startswith("--") and name != "font-size":
                self._set(style, name, declared, style.font_size)

    def _set(self, style: Style, name: str, declared: Declaration, font_size: float) -> None:
        try:
            text = substitute(declared.text, self.variables)
            if declared.name in properties.SHORTHANDS:
                text = _expanded(declared.name, text)[name]
            wide = text.lower()
            if wide in ("inherit", "initial", "unset"):
                self._set_wide(style, name, wide)
                return
            context = Context(font_size, self.root_size, self.format.width, self.format.height)
            value = _read(name, text, context)
        except Unsupported as problem:
            raise declared.error(problem) from None
        if name == "line-height":
            assert isinstance(value, tuple)
            style.line_height, style.line_height_factor = value
        elif name == "color" and value is None:
            style.color = self.parent.color
        else:
            setattr(style, _field(name), value)

    def _set_wide(self, style: Style, name: str, keyword: str) -> None:
        inherits = keyword == "inherit" or (
            keyword == "unset" and properties.LONGHANDS[name].inherited
        )
        source = self.parent if inherits else _INITIAL
        fields = ("line_height", "line_height_factor") if name == "line-height" else (_field(name),)
        for name_ in fields:
            setattr(style, name_, getattr(source, name_))


def _field(name: str) -> str:
    return name.lstrip("-").replace("-", "_")


@lru_cache(maxsize=8192)
def _read(name: str, text: str, context: Context) -> object:
    return properties.read(name, text, context)


@lru_cache(maxsize=2048)
def _expanded(name: str, text: str) -> dict[str, str]:
    longhands, expand = properties.SHORTHANDS[name]
    if text.lower() in ("inherit", "initial", "unset"):
        return dict.fromkeys(longhands, text)
    tokens = tokens_of(text)
    if not tokens:
        raise Unsupported("the value is empty; write one or delete the line")
    return expand(tokens)


# --- custom properties -------------------------------------------------------------------


def substitute(text: str, variables: Mapping[str, str]) -> str:
    """The text with every ``var()`` filled in. Raises Unsupported for unknown names and cycles."""
    if "var(" not in text.lower():
        return text
    return "".join(_filled(_parse(text), variables, ())).strip()


def _parse(text: str) -> list[Token]:
    tokens: list[Token] = tinycss2.parse_component_value_list(text)
    return tokens


def _filled(
    tokens: list[Token], variables: Mapping[str, str], open_names: tuple[str, ...]
) -> Iterator[str]:
    for token in tokens:
        if token.type == "function" and token.lower_name == "var":
            yield _variable(token, variables, open_names)
        elif token.type == "function":
            inner = "".join(_filled(token.arguments, variables, open_names))
            yield f"{token.name}({inner})"
        elif token.type == "() block":
            yield "(" + "".join(_filled(token.content, variables, open_names)) + ")"
        else:
            yield token.serialize()


LONGEST_VALUE = 20_000  # characters, after filling in; doubling chains of var() end here


def _variable(token: Token, variables: Mapping[str, str], open_names: tuple[str, ...]) -> str:
    arguments = [item for item in token.arguments if item.type not in ("whitespace", "comment")]
    if not arguments or arguments[0].type != "ident":
        raise Unsupported("var() needs the name of a custom property, such as var(--ink)")
    name = str(arguments[0].value)
    if name in open_names:
        raise Unsupported(f"var({name}) needs itself: {' → '.join((*open_names, name))}")
    if name in variables:
        text = "".join(_filled(_parse(variables[name]), variables, (*open_names, name)))
    elif len(arguments) > 1:
        rest = token.arguments[token.arguments.index(arguments[1]) + 1 :]
        text = "".join(_filled(rest, variables, open_names))
    else:
        raise Unsupported(f"var({name}) is set nowhere; set it in brand.css or give a fallback")
    if len(text) > LONGEST_VALUE:
        raise Unsupported(f"var({name}) grows past {LONGEST_VALUE} characters")
    return text.strip()
