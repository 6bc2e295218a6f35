"""Whether quoted words make a whole thought: a clause of their own, and not the reporter's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.grammar.sentence import Sentence
from bot.reading.languages import Language
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.speech.subjects import is_cue
from bot.reading.words.tokens import words_of

_STOP = re.compile(r"(?<![^\W\d_])([^\W\d_]*)([.!?…])[\])]?\s+[^\W\d_a-zß-ÿ]")
_OPENERS = "¿¡"
_LEADING = "[(…. "  # signs of what is left out or put in: “[will] close”
MIN_WORDS = 5  # of a whole thought; shorter ones do not fill a card
SHORTEST = 4  # of a sentence that is quoted for itself: “We dodged a flood,” she said
MIN_SENTENCE = 6  # words from a capital on, that are a sentence even if its verb is in no list
MIN_CLAUSE = 12  # words that hold a clause, whatever they are
FEWEST = 3  # words in which a clause is looked for
MAX_ACCORDING = 3  # words of « à en croire »
MAX_BRACKET = 15  # tokens of what a bracket puts in
MAX_TOLD = 3  # words for who is told something
MAX_REPORT = 5  # words from a verb of speech to the subject of what it reports


def is_whole_thought(
    words: str, language: Language, *, alone: bool = True, apart: bool = False
) -> bool:
    """Whether the words make a clause of their own: enough of them, and a finite verb.

    ``alone`` says that no word in front of them belongs to their clause, ``apart`` that they are
    quoted for themselves.
    """
    lows, first = words_of(words, language), words.lstrip(_OPENERS)[:1]
    capital = first.isupper() or (apart and first.isdigit())
    if len(lows) < (SHORTEST if apart and capital else MIN_WORDS):
        return False
    enough = MIN_SENTENCE if capital and alone else MIN_CLAUSE
    return len(lows) >= enough or (alone and has_clause(lows, language))


def has_clause(lows: Sequence[str], language: Language) -> bool:
    """Whether the words hold a subject pronoun or a finite verb, as far as these can be listed."""
    thought = language.thought
    if not (thought.subjects.isdisjoint(lows) and thought.finite.isdisjoint(lows)):
        return True
    endings, things = thought.finite_endings, language.people.thing_endings or ("\0",)
    if not endings:
        return False
    verbs = (low for low in lows if len(low) > 4 and low.endswith(endings))
    return any(not low.endswith(things) for low in verbs)  # « des millions », « des questions »


def completes(sentence: Sentence, position: int, words: str) -> bool:
    """Whether words complete the reporter's: "it would “fight the order”", « être « Le Roi » »."""
    language = sentence.language
    if position == 0:
        return False
    before = sentence.tokens[position - 1]
    if words[:1].islower():
        return before.low in language.speech.auxiliaries
    if not before.is_word or has_clause(words_of(words, language), language):
        return False
    return not _leads_to_speech(sentence, position - 1)


def goes_on_clause(
    words: str, sentence: Sentence, position: int, attribution: Attribution | None
) -> bool:
    """Whether the reporter's clause goes on in the words, however many of it are quoted.

    They are then a verb whose subject stands outside (« Le quai « est fermé depuis lundi » »), what
    a verb or a noun in front of them governs, or what a preposition ties to it. Behind words that
    open a clause (that, because, and), a colon or a verb of speech they are a clause of their own,
    and so they are with a subject of their own.
    """
    language = sentence.language
    if position == 0 or _is_of_sentences(words, language):
        return False
    position = _before_bracket(sentence, position)
    before = sentence.tokens[position - 1]
    if not words.lstrip(_LEADING)[:1].islower():
        return before.is_word and _is_named_so(sentence, position, attribution)
    if len(words_of(words, language)) < FEWEST:
        return before.is_word
    if before.text == ",":
        return _is_put_in(words, sentence, position, attribution)
    return before.is_word and _is_governed(words, sentence, position, attribution)


