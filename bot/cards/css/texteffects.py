"""Lines, shadows and strokes of text, as CSS writes them.

Sources of the grammar: CSS Text Decoration 4, CSS Fill and Stroke 3 (``paint-order``).
"""

from __future__ import annotations

from tinycss2.ast import Node as Token

from bot.cards.css import effects
from bot.cards.css.values import Context, Length, Unsupported, layers, length, text_of

Tokens = tuple[Token, ...]
LINES = ("underline", "overline", "line-through")


def _names(tokens: Tokens) -> list[str]:
    return [token.lower_value if token.type == "ident" else "" for token in tokens]


def lines(tokens: Tokens, context: Context) -> tuple[str, ...]:
    """Where lines are drawn along a text; none for ``none``."""
    names = _names(tokens)
    if names == ["none"]:
        return ()
    if not all(name in LINES for name in names) or len(set(names)) < len(names):
        raise Unsupported(f"{text_of(tokens)!r} is not supported; use {', '.join(LINES)} or none")
    return tuple(names)


def thickness(tokens: Tokens, context: Context) -> Length | None:
    """How thick they are; None is ``auto``, a percentage is of the font's size."""
    return _length(tokens, context, "0.1em")


def offset(tokens: Tokens, context: Context) -> Length | None:
    """How far an underline is from the baseline; None is ``auto``."""
    return _length(tokens, context, "0.15em")


def _length(tokens: Tokens, context: Context, example: str) -> Length | None:
    if _names(tokens) == ["auto"]:
        return None
    found = length(tokens[0], context) if len(tokens) == 1 else None
    if found is None:
        raise Unsupported(f"{text_of(tokens)!r} is no length; use auto, px or em: {example}")
    return found


def shadows(tokens: Tokens, context: Context) -> tuple[effects.Shadow, ...]:
    """Shadows of letters, the first on top."""
    if _names(tokens) == ["none"]:
        return ()
    found = tuple(effects.shadow(part, context) for part in layers(tokens))
    if any(shadow.spread or shadow.inset for shadow in found):
        raise Unsupported("a text's shadow has x, y, a blur and a colour, no spread and no inset")
    return found


def paint_order(tokens: Tokens, context: Context) -> bool:
    """Whether the stroke is painted beneath the letters."""
    names = _names(tokens)
    if names in (["normal"], ["fill"], ["fill", "stroke"]):
        return False
    if names in (["stroke"], ["stroke", "fill"]):
        return True
    raise Unsupported(f"{text_of(tokens)!r} is not supported; use normal or stroke fill")
