"""What an article offers for posts, worked out once for all accounts.

What no post may carry is left out here, with a note that says so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from bot import links
from bot.composing.keyfigure import KeyFigure, key_figure
from bot.composing.sentences import sentences, shortened
from bot.composing.tags import TagBook, hashtags
from bot.composing.typography import righted, typeset
from bot.composing.warnings import bare_words, differing_figures
from bot.errors import ComposeError
from bot.model import Image, Quote, Reading
from bot.review import broken_promises

LONGEST_TITLE = 2_000  # characters; no title is longer, and no platform but one takes more
LONGEST_LEAD = 5_000
LONGEST_POINT = 2_000  # a longer one is no point but a text
MOST_POINTS, MOST_QUOTES = 10, 12
MOST_SHORTENED = 10  # sentences of a lead that is shortened
NO_TAGS = TagBook()


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """An article's words, set in its language's typography; nothing here is anybody else's.

    ``leads`` is the lead whole, then shortened sentence by sentence. ``quotes`` may be posted, the
    best first. ``tags`` are hashtags without ``#``, the weightiest first. ``link`` is clean of
    tracking. ``warnings`` are for the team, on every post.
    """

    reading: Reading
    language: str
    title: str
    leads: tuple[str, ...]
    points: tuple[str, ...]
    quotes: tuple[Quote, ...]
    figure: KeyFigure | None
    tags: tuple[str, ...]
    link: str | None
    source: str
    site: str
    notes: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def photo(self) -> Image | None:
        """The article's picture, where cards may show it."""
        return self.reading.article.photo

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Where quoted words may stand beside the article's text."""
        article = self.reading.article
        return (article.title, article.lead or "", *self.reading.summary.points[:MOST_POINTS])


def material_of(reading: Reading, *, publication: str = "", tags: TagBook = NO_TAGS) -> Material:
    """What ``reading`` offers. Raises ComposeError for a title that no post could carry."""
    article = reading.article
    if len(article.title) > LONGEST_TITLE:
        raise ComposeError(
            f"{article.source}: its title has {len(article.title):,} characters: shorten it"
        )
    notes: list[str] = []
    link = links.clean(article.link) if article.link else None
    if link and len(link) > links.LONGEST:
        notes.append(f"its link has {len(link):,} characters, which no platform takes: left out")
        link = None
    return Material(
        reading=reading,
        language=article.language,
        title=_set(article.title, article.language),
        leads=tuple(_leads(reading)),
        points=tuple(_points(reading, notes)),
        quotes=_quotes(reading),
        figure=_figure(reading),
        tags=hashtags(article, tags),
        link=link,
        source=publication or _host(link),
        site=_host(link) if publication else "",
        notes=(*article.notes, *notes),
        warnings=(*differing_figures(reading), *_title_warnings(reading)),
    )


def _set(text: str, language: str) -> str:
    return typeset(righted(" ".join(text.split()), language), language)


def _host(link: str | None) -> str:
    try:
        return (urlsplit(link or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _leads(reading: Reading) -> Iterator[str]:
    """The lead and its shortened forms that carry nothing which is not to be posted."""
    article = reading.article
    lead = (article.lead or "").strip()[:LONGEST_LEAD]
    cut = len(lead) == LONGEST_LEAD  # within its last sentence
    lead = _without_title(righted(lead, article.language), article.title, article.language)
    if not lead:
        return
    whole, *shorter = shortened(lead, article.language)
    said = [] if cut else [whole]
    for text in (*said, *shorter[-MOST_SHORTENED:]):
        if bare_words(text, reading.quotes) is None:
            yield typeset(" ".join(text.split()), article.language)


def _without_title(lead: str, title: str, language: str) -> str:
    """``lead`` without its first sentence, where that is the title once more."""
    first = next(iter(sentences(lead, language)), "")
    if plainly(first) != plainly(title):
        return lead
    return lead[lead.index(first) + len(first) :].strip()


def _points(reading: Reading, notes: list[str]) -> Iterator[str]:
    article = reading.article
    elsewhere = (article.title, article.lead or "")
    for point in reading.summary.points[:MOST_POINTS]:
        if len(point) > LONGEST_POINT:
            notes.append(f"a point left out: it has {len(point):,} characters")
        elif words := bare_words(point, reading.quotes):
            notes.append(f"a point left out: “{words}” by itself is not to be posted")
        elif broken_promises([point], (), article.text, elsewhere):
            notes.append(f"a point left out: it quotes what is not in the article: {point!r}")
        elif plainly(point) != plainly(article.title) and point.strip():
            yield _set(point, article.language)


def _quotes(reading: Reading) -> tuple[Quote, ...]:
    found = [quote for quote in reading.quotes if quote.card_worthy and quote.speaker]
    found.sort(key=lambda quote: (not quote.key, -quote.score, quote.start))
    return tuple(found[:MOST_QUOTES])


def _figure(reading: Reading) -> KeyFigure | None:
    found = key_figure(reading)
    if found is None or plainly(found.sentence) == plainly(reading.article.title):
        return None
    return found


def plainly(text: str) -> str:
    """``text`` as it is compared with another that should not say the same twice."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _title_warnings(reading: Reading) -> Iterator[str]:
    words = bare_words(reading.article.title, reading.quotes)
    if words:
        yield f"the title sets “{words}” in quotation marks by itself: look at its posts twice"


@cache
def _own_words() -> dict[str, dict[str, str]]:
    raw: dict[str, dict[str, str]] = tomllib.loads(
        files("bot.composing").joinpath("words.toml").read_text("utf-8")
    )
    return raw


def own_word(name: str, language: str) -> str:
    """A word of the bot's own in a language; in English where the table does not have it."""
    table = _own_words()
    return table.get(re.split("[-_]", language.lower())[0], table["en"])[name]
