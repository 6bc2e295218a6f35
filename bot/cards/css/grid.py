"""Tracks, areas and lines of a grid, as CSS writes them. Source of the grammar: CSS Grid 2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from tinycss2.ast import Node as Token

from bot.cards.css.values import (
    Context,
    Length,
    Unsupported,
    length,
    significant,
    split_commas,
    text_of,
)


class Breadth(NamedTuple):
    """A side of a track's size: ``auto``, ``min-content``, ``max-content``, or with an amount
    ``length``, ``fr`` (a share of what is free) and ``fit-content``."""

    kind: str
    amount: Length | float = 0.0


@dataclass(frozen=True, slots=True)
class Track:
    """The least and the greatest size of a row or column."""

    least: Breadth
    most: Breadth


@dataclass(frozen=True, slots=True)
class Filling:
    """Tracks repeated as often as they fit; ``fit`` drops those that stay empty."""

    tracks: tuple[Track, ...]
    fit: bool


Template: TypeAlias = tuple[Track | Filling, ...]
Areas: TypeAlias = tuple[tuple[str, ...], ...]  # a row of names each; "." is none


class Span(NamedTuple):
    """So many tracks on from the other end."""

    tracks: int


Line: TypeAlias = int | Span | str | None  # None is ``auto``; a name is that of an area

MOST_TRACKS = 100
_AUTO = Breadth("auto")
_NAMED = ("auto", "min-content", "max-content")


def template(tokens: tuple[Token, ...], context: Context) -> Template:
    """``grid-template-columns`` or ``-rows``."""
    if len(tokens) == 1 and tokens[0].type == "ident" and tokens[0].lower_value == "none":
        return ()
    found: list[Track | Filling] = []
    for token in tokens:
        if token.type == "function" and token.lower_name == "repeat":
            found += _repeated(token, context)
        else:
            found.append(_track(token, context))
        if len(found) > MOST_TRACKS:
            raise Unsupported(f"a grid has {MOST_TRACKS} rows and columns at most")
    return tuple(found)


def tracks(tokens: tuple[Token, ...], context: Context) -> tuple[Track, ...]:
    """``grid-auto-columns`` or ``-rows``."""
    return tuple(_track(token, context) for token in tokens)


def _repeated(token: Token, context: Context) -> list[Track | Filling]:
    count, *rest = split_commas(significant(token.arguments))
    if len(rest) != 1 or not rest[0] or len(count) != 1:
        raise Unsupported(f"{token.serialize()!r} cannot be read; use for example repeat(3, 1fr)")
    inner = tuple(_track(part, context) for part in rest[0])
    if count[0].type == "number" and count[0].is_integer and 1 <= count[0].int_value <= MOST_TRACKS:
        return list(inner * count[0].int_value)
    name = count[0].lower_value if count[0].type == "ident" else ""
    if name not in ("auto-fill", "auto-fit"):
        raise Unsupported(f"{text_of(count)!r} is no count; use 1 to {MOST_TRACKS} or auto-fill")
    if any("length" not in (track.least.kind, track.most.kind) for track in inner):
        raise Unsupported(f"{name} needs tracks with a length, such as minmax(200px, 1fr)")
    return [Filling(inner, fit=name == "auto-fit")]


def _track(token: Token, context: Context) -> Track:
    name = token.lower_name if token.type == "function" else ""
    if name == "minmax":
        parts = split_commas(significant(token.arguments))
        if len(parts) == 2 and len(parts[0]) == len(parts[1]) == 1:
            least, most = (_breadth(part[0], context) for part in parts)
            if least.kind != "fr":
                return Track(least, most)
        raise Unsupported(f"{token.serialize()!r} cannot be read; use for example minmax(0, 1fr)")
    if name == "fit-content":
        arguments = significant(token.arguments)
        amount = _length(arguments[0], context) if len(arguments) == 1 else None
        if amount is None:
            raise Unsupported("fit-content() takes one length, such as fit-content(300px)")
        return Track(_AUTO, Breadth("fit-content", amount))
    breadth = _breadth(token, context)
    return Track(_AUTO if breadth.kind == "fr" else breadth, breadth)


def _breadth(token: Token, context: Context) -> Breadth:
    if token.type == "ident" and token.lower_value in _NAMED:
        return Breadth(str(token.lower_value))
    if token.type == "dimension" and token.lower_unit == "fr" and token.value >= 0:
        return Breadth("fr", float(token.value))
    found = _length(token, context)
    if found is None:
        problem = f"{token.serialize()!r} is no size of a track"
        raise Unsupported(f"{problem}; use px, %, fr, auto, min-content, max-content or minmax()")
    return Breadth("length", found)


def _length(token: Token, context: Context) -> Length | None:
    if token.type == "dimension" and token.lower_unit == "fr":
        return None
    found = length(token, context)
    if found is not None and found.px and found.percent:
        raise Unsupported(f"{token.serialize()!r} adds pixels and percent; use 1fr and a gap")
    if found is not None and (found.px < 0 or found.percent < 0):
        raise Unsupported(f"{token.serialize()!r} is below zero; use 0 or more")
    return found


# --- areas and lines ---------------------------------------------------------------------


def areas(tokens: tuple[Token, ...], context: Context) -> Areas:
    """``grid-template-areas``: a string of names for each row."""
    if len(tokens) == 1 and tokens[0].type == "ident" and tokens[0].lower_value == "none":
        return ()
    if not all(token.type == "string" for token in tokens):
        raise Unsupported(
            f'{text_of(tokens)!r} is no row of areas; use for example "head head" "text by"'
        )
    rows = tuple(tuple(str(token.value).split()) for token in tokens)
    if not rows or len({len(row) for row in rows}) != 1 or not rows[0]:
        raise Unsupported("every row of grid-template-areas needs as many names as the others")
    for name in {name for row in rows for name in row if name.strip(".")}:
        top, left, bottom, right = extent(rows, name)
        inside = [cell for row in rows[top:bottom] for cell in row[left:right]]
        if set(inside) != {name}:
            raise Unsupported(f"the area {name!r} is no rectangle; name other cells so, or use .")
    return rows


def extent(rows: Areas, name: str) -> tuple[int, int, int, int]:
    """The rows and columns that an area of that name takes: top, left, bottom and right, from 0."""
    cells = [(y, x) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell == name]
    if not cells:
        raise Unsupported(f"no area is called {name!r}; name it in grid-template-areas")
    down, across = [y for y, _ in cells], [x for _, x in cells]
    return min(down), min(across), max(down) + 1, max(across) + 1


def line(tokens: tuple[Token, ...], context: Context) -> Line:
    """``grid-row-start`` and the like."""
    names = [token.lower_value if token.type == "ident" else "" for token in tokens]
    whole = [token for token in tokens if token.type == "number" and token.is_integer]
    numbers = [int(token.int_value) for token in whole]
    if names == ["auto"]:
        return None
    if len(tokens) == 1 and numbers and 0 < abs(numbers[0]) <= MOST_TRACKS:
        return numbers[0]
    if len(tokens) == 1 and names[0] and names[0] != "span":
        return str(tokens[0].value)
    if len(tokens) == 2 and names[0] == "span" and numbers and 0 < numbers[0] <= MOST_TRACKS:
        return Span(numbers[0])
    raise Unsupported(f"{text_of(tokens)!r} is no line of a grid; use 2, -1, span 2 or an area")
