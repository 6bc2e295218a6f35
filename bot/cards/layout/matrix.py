"""Affine maps of the plane, y downwards, as CSS Transforms 1 has them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.cards.css.effects import Scale, Transform, Translate
from bot.cards.css.values import Length


@dataclass(frozen=True, slots=True)
class Matrix:
    """x′ = a·x + c·y + e and y′ = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, other: Matrix) -> Matrix:
        """First ``other``, then this one."""
        return Matrix(
            self.a * other.a + self.c * other.b,
            self.b * other.a + self.d * other.b,
            self.a * other.c + self.c * other.d,
            self.b * other.c + self.d * other.d,
            self.a * other.e + self.c * other.f + self.e,
            self.b * other.e + self.d * other.f + self.f,
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def linear(self) -> tuple[float, float, float, float]:
        """a, b, c and d: what is left without the shift."""
        return self.a, self.b, self.c, self.d

    @property
    def upright(self) -> bool:
        """Whether it only shifts."""
        return self.linear == (1.0, 0.0, 0.0, 1.0)

    @property
    def pixels(self) -> tuple[int, int] | None:
        """The shift, where it is one by whole pixels; None for all else."""
        across, down = round(self.e), round(self.f)
        whole = abs(self.e - across) < _WHOLE and abs(self.f - down) < _WHOLE
        return (across, down) if self.upright and whole else None

    @property
    def enlargement(self) -> float:
        """By how much the longest side grows."""
        return max(math.hypot(self.a, self.b), math.hypot(self.c, self.d))

    @property
    def reduction(self) -> float:
        """By how much the shortest side shrinks, or grows least."""
        return min(math.hypot(self.a, self.b), math.hypot(self.c, self.d))

    @property
    def flat(self) -> bool:
        """Whether it leaves nothing to be seen."""
        return abs(self.a * self.d - self.b * self.c) < 1e-9

    def inverse(self) -> Matrix:
        """The map back; only of one that is not flat."""
        area = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / area, -self.b / area, -self.c / area, self.a / area
        return Matrix(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))

    def bounds(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        """The smallest upright rectangle round the image of one."""
        if self.upright:
            return left + self.e, top + self.f, right + self.e, bottom + self.f
        corners = [self.at(x, y) for x in (left, right) for y in (top, bottom)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(down), max(across), max(down)


_WHOLE = 1 / 64  # pixels; browsers lay out in such steps
IDENTITY = Matrix()


def matrix_of(
    transforms: tuple[Transform, ...],
    origin: tuple[Length, Length],
    box: tuple[float, float, float, float],
) -> Matrix:
    """The map of an element's ``transform`` about its ``transform-origin``.

    ``box`` is its border box: x, y, width and height in pixels.
    """
    x, y, width, height = box
    across, down = x + origin[0].of(width), y + origin[1].of(height)
    found = Matrix(e=across, f=down)
    for transform in transforms:
        found = found @ _single(transform, width, height)
    return found @ Matrix(e=-across, f=-down)


def _single(transform: Transform, width: float, height: float) -> Matrix:
    if isinstance(transform, Translate):
        return Matrix(e=transform.x.of(width), f=transform.y.of(height))
    if isinstance(transform, Scale):
        return Matrix(a=transform.x, d=transform.y)
    angle = math.radians(transform.degrees)
    return Matrix(math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle))
