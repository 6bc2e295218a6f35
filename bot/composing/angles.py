"""Angles: what a post may be made of, each with the words for its template and its cards.

An angle's ``ladder`` has its words from the most to the least; its template has a ladder of its
own for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bot.composing import cards
from bot.composing.material import Material, own_word, plainly
from bot.composing.roles import printed_role
from bot.composing.templates import Words
from bot.composing.typography import quoted, typeset
from bot.model import CardContent, PostKind, Quote
from bot.review import quoted_spans

MOST_SLIDES = 10
_QUOTE_SLIDES = 2
_QUOTES_OF_A_THREAD = 3  # tried, until one fits
_REPEATS = 0.6  # of a title's words: beside a sentence that has so many it says nothing new
_OF_WEIGHT = re.compile(r"\b(?:\w{4,}|\d+)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Slide:
    """A card of a post: its template's name and its words."""

    template: str
    content: CardContent


@dataclass(frozen=True, kw_only=True, slots=True)
class Angle:
    """One way to post an article.

    ``name`` is what a note calls it; ``template`` is a post template's name, without its ending.
    ``quotes`` are those whose words it has; ``printed`` is what must stand in its texts as it is.
    Of several ``slides`` a ``carousel`` shows all, any other post the first.
    """

    name: str
    kind: PostKind
    template: str
    ladder: tuple[Words, ...]
    slides: tuple[Slide, ...]
    quotes: tuple[Quote, ...] = ()
    printed: tuple[str, ...] = ()
    carousel: bool = False


class Angles:
    """The angles of one article, each made once for all accounts."""

    def __init__(self, material: Material) -> None:
        self.material = material

    @cached_property
    def quotes(self) -> tuple[Angle, ...]:
        """A post a quote, the best first."""
        return tuple(_of_quote(self.material, quote) for quote in self.material.quotes)

    @cached_property
    def points(self) -> Angle | None:
        """The TL;DR in one post."""
        return _of_points(self.material)

    @cached_property
    def thread(self) -> Angle | None:
        """The TL;DR as a thread; None where it has one point."""
        return _of_thread(self.material)

    def carousel(self, most: int) -> Angle | None:
        """The TL;DR as at most ``most`` cards to swipe through."""
        return _of_carousel(self.material, most)

    @cached_property
    def headline(self) -> Angle:
        """The title, with what of the lead there is room for."""
        return _of_headline(self.material)

    @cached_property
    def figure(self) -> Angle | None:
        """The sentence with the most telling figure; None where none stands alone."""
        return _of_figure(self.material)


def _of_quote(material: Material, quote: Quote) -> Angle:
    """The angle of one quote: with its speaker's role, then without."""
    whole = {**_quote_words(material, quote), **_title_beside(material, quote.display)}
    bare = {**whole, "role": None, "by": _by(material, quote, role=None)}
    printed = [str(whole["quote"])]
    if quote.translated:
        printed.append(own_word("translated", material.language))
    return Angle(
        name="the key quote" if quote.key else f"the quote “{_beginning(quote.display)}”",
        kind=PostKind.QUOTE,
        template="quote",
        ladder=(whole, bare) if whole["role"] else (whole,),
        slides=(quote_slide(material, quote),),
        quotes=(quote,),
        printed=tuple(printed),
    )


def _of_points(material: Material) -> Angle | None:
    """The TL;DR in one post: with all points, then without the last, and so on."""
    points = material.points
    if not points:
        return None
    return Angle(
        name="the TL;DR, down to one point,",
        kind=PostKind.TLDR,
        template="tldr",
        ladder=tuple({"points": points[:n]} for n in range(len(points), 0, -1)),
        slides=(_points_slide(material, points),),
    )


def _of_thread(material: Material) -> Angle | None:
    """The TL;DR as a thread: title and lead, a piece a point, a quote, the link.

    A quote that fits no piece gives way to the next, a lead to a shorter one, and only then does
    the last point go.
    """
    if len(material.points) < 2:
        return None
    quotes = material.quotes[:_QUOTES_OF_A_THREAD]
    said: list[Words] = [_quote_words(material, quote) for quote in quotes]
    ladder = [
        {**words, "lead": lead, "points": material.points[:n]}
        for n in range(len(material.points), 1, -1)
        for lead in (*_new_leads(material), None)
        for words in (*said, {"quote": None, "by": None})
    ]
    return Angle(
        name="the thread",
        kind=PostKind.TLDR,
        template="thread",
        ladder=tuple(ladder),
        slides=(headline_slide(material), *(quote_slide(material, each) for each in quotes)),
        quotes=quotes,
    )


def _of_carousel(material: Material, most: int) -> Angle | None:
    """The TL;DR as cards to swipe through: cover, a card a point, the best quotes, the end."""
    points = material.points
    if not points:
        return None
    room = min(most, MOST_SLIDES) - 2
    quotes = material.quotes[: max(0, min(_QUOTE_SLIDES, room - len(points)))]
    slides = [
        Slide(template=cards.COVER, content=_content(material, PostKind.HEADLINE)),
        *(_points_slide(material, (point,)) for point in points[: room - len(quotes)]),
        *(quote_slide(material, quote) for quote in quotes),
        _end_slide(material),
    ]
    return Angle(
        name="the text of the carousel",
        kind=PostKind.TLDR,
        template="tldr",
        ladder=tuple({"points": points[:n]} for n in range(len(points), 0, -1)),
        slides=tuple(slides),
        quotes=quotes,
        carousel=True,
    )


