"""What the reader knows about a language: one TOML file each, read into frozen records.

The records below are the schema. A table of the file is a field of ``Language``, a key of the
table is a field of that table's record, and the field's type says what the value must be. A key
without a default must be there; a key that no field has is an error, so that a slip of the pen
is found. How to write such a file: docs/how-to/add-a-language.md.

Words are compared folded (``fold``): lower case, straight apostrophe.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NewType, TypeVar

from bot.errors import LanguageError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Table = TypeVar("Table", bound=DataclassInstance)

SHIPPED = Path(__file__).resolve().parent


class Gender(StrEnum):
    """Grammatical gender, as far as it helps to tell people apart."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    ANY = "any"


Words = frozenset[str]
Gendered = Mapping[str, Gender]
Patterns = tuple[re.Pattern[str], ...]
Pairs = tuple[tuple[str, str], ...]
Forms = NewType("Forms", frozenset[str])  # inflected forms, written as stems and endings

NO_WORDS: Words = frozenset()


def fold(word: str) -> str:
    """The form in which words are compared: lower case, straight apostrophe."""
    return word.lower().replace("’", "'")


@dataclass(frozen=True, kw_only=True, slots=True)
class WordRules:
    """How a text is cut into words and sentences."""

    stop_words: Words
    abbreviations: Words = NO_WORDS
    elisions: Words = NO_WORDS
    attached_pronouns: Words = NO_WORDS
    possessive_endings: Words = NO_WORDS
    adverbs: Words = NO_WORDS
    adverb_endings: tuple[str, ...] = ()
    months: Words = NO_WORDS
    time_words: Words = NO_WORDS
    nouns_capitalised: bool = False
    compounds: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkRules:
    """The quotation marks that newsrooms of the language use, the most usual pair first."""

    pairs: Pairs
    attribution_inside: bool = False
    dash_attribution: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """How words are attributed to their speaker."""

    verbs: Forms
    label_verbs: Forms
    participles: tuple[str, ...] = ()
    nouns: Words = NO_WORDS
    according: tuple[str, ...] = ()
    according_after: tuple[str, ...] = ()
    according_at_start: tuple[str, ...] = ()
    manner: Words = NO_WORDS
    resuming: tuple[str, ...] = ()
    statements: Words = NO_WORDS
    impersonal: tuple[str, ...] = ()
    auxiliaries: Words = NO_WORDS
    clitics: Words = NO_WORDS
    reported: Words = NO_WORDS
    subject_first: bool = False
    verb_second: bool = False
    subject_dropped: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """The small words that open, link and close noun phrases."""

    definite: Gendered
    indefinite: Gendered
    possessive: Words
    links: Words
    prepositions: Words
    relatives: Words
    plural: Words = NO_WORDS
    conjunctions: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Pronouns:
    """Pronouns that stand for a speaker."""

    singular: Gendered
    plural: Words = NO_WORDS
    plural_verb_endings: tuple[str, ...] = ()
    latest: Gendered = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Names, honorifics and the nouns that say who somebody is."""

    honorifics: Gendered
    particles: Words
    roles: Gendered
    role_endings: Gendered = field(default_factory=dict)
    role_modifiers: Words = NO_WORDS
    organisations: Words = NO_WORDS
    generic_bodies: Words = NO_WORDS
    collectives: Words = NO_WORDS
    given_names: Gendered = field(default_factory=dict)
    given_name_endings: Gendered = field(default_factory=dict)
    demonyms: Words = NO_WORDS
    demonym_endings: tuple[str, ...] = ()
    age_words: Words = NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class KindCues:
    """Words beside a pair of marks that say what stands in it, if not speech."""

    title: Words = NO_WORDS
    nickname: Words = NO_WORDS
    word: Words = NO_WORDS
    slogan: Words = NO_WORDS
    document: Words = NO_WORDS
    proverb: Words = NO_WORDS
    foreign: Words = NO_WORDS
    brand: Words = NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Thought:
    """Words that show a clause: subject pronouns and the most frequent finite verbs."""

    subjects: Words
    finite: Words
    finite_endings: tuple[str, ...] = ()
    opinion: Words = NO_WORDS
    past: Words = NO_WORDS
    past_endings: tuple[str, ...] = ()
    perfect: Words = NO_WORDS
    participle: Patterns = ()
    negation: Words = NO_WORDS
    voice: Words = NO_WORDS
    first_person: Words = NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Lines of a page that are not the article's own text."""

    summary_headings: Words
    furniture: Patterns = ()
    answers: Words = NO_WORDS
    questions: Words = NO_WORDS


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """All that the reader knows about one language."""

    code: str
    name: str
    words: WordRules
    marks: MarkRules
    speech: Speech
    phrases: Phrases
    pronouns: Pronouns
    people: People
    kinds: KindCues
    thought: Thought
    page: Page

    @cached_property
    def cues(self) -> frozenset[str]:
        """Every form of every verb that can attribute words to a speaker."""
        return self.speech.verbs | self.speech.label_verbs

    @cached_property
    def determiners(self) -> frozenset[str]:
        """Articles, demonstratives and possessives: the words that open a noun phrase."""
        phrases = self.phrases
        return frozenset(phrases.definite) | frozenset(phrases.indefinite) | phrases.possessive

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Words that are no name, even with a capital at a sentence's start."""
        phrases, words = self.phrases, self.words
        return frozenset().union(
            words.stop_words, words.adverbs, words.time_words, self.determiners,
            phrases.links, phrases.prepositions, phrases.relatives, phrases.conjunctions,
            self.pronouns.singular, self.pronouns.plural, self.speech.auxiliaries,
            self.thought.finite, self.thought.subjects,
        )  # fmt: skip


