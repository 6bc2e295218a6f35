"""Lengths as the dictionaries that Taffy takes."""

from __future__ import annotations

from bot.cards.css.style import Edge
from bot.cards.css.values import Length
from bot.cards.layout.taffy_grid import TaffyStyle

_NAN = float("nan")
AUTO: TaffyStyle = {"dim": 0, "value": _NAN}
ZERO: TaffyStyle = {"dim": 1, "value": 0.0}
WHOLE: TaffyStyle = {"dim": 2, "value": 1.0}


def dimension(edge: Edge, reference: float | None) -> TaffyStyle:
    if edge is None:
        return AUTO
    if not edge.percent:
        # Browsers lay out in 64ths of a pixel, and cut lengths down to them.
        return {"dim": 1, "value": int(edge.px * 64) / 64} if edge.px else ZERO
    if edge.px:
        return points(edge.of(reference)) if reference is not None else AUTO
    return {"dim": 2, "value": edge.percent / 100}


def padding(edge: Edge, reference: float | None) -> TaffyStyle:
    """A padding, which is never automatic and never below zero.

    A sum of pixels and percent is nothing until it is known of what: Taffy would give up.
    """
    known = edge is None or not (edge.percent and edge.px) or reference is not None
    found = edge if edge is None or edge.percent else Length(max(0.0, edge.px))
    return dimension(found, reference) if known else ZERO


def points(value: float) -> TaffyStyle:
    return {"dim": 1, "value": float(value)}
