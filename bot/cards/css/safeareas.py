"""``-card-safe-area``: how far text stays from the edges of a card.

The areas that platforms ask for stand in ``safe_areas.toml``, with their sources.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

from bot.cards.css.values import Length
from bot.model import Format

Insets: TypeAlias = tuple[float, float, float, float]  # pixels: top, right, bottom, left
# Names of areas, all of which hold where the card has their ratio, or lengths for the four sides.
SafeArea: TypeAlias = tuple[str, ...] | tuple[Length, Length, Length, Length]
AUTO: SafeArea = ("auto",)
_NEAR = 0.01  # of a ratio


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A platform's row; the sides are shares of the card's height and width."""

    ratio: tuple[int, int]
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    left: float = 0.0
    usual: bool

    def insets(self, format: Format) -> Insets:
        """In pixels of a card, nothing where it has another ratio."""
        if abs(format.width / format.height - self.ratio[0] / self.ratio[1]) > _NEAR:
            return 0.0, 0.0, 0.0, 0.0
        down, across = format.height, format.width
        return (
            float(round(self.top * down)),
            float(round(self.right * across)),
            float(round(self.bottom * down)),
            float(round(self.left * across)),
        )


def _read() -> dict[str, Area]:
    raw = tomllib.loads(files("bot.cards.css").joinpath("safe_areas.toml").read_text("utf-8"))
    return {name: Area(**{**row, "ratio": tuple(row["ratio"])}) for name, row in raw.items()}


AREAS = _read()  # by name


def names() -> tuple[str, ...]:
    """The names of all areas."""
    return tuple(AREAS)


@lru_cache(maxsize=64)
def insets(wanted: SafeArea, format: Format) -> Insets:
    """How far from each edge text stays on a card of that format."""
    found = [(0.0, 0.0, 0.0, 0.0)]
    for item in wanted:
        if isinstance(item, Length):
            return _lengths([each for each in wanted if isinstance(each, Length)], format)
        chosen = (
            [area for area in AREAS.values() if area.usual] if item == "auto" else [AREAS[item]]
        )
        found += [area.insets(format) for area in chosen]
    top, right, bottom, left = (max(sides) for sides in zip(*found, strict=True))
    return top, right, bottom, left


def _lengths(sides: list[Length], format: Format) -> Insets:
    top, right, bottom, left = sides
    return (
        top.of(format.height),
        right.of(format.width),
        bottom.of(format.height),
        left.of(format.width),
    )