def _of_headline(material: Material) -> Angle:
    """The title: with the lead, with the lead shortened, alone."""
    return Angle(
        name="the title alone",
        kind=PostKind.HEADLINE,
        template="headline",
        ladder=tuple({"lead": lead} for lead in (*material.leads, None)),
        slides=(headline_slide(material),),
    )


def _of_figure(material: Material) -> Angle | None:
    """The sentence with the most telling figure."""
    found = material.figure
    if found is None:
        return None
    sentence = typeset(" ".join(found.sentence.split()), material.language)
    number = typeset(found.figure.text, material.language)
    content = _content(material, PostKind.FIGURE, points=(sentence,), figure=number)
    return Angle(
        name="the sentence with the figure",
        kind=PostKind.FIGURE,
        template="figure",
        ladder=({"figure": number, "sentence": sentence, **_title_beside(material, sentence)},),
        slides=(Slide(template=cards.TEMPLATES[PostKind.FIGURE], content=content),),
        printed=(sentence,),
    )


# --- words -------------------------------------------------------------------------------


def _title_beside(material: Material, words: str) -> dict[str, None]:
    """No title, where it only repeats the words that it would stand beside."""
    title, said = plainly(material.title), plainly(words)
    spans = quoted_spans(material.title)
    quoted_in_title = [plainly(material.title[start:end]) for start, end in spans]
    repeats = (
        title in said or said in title or any(each in said for each in quoted_in_title if each)
    )
    return {"title": None} if repeats or _shared(title, said) >= _REPEATS else {}


def _shared(title: str, said: str) -> float:
    """The share of a title's words of weight, figures among them, that stand in ``said``."""
    words = set(_OF_WEIGHT.findall(title))
    return len(words & set(said.split())) / len(words) if words else 0.0


def _new_leads(material: Material) -> Iterator[str]:
    """The leads that say nothing which one of the points says in the same words."""
    for lead in material.leads:
        if not any(plainly(point) in plainly(lead) for point in material.points):
            yield lead


def _quote_words(material: Material, quote: Quote) -> dict[str, str | tuple[str, ...] | None]:
    role = printed_role(quote, material.reading.article.text, material.language)
    return {
        "quote": quoted(quote.display, material.language),
        "speaker": typeset(quote.speaker or "", material.language),
        "role": role,
        "translated": own_word("translated", material.language) if quote.translated else None,
        "by": _by(material, quote, role=role),
    }


def _by(material: Material, quote: Quote, *, role: str | None) -> str:
    """Who said it, as it is printed: "Ada Martin, maire (traduction)"."""
    speaker = typeset(quote.speaker or "", material.language)
    named = ", ".join(filter(None, (speaker, role)))
    return f"{named} {own_word('translated', material.language)}" if quote.translated else named


def _beginning(words: str, most: int = 5) -> str:
    """The first words of a quote, for a note that tells it from others."""
    first = words.split()
    return " ".join(first[:most]) + (" …" if len(first) > most else "")


# --- cards -------------------------------------------------------------------------------


def _content(
    material: Material,
    kind: PostKind,
    *,
    points: tuple[str, ...] = (),
    figure: str | None = None,
) -> CardContent:
    return CardContent(
        kind=kind,
        language=material.language,
        headline=material.title,
        points=points,
        figure=figure,
        source=material.source,
        image=material.photo.file if material.photo else None,
        credit=material.photo.credit if material.photo else None,
    )


def quote_slide(material: Material, quote: Quote) -> Slide:
    """The card that shows a quote."""
    words = _quote_words(material, quote)
    role = " ".join(_texts(words["role"], words["translated"])) or None
    content = replace(
        _content(material, PostKind.QUOTE),
        quote=str(words["quote"]),
        speaker=str(words["speaker"]) or None,
        role=role,
    )
    return Slide(template=cards.TEMPLATES[PostKind.QUOTE], content=content)


def _texts(*words: str | tuple[str, ...] | None) -> Iterator[str]:
    yield from (word for word in words if isinstance(word, str))


def _points_slide(material: Material, points: tuple[str, ...]) -> Slide:
    content = _content(material, PostKind.TLDR, points=points)
    return Slide(template=cards.TEMPLATES[PostKind.TLDR], content=content)


def headline_slide(material: Material) -> Slide:
    """The card that shows the title."""
    content = _content(material, PostKind.HEADLINE)
    return Slide(template=cards.TEMPLATES[PostKind.HEADLINE], content=content)


def _end_slide(material: Material) -> Slide:
    content = replace(_content(material, PostKind.HEADLINE), site=material.site)
    return Slide(template=cards.END, content=content)
