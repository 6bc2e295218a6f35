"""Posts are counted as their platforms count them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import settings as newsroom
from bot.composing.counting import LONGEST_TEXT, fits, length
from bot.composing.fediverse import limits_of_instance
from bot.composing.limits import limits_of, platforms
from bot.composing.weighted import _library, weighted_length
from bot.model import plain_words

LINK = "https://journal.example.com/a/very/long/path?x=1"
FAMILY = "👩‍👩‍👧"  # five code points, 18 bytes, eight UTF-16 code units

# platform, text, length: by the sources that stand in platforms.toml.
LENGTHS = [
    ("x", "abc", 3),
    ("x", "été", 3),
    ("x", "e\u0301", 1),
    ("x", "日本", 4),
    ("x", FAMILY, 2),
    ("x", "🇫🇷 1️⃣", 5),
    ("x", f"voir {LINK}", 5 + 23),
    ("x", "example.com", 23),
    ("x", "fin.\n\n• un", 11),
    ("x", "fin.\r\nun", 7),
    ("x", "a\u202f!", 4),
    ("x", "9.74 et 3.5", 11),
    ("bluesky", f"{FAMILY}e\u0301", 2),
    ("bluesky", "https://journal.example.com/a", 29),
    ("mastodon", f"voir {LINK}.", 5 + 23 + 1),
    ("mastodon", "(https://journal.example.com/a)", 25),
    ("mastodon", "https://journal.example.com/a_(b)", 23),
    ("mastodon", "https://journal.example.com/a?x=1&y=2, fin", 28),
    ("mastodon", "https://a.co", 23),
    ("mastodon", "https://journal.example.notatld/a", 33),
    ("mastodon", "journal.example.com/a", 21),
    ("mastodon", "@ada@journal.example.com !", 6),
    ("mastodon", "ada@journal.example.com", 23),
    ("mastodon", "https://journal.example.com/@ada@b.com", 23),
    ("mastodon", FAMILY, 1),
    ("threads", f"été {FAMILY} 1", 4 + 18 + 2),
    ("threads", "🇫🇷 ©", 8 + 1 + 2),
    ("instagram", "été 😀", 4 + 2),
    ("facebook", "été 😀", 4 + 2),
    ("linkedin", "été 😀", 4 + 2),
    ("linkedin", "(a_b) #c *", 10 + 4),
    ("telegram", "été 😀 <b>", 4 + 2 + 4),
    ("discord", "été 😀", 4 + 1),
    ("discord", "*a_b*", 5 + 3),
    ("discord", "https://journal.example.com/a_b", 31),
]


@pytest.mark.parametrize(("platform", "text", "expected"), LENGTHS)
def test_length(platform: str, text: str, expected: int) -> None:
    assert length(text, limits_of(platform)) == expected


@pytest.mark.parametrize("platform", platforms())
def test_the_limit_itself_fits_and_one_more_does_not(platform: str) -> None:
    limits = limits_of(platform)
    assert fits("e" * limits.limit, limits)
    assert not fits("e" * (limits.limit + 1), limits)
    assert not fits("", limits)


def test_every_platform_of_the_table_can_be_set() -> None:
    assert platforms() == newsroom.PLATFORMS


def test_text_alone_may_be_longer_where_the_platform_says_so() -> None:
    telegram = limits_of("telegram")
    assert not fits("é" * 1025, telegram)
    assert fits("é" * 4096, telegram.without_pictures())
    assert limits_of("x").without_pictures() == limits_of("x")


@pytest.mark.parametrize(("platform", "most"), [("bluesky", 3000), ("threads", 500)])
def test_bytes_count_where_the_platform_counts_them(platform: str, most: int) -> None:
    limits = limits_of(platform)
    family = "👩‍👩‍👧‍👦"
    assert not fits(family * (most // 25 + 1), limits)
    assert fits(family * (most // 25), limits)


# As ``GET /api/v2/instance`` has it.
CONFIGURATION: dict[str, object] = {
    "statuses": {
        "max_characters": 3000,
        "max_media_attachments": 8,
        "characters_reserved_per_url": 256,
    },
    "media_attachments": {
        "description_limit": 5000,
        "image_size_limit": 10485760,
    },
}


def test_a_servers_limits_take_the_place_of_the_usual_ones() -> None:
    limits = limits_of("mastodon", limits_of_instance({"configuration": CONFIGURATION}))
    assert (limits.limit, limits.url_length, limits.pictures) == (3000, 256, 8)
    assert (limits.alt_limit, limits.picture_bytes) == (5000, 10485760)
    assert length(f"voir {LINK}", limits) == 5 + 256


def test_servers_of_another_kind_say_it_elsewhere() -> None:
    akkoma = {
        "max_toot_chars": 5000,
        "description_limit": 1000,
        "upload_limit": 16_000_000,
        "max_media_attachments": 20,
        "configuration": {"statuses": {"characters_reserved_per_url": None}},
    }
    assert limits_of_instance(akkoma) == {
        "limit": 5000,
        "alt_limit": 1000,
        "picture_bytes": 16_000_000,
        "pictures": 20,
    }


@pytest.mark.parametrize(
    "configuration",
    [
        None,
        {},
        {"statuses": None, "media_attachments": []},
        {"statuses": {"max_characters": "3000", "characters_reserved_per_url": -1}},
        {"statuses": {"max_characters": True}, "media_attachments": {"description_limit": 0}},
    ],
)
def test_what_a_server_does_not_say_stays_as_usual(configuration: object) -> None:
    assert limits_of_instance({"configuration": configuration}) == {}
    assert limits_of("mastodon", {}) == limits_of("mastodon")


# Pieces from which X's rules make URLs, emoji and the words between them.
PIECES = [
    *(
        "a",
        "9",
        ".",
        ".com",
        ".fr",
        "日",
        "é",
        "e\u0301",
        "-",
        "_",
        "/",
        "?",
        "#",
        "@",
        ",",
        "(",
        ")",
    ),
    *(
        "https://",
        "http://",
        "www.",
        "example",
        "journal.example.com",
        "t.co/a",
        "&",
        "=",
        "«",
        "»",
    ),
    *(
        "👩‍👩‍👧",
        "🇫🇷",
        "1️⃣",
        "©",
        "❤️",
        "\u202f",
        "\u200f",
        "’",
        "…",
        " ",
        "\n",
        "\r\n",
        "\t",
        "b" * 64,
    ),
]
WORDS = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=30).map("".join)


@settings(max_examples=100, deadline=None)
@given(WORDS)
def test_what_is_counted_without_xs_library_is_what_it_counts(text: str) -> None:
    assert weighted_length(text) == _library().parse_tweet(text).weightedLength


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(20, 60))
def test_what_x_is_not_asked_about_weighs_no_less(piece: str, times: int) -> None:
    text = (piece * times)[:600]
    assert weighted_length(text) >= _library().parse_tweet(text).weightedLength


@given(WORDS, st.sampled_from(platforms()))
def test_a_longer_text_is_never_shorter(text: str, platform: str) -> None:
    limits = limits_of(platform)
    assert 0 <= length(text, limits) <= length(text + " x", limits)
    assert plain_words(text) == "" or length(text, limits) > 0


HOSTILE = [
    "a.",
    "a.co",
    "a.co,",
    "日本.日",
    "https://",
    "https://a.co/",
    "https://a.co/(",
    "https://a.co/!https://",
    "@a",
    "@a@b.",
    "@a.b",
    "#a",
    "#a#",
    "a-",
    "ab-.",
    "👩‍👩‍👧",
    "e\u0301",
    "(((",
    ")))",
    "1. ",
    "* ",
    "\n- ",
    "&amp;",
    "a@",
    "a+.a@",
    "«» ",
    "“",
    "9 ",
    "  ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_without_end_is_counted_and_fits_nowhere(piece: str) -> None:
    text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]
    for platform in platforms():
        assert length(text, limits_of(platform)) > limits_of(platform).limit
        assert not fits(text, limits_of(platform))
