"""Who is said to say a quotation: the cue, and the noun phrase that the cue names.

Within a sentence, in this order: a verb of speech or "according to" behind the quotation, then in
front of it, then a colon. A quotation that is a sentence of its own belongs to the speaker of the
quotation just before it, to the subject of the sentence before or behind it, or to the one whom
the paragraph before introduced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.reading.grammar.sentence import Head, Sentence
from bot.reading.speech.addressees import is_addressed
from bot.reading.speech.colons import colon_behind, colon_in_front, leads_to_words
from bot.reading.speech.cues import (
    in_sentence,
    subject_in_front,
)
from bot.reading.speech.frames import is_framed
from bot.reading.speech.inversion import dropped
from bot.reading.speech.labels import is_put_to_somebody, labelled
from bot.reading.speech.neighbours import Announcer, Neighbour
from bot.reading.speech.nominal import according_phrase, is_embedded
from bot.reading.speech.rules import Attribution, Rule, attribution_of
from bot.reading.speech.subjects import (
    MAX_DATELINE,
    first_subject,
    is_anybody,
    is_cue,
    is_human,
    is_subject_in_marks,
)
from bot.reading.speech.unsaid import is_nobodys
from bot.reading.speech.verbs import verb_group
from bot.reading.utterances.narration import Paragraph
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.tokens import words_of

MAX_SENTENCES = 6  # looked back for a speaker
MAX_MANNER = 2  # words of how something is said
MIN_APART = 6  # words of a sentence that only a comma parts from the reporter's
MAX_HEADINGS = 2  # between a quotation and the paragraph that names its speaker


class _Context(NamedTuple):
    """The sentences of a paragraph, and those round it that can name a speaker."""

    before: Sequence[Sentence]
    here: Sequence[Sentence]
    behind: Sentence | None
    label: Attribution | None


def attribute(
    paragraphs: Iterable[Paragraph],
) -> Iterator[tuple[Paragraph, Mapping[int, Attribution]]]:
    """Each paragraph with the attributions of its quotations, by the number of their token."""
    before: Sequence[Sentence] = ()
    headings = 0
    label: Attribution | None = None
    known: dict[int, Attribution] = {}  # of these sentences
    for paragraph, following in _with_following(paragraphs):
        behind = next(iter(following.sentences), None) if following else None
        found = dict(known)
        _attribute(_Context(before, paragraph.sentences, behind, label), found)
        marked = paragraph.marked
        own = {at: one for at, one in found.items() if at in marked} if marked else {}
        yield paragraph, own
        if is_put_to_somebody(paragraph.sentences):
            continue
        label = labelled(paragraph.sentences)
        if not paragraph.heading:
            before, headings = paragraph.sentences[-MAX_SENTENCES:], 0
            near = before[0].starts[0] if before else 0
            known = {start: one for start, one in own.items() if start >= near}
        elif headings < MAX_HEADINGS:
            headings += 1
        else:
            before, known = (), {}
        del paragraph, marked, own, found  # a long one is let go of before the next is read


def _with_following(
    paragraphs: Iterable[Paragraph],
) -> Iterator[tuple[Paragraph, Paragraph | None]]:
    waiting: Paragraph | None = None
    for paragraph in paragraphs:
        if waiting is not None:
            yield waiting, paragraph
        waiting = paragraph
    if waiting is not None:
        yield waiting, None


def _attribute(context: _Context, found: dict[int, Attribution]) -> None:
    """Add the attributions of a paragraph's quotations to those found before."""
    for index, sentence in enumerate(context.here):
        if not sentence.quotes:
            continue
        for position in sentence.quotes:
            if is_nobodys(sentence, position):
                continue
            if is_addressed(sentence, position):
                attribution = _carried_on(context, index, found) or _subject_before(context, index)
                if attribution is not None:
                    found[sentence.starts[position]] = attribution
                continue
            attribution = in_sentence(sentence, position, found)
            if attribution is None:
                attribution = colon_in_front(sentence, position)
            if attribution is None and _introduced(sentence, position):
                attribution = _dropped_in_front(sentence, position, context.here[:index], found)
                attribution = attribution or _carried_on(context, index, found)
            if attribution is None:
                attribution = colon_behind(sentence, position)
            if attribution is None and index and leads_to_words(sentence, position):
                attribution = _subject_of(context.here[index - 1])
            if attribution is None and index and is_framed(sentence, position):
                before = context.here[index - 1]
                told = _carried_on(context, index, found) if before.quotes else None
                attribution = told or (None if before.quotes else _subject_of(before))
            if attribution is None and _is_reported(sentence):
                attribution = _reporter(context, index)
                earlier = _carried_on(context, index, found) if attribution is None else None
                attribution = earlier._replace(rule=Rule.REPORTED) if earlier else attribution
            if attribution is None and index == 0 and _stands_alone(sentence):
                attribution = context.label
            if attribution is None and _stands_alone(sentence):
                attribution = _reporter_before(context, index)
                attribution = attribution or _from_neighbours(context, index, found)
            if attribution is None and _is_spliced(sentence, position):
                subject = first_subject(sentence, 0, position - 1)
                if is_human(subject) and subject is not None:
                    attribution = Attribution(Rule.PREVIOUS, None, subject, sentence)
            if attribution is not None and is_embedded(sentence, position):
                attribution = attribution._replace(label=True)
            if attribution is not None:
                found[sentence.starts[position]] = attribution
        _share(sentence, found)


