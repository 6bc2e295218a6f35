"""Whether a sentence can be read alone, or leans on the one before it, and where its news starts.

"But she was more cautious." says nothing without what stood before it; "LEEDS (AP) — " says where
somebody wrote, and not what happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.grammar.sentence import Sentence
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.nouns import is_role

MAX_DATELINE = 12  # tokens
MAX_PLACE = 4  # words and commas of a place without an agency behind it
MAX_LABEL = 6  # tokens
MAX_LENGTH = 80  # characters
_DASHES = frozenset("–—-")
_DASH = re.compile(r"[–—-]\s")


def leans(sentence: Sentence) -> bool:
    """Whether a sentence opens with a word that points back, or a pronoun with nobody named.

    Or says of the page what it holds: « Le Journal fait le point. »
    """
    tokens, language = sentence.tokens, sentence.language
    first = tokens[0].low
    following = tokens[1].low if len(tokens) > 1 else ""
    lows = [token.low for token in tokens]
    if _announces(sentence, lows):
        return True
    if match_expression(tokens, 0, idioms(language).leaning):
        return following not in language.words.time_words  # "This week the council …"
    if language.words.nouns_capitalised and first in language.determiners:
        verbal = following in language.cues or following in language.speech.auxiliaries
        if verbal and not tokens[1].is_capitalised:  # „Das bestätigte …“
            return True
    if first in language.phrases.possessive:
        return following not in language.words.time_words
    if ":" in [token.text for token in tokens[1:MAX_LABEL]]:
        return True  # "Ann Reed: Because …"
    return _is_contrasted(sentence, lows) or _is_pronoun_alone(sentence, lows)


def _announces(sentence: Sentence, lows: Sequence[str]) -> bool:
    announcing = idioms(sentence.language).announcing
    if announcing.keys().isdisjoint(lows):
        return False
    opening = [at for at, low in enumerate(lows) if low in announcing]
    return any(match_expression(sentence.tokens, at, announcing) for at in opening)


def _is_contrasted(sentence: Sentence, lows: Sequence[str]) -> bool:
    """ "The gate, however, is shut": an adverb between commas that sets it off from another."""
    tokens, within = sentence.tokens, sentence.language.phrases.leaning_within
    if within.isdisjoint(lows):
        return False
    return any(low in within and tokens[at - 1].text == "," for at, low in enumerate(lows) if at)


def _is_pronoun_alone(sentence: Sentence, lows: Sequence[str]) -> bool:
    """Whether a pronoun of the third person stands in front of everybody whom it can mean."""
    language, names = sentence.language, sentence.name_at
    pronouns = idioms(language).standing
    if pronouns.isdisjoint(lows):
        return False
    for index, low in enumerate(lows):
        if low in pronouns:
            return True
        if index in names or is_role(low, language):
            return False
    return False


def news_start(sentence: Sentence) -> int:
    """The token behind a dateline, "MILLBROOK, Kan. (AP) — " or "Rostock (dpa) – ", else 0."""
    tokens, start = sentence.tokens, sentence.starts[0]
    if not _DASH.search(sentence.text, start, start + MAX_LENGTH):
        return 0
    if tokens[0].text in _DASHES and len(tokens) > 1:
        return 1  # the sentence before was the dateline: "Talca, 4 mar (EFE).- "
    ahead = range(1, min(len(tokens) - 1, MAX_DATELINE))
    dash = next((at for at in ahead if tokens[at].text in _DASHES), 0)
    opens = tokens[0].is_capitalised or tokens[0].text == "("  # "(AP) -- "
    after = dash + 1 + (tokens[dash + 1].text in _DASHES and dash + 2 < len(tokens))
    if not dash or not opens or not tokens[after].text[0].isupper():
        return 0
    spaced = sentence.end(dash - 1) < sentence.starts[dash]
    bracketed = tokens[dash - 1].text == ")"
    place = dash <= MAX_PLACE and all(
        one.is_capitalised or one.text == "," for one in tokens[:dash]
    )
    return after if spaced and (bracketed or place) else 0
