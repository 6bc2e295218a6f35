"""Corrections: what has changed in an article since it was posted, and the post that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.composing.accounts import Account
from bot.composing.angles import Angle, headline_slide
from bot.composing.figures import figures
from bot.composing.house import House
from bot.composing.material import Material, material_of
from bot.composing.sentences import sentences
from bot.composing.typography import typeset
from bot.composing.writer import Unwritten, Writer
from bot.errors import ComposeError
from bot.model import (
    Article,
    CardOrder,
    Post,
    PostKind,
    Reading,
    Summary,
    SummarySource,
    Wording,
    same_words,
)

MOST_COMPARED = 400  # sentences of a text between its first and its last change


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A sentence, a point or a title that is no longer what it was.

    ``before`` is empty where words were added, ``after`` where words were taken out. ``figure``
    says that a figure in it has changed.
    """

    before: str
    after: str
    figure: bool = False


def changes(before: Wording, after: Wording, language: str) -> tuple[Change, ...]:
    """What has changed, from title to text; other spaces and other marks are no change."""
    found = [
        *_changed([before.title], [after.title], language),
        *_changed(_parted(before.lead, language), _parted(after.lead, language), language),
        *_changed(before.summary_points, after.summary_points, language),
        *_changed(_parted(before.text, language), _parted(after.text, language), language),
    ]
    return tuple(dict.fromkeys(found))


def correct(
    article: Article,
    before: Wording,
    account: Account,
    *,
    house: House | None = None,
) -> Post[CardOrder]:
    """The post that corrects an earlier one about this article, of which ``before`` was told.

    It names the change that matters most: one of a figure, or the first; where that is too long
    for the platform, it says that the article has changed.

    Raises ComposeError where nothing has changed, or no variant fits.
    """
    house = house or House()
    found = changes(before, article, article.language)
    if not found:
        raise ComposeError(f"{article.source}: no word has changed; nothing to correct")
    summary = Summary(points=article.summary_points, source=SummarySource.ARTICLE)
    reading = Reading(article=article, summary=summary, quotes=())
    material = material_of(reading, publication=house.publication, tags=house.tags)
    main = min(found, key=lambda change: (not change.figure, not (change.before and change.after)))
    writer = Writer(material, account, house)
    reasons: list[str] = []
    for angle in _angles(material, main):
        version = writer.write(angle)
        if not isinstance(version, Unwritten):
            return writer.post(version, notes=material.notes)
        reasons.append(version.reason)
    raise ComposeError(f"{article.source}: {'; '.join(dict.fromkeys(reasons))}")


def _angles(material: Material, change: Change) -> Iterator[Angle]:
    """The change; what there is now; and only that there is a change.

    Words that were quoted and that the article no longer has are not quoted once more.
    """
    was, now = (_set(words, material.language) for words in (change.before, change.after))
    for before, after in dict.fromkeys(((was, now), (None, now), (None, None))):
        yield Angle(
            name="the correction",
            kind=PostKind.CORRECTION,
            template="correction",
            ladder=({"before": before, "after": after},),
            slides=(headline_slide(material),),
        )


def _set(words: str, language: str) -> str | None:
    return typeset(" ".join(words.split()), language) or None


def _parted(text: str | None, language: str) -> list[str]:
    paragraphs = (text or "").split("\n\n")
    return [each for paragraph in paragraphs for each in sentences(paragraph, language)]


def _changed(before: Sequence[str], after: Sequence[str], language: str) -> Iterator[Change]:
    old, new = _without_ends(list(before), list(after))
    matcher = SequenceMatcher(None, old[:MOST_COMPARED], new[:MOST_COMPARED], autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        for was, now in _pairs(old[start:end], new[first:last]) if tag != "equal" else ():
            if not same_words(was, now):
                differ = _figures(was, language) != _figures(now, language)
                yield Change(before=was, after=now, figure=differ)


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """What took whose place: one for one where there are as many, else all for all."""
    if len(old) == len(new):
        return list(zip(old, new, strict=True))
    return [(" ".join(old), " ".join(new))]


def _without_ends(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The two without what they begin and end with alike."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    return old[start : len(old) - end], new[start : len(new) - end]


def _figures(text: str, language: str) -> set[tuple[object, str]]:
    return {(figure.value, figure.unit) for figure in figures(text, language)}
