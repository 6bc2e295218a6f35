"""A card from words to pixels: right, or refused with the place that is wrong."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from bot.cards import FORMATS, Library, draw, parse_format
from bot.errors import CardError
from bot.model import Card, CardContent, Format, PostKind

QUOTE = CardContent(
    kind=PostKind.QUOTE,
    language="fr",
    headline="Le pont d’Orval restera fermé tout l’hiver",
    quote="«\u202fOn ne rouvre pas un pont pour la rentrée\u202f: on attend qu’il tienne\u202f»",
    speaker="Solène Karabatic",
    role="ingénieure au département",
    source="Le Courrier d’Orval",
)
POINTS = replace(
    QUOTE,
    kind=PostKind.TLDR,
    quote=None,
    points=(
        "Le pont restera fermé jusqu’au 30 avril.",
        "Les travaux coûteront 4,2 millions d’euros.",
        "Une navette gratuite relie les deux rives toutes les vingt minutes.",
    ),
)
HEADLINE = replace(QUOTE, kind=PostKind.HEADLINE, quote=None)
ORDERS = {"quote": QUOTE, "points": POINTS, "headline": HEADLINE}
PAPER = (0xF5, 0xEF, 0xE4)
INK = (0x1A, 0x17, 0x14)


def drawn(template: str, format: Format, content: CardContent | None = None) -> Card:
    return draw(
        content or ORDERS[template],
        template=template,
        format=format,
        alt_text="alt",
        library=Library.of(),
    )


def picture(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(card.png))


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
@pytest.mark.parametrize("template", ORDERS)
def test_every_shipped_card_is_clean_in_every_format(template: str, format: Format) -> None:
    card = drawn(template, format)
    image = picture(card)
    assert card.findings == ()
    assert (image.size, image.mode, image.format) == ((format.width, format.height), "RGB", "PNG")
    assert image.info == {"srgb": 0}


def test_the_card_shows_the_brand_and_the_words() -> None:
    image = picture(drawn("quote", FORMATS["square"]))
    colors = {color: count for count, color in image.getcolors(1_000_000) or []}
    assert image.getpixel((3, 3)) == PAPER
    assert colors[PAPER] > colors[INK] > 20_000


def test_the_same_words_give_the_same_bytes() -> None:
    first, second = (drawn("quote", FORMATS["landscape"]) for _ in range(2))
    assert first.png == second.png
    assert first.sha256 == second.sha256


@pytest.mark.parametrize(
    ("text", "size"), [("square", (1080, 1080)), ("1200x675", (1200, 675)), ("800x900", (800, 900))]
)
def test_a_format_is_a_name_or_a_size(text: str, size: tuple[int, int]) -> None:
    format = parse_format(text)
    assert (format.width, format.height) == size


@pytest.mark.parametrize("text", ["", "squarish", "100x100", "9000x100", "12e3x4", "1200"])
def test_what_is_no_format_is_refused_with_the_mend(text: str) -> None:
    with pytest.raises(CardError, match=r"use|sides"):
        parse_format(text)


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_a_word_that_breaks_at_its_hyphen_is_still_the_word(format: Format) -> None:
    content = CardContent(
        kind=PostKind.HEADLINE, language="fr", headline="La mairie de Saint-Élier-le-Vieux ferme"
    )
    card = draw(content, template="headline", format=format, alt_text="", library=Library.of())
    assert card.findings == ()
