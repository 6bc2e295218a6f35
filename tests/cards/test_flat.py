"""Cards of few colours: the same pixels as if each letter were blended in RGB, or refused."""

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.cards.paint.canvas import intersection, meets
from bot.cards.paint.flat import MOST_RAMPS, RAMPS, STEPPED, Flat, mixed, shade_of, stepped

SIZE = (120, 60)
GROUND, INKS = (245, 239, 228), ((26, 23, 20), (181, 40, 28), (101, 92, 81))
CARD = (0, 0, *SIZE)


def test_colours_mix_as_pillow_mixes_them() -> None:
    masks = Image.frombytes("L", (256, 1), bytes(range(256)))
    for below in range(0, 256, 5):
        ink = (255 - below, 7, below)
        painted = Image.new("RGB", masks.size, (below, below, 200))
        painted.paste(ink, (0, 0), masks)
        ours = [mixed((below, below, 200), ink, coverage) for coverage in range(256)]
        assert painted.tobytes() == bytes(channel for color in ours for channel in color)


places = st.tuples(
    st.integers(-10, 115), st.integers(-10, 55), st.integers(1, 30), st.integers(1, 30)
)
grain = Image.effect_noise((30, 30), 400).point(lambda value: 0 if value < 99 else value)
panels = st.tuples(st.sampled_from(INKS), places)
letters = st.tuples(st.sampled_from(INKS), st.lists(places, max_size=6))


@given(steps=st.lists(st.one_of(panels, letters), max_size=6), masked=st.booleans())
def test_the_pixels_are_those_of_rgb(
    steps: list[tuple[tuple[int, int, int], object]], masked: bool
) -> None:
    flat, image = Flat(SIZE, GROUND), Image.new("RGB", SIZE, GROUND)
    for ink, what in steps:
        if isinstance(what, tuple):
            x, y, width, height = what
            area = intersection((x, y, x + width, y + height), CARD)
            if area is None:
                continue
            mask = grain.resize((area[2] - area[0], area[3] - area[1])) if masked else None
            if flat.fill(ink, area, mask):
                image.paste(ink, area, mask)
        else:
            assert isinstance(what, list)
            set_letters(flat, image, ink, what)
    assert flat.rgb().tobytes() == image.tobytes()


def set_letters(
    flat: Flat,
    image: Image.Image,
    ink: tuple[int, int, int],
    where: list[tuple[int, int, int, int]],
) -> None:
    """Letters, where they can be set, on both."""
    ramp = flat.ramp(ink)
    if ramp is None or not where:
        return
    masks = [(stepped(grain.crop((0, 0, wide, high))), x, y) for x, y, wide, high in where]
    shades = [shade_of(mask.point(RAMPS[ramp]), x, y) for mask, x, y in masks]
    _, _, lefts, tops, rights, bottoms = zip(*shades, strict=True)
    bounds = (min(lefts), min(tops), max(rights), max(bottoms))
    clip = intersection(bounds, CARD)
    if clip is not None and flat.letters(shades, bounds, clip):
        for mask, x, y in masks:
            image.paste(ink, (x, y), mask)


areas = st.tuples(*[st.integers(0, 6)] * 4)


@given(area=areas, others=st.lists(areas, max_size=4))
def test_areas_meet_that_share_something(
    area: tuple[int, int, int, int], others: list[tuple[int, int, int, int]]
) -> None:
    assert meets(area, others) == any(intersection(area, other) for other in others)


def test_letters_that_touch_are_blended() -> None:
    flat, image = Flat(SIZE, GROUND), Image.new("RGB", SIZE, GROUND)
    set_letters(flat, image, INKS[0], [(5, 5, 30, 30), (20, 9, 30, 30)])
    set_letters(flat, image, INKS[1], [(30, 20, 30, 30)])
    assert len(image.getcolors(1000) or []) > len(set(STEPPED)) * 2  # they do
    assert flat.rgb().tobytes() == image.tobytes()


def test_a_colour_too_many_is_refused() -> None:
    flat = Flat(SIZE, GROUND)
    assert [flat.ramp((ink, 0, 0)) for ink in range(MOST_RAMPS + 1)] == [*range(MOST_RAMPS), None]
    assert all(flat.fill((1, 2, blue), CARD, None) for blue in range(31))
    assert not flat.fill((1, 2, 31), CARD, None)
    assert flat.rgb().getcolors(1) == [(SIZE[0] * SIZE[1], (1, 2, 30))]