def _subject_of(sentence: Sentence) -> Attribution | None:
    """« Anne Roux s'arrête. En breton d'abord, en français ensuite : « … » »: whom it tells of."""
    subject = first_subject(sentence, 0, len(sentence.tokens))
    if subject is None or subject.plural or is_anybody(subject):
        return None
    human = subject.head in (Head.NAME, Head.PRONOUN, Head.ROLE)
    return Attribution(Rule.PREVIOUS, ":", subject, sentence) if human else None


def _is_spliced(sentence: Sentence, position: int) -> bool:
    """« Elle a tout perdu, « j'avais six ruches ». »: a sentence of its own behind a comma.

    It opens with "I" or a capital, and nothing stands behind it.
    """
    tokens, language = sentence.tokens, sentence.language
    if position < 3 or tokens[position - 1].text != ",":
        return False
    if any(token.is_word for token in tokens[position + 1 :]):
        return False
    said = sentence.between(position, position + 1)
    words = words_of(said, language)
    if words and words[0] in language.thought.first_person:
        return True
    opens = next((sign for sign in said if sign.isalpha()), "")
    return opens.isupper() and len(words) >= MIN_APART


def _share(sentence: Sentence, found: dict[int, Attribution]) -> None:
    """The attribution behind a sentence's last quotation holds for those before it."""
    later: Attribution | None = None
    if len(sentence.quotes) == 1:
        return
    for position in reversed(sentence.quotes):
        start = sentence.starts[position]
        if is_subject_in_marks(sentence, position):
            later = None
        elif start in found:
            later = found[start] if found[start].sentence is sentence else None
        elif later is not None and later.rule in (Rule.AFTER, Rule.ACCORDING):
            found[start] = later._replace(label=True)


# --- from the sentences around ------------------------------------------------------------


def _introduced(sentence: Sentence, position: int) -> bool:
    """Whether a verb without a subject, or a colon, leads to the quotation: « Et d'ajouter : »."""
    if position == 0:
        return False
    if sentence.tokens[0].low in sentence.language.phrases.relatives:
        return False
    resumed = match_expression(sentence.tokens, 0, idioms(sentence.language).resuming)
    if resumed and is_cue(sentence, resumed):
        return True  # « Et d'ajouter que « … » »
    if sentence.tokens[position - 1].text != ":":
        return False
    if resumed:
        return True
    anybody = sentence.language.pronouns.indefinite
    if any(token.low in anybody for token in sentence.tokens[:position]):
        return False  # "alguien ha escrito en la pizarra: «…»"
    verb = any(is_cue(sentence, index) for index in range(position))
    return verb or position <= 4 or first_subject(sentence, 0, position - 1) is None


def _dropped_in_front(
    sentence: Sentence, position: int, before: Sequence[Sentence], found: dict[int, Attribution]
) -> Attribution | None:
    """ "Por mensagem, escreveu: «…»": a verb alone, behind a sentence about somebody new."""
    tokens, language = sentence.tokens, sentence.language
    if not language.speech.subject_dropped or tokens[0].low in language.phrases.conjunctions:
        return None
    if not before or any(start in found for start in before[-1].quoted()):
        return None
    verb = next((at for at in range(position) if is_cue(sentence, at)), None)
    if verb is None or first_subject(before[-1], 0, len(before[-1].tokens)) is None:
        return None
    group = verb_group(sentence, verb)
    return attribution_of(sentence, Rule.BEFORE, group, dropped(sentence, group.first, group.last))


def _carried_on(context: _Context, index: int, found: dict[int, Attribution]) -> Attribution | None:
    """The attribution of the last quotation before; « Et d'ajouter » may open a paragraph."""
    here = context.here[max(0, index - MAX_SENTENCES) : index]
    own = context.here[index]
    resumes = index == 0 and match_expression(own.tokens, 0, idioms(own.language).resuming)
    for sentence in (*here[::-1], *(context.before[::-1] if resumes else ())):
        for start in reversed(sentence.quoted()):
            if start in found:
                earlier = found[start]
                return Attribution(Rule.CONTINUED, ":", earlier.phrase, earlier.sentence)
    return None


def _subject_before(context: _Context, index: int) -> Attribution | None:
    """Whom the sentence before tells of."""
    before = context.here[index - 1] if index else next(reversed(context.before), None)
    subject = first_subject(before, 0, len(before.tokens)) if before is not None else None
    if before is None or subject is None or not is_human(subject):
        return None
    return Attribution(Rule.PREVIOUS, None, subject, before)


