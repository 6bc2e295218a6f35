"""Cues in a quotation's own sentence, and the noun phrase that they name as the speaker.

In this order: a verb of speech or "according to" behind the quotation, then in front of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.marks.signs import FAMILY
from bot.reading.speech.according import according_at, according_behind
from bot.reading.speech.apposition import is_described_name, with_subject
from bot.reading.speech.beyond import with_name_beyond
from bot.reading.speech.clauses import behind_opener, calls_words, ends_clause, points_back
from bot.reading.speech.convictions import convinced, is_conviction
from bot.reading.speech.insertions import closing_report, inserted_report
from bot.reading.speech.inversion import dropped, inverted
from bot.reading.speech.nominal import (
    noun_of_speech,
    own_view,
    relative_view,
    view_owned,
    whose_words,
)
from bot.reading.speech.relative import relative_subject
from bot.reading.speech.rules import Attribution, Rule, Verb, attribution_of
from bot.reading.speech.stand_ins import body_of, spoken_at, whom_it_quotes
from bot.reading.speech.statements import body_told, is_statement, issuer, quarter_within, signed_by
from bot.reading.speech.subjects import (
    first_subject,
    is_anybody,
    is_attached,
    is_cue,
    is_human,
    is_subject_in_marks,
    subject_after,
    subject_before,
    with_apposed_name,
)
from bot.reading.speech.told import agent_of, asked_of, is_passive, is_told, told_by
from bot.reading.speech.unsaid import is_work, names_subject
from bot.reading.speech.verbs import first_verb, is_participle, next_quote, verb_group
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.tokens import Token

MAX_CUE_DISTANCE = 60  # tokens back to a verb in front of a quotation
MAX_VERB_DISTANCE = 30  # tokens from a quotation to the verb behind it
MAX_PERIPHRASIS = 3  # words in front of a verb of speech that belong to it
MAX_CLAUSE = 8  # tokens of an impersonal clause that say where something is said


def in_sentence(
    sentence: Sentence, position: int, found: dict[int, Attribution]
) -> Attribution | None:
    """The attribution that the quotation's own sentence gives."""
    if _is_led_to(sentence, position):
        leading = _in_front(sentence, position, found)
        if leading is not None:
            return leading
    behind = _behind(sentence, position)
    if behind is not None:
        return behind
    return _in_front(sentence, position, found)


def _is_led_to(sentence: Sentence, position: int) -> bool:
    """ "He said, “…,” the office said": the verb right in front tells whose the words are."""
    tokens, language = sentence.tokens, sentence.language
    at = position - 2
    if at < 1 or tokens[at + 1].text not in ",:" or not language.speech.subject_first:
        return False
    if not is_cue(sentence, at) or tokens[at].low in language.speech.told:
        return False
    return not is_participle(sentence, verb_group(sentence, at))


def _behind(sentence: Sentence, position: int) -> Attribution | None:
    tokens, language = sentence.tokens, sentence.language
    start = position + 1
    if names_subject(sentence, position) or is_work(sentence, position):
        return None
    while start < len(tokens) and tokens[start].text in ",-–—.!?…)":
        start += 1
    stop = next_quote(sentence, start)
    if points_back(sentence, start, stop):
        whose = noun_of_speech(sentence, start + 2, stop)
        if whose is not None:
            return Attribution(Rule.AFTER, None, whose, sentence)
    if start >= stop or _is_relative(sentence, start):
        return closing_report(sentence, start, stop)
    bare = position == 0 and start == 1 and len(sentence.quotes) == 1
    if bare or tokens[start - 1].text in "–—-":
        signed = signed_by(sentence, start)
        if signed is not None:
            return Attribution(Rule.AFTER, None, signed, sentence)
    according = according_behind(sentence, start, stop) or own_view(sentence, start)
    if according is not None:
        return according
    size = match_expression(tokens, start, idioms(language).impersonal)
    if size:
        return attribution_of(
            sentence,
            Rule.AFTER,
            Verb(start, start),
            issuer(sentence, start, stop) or quarter_within(sentence, start + size, stop),
        )
    whose = None if is_cue(sentence, start) else noun_of_speech(sentence, start, stop)
    if whose is None and tokens[start].low in language.speech.auxiliaries:
        whose = whose_words(sentence, start, min(stop, start + MAX_VERB_DISTANCE))
    whose = whose or convinced(sentence, start, stop)
    if whose is not None:
        return Attribution(Rule.AFTER, None, whose, sentence)
    if tokens[start].low in language.speech.manner and start + 1 < stop:
        start += 1
    elif tokens[start].low in language.phrases.conjunctions:
        return closing_report(sentence, start, stop)
    if start == position + 1 and sentence.text[sentence.end(position) - 2] not in ",?!":
        closing = closing_report(sentence, start, stop)  # “…” shared by both, he warned.
        if closing is not None:
            return closing
    verb = first_verb(sentence, start, min(stop, start + MAX_VERB_DISTANCE))
    if verb is None:
        return inverted(sentence, start, stop)
    return _by_verb_behind(sentence, position, start, stop, verb)


