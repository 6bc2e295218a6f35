"""From pasted text, Markdown or an extracted page to an Article.

What is not the article's own text is dropped: the page's furniture and the headline where it is
repeated. The newsroom's summary block is taken out and becomes the summary points; crossheads
become sections. Damage that a copy does to characters is mended first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from bot.errors import DocumentError
from bot.model import Article, ArticleKind, Section, fingerprint, plain_words
from bot.reading.languages import Language, Languages, shipped
from bot.reading.text.furniture import furniture, summary_heading
from bot.reading.text.interviews import MIN_TURNS, answers
from bot.reading.text.paragraphs import paragraph_spans
from bot.reading.text.repair import clean
from bot.reading.utterances.dialogue import DASHES, spoken

_BULLET = re.compile(r"^\s*(?:[•‣▪▸►▶◦·●■∙→➜➔➤➡✓✔✅*–—-]|[-*] \[[ x]\])\s+(?=\S)")
_NUMBERED = re.compile(r"^(\d{1,2})[.)]\s+(?=\S)")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
# « On n’a plus rien à perdre »: a line that is all quoted and has no stop, as headlines have none.
_ALL_QUOTED = re.compile(r"[«“„\"‘'‹‚][^«»“”„\"\n]*[^\s.!?…,;:«»“”„\"]\s?[»”“\"’'‘›]")
# The same with a stop or behind the label of who says it.
_PULLED = re.compile(r"(?:[^\W\d_][\w -]{,40}: ?)?[«“„\"‘'‹‚]([^«»“”„\"\n]{8,})[»”“\"’'‘›]")
_CLOSING_MARKS = "»”“\"'’‘›"
_SOURCE_LINE = ("―", "(")  # "(Ann Reed)" names who says the line above, as a dash does
_BOLD_LABEL = re.compile(r"^\*\*([^*]{1,60})\*\*(?=\s?\S)")  # **Anne Roux:** of an interview
_EMPHASIS = re.compile(r"^(\*\*|__)(.+?)\1$")
_TERMINAL = (".", "!", "?", "…", ":", ",", ";", "»", "”", '"', "“", "’", "'")
_DAY = re.compile(r"(?<!\d)\d{1,2}\.\s*$")
_FIELD = re.compile(r"[^\W\d_][^:.!?]{0,24}\s?:\s")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"\s*([^\W\d_]+)")
_SENTENCE_END = re.compile(r"[.!?…][»”\"’)\s]*\s+(?=[\"«“„(]?\s?[^\W\d_a-zà-ÿ])")
MAX_TITLE = 220  # characters; longer first lines are paragraphs
MAX_SPELLING = 3  # times the title's length, that no spelling of it with other signs goes beyond
MAX_HEADING_WORDS = 16
MIN_PULLED = 2  # spaces within words that a line pulls out of the text
MAX_PULLED = 30  # lines down to where they stand
MAX_POINTS = 12
MAX_SUMMARY_HEADING = 6  # words of a heading that no list knows
MAX_SECTIONS = 500  # more headings than any article has: a list
MAX_LINES = 2_000  # of which a table has more, and each of them shorter than MIN_LINE
MIN_LINE = 12  # characters
MIN_POINT = 3  # words of a point; shorter items are links or names


class _Line(NamedTuple):
    """A line of the text; ``block`` counts the blank lines before it."""

    text: str
    block: int
    bullet: bool = False
    heading: bool = False


def article_from_text(
    text: str,
    *,
    source: str,
    fetched_at: datetime,
    url: str | None = None,
    canonical_url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    languages: Languages | None = None,
) -> Article:
    """The article in ``text``: paragraphs parted by a blank line, "• " or Markdown lists.

    Without ``title`` the headline is the first line that can be one, else the first sentence;
    without ``language`` it is detected. Raises DocumentError when the text holds no article.
    """
    shelf = languages or shipped()
    cleaned = clean(text)
    count = cleaned.count("\n")
    if count > MAX_LINES and len(cleaned) < MIN_LINE * count:
        raise DocumentError(f"{source}: no article in it, only {count} short lines as of a table")
    code = language or shelf.detect(cleaned)
    rules = shelf.get_or_nearest(code)
    judges = [rules] if code in shelf.codes or language else [shelf.get(c) for c in shelf.codes]
    lines = _lines(cleaned, rules)
    for judge in judges:
        dropped = furniture(judge).within_text(cleaned)
        lines = [line for line in lines if not dropped.has(line.text)]
    if not any(any(map(str.isalpha, line.text)) for line in lines):
        raise DocumentError(f"{source}: no article in it, only blank lines or page furniture")
    found_title, lines = _take_title(lines, clean(title or "").strip(), rules)
    points, lines = _take_summary(lines, found_title, rules)
    body, sections = _body(lines)
    if not body:
        raise DocumentError(f"{source}: a headline without an article under it")
    return Article(
        url=url,
        canonical_url=canonical_url,
        source=source,
        language=rules.code if language is None else language,
        title=found_title,
        lead=_lead(lines),
        summary_points=points,
        text=body,
        sections=sections,
        kind=ArticleKind.INTERVIEW if _is_interview(body, rules) else ArticleKind.ARTICLE,
        sha256=fingerprint(found_title, *points, body),
        fetched_at=fetched_at,
    )


def _lines(text: str, rules: Language) -> list[_Line]:
    found: list[_Line] = []
    block = 0
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            block += 1
            continue
        found.append(_line(line, block, rules))
    return found


def _line(line: str, block: int, rules: Language) -> _Line:
    if line[0].isalnum():
        return _Line(line, block)
    if line.startswith("**"):
        line = _BOLD_LABEL.sub(r"\1", line)
    if heading := _HEADING.match(line):
        return _Line(heading.group(1), block, heading=True)
    bullet = _BULLET.match(line)
    if bullet and not (line[0] in DASHES and spoken(line, (0, len(line)), rules)):
        return _Line(line[bullet.end() :], block, bullet=True)
    if emphasis := _EMPHASIS.match(line):
        return _Line(emphasis.group(2), block)
    return _Line(line, block)


# --- the title ----------------------------------------------------------------------------


def _take_title(lines: Sequence[_Line], given: str, rules: Language) -> tuple[str, list[_Line]]:
    """The headline, and the lines without it, however often the page repeats it."""
    title = given
    if not title:
        first = lines[0]
        if _is_headline(first, lines, rules):
            title = first.text
        else:
            return _first_sentence(first.text, rules), list(lines)
    return title, _without_title(lines, title)


def _without_title(lines: Sequence[_Line], title: str) -> list[_Line]:
    """The lines that are no spelling of the title; most are told by their first word."""
    same = plain_words(title)
    opening, longest = _first_word(same), MAX_SPELLING * len(title)
    return [
        line
        for line in lines
        if len(line.text) > longest
        or ("&" not in line.text and _first_word(line.text) != opening)
        or plain_words(line.text) != same
    ]


def _first_word(text: str) -> str:
    found = _WORD.search(normalize("NFC", text))
    return found[0] if found else ""


def _is_headline(line: _Line, lines: Sequence[_Line], rules: Language) -> bool:
    """A headline is short, one sentence, and stands above something.

    With a full stop it is told from a lead by its telegraphic style: few function words.
    """
    if line.bullet or len(lines) < 2 or len(line.text) > MAX_TITLE:
        return False
    if line.heading:
        return True
    if len(lines) > 1 and lines[1].block == line.block and not line.text.endswith(_TERMINAL[:4]):
        return True
    if _SENTENCE_END.search(line.text) and line.text.endswith("."):
        return False
    if not line.text.endswith(".") or line.text.endswith("..."):
        return True
    words = _WORD.findall(line.text.lower())
    return sum(word in rules.words.stop_words for word in words) < 0.3 * len(words)


def _first_sentence(text: str, rules: Language) -> str:
    """The first sentence; of a very long one, as many whole words as a headline may have."""
    ends = _SENTENCE_END.finditer(text)
    cut = next((end for end in ends if not _within_date(text, end.end(), rules)), None)
    sentence = text[: cut.end()].strip() if cut else text
    if len(sentence) <= MAX_TITLE:
        return sentence
    return sentence[:MAX_TITLE].rsplit(None, 1)[0] + "…"


def _within_date(text: str, end: int, rules: Language) -> bool:
    """Whether the full stop before ``end`` is that of a day: „am 27. April“."""
    ahead = _LETTERS.match(text, end)
    day = _DAY.search(text[max(0, end - 8) : end])
    return bool(day and ahead and ahead[1].lower() in rules.words.months)


# --- the summary --------------------------------------------------------------------------


def _take_summary(
    lines: list[_Line], title: str, rules: Language
) -> tuple[tuple[str, ...], list[_Line]]:
    """The points of the newsroom's summary block, and the lines without the block.

    Under its heading stand list items; where there are none, the lines up to the next blank one.
    A list that stands above all of the text is a summary under any short heading, or under none.
    """
    for index, line in enumerate(lines):
        head, rest = summary_heading(line.text, rules)
        if not head:
            continue
        if rest:
            return (rest,), [*lines[:index], *lines[index + 1 :]]
        stop = _block_end(lines, index + 1)
        if stop > index + 1:
            points = tuple(_point(item) for item in lines[index + 1 : stop])
            return points, [*lines[:index], *lines[stop:]]
    return _take_list_on_top(lines)


def _take_list_on_top(lines: list[_Line]) -> tuple[tuple[str, ...], list[_Line]]:
    """The points of a list in front of the first paragraph, and the lines without it."""
    start = 0
    if lines and not lines[0].bullet and _may_head_list(lines[0]):
        start = 1
    stop = _list_end(lines, start)
    points = tuple(_point(item) for item in lines[start:stop])
    if not 2 <= len(points) < len(lines) - start:
        return (), lines
    if any(len(point.split()) < MIN_POINT or point.endswith("?") for point in points):
        return (), lines
    if 2 * sum(_FIELD.match(point) is not None for point in points) > len(points):
        return (), lines  # "STADIUM : Old Quay" is a table
    return points, lines[stop:]


def _may_head_list(line: _Line) -> bool:
    closed = line.text.endswith((".", "!", "…", ",", ";"))
    return not closed and _has_at_most(MAX_SUMMARY_HEADING, line.text)


def _point(line: _Line) -> str:
    return line.text if line.bullet else _NUMBERED.sub("", line.text)


def _list_end(lines: Sequence[_Line], start: int) -> int:
    """The line behind the list that opens at ``start``: bullets, or numbers from 1 on."""
    stop = start
    while stop < len(lines) and lines[stop].bullet and stop - start < MAX_POINTS:
        stop += 1
    if stop > start:
        return stop
    while stop < len(lines) and stop - start < MAX_POINTS:
        numbered = _NUMBERED.match(lines[stop].text)
        if numbered is None or int(numbered.group(1)) != stop - start + 1:
            break
        stop += 1
    return stop


def _block_end(lines: Sequence[_Line], start: int) -> int:
    stop = _list_end(lines, start)
    if stop > start or start == len(lines):
        return stop
    while (
        stop < len(lines)
        and lines[stop].block == lines[start].block
        and not lines[stop].heading
        and stop - start < MAX_POINTS
    ):
        stop += 1
    return stop


# --- the body -----------------------------------------------------------------------------


def _body(lines: Sequence[_Line]) -> tuple[str, tuple[Section, ...]]:
    """The text, paragraphs parted by a blank line, and its sections."""
    parts: list[str] = []
    headings: list[tuple[str | None, int]] = [(None, 0)]
    at = 0
    for index, line in enumerate(lines):
        gap = ("\n" if _same_block(lines, index) else "\n\n") if index else ""
        at += len(gap)
        if len(headings) <= MAX_SECTIONS and is_crosshead(lines, index):
            headings.append((line.text, at))
        bullet = "• " if line.bullet else ""
        parts += (gap, bullet, line.text)
        at += len(bullet) + len(line.text)
    body = "".join(parts)
    if len(headings) > MAX_SECTIONS:
        headings = headings[:1]
    return body, _sections(headings, len(body))


def _is_interview(body: str, rules: Language) -> bool:
    if body.count("?") < MIN_TURNS:
        return False
    return bool(answers(body, paragraph_spans(body, rules), rules))


def _same_block(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line belongs to the paragraph before it: text broken into lines, or a list."""
    line, last = lines[index], lines[index - 1]
    return line.block == last.block and not (line.heading or last.heading)