def _is_reported(sentence: Sentence) -> bool:
    """Whether the sentence is in the mood of reported speech, as German marks it."""
    reported = sentence.language.speech.reported
    return bool(reported) and any(token.low in reported for token in sentence.tokens)


def _reporter(context: _Context, index: int) -> Attribution | None:
    """The subject of the last verb of speech before, in the same paragraph."""
    for sentence in context.here[max(0, index - MAX_SENTENCES) : index][::-1]:
        for at in range(len(sentence.tokens) - 1, -1, -1):
            if is_cue(sentence, at):
                verb = verb_group(sentence, at)
                subject = subject_in_front(sentence, verb, len(sentence.tokens))
                if subject is not None and is_human(subject):
                    return attribution_of(sentence, Rule.REPORTED, verb, subject)
        viewer = according_phrase(sentence)
        if viewer is not None and is_human(viewer):
            return Attribution(Rule.REPORTED, None, viewer, sentence)
    return None


def _reporter_before(context: _Context, index: int) -> Attribution | None:
    """„X klagt. Man sei müde. „…““: whose speech the sentence before, without a verb of it, tells.

    Such words go on with whoever is reported, whatever stands behind them.
    """
    before = context.here[index - 1] if index else None
    if before is None or before.quotes or not _is_reported(before):
        return None
    if any(is_cue(before, at) for at in range(len(before.tokens))):
        return None
    return _reporter(context, index - 1)


def _stands_alone(sentence: Sentence) -> bool:
    """Whether the sentence is nothing but quotations and signs, or "it says" besides."""
    tokens = sentence.tokens
    opens = _behind_place(sentence)
    first = next((at for at in range(opens, len(tokens)) if tokens[at].is_word), len(tokens))
    if first == len(tokens):
        return True
    if first == 0 and _leads_on(sentence) and not any(t.is_word for t in tokens[first + 1 :]):
        return True  # « Mais « … ». »
    size = match_expression(tokens, first, idioms(sentence.language).impersonal)
    return size > 0 and _is_manner(sentence, first + size)


def _is_manner(sentence: Sentence, index: int) -> bool:
    """Whether nothing but how it is said follows: "klinkt het beslist", „heißt es weiter“."""
    words = [token for token in sentence.tokens[index:] if token.is_word]
    if len(words) > MAX_MANNER:
        return False
    language = sentence.language
    return not any(
        word.is_capitalised
        or language.phrases.governs(word.low)
        or word.low in language.determiners
        or word.low in language.phrases.conjunctions
        for word in words
    )


def _leads_on(sentence: Sentence) -> bool:
    """Whether one conjunction opens the sentence, and a quotation follows at once."""
    tokens = sentence.tokens
    joins = tokens[0].low in sentence.language.phrases.conjunctions
    return joins and len(tokens) > 1 and tokens[1].is_quote


def _behind_place(sentence: Sentence) -> int:
    """The first quotation's token, if only a place, a date and an agency stand in front of it."""
    first = next(iter(sentence.quotes), 0)
    dashed = 1 < first <= MAX_DATELINE and sentence.tokens[first - 1].text in "–—-"
    return first if dashed and not any(is_cue(sentence, at) for at in range(first)) else 0


def _from_neighbours(
    context: _Context, index: int, found: dict[int, Attribution]
) -> Attribution | None:
    alone: bool | None = None
    for source in _neighbours(context, index, found):
        attribution = source(found)
        if attribution is None:
            continue
        if attribution.phrase.plural:
            alone = _speaks_of_one(context.here[index]) if alone is None else alone
            if alone:
                continue  # several do not say "I"
        return attribution
    return None


def _speaks_of_one(sentence: Sentence) -> bool:
    """Whether somebody says "I" in a sentence's quotations."""
    first_person = sentence.language.thought.first_person
    return any(
        not first_person.isdisjoint(words_of(sentence.between(at, at + 1), sentence.language))
        for at in sentence.quotes
    )


def _neighbours(
    context: _Context, index: int, found: Mapping[int, Attribution]
) -> Iterator[Neighbour | Announcer]:
    here = context.here
    if index + 1 < len(here):
        yield Announcer(here[index + 1])
    if index > 0:
        yield Neighbour(here[index - 1], Rule.PREVIOUS)
    for earlier in here[max(0, index - MAX_SENTENCES) : max(0, index - 1)][::-1]:
        if any(start in found for start in earlier.quoted()):
            yield Neighbour(earlier, Rule.PREVIOUS)
    if index + 1 < len(here):
        yield Neighbour(here[index + 1], Rule.NEXT)
    if index > 0:
        for earlier in here[max(0, index - MAX_SENTENCES) : index - 1][::-1]:
            yield Neighbour(earlier, Rule.PREVIOUS)
    for earlier in reversed(context.before):
        yield Neighbour(earlier, Rule.PREVIOUS)
    if context.behind is not None:
        yield Neighbour(context.behind, Rule.NEXT)
