"""The card that goes with a post: its words, its template and its alternative text."""

from __future__ import annotations

import re

from bot.composing.typography import quoted, setting_of, typeset
from bot.formats import parse_format
from bot.model import CardContent, CardOrder, PictureLimits, PostKind

_MARKS = re.compile('[«»“”„‟"‹›]')
_CLOSED = re.compile(r"[.!?…][\s»”“’‘]*$")
TEMPLATES = {
    PostKind.QUOTE: "quote",
    PostKind.TLDR: "points",
    PostKind.HEADLINE: "headline",
    PostKind.FIGURE: "figure",
    PostKind.CORRECTION: "headline",
}
END = "end"  # the last card of a carousel


def order(
    template: str, content: CardContent, format_name: str, alt_text: str, picture: PictureLimits
) -> CardOrder:
    """The order for a card in one format, by its name or as ``WxH`` in pixels."""
    return CardOrder(
        template=template,
        formats=(parse_format(format_name),),
        content=content,
        alt_text=alt_text,
        picture=picture,
    )


def alt_text(content: CardContent, limit: int) -> str:
    """Who, what they said, where: complete for the quote, in the article's language.

    At most ``limit`` characters: the source goes first, then points from the end. The words of a
    quote never go.
    """
    setting = setting_of(content.language)
    headline = _titled(content)
    source = " " + setting.source.format(source=content.source) if content.source else ""
    by = ", ".join(filter(None, (content.speaker, content.role)))
    candidates = []
    for points in (content.points[:n] for n in range(len(content.points), -1, -1)):
        if content.kind is PostKind.QUOTE:
            body = setting.quote.format(by=by, quote=content.quote)
        elif content.kind is PostKind.FIGURE:
            body = content.points[0]
        elif points:
            body = setting.tldr.format(headline=headline, points=" ".join(map(_stop, points)))
        else:
            body = setting.headline.format(headline=headline)
        body = _stop(body)
        candidates += [
            typeset(text, content.language) for text in (body + source + "." * bool(source), body)
        ]
    return next((text for text in candidates if len(text) <= limit), candidates[-1])


def _titled(content: CardContent) -> str:
    """The headline between its language's marks; marks in it that are no pairs go."""
    title = content.headline
    if len(_MARKS.findall(title)) % 2:
        title = _MARKS.sub("", title)
    return quoted(title, content.language)


def _stop(text: str) -> str:
    """``text`` closed by a full stop, where nothing closes it yet."""
    return text if _CLOSED.search(text) else text + "."
