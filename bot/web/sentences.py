"""What the program says in English, told in another language.

Warnings, refusals and reasons are made where things happen, and kept and logged in English. Here a
sentence is found again among the templates of ``locale/core.*.po``, whose values are numbered
holes: ``"post {1} is {2}: {3}"``. A translation that writes ``{3:t}`` has that value translated as
well; any other stands as it is, for it may be somebody's words. What is no sentence of the
program's stays as it is. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from babel.messages.pofile import read_po

_HOLE = re.compile(r"\{(\d+)(:t)?\}")
_DEEPEST = 6  # sentences within sentences
_JOINS = (("; ", "\u202f; "), (": ", "\u00a0: "), (" and ", " et "), (", ", ", "))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A template: ``pattern`` knows it again, ``holes`` are its values' numbers in their order."""

    pattern: re.Pattern[str]
    holes: tuple[str, ...]
    translation: str


@lru_cache(maxsize=4096)
def told(said: str, language: str) -> str:
    """A sentence of the program's in another language; what is none, as it is."""
    return _told(said, language, _DEEPEST)


def _told(said: str, language: str, depth: int) -> str:
    plain, sentences = catalogue(language)
    if said in plain and (" " in said or depth < _DEEPEST):
        return plain[said]
    if depth and not said.isspace():
        listed = [(each, _told(each, language, depth - 1)) for each in said.split("; ")]
        if len(listed) > 1 and all(each != theirs for each, theirs in listed):
            return "\u202f; ".join(theirs for _, theirs in listed)
        for sentence in sentences:
            if match := sentence.pattern.fullmatch(said):
                return _filled(sentence, match, language, depth - 1)
        return _in_parts(said, language, depth - 1)
    return said


def _filled(sentence: Sentence, match: re.Match[str], language: str, depth: int) -> str:
    values = dict(zip(sentence.holes, match.groups(), strict=True))

    def value(hole: re.Match[str]) -> str:
        text = values[hole[1]]
        return _told(text, language, depth) if hole[2] else text

    return _HOLE.sub(value, sentence.translation)


def _in_parts(said: str, language: str, depth: int) -> str:
    """Several sentences, or a sentence behind somebody's name or before what is left."""
    for sign, theirs in _JOINS:
        if sign in said:
            first, _, rest = said.partition(sign)
            parts = (_told(first, language, depth), _told(rest, language, depth))
            if parts != (first, rest):
                return theirs.join(parts)
    plain, _ = catalogue(language)
    for subject, translation in plain.items():
        if " " in subject and said.startswith(f"{subject} "):
            rest = said[len(subject) + 1 :]
            predicate = _told(rest, language, depth)
            if predicate != rest:
                return f"{translation} {predicate}"
    return said


@cache
def catalogue(language: str) -> tuple[dict[str, str], tuple[Sentence, ...]]:
    """The sentences without a value, and those with; of two that fit the longer is meant."""
    plain: dict[str, str] = {}
    sentences = []
    for said, translation in messages(language).items():
        if _HOLE.search(said):
            sentences.append(_sentence(said, translation))
        else:
            plain[said] = translation
    sentences.sort(key=lambda each: -len(_HOLE.sub("", each.pattern.pattern)))
    return plain, tuple(sentences)


def messages(language: str) -> dict[str, str]:
    """The templates with their translations; none into English."""
    file = files("bot.web").joinpath("locale", f"core.{language}.po")
    if not file.is_file():
        return {}
    with file.open("rb") as source:
        return {str(each.id): str(each.string) for each in read_po(source) if each.id}


def _sentence(said: str, translation: str) -> Sentence:
    texts = _HOLE.split(said)[::3]
    holes = tuple(match[1] for match in _HOLE.finditer(said))
    pattern = "(.+?)".join(re.escape(text) for text in texts)
    return Sentence(pattern=re.compile(pattern, re.DOTALL), holes=holes, translation=translation)
