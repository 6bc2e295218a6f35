"""The records that a language file is read into: they are its schema.

A table of the file is a field of ``Language``, a key of the table is a field of that table's
record, and the field's type says what the value must be. A key without a default must be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.reading.languages.values import NO_WORDS, Forms, Gendered, Pairs, Patterns, Words

_FIRST_WORD = re.compile(r"(?<=')| ")  # what ends it


@dataclass(frozen=True, kw_only=True, slots=True)
class WordRules:
    """How a text is cut into words and sentences."""

    stop_words: Words
    abbreviations: Words = NO_WORDS
    proper_abbreviations: Words = NO_WORDS
    elisions: Words = NO_WORDS
    bare_capitals: Pairs = ()
    clipped: Words = NO_WORDS
    attached_pronouns: Words = NO_WORDS
    enclitics: Words = NO_WORDS
    possessive_endings: Words = NO_WORDS
    joined_endings: tuple[str, ...] = ()
    adverbs: Words = NO_WORDS
    adverb_endings: tuple[str, ...] = ()
    comparatives: Words = NO_WORDS
    months: Words = NO_WORDS
    weekdays: Words = NO_WORDS
    time_words: Words = NO_WORDS
    measures: Words = NO_WORDS
    units: Words = NO_WORDS
    nouns_capitalised: bool = False
    noun_endings: tuple[str, ...] = ()
    abstract_endings: tuple[str, ...] = ()
    objects: Words = NO_WORDS
    noun_plurals: Pairs = (("s", "-"),)
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
    verbal_endings: tuple[str, ...] = ()
    nouns: Words = NO_WORDS
    noun_compounds: tuple[str, ...] = ()
    according: tuple[str, ...] = ()
    according_after: tuple[str, ...] = ()
    according_at_start: tuple[str, ...] = ()
    viewing: Words = NO_WORDS
    own_views: Gendered = field(default_factory=dict)
    quarters: Words = NO_WORDS
    postpositions: Words = NO_WORDS
    quoting: Words = NO_WORDS
    voices: tuple[str, ...] = ()
    reflexives: Words = NO_WORDS
    asked: Words = NO_WORDS
    relative_views: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    bearing: Words = NO_WORDS
    inscribed: tuple[str, ...] = ()
    manner: Words = NO_WORDS
    gestures: Words = NO_WORDS
    addressing: Words = NO_WORDS
    answering: Words = NO_WORDS
    asides: tuple[str, ...] = ()
    resuming: tuple[str, ...] = ()
    statements: Words = NO_WORDS
    issued_by: tuple[str, ...] = ()
    issuing: Words = NO_WORDS
    told: Words = NO_WORDS
    passives: Words = NO_WORDS
    passive_marks: Words = NO_WORDS
    convictions: Words = NO_WORDS
    impersonal: tuple[str, ...] = ()
    agents: Words = NO_WORDS
    authored: tuple[str, ...] = ()
    auxiliaries: Words = NO_WORDS
    copulas: Words = NO_WORDS
    plural_auxiliaries: Words = NO_WORDS
    clitics: Words = NO_WORDS
    reported: Words = NO_WORDS
    subject_first: bool = False
    verb_second: bool = False
    subject_dropped: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """The small words that open, link and close noun phrases."""

    definite: Gendered
    demonstratives: Words = NO_WORDS
    indefinite: Gendered
    possessive: Words
    links: Words
    genitives: Words = NO_WORDS
    contracted: Words = NO_WORDS
    prepositions: Words
    body_links: Words = NO_WORDS
    relatives: Words
    subject_relatives: Words = NO_WORDS
    locatives: Words = NO_WORDS
    participle_endings: tuple[str, ...] = ()
    infinitive_endings: tuple[str, ...] = ()
    infinitive_markers: Words = NO_WORDS
    infinitive_links: Words = NO_WORDS
    gerund_endings: tuple[str, ...] = ()
    manner_gerunds: Words = NO_WORDS
    plural: Words = NO_WORDS
    plural_before_masculine: Words = NO_WORDS
    pronominal: Words = NO_WORDS
    head_last: bool = False
    present_endings: tuple[str, ...] = ()
    feminine_endings: tuple[str, ...] = ()
    plural_noun_endings: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    plural_verb_endings: tuple[str, ...] = ()
    conjunctions: Words
    absolutes: Words = NO_WORDS
    subordinators: Words = NO_WORDS
    conditions: Words = NO_WORDS
    after_comma: Words = NO_WORDS
    before_comma: Words = NO_WORDS
    predicative: Words = NO_WORDS
    field_links: Words = NO_WORDS
    leaning_within: Words = NO_WORDS
    leaning: tuple[str, ...] = ()
    announcing: tuple[str, ...] = ()

    def governs(self, word: str) -> bool:
        """Whether a folded word leads to a noun phrase that it governs."""
        return word in self.prepositions or word in self.links


@dataclass(frozen=True, kw_only=True, slots=True)
class Pronouns:
    """Pronouns that stand for a speaker."""

    singular: Gendered
    personal: Words = NO_WORDS
    possessive: Gendered = field(default_factory=dict)
    neuter: Words = NO_WORDS
    second: Words = NO_WORDS
    plural: Words = NO_WORDS
    plural_verb_endings: tuple[str, ...] = ()
    latest: Gendered = field(default_factory=dict)
    former: tuple[str, ...] = ()
    latter: tuple[str, ...] = ()
    others: Gendered = field(default_factory=dict)
    defined: Gendered = field(default_factory=dict)
    indefinite: Words = NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Names, honorifics and the nouns that say who somebody is."""

    honorifics: Gendered
    post_nominals: Words = NO_WORDS
    styles: Words = NO_WORDS
    ranks: tuple[str, ...] = ()
    particles: Words
    origins: Words = NO_WORDS
    roles: Gendered
    role_endings: Gendered = field(default_factory=dict)
    thing_endings: tuple[str, ...] = ()
    media: Words = NO_WORDS
    role_modifiers: Words = NO_WORDS
    organisations: Words = NO_WORDS
    generic_bodies: Words = NO_WORDS
    firms: Words = NO_WORDS
    collectives: Words = NO_WORDS
    kin: Words = NO_WORDS
    concerned: Words = NO_WORDS
    anonymity: Words = NO_WORDS
    postmodifiers: Words = NO_WORDS
    workplaces: Words = NO_WORDS
    naming: Words = NO_WORDS
    presenting: tuple[str, ...] = ()
    epicene: Words = NO_WORDS
    synonyms: tuple[str, ...] = ()
    periphrases: tuple[str, ...] = ()
    given_names: Gendered = field(default_factory=dict)
    given_name_endings: Gendered = field(default_factory=dict)
    demonyms: Words = NO_WORDS
    partisans: Words = NO_WORDS
    demonym_endings: tuple[str, ...] = ()
    origin_endings: tuple[str, ...] = ()
    deputies: Words = NO_WORDS
    human_endings: tuple[str, ...] = ()
    thing_tails: tuple[str, ...] = ()
    age_words: Words = NO_WORDS
    age_endings: tuple[str, ...] = ()
    age_groups: tuple[str, ...] = ()
    place_names: Words = NO_WORDS
    stations: tuple[str, ...] = ()
    pairs: Words = NO_WORDS
    affairs: Words = NO_WORDS
    functionaries: Words = NO_WORDS
    offices: Words = NO_WORDS
    offices_with_field: Words = NO_WORDS
    neutral_signs: Words = NO_WORDS
    places: Words = NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    """What of a role can be printed beside a name."""

    persons: Words = NO_WORDS
    relational: Words = NO_WORDS
    callings: Words = NO_WORDS
    settled: Words = NO_WORDS
    commissions: Words = NO_WORDS
    companions: Words = NO_WORDS
    closers: Words = NO_WORDS
    occasions: Words = NO_WORDS
    leads: Words = NO_WORDS
    grades: Words = NO_WORDS
    titles: Pairs = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Cases:
    """How a noun phrase of another case is put into the nominative; for languages with cases.

    ``definite`` and ``indefinite`` are the articles of the nominative: masculine, feminine, neuter.
    ``ambiguous`` articles are of the nominative too, unless a preposition or a noun governs them.
    ``objective`` ones open no subject.
    """

    definite: tuple[str, ...]
    indefinite: tuple[str, ...]
    oblique: Words
    objective: Words
    ambiguous: Words
    feminine_articles: Words
    indefinite_articles: Words
    genitive: Words
    noun_endings: tuple[str, ...]
    neuter_endings: tuple[str, ...]
    adjective_ending: str
    weak_ending: str
    strong_endings: tuple[str, ...]
    owner_endings: tuple[str, ...]

    @property
    def articles(self) -> Words:
        """Every article that may have to change."""
        return self.oblique | self.ambiguous


