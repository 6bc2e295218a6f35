"""Verbs of speech and their subjects: the noun phrase beside the verb, where its order puts it.

Appositions, relative clauses and adverbials between the two are stepped over.
"""

from __future__ import annotations

from bot.reading.grammar.appositions import joins_age
from bot.reading.grammar.prepositional import comma_behind, prepositional_end
from bot.reading.grammar.sentence import (
    Head,
    Phrase,
    Sentence,
    apposed_at,
    phrase_at,
    walk_phrase,
)
from bot.reading.grammar.timing import is_bare, is_no_subject, is_time
from bot.reading.grammar.verb_forms import (
    is_joined_verb,
    is_statement_noun,
    opens_compound,
    opens_gerund,
)
from bot.reading.languages import Gender
from bot.reading.speech.apposition import is_apposed_bare, named_in_front, names_governed
from bot.reading.speech.beyond import with_name_beyond
from bot.reading.words.expressions import idioms
from bot.reading.words.nouns import is_role

MAX_DATELINE = 12  # tokens of a place, a date and an agency in front of a report
MAX_REACH = 26  # tokens between a verb and its subject


def is_cue(sentence: Sentence, index: int) -> bool:
    """Whether the token is a verb of speech here, and not a noun of the same form."""
    token, language = sentence.tokens[index], sentence.language
    if token.low not in language.cues:
        return False
    if token.is_capitalised and index > 0 and not language.words.nouns_capitalised:
        return False
    if language.words.nouns_capitalised and token.is_capitalised and index > 0:
        return False
    before = sentence.tokens[index - 1].low if index else ""
    if before in language.words.possessive_endings and not is_joined_verb(token.low, language):
        return False  # "the ministry's claim", not "the ministry's claimed"
    if token.low in idioms(language).noun_compounds and opens_compound(sentence, index):
        return False
    if before in language.speech.clitics or before in language.speech.auxiliaries:
        return True
    if before not in language.determiners:
        return not is_statement_noun(sentence, index)
    if index == 1 and language.speech.verb_second and before in language.thought.subjects:
        return True  # „Das sagt eine Anwohnerin“
    verbal = language.speech.verbal_endings
    alone = before in language.phrases.plural or before in language.phrases.pronominal
    return bool(verbal) and token.low.endswith(verbal) and alone


def is_attached(sentence: Sentence, index: int) -> bool:
    """« dit-il »: the pronoun is joined to its verb, and no object of it."""
    attached = sentence.tokens[index].low in sentence.language.words.attached_pronouns
    return attached and index > 0 and sentence.text[sentence.starts[index] - 1] == "-"


def subject_after(sentence: Sentence, verb: int, stop: int) -> Phrase | None:
    """The noun phrase behind a verb: « a écrit sur X sa présidente, Nadège Tissot »."""
    tokens, language = sentence.tokens, sentence.language
    index, limit = verb + 1, min(stop, verb + 1 + MAX_REACH)
    adverbial = True
    while index < limit:
        token = tokens[index]
        if token.is_quote or token.low in language.phrases.relatives:
            return None
        if token.low in language.phrases.conjunctions and index not in sentence.name_at:
            return None  # "dice mientras ordena unos papeles"
        closing = index + 2
        if token.text == "(" and closing < limit and tokens[closing].text == ")":
            index = closing + 1  # « écrit sur X (ex-Twitter) un éleveur »
        elif not token.is_word:
            aside = adverbial or _only_adverbs(sentence, verb + 1, index)
            if token.text != "," or not aside or names_governed(sentence, verb, index):
                return None
            index += 1
        elif index == verb + 1 and _is_particle(sentence, index):
            return phrase_at(sentence, index + 1, limit)
        elif token.low in language.phrases.prepositions and index not in sentence.name_at:
            index = prepositional_end(sentence, index, limit)
        elif token.low in language.speech.clitics and not _opens_noun(sentence, index, limit):
            index += 1
        else:
            phrase = phrase_at(sentence, index, limit)
            if phrase is None and opens_gerund(sentence, index):
                return None
            if phrase is None:
                adverbial = adverbial and _is_adverb(sentence, index)
                index += 1
            elif is_no_subject(sentence, phrase):
                index = phrase.last
            elif phrase.head is Head.ROLE and phrase.definite:
                return with_name_beyond(sentence, phrase, stop)
            else:
                return phrase
    return None


