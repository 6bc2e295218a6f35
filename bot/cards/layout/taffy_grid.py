"""Grids and their items as the dictionaries that Taffy takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.cards.css.grid import Breadth, Track
from bot.cards.css.style import Style
from bot.cards.css.values import Length
from bot.cards.layout.gridplaces import Axis, Cell, Ends, Place, Stretch, placed
from bot.cards.layout.gridrepeats import Repeats, expanded

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
_AUTO = Breadth("auto")
_BREADTH = {"auto": 0, "min-content": 3, "max-content": 4, "fr": 7}
_FLOW = {"row": 0, "column": 1, "row dense": 2, "column dense": 3}
_SINGLE = -2  # a track that is not repeated


@lru_cache(maxsize=256)
def container(style: Style, repeats: Repeats, *, roomy: bool) -> TaffyStyle:
    """What Taffy is told of a grid, of which ``roomy`` says that all contents have room."""
    columns = expanded(style.grid_template_columns, repeats[0])
    if roomy and shares_room(style):
        columns = tuple(map(_whole, columns))
    rows = expanded(style.grid_template_rows, repeats[1])
    return {
        "grid_template_columns": [_single(track) for track in columns],
        "grid_template_rows": [_single(_growing(track)) for track in rows],
        "grid_auto_columns": [_track(track) for track in style.grid_auto_columns],
        "grid_auto_rows": [_track(_growing(track)) for track in style.grid_auto_rows],
        "grid_auto_flow": _FLOW[style.grid_auto_flow],
        "justify_items": ITEMS.get(style.justify_items),
    }


def shares_room(style: Style) -> bool:
    """Whether several columns grow from what their contents need to what these would like.

    Taffy gives them too much of the room that is left, where one has had enough before another.
    """
    return (
        sum(
            isinstance(track, Track) and _whole(track) is not track
            for track in style.grid_template_columns
        )
        > 1
    )


def _whole(column: Track) -> Track:
    """A column that is as wide as its contents would like from the first."""
    grows = column.least.kind in ("auto", "min-content") and column.most.kind == "auto"
    return Track(Breadth("max-content"), column.most) if grows else column


def _grows(track: Track) -> bool:
    """Whether a row has a least height in pixels, and else that of its contents."""
    least, most = track.least.amount, track.most.kind
    fixed = isinstance(least, Length) and not least.percent
    return fixed and most in ("auto", "min-content", "max-content")


def _growing(row: Track) -> Track:
    """A row for Taffy, which lets none with a least height grow where the grid has no height."""
    return Track(_AUTO, row.most) if _grows(row) else row


def floors(
    cells: Sequence[Cell], style: Style, repeats: Repeats
) -> Iterator[tuple[float, TaffyStyle]]:
    """The least heights, in pixels, of rows that grow, and where items that give them stand."""
    rows = expanded(style.grid_template_rows, repeats[1])
    last = max([len(rows), *((cell.row.start or 0) + cell.row.tracks for cell in cells)])
    auto = style.grid_auto_rows or (Track(_AUTO, _AUTO),)
    for index in range(last):
        track = rows[index] if index < len(rows) else auto[(index - len(rows)) % len(auto)]
        if _grows(track) and isinstance(track.least.amount, Length):
            cell = Cell(Stretch(index, 1), Stretch(0, 1))
            yield track.least.amount.px, lines(cell, style, repeats)


def _single(track: Track) -> TaffyStyle:
    return {"repetition": _SINGLE, "single": _track(track), "repeat": []}


def _track(track: Track) -> TaffyStyle:
    return {"min_size": _breadth(track.least), "max_size": _breadth(track.most)}


def _breadth(breadth: Breadth) -> TaffyStyle:
    if isinstance(breadth.amount, Length):
        percent = breadth.amount.percent
        kind = (2 if percent else 1) if breadth.kind == "length" else (6 if percent else 5)
        return {"dim": kind, "value": percent / 100 if percent else breadth.amount.px}
    value = breadth.amount if breadth.kind == "fr" else float("nan")
    return {"dim": _BREADTH[breadth.kind], "value": value}


def item(style: Style, container: Style, repeats: Repeats) -> TaffyStyle:
    """What Taffy is told of what is positioned in a grid; Unsupported for an unknown area."""
    rows, columns = axes(container, repeats)
    return {
        "grid_row": _ends(_rows(style), rows),
        "grid_column": _ends(_columns(style), columns),
    }


def lines(cell: Cell, container: Style, repeats: Repeats) -> TaffyStyle:
    """What Taffy is told of an item of a grid that stands there."""
    rows, columns = axes(container, repeats)
    return {"grid_row": _stretch(cell.row, rows), "grid_column": _stretch(cell.column, columns)}


def _stretch(stretch: Stretch, axis: Axis) -> TaffyStyle:
    return {"start": _line(stretch.start, axis), "end": {"kind": 2, "value": stretch.tracks}}


def _ends(ends: Ends, axis: Axis) -> TaffyStyle:
    start, end = axis.line(ends.start, last=False), axis.line(ends.end, last=True)
    return {"start": _line(start, axis), "end": _line(end, axis)}


def _line(line: int | None, axis: Axis) -> TaffyStyle:
    if line is None:
        return NO_LINE
    # Those before the first are counted from the last.
    return {"kind": 1, "value": line + 1 if line >= 0 else line - axis.sized - 1}


# --- where items stand -------------------------------------------------------------------


ANYWHERE = Cell(Stretch(None, 1), Stretch(None, 1))  # what a text between elements asks


def asked(style: Style, container: Style, repeats: Repeats) -> Cell:
    """What an item's style asks of a grid. Raises Unsupported for an unknown area."""
    rows, columns = axes(container, repeats)
    return Cell(rows.stretch(_rows(style)), columns.stretch(_columns(style)))


def cells(items: Sequence[Cell], container: Style, repeats: Repeats) -> list[Cell]:
    """Where the items of a grid stand, by what they ask."""
    rows, columns = axes(container, repeats)
    flow = container.grid_auto_flow
    if flow.startswith("row"):
        places = [Place(cell.column, cell.row) for cell in items]
        found = placed(places, columns.tracks, dense="dense" in flow)
        return [Cell(place.cross, place.main) for place in found]
    places = [Place(cell.row, cell.column) for cell in items]
    return [Cell(*place) for place in placed(places, rows.tracks, dense="dense" in flow)]


def axes(container: Style, repeats: Repeats) -> tuple[Axis, Axis]:
    """The rows and the columns that a grid's template makes."""
    areas = container.grid_template_areas
    rows = len(expanded(container.grid_template_rows, repeats[1]))
    columns = len(expanded(container.grid_template_columns, repeats[0]))
    return (
        Axis(sized=rows, areas=areas),
        Axis(sized=columns, areas=areas, across=True),
    )


def _rows(style: Style) -> Ends:
    return Ends(style.grid_row_start, style.grid_row_end)


def _columns(style: Style) -> Ends:
    return Ends(style.grid_column_start, style.grid_column_end)
