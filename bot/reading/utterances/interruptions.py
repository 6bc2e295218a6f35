"""Attributions that stand inside the marks: « L'export, raconte X, c'est fini. »

In French, and with dashes in Spanish, Italian and Portuguese, a quotation is not closed for the
attribution. Such a stretch is parted in two, with the attribution as narration between; where
the closing mark is missing, the attribution shows where the quotation ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.languages import Language
from bot.reading.marks.pairing import Marked
from bot.reading.marks.stretches import trim
from bot.reading.speech.inversion import may_be_verb
from bot.reading.speech.subjects import is_attached, is_cue, subject_after
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.nouns import is_role
from bot.reading.words.tokens import Stretch, Token, tokenise, words_of

MAX_GROUP = 5  # tokens from the comma to the verb
MAX_TAIL = 14  # tokens of an attribution behind its subject
MAX_ASIDE = 8  # of how something was said
MAX_ROLE = 20  # of what somebody is
_DASHES = frozenset("—–-")
_INVERTED = re.compile(r"[,!?…—–] ?(?:\w+['’])?[a-zß-ÿ]+ (?:[^\W\d_a-zß-ÿ]\w|\w{1,3}['’ ]\w)")
_JOINED = re.compile(r"\w-\w+\b")


def part_interrupted(text: str, marked: Sequence[Marked], language: Language) -> list[Marked]:
    """The stretches, with attributions inside them taken out; depths are counted anew."""
    if not marked:
        return []
    rules = language.marks
    inside = rules.attribution_inside or rules.dash_attribution
    found: list[Marked] = []
    for one in marked:
        # Where a mark is missing, the attribution stands inside in every language.
        parted = one.depth == 0 and (inside or one.unclosed)
        parts = _parts(text, one, language) if parted else [one]
        found += [part for part in parts if not part.doubtful]
    alone = len(found) == 1 and found[0].depth == 0
    return found if alone else with_depths(found)


def with_depths(marked: list[Marked]) -> list[Marked]:
    """The stretches in order, each with the number of stretches round it."""
    found: list[Marked] = []
    open_ends: list[int] = []
    for one in sorted(marked, key=lambda one: (one.outer_start, -one.outer_end)):
        while open_ends and open_ends[-1] <= one.outer_start:
            open_ends.pop()
        if not open_ends or one.outer_end <= open_ends[-1]:
            depth = len(open_ends)
            found.append(one if one.depth == depth else one._replace(depth=depth))
            open_ends.append(one.outer_end)
    return found


def _parts(text: str, one: Marked, language: Language) -> list[Marked]:
    if not _may_hold_attribution(text[one.start : one.end], language):
        return [one]
    stretch = tokenise(text, one.start, one.end, language)
    attribution = attribution_within(stretch, text, language, unclosed=one.unclosed)
    if attribution is None:
        return [one]
    before, after = attribution
    closed = one._replace(unclosed=False, reopened=False, doubtful=False)
    first = trim(text, closed._replace(end=before, outer_end=before))
    inside = language.marks.attribution_inside and text[one.outer_start] == "«"
    if one.unclosed and not (one.reopened and inside):
        return [first]  # the closing mark was left out in front of the attribution
    second = trim(text, one._replace(start=after, outer_start=after))
    return [part for part in (first, second) if part.start < part.end]


def _may_hold_attribution(words: str, language: Language) -> bool:
    """A quick look: a verb of speech stands in the words, or a subject joined to a verb."""
    if not language.cues.isdisjoint(words_of(words, language)):
        return True
    if "-" in words and language.words.attached_pronouns and _JOINED.search(words):
        return True
    return _INVERTED.search(words) is not None


def attribution_within(
    stretch: Stretch, text: str, language: Language, *, unclosed: bool
) -> tuple[int, int] | None:
    """Where an attribution inside a quotation starts and ends, signs round it included."""
    tokens = stretch.tokens
    sentence: Sentence | None = None
    signs = _opening_signs(language, unclosed=unclosed)
    for index in [at for at, token in enumerate(tokens[:-1]) if at and token.text in signs]:
        verb = verb_behind(stretch, index, language)
        if verb is None and not (unclosed and language.speech.subject_first):
            continue
        sentence = sentence or Sentence.of(stretch, text, 0, language)
        if verb is None:
            end = _end_behind_subject(sentence, index)
        else:
            end = _attribution_end(sentence, index, verb)
        if end is not None:
            stop = stretch.starts[end] if end < len(tokens) else stretch.end(-1)
            outside = tokens[index].text in ",—–-"
            return stretch.starts[index] if outside else stretch.end(index), stop
    return None


def _opening_signs(language: Language, *, unclosed: bool) -> str:
    """The signs behind which an attribution can stand."""
    inside = language.marks.attribution_inside or unclosed
    return (",!?…" if inside else "") + ("–—-" if language.marks.dash_attribution else "")


def verb_behind(stretch: Stretch, index: int, language: Language) -> int | None:
    """The verb of speech right behind a comma, clitics and auxiliaries aside.

    Behind a joined subject any verb is one: « …, s'est-il emporté devant nous. »
    """
    tokens = stretch.tokens
    for at in range(index + 1, min(index + MAX_GROUP, len(tokens))):
        low = tokens[at].low
        if low in language.cues:
            return at
        allowed = low in language.speech.clitics or low in language.speech.auxiliaries
        joined = low in language.words.attached_pronouns and at > index + 1
        if joined and _is_inverted(stretch, at, language):
            following = at + 1 < len(tokens) and tokens[at + 1].is_word
            participle = following and low != tokens[at - 1].low
            auxiliary = tokens[at - 1].low in language.speech.auxiliaries
            return at + 1 if auxiliary and participle else at - 1
        if (
            not allowed
            and not joined
            and match_expression(tokens, index + 1, idioms(language).impersonal)
        ):
            return at
        if not allowed and not joined:
            found = _joins_subject(stretch, at, language) or _stands_inverted(tokens, at, language)
            return at if found else None
    return None


def _stands_inverted(tokens: list[Token], at: int, language: Language) -> bool:
    """« …, énumère Anne Roux, … », « …, s'attriste l'institutrice »: a verb by its place.

    Behind it stands a full name, or a person's role, and then a sign.
    """
    if not may_be_verb(tokens[at], language) or at + 2 >= len(tokens):
        return False
    ahead = tokens[at + 1 :]
    if ahead[0].is_capitalised and ahead[1].is_capitalised:
        return True
    if len(ahead) > 2 and ahead[0].is_capitalised and ahead[2].is_capitalised:
        return ahead[1].low in language.phrases.conjunctions  # « …, notent Anne et Paul Mora. … »
    role = ahead[0].low in language.phrases.definite and is_role(ahead[1].low, language)
    return role and (len(ahead) == 2 or not ahead[2].is_word)


def _joins_subject(stretch: Stretch, at: int, language: Language) -> bool:
    """« tonne-t-elle »: whether the word carries a subject of the third person joined to it."""
    return at + 1 < len(stretch.tokens) and _is_inverted(stretch, at + 1, language)


def _is_inverted(stretch: Stretch, at: int, language: Language) -> bool:
    """Whether a joined subject of the third person stands here, and no question is asked."""
    tokens = stretch.tokens
    low = tokens[at].low
    if low not in language.words.attached_pronouns or low not in language.third_persons:
        return False
    if stretch.end(at - 1) == stretch.starts[at]:  # no hyphen between
        return False
    ends = (token.text for token in tokens[at:] if token.text in ".!?…")
    return next(ends, ".") != "?"


def _attribution_end(sentence: Sentence, index: int, verb: int) -> int | None:
    """The token behind the attribution, None when the verb has no subject behind it."""
    tokens = sentence.tokens
    if match_expression(tokens, index + 1, idioms(sentence.language).impersonal):
        return _tail_end(sentence, verb + 1, index)  # "– si legge nella nota di Flumen –"
    if any(is_attached(sentence, at) for at in range(index + 1, verb)):
        return _tail_end(sentence, verb + 1, index)
    if verb + 1 < len(tokens) and is_attached(sentence, verb + 1):
        return _tail_end(sentence, verb + 2, index)
    if not is_cue(sentence, verb) and not _stands_inverted(tokens, verb, sentence.language):
        return None
    if tokens[index].text in _DASHES and tokens[verb + 1].text in _DASHES:
        return verb + 2
    subject = phrase_at(sentence, verb + 1, len(tokens))
    if (
        subject is None
        and tokens[index].text in _DASHES
        and _is_alone_between(sentence, index, verb)
    ):
        return _tail_end(sentence, verb + 1, index)  # "—contestó desde su escaño—"
    if subject is None or subject.head is Head.OTHER:
        wider = subject_after(sentence, verb, len(tokens))
        subject = wider if wider is not None and wider.head is Head.NAME else subject
    if subject is None or (
        subject.head is Head.PRONOUN
        and not is_attached(sentence, subject.first)
        and not sentence.language.speech.verb_second
        and not _closes_behind_verb(sentence, verb, subject)
    ):
        return None
    if subject.head is Head.OTHER and subject.plural and not subject.definite:
        return None  # « … ouvre un coffre, rappelle des souvenirs. … »
    return _tail_end(sentence, subject.last, index)


def _closes_behind_verb(sentence: Sentence, verb: int, pronoun: Phrase) -> bool:
    """ "…, disse ela, …": where a subject may be dropped, a pronoun behind the verb, and a sign."""
    tokens, last = sentence.tokens, pronoun.last
    ends = last >= len(tokens) or not tokens[last].is_word
    return sentence.language.speech.subject_dropped and pronoun.first == verb + 1 and ends


def _is_alone_between(sentence: Sentence, dash: int, verb: int) -> bool:
    """Whether a verb right behind a dash, with no subject, is followed by where or how."""
    tokens, language = sentence.tokens, sentence.language
    if not language.speech.subject_dropped or verb != dash + 1 or verb + 1 >= len(tokens):
        return False
    closes = any(token.text in _DASHES for token in tokens[verb + 1 : verb + MAX_TAIL])
    ahead = tokens[verb + 1]
    gerund = ahead.low.endswith(language.phrases.gerund_endings or ("\0",))
    return closes and (gerund or language.phrases.governs(ahead.low))


def _end_behind_subject(sentence: Sentence, index: int) -> int | None:
    """The token behind "…, she told the court.": the subject stands first, and a sign behind.

    Behind a verb of speech that goes on in other words the quotation itself goes on.
    """
    tokens, language = sentence.tokens, sentence.language
    subject = phrase_at(sentence, index + 1, len(tokens))
    if tokens[index].text != "," or subject is None or subject.head is Head.OTHER:
        return None
    verb = subject.last
    while verb < len(tokens) and tokens[verb].low in language.words.adverbs:
        verb += 1
    if verb >= len(tokens) or not is_cue(sentence, verb):
        return None
    at = verb + 1
    addressed = phrase_at(sentence, at, len(tokens))
    if addressed is not None:
        at = addressed.last
    if at < len(tokens) and tokens[at].is_word:
        low = tokens[at].low
        if low not in language.phrases.prepositions and low not in language.words.time_words:
            return None
    return _tail_end(sentence, at, index)


def _tail_end(sentence: Sentence, start: int, opener: int) -> int | None:
    """From the subject on to the sign that ends the attribution, appositions included."""
    tokens = sentence.tokens
    dash = tokens[opener].text in _DASHES
    end = start
    while end < len(tokens) and end - start <= MAX_TAIL:
        text = tokens[end].text
        if dash and text in _DASHES:
            signs = takewhile(lambda token: token.text in ".,;:", tokens[end + 1 :])
            return end + 1 + len(list(signs))
        if not dash and text in ".!?…;:":
            return end + (text == ".")
        if not dash and text == ",":
            aside = _apposition_end(sentence, end + 1) or _aside_end(sentence, end + 1)
            if aside is None:
                return end + 1
            start = end = aside
            continue
        end += 1
    return end if end == len(tokens) else None


def _apposition_end(sentence: Sentence, start: int) -> int | None:
    """The comma that ends an apposition opening at ``start``; None when a clause opens there."""
    tokens, language = sentence.tokens, sentence.language
    longest = MAX_ROLE if start < len(tokens) and is_told_aside(sentence, start) else MAX_ASIDE
    for end in range(start, min(start + longest, len(tokens))):
        token = tokens[end]
        if token.text == ",":
            return end if end > start else None
        clause = token.low in language.thought.subjects or token.low in language.thought.finite
        clause = clause or _is_purpose(sentence, start, end)
        joined = end == start and token.low in language.phrases.conjunctions
        if clause or joined or not token.is_word:
            return None
    return None


def _is_purpose(sentence: Sentence, start: int, index: int) -> bool:
    """« …, nuance la juge, à condition d'y aller, … »: an infinitive that a link governs.

    What opens with « avant de » or the like tells of the reporter's scene.
    """
    tokens, language = sentence.tokens, sentence.language
    if not tokens[index].low.endswith(language.phrases.infinitive_endings or ("\0",)):
        return False
    at = index - 1 - (tokens[index - 1].low in language.speech.clitics)
    if at < start or tokens[at].low not in language.phrases.links:
        return False
    return not match_expression(tokens, start, idioms(language).resuming)


def _aside_end(sentence: Sentence, start: int) -> int | None:
    """The sign that ends « …, promet la maire, les traits tirés. … »: how or by whom it was said.

    None where the quotation goes on behind the comma: with a verb of its own, as its last words,
    or with "of". What the language lists among ``asides`` and what "who" opens tells of the
    speaker, unless a joined pronoun names him.
    """
    tokens, language = sentence.tokens, sentence.language
    if start >= len(tokens):
        return None
    low, phrases = tokens[start].low, language.phrases
    described = low in phrases.relatives and not is_attached(sentence, start - 2)
    sure = described or is_told_aside(sentence, start) or _tells_of_speaker(sentence, start)
    end = start
    while end < len(tokens) and tokens[end].text not in ".!?…":
        clause = end - start == MAX_ASIDE or _is_finite(tokens[end], language)
        if not tokens[end].is_word or (clause and not sure):
            return None
        if end - start > MAX_TAIL + sure * MAX_ROLE:
            return None
        end += 1
    if end == start or sure:
        return end if end > start else None
    small = (phrases.links, phrases.relatives, phrases.conjunctions)
    goes_on = end >= len(tokens) - 1 or any(low in words for words in small)
    return None if goes_on else end


def _tells_of_speaker(sentence: Sentence, index: int) -> bool:
    """« …, confirme la cheffe, chargée du pompage. »: a participle behind a role's comma."""
    endings = sentence.language.phrases.participle_endings
    return bool(endings) and sentence.tokens[index].low.endswith(endings)


def is_told_aside(sentence: Sentence, index: int) -> bool:
    """Whether a role or the manner of speaking surely opens here, and no words of the quotation."""
    tokens, language = sentence.tokens, sentence.language
    if match_expression(tokens, index, idioms(language).asides):
        return True
    if index + 1 < len(tokens) and tokens[index + 1].low in language.people.age_words:
        return True
    articled = tokens[index].low in language.phrases.definite and index + 1 < len(tokens)
    return is_role(tokens[index + articled].low, language)


def _is_finite(token: Token, language: Language) -> bool:
    """Whether a token shows a clause of its own: a subject pronoun or a finite verb."""
    low, thought = token.low, language.thought
    if low in thought.subjects or low in thought.finite:
        return True
    ending = bool(thought.finite_endings) and low.endswith(thought.finite_endings)
    return ending and not token.is_capitalised and not is_role(low, language)