def _is_adverb(sentence: Sentence, index: int) -> bool:
    low, words = sentence.tokens[index].low, sentence.language.words
    return low in words.adverbs or low.endswith(words.adverb_endings or ("\0",))


def _is_particle(sentence: Sentence, index: int) -> bool:
    """« dit d'Arval »: a joined particle right behind the verb is part of the name."""
    token = sentence.tokens[index]
    joined = token.text[-1] in "'’" and token.low in sentence.language.people.particles
    return joined and index + 1 in sentence.name_at


def _only_adverbs(sentence: Sentence, start: int, stop: int) -> bool:
    return not any(index in sentence.name_at for index in range(start, stop)) and stop - start < 6


def is_subject_in_marks(sentence: Sentence, position: int) -> bool:
    """« …, a déclaré la « reine du port » »: a verb of speech, an article, and words in marks."""
    articled = position > 2 and sentence.tokens[position - 1].low in sentence.language.determiners
    return articled and is_cue(sentence, position - 2)


def _opens_noun(sentence: Sentence, index: int, stop: int) -> bool:
    """Whether a word that may be a clitic pronoun is an article here.

    It is one in front of a noun for people, though a verb may have the same form: « le prévenu ».
    """
    following = sentence.tokens[index + 1] if index + 1 < stop else None
    language = sentence.language
    if following is None or not following.is_word:
        return False
    if sentence.tokens[index].low not in language.determiners:
        return False
    if following.low in language.people.roles:
        return True
    return following.low not in language.cues and following.low not in language.speech.auxiliaries


def subject_before(sentence: Sentence, verb: int, start: int) -> Phrase | None:
    """The noun phrase in front of a verb, stepping over appositions and relative pronouns."""
    end = _verb_group_start(sentence, verb, start)
    end = _over_apposition(sentence, end, start)
    if end <= start:
        return None
    opening = _clause_start(sentence, end, start)
    found = with_apposed_name(sentence, _last_subject(sentence, opening, end), verb)
    if found is not None and found.head is Head.ROLE and found.name is None:
        found = with_name_beyond(sentence, found, verb)  # "A reader on the shore, Agnes, writes"
    return named_in_front(sentence, found, start) or found


def with_apposed_name(sentence: Sentence, phrase: Phrase | None, stop: int) -> Phrase | None:
    """« le PDG d'OpenAI, Sam Altman, a publié »: the name behind the comma is the subject's."""
    if phrase is None or phrase.name is not None or phrase.head is Head.PRONOUN:
        return phrase
    if apposed_at(sentence, phrase.last, stop) is None:
        return phrase
    return walk_phrase(sentence, phrase.first, stop)


def _verb_group_start(sentence: Sentence, verb: int, start: int) -> int:
    """The first token of the verb with its auxiliaries, clitics and adverbs."""
    tokens, language = sentence.tokens, sentence.language
    index = verb
    while index > start:
        low = tokens[index - 1].low
        in_group = (
            low in language.speech.auxiliaries
            or (low in language.speech.clitics and low not in language.pronouns.singular)
            or low in language.words.adverbs
            or (
                low.endswith(language.words.adverb_endings or ("\0",))
                and index - 1 not in sentence.name_at
            )
        )
        if not in_group or tokens[index - 1].is_quote:
            break
        index -= 1
    return index


def _over_apposition(sentence: Sentence, end: int, start: int) -> int:
    """``end`` moved in front of a comma-bracketed insertion or a relative pronoun before it."""
    tokens, language = sentence.tokens, sentence.language
    while end > start:
        token = tokens[end - 1]
        if token.low in language.phrases.relatives:
            end -= 1
        elif token.text in ",—–-)":
            opening = _matching_comma(sentence, end - 1, start)
            if opening is None:
                return end - 1
            end = _over_role(sentence, opening, start)
        else:
            return end
    return end


