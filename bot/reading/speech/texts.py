"""Words of a text that somebody reads out, receives or shows: they are not what he says."""

from __future__ import annotations

from bot.reading.grammar.sentence import Sentence
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.speech.subjects import is_cue

MAX_AHEAD = 40  # tokens from a verb of reading or from a thing to the words
MIN_OWNED = 3  # tokens of an article, a text and a preposition
MAX_CLAUSE = 8  # words from a text to the bracket that quotes it


def is_of_text(sentence: Sentence, position: int, attribution: Attribution) -> bool:
    """Whether the words quoted at token ``position`` stand in a letter, on a sign, in a message.

    What somebody reads out as his own, a statement, is his speech.
    """
    if _stands_on_thing(sentence, position, attribution) or _is_owned(sentence, attribution):
        return True
    if position == 0:
        return False
    if sentence.tokens[position - 1].text == "(":
        return _is_bracketed(sentence, position)
    kinds, start = sentence.language.kinds, max(0, position - MAX_AHEAD)
    lows = [token.low for token in sentence.tokens[start:position]]
    if kinds.reading.isdisjoint(lows) and kinds.holding.isdisjoint(lows):
        return False
    if not kinds.declared.isdisjoint(lows):
        return False
    verbs = [
        at for at, low in enumerate(lows, start) if low in kinds.reading or low in kinds.holding
    ]
    read = any(_is_read_text(sentence, at) for at in verbs)
    return read or _is_behind(sentence, verbs[-1], position)


def _is_owned(sentence: Sentence, attribution: Attribution) -> bool:
    """«El correo a la plantilla decía: «…»»: a text says it, and not who stands behind it."""
    tokens, phrase = sentence.tokens, attribution.phrase
    if attribution.sentence is not sentence or attribution.rule is not Rule.BEFORE:
        return False
    if not MIN_OWNED <= phrase.first < MAX_AHEAD:
        return False
    language = sentence.language
    opens = tokens[0].low in language.determiners and tokens[1].low in language.kinds.records
    governed = language.phrases.governs(tokens[phrase.first - 1].low)
    return opens and governed and not any(is_cue(sentence, at) for at in range(2, phrase.first))


def _is_behind(sentence: Sentence, verb: int, position: int) -> bool:
    """« a lu la lettre : « … » », "read aloud: “…”": what is read stands behind its verb."""
    kinds, tokens = sentence.language.kinds, sentence.tokens
    text = next((at for at in range(verb + 1, position) if tokens[at].low in kinds.texts), None)
    if text is None:
        aloud = position - 2 > verb and tokens[position - 2].low in kinds.aloud
        aloud |= tokens[verb + 1].low in kinds.aloud
        return aloud and tokens[verb].low in kinds.reading
    behind = range(verb + 1, position)
    cue = next((at for at in behind if tokens[at].is_word and is_cue(sentence, at)), None)
    return cue is None or _is_of(sentence, text, cue)


def _is_of(sentence: Sentence, text: int, cue: int) -> bool:
    """ "received a letter that says": the text is what says the words."""
    between = [token.low for token in sentence.tokens[text + 1 : cue]]
    return text < cue and sentence.language.phrases.relatives.issuperset(between)


def _is_read_text(sentence: Sentence, verb: int) -> bool:
    """ "in a text message read to the court, she …": the text stands in front of the verb."""
    kinds, tokens = sentence.language.kinds, sentence.tokens
    return verb > 0 and tokens[verb].low in kinds.reading and tokens[verb - 1].low in kinds.texts


def _is_bracketed(sentence: Sentence, position: int) -> bool:
    """« le SMS reçu à minuit (« … ») »: a bracket has the words of the noun in front of it."""
    tokens = sentence.tokens
    if position + 1 >= len(tokens) or tokens[position + 1].text != ")":
        return False
    ahead = tokens[max(0, position - 1 - MAX_CLAUSE) : position - 1]
    return any(token.low in sentence.language.kinds.texts for token in ahead)


def _stands_on_thing(sentence: Sentence, position: int, attribution: Attribution) -> bool:
    """„Auf einem Zettel an der Tür von Anna Rot steht: „…““: words stand there, unsaid."""
    language = sentence.language
    cue = (attribution.cue or "").lower()
    if cue == ":" and position > 1:
        cue = sentence.tokens[position - 2].low
    if cue not in language.speech.bearing:
        return False
    written, phrase = language.kinds.document, attribution.phrase
    near = attribution.sentence.tokens[max(0, phrase.first - MAX_AHEAD) : phrase.last + MAX_AHEAD]
    return any(token.low in written for token in near)
