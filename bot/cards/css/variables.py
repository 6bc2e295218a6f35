"""Custom properties: ``var()`` filled in. Source: CSS Custom Properties 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import tinycss2
from tinycss2.ast import Node as Token

from bot.cards.css.values import Unsupported

LONGEST_VALUE = 20_000  # characters, after filling in; doubling chains of var() end here
LONGEST_CHAIN = 50  # custom properties that need one another


class Variables:
    """The custom properties that hold for an element.

    ``texts`` are set on it and may refer to one another; the others are ``inherited``, as they are
    where they are set.
    """

    def __init__(
        self, texts: Mapping[str, str] | None = None, inherited: Variables | None = None
    ) -> None:
        self.texts = texts or {}
        self.inherited = inherited
        self._filled: dict[str, str] = {}
        self._known: dict[str, str] = {}  # custom properties, filled in

    def fill(self, text: str) -> str:
        """The text with every ``var()`` filled in.

        Raises Unsupported for unknown names and cycles.
        """
        if text not in self._filled:
            self._filled[text] = "".join(self._fill(_parse(text), ())).strip()
        return self._filled[text]

    def _fill(self, tokens: list[Token], open_names: tuple[str, ...]) -> Iterator[str]:
        for token in tokens:
            if token.type == "function" and token.lower_name == "var":
                yield self._variable(token, open_names)
            elif token.type == "function":
                yield f"{token.name}({''.join(self._fill(token.arguments, open_names))})"
            elif token.type == "() block":
                yield f"({''.join(self._fill(token.content, open_names))})"
            else:
                yield token.serialize()

    def _variable(self, token: Token, open_names: tuple[str, ...]) -> str:
        arguments = [item for item in token.arguments if item.type not in ("whitespace", "comment")]
        if not arguments or arguments[0].type != "ident":
            raise Unsupported("var() needs the name of a custom property, such as var(--ink)")
        name = str(arguments[0].value)
        if name in open_names:
            raise Unsupported(f"var({name}) needs itself: {' → '.join((*open_names, name))}")
        if len(open_names) > LONGEST_CHAIN:
            raise Unsupported(f"more than {LONGEST_CHAIN} custom properties need one another")
        holder = self._holder(name)
        if holder is not None:
            return holder._property(name, open_names if holder is self else ())
        if len(arguments) == 1:
            raise Unsupported(f"var({name}) is set nowhere; set it in brand.css or give a fallback")
        rest = token.arguments[token.arguments.index(arguments[1]) + 1 :]
        return _bounded(name, "".join(self._fill(rest, open_names)))

    def _holder(self, name: str) -> Variables | None:
        """The nearest that sets the property: the element, or what it is within."""
        holder: Variables | None = self
        while holder is not None and name not in holder.texts:
            holder = holder.inherited
        return holder

    def _property(self, name: str, open_names: tuple[str, ...]) -> str:
        if name not in self._known:
            text = "".join(self._fill(_parse(self.texts[name]), (*open_names, name)))
            self._known[name] = _bounded(name, text)
        return self._known[name]


def _bounded(name: str, text: str) -> str:
    if len(text) > LONGEST_VALUE:
        raise Unsupported(f"var({name}) grows past {LONGEST_VALUE} characters")
    return text.strip()


@lru_cache(maxsize=1024)
def _parse(text: str) -> list[Token]:
    tokens: list[Token] = tinycss2.parse_component_value_list(text)
    return tokens
