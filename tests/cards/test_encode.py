"""A card's file: of a kind and size that the platform takes, with nothing else in it."""

import io
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.cards import Library, engine
from bot.cards.paint.canvas import Plain, Rect, bands
from bot.cards.paint.encode import encode, png
from bot.cards.paint.painting import paint
from bot.cards.paint.palette import perfect
from bot.composing.limits import limits_of, platforms
from bot.errors import CardError
from bot.model import Format, PictureKind, PictureLimits

PNG, JPEG, WEBP = PictureKind.PNG, PictureKind.JPEG, PictureKind.WEBP
FLAT = Image.new("RGB", (300, 200), (200, 30, 40))
PHOTO = Image.merge("RGB", [Image.effect_noise((300, 200), 60 + band) for band in range(3)])
MANY = PHOTO.resize((600, 400)).crop((0, 0, 600, 70))
FULL = Image.merge("RGB", [Image.effect_noise((1080, 1350), 90) for _ in range(3)])


@pytest.mark.parametrize(
    ("image", "kinds", "most_bytes", "expected"),
    [
        (FLAT, (PNG,), None, PNG),
        (FLAT, (PNG, JPEG, WEBP), None, PNG),  # type is exact
        (PHOTO, (PNG, JPEG, WEBP), None, JPEG),
        (PHOTO, (PNG, WEBP), None, WEBP),
        (PHOTO, (PNG,), None, PNG),
        (FLAT, (JPEG,), None, JPEG),  # Instagram
        (PHOTO, (PNG, JPEG), 60_000, JPEG),  # at a lower quality
    ],
)
def test_the_kind_that_suits_the_picture_of_those_allowed(
    image: Image.Image,
    kinds: tuple[PictureKind, ...],
    most_bytes: int | None,
    expected: PictureKind,
) -> None:
    data = encode(image, PictureLimits(kinds, most_bytes))
    assert PictureKind.of(data) is expected
    assert len(data) <= (most_bytes or len(data))
    decoded = Image.open(io.BytesIO(data))
    assert (decoded.size, decoded.format) == (image.size, expected.name)


@pytest.mark.parametrize("platform", platforms())
def test_the_worst_photo_is_taken_by_every_platform(platform: str) -> None:
    limits = limits_of(platform)
    data = encode(FULL, limits.picture)
    assert PictureKind.of(data).value in limits.picture_types
    assert len(data) <= limits.picture_bytes


def test_what_no_kind_makes_small_enough_is_refused() -> None:
    with pytest.raises(CardError, match=r"as jpeg and 1,000 are allowed"):
        encode(PHOTO, PictureLimits((JPEG,), 1000))


@given(st.sets(st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=256), st.randoms())
def test_a_picture_of_few_colours_is_kept_exactly(
    colors: set[tuple[int, int, int]], chance: random.Random
) -> None:
    dots = [*colors, *chance.choices(sorted(colors), k=40)]
    image = Image.new("RGB", (len(dots), 2))
    image.putdata(dots * 2)
    decoded = Image.open(io.BytesIO(png(image)))
    assert decoded.convert("RGB").tobytes() == image.tobytes()


def test_usual_palettes_are_found() -> None:
    ground, inks = (245, 239, 228), [(26, 23, 20), (181, 40, 28), (101, 92, 81), (22, 25, 29)]
    mixed = {
        tuple(round(a + (b - a) * step / 32) for a, b in zip(ground, ink, strict=True))
        for ink in inks
        for step in range(33)
    }
    assert perfect(sorted((color[0], color[1], color[2]) for color in mixed)) is not None


@pytest.mark.parametrize("kind", list(PictureKind))
def test_the_file_holds_the_picture_alone_and_is_the_same_each_time(kind: PictureKind) -> None:
    data = encode(PHOTO, PictureLimits((kind,)))
    assert data == encode(PHOTO.copy(), PictureLimits((kind,)))
    decoded = Image.open(io.BytesIO(data))
    assert not decoded.getexif()
    assert set(decoded.info) <= {"srgb", "jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
        *("loop", "background", "timestamp", "duration")  # what Pillow says of any WebP
    }
    assert not re.search(rb"Exif|ICC_PROFILE|http|Pillow|CREATOR", data)


AREAS = st.builds(
    lambda x, y, width, height: (x, y, x + width, y + height),
    *(st.integers(0, 30), st.integers(0, 60), st.integers(1, 10), st.integers(1, 10)),
)


@given(st.lists(st.tuples(AREAS, st.tuples(*[st.integers(0, 255)] * 3))), st.integers(0, 9))
def test_a_ground_that_is_known_changes_no_pixel(
    painted: list[tuple[Rect, tuple[int, int, int]]], gap: int
) -> None:
    image = Image.new("RGB", (40, 70), (9, 8, 7))
    for area, color in painted:
        image.paste(color, area)
    plain = Plain((9, 8, 7), bands([area for area, _ in painted], gap))
    data = encode(image, PictureLimits((PNG,), None), plain)
    assert Image.open(io.BytesIO(data)).convert("RGB").tobytes() == image.tobytes()


@given(st.lists(AREAS, max_size=3))
def test_rows_with_pictures_are_packed_apart(painted: list[Rect]) -> None:
    plain = Plain((9, 8, 7), ((0, 0, *MANY.size),), bands(painted, 2))
    data = encode(MANY, PictureLimits((PNG,)), plain)
    assert Image.open(io.BytesIO(data)).convert("RGB").tobytes() == MANY.tobytes()


@pytest.mark.parametrize(
    "inner",
    [
        "<p style='font-family: Newsreader; font-style: italic; line-height: .6'>fjord, Ça</p>",
        "<p style='text-shadow: 9px 9px 4px red'>Shadow</p>",
        "<p style='opacity: .5; background: red'>See-through</p>",
        "<div style='transform: rotate(20deg); width: 90px; height: 40px; background: red'></div>",
        "<div style='box-shadow: 0 0 30px 9px blue; width: 90px; height: 40px'></div>",
    ],
)
def test_beside_what_is_inked_a_card_is_plain(inner: str) -> None:
    library, format = Library.of(), Format(name="300x200", width=300, height=200)
    source = f"<body style='padding: 60px; background: #fed'>{inner}</body>"
    fitted = engine.lay_out(source, language="en", format=format, library=library)
    found = paint(fitted.root, library, 300, 200)
    assert found.plain.inked
    image = found.image
    for area in found.plain.inked:
        image.paste((255, 238, 221), area)
    assert image.getcolors(1) == [(300 * 200, (255, 238, 221))]