def _is_governed(
    words: str, sentence: Sentence, position: int, attribution: Attribution | None
) -> bool:
    """Whether words without a capital belong to the clause of the word in front of them."""
    language = sentence.language
    lows, before = words_of(words, language), sentence.tokens[position - 1]
    if _is_adverbial(sentence, position, lows):
        return True
    if _has_subject(lows, language) or _shares_subject(sentence, position):
        return False
    if _opens_with_infinitive(sentence, position, lows) or _is_infinitive_clause(words, language):
        return True
    if before.low in language.phrases.subject_relatives or _opens_with_verb(words, language):
        return True
    if _opens_sentence(sentence, position, attribution):
        return False
    at = _before_adverbs(sentence, position)
    if is_cue(sentence, at):
        relative = not language.speech.verb_second and _opens_with_relative(lows, language)
        return relative or _is_object(words, language) or _is_of_himself(sentence, at)
    return not (_opens_clause(sentence, at) or _is_told_to(sentence, at))


def _is_of_sentences(words: str, language: Language) -> bool:
    """Whether a sentence ends within the words, and not "Mr." or "U.N."."""
    for stop in _STOP.finditer(words):
        word = stop[1].lower()
        shortened = len(word) == 1 or word in language.words.abbreviations
        if stop[2] != "." or not shortened:
            return True
    return False


def _before_bracket(sentence: Sentence, position: int) -> int:
    """The place of a bracket that stands in front, as « les communes (trente) « n'ont rien » »."""
    tokens = sentence.tokens
    if tokens[position - 1].text != ")":
        return position
    within = range(position - 2, max(0, position - MAX_BRACKET), -1)
    return next((at for at in within if tokens[at].text == "("), position)


def _opens_sentence(sentence: Sentence, position: int, attribution: Attribution | None) -> bool:
    """ "Per X «il problema è un altro»", « explique X « … » »: whether the speaker leads to words.

    In front stands "according to" with the speaker alone, or a verb of speech and its subject.
    """
    if attribution is None or attribution.sentence is not sentence:
        return False
    first, last = attribution.phrase.first, attribution.phrase.last
    if last != position:
        return False
    if attribution.rule in (Rule.BEFORE, Rule.INVERTED):
        return first > 0 and is_cue(sentence, first - 1)
    verbs, ahead = sentence.language.speech.auxiliaries, sentence.tokens[:first]
    alone = len(ahead) <= MAX_ACCORDING and not any(token.low in verbs for token in ahead)
    return attribution.rule is Rule.ACCORDING and alone


def _is_of_himself(sentence: Sentence, cue: int) -> bool:
    """« s'est dit « très inquiet » »: how somebody calls himself."""
    preverbal = sentence.language.thought.preverbal
    return any(token.low in preverbal for token in sentence.tokens[max(0, cue - 2) : cue])


def _is_named_so(sentence: Sentence, position: int, attribution: Attribution | None) -> bool:
    """« L’opération « Je trie » revient, dit X »: the name of the noun right in front of it."""
    if attribution is None or attribution.sentence is not sentence:
        return False
    inside = sentence.language.words.nouns_capitalised or attribution.phrase.first > position
    return inside and not _leads_to_speech(sentence, _before_adverbs(sentence, position))


def _leads_to_speech(sentence: Sentence, at: int) -> bool:
    """Whether words with a capital may be speech behind this one: „mit den Worten „…““."""
    before, speech = sentence.tokens[at], sentence.language.speech
    if before.text.endswith("."):
        return True  # "on X. “…”", of one letter whose stop may end a sentence
    if before.low in speech.manner or before.low in speech.nouns:
        return True
    return is_cue(sentence, at) or _opens_clause(sentence, at)


