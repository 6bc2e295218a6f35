"""Posts are counted as their platforms count them."""

import pytest

from bot import settings
from bot.composing.counting import fits, length
from bot.composing.limits import limits_of, platforms

# platform, text, length. X: docs.x.com "Counting characters"; Bluesky: graphemes of the lexicon;
# Mastodon: the length validator of its source, which reserves 23 for each URL.
LENGTHS = [
    ("x", "abc", 3),
    ("x", "été", 3),
    ("x", "日本", 4),
    ("x", "👩‍👩‍👧", 2),
    ("x", "voir https://journal.example.com/a/very/long/path?x=1", 5 + 23),
    ("x", "example.com", 23),
    ("x", "fin.\n\n• un", 11),
    ("x", "a\u202f!", 4),
    ("bluesky", "👩‍👩‍👧e\u0301", 2),
    ("bluesky", "https://journal.example.com/a", 29),
    ("mastodon", "voir https://journal.example.com/a/very/long/path?x=1.", 5 + 23 + 1),
    ("mastodon", "👩‍👩‍👧", 1),
    ("threads", "été 👩‍👩‍👧 1", 4 + 18 + 2),
    ("instagram", "été 😀", 4 + 2),
    ("facebook", "été 😀", 4 + 2),
    ("linkedin", "(a_b) #c", 5 + 3 + 3 + 1),
    ("telegram", "été 😀", 4 + 2),
    ("discord", "été 😀", 4 + 2),
]


@pytest.mark.parametrize(("platform", "text", "expected"), LENGTHS)
def test_length(platform: str, text: str, expected: int) -> None:
    assert length(text, limits_of(platform)) == expected


@pytest.mark.parametrize("platform", platforms())
def test_the_limit_itself_fits_and_one_more_does_not(platform: str) -> None:
    limits = limits_of(platform)
    assert fits("é" * limits.limit, limits)
    assert not fits("é" * (limits.limit + 1), limits)
    assert not fits("", limits)


def test_every_platform_of_the_table_can_be_set() -> None:
    assert platforms() == settings.PLATFORMS


def test_text_alone_may_be_longer_where_the_platform_says_so() -> None:
    telegram = limits_of("telegram")
    assert not fits("é" * 1025, telegram)
    assert fits("é" * 4096, telegram.without_pictures())
    assert limits_of("x").without_pictures() == limits_of("x")


def test_bytes_count_where_the_platform_counts_them() -> None:
    families = "👩‍👩‍👧‍👦" * 250
    assert length(families, limits_of("bluesky")) == 250
    assert not fits(families, limits_of("bluesky"))


def test_words_that_no_library_should_see_count_as_written() -> None:
    assert length("a." * 4000, limits_of("x")) == 8000
    assert length("https://journal.example.com/" + "a" * 900, limits_of("x")) == 23
