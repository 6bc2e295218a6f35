"""From an Article to its Reading: the order in which the parts of the reader work."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from bot.model import Article, Part, Quote, QuoteKind, Reading, Summary, SummarySource
from bot.reading import translations
from bot.reading.attribution import attribute
from bot.reading.display import displayed
from bot.reading.grammar.sentence import Sentence
from bot.reading.languages import Languages, shipped
from bot.reading.marks.pairing import Marked
from bot.reading.people.cast import Cast
from bot.reading.people.credits import Credits
from bot.reading.people.guests import labelled, only_guest
from bot.reading.people.person import Speaker
from bot.reading.ranking import UNRANKED, Candidate, Ranked, Ranking
from bot.reading.speech.kinds import kind_of
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.speech.thoughts import is_whole_thought
from bot.reading.summary import Points, content_counted
from bot.reading.text.interviews import Turn, answers, is_answer_label
from bot.reading.text.paragraphs import MAX_PARAGRAPH, paragraph_spans
from bot.reading.utterances.grouping import Utterance, utterances
from bot.reading.utterances.narration import Narration
from bot.reading.words.sentences import sentences
from bot.reading.words.tokens import tokenise

CARD_CONFIDENCE = 0.5  # below it an editor has to name the speaker
WITHOUT_LABEL = 0.5  # of the confidence: whose the answers are, an editor has to confirm


def read(article: Article, *, languages: Languages | None = None) -> Reading:
    """The quotes of an article with their speakers, and its summary.

    Any article can be read; one in a language without a file is read by the rules of English.
    """
    language = (languages or shipped()).get_or_nearest(article.language)
    spans = paragraph_spans(article.text, language)
    narration = Narration(article, spans, language)
    cast = Cast(_headline(article.title, narration), narration)
    counts = content_counted(article.title, narration)
    turns = answers(article.text, spans, language)
    told, points = narration.second_telling(), None
    if not article.summary_points:
        points = Points(article, counts, turns, language)
        told = points.taken_from(told)
    scene = _Scene.of(article, cast)
    quotes = [_quote(one, scene) for one in utterances(attribute(cast.follow(told)))]
    quotes = scene.credits.completed(_with_answers(quotes, turns, scene))
    quotes = translations.marked(article, quotes, counts)
    return Reading(article=article, summary=_summary(article, points), quotes=_with_key(quotes))


def _summary(article: Article, points: Points | None) -> Summary:
    """The article's own points where it has some, else those chosen from its sentences."""
    if points is None:
        return Summary(points=article.summary_points, source=SummarySource.ARTICLE)
    return Summary(points=points.in_order(), source=SummarySource.SELECTED)


class _Scene(NamedTuple):
    """What a quote is judged by besides its own words."""

    article: Article
    cast: Cast
    persons: frozenset[str]
    ranking: Ranking
    credits: Credits

    @classmethod
    def of(cls, article: Article, cast: Cast) -> _Scene:
        ranking = Ranking(article.title, article.lead or "", cast.language)
        return cls(article, cast, cast.roster.persons, ranking, Credits(cast.roster))

    def ranked(self, words: str, start: int, speaker: str | None) -> Ranked:
        """The score of words worth a card, which stand at ``start``."""
        person = speaker in self.persons and " " in (speaker or "")  # one word may be a body
        return self.ranking.of(Candidate(words, person, start / len(self.article.text)))


def _headline(title: str, narration: Narration) -> list[Sentence]:
    """The headline's sentences, where it is written like text."""
    language = narration.language
    words = title.split()
    if sum(word[0].isupper() for word in words) > 0.6 * len(words) and len(words) >= 5:
        return []
    stretch = tokenise(title, 0, min(len(title), MAX_PARAGRAPH), language)
    return [
        Sentence.of(part, title, -1, language, capitals=narration.capitals)
        for part in sentences(stretch, title, language)
    ]


def _part(article: Article, one: Marked) -> Part:
    return Part(text=article.text[one.start : one.end], start=one.start, end=one.end)


def _quote(utterance: Utterance, scene: _Scene) -> Quote:
    """The Quote of an utterance: its parts, its kind and whom it is from."""
    article, cast = scene.article, scene.cast
    parts = tuple([_part(article, one) for one in utterance.parts])
    words = " ".join([part.text for part in parts])
    attribution = _attribution(utterance)
    kind = _kind(words, utterance)
    speaker = _speaker(scene, attribution)
    mended = True in [one.mended for one in utterance.parts]
    confidence = _confidence(attribution, speaker, mended=mended)
    worthy = bool(
        kind is QuoteKind.DIRECT and speaker and speaker.name and confidence >= CARD_CONFIDENCE
    )
    ranked = scene.ranked(words, parts[0].start, speaker and speaker.name) if worthy else UNRANKED
    return Quote(
        parts=parts,
        text=words,
        start=parts[0].start,
        end=parts[-1].end,
        display=displayed(parts, utterance.omitted, article.text, cast.language),
        kind=kind,
        speaker=speaker.name if speaker else None,
        role=speaker.role if speaker else None,
        mention=_shared(attribution.mention) if attribution else None,
        cue=_shared(attribution.cue) if attribution else None,
        confidence=confidence,
        score=ranked.score,
        card_worthy=worthy,
        why=ranked.reasons,
        article_sha256=article.sha256,
    )


