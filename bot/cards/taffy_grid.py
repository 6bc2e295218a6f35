"""Grids and their items as the dictionaries that Taffy takes."""

from __future__ import annotations

from bot.cards.grid import Areas, Breadth, Filling, Line, Span, Track, extent
from bot.cards.style import Style
from bot.cards.values import Length

TaffyStyle = dict[str, object]
NO_LINE: TaffyStyle = {"kind": 0, "value": 0}
ITEMS = {
    "start": 0,
    "end": 1,
    "flex-start": 2,
    "flex-end": 3,
    "center": 4,
    "baseline": 2,  # baselines are ours: see settle_baselines
    "stretch": 6,
}
_BREADTH = {"auto": 0, "min-content": 3, "max-content": 4, "fr": 7}
_FLOW = {"row": 0, "column": 1, "row dense": 2, "column dense": 3}
_SINGLE, _AUTO_FIT, _AUTO_FILL = -2, -1, 0


def container(style: Style) -> TaffyStyle:
    """What Taffy is told of a grid."""
    columns, rows = style.grid_template_columns, style.grid_template_rows
    return {
        "grid_template_columns": [_tracks(track) for track in columns],
        "grid_template_rows": [_tracks(track) for track in rows],
        "grid_auto_columns": [_track(track) for track in style.grid_auto_columns],
        "grid_auto_rows": [_track(track) for track in style.grid_auto_rows],
        "grid_auto_flow": _FLOW[style.grid_auto_flow],
        "justify_items": ITEMS.get(style.justify_items),
    }


def _tracks(track: Track | Filling) -> TaffyStyle:
    if isinstance(track, Track):
        return {"repetition": _SINGLE, "single": _track(track), "repeat": []}
    return {
        "repetition": _AUTO_FIT if track.fit else _AUTO_FILL,
        "single": None,
        "repeat": [_track(inner) for inner in track.tracks],
    }


def _track(track: Track) -> TaffyStyle:
    return {"min_size": _breadth(track.least), "max_size": _breadth(track.most)}


def _breadth(breadth: Breadth) -> TaffyStyle:
    if isinstance(breadth.amount, Length):
        percent = breadth.amount.percent
        kind = (2 if percent else 1) if breadth.kind == "length" else (6 if percent else 5)
        return {"dim": kind, "value": percent / 100 if percent else breadth.amount.px}
    value = breadth.amount if breadth.kind == "fr" else float("nan")
    return {"dim": _BREADTH[breadth.kind], "value": value}


def item(style: Style, container: Style) -> TaffyStyle:
    """What Taffy is told of an item of a grid. Raises Unsupported for an unknown area."""
    areas = container.grid_template_areas
    return {
        "grid_row": _ends(style.grid_row_start, style.grid_row_end, areas, across=False),
        "grid_column": _ends(style.grid_column_start, style.grid_column_end, areas, across=True),
        "justify_self": ITEMS.get(style.justify_self),
    }


def _ends(start: Line, end: Line, areas: Areas, *, across: bool) -> TaffyStyle:
    return {
        "start": _line(start, areas, across=across, last=False),
        "end": _line(end, areas, across=across, last=True),
    }


def _line(line: Line, areas: Areas, *, across: bool, last: bool) -> TaffyStyle:
    if line is None:
        return NO_LINE
    if isinstance(line, Span):
        return {"kind": 2, "value": line.tracks}
    if isinstance(line, str):
        line = extent(areas, line)[2 * last + across] + 1
    return {"kind": 1, "value": line}
