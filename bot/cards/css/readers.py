"""Readers of values: the tokens of one longhand in, its computed value out.

Sources: CSS Box 4, Flexbox 1, Backgrounds 3, Fonts 4, Text 4, Images 3; ``-card-fit`` is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from tinycss2.ast import Node as Token

from bot.cards.css import colors, effects, gradients, values
from bot.cards.css.safeareas import AUTO, SafeArea
from bot.cards.css.safeareas import names as area_names
from bot.cards.css.style import Attribute, Piece
from bot.cards.css.values import Context, Length, Unsupported, split_commas, text_of

Tokens: TypeAlias = tuple[Token, ...]
Reader: TypeAlias = Callable[[Tokens, Context], object]


SIDES = ("top", "right", "bottom", "left")
CORNERS = ("top-left", "top-right", "bottom-right", "bottom-left")


def single(tokens: Tokens) -> Token:
    if len(tokens) != 1:
        raise Unsupported(f"{text_of(tokens)!r} is not one value; give one")
    return tokens[0]


def name_of(tokens: Tokens) -> str:
    token = tokens[0] if len(tokens) == 1 else None
    return str(token.lower_value) if token is not None and token.type == "ident" else ""


def keyword(*allowed: str) -> Reader:
    def read(tokens: Tokens, context: Context) -> str:
        name = name_of(tokens)
        if name not in allowed:
            raise Unsupported(f"{text_of(tokens)!r} is not supported; use {', '.join(allowed)}")
        return name

    return read


def length(tokens: Tokens, context: Context) -> Length:
    found = values.length(single(tokens), context)
    if found is None:
        raise Unsupported(f"{text_of(tokens)!r} is no length; use px, em, rem or %")
    return found


def length_or(*names: str) -> Reader:
    def read(tokens: Tokens, context: Context) -> Length | None:
        return None if name_of(tokens) in names else length(tokens, context)

    return read


def not_negative(reader: Reader) -> Reader:
    def read(tokens: Tokens, context: Context) -> object:
        found = reader(tokens, context)
        below = isinstance(found, Length) and (found.px < 0 or found.percent < 0)
        if below and len(tokens) == 1 and tokens[0].type != "function":
            raise Unsupported(f"{text_of(tokens)!r} is below zero; use 0 or more")
        return found

    return read


def gap(tokens: Tokens, context: Context) -> Length:
    found = Length() if name_of(tokens) == "normal" else length(tokens, context)
    if found.px and found.percent:
        raise Unsupported("a gap is in pixels or in percent, not in a sum of both; use one")
    return found


def number(lowest: float, highest: float) -> Reader:
    def read(tokens: Tokens, context: Context) -> float:
        token = single(tokens)
        if token.type == "percentage":
            value = token.value / 100
        elif token.type == "number":
            value = token.value
        else:
            raise Unsupported(f"{text_of(tokens)!r} is no number")
        return min(highest, max(lowest, float(value)))

    return read


def z_index(tokens: Tokens, context: Context) -> int | None:
    token = single(tokens)
    if token.type == "number" and token.is_integer:
        return int(token.int_value)
    if name_of(tokens) == "auto":
        return None
    raise Unsupported(f"{text_of(tokens)!r} is no whole number; use for example 1")


def aspect_ratio(tokens: Tokens, context: Context) -> float | None:
    if name_of(tokens) == "auto":
        return None
    numbers = [token.value for token in tokens if token.type == "number"]
    if len(numbers) not in (1, 2) or min(numbers) <= 0:
        raise Unsupported(f"{text_of(tokens)!r} is no ratio; use for example 4 / 5")
    return float(numbers[0] / (numbers[1] if len(numbers) == 2 else 1))


def color(tokens: Tokens, context: Context) -> colors.Color | None:
    return colors.color(single(tokens))


def border_width(tokens: Tokens, context: Context) -> float:
    named = {"thin": 1.0, "medium": 3.0, "thick": 5.0}.get(name_of(tokens))
    return named if named is not None else max(0.0, values.pixels(single(tokens), context))


LARGEST_STROKE = 100.0  # pixels: wider than that, no letter is to be made out
THINNEST_STROKE = 1 / 64  # thinner ones are not seen


def stroke_width(tokens: Tokens, context: Context) -> float:
    width = border_width(tokens, context)
    if width > LARGEST_STROKE:
        raise Unsupported(f"a stroke is {LARGEST_STROKE:g} px wide at most")
    return width if width >= THINNEST_STROKE else 0.0


def radius(tokens: Tokens, context: Context) -> tuple[Length, Length]:
    lengths = [length((token,), context) for token in tokens]
    if len(lengths) not in (1, 2):
        raise Unsupported(f"{text_of(tokens)!r} is no radius; give one or two lengths")
    return lengths[0], lengths[-1]


def images(tokens: Tokens, context: Context) -> tuple[gradients.Layer, ...]:
    layers = [gradients.image(part, context) for part in values.layers(tokens)]
    return tuple(layer for layer in layers if layer is not None)


def sizes(tokens: Tokens, context: Context) -> tuple[object, ...]:
    return tuple(size(part, context) for part in split_commas(tokens))


def size(tokens: Tokens, context: Context) -> object:
    if name_of(tokens) in ("cover", "contain"):
        return name_of(tokens)
    sides = [length_or("auto")((token,), context) for token in tokens]
    if len(sides) not in (1, 2):
        raise Unsupported(f"{text_of(tokens)!r} is no size; use cover, contain or lengths")
    return sides[0], sides[1] if len(sides) == 2 else None


def positions(tokens: Tokens, context: Context) -> tuple[object, ...]:
    return tuple(values.position(part, context) for part in split_commas(tokens))


def position(tokens: Tokens, context: Context) -> tuple[Length, Length]:
    return values.position(tokens, context)


def shadows(tokens: Tokens, context: Context) -> tuple[effects.Shadow, ...]:
    if name_of(tokens) == "none":
        return ()
    return tuple(effects.shadow(part, context) for part in values.layers(tokens))


REPEATS = {
    "repeat": (True, True),
    "no-repeat": (False, False),
    "repeat-x": (True, False),
    "repeat-y": (False, True),
}


def repeats(tokens: Tokens, context: Context) -> tuple[tuple[bool, bool], ...]:
    return tuple(_repeat(part) for part in split_commas(tokens))


def _repeat(tokens: Tokens) -> tuple[bool, bool]:
    names = [name_of((token,)) for token in tokens]
    if len(names) == 1 and names[0] in REPEATS:
        return REPEATS[names[0]]
    if len(names) == 2 and all(name in ("repeat", "no-repeat") for name in names):
        return names[0] == "repeat", names[1] == "repeat"
    raise Unsupported(f"{text_of(tokens)!r} is not supported; use {', '.join(REPEATS)}")


def transforms(tokens: Tokens, context: Context) -> tuple[effects.Transform, ...]:
    return () if name_of(tokens) == "none" else effects.transforms(tokens, context)


def filters(tokens: Tokens, context: Context) -> tuple[effects.Filter, ...]:
    return () if name_of(tokens) == "none" else effects.filters(tokens, context)


def auto_flow(tokens: Tokens, context: Context) -> str:
    names = sorted(name_of((token,)) for token in tokens)
    flow = {
        ("row",): "row",
        ("column",): "column",
        ("dense",): "row dense",
        ("dense", "row"): "row dense",
        ("column", "dense"): "column dense",
    }.get(tuple(names))
    if flow is None:
        raise Unsupported(f"{text_of(tokens)!r} is not supported; use row, column or row dense")
    return flow


def content(tokens: Tokens, context: Context) -> tuple[Piece, ...] | None:
    """Texts of a pseudo-element; None is ``none`` and ``normal``."""
    if name_of(tokens) in ("none", "normal"):
        return None
    return tuple(_piece(token) for token in tokens)


def _piece(token: Token) -> Piece:
    if token.type == "string":
        return str(token.value)
    arguments = values.significant(token.arguments) if token.type == "function" else ()
    if len(arguments) == 1 and token.lower_name == "attr" and arguments[0].type == "ident":
        return Attribute(str(arguments[0].lower_value))
    raise Unsupported(f"{token.serialize()!r} is not supported; use a text in quotes or attr()")


def safe_area(tokens: Tokens, context: Context) -> SafeArea:
    """Names of areas, or four lengths."""
    names = [name_of((token,)) for token in tokens]
    if all(names):
        return _named_areas(names)
    edges = [length((token,), context) for token in tokens]
    if not 1 <= len(edges) <= 4:
        raise Unsupported(f"{text_of(tokens)!r} is no safe area; use one to four lengths")
    top, right, bottom, left = (edges[index] for index in FOUR[len(edges)])
    return top, right, bottom, left


def _named_areas(names: list[str]) -> SafeArea:
    if names == ["none"]:
        return ()
    if names == ["auto"]:
        return AUTO
    unknown = [name for name in names if name not in area_names()]
    if unknown:
        known = ", ".join(("auto", "none", *area_names()))
        raise Unsupported(f"no safe area is called {unknown[0]!r}; use {known} or lengths")
    return tuple(names)


# Which of one to four values is for the top, the right, the bottom and the left.
FOUR = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}


def families(tokens: Tokens, context: Context) -> tuple[str, ...]:
    families = []
    for part in split_commas(tokens):
        if len(part) == 1 and part[0].type == "string":
            families.append(str(part[0].value))
        elif part and all(token.type == "ident" for token in part):
            families.append(" ".join(token.value for token in part))
        else:
            raise Unsupported(f"{text_of(part)!r} is no font family; put the name in quotes")
    return tuple(families)


LARGEST_FONT = 1000.0  # pixels: one letter fills a card


def font_size(tokens: Tokens, context: Context) -> float:
    size = length(tokens, context).of(context.font_size)
    if not 0 <= size <= LARGEST_FONT:
        raise Unsupported(f"{text_of(tokens)!r} is no size for text; use 0 to {LARGEST_FONT:g} px")
    return size


class RelativeWeight(Enum):
    """A weight that depends on the parent's; CSS Fonts 4 §2.2.1 has the table."""

    BOLDER = "bolder"
    LIGHTER = "lighter"

    def than(self, weight: float) -> float:
        """The weight for a parent's."""
        if self is RelativeWeight.BOLDER:
            return 400.0 if weight < 350 else 700.0 if weight < 550 else max(900.0, weight)
        return min(100.0, weight) if weight < 550 else 400.0 if weight < 750 else 700.0


