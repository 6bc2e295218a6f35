"""Boxes, grounds and masks as they come out in pixels."""

from pathlib import Path

import pytest
from PIL import Image

from tests.cards.samples import drawn, picture

WHITE, RED, GREEN, BLUE = (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255)
BOX = (
    "<style>* {{ margin: 0 }} .a {{ position: absolute; left: 100px; top: 100px; width: 100px;"
    " height: 100px; {} }}</style><div class='a'>{}</div>"
)


def painted(css: str, folder: Path, inner: str = "") -> Image.Image:
    return picture(drawn(BOX.format(css, inner), folder))


def close(found: object, expected: tuple[int, int, int], by: int = 3) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - two) <= by for one, two in zip(found, expected, strict=True))


PIXELS = {
    "ground": ("background: red", (150, 150), RED),
    "edge": ("background: red", (199, 199), RED),
    "outside": ("background: red", (200, 200), WHITE),
    "round corner": ("background: red; border-radius: 50px", (104, 104), WHITE),
    "round middle": ("background: red; border-radius: 50px", (150, 101), RED),
    "one corner": ("background: red; border-bottom-right-radius: 50px", (102, 102), RED),
    "alpha": ("background: rgb(255 0 0 / .5)", (150, 150), (255, 128, 128)),
    "opacity": ("background: red; opacity: .5", (150, 150), (255, 128, 128)),
    "gradient start": ("background: linear-gradient(red, blue)", (150, 100), RED),
    "gradient end": ("background: linear-gradient(red, blue)", (150, 199), BLUE),
    "gradient middle": ("background: linear-gradient(red, blue)", (150, 150), (128, 0, 128)),
    "to the right": ("background: linear-gradient(to right, red, blue)", (199, 150), BLUE),
    "hard stop": ("background: linear-gradient(red 50%, blue 50%)", (150, 145), RED),
    "see-through stop": ("background: linear-gradient(transparent, red)", (150, 100), WHITE),
    "radial middle": ("background: radial-gradient(red, blue)", (150, 150), RED),
    "radial edge": (
        "background: radial-gradient(circle closest-side, red, blue)", (101, 150), BLUE),
    "layers": ("background: linear-gradient(red, red) 0 0 / 50px 50px no-repeat, blue",
               (120, 120), RED),
    "under the layer": ("background: linear-gradient(red, red) 0 0 / 50px 50px no-repeat, blue",
                        (180, 180), BLUE),
    "repeated": ("background: linear-gradient(red 50%, blue 50%) 0 0 / 20px 20px", (150, 125), RED),
    "border": ("border: 10px solid red", (105, 150), RED),
    "within the border": ("border: 10px solid red", (115, 150), WHITE),
    "one side": ("border-top: 10px solid red", (150, 105), RED),
    "border colour of the text": ("color: blue; border: 10px solid", (105, 150), BLUE),
    "two colours": ("border: 10px solid red; border-left-color: blue", (105, 150), BLUE),
    "shadow": ("background: red; box-shadow: 30px 0 0 blue", (215, 150), BLUE),
    "no shadow beneath": ("box-shadow: 30px 0 0 blue", (180, 150), WHITE),
    "spread": ("box-shadow: 0 0 0 20px blue", (90, 90), BLUE),
    "blurred edge": ("box-shadow: 0 0 20px black", (200, 150), (128, 128, 128)),
}  # fmt: skip


@pytest.mark.parametrize(("css", "at", "expected"), PIXELS.values(), ids=list(PIXELS))
def test_pixels(
    css: str, at: tuple[int, int], expected: tuple[int, int, int], tmp_path: Path
) -> None:
    assert close(
        painted(css, tmp_path).getpixel(at),
        expected,
        by=12 if "shadow" in css or "radial" in css else 4,
    )


def test_overflow_hidden_clips_to_the_round_corners(tmp_path: Path) -> None:
    inner = "<div style='width: 300px; height: 300px; background: red'></div>"
    image = painted("overflow: hidden; border-radius: 50px", tmp_path, inner)
    assert image.getpixel((150, 150)) == RED
    assert image.getpixel((102, 102)) == WHITE
    assert image.getpixel((250, 150)) == WHITE


def test_a_group_is_faded_as_one(tmp_path: Path) -> None:
    inner = "<div style='background: blue; height: 50px'></div>"
    image = painted("background: red; opacity: .5", tmp_path, inner)
    assert close(image.getpixel((150, 120)), (128, 128, 255))


def test_z_index_orders_what_is_positioned(tmp_path: Path) -> None:
    layer = (
        "<i style='position: absolute; inset: 0; display: block; z-index: {}; background: {}'></i>"
    )
    inner = layer.format(2, "red") + layer.format(1, "blue") + layer.format(-1, "lime")
    assert painted("", tmp_path, inner).getpixel((150, 150)) == RED


def test_the_body_colours_the_whole_card(tmp_path: Path) -> None:
    card = drawn("<body style='background: lime; width: 10px; height: 10px'></body>", tmp_path)
    assert picture(card).getpixel((399, 299)) == GREEN


def test_the_ground_is_the_same_beside_pictures(tmp_path: Path) -> None:
    turned = "<p style='transform: rotate(9deg); width: 40px; height: 40px; background: red'></p>"
    card = drawn(f"<body style='background: rgb(0 0 255 / .5)'>{turned}</body>", tmp_path)
    assert close(picture(card).getpixel((399, 299)), (128, 128, 255), by=1)