def _by_verb_behind(
    sentence: Sentence, position: int, start: int, stop: int, verb: Verb
) -> Attribution | None:
    """Who is said to speak by a verb between ``start`` and ``stop``, behind the quotation."""
    tokens, language = sentence.tokens, sentence.language
    if calls_words(sentence, start, verb):
        return None
    if stop < len(tokens) and stop == verb.last + 2 and is_subject_in_marks(sentence, stop):
        return None
    if is_told(sentence, verb):
        return told_by(sentence, verb, stop)
    if tokens[verb.first].low in language.pronouns.neuter:
        told = body_told(sentence)
        if told is not None:
            found = attribution_of(sentence, Rule.AFTER, verb, told[0])
            return found._replace(sentence=told[1]) if found is not None else None
    if ends_clause(sentence, position, verb):
        within = phrase_at(sentence, behind_opener(sentence, position), position)
        called = attribution_of(sentence, Rule.AFTER, verb, within)
        return called._replace(label=True) if called is not None else None
    subject = spoken_at(sentence, verb, stop)
    if subject is None:
        subject = body_of(sentence, _subject_behind(sentence, start, verb, stop), stop)
    subject = whom_it_quotes(sentence, verb, subject, stop)
    if subject is not None and is_statement(sentence, subject):
        subject = issuer(sentence, subject.first, stop) or subject
    if subject is None:
        subject = issuer(sentence, start, stop)
    if (
        subject is None
        and language.speech.subject_dropped
        and verb.first - start <= MAX_PERIPHRASIS
    ):
        subject = dropped(sentence, min(start, verb.first), verb.last)  # "acertó a decir"
    return attribution_of(sentence, Rule.AFTER, verb, subject) or inverted(sentence, start, stop)


def _is_relative(sentence: Sentence, index: int) -> bool:
    low, language = sentence.tokens[index].low, sentence.language
    return low in language.phrases.relatives and low not in language.speech.manner


def _subject_behind(sentence: Sentence, start: int, verb: Verb, stop: int) -> Phrase | None:
    """The subject of a verb that stands behind the quotation."""
    if verb.first <= start:
        return subject_after(sentence, verb.last, stop)
    opening = phrase_at(sentence, start, verb.last)
    if opening is None:
        turned = not sentence.language.speech.subject_first
        if turned and sentence.tokens[verb.first - 1].text == ",":
            behind = phrase_at(sentence, verb.last + 1, stop)
            if is_human(behind):
                return subject_after(sentence, verb.last, stop)
        return _between(sentence, start, verb) or subject_after(sentence, verb.last, stop)
    if opening.last >= verb.first:
        return opening
    relative = sentence.tokens[opening.last].low in sentence.language.phrases.relatives
    if relative and is_human(opening):
        return opening  # "a resident who declined to be named said"
    if is_described_name(sentence, opening, verb):
        return opening
    return subject_before(sentence, verb.last, start)


def _between(sentence: Sentence, start: int, verb: Verb) -> Phrase | None:
    """A pronoun inside the verb group: « a-t-il dit »; else any phrase that shows adverbs only.

    A number alone and what a preposition governs are nobody: « chez eux, a-t-elle indiqué ».
    """
    found: Phrase | None = None
    for index in range(start, verb.last):
        phrase = phrase_at(sentence, index, verb.last)
        if phrase is None or sentence.tokens[phrase.last - 1].text[0].isdigit():
            continue
        if is_attached(sentence, index):
            return phrase
        governed = index > start and sentence.language.phrases.governs(
            sentence.tokens[index - 1].low
        )
        found = found or (None if governed else phrase)
    return found and (_joined_to_name(sentence, found, verb) or found)