def _is_put_in(
    words: str, sentence: Sentence, position: int, attribution: Attribution | None
) -> bool:
    """Whether a comma joins the words to the reporter's: « Ces notes, « rendues dimanche », … »."""
    lows, language = words_of(words, sentence.language), sentence.language
    if position > 1 and is_cue(sentence, position - 2):
        return False  # "But, she said, “…”"
    if _opens_with_verb(words, language) or _opens_with_relative(lows, language):
        return True
    if _is_infinitive_clause(words, language):
        return True
    if attribution is None or attribution.sentence is not sentence:
        return False
    told = sentence.tokens[attribution.phrase.last : position - 1]
    reported = any(token.low in language.phrases.relatives for token in told)
    if attribution.phrase.first < position and not reported:
        return _is_inserted(sentence, position, attribution)
    return lows[0] in language.phrases.prepositions or _is_noun_phrase(words, language)


def _is_inserted(sentence: Sentence, position: int, attribution: Attribution) -> bool:
    """ "It was, she said, “a gift to the rich”": whether a verb in front goes on behind commas."""
    tokens, speech = sentence.tokens, sentence.language.speech
    start = attribution.phrase.first
    comma = next((at for at in range(start, 0, -1) if tokens[at].text == ","), 0)
    verb = tokens[comma - 1].low if comma else ""
    return start < position - 1 and (verb in speech.copulas or verb in speech.auxiliaries)


def _opens_with_relative(lows: Sequence[str], language: Language) -> bool:
    """« que nous avons chiffrés », „in der niemand schläft“: a clause about a noun in front."""
    phrases, subjects = language.phrases, language.thought.subjects
    if lows[0] in phrases.subject_relatives:
        return True
    if not language.speech.verb_second:
        return lows[0] in phrases.relatives and lows[0] not in subjects
    preposition, pronoun, subject = lows[:3]
    relative = preposition in phrases.prepositions and pronoun in phrases.definite
    return relative and subject in subjects and subject not in phrases.definite


def _is_infinitive_clause(words: str, language: Language) -> bool:
    """„die Leute im Stich gelassen zu haben“: what verbs with such clauses govern."""
    phrases, thought = language.phrases, language.thought
    if not phrases.infinitive_markers:
        return False
    lows = words_of(words.partition(",")[0], language)
    marker = next((at for at, low in enumerate(lows) if low in phrases.infinitive_markers), None)
    if marker is None or marker + 1 == len(lows) or lows[0] in phrases.relatives:
        return False
    verb = lows[marker + 1]
    if not verb.endswith(phrases.infinitive_endings) or verb in language.determiners:
        return False
    others = {*lows[:marker], *lows[marker + 2 :]}
    pronouns = thought.subjects - language.determiners
    return others.isdisjoint(thought.finite) and others.isdisjoint(pronouns)


def _is_noun_phrase(words: str, language: Language) -> bool:
    """Whether a finite verb stands only behind a relative: « un homme qui a nourri … »."""
    lows = words_of(words, language)
    if lows[0] not in language.determiners:
        return False
    relatives, finite = language.phrases.relatives, language.thought.finite
    ahead = next((at for at, low in enumerate(lows) if low in relatives), len(lows))
    if language.speech.verb_second:  # articles are relatives behind a comma
        ahead = min(ahead, len(words_of(words.partition(",")[0], language)))
    behind = sum(low in finite for low in lows[ahead:])
    return not has_clause(lows[:ahead], language) and behind <= 1


def _has_subject(lows: Sequence[str], language: Language) -> bool:
    """Whether a pronoun that is their subject opens the words."""
    first, thought, phrases = lows[0], language.thought, language.phrases
    if first not in thought.subjects or first in thought.preverbal or first in phrases.relatives:
        return False
    if first not in language.determiners:
        return True
    return lows[1] in thought.finite or lows[1] in language.speech.auxiliaries


def _opens_with_verb(words: str, language: Language) -> bool:
    """« n'est plus possible », "has never been safe": a finite verb without its subject."""
    if language.speech.subject_dropped or words.endswith("?"):
        return False
    lows = words_of(words, language)[:3]
    if lows[0] not in language.thought.preverbal:
        return lows[0] in language.speech.auxiliaries
    infinitive = language.phrases.infinitive_endings
    return not any(low.endswith(infinitive) for low in lows[1:])