@dataclass(frozen=True, kw_only=True, slots=True)
class KindCues:
    """Words beside a pair of marks that say what stands in it, if not speech."""

    title: Words = NO_WORDS
    nickname: Words = NO_WORDS
    word: Words = NO_WORDS
    slogan: Words = NO_WORDS
    document: Words = NO_WORDS
    records: Words = NO_WORDS
    texts: Words = NO_WORDS
    reading: Words = NO_WORDS
    holding: Words = NO_WORDS
    aloud: Words = NO_WORDS
    declared: Words = NO_WORDS
    proverb: Words = NO_WORDS
    foreign: Words = NO_WORDS
    brand: Words = NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Thought:
    """Words that show a clause: subject pronouns and the most frequent finite verbs."""

    subjects: Words
    finite: Words
    finite_endings: tuple[str, ...] = ()
    first_person: Words = NO_WORDS
    preverbal: Words = NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Lines of a page that are not the article's own text."""

    summary_headings: Words
    no_news: Patterns = ()
    kickers: Words = NO_WORDS
    furniture: Patterns = ()
    answers: Words = NO_WORDS
    questions: Words = NO_WORDS


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Language:
    """All that the reader knows about one language.

    The sets behind ``cases`` are put together from the tables, once, as they are asked for at
    every word.
    """

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
    credit: Credit = Credit()
    cases: Cases | None = None
    cues: Words = field(init=False)
    third_persons: Words = field(init=False)
    determiners: Words = field(init=False)
    timing: Words = field(init=False)
    pronoun_openers: Words = field(init=False)
    phrase_openers: Words = field(init=False)
    name_joiners: Words = field(init=False)
    function_words: Words = field(init=False)

    def __post_init__(self) -> None:
        for name in ("cues", "third_persons", "determiners", "timing", "pronoun_openers",
                     "phrase_openers", "name_joiners", "function_words"):  # fmt: skip
            object.__setattr__(self, name, getattr(self, f"_{name}")())

    def _cues(self) -> Words:
        """Every form of every verb that can attribute words to a speaker."""
        return self.speech.verbs | self.speech.label_verbs

    def _third_persons(self) -> Words:
        """Pronouns for somebody spoken of, one or several."""
        return self.pronouns.plural.union(self.pronouns.singular)

    def _determiners(self) -> Words:
        """Articles, demonstratives and possessives: the words that open a noun phrase."""
        phrases = self.phrases
        return phrases.possessive.union(phrases.definite, phrases.indefinite)

    def _timing(self) -> Words:
        """Nouns that say when, or how much earlier or later."""
        return self.words.time_words | self.words.measures

    def _pronoun_openers(self) -> Words:
        """Pronouns for somebody spoken of, and the first words of those of several words."""
        pronouns = self.pronouns
        several = (*pronouns.latest, *pronouns.former, *pronouns.latter)
        first = [_FIRST_WORD.split(words, maxsplit=1)[0] for words in several]
        return self.third_persons.union(pronouns.defined, first)

    def _phrase_openers(self) -> Words:
        """Words of closed lists that open a noun phrase."""
        people = self.people
        return self.determiners.union(people.honorifics, people.collectives, people.role_modifiers)

    def _name_joiners(self) -> Words:
        """Small words and signs that stand within names."""
        return self.people.particles | self.phrases.conjunctions | {"&"}

    def _function_words(self) -> Words:
        """Words that are no name, even with a capital at a sentence's start."""
        phrases, words = self.phrases, self.words
        return NO_WORDS.union(
            words.stop_words, words.adverbs, words.time_words, self.determiners,
            phrases.links, phrases.prepositions, phrases.relatives, phrases.conjunctions,
            self.pronouns.singular, self.pronouns.plural, self.speech.auxiliaries,
            self.thought.finite, self.thought.subjects,
        )  # fmt: skip