def _joined_to_name(sentence: Sentence, role: Phrase, verb: Verb) -> Phrase | None:
    """ "lead author and project head Ann Reed said": both roles in front of one name."""
    if role.head is not Head.ROLE or role.last >= verb.first:
        return None
    if sentence.tokens[role.last].low not in sentence.language.phrases.conjunctions:
        return None
    whole = subject_before(sentence, verb.last, role.last)
    reaches = whole is not None and whole.last == verb.first and whole.first > role.last
    return whole if reaches and whole is not None and whole.name is not None else None


def _in_front(
    sentence: Sentence, position: int, found: dict[int, Attribution]
) -> Attribution | None:
    """A verb of speech or "according to" in front of the quotation."""
    tokens, language = sentence.tokens, sentence.language
    viewed = relative_view(sentence, position) if language.speech.relative_views else None
    viewed = viewed or (view_owned(sentence, position) if language.speech.viewing else None)
    if viewed is not None:
        return viewed
    introducing = idioms(language).introducing
    for index in range(position - 1, max(-1, position - MAX_CUE_DISTANCE), -1):
        token = tokens[index]
        if token.is_quote and sentence.starts[index] in found:
            earlier = found[sentence.starts[index]]
            shared = _interrupts(earlier, sentence, index, position)
            shared = shared or _resumes(sentence, index, position)
            if shared or _follows_on(sentence, index, position):
                return earlier
        if token.low not in introducing:
            continue
        according = according_at(sentence, index, position, behind=False)
        according = according or own_view(sentence, index)
        if according is not None:
            return according
        if match_expression(tokens, index, idioms(language).impersonal):
            body = issuer(sentence, 0, position) or quarter_within(sentence, 0, position)
            return attribution_of(sentence, Rule.BEFORE, Verb(index, index), body)
        if token.low in language.speech.convictions and is_conviction(sentence, index):
            holder = first_subject(sentence, 0, index)
            if holder is not None and holder.head is not Head.OTHER:
                return attribution_of(sentence, Rule.BEFORE, Verb(index, index), holder)
        if is_cue(sentence, index):
            verb = verb_group(sentence, index)
            if is_told(sentence, verb):
                return told_by(sentence, verb, position)
            inserted = inserted_report(sentence, position)
            if inserted is not None:
                return inserted
            agent = agent_of(sentence, verb, position)
            if agent is None and is_passive(sentence, verb):
                return None
            subject = agent or whom_it_quotes(
                sentence, verb, subject_in_front(sentence, verb, position), position
            )
            asked = asked_of(sentence, verb, subject, position)
            if asked is not None:
                return attribution_of(sentence, Rule.BEFORE, verb, asked)
            if subject is not None and _is_anybody_within(sentence, subject, verb):
                continue
            if subject is not None and is_statement(sentence, subject):
                subject = issuer(sentence, subject.first, position) or subject
            if not is_human(subject) and _governs(sentence, verb, position):
                subject = dropped(sentence, verb.first, verb.last)
            if subject is not None:
                thing = subject.head is Head.OTHER
                view = own_view(sentence, subject.first) if thing else None
                return view or attribution_of(sentence, Rule.BEFORE, verb, subject)
    return None


def _is_anybody_within(sentence: Sentence, subject: Phrase, verb: Verb) -> bool:
    """« Ali Sow veut qu'on écoute : « … » »: anybody, in a clause that another verb governs."""
    if not is_anybody(subject) or subject.first == 0 or subject.first > verb.first:
        return False
    return sentence.tokens[subject.first - 1].low in sentence.language.phrases.relatives


def _governs(sentence: Sentence, verb: Verb, position: int) -> bool:
    """ "A preguntas de los vecinos, añadió que «…»": a verb alone, and the quotation behind it."""
    tokens, language = sentence.tokens, sentence.language
    if not language.speech.subject_dropped or tokens[verb.first].is_capitalised:
        return False
    opens = verb.first > 0 and not tokens[verb.first - 1].is_word
    between = tokens[verb.last + 1 : position]
    joined = len(between) == 1 and between[0].low in language.phrases.relatives
    return opens and (joined or _in_insertion(between))


def _in_insertion(between: Sequence[Token]) -> bool:
    """ "…, escreve no livro «A Pique», «…»": a clause between commas, in front of the words."""
    return 0 < len(between) <= MAX_CLAUSE and between[-1].text == ","


def _interrupts(earlier: Attribution, sentence: Sentence, start: int, stop: int) -> bool:
    """Whether nothing but the verb of the quotation before stands between: « … – precisa – … »."""
    dropped_here = earlier.sentence is sentence and earlier.phrase.head is Head.DROPPED
    return dropped_here and start < earlier.phrase.first < stop and stop - start <= MAX_CLAUSE


