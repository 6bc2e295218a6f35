"""A card from words to pixels: the same bytes each time, clean in every format."""

import pytest

from bot.cards import FORMATS, Library, draw
from bot.model import Card, CardContent, Format, PictureKind, PostKind
from tests.cards.samples import HEADLINE, POINTS, QUOTE, picture

ORDERS = {"quote": QUOTE, "points": POINTS, "headline": HEADLINE}
PAPER = (0xF5, 0xEF, 0xE4)
INK = (0x1A, 0x17, 0x14)
ACCENT = (0xB5, 0x28, 0x1C)


def shipped(template: str, format: Format, content: CardContent | None = None) -> Card:
    return draw(
        content or ORDERS[template],
        template=template,
        format=format,
        alt_text="what it says",
        library=Library.of(),
    )


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
@pytest.mark.parametrize("template", ORDERS)
def test_every_shipped_card_is_clean_in_every_format(template: str, format: Format) -> None:
    card = shipped(template, format)
    assert card.findings == ()
    assert picture(card).size == (format.width, format.height)
    assert card.kind is PictureKind.PNG


def test_the_card_shows_the_brand_and_the_words() -> None:
    card = shipped("quote", FORMATS["square"])
    image = picture(card)
    counted = image.getcolors(1_000_000)
    assert counted is not None
    colors = {color: count for count, color in counted}
    assert image.getpixel((3, 3)) == PAPER
    assert colors[PAPER] > colors[INK] > 20_000
    assert colors[ACCENT] > 500  # the marks
    assert card.alt_text == "what it says"


def test_the_same_words_give_the_same_bytes() -> None:
    first, other, again = (
        shipped(name, FORMATS["landscape"]) for name in ("quote", "points", "quote")
    )
    assert first.data == again.data
    assert first.sha256 == again.sha256 != other.sha256


def test_the_file_holds_pixels_and_the_colour_space_alone() -> None:
    card = shipped("quote", FORMATS["link"])
    assert chunks(card.data) == ["IHDR", "sRGB", "PLTE", "IDAT", "IEND"]


def chunks(png: bytes) -> list[str]:
    """The kinds of a PNG's chunks."""
    found, at = [], 8
    while at < len(png):
        found.append(png[at + 4 : at + 8].decode())
        at += 12 + int.from_bytes(png[at : at + 4])
    return found


EXTREMES = {
    "one word": "«\u202fNon.\u202f»",
    "400 characters": "«\u202f" + " ".join(["Nous avons prévenu tout le monde, par écrit."] * 9)
    + "\u202f»",
    "long compounds": "„Das Donaudampfschifffahrtsgesellschaftsarchiv braucht keine "
    "Geschwindigkeitsbegrenzung“",
    "one emoji": "“We won 🎉 and nobody slept”",
}  # fmt: skip


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
@pytest.mark.parametrize("words", EXTREMES.values(), ids=list(EXTREMES))
def test_the_shortest_and_longest_quotes_fit(words: str, format: Format) -> None:
    content = CardContent(
        **{
            **{name: getattr(QUOTE, name) for name in ("kind", "language", "headline", "source")},
            "quote": words,
            "speaker": "Marie-Charlotte de Saint-Aubin",
            "role": "secrétaire générale de la fédération des transporteurs fluviaux",
        }
    )
    assert shipped("quote", format, content).findings == ()


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
@pytest.mark.parametrize("count", [1, 2, 6])
def test_one_to_six_points_fit(count: int, format: Format) -> None:
    point = "Le conseil vote jeudi un budget de 42 millions d’euros pour les écoles."
    content = CardContent(
        kind=POINTS.kind,
        language="fr",
        headline=POINTS.headline,
        points=(point,) * count,
        source=POINTS.source,
    )
    assert shipped("points", format, content).findings == ()


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
def test_a_word_that_breaks_at_its_hyphen_is_still_the_word(format: Format) -> None:
    headline = "La mairie de Saint-Élier-le-Vieux ferme"
    content = CardContent(kind=PostKind.HEADLINE, language="fr", headline=headline)
    assert shipped("headline", format, content).findings == ()