def font_weight(tokens: Tokens, context: Context) -> float | RelativeWeight:
    name = name_of(tokens)
    if name in ("bolder", "lighter"):
        return RelativeWeight(name)
    named = {"normal": 400.0, "bold": 700.0}.get(name)
    if named is not None:
        return named
    token = single(tokens)
    if token.type != "number" or not 1 <= token.value <= 1000:
        raise Unsupported(f"{text_of(tokens)!r} is no weight; use 100 to 900, normal or bold")
    return float(token.value)


def features(tokens: Tokens, context: Context) -> tuple[tuple[str, int], ...]:
    if name_of(tokens) == "normal":
        return ()
    features = []
    for part in split_commas(tokens):
        if not part or part[0].type != "string" or len(part[0].value) != 4:
            raise Unsupported(f'{text_of(part)!r} is no feature; use for example "tnum" 1')
        setting = str(part[1].serialize()) if len(part) > 1 else "on"
        number = {"on": "1", "off": "0"}.get(setting, setting)
        if not number.isdigit() or len(number) > 3:
            raise Unsupported(f"{setting!r} is no setting of a feature; use 0, 1, on or off")
        features.append((str(part[0].value), int(number)))
    return tuple(features)


def line_height(tokens: Tokens, context: Context) -> tuple[float | None, float | None]:
    """Pixels and factor; both None is ``normal``. A bare number is inherited as the factor."""
    if name_of(tokens) == "normal":
        return None, None
    token = single(tokens)
    factor = float(token.value) if token.type == "number" else None
    if factor is not None and factor * LARGEST_FONT > values.LARGEST:
        raise Unsupported(f"{text_of(tokens)!r} is larger than any card; use for example 1.2")
    size = 0.0 if factor is not None else length(tokens, context).of(context.font_size)
    if size < 0 or (factor or 0.0) < 0:
        raise Unsupported(f"{text_of(tokens)!r} is below zero; use for example 1.2")
    return (size, None) if factor is None else (None, factor)