def _resumes(sentence: Sentence, earlier: int, position: int) -> bool:
    """Whether two stretches stand within the same marks: « On attend, peste X, et on paie. »"""
    closing = sentence.text[sentence.end(earlier) - 1]
    return closing not in FAMILY and sentence.text[sentence.starts[position]] not in FAMILY


def _follows_on(sentence: Sentence, earlier: int, position: int) -> bool:
    """Whether a quotation shares the attribution of one just before it in its sentence."""
    between = sentence.tokens[earlier + 1 : position]
    return not any(is_cue(sentence, index) for index in range(earlier + 1, position)) and (
        len(between) <= 8
    )


def subject_in_front(sentence: Sentence, verb: Verb, stop: int) -> Phrase | None:
    """The subject of a verb that stands in front of the quotation."""
    language = sentence.language
    if is_participle(sentence, verb):
        absolute = with_subject(sentence, verb)
        return (
            absolute
            or first_subject(sentence, 0, verb.first)
            or subject_before(sentence, verb.last, 0)
        )
    if _follows_clause(sentence, verb):
        reporter = phrase_at(sentence, verb.last + 1, stop)
        if is_human(reporter):
            return reporter
    antecedent = relative_subject(sentence, verb, stop)
    if antecedent is not None:
        return antecedent
    before = subject_before(sentence, verb.last, 0)
    if before is not None and before.head in (Head.NAME, Head.PRONOUN):
        return before
    if before is None and _is_coordinated(sentence, verb):
        within = _clause_opening(sentence, verb.first - 1)
        subject = first_subject(sentence, within, verb.first) if within else None
        return subject or first_subject(sentence, 0, verb.first)
    inserted = verb.first > 0 and sentence.tokens[verb.first - 1].text == ","
    if inserted and before is not None and before.head is Head.OTHER:
        subject = first_subject(sentence, 0, verb.first)  # "Kolb hat einen Wunsch, sagt: …"
        if subject is not None and subject.head is Head.NAME:
            return subject
    if before is None or language.speech.verb_second or (inserted and not is_human(before)):
        end = stop if verb.first == 0 else _clause_end(sentence, verb.last, stop)
        after = subject_after(sentence, verb.last, end)
        if after is not None and is_human(after):
            named = with_apposed_name(sentence, after, stop)
            return with_name_beyond(sentence, named, stop) if named is not None else None
    return before or first_subject(sentence, 0, verb.first)


def _clause_opening(sentence: Sentence, stop: int) -> int:
    """The token behind "when" or the like whose clause no comma has closed, else 0."""
    phrases = sentence.language.phrases
    for index in range(stop - 1, 0, -1):
        token = sentence.tokens[index]
        if not token.is_word:
            return 0
        if token.low in phrases.subordinators:
            return index + 1
    return 0


def _follows_clause(sentence: Sentence, verb: Verb) -> bool:
    """« Le vaccin est arrivé trop tard, déplore X : »: what is reported stands before the comma."""
    tokens, language = sentence.tokens, sentence.language
    if verb.first < 3 or tokens[verb.first - 1].text != ",":
        return False
    if language.speech.verb_second and tokens[0].low in language.phrases.before_comma:
        return True  # „Dass er ging, erklärt X mit …“
    lows = [token.low for token in tokens[: verb.first - 1]]
    if not language.phrases.relatives.isdisjoint(lows):
        return False
    owned = language.words.possessive_endings  # "Flumen's boss, X, told …" is no clause
    auxiliaries, finite = language.speech.auxiliaries, language.thought.finite
    words = set(lows) - owned
    if not (auxiliaries.isdisjoint(words) and finite.isdisjoint(words)):
        return True
    persons = language.third_persons if owned else ()
    return any(low in owned and before in persons for before, low in pairwise(lows))


def _is_coordinated(sentence: Sentence, verb: Verb) -> bool:
    """ "… attacked her and said": the verb shares the subject of the one before "and"."""
    language = sentence.language
    before = sentence.tokens[verb.first - 1].low if verb.first > 1 else ""
    return before in language.phrases.conjunctions and before not in language.speech.manner


def _clause_end(sentence: Sentence, start: int, stop: int) -> int:
    for index in range(start + 1, stop):
        if sentence.tokens[index].text in ",;:":
            return index
    return stop
