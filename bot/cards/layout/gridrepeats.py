"""How often ``auto-fill`` and ``auto-fit`` repeat their tracks. Source: CSS Grid 2 §7.2.3.2.

That is known when the grid has its width: until then they stand once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from bot.cards.css.grid import MOST_TRACKS, Filling, Template, Track
from bot.cards.css.style import Style
from bot.cards.css.values import Length
from bot.cards.layout.gridplaces import Cell

Repeats: TypeAlias = tuple[int, int]  # of columns and of rows
ONCE: Repeats = (1, 1)


def fills(style: Style) -> bool:
    """Whether a grid has tracks that are repeated as often as they fit."""
    templates = (style.grid_template_columns, style.grid_template_rows)
    return any(isinstance(track, Filling) for template in templates for track in template)


def repeats_in(style: Style, width: float, height: float) -> Repeats:
    """How often tracks fit in the room within a grid's edges; Grid 2 §7.2.3.2."""
    return (
        _repeats(style.grid_template_columns, width, style.column_gap.of(width)),
        _repeats(style.grid_template_rows, height, style.row_gap.of(height)),
    )


def _repeats(template: Template, room: float, gap: float) -> int:
    filling = next((track for track in template if isinstance(track, Filling)), None)
    if filling is None:
        return 1
    others = [track for track in template if isinstance(track, Track)]
    taken = sum(_size(track, room) + gap for track in others) - gap
    each = sum(max(1.0, _size(track, room)) + gap for track in filling.tracks)
    return max(1, min(MOST_TRACKS, int((room - taken + 0.01) // each)))


def _size(track: Track, room: float) -> float:
    amounts = (track.most.amount, track.least.amount)
    return max((amount.of(room) for amount in amounts if isinstance(amount, Length)), default=0.0)


def trimmed(style: Style, found: Sequence[Cell], repeats: Repeats) -> Repeats:
    """The repeats without those that stay empty at the end, where the grid asks so (auto-fit)."""
    columns = max((cell.column.start or 0) + cell.column.tracks for cell in found) if found else 0
    rows = max((cell.row.start or 0) + cell.row.tracks for cell in found) if found else 0
    return (
        _trimmed(style.grid_template_columns, columns, repeats[0]),
        _trimmed(style.grid_template_rows, rows, repeats[1]),
    )


def _trimmed(template: Template, used: int, repeats: int) -> int:
    filling = next((track for track in template if isinstance(track, Filling)), None)
    if filling is None or not filling.fit:
        return repeats
    needed = used - (len(template) - 1)
    return max(1, min(repeats, -(-needed // len(filling.tracks))))


def expanded(template: Template, repeats: int) -> tuple[Track, ...]:
    """The tracks of a template, those of auto-fill repeated so often."""
    found: list[Track] = []
    for track in template:
        found += track.tracks * repeats if isinstance(track, Filling) else [track]
    return tuple(found)
