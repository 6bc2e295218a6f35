"""What stands between marks: speech, or a title, a nickname, a slogan, a word set apart.

Attributed words are direct speech when they make a whole thought, and a fragment otherwise.
What nobody is said to say is named after the words that stand beside it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.model import QuoteKind
from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.languages import Language
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.speech.subjects import is_cue
from bot.reading.speech.texts import MAX_AHEAD, is_of_text
from bot.reading.speech.thoughts import completes, goes_on_clause, is_whole_thought

# Kinds that no colon behind a person leads to, when the words make a sentence.
_NEVER_SAID = (QuoteKind.TITLE, QuoteKind.NICKNAME, QuoteKind.WORD, QuoteKind.BRAND)
# Kinds of words that a thing says, whatever verb it has.
_BORNE = (QuoteKind.SLOGAN, QuoteKind.PROVERB, QuoteKind.DOCUMENT)
REACH = 5  # words in front of the marks among which a sign of the kind is looked for
MAX_NOUN = 3  # tokens from an article, with an adjective, to its noun's end
MAX_NAME = 4  # words of a paper's or a programme's name
MIN_RECORD = 5  # letters of a word that compounds end in
MIN_TITLE_WORD = 4  # letters of a word that a title writes with a capital
_SMALL_WITHIN = re.compile(r"(?<![\w'’])[a-zß-öø-ÿ][^\W\d_]{3,}[^\w'’]+[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_KINDS = (
    ("nickname", QuoteKind.NICKNAME),
    ("slogan", QuoteKind.SLOGAN),
    ("document", QuoteKind.DOCUMENT),
    ("title", QuoteKind.TITLE),
    ("word", QuoteKind.WORD),
    ("proverb", QuoteKind.PROVERB),
    ("foreign", QuoteKind.FOREIGN),
    ("brand", QuoteKind.BRAND),
)


def kind_of(
    words: str, sentence: Sentence, position: int, attribution: Attribution | None
) -> QuoteKind:
    """The kind of the words quoted at token ``position`` of ``sentence``."""
    named = _named_kind(sentence, position)
    bearer = _bearer_kind(attribution) or _kind_beside(sentence, position)
    bearer = bearer or _apposed_kind(sentence, position, attribution)
    if bearer is not None:
        return bearer
    if in_name(sentence, position):
        return QuoteKind.NICKNAME
    if is_compounded(sentence, position):
        return named or QuoteKind.TITLE
    if _is_in_title_case(words, sentence.language) or _is_article_name(words, sentence, position):
        return named or QuoteKind.TITLE
    alone = not completes(sentence, position, words)
    apart = _is_set_apart(sentence, position, attribution)
    said = attribution is not None and attribution.rule is not Rule.COLON
    whole = is_whole_thought(words, sentence.language, alone=alone, apart=apart and said)
    whole = whole and not goes_on_clause(words, sentence, position, attribution)
    apart = apart and whole
    if _is_judgement(sentence, position, attribution) and not apart:
        return QuoteKind.FRAGMENT
    told = whole and named is not QuoteKind.PROVERB
    if named is not None and not (told and (said or (attribution and named in _NEVER_SAID))):
        return named
    if attribution is None:
        return QuoteKind.TITLE if _is_title_case(words) else QuoteKind.SCARE
    if (attribution.label and not apart) or not whole:
        return QuoteKind.FRAGMENT
    if is_of_text(sentence, position, attribution):
        return QuoteKind.DOCUMENT
    return QuoteKind.DIRECT


def is_compounded(sentence: Sentence, position: int) -> bool:
    """„im ZDF-„Mittagsmagazin““: marks that a hyphen joins to the word in front of them."""
    start = sentence.starts[position]
    return position > 0 and sentence.text[start - 1] == "-" and sentence.text[start - 2].isalpha()


def _is_set_apart(sentence: Sentence, position: int, attribution: Attribution | None) -> bool:
    """Whether a sentence is quoted, whatever the verb: it stands in front, or behind a colon."""
    if attribution is None:
        return False
    if attribution.rule in (Rule.AFTER, Rule.INVERTED):
        return position == 0
    return position > 0 and sentence.tokens[position - 1].text == ":"


def _is_judgement(sentence: Sentence, position: int, attribution: Attribution | None) -> bool:
    """ "called the idea “mad”" quotes a judgement; "a book called “Mad”" names something."""
    if attribution is None or not attribution.label or attribution.rule is not Rule.BEFORE:
        return False
    return sentence.tokens[position - 1].low not in sentence.language.speech.label_verbs


def _named_kind(sentence: Sentence, position: int) -> QuoteKind | None:
    """The kind that the words just in front of the marks name: « une banderole « … » »."""
    named, reach = _named_by(sentence.language), max(0, position - REACH)
    if named.keys().isdisjoint([token.low for token in sentence.tokens[reach:position]]):
        return None
    for at in range(position - 1, reach - 1, -1):
        token = sentence.tokens[at]
        if token.low in named and not (_is_said_as(sentence, at) or _is_own_word(sentence, at)):
            return named[token.low]
    return None


def _is_own_word(sentence: Sentence, at: int) -> bool:
    """« se dit « sous le choc » »: what somebody says of himself, and no name that he bears."""
    tokens, speech = sentence.tokens, sentence.language.speech
    return at > 0 and tokens[at].low in speech.verbs and tokens[at - 1].low in speech.clitics


def _is_said_as(sentence: Sentence, at: int) -> bool:
    """ "quoted as saying", "…, saying": a form of a verb, and not the noun "a saying"."""
    language, low = sentence.language, sentence.tokens[at].low
    if not is_cue(sentence, at):
        return False
    before = sentence.tokens[at - 1].low if at else ""
    if low in language.kinds.proverb:
        return before not in language.determiners
    return before in language.phrases.prepositions


def _kind_beside(sentence: Sentence, position: int) -> QuoteKind | None:
    """« … par un proverbe : « … » »: the noun right before the marks or their colon.

    Of a work it is the name that has no colon: « son spectacle « Je n’irai pas » ».
    """
    tokens = sentence.tokens
    at = position - 1
    kinds: tuple[QuoteKind, ...] = (*_BORNE, QuoteKind.TITLE)
    if at > 0 and tokens[at].text == ":":
        at, kinds = at - 1, _BORNE
    beside = at >= 0 and not _is_said_as(sentence, at)
    kind = _named_by(sentence.language).get(tokens[at].low) if beside else None
    return kind if kind in kinds else None


def _apposed_kind(
    sentence: Sentence, position: int, attribution: Attribution | None
) -> QuoteKind | None:
    """ "A headline, “…”, pleased Ann Reed": the kind of a noun that the marks stand beside.

    So stands a saying behind the clause that names it: « comme dit le proverbe, « … » ».
    """
    if attribution is None or not 2 <= position < MAX_AHEAD:
        return None
    if sentence.tokens[position - 1].text != ",":
        return None
    if attribution.sentence is not sentence or attribution.phrase.first < position:
        return None
    language, ahead = sentence.language, sentence.tokens[: position - 1]
    named, records = _named_by(language), language.kinds.records
    kinds = [
        named.get(token.low) or (token.low in records and QuoteKind.DOCUMENT) for token in ahead
    ]
    if QuoteKind.PROVERB in kinds:
        return QuoteKind.PROVERB
    if ahead[0].low in language.phrases.prepositions:
        return None
    verbs = language.thought.finite | language.speech.auxiliaries
    if any(token.low in verbs or is_cue(sentence, at) for at, token in enumerate(ahead)):
        return None
    return next((kind for kind in kinds if kind), None)


def _bearer_kind(attribution: Attribution | None) -> QuoteKind | None:
    """The kind that a subject which bears words names: « une banderole proclame », "the saying"."""
    if attribution is None:
        return None
    if _is_borne(attribution):
        return QuoteKind.SLOGAN
    sentence, phrase = attribution.sentence, attribution.phrase
    if _is_thing(sentence, phrase):
        return QuoteKind.DOCUMENT
    if phrase.head not in (Head.OTHER, Head.GROUP):
        return None
    named, language = _named_by(sentence.language), sentence.language
    stop = phrase.last + (phrase.head is Head.OTHER and phrase.last < len(sentence.tokens))
    for token in sentence.tokens[phrase.first : stop]:
        if token.low in language.phrases.links:
            return None
        if phrase.head is Head.OTHER and is_record(token.low, language):
            return QuoteKind.DOCUMENT
        if named.get(token.low) in _BORNE:
            return named[token.low]
    return None


def _is_thing(sentence: Sentence, phrase: Phrase) -> bool:
    """„in der SMS“, « le mail envoyé aux salariés »: whether the noun behind the article is a text.

    Its phrase may look like a name or like the people to whom it goes.
    """
    language, tokens = sentence.language, sentence.tokens[phrase.first : phrase.last]
    if len(tokens) < 2 or tokens[0].low not in language.determiners:
        return False
    noun = tokens[1]
    if len(tokens) == 2 and (not noun.text.istitle() or language.words.nouns_capitalised):
        return is_record(noun.low, language)
    nouns = () if language.phrases.head_last else tokens[1:MAX_NOUN]
    return any(one.text.islower() and is_record(one.low, language) for one in nouns)


def is_record(low: str, language: Language) -> bool:
    """Whether a noun means a thing that holds words, or a compound of one: „Mietvertrag“."""
    if low in language.kinds.records:
        return True
    return language.words.compounds and low.endswith(_long_records(language))


@lru_cache(maxsize=32)
def _long_records(language: Language) -> tuple[str, ...]:
    return tuple(word for word in language.kinds.records if len(word) >= MIN_RECORD)


def _is_borne(attribution: Attribution) -> bool:
    """ "“No entry,” reads one", "Placards read “No entry”": things that bear words."""
    phrase, sentence = attribution.phrase, attribution.sentence
    bears = (attribution.cue or "").lower() in sentence.language.speech.bearing
    if not bears or phrase.last - phrase.first != 1:
        return False
    named = _named_by(sentence.language).get(sentence.tokens[phrase.first].low)
    return phrase.head is Head.OTHER or named is QuoteKind.SLOGAN


@lru_cache(maxsize=32)
def _named_by(language: Language) -> dict[str, QuoteKind]:
    """The kind that each cue word names; of two kinds, the first in the table."""
    words: tuple[frozenset[str], ...] = tuple(getattr(language.kinds, name) for name, _ in _KINDS)
    pairs = zip(words, _KINDS, strict=True)
    return {word: kind for cues, (_, kind) in reversed(list(pairs)) for word in cues}


def in_name(sentence: Sentence, position: int) -> bool:
    """Whether the quotation stands within a name: "Marcia “Cia” Price"."""
    if position == 0 or not sentence.tokens[position - 1].is_capitalised:
        return False
    return True in [name.first < position < name.last for name in sentence.names]


def is_title(sentence: Sentence, position: int) -> bool:
    """Whether a title stands behind a preposition or an owner: on CNN's "State of the Union"."""
    language = sentence.language
    before = sentence.tokens[position - 1].low if position else ""
    governed = before in language.phrases.prepositions
    if not governed and before not in language.words.possessive_endings:
        return False
    return _is_in_title_case(sentence.between(position, position + 1), language)


def _is_in_title_case(words: str, language: Language) -> bool:
    """Whether every longer word has a capital, as in English titles: "State of the Union"."""
    if language.words.nouns_capitalised or _SMALL_WITHIN.search(words) or words.isupper():
        return False
    word, count, small = "", 0, False
    for match in _LETTERS.finditer(words):
        if small:
            return False
        word = match[0]
        small = len(word) >= MIN_TITLE_WORD and word[0].islower()
        if count == 0 and not word[0].isupper():
            return False
        count += 1
    return count > 1 and word[0].isupper()


def _is_article_name(words: str, sentence: Sentence, position: int) -> bool:
    """„der „Süddeutschen Zeitung““: where nouns have capitals, adjectives have them in names."""
    language = sentence.language
    before = sentence.tokens[position - 1].low if position else ""
    if not language.words.nouns_capitalised or before not in language.phrases.definite:
        return False
    parts = words.split()
    return 2 <= len(parts) <= MAX_NAME and all(part[0].isupper() for part in parts)


def _is_title_case(words: str) -> bool:
    return words[:1].isupper() and len(words.split()) > 1
