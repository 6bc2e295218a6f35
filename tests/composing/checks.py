"""What several tests ask of a text as it is sent."""

from __future__ import annotations

from bot.composing.addresses import Kind
from bot.composing.richtext import facets


def check_facets(text: str, link: str | None) -> None:
    """Facets are in order, apart, and name the bytes that they stand over."""
    raw = text.encode()
    end = 0
    for facet in facets(text, link):
        assert end <= facet.start < facet.end <= len(raw)
        end = facet.end
        shown = raw[facet.start : facet.end].decode()
        assert facet.value == (shown if facet.kind is Kind.LINK else shown[1:])
