"""How words of names are compared, and what an article's spelling says of capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

SAMPLE = 100_000  # characters of an article that tell how it spells a word
MAX_TRIES = 200  # places where a word may be part of a longer one
MAX_WORD = 30  # characters looked at in front of a word
# Behind a word or a comma and one space, or behind an apostrophe, no sentence starts; nor does
# one behind initials: "J.C. Reed". Those of states and bodies may close a sentence: "U.S.".
_INITIAL = r"[^\W\d_a-zß-ÿ]\."
_CERTAIN = re.compile(
    r"[ ’']([^\W\d_a-zß-ÿ](?:(?<=[^\W_] .)|(?<=, .)|(?<=[^\W\d_][’'].)"
    rf"|(?<= {_INITIAL} .)|(?<={_INITIAL}{_INITIAL} .)(?<![UDELN]\.{_INITIAL} .))[\w’'-]*)"
)
_LAST_WORD = re.compile(r"[\w’'.-]+(?!.)", re.DOTALL)
_LOWER = re.compile(r"[a-zß-ÿ][\w-]{2,}")


@lru_cache(maxsize=4096)
def plain_name(word: str) -> str:
    """A word of a name without case, accents, apostrophe shape or hyphens."""
    if word.isascii():
        return word.lower().replace("-", " ")
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("-", " ")


def words_within_sentences(text: str) -> frozenset[str]:
    """The words that have a capital within a sentence, as names are compared.

    Of one with "'s" (English, Dutch) also what stands before it.
    """
    words = set(map(plain_name, set(_CERTAIN.findall(text))))
    return frozenset(words.union([word[:-2] for word in words if word.endswith(("'s", "’s"))]))


class Capitals:
    """What an article's own spelling says of a word with a capital at a sentence's start."""

    def __init__(self, text: str, certain: Callable[[str], frozenset[str]]) -> None:
        """``certain`` gives a text's words whose capital only a name has, as names are compared."""
        self._text, self._find_certain = text[:SAMPLE], certain
        self._common: dict[str, bool] = {}
        self._opens: dict[str, bool] = {}
        self._before: dict[str, frozenset[str]] = {}

    @cached_property
    def _certain(self) -> frozenset[str]:
        return self._find_certain(self._text)

    def is_certain(self, word: str) -> bool:
        """Whether the word has a capital where only a name has one."""
        return plain_name(word) in self._certain

    def is_common(self, word: str) -> bool:
        """Whether a word of three letters or more, in lower case, is also written so."""
        known = self._common.get(word)
        if known is None:
            known = self._common[word] = bool(_LOWER.fullmatch(word)) and self._stands_alone(word)
        return known

    def stands_within(self, words: str) -> bool:
        """Whether words stand so within a sentence: « zegt Van Haren »."""
        known = self._opens.get(f" {words}")
        if known is None:
            within = re.compile(rf"[a-zß-ÿ] {re.escape(words)}(?![\w-])")
            known = self._opens[f" {words}"] = within.search(self._text) is not None
        return known

    def words_before(self, word: str) -> frozenset[str]:
        """The words with a capital that stand right before a word in the article, folded."""
        known = self._before.get(word)
        if known is None:
            known = self._before[word] = frozenset(self._found_before(word))
        return known

    def opens_longer(self, word: str) -> bool:
        """Whether a word with a capital follows it right behind it somewhere in the article."""
        known = self._opens.get(word)
        if known is None:
            longer = re.compile(rf"(?<![\w’'-]){re.escape(word)} [^\W\d_a-zß-ÿ]")
            known = self._opens[word] = longer.search(self._text) is not None
        return known

    def _found_before(self, word: str) -> Iterator[str]:
        text, at = self._text, -1
        for _ in range(MAX_TRIES):
            at = text.find(" " + word, at + 1)
            if at < 0:
                return
            if not _joins(text[at + 1 + len(word) : at + 2 + len(word)]):
                last = _LAST_WORD.search(text, max(0, at - MAX_WORD), at)
                if last is not None and last[0][0].isupper():  # "said" is a given name too
                    yield last[0].lower()

    def _stands_alone(self, word: str) -> bool:
        text, at = self._text, -1
        for _ in range(MAX_TRIES):
            at = text.find(word, at + 1)
            end = at + len(word)
            if at < 0 or not (_joins(text[at - 1 : at]) or _joins(text[end : end + 1])):
                return at >= 0
        return False


def _joins(sign: str) -> bool:
    return sign.isalnum() or sign in ("_", "-")