# --- reading a file -----------------------------------------------------------------------


def _words(value: object) -> Words:
    return frozenset(map(fold, _strings(value)))


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise ValueError("should be a list of texts, or words in one text parted by spaces")


def _folded_strings(value: object) -> tuple[str, ...]:
    return tuple(map(fold, _strings(value)))


def _gendered(value: object) -> Gendered:
    if not isinstance(value, dict):
        raise ValueError("should be a table with the keys masculine, feminine, any")
    found: dict[str, Gender] = {}
    for gender, words in value.items():
        if gender not in set(Gender):
            raise ValueError(f"has the key {gender!r}: allowed are masculine, feminine, any")
        for word in _folded_strings(words):
            clash = found.get(word, gender) != gender
            found[word] = Gender.ANY if clash else Gender(gender)
    return found


def _forms(value: object) -> Forms:
    if not isinstance(value, list):
        raise ValueError("should be a list of tables, each with stems and endings")
    found: set[str] = set()
    for group in value:
        if not isinstance(group, dict) or set(group) - {"stems", "endings"} or "stems" not in group:
            raise ValueError("should be a list of tables, each with stems and endings")
        stems = _folded_strings(group["stems"])
        endings = _folded_strings(group.get("endings", "")) or ("",)
        found |= {stem + ending.lstrip("-") for stem in stems for ending in endings}
    return Forms(frozenset(found))


def _patterns(value: object) -> Patterns:
    try:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _strings(value))
    except re.error as error:
        raise ValueError(f"has a pattern that is no regular expression: {error}") from None


def _pairs(value: object) -> Pairs:
    pairs = [tuple(pair.split()) for pair in _strings(value if isinstance(value, list) else [])]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise ValueError('should be a list of pairs such as "« »"')
    return tuple((first, last) for first, last in pairs)


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("should be true or false")


_READERS: dict[str, Callable[[object], object]] = {
    "Words": _words,
    "Gendered": _gendered,
    "Forms": _forms,
    "Patterns": _patterns,
    "Pairs": _pairs,
    "bool": _flag,
    "tuple[str, ...]": _folded_strings,
}
_TABLES = ("words", "marks", "speech", "phrases", "pronouns", "people", "kinds", "thought", "page")


def _optional(item: Field[object]) -> bool:
    return item.default is not MISSING or item.default_factory is not MISSING


def _table(path: Path, data: Mapping[str, object], name: str, record: type[Table]) -> Table:
    """The record of one table of the file; errors name the file and the key."""
    table = data.get(name)
    if not isinstance(table, dict):
        raise LanguageError(f"{path}: the table [{name}] is missing")
    known = {item.name: item for item in fields(record)}
    for key in table:
        if key not in known:
            raise LanguageError(f"{path}: [{name}] has no key {key!r}: take it out or mend it")
    values: dict[str, object] = {}
    for key, item in known.items():
        if key in table:
            values[key] = _value(path, f"[{name}] {key}", str(item.type), table[key])
        elif not _optional(item):
            raise LanguageError(f"{path}: [{name}] lacks the key {key!r}")
    make: Callable[..., Table] = record
    return make(**values)


def _value(path: Path, place: str, kind: str, value: object) -> object:
    try:
        return _READERS[kind](value)
    except ValueError as error:
        raise LanguageError(f"{path}: {place} {error}") from None


def read_file(path: Path) -> Language:
    """The language that a file describes.

    Raises LanguageError, naming the file and the key, when the file breaks the schema.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LanguageError(f"{path}: cannot be read as TOML: {error}") from None
    for key in ("code", "name"):
        if not isinstance(data.get(key), str):
            raise LanguageError(f"{path}: lacks the key {key!r}, a text")
    for key in data:
        if key not in _TABLES and key not in ("code", "name"):
            raise LanguageError(f"{path}: has no table [{key}]: take it out or mend it")
    return Language(
        code=data["code"],
        name=data["name"],
        words=_table(path, data, "words", WordRules),
        marks=_table(path, data, "marks", MarkRules),
        speech=_table(path, data, "speech", Speech),
        phrases=_table(path, data, "phrases", Phrases),
        pronouns=_table(path, data, "pronouns", Pronouns),
        people=_table(path, data, "people", People),
        kinds=_table(path, data, "kinds", KindCues),
        thought=_table(path, data, "thought", Thought),
        page=_table(path, data, "page", Page),
    )


# --- the shelf ----------------------------------------------------------------------------

_SAMPLE = 20_000  # characters: far more than enough to tell a language by its stop words
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
        """The code of the language whose stop words the text uses most, "und" if of none."""
        counts = Counter(_WORD.findall(text[:_SAMPLE].lower()))
        total = counts.total()
        scores = {code: self._share(code, counts, total) for code in self.codes}
        best = max(scores, key=scores.__getitem__, default="und")
        return best if scores.get(best) else "und"

    def _share(self, code: str, counts: Counter[str], total: int) -> float:
        found = counts.keys() & self.get(code).words.stop_words
        return sum(map(counts.__getitem__, found)) / (total or 1)


@cache
def shipped() -> Languages:
    """The languages that come with the program."""
    return Languages()