def _opens_with_infinitive(sentence: Sentence, position: int, lows: Sequence[str]) -> bool:
    """« il faut tôt ou tard « nommer les gens » »: a verb in front governs the infinitive."""
    before, phrases = sentence.tokens[position - 1], sentence.language.phrases
    joins = before.low in phrases.relatives or before.low in phrases.conjunctions
    joins |= bool(phrases.infinitive_markers)  # without which no infinitive stands
    return not joins and len(lows[0]) > 3 and lows[0].endswith(phrases.infinitive_endings or "\0")


def _shares_subject(sentence: Sentence, position: int) -> bool:
    """ "the firm said it “has no plans”": a body's own words, of which the pronoun is changed.

    "He" and "she" may mean anybody of whom something is said.
    """
    tokens, language = sentence.tokens, sentence.language
    at = position - 1
    auxiliary = tokens[at].low in language.speech.auxiliaries
    if at and auxiliary and tokens[at].low not in language.speech.copulas:
        at -= 1
    pronoun = tokens[at].low
    several = pronoun in language.pronouns.plural and pronoun in language.thought.subjects
    if not several and pronoun not in language.pronouns.neuter:
        return False
    ahead = range(at - 1, max(-1, at - 1 - MAX_REPORT), -1)
    cue = next((index for index in ahead if is_cue(sentence, index)), at)
    between = [token.low for token in tokens[cue:at]]
    return cue < at and language.phrases.relatives.isdisjoint(between)


def _opens_clause(sentence: Sentence, at: int) -> bool:
    """Whether the word is a conjunction, or an adverb that opens the sentence.

    A clause behind "if" or "when" cannot stand alone, unless it is what somebody asks.
    """
    low, language = sentence.tokens[at].low, sentence.language
    if low in language.phrases.conditions:
        return at > 0 and is_cue(sentence, at - 1)
    phrases = language.phrases
    if low in phrases.prepositions or low in phrases.predicative:
        return False  # "as “a friend of the town”"
    if at == 0:
        return low in phrases.conjunctions or low in language.words.adverbs
    if sentence.tokens[at - 1].low in language.speech.auxiliaries:
        return False  # „der Vorschlag sei aber „sehr teuer““
    return low in phrases.relatives or low in phrases.conjunctions


def _is_object(words: str, language: Language) -> bool:
    """« dénonce « la perspective d'une hausse » »: what somebody denounces, and no clause."""
    speech, lows = language.speech, words_of(words, language)
    if _is_noun_phrase(words, language):
        return True
    bare = not (speech.subject_first or speech.verb_second or speech.subject_dropped)
    return bare and (lows[0] in language.phrases.definite or lows[0] in language.thought.preverbal)


def _is_told_to(sentence: Sentence, at: int) -> bool:
    """ "told the court “nobody slept”": who is told stands between the verb and the words."""
    told = sentence.language.speech.told
    return any(token.low in told for token in sentence.tokens[max(0, at - MAX_TOLD) : at])


def _before_adverbs(sentence: Sentence, position: int) -> int:
    """The last token in front that is no adverb: « est » of « est par ailleurs « connu » »."""
    tokens, language = sentence.tokens, sentence.language
    words, at = language.words, position - 1
    while at > 0:
        low, behind = tokens[at].low, tokens[at + 1].low
        tied = low in language.phrases.prepositions and behind in words.adverbs
        if not tied and low not in words.adverbs:
            break
        at -= 1
    return at


def _is_adverbial(sentence: Sentence, position: int, lows: Sequence[str]) -> bool:
    """Whether a preposition ties the words to the reporter's: he would come “by train, if …”."""
    before, phrases = sentence.tokens[position - 1], sentence.language.phrases
    joins = before.low in phrases.relatives or before.low in phrases.conjunctions
    return not joins and not is_cue(sentence, position - 1) and lows[0] in phrases.prepositions
