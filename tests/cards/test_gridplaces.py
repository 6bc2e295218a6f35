"""Where the items of a grid stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.css.grid import Span
from bot.cards.layout.gridplaces import Axis, Ends, Place, Stretch, placed

LINES = [
    (Ends(None, None), Stretch(None, 1)),
    (Ends(2, None), Stretch(1, 1)),
    (Ends(None, 2), Stretch(0, 1)),
    (Ends(1, 3), Stretch(0, 2)),
    (Ends(3, 1), Stretch(0, 2)),  # the wrong way round
    (Ends(2, 2), Stretch(1, 1)),
    (Ends(1, -1), Stretch(0, 3)),
    (Ends(-1, None), Stretch(3, 1)),
    (Ends(-5, None), Stretch(-1, 1)),
    (Ends(Span(2), None), Stretch(None, 2)),
    (Ends(None, Span(2)), Stretch(None, 2)),
    (Ends(2, Span(2)), Stretch(1, 2)),
    (Ends(Span(2), 3), Stretch(0, 2)),
]


@pytest.mark.parametrize(("ends", "stretch"), LINES)
def test_the_lines_of_a_style_are_tracks(ends: Ends, stretch: Stretch) -> None:
    assert Axis(sized=3).stretch(ends) == stretch


STRETCHES = st.builds(Stretch, st.none() | st.integers(-2, 4), st.integers(1, 3))


@given(
    st.lists(st.builds(Place, STRETCHES, STRETCHES), max_size=12), st.integers(0, 4), st.booleans()
)
def test_what_is_not_placed_by_its_style_overlaps_nothing(
    items: list[Place], tracks: int, dense: bool
) -> None:
    found = placed(items, tracks, dense=dense)
    taken: dict[tuple[int, int], int] = {}
    for index, place in enumerate(found):
        for asked, got in zip(items[index], place, strict=True):
            assert got.tracks == asked.tracks
            assert asked.start in (None, got.start)
        for main in range(place.main.start or 0, (place.main.start or 0) + place.main.tracks):
            for cross in range(
                place.cross.start or 0, (place.cross.start or 0) + place.cross.tracks
            ):
                other = taken.setdefault((main, cross), index)
                assert other == index or (_fixed(items[index]) and _fixed(items[other]))


def _fixed(place: Place) -> bool:
    return place.main.start is not None and place.cross.start is not None