def _attribution(utterance: Utterance) -> Attribution | None:
    """Who is said to speak; of a crosshead's words only what the crosshead says itself."""
    found = utterance.attribution
    own = found is not None and found.sentence is utterance.sentence
    return found if own or not utterance.heading else None


def _kind(words: str, utterance: Utterance) -> QuoteKind:
    """What the words are; those of a crosshead are the editor's choice of what the text quotes."""
    if utterance.heading:
        return QuoteKind.HEADING
    return kind_of(words, utterance.sentence, utterance.position, utterance.attribution)


def _shared(words: str | None) -> str | None:
    """One copy of words that come back: an article has few cues, and many times the same."""
    return words and intern(words)


def _with_answers(quotes: list[Quote], turns: Sequence[Turn], scene: _Scene) -> list[Quote]:
    """The quotes and an interview's answers; marks within an answer are no quotes of their own."""
    if not turns:
        return quotes
    starts = [turn.start for turn in turns]
    outside = [q for q in quotes if not _within(q.start, turns, starts)]
    found = [answer for turn in turns if (answer := _answer(turn, scene))]
    if not turns[0].label and (not found or any(_names(one, found) for one in found)):
        return quotes  # nobody speaks of themselves by name: no interview
    return sorted(outside + found, key=lambda quote: quote.start)


def _names(answer: Quote, answers: Sequence[Quote]) -> bool:
    """Whether an answer holds the surname of the one who is taken to speak."""
    surname = (answers[0].speaker or "").split()[-1:]
    return bool(surname) and surname[0] in answer.text


def _within(position: int, turns: Sequence[Turn], starts: Sequence[int]) -> bool:
    nearest = bisect_right(starts, position) - 1
    return nearest >= 0 and position < turns[nearest].end


def _answer(turn: Turn, scene: _Scene) -> Quote | None:
    article, cast = scene.article, scene.cast
    speaker = labelled(cast.roster, turn.label, article.title)
    if speaker.name is None and is_answer_label(turn.label, cast.language):
        speaker = labelled(cast.roster, turn.label, article.lead or "")
        if speaker.name is None and turn.label:
            speaker = only_guest(cast.roster)
    if speaker.name is None:
        return None
    part = Part(text=article.text[turn.start : turn.end], start=turn.start, end=turn.end)
    whole = is_whole_thought(part.text, cast.language)
    confidence = Rule.ANSWER.confidence * speaker.certainty
    confidence = round(confidence if turn.label else confidence * WITHOUT_LABEL, 2)
    worthy = whole and confidence >= CARD_CONFIDENCE
    ranked = scene.ranked(part.text, part.start, speaker.name) if worthy else UNRANKED
    return Quote(
        parts=(part,),
        text=part.text,
        start=part.start,
        end=part.end,
        display=displayed((part,), (), article.text, cast.language),
        kind=QuoteKind.DIRECT if whole else QuoteKind.FRAGMENT,
        speaker=speaker.name,
        role=speaker.role,
        mention=turn.label or None,
        cue=":" if turn.label else None,
        confidence=confidence,
        score=ranked.score,
        card_worthy=worthy,
        why=ranked.reasons,
        article_sha256=article.sha256,
    )


def _speaker(scene: _Scene, attribution: Attribution | None) -> Speaker | None:
    if attribution is None:
        return None
    found = scene.cast.resolve(attribution.phrase, attribution.sentence, attribution.position)
    scene.credits.take(attribution, found)
    return found


def _confidence(attribution: Attribution | None, speaker: Speaker | None, *, mended: bool) -> float:
    if attribution is None or speaker is None:
        return 0.0
    return _product(attribution.rule, speaker.certainty, 0.9 if mended else 1.0)


@lru_cache(maxsize=256)
def _product(rule: Rule, certainty: float, span: float) -> float:
    return round(rule.confidence * certainty * span, 2)


def _with_key(quotes: list[Quote]) -> tuple[Quote, ...]:
    """The quotes, the best of those worth a card as the key quote."""
    worthy = [index for index, quote in enumerate(quotes) if quote.card_worthy]
    if worthy:
        best = max(worthy, key=lambda index: quotes[index].score)
        quotes[best] = replace(quotes[best], key=True)
    return tuple(quotes)
