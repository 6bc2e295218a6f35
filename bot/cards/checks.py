"""What is wrong with a card: findings with the template's file and line.

A card with findings is never published. Sources: WCAG 2.2 SC 1.4.3 (contrast), the platforms'
own layouts (safe areas), and measured legibility on a phone (smallest text).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.cards.css import safeareas
from bot.cards.css.styled import Styled
from bot.cards.layout.fit import Fitted
from bot.cards.paint.contrast import LEAST, LEAST_LARGE, worst
from bot.cards.paint.painting import Painted, PaintedLine
from bot.model import CardContent, Finding, Format, PostKind, plain_words

# Text narrower than this share of the card's width is a blur on a phone: 21.6 px of 1080.
SMALLEST_TEXT = 0.02
# Beyond this a photo's pixels are seen on a phone: 1080 px of 720.
MOST_ENLARGED = 1.5
_LARGE, _LARGE_BOLD = 24.0, 18.66  # pixels, by WCAG's definition of large-scale text


def findings(
    content: CardContent, format: Format, fitted: Fitted, painted: Painted
) -> tuple[Finding, ...]:
    """Everything that is wrong with a painted card, each once; of ornaments, only what is nowhere.

    Ornaments may be pale, small or cut off at the card's edge: WCAG 2.2 SC 1.4.3, pure decoration.
    """
    read = [line for line in painted.lines if not line.owner.ornamental]
    found = [
        *_overflow(fitted),
        *_cut(read),
        *_covered(painted),
        *_enlarged(painted),
        *_glyphs(fitted),
        *_direction(fitted),
        *_small(read, format),
        *_contrast(read),
        *_safe_area(read, format),
        *_words(content, painted.lines, fitted),
        *_quoted(content, painted.lines),
    ]
    return tuple(dict.fromkeys(found))


def _finding(rule: str, message: str, owner: Styled) -> Finding:
    file, line = owner.place
    return Finding(rule=rule, message=message, file=file, line=line)


def _named(owner: Styled) -> str:
    name = owner.element.get("class") or owner.element.get("id") or ""
    return f"<{owner.element.tag} class={name!r}>" if name else f"<{owner.element.tag}>"


def _overflow(fitted: Fitted) -> Iterator[Finding]:
    for place in fitted.overflowing:
        owner = place.box.owner
        size = fitted.sizes.get(owner.element)
        if size is not None:
            message = f"the text does not fit even at {size:g} px"
        elif place.box.paragraph is not None:
            message = "a line is wider than its box, or leaves the card"
        else:
            message = "the contents are larger than the box"
        yield _finding("overflow", f"{_named(owner)}: {message}", owner)


def _cut(lines: Iterable[PaintedLine]) -> Iterator[Finding]:
    for line in lines:
        if not line.whole:
            message = f"{_named(line.owner)}: a part of the text is cut off"
            yield _finding("overflow", message, line.owner)


def _covered(painted: Painted) -> Iterator[Finding]:
    for owner in (each for each in painted.covered if not each.ornamental):
        message = f"{_named(owner)}: something is painted over the text; mind z-index and overlaps"
        yield _finding("overflow", message, owner)


def _enlarged(painted: Painted) -> Iterator[Finding]:
    for owner, times in painted.enlarged:
        if times > MOST_ENLARGED:
            message = (
                f"{_named(owner)}: the picture is shown {times:.1f} times as large as it is; "
                f"{MOST_ENLARGED:g} times is the most: use a larger one"
            )
            yield _finding("image", message, owner)


def _glyphs(fitted: Fitted) -> Iterator[Finding]:
    for place in fitted.root.walk():
        if place.box.paragraph is not None:
            for text, span in place.box.paragraph.missing:
                codes = ", ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(text))
                yield _finding("glyph", f"no font has {text!r} ({codes})", span.owner)


def _direction(fitted: Fitted) -> Iterator[Finding]:
    for place in fitted.root.walk():
        paragraph = place.box.paragraph
        if paragraph is None or paragraph.rtl or paragraph.shaped.straight:
            continue
        kinds = [unicodedata.bidirectional(character) for character in paragraph.text]
        if kinds.count("R") + kinds.count("AL") > kinds.count("L"):
            message = 'the text runs from right to left; give <html> dir="{{ direction }}"'
            yield _finding("direction", message, place.box.owner)


def _small(lines: Iterable[PaintedLine], format: Format) -> Iterator[Finding]:
    least = SMALLEST_TEXT * format.width
    for line in lines:
        for ink in line.inks:
            if ink.size < least and not ink.owner.ornamental:
                message = (
                    f"{_named(ink.owner)}: {ink.size:g} px is too small to read on a phone; "
                    f"{least:g} px is the least on a card {format.width} px wide"
                )
                yield _finding("small-text", message, ink.owner)


# --- contrast ----------------------------------------------------------------------------


def _contrast(lines: Iterable[PaintedLine]) -> Iterator[Finding]:
    for ink in (ink for line in lines for ink in line.inks):
        bold = ink.owner.style.font_weight >= 700
        large = ink.size >= _LARGE or (ink.size >= _LARGE_BOLD and bold)
        least = LEAST_LARGE if large else LEAST
        if ink.ground is None or ink.owner.ornamental:
            continue
        ratio = worst(ink.color, ink.ground)
        if ratio < least:
            message = (
                f"{_named(ink.owner)}: contrast {ratio:.1f}:1 with what is beneath; "
                f"{least:g}:1 is the least"
            )
            yield _finding("contrast", message, ink.owner)


# --- places and words --------------------------------------------------------------------


def _safe_area(lines: Iterable[PaintedLine], format: Format) -> Iterator[Finding]:
    for line in lines:
        insets = safeareas.insets(line.owner.style.card_safe_area, format)
        left, top, right, bottom = line.area
        reach = (top, format.width - right, format.height - bottom, left)
        if any(kept and found < kept for kept, found in zip(insets, reach, strict=True)):
            sides = zip(insets, ("top", "right", "bottom", "left"), strict=True)
            kept_free = " and ".join(f"{kept:g} px at the {side}" for kept, side in sides if kept)
            message = f"{_named(line.owner)}: outside the safe area, which keeps {kept_free} free"
            yield _finding("safe-area", message, line.owner)


def _words(content: CardContent, lines: Iterable[PaintedLine], fitted: Fitted) -> Iterator[Finding]:
    """The words that must be on the card and are not, letter for letter."""
    painted = plain_words("".join(line.text for line in lines)).casefold()
    for name, text in (*_required(content), *_credit(content, fitted)):
        if plain_words(text).casefold() not in painted:
            message = f"the {name} is not on the card word for word: {text!r}"
            yield _finding("words", message, fitted.root.box.owner)


def _required(content: CardContent) -> Iterator[tuple[str, str]]:
    if content.kind is PostKind.QUOTE:
        yield "quote", content.quote or ""
        if content.speaker:
            yield "speaker", content.speaker
    elif content.kind is PostKind.FIGURE:
        yield "figure", content.figure or ""
        yield "sentence", content.points[0]
    elif content.kind is PostKind.TLDR:
        for index, point in enumerate(content.points, 1):
            yield f"point {index}", point
    else:
        yield "headline", content.headline


def _credit(content: CardContent, fitted: Fitted) -> Iterator[tuple[str, str]]:
    """The credit of the article's photo, where the card shows that."""
    shown = {place.box.owner.element.get("src") for place in fitted.root.walk()}
    if content.image and content.credit and content.image in shown:
        yield "credit of the photo", content.credit


_QUOTED = re.compile("«([^«»]+)»|»([^«»]+)«|“([^“”]+)”|„([^„“”]+)[“”]")
_MARKS = re.compile('[«»“”„‟"]')


def _quoted(content: CardContent, lines: Iterable[PaintedLine]) -> Iterator[Finding]:
    """Words that the template itself puts in quotation marks: nobody in the article said them."""
    own = (content.headline, content.quote, content.speaker, content.role, *content.points)
    known = _unmarked(" ".join(text for text in (*own, content.source, content.credit) if text))
    by_owner: dict[Styled, str] = {}
    for line in lines:
        by_owner[line.owner] = by_owner.get(line.owner, "") + line.text
    for owner, text in by_owner.items():
        for match in _QUOTED.finditer(text):
            words = next(filter(None, match.groups()))
            if _unmarked(words) not in known:
                message = f"{_named(owner)}: the article has no such words to quote: {match[0]!r}"
                yield _finding("words", message, owner)


def _unmarked(text: str) -> str:
    """Plain words without any quotation marks, for looking one text up in another."""
    return plain_words(_MARKS.sub("", text)).casefold()
