"""What the reader knows about a language: one TOML file each, read into frozen records.

``schema`` has the records, ``values`` what stands in them, ``files`` reads them; how to write such
a file stands in docs/how-to/add-a-language.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from bot.errors import LanguageError
from bot.reading.languages.files import read_file
from bot.reading.languages.schema import Cases, Language
from bot.reading.languages.values import Gender, Words, fold

__all__ = [
    "SHIPPED",
    "Cases",
    "Gender",
    "Language",
    "Languages",
    "Words",
    "fold",
    "read_file",
    "shipped",
]

SHIPPED = Path(__file__).resolve().parent


_SAMPLE = 20_000  # characters: far more than enough to tell a language by its stop words
_PIECES, _PIECE = 4, 300  # of the sample that are read first, and the characters of each
_SURE, _TIMES = 12, 1.5  # different stop words in them, and as many times any other language's
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Languages:
    """The languages of one folder, each file read when it is first asked for."""

    folder: Path = SHIPPED

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the folder's languages, which are the names of its files."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.toml")))

    @cached_property
    def _read(self) -> dict[str, Language]:
        return {}

    def get(self, code: str) -> Language:
        """The language of ``code``; a regional code ("fr-CA") gives its language.

        Raises LanguageError when the folder has no such language.
        """
        code = re.split(r"[-_]", code.lower(), maxsplit=1)[0]
        if code not in self._read:
            if code not in self.codes:
                known = ", ".join(self.codes)
                raise LanguageError(f"no language file for {code!r}: there are {known}")
            self._read[code] = read_file(self.folder / f"{code}.toml")
        return self._read[code]

    def get_or_nearest(self, code: str) -> Language:
        """The language of ``code``, or where the folder has none, English or the first there is.

        Marks are paired alike in every language, so even a wrong one finds most quotations.
        """
        base = re.split(r"[-_]", code.lower(), maxsplit=1)[0]
        if base in self.codes:
            return self.get(base)
        return self.get("en" if "en" in self.codes else self.codes[0])

    def detect(self, text: str) -> str:
        """The code of the language whose stop words the text uses most, "und" if of none.

        A few pieces tell it of most texts; where they leave a doubt, all of the sample is read.
        """
        text = text[:_SAMPLE]
        known = self._stop_words
        if known and len(text) > _PIECES * _PIECE:
            words = set(" ".join(_spread(text)).lower().split())
            scores = {code: len(stop_words & words) for code, stop_words in known.items()}
            best, *others = sorted(scores, key=scores.__getitem__, reverse=True)
            if scores[best] > max([_SURE, *(_TIMES * scores[code] for code in others)]):
                return best
        counts = Counter(_WORD.findall(text.lower()))
        found = {code: counts.keys() & stop_words for code, stop_words in known.items()}
        scores = {code: sum(map(counts.__getitem__, words)) for code, words in found.items()}
        best = max(scores, key=scores.__getitem__, default="und")
        return best if scores.get(best) else "und"

    @cached_property
    def _stop_words(self) -> dict[str, Words]:
        """The stop words of each language by its code."""
        return {code: self.get(code).words.stop_words for code in self.codes}


def _spread(text: str) -> Iterator[str]:
    """Pieces of a text that stand equally far apart, the first at its start."""
    step = len(text) // _PIECES
    return (text[at : at + _PIECE] for at in range(0, step * _PIECES, step))


@cache
def shipped() -> Languages:
    """The languages that come with the program."""
    return Languages()
