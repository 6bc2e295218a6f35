"""Markdown to the words that its reader sees."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)$")
_LIST_ITEM = re.compile(r"^[ \t]*-[ \t]+(.*)$")

# CommonMark 0.31's inline forms, the outer ones first. Lengths are bounded so that no text can
# make the matching slow.
_INLINE = (
    (re.compile(r"<!--.{0,5000}?-->", re.DOTALL), ""),
    (
        re.compile(
            r"!\[([^\[\]]{0,1000})\]\([^()\s]{0,2000}(?:\s+[\"'(][^\n]{0,300}?[\"')])?\s?\)"
        ),
        r"\1",
    ),
    (re.compile(r"!\[([^\[\]]{0,1000})\]\[[^\[\]]{0,200}\]"), r"\1"),
    (re.compile(r"\[\^[^\[\]\s]{1,50}\]"), ""),
    (
        re.compile(
            r"\[([^\[\]]{1,1000})\]\((?:<[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]{0,500}\)){0,2000})"
            r"(?:\s+[\"'(][^\n]{0,300}?[\"')])?\s?\)"
        ),
        r"\1",
    ),
    (re.compile(r"\[([^\[\]]{1,1000})\]\[[^\[\]]{0,200}\]"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>\n]{0,500}>"), ""),
    (re.compile(r"(?<!\\)(`{1,3})([^`\n]{1,2000})\1"), r"\2"),
    (re.compile(r"(?<!\\)\*\*\*(?=\S)([^*\n]{1,2000})(?<=\S)\*\*\*"), r"\1"),
    (re.compile(r"(?<!\\)\*\*(?=\S)([^\n]{1,2000}?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<![\w\\])__(?=\S)([^\n]{1,2000}?)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<!\\)\*(?=\S)([^*\n]{1,2000})(?<=\S)\*"), r"\1"),
    (re.compile(r"(?<![\w\\])_(?=\S)([^_\n]{1,2000})(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"~~(?=\S)([^~\n]{1,2000})(?<=\S)~~"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]]{1,200}\]:[ \t]*\S+.*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_BULLET = re.compile(r"^[ \t]*[-*+•][ \t]+(?=\S)")
_NUMBER = re.compile(r"^[ \t]*\d{1,9}[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Markdown:
    """``title``: the first level-one heading. ``text``: paragraphs parted by blank lines,
    crossheads as ``## `` lines, points as ``• `` lines."""

    title: str | None
    text: str


@dataclass(slots=True)
class _Writer:
    """Gathers the lines of a paragraph and writes it when it is over."""

    title: str | None = None
    blocks: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def close(self) -> None:
        if self.open:
            self.blocks.append(_words(" ".join(self.open)))
        self.open = []

    def heading(self, level: int, words: str) -> None:
        self.close()
        if level == 1 and self.title is None:
            self.title = _words(words)
        elif words:
            self.blocks.append(f"## {_words(words)}")

    def point(self, words: str) -> None:
        self.close()
        self.open = [f"• {words}"]


def split_front_matter(text: str) -> tuple[Mapping[str, list[str]], str]:
    """The properties at the head of ``text`` (between ``---`` lines), and the rest.

    Reads what content systems write there, a small part of YAML: ``key: value``,
    ``key: [a, b]`` and ``- a`` lists. Keys are in lower case.
    """
    match = _FRONT.match(text.removeprefix("\ufeff"))
    if match is None:
        return {}, text
    found: dict[str, list[str]] = {}
    key = ""
    for line in match.group(1).splitlines():
        named, item = _PROPERTY.match(line), _LIST_ITEM.match(line)
        if named:
            key = named.group(1).lower()
            found[key] = _values(named.group(2))
        elif item and key:
            found[key].extend(_values(item.group(1)))
    return found, text.removeprefix("\ufeff")[match.end() :]


def _values(raw: str) -> list[str]:
    raw = raw.strip()
    parts = raw[1:-1].split(",") if raw.startswith("[") and raw.endswith("]") else [raw]
    return [value for part in parts if (value := _unquoted(part.strip()))]


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"')
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def plain_markdown(text: str) -> Markdown:
    """The words of a Markdown ``text``; links, images and emphasis leave theirs behind."""
    writer = _Writer()
    fenced = False
    for line in text.expandtabs(4).splitlines():
        if _FENCE.match(line):
            fenced = not fenced
            writer.close()
        elif fenced:
            writer.blocks.append(line)
        else:
            _take(writer, line)
    writer.close()
    return Markdown(title=writer.title, text=_joined(writer.blocks))


def _take(writer: _Writer, line: str) -> None:
    line = _QUOTE.sub("", line)
    heading, underline = _HEADING.match(line), _UNDERLINE.match(line)
    if heading:
        writer.heading(len(heading.group(1)), heading.group(2))
    elif underline and writer.open:
        words, writer.open = " ".join(writer.open), []
        writer.heading(1 if underline.group(1)[0] == "=" else 2, words)
    elif not line.strip() or _RULE.match(line) or _DEFINITION.match(line):
        writer.close()
    elif _BULLET.match(line):
        writer.point(_BULLET.sub("", line))
    elif _NUMBER.match(line):
        writer.close()
        writer.open = [line.strip()]
    else:
        writer.open.append(line.strip())


def _words(text: str) -> str:
    for pattern, words in _INLINE:
        text = pattern.sub(words, text)
    return " ".join(html.unescape(text).split())


def _joined(blocks: list[str]) -> str:
    text = ""
    for number, block in enumerate(blocks):
        listed = number and block.startswith("• ") and blocks[number - 1].startswith("• ")
        text += ("\n" if listed else "\n\n" if number else "") + block
    return text
