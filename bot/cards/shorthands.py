"""Shorthands: the tokens of one in, the text of every longhand that it sets out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.cards.colors import is_color
from bot.cards.readers import CORNERS, SIDES, Tokens, name_of
from bot.cards.values import Unsupported, split_commas, text_of

# Each gives the text of every longhand that it sets.
Shorthand: TypeAlias = Callable[[Tokens], dict[str, str]]


def _four(pattern: str, sides: tuple[str, ...]) -> Shorthand:
    def expand(tokens: Tokens) -> dict[str, str]:
        if not 1 <= len(tokens) <= 4:
            raise Unsupported(f"{text_of(tokens)!r} has not one to four values")
        first, second, third, fourth = [tokens[index] for index in _FOUR[len(tokens)]]
        found = zip(sides, (first, second, third, fourth), strict=True)
        return {pattern.format(side): text_of([token]) for side, token in found}

    return expand


_FOUR = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}


def _border_radius(tokens: Tokens) -> dict[str, str]:
    slash = [i for i, token in enumerate(tokens) if token.type == "literal" and token.value == "/"]
    across = _four("border-{}-radius", CORNERS)(tokens[: slash[0]] if slash else tokens)
    if not slash:
        return across
    down = _four("border-{}-radius", CORNERS)(tokens[slash[0] + 1 :])
    return {name: f"{across[name]} {down[name]}" for name in across}


def _border(sides: tuple[str, ...]) -> Shorthand:
    def expand(tokens: Tokens) -> dict[str, str]:
        width, style, tint = "medium", "none", "currentcolor"
        for token in tokens:
            if name_of((token,)) in ("none", "solid", "dashed", "dotted", "double"):
                style = name_of((token,))
            elif is_color(token):
                tint = text_of([token])
            else:
                width = text_of([token])
        pairs = (("width", width), ("style", style), ("color", tint))
        return {f"border-{side}-{part}": text for side in sides for part, text in pairs}

    return expand


def _flex(tokens: Tokens) -> dict[str, str]:
    named = {"none": ("0", "0", "auto"), "auto": ("1", "1", "auto"), "initial": ("0", "1", "auto")}
    grow, shrink, basis = named.get(name_of(tokens), ("", "", ""))
    if not grow:
        numbers = [text_of([token]) for token in tokens if token.type == "number"]
        others = [text_of([token]) for token in tokens if token.type != "number"]
        if len(numbers) > 3 or len(others) > 1:
            raise Unsupported(f"{text_of(tokens)!r} is no flex value; use for example 1 1 0")
        grow, shrink, *rest = [*numbers, *["1", "1"][len(numbers) :]]
        basis = (others or rest or ["0px"])[0]
    return {"flex-grow": grow, "flex-shrink": shrink, "flex-basis": basis}


def _pair(first: str, second: str) -> Shorthand:
    def expand(tokens: Tokens) -> dict[str, str]:
        if not 1 <= len(tokens) <= 2:
            raise Unsupported(f"{text_of(tokens)!r} has not one or two values")
        return {first: text_of([tokens[0]]), second: text_of([tokens[-1]])}

    return expand


def _background(tokens: Tokens) -> dict[str, str]:
    images: list[str] = []
    sizes: list[str] = []
    places: list[str] = []
    tint, repeat = "transparent", "repeat"
    for part in split_commas(tokens):
        image, after_slash = "none", False
        place: list[str] = []
        size: list[str] = []
        for token in part:
            if token.type == "literal" and token.value == "/":
                after_slash = True
            elif token.type == "url" or (token.type == "function" and not is_color(token)):
                image = text_of([token])
            elif name_of((token,)) in ("repeat", "no-repeat"):
                repeat = name_of((token,))
            elif name_of((token,)) == "none":
                image = "none"
            elif is_color(token):
                tint = text_of([token])
            else:
                (size if after_slash else place).append(text_of([token]))
        images.append(image)
        places.append(" ".join(place) or "0% 0%")
        sizes.append(" ".join(size) or "auto")
    kept = [index for index, image in enumerate(images) if image != "none"] or [0]
    return {
        "background-color": tint,
        "background-image": ", ".join(images[index] for index in kept),
        "background-position": ", ".join(places[index] for index in kept),
        "background-size": ", ".join(sizes[index] for index in kept),
        "background-repeat": repeat,
    }


def _alone(name: str) -> Shorthand:
    return lambda tokens: {name: text_of(tokens)}


SHORTHANDS: dict[str, tuple[tuple[str, ...], Shorthand]] = {
    "margin": (tuple(f"margin-{s}" for s in SIDES), _four("margin-{}", SIDES)),
    "padding": (tuple(f"padding-{s}" for s in SIDES), _four("padding-{}", SIDES)),
    "inset": (SIDES, _four("{}", SIDES)),
    "border-radius": (tuple(f"border-{c}-radius" for c in CORNERS), _border_radius),
    "border-width": (tuple(f"border-{s}-width" for s in SIDES), _four("border-{}-width", SIDES)),
    "border-style": (tuple(f"border-{s}-style" for s in SIDES), _four("border-{}-style", SIDES)),
    "border-color": (tuple(f"border-{s}-color" for s in SIDES), _four("border-{}-color", SIDES)),
    "border": (
        tuple(f"border-{s}-{part}" for s in SIDES for part in ("width", "style", "color")),
        _border(SIDES),
    ),
    **{
        f"border-{side}": (
            tuple(f"border-{side}-{part}" for part in ("width", "style", "color")),
            _border((side,)),
        )
        for side in SIDES
    },
    "flex": (("flex-grow", "flex-shrink", "flex-basis"), _flex),
    "gap": (("row-gap", "column-gap"), _pair("row-gap", "column-gap")),
    "background": (
        (
            *("background-color", "background-image", "background-position"),
            *("background-size", "background-repeat"),
        ),
        _background,
    ),
    "list-style": (("list-style-type",), _alone("list-style-type")),
}