def spacing(tokens: Tokens, context: Context) -> float:
    return 0.0 if name_of(tokens) == "normal" else values.pixels(single(tokens), context)


_LIMITS = (5, 2, 2)  # what ``auto`` means; CSS Text 4 §5.5


def hyphenate_limits(tokens: Tokens, context: Context) -> tuple[int, int, int]:
    """The letters of the shortest word that is hyphenated, and on either side of the hyphen."""
    found = list(_LIMITS)
    for index, token in enumerate(tokens[:3]):
        if token.type == "number" and token.is_integer and token.int_value > 0:
            found[index] = int(token.int_value)
        elif name_of((token,)) != "auto":
            raise Unsupported(f"{text_of(tokens)!r} is no limit; use for example 12 4 4")
    if len(tokens) > 3:
        raise Unsupported(f"{text_of(tokens)!r} has more than three numbers")
    return found[0], found[1], found[1] if len(tokens) == 2 else found[2]


def display(tokens: Tokens, context: Context) -> str:
    """``-webkit-box`` is what browsers want beside ``-webkit-line-clamp``: here, a block."""
    if name_of(tokens) == "-webkit-box":
        return "block"
    return str(keyword("block", "flex", "grid", "inline", "none")(tokens, context))


def line_clamp(tokens: Tokens, context: Context) -> int | None:
    """The number of lines that are shown; None for all."""
    if name_of(tokens) == "none":
        return None
    token = single(tokens)
    if token.type != "number" or not token.is_integer or token.int_value < 1:
        raise Unsupported(f"{text_of(tokens)!r} is no number of lines; use for example 2")
    return int(token.int_value)


def fit(tokens: Tokens, context: Context) -> tuple[float, float] | None:
    if name_of(tokens) == "none":
        return None
    if len(tokens) != 2:
        raise Unsupported("-card-fit takes the smallest and the largest size, such as 44px 96px")
    smallest, largest = (values.pixels(token, context) for token in tokens)
    if not 1 <= smallest <= largest <= LARGEST_FONT:
        raise Unsupported("-card-fit takes 1px at least, 1000px at most, the smaller first")
    return smallest, largest
