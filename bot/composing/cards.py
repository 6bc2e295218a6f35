"""The card that goes with a post: its template, its words and its file."""

from __future__ import annotations

from bot.formats import parse_format
from bot.model import CardContent, CardOrder, PictureLimits, PostKind

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
