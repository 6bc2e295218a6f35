"""The sizes of cards, by name or in pixels."""

import pytest

from bot.errors import CardError
from bot.formats import parse_format


@pytest.mark.parametrize(
    ("text", "size"),
    [("square", (1080, 1080)), ("1200x675", (1200, 675)), ("800x900", (800, 900))],
)
def test_a_format_is_a_name_or_a_size(text: str, size: tuple[int, int]) -> None:
    format = parse_format(text)
    assert (format.width, format.height) == size


@pytest.mark.parametrize("text", ["", "squarish", "100x100", "9000x100", "12e3x4", "1200"])
def test_what_is_no_format_is_refused(text: str) -> None:
    with pytest.raises(CardError):
        parse_format(text)
