"""Stylesheets: text in, rules out, each declaration with its file and line.

Source: CSS Syntax 3, Media Queries 4, Selectors 4 (as far as cssselect2 goes).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import cssselect2
import tinycss2
from cssselect2.compiler import CompiledSelector
from tinycss2.ast import Node as Token

from bot.cards.css.properties import LONGHANDS, USE_INSTEAD
from bot.cards.css.shorthands import SHORTHANDS
from bot.cards.css.values import Context, Unsupported, length, text_of
from bot.errors import TemplateError
from bot.model import Format


@dataclass(frozen=True, slots=True)
class Declaration:
    """``name: text`` as it stands in a file; ``text`` may hold ``var()``."""

    name: str
    text: str
    important: bool
    file: str
    line: int

    @property
    def has_variables(self) -> bool:
        """Whether the text must have its ``var()`` filled in before it is read."""
        return "var(" in self.text.lower()

    def error(self, problem: object) -> TemplateError:
        """The error that names this declaration's place."""
        return TemplateError(f"{self.file}:{self.line}: {self.name}: {problem}")


Media: TypeAlias = Callable[[Format], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations for what the selectors match, where all media conditions hold."""

    selectors: tuple[CompiledSelector, ...]
    declarations: tuple[Declaration, ...]
    media: tuple[Media, ...]


@dataclass(frozen=True, slots=True)
class FontSource:
    """One ``@font-face``; ``url`` is relative to the file that names it."""

    family: str
    url: str
    weights: tuple[float, float]
    italic: bool
    file: str
    line: int


@dataclass(frozen=True, eq=False, slots=True)
class Stylesheet:
    """A parsed stylesheet; the same text of the same file is the same object while it is kept."""

    rules: tuple[Rule, ...]
    fonts: tuple[FontSource, ...]


@lru_cache(maxsize=64)
def parse(text: str, file: str, first_line: int = 1) -> Stylesheet:
    """The rules of a stylesheet whose first line is ``first_line`` of ``file``.

    Raises TemplateError for what cards do not know, all of it at once: an unknown property is
    never ignored.
    """
    reader = _Reader(file, first_line - 1)
    reader.check_bounds(text)
    reader.read(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), ())
    reader.refuse()
    return Stylesheet(tuple(reader.rules), tuple(reader.fonts))


def parse_inline(text: str, file: str, line: int) -> tuple[Declaration, ...]:
    """The declarations of a ``style`` attribute."""
    reader = _Reader(file, line - 1)
    reader.check_bounds(text)
    found = reader.declarations(tinycss2.parse_blocks_contents(text))
    reader.refuse()
    return found


_BRACKET = re.compile(r"[(\[{]|[)\]}]")
_DEEPEST = 30  # brackets in one another
MOST_RULES = 3_000  # of one stylesheet
LONGEST = 200_000  # characters of one
MOST_PROBLEMS = 20  # that are told of one


class _Reader:
    def __init__(self, file: str, offset: int) -> None:
        self.file = file
        self.offset = offset
        self.rules: list[Rule] = []
        self.fonts: list[FontSource] = []
        self.compiled: dict[str, tuple[CompiledSelector, ...]] = {}
        self.problems: list[str] = []

    def refuse(self) -> None:
        """Raise TemplateError for all that was noted."""
        if self.problems:
            raise TemplateError("\n".join(self.problems))

    def note(self, problem: TemplateError) -> None:
        """Keep a problem in mind and read on; not for ever."""
        self.problems.append(str(problem))
        if len(self.problems) >= MOST_PROBLEMS:
            self.refuse()

    def error(self, token: Token, problem: str) -> TemplateError:
        return TemplateError(f"{self.file}:{token.source_line + self.offset}: {problem}")

    def check_bounds(self, text: str) -> None:
        """Refuse what is nested too deeply, or too long, to be read."""
        if len(text) > LONGEST:
            message = f"a stylesheet has {LONGEST:,} characters at most"
            raise TemplateError(f"{self.file}:{self.offset + 1}: {message}")
        depth = 0
        for match in _BRACKET.finditer(text):
            depth = max(0, depth + (1 if match[0] in "([{" else -1))
            if depth > _DEEPEST:
                line = text.count("\n", 0, match.start()) + 1 + self.offset
                message = f"more than {_DEEPEST} brackets within one another"
                raise TemplateError(f"{self.file}:{line}: {message}")

    def read(self, nodes: list[Token], media: tuple[Media, ...]) -> None:
        for node in nodes:
            try:
                self.rule(node, media)
            except TemplateError as problem:
                self.note(problem)
            if len(self.rules) > MOST_RULES:
                self.note(self.error(node, f"more than {MOST_RULES:,} rules in one stylesheet"))
                self.refuse()

    def rule(self, node: Token, media: tuple[Media, ...]) -> None:
        if node.type == "error":
            raise self.error(node, f"the CSS cannot be read: {node.message}")
        if node.type == "at-rule":
            self.at_rule(node, media)
        elif node.type == "qualified-rule":
            declared = self.declarations(tinycss2.parse_blocks_contents(node.content))
            self.rules.append(Rule(self.selectors(node), declared, media))

    def at_rule(self, node: Token, media: tuple[Media, ...]) -> None:
        if node.lower_at_keyword == "media" and node.content is not None:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            self.read(inner, (*media, self.condition(node)))
        elif node.lower_at_keyword == "font-face" and node.content is not None:
            self.fonts.append(self.font(node))
        elif node.lower_at_keyword != "charset":
            raise self.error(
                node,
                f"@{node.at_keyword} is not supported; use @media, @font-face, "
                'or <link rel="stylesheet"> in the HTML',
            )

    def selectors(self, node: Token) -> tuple[CompiledSelector, ...]:
        try:
            text = tinycss2.serialize(node.prelude)  # media blocks repeat what stands before them
            if text not in self.compiled:
                self.compiled[text] = tuple(cssselect2.compile_selector_list(node.prelude))
            compiled = self.compiled[text]
        except cssselect2.SelectorError as problem:
            raise self.error(node, f"the selector cannot be read: {problem}") from None
        for selector in compiled:
            if selector.pseudo_element not in (None, "before", "after"):
                raise self.error(
                    node,
                    f"::{selector.pseudo_element} is not drawn; use ::before, ::after or an "
                    "element in the HTML",
                )
        for name in _pseudo_classes(node.prelude):
            if name not in PSEUDO_CLASSES:
                known = ", ".join(PSEUDO_CLASSES)
                raise self.error(node, f":{name} means nothing on a card; use a class, or {known}")
        return compiled

    def declarations(self, nodes: list[Token]) -> tuple[Declaration, ...]:
        found = []
        for node in nodes:
            if node.type == "error":
                self.note(self.error(node, f"the CSS cannot be read: {node.message}"))
            elif node.type in ("at-rule", "qualified-rule"):
                self.note(self.error(node, "nested rules are not supported; write them out"))
            elif node.type == "declaration":
                try:
                    found.append(self.declaration(node))
                except TemplateError as problem:
                    self.note(problem)
        return tuple(found)

    def declaration(self, node: Token) -> Declaration:
        name = node.name if node.name.startswith("--") else node.lower_name
        if not name.startswith("--") and name not in LONGHANDS and name not in SHORTHANDS:
            instead = USE_INSTEAD.get(name)
            mend = f"use {instead}" if instead else "docs/reference/css.md lists what is"
            raise self.error(node, f"{name} is not supported; {mend}")
        text = tinycss2.serialize(node.value).strip()
        return Declaration(
            name, text, bool(node.important), self.file, node.source_line + self.offset
        )

    def font(self, node: Token) -> FontSource:
        described = {
            item.lower_name: [
                token for token in item.value if token.type not in ("whitespace", "comment")
            ]
            for item in tinycss2.parse_blocks_contents(node.content)
            if item.type == "declaration"
        }
        family = [token.value for token in described.get("font-family", [])]
        url = [_url(token) for token in described.get("src", []) if _url(token)]
        if not family or not url:
            raise self.error(node, "@font-face needs a font-family and a src: url()")
        weights = [_weight(token) for token in described.get("font-weight", [])] or [400.0]
        style = [token.lower_value for token in described.get("font-style", [])[:1]]
        return FontSource(
            " ".join(map(str, family)),
            url[0],
            (weights[0], weights[-1]),
            style == ["italic"],
            self.file,
            node.source_line + self.offset,
        )

    def condition(self, node: Token) -> Media:
        try:
            return _media_list(
                [token for token in node.prelude if token.type not in ("whitespace", "comment")]
            )
        except Unsupported as problem:
            raise self.error(node, f"@media: {problem}") from None


# What can hold on a picture that nobody points at; Selectors 4.
PSEUDO_CLASSES = (
    *("is", "not", "where", "root", "empty", "lang", "first-child", "last-child", "only-child"),
    *("nth-child", "nth-last-child", "first-of-type", "last-of-type", "only-of-type"),
    *("nth-of-type", "nth-last-of-type"),
)
_PSEUDO_ELEMENTS = ("before", "after")  # which CSS 2 writes with one colon


def _pseudo_classes(tokens: list[Token]) -> Iterator[str]:
    """The names behind single colons, within ``:is()`` and the like too."""
    colons = 0
    for token in tokens:
        if token.type == "literal" and token.value == ":":
            colons += 1
            continue
        named = token.type in ("ident", "function")
        name = token.lower_name if token.type == "function" else token.lower_value if named else ""
        if colons == 1 and name and name not in _PSEUDO_ELEMENTS:
            yield str(name)
        if token.type == "function":
            yield from _pseudo_classes(token.arguments)
        colons = 0


def _url(token: Token) -> str:
    if token.type == "url":
        return str(token.value)
    if token.type == "function" and token.lower_name == "url" and token.arguments:
        return str(token.arguments[0].value)
    return ""


def _weight(token: Token) -> float:
    named = {"normal": 400.0, "bold": 700.0}
    return float(token.value) if token.type == "number" else named.get(token.lower_value, 400.0)


# --- media queries -----------------------------------------------------------------------

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": lambda one, two: abs(one - two) < 1e-6,
}
_FEATURES: dict[str, Callable[[Format], float]] = {
    "width": lambda format: format.width,
    "height": lambda format: format.height,
    "aspect-ratio": lambda format: format.width / format.height,
}
_HELP = "use (min-width: 1100px), (max-aspect-ratio: 1/1), (width > 900px) or (orientation: …)"


def _media_list(tokens: list[Token]) -> Media:
    alternatives: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            alternatives.append([])
        else:
            alternatives[-1].append(token)
    tests = [_media_query(part) for part in alternatives]
    return lambda format: any(test(format) for test in tests)


def _media_query(tokens: list[Token]) -> Media:
    tests: list[Media] = []
    for token in tokens:
        if token.type == "() block":
            tests.append(_feature(token))
        elif token.type != "ident" or token.lower_value not in ("and", "only", "screen", "all"):
            raise Unsupported(f"{token.serialize()!r} is not supported; {_HELP}")
    return lambda format: all(test(format) for test in tests)


def _feature(block: Token) -> Media:
    tokens = [token for token in block.content if token.type not in ("whitespace", "comment")]
    text = text_of(tokens)
    if not tokens or tokens[0].type != "ident":
        raise Unsupported(f"({text}) is not supported; {_HELP}")
    name = tokens[0].lower_value
    sign = "".join(str(token.value) for token in tokens[1:3] if token.type == "literal")
    sign = sign.replace("/", "")
    amount = [token for token in tokens[1:] if token.type != "literal"]
    if name == "orientation" and amount and amount[0].type == "ident":
        tall = amount[0].lower_value == "portrait"
        return lambda format: (format.height >= format.width) == tall
    for prefix, meaning in (("min-", ">="), ("max-", "<=")):
        if name.startswith(prefix) and sign == ":":
            name, sign = name.removeprefix(prefix), meaning
    compare = _COMPARE.get("=" if sign == ":" else sign)
    if name not in _FEATURES or compare is None:
        raise Unsupported(f"({text}) is not supported; {_HELP}")
    limit, measure = _limit(name, amount, text), _FEATURES[name]
    return lambda format: compare(measure(format), limit)


def _limit(name: str, amount: list[Token], text: str) -> float:
    numbers = [token.value for token in amount if token.type == "number"]
    if name == "aspect-ratio" and len(numbers) == len(amount) and numbers and numbers[-1] > 0:
        return float(numbers[0] / (numbers[1] if len(numbers) > 1 else 1))
    measured = length(amount[0], Context(16, 16, 0, 0)) if len(amount) == 1 else None
    if name == "aspect-ratio" or measured is None or measured.percent:
        raise Unsupported(f"({text}) is not supported; {_HELP}")
    return measured.px
