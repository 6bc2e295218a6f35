"""Text as it stands in the HTML, with white space collapsed and case changed.

Source: CSS Text 4 §2 (transform) and §4 (white space).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.cards.css.style import Style
from bot.cards.css.styled import Styled


class Span(NamedTuple):
    """A stretch of text of one element; ``within`` are the inline elements about it.

    They begin with the outermost and end with ``owner`` itself, where that is inline.
    """

    text: str
    owner: Styled
    within: tuple[Styled, ...] = ()

    @property
    def style(self) -> Style:
        return self.owner.style

    def saying(self, text: str) -> Span:
        """The same span with another text."""
        return Span(text, self.owner, self.within)


_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_KEEPING_LINES = re.compile(r"[ \t]*\n[ \t]*|[ \t]+")


def collapse(spans: Sequence[Span]) -> list[Span]:
    """The spans with white space collapsed across them and trimmed at both ends of each line.

    A line break (``<br>``, or ``white-space: pre-line``) is a newline in the text.
    """
    collapsed: list[Span] = []
    ends_open = True  # at the start, and after a space or newline, further spaces vanish
    for span in spans:
        text = _collapsed(span)
        if ends_open:
            text = text.lstrip(" ")
        if text:
            ends_open = text[-1] in " \n"
            if text[0] == "\n":
                _trim(collapsed, " ")
            collapsed.append(span.saying(text))
    _trim(collapsed, " \n")
    return collapsed


def _collapsed(span: Span) -> str:
    if span.text == "\n" and span.owner.element.tag == "br":
        return "\n"
    if span.style.white_space == "pre-line":
        return _KEEPING_LINES.sub(lambda match: "\n" if "\n" in match[0] else " ", span.text)
    return _COLLAPSIBLE.sub(" ", span.text)


def _trim(spans: list[Span], blank: str) -> None:
    """Take blank characters off the end of the spans, and the spans that hold nothing else."""
    while spans:
        text = spans[-1].text.rstrip(blank)
        if text:
            spans[-1] = spans[-1].saying(text)
            break
        spans.pop()


def transformed(span: Span) -> Span:
    """The span with its text in the case that its style asks for."""
    change = span.style.text_transform
    if change == "uppercase":
        return span.saying(span.text.upper())
    if change == "lowercase":
        return span.saying(span.text.lower())
    if change == "capitalize":
        capital = re.sub(r"(?<![\w’'])\w", lambda match: match[0].upper(), span.text)
        return span.saying(capital)
    return span