def _over_role(sentence: Sentence, comma: int, start: int) -> int:
    """« Anne Roux, 54 ans, batelière, dit »: ``comma``, or the one in front of an age or a role."""
    tokens, language = sentence.tokens, sentence.language
    opening = _matching_comma(sentence, comma, start) if tokens[comma].text == "," else None
    if opening is None:
        return comma
    first = opening + 1
    if tokens[first].text.isdigit():
        age = tokens[comma - 1].low in language.people.age_words or first == comma - 1
        return opening if age else comma
    phrase = phrase_at(sentence, first, comma, apposition=False)
    bare = phrase is not None and phrase.head is Head.ROLE and phrase.last == comma
    named = tokens[first].low in language.determiners or first in sentence.name_at
    return opening if bare and not named else comma


def _matching_comma(sentence: Sentence, comma: int, start: int) -> int | None:
    """The comma that opens the insertion which ``comma`` closes."""
    tokens = sentence.tokens
    closing = tokens[comma].text
    wanted = "(" if closing == ")" else closing
    for index in range(comma - 1, max(start, comma - 30) - 1, -1):
        if tokens[index].is_quote:
            return None
        if tokens[index].text == wanted:
            return index
    return None


def _clause_start(sentence: Sentence, end: int, start: int) -> int:
    """The token after the last clause boundary before ``end``."""
    tokens, language = sentence.tokens, sentence.language
    for index in range(end - 1, max(start, end - MAX_REACH) - 1, -1):
        token = tokens[index]
        if token.is_quote or (not token.is_word and token.text in ",;:—–-()…"):
            if joins_age(sentence, index, end):
                continue
            return index + 1
        if token.low in language.phrases.relatives:
            return index + 1
        if token.low in language.phrases.conjunctions and not _joins_nouns(sentence, index, end):
            return index + 1
    return max(start, end - MAX_REACH)


def _joins_nouns(sentence: Sentence, index: int, end: int) -> bool:
    """Whether a conjunction joins two noun phrases right before a verb: "Ann and Bob said"."""
    ends_at = any(name.last == index for name in sentence.names)
    following = sentence.name_at.get(index + 1)
    return ends_at and following is not None and following.last == end


def _last_subject(sentence: Sentence, opening: int, end: int) -> Phrase | None:
    """The last noun phrase of a stretch that no preposition governs."""
    index, best = opening, None
    while index < end:
        token = sentence.tokens[index]
        if token.low in sentence.language.phrases.prepositions and index not in sentence.name_at:
            index = max(prepositional_end(sentence, index, end), index + 1)
            continue
        phrase = phrase_at(sentence, index, end)
        if phrase is None:
            index += 1
            continue
        if not is_no_subject(sentence, phrase):
            if phrase.head is Head.PRONOUN and sentence.language.speech.verb_second:
                return phrase  # „wie sie der Zeitung sagte“: what stands behind it is an object
            best = phrase
        index = max(phrase.last, index + 1)
    return best


def first_subject(sentence: Sentence, start: int, stop: int) -> Phrase | None:
    """The first noun phrase that no preposition governs: what the sentence is about."""
    index = start or _behind_dateline(sentence, stop)
    language = sentence.language
    while index < stop:
        token = sentence.tokens[index]
        opens = index == 0 or sentence.tokens[index - 1].text == ","
        partitive = opens and token.low in language.phrases.indefinite  # « Des riverains »
        preposition = token.low in language.phrases.prepositions and not partitive
        if preposition and index not in sentence.name_at:
            index = max(prepositional_end(sentence, index, stop), index + 1)
            continue
        if index == 0 and token.low in language.speech.manner and _compares(sentence, stop):
            index = comma_behind(sentence, index, stop) + 1  # « Comme lui, des artisans … »
            continue
        if index == 0 and _opens_participle(sentence, stop):
            index = comma_behind(sentence, index, stop) + 1  # « Voyant ce match perdu, la coach … »
            continue
        if token.low in language.phrases.relatives and _bracketed(sentence, index, stop):
            index = comma_behind(sentence, index, stop)
            continue
        phrase = phrase_at(sentence, index, stop)
        if phrase is None:
            index += 1
        elif (
            is_time(sentence, phrase)
            or is_bare(sentence, phrase)
            or (index == 1 and _is_predicative(sentence, phrase))
            or (opens and index > 1 and is_apposed_bare(sentence, phrase))
        ):
            index = phrase.last
        elif index == 0 and (behind := _behind_measure(sentence, phrase, stop)):
            index = behind
        else:
            fronted = _described_behind(sentence, phrase, stop) if index == start else None
            return fronted or with_name_beyond(sentence, phrase, stop)
    return None


