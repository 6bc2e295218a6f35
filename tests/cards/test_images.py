"""Pictures in cards: upright, in sRGB, within limits, or refused by name."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.cards.files.images import MOST_PIXELS
from bot.errors import TemplateError
from tests.cards.samples import HEADLINE, drawn, picture

PAGE = (
    "<style>* {{ margin: 0 }} img {{ display: block; width: 200px; height: 100px; {} }}</style>"
    "<img src='photo.png'><p style='font-size: 24px'>{{{{ headline }}}}</p>"
)
RED, BLUE = (255, 0, 0), (0, 0, 255)


def halves(mode: str = "RGB", size: tuple[int, int] = (100, 100)) -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    return image.convert(mode)


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return tuple(int(value) for value in found)


def near(found: tuple[int, ...], expected: tuple[int, ...]) -> bool:
    return all(abs(one - two) <= 4 for one, two in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("css", "left", "right"),
    [
        ("object-fit: fill", (5, 50), (195, 50)),
        ("object-fit: cover", (5, 5), (195, 95)),
        ("object-fit: contain", (55, 50), (145, 50)),
    ],
)
def test_object_fit(
    css: str, left: tuple[int, int], right: tuple[int, int], tmp_path: Path
) -> None:
    halves().save(tmp_path / "photo.png")
    image = picture(drawn(PAGE.format(css), tmp_path))
    assert near(pixel(image, *left), RED)
    assert near(pixel(image, *right), BLUE)


def test_contain_leaves_the_rest_of_the_box_free(tmp_path: Path) -> None:
    halves().save(tmp_path / "photo.png")
    image = picture(drawn(PAGE.format("object-fit: contain; object-position: 0 0"), tmp_path))
    assert near(pixel(image, 5, 50), RED)
    assert pixel(image, 150, 50) == (255, 255, 255)


def test_object_position_chooses_the_part_that_is_shown(tmp_path: Path) -> None:
    halves(size=(400, 100)).save(tmp_path / "photo.png")
    css = "object-fit: cover; object-position: 100% 50%"
    assert near(pixel(picture(drawn(PAGE.format(css), tmp_path)), 20, 50), BLUE)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "I;16"])
@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_every_mode_of_picture_is_drawn(mode: str, suffix: str, tmp_path: Path) -> None:
    keeps = {"png": {"L", "LA", "P", "RGBA", "I;16"}, "jpg": {"L", "CMYK"}, "webp": {"RGBA"}}
    if mode not in keeps[suffix]:
        return
    grey = Image.new("I;16", (10, 10), 0x8080) if mode == "I;16" else halves(mode)
    grey.save(tmp_path / f"photo.{suffix}")
    source = PAGE.format("").replace("photo.png", f"photo.{suffix}")
    image = picture(drawn(source, tmp_path))
    assert pixel(image, 20, 50) != (255, 255, 255)
    if mode == "I;16":
        assert near(pixel(image, 20, 50), (128, 128, 128))


def test_a_see_through_picture_shows_the_ground(tmp_path: Path) -> None:
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(tmp_path / "photo.png")
    assert pixel(picture(drawn(PAGE.format("background: #00ff00"), tmp_path)), 9, 9) == (0, 255, 0)


def test_a_photo_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: show it a quarter clockwise
    halves().save(tmp_path / "photo.jpg", exif=exif)
    source = PAGE.format("width: 100px").replace("photo.png", "photo.jpg")
    image = picture(drawn(source, tmp_path))
    assert near(pixel(image, 50, 5), RED)
    assert near(pixel(image, 50, 95), BLUE)


@pytest.mark.parametrize(
    ("data", "mend"),
    [
        (b"", "use a JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "use a JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "use a JPEG"),
        (b"GIF89a" + b"\xff" * 5, "use a JPEG"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, mend: str, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(data)
    with pytest.raises(TemplateError, match=mend):
        drawn(PAGE.format(""), tmp_path)


def test_a_picture_cut_short_is_refused(tmp_path: Path) -> None:
    Image.effect_noise((300, 300), 90).save(tmp_path / "whole.jpg")
    data = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "photo.jpg").write_bytes(data[: len(data) // 2])
    with pytest.raises(TemplateError, match=r"sample\.html:1: .*cut short"):
        drawn(PAGE.format("").replace("photo.png", "photo.jpg"), tmp_path)


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    side = int(MOST_PIXELS**0.5) + 1
    Image.new("1", (side, side)).save(tmp_path / "photo.png")
    with pytest.raises(TemplateError, match="pixels"):
        drawn(PAGE.format(""), tmp_path)


def test_a_picture_that_is_shown_too_large_is_told(tmp_path: Path) -> None:
    for side, rules in ((90, ["image"]), (140, [])):
        halves(size=(side, side)).save(tmp_path / "photo.png")
        assert [each.rule for each in drawn(PAGE.format(""), tmp_path).findings] == rules
    halves(size=(20, 20)).save(tmp_path / "photo.png")
    ground = "<p style='background: url(photo.png) 0 0 / 30px; font-size: 24px'>{{ headline }}"
    assert "image" not in [each.rule for each in drawn(ground, tmp_path).findings]


def test_a_picture_that_changed_is_read_again(tmp_path: Path) -> None:
    Image.new("RGB", (10, 10), RED).save(tmp_path / "photo.png")
    first = drawn(PAGE.format(""), tmp_path)
    Image.new("RGB", (11, 11), BLUE).save(tmp_path / "photo.png")
    second = drawn(PAGE.format(""), tmp_path, content=replace(HEADLINE))
    assert pixel(picture(first), 9, 9) == RED
    assert pixel(picture(second), 9, 9) == BLUE
