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
COVER, END = "cover", "end"  # the first and the last card of a carousel
# What a template prints is said by its name, up to the first hyphen: quote-split is for quotes.
KINDS = {
    **{name: kind for kind, name in TEMPLATES.items() if kind is not PostKind.CORRECTION},
    COVER: PostKind.HEADLINE,
    END: PostKind.HEADLINE,
}


def kind_of(template: str) -> PostKind | None:
    """The kind of post that a template is for; None where its name says none.

    >>> kind_of("quote-split")
    <PostKind.QUOTE: 'quote'>
    """
    return KINDS.get(template.split("-")[0])


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