def _opens_participle(sentence: Sentence, stop: int) -> bool:
    """Whether a present participle opens a clause of its own, which a comma closes."""
    tokens, language = sentence.tokens, sentence.language
    if not tokens[0].low.endswith(language.speech.participles or ("\0",)) or 0 in sentence.name_at:
        return False
    if is_role(tokens[0].low, language) or tokens[0].low in language.function_words:
        return False
    return comma_behind(sentence, 0, stop) < stop - 1


def _compares(sentence: Sentence, stop: int) -> bool:
    """Whether a word of manner, a pronoun and a comma open a sentence."""
    tokens, language = sentence.tokens, sentence.language
    if stop < 3 or tokens[2].text != ",":
        return False
    return tokens[1].low in language.third_persons


def _is_predicative(sentence: Sentence, phrase: Phrase) -> bool:
    """„Als Trainer zögerte Kolb“: what somebody is, and not the subject."""
    language = sentence.language
    as_what = sentence.tokens[phrase.first - 1].low in language.phrases.predicative
    bare = sentence.tokens[phrase.first].low not in language.determiners
    return as_what and bare and phrase.head is Head.ROLE and phrase.name is None


def _behind_measure(sentence: Sentence, phrase: Phrase, stop: int) -> int:
    """Behind "Two rows further on, " and the like, in front of the subject; else 0."""
    tokens, language = sentence.tokens, sentence.language
    if phrase.head is not Head.OTHER or not phrase.plural:
        return 0
    at = phrase.last
    while at < stop and tokens[at].is_word and tokens[at].low in language.words.adverbs:
        at += 1
    if at + 1 >= stop or tokens[at].text != ",":
        return 0
    counted = tokens[phrase.first].low in language.phrases.plural
    listed = counted and tokens[at + 1].low in language.phrases.plural
    return 0 if listed else at + 1  # « Trois brebis mortes, dix autres blessées »


def _behind_dateline(sentence: Sentence, stop: int) -> int:
    """The token behind "CITY, State (AP) —", 0 where the sentence opens with no such place."""
    tokens = sentence.tokens
    if len(tokens[0].text) < 3 or not tokens[0].text.isupper():
        return 0
    written = 1  # words in capitals alone, and what stands behind a comma
    for index in range(1, min(stop, MAX_DATELINE)):
        token = tokens[index]
        if token.text in ":—–-":
            return index + 1 if written == index or tokens[index - 1].text == ")" else 0
        if token.is_word and token.text[0].islower():
            return 0
        written += written == index and token.text.isupper()
    return 0


def _described_behind(sentence: Sentence, phrase: Phrase, stop: int) -> Phrase | None:
    """« Réfugiée au gymnase, Anne Roux … »: a role without an article tells of the name behind."""
    tokens = sentence.tokens
    opener = tokens[phrase.first]
    bare = phrase.head is Head.ROLE and opener.low not in sentence.language.determiners
    comma = comma_behind(sentence, phrase.last, min(stop, phrase.last + MAX_REACH))
    if not bare or opener.text[0].isdigit() or comma + 1 >= stop or tokens[comma].text != ",":
        return None
    if any(at in sentence.name_at for at in range(phrase.first, phrase.last)):
        return None
    named = phrase_at(sentence, comma + 1, stop)
    meant = (Head.NAME, Head.LATEST, Head.PRONOUN)
    return named if named is not None and named.head in meant else None


def _bracketed(sentence: Sentence, index: int, stop: int) -> bool:
    """Whether a relative clause that opens here stands between two commas."""
    tokens = sentence.tokens
    return (
        index > 0 and tokens[index - 1].text == "," and comma_behind(sentence, index, stop) < stop
    )


def is_anybody(phrase: Phrase) -> bool:
    """Whether a phrase is « on », „man“ or the like, which may mean anybody."""
    return phrase.head is Head.PRONOUN and phrase.gender is Gender.ANY and not phrase.plural


def is_human(phrase: Phrase | None) -> bool:
    """Whether a phrase can be somebody who speaks."""
    return phrase is not None and phrase.head is not Head.OTHER