def is_crosshead(lines: Sequence[_Line], index: int) -> bool:
    """A crosshead is a short line of its own, without a full stop, with text under it."""
    line = lines[index]
    if line.heading:
        return True
    alone = (index == 0 or lines[index - 1].block != line.block) and (
        index + 1 < len(lines) and lines[index + 1].block != line.block
    )
    if alone and not line.bullet and _is_pulled(lines, index):
        return True
    if line.bullet or not alone or line.text.endswith((".", "…", ":", ",", ";")):
        return False
    if _ALL_QUOTED.fullmatch(line.text):
        return _is_by_itself(lines, index) and _has_at_most(MAX_HEADING_WORDS, line.text)
    if '"' in line.text or any(mark in line.text for mark in "«»“”„‹›‘"):
        return False
    return not line.text[0].islower() and _has_at_most(MAX_HEADING_WORDS, line.text)


def _is_pulled(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line is but words in marks that are quoted further down: pulled out of the text."""
    if lines[index].text[-1] not in _CLOSING_MARKS:
        return False
    pulled = _PULLED.fullmatch(lines[index].text)
    if pulled is None or not _has_at_most(MAX_HEADING_WORDS, lines[index].text):
        return False
    words = pulled[1].lower()
    return words.count(" ") >= MIN_PULLED and any(
        words in later.text.lower() for later in islice(lines, index + 1, index + MAX_PULLED)
    )


def _is_by_itself(lines: Sequence[_Line], index: int) -> bool:
    """Whether neither the line above leads to a line nor the line below names its source."""
    above, below = lines[max(0, index - 1)], lines[index + 1]
    return not (above.text.endswith(":") or below.bullet or below.text.startswith(_SOURCE_LINE))


def _has_at_most(words: int, text: str) -> bool:
    return 0 < len(text.split(None, words)) <= words


def _sections(headings: Sequence[tuple[str | None, int]], length: int) -> tuple[Section, ...]:
    starts = [start for _, start in headings] + [length]
    return tuple(
        Section(heading=heading, start=start, end=stop)
        for (heading, start), stop in zip(headings, starts[1:], strict=True)
        if stop > start
    )


def _lead(lines: Sequence[_Line]) -> str | None:
    """The first paragraph that is text."""
    for index, line in enumerate(lines):
        if not line.bullet and not is_crosshead(lines, index):
            return line.text
    return None
