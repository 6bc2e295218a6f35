"""Custom properties: ``var()`` filled in. Source: CSS Custom Properties 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import tinycss2
from tinycss2.ast import Node as Token

from bot.cards.values import Unsupported


class Variables:
    """The custom properties that hold for an element; ``texts`` may refer to one another."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self._filled: dict[str, str] = {}

    def fill(self, text: str) -> str:
        """The text with every ``var()`` filled in.

        Raises Unsupported for unknown names and cycles.
        """
        if text not in self._filled:
            self._filled[text] = "".join(_filled(_parse(text), self.texts, ())).strip()
        return self._filled[text]


@lru_cache(maxsize=1024)
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
