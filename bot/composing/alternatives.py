"""Alternative texts: what a card shows, for those who hear it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.composing.languages import setting_of
from bot.composing.typography import quoted, typeset
from bot.composing.units import utf16
from bot.kept import kept
from bot.model import CardContent

_MARKS = re.compile('[«»“”„‟"‹›]')
_CLOSED = re.compile(r"[.!?…][\s»”“’‘]*$")


@kept(512)
def alt_text(content: CardContent, limit: int) -> str | None:
    """Who, what they said, where: in the card's own words and the article's language.

    At most ``limit`` UTF-16 code units; any number where it is 0, for a platform that takes no
    alternative text leaves it to the newsroom's own pages. Where all of it does not fit the source
    goes first, then the role, then points from the end; the words of a quote and its speaker never
    go. None where what must stay does not fit.
    """
    for body in _bodies(content):
        for text in (_stop(body) + _source(content), _stop(body)):
            shown = typeset(text, content.language)
            if not limit or utf16(shown) <= limit:
                return shown
    return None


def _bodies(content: CardContent) -> Iterator[str]:
    """What the card says, from all of it to the least that will do."""
    setting = setting_of(content.language)
    if content.quote:
        for by in dict.fromkeys((_by(content), content.speaker or "")):
            yield setting.quote.format(by=by, quote=content.quote)
    elif len(content.points) == 1:  # a figure's sentence, or a carousel's card: its cover has more
        yield content.points[0]
    else:
        headline = _titled(content)
        for count in range(len(content.points), 0, -1):
            points = " ".join(_stop(point) for point in content.points[:count])
            yield setting.tldr.format(headline=headline, points=points)
        yield setting.headline.format(headline=headline)


def _by(content: CardContent) -> str:
    return ", ".join(filter(None, (content.speaker, content.role)))


def _source(content: CardContent) -> str:
    if not content.source:
        return ""
    return " " + _stop(setting_of(content.language).source.format(source=content.source))


def _titled(content: CardContent) -> str:
    """The headline between its language's marks; marks in it that are no pairs go."""
    title = content.headline
    if len(_MARKS.findall(title)) % 2:
        title = _MARKS.sub("", title)
    return quoted(title, content.language)


def _stop(text: str) -> str:
    """``text`` closed by a full stop, where nothing closes it yet."""
    return text if _CLOSED.search(text) else text + "."
