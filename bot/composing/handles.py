"""People and organisations by their handles, as the newsroom's book has them.

A name outside quotation marks is followed by its handle: "Ada Martin (@ada)". Whoever is not in
the book stays plain: a handle is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.composing.addresses import addresses
from bot.review import quoted_spans

MOST = 2  # handles in one post: more of them read as spam

# What a handle looks like, where a text can carry one that leads to the account.
# X: help.x.com, "username registration"; Bluesky: atproto.com/specs/handle; Mastodon:
# docs.joinmastodon.org, acct; Instagram and Threads: letters, digits, dots and underscores, at most
# 30; Telegram: core.telegram.org/api/username. On Facebook, LinkedIn and Discord no text has one.
FORMS: Mapping[str, re.Pattern[str]] = {
    "x": re.compile(r"[A-Za-z0-9_]{1,15}"),
    "bluesky": re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*", re.I),
    "mastodon": re.compile(r"[A-Za-z0-9_.-]+@(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*", re.I),
    "threads": re.compile(r"[A-Za-z0-9_.]{1,30}"),
    "instagram": re.compile(r"[A-Za-z0-9_.]{1,30}"),
    "telegram": re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}"),
}
_WORD = re.compile(r"\w+(?:[.&+‐‑-]\w+)*")
_NOT_BEFORE = re.compile(r"['’‐‑)-]| \(")  # no room for a handle: a possessive, a bracket


class _Entry(NamedTuple):
    words: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Handles:
    """Names, and for each its handle by platform, without ``@``.

    ``by_name`` also has a name's other forms, each with the same handles.
    """

    by_name: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _first_words: dict[str, list[_Entry]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in self.by_name:
            words = tuple(_WORD.findall(name))
            if words:
                self._first_words.setdefault(words[0], []).append(_Entry(words, name))
        for entries in self._first_words.values():
            entries.sort(key=lambda entry: -len(entry.words))

    def of(self, name: str | None, platform: str) -> str | None:
        """The handle of a name on a platform, with ``@``."""
        handle = self.by_name.get(name or "", {}).get(platform)
        return f"@{handle}" if handle else None

    def added(
        self, texts: Sequence[str], platform: str, kept: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """The pieces of a post with the handles of the first names that have one, each once.

        Quotations, addresses and the texts ``kept`` stay as they are.
        """
        if platform not in FORMS or not self.by_name:
            return tuple(texts)
        used = {each for text in texts if "@" in text for each in self._standing(text, platform)}
        return tuple(self._with_handles(text, platform, kept, used) for text in texts)

    def _standing(self, text: str, platform: str) -> Iterator[str]:
        for handles in self.by_name.values():
            handle = handles.get(platform)
            if handle and f"@{handle}" in text:
                yield f"@{handle}"

    def _with_handles(self, text: str, platform: str, kept: Sequence[str], used: set[str]) -> str:
        pieces: list[str] = []
        end = 0
        for name, start, stop in self._names(text, kept):
            handle = self.of(name, platform)
            room = not _NOT_BEFORE.match(text, stop) and text[start - 1 : start] != "("
            if handle and handle not in used and room and len(used) < MOST:
                used.add(handle)
                pieces += [text[end:stop], f" ({handle})"]
                end = stop
        return "".join([*pieces, text[end:]])

    def _names(self, text: str, kept: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """The book's names in ``text`` outside quotations, addresses and what is kept."""
        if self._first_words.keys().isdisjoint(_WORD.findall(text)):
            return
        words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
        taken = [(each.start, each.end) for each in addresses(text)] + quoted_spans(text)
        taken += [(text.find(each), text.find(each) + len(each)) for each in kept if each in text]
        index = 0
        while index < len(words):
            entry = self._entry_at(words, index)
            if entry is None:
                index += 1
                continue
            start, end = words[index][1], words[index + len(entry.words) - 1][2]
            index += len(entry.words)
            if not any(first < end and start < last for first, last in taken):
                yield entry.name, start, end

    def _entry_at(self, words: Sequence[tuple[str, int, int]], index: int) -> _Entry | None:
        for entry in self._first_words.get(words[index][0], ()):
            found = tuple(word for word, _, _ in words[index : index + len(entry.words)])
            if found == entry.words:
                return entry
        return None
