"""Where a noun phrase ends: at verbs, adverbs, second articles, and behind its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reading.grammar.heads import is_group, is_human_noun
from bot.reading.grammar.verb_forms import opens_compound
from bot.reading.languages import Language
from bot.reading.names.finding import Name
from bot.reading.words.nouns import is_role

if TYPE_CHECKING:
    from bot.reading.grammar.sentence import Sentence


MAX_FIELD = 7  # tokens from "and" to the name of who has both fields
MAX_GAP = 2  # words between a name and the noun that it describes


def ends_phrase(
    sentence: Sentence, index: int, start: int, name: Name | None, *, linked: bool
) -> bool:
    """Whether a phrase that opened at ``start`` ends in front of a word."""
    low, language = sentence.tokens[index].low, sentence.language
    phrases = language.phrases
    if low in phrases.links:
        return not _links_on(sentence, index) or _leads_to_medium(sentence, index, start)
    if low in language.determiners:  # « l'une d'elles », "las nueve" open with two
        opener = sentence.tokens[start]
        numeral = low in phrases.plural and opener.low in phrases.definite
        second = index == start + 1 and (numeral or opener.text[-1] in "'’")
        return not linked and not second
    if low in phrases.conjunctions:
        suspended = sentence.tokens[index - 1].text[-1] == "-"  # „Städte- und Gemeindetag“
        return not suspended and not _joins(sentence, index, start, name)
    if _cannot_continue(sentence, index, start, linked=linked):
        return True
    if name is not None and not linked:
        return not _leads_to_name(sentence, index) and not heads_on(sentence, index, start)
    return not linked and language.phrases.head_last and _is_past_head(sentence, index, start)


def _cannot_continue(sentence: Sentence, index: int, start: int, *, linked: bool) -> bool:
    """Whether the word is one that no noun phrase holds at this place."""
    token, language = sentence.tokens[index], sentence.language
    low, phrases = token.low, language.phrases
    if low in phrases.body_links and is_group(sentence.tokens[index - 1].low, language):
        return False
    if low in phrases.relatives or low in phrases.prepositions:
        return not _joins_field(sentence, index)
    if index > start + 1 and not linked and low.endswith(_verb_endings(sentence, start)):
        return True
    if "-" in low and language.words.enclitics:
        return low.rpartition("-")[2] in language.speech.clitics  # "limitou-se"
    if low in language.cues and _is_numeral(sentence, index - 1):
        verbal = low.endswith(language.speech.verbal_endings or ("\0",))
        if linked or verbal:
            return True  # "the father of three said", "one said"
    if language.words.nouns_capitalised and token.text[0].islower():
        noun = sentence.tokens[index - 1]  # „Die Landwirte blockierten …“
        if noun.is_capitalised and noun.low not in language.determiners:
            return True
    if not linked and (
        _ends_behind_noun(sentence, index)
        or _ends_behind_name(sentence, index, start)
        or _ends_behind_head(sentence, index, start)
    ):
        return True
    if linked or sentence.tokens[index - 1].low in language.determiners:
        return False  # « la prima cittadina »: behind an article stands no adverb and no verb
    if low in language.cues and opens_compound(sentence, index):
        return False
    return (
        (low in language.cues and not is_role(low, language))
        or low in language.speech.auxiliaries
        or low in language.speech.clitics
        or low in language.thought.finite
        or (low in language.words.time_words and not _is_dated(sentence, index))
        or (low in language.words.adverbs and not _compares(sentence, index))
        or low in language.pronouns.singular
        or (index > start + 1 and low.endswith(language.words.adverb_endings or ("\0",)))
    )


def _is_dated(sentence: Sentence, index: int) -> bool:
    """ "uno studente del terzo anno": a time that an ordinal and "of" tie to a noun."""
    return index > 2 and sentence.tokens[index - 2].low in sentence.language.phrases.links


def _joins_field(sentence: Sentence, index: int) -> bool:
    """« le metteur en scène Paul Mora »: between a role and the name, a preposition and a noun."""
    tokens, language = sentence.tokens, sentence.language
    if index + 2 not in sentence.name_at or not is_role(tokens[index - 1].low, language):
        return False
    noun = tokens[index + 1]
    return noun.text[0].islower() and noun.low not in language.function_words


def _is_numeral(sentence: Sentence, index: int) -> bool:
    low, phrases = sentence.tokens[index].low, sentence.language.phrases
    return low in phrases.indefinite and (low in phrases.plural or low in phrases.pronominal)


def _ends_behind_noun(sentence: Sentence, index: int) -> bool:
    """ "een bewoner haalt …": behind a noun for somebody, a word that ends as verbs do.

    A field may follow as well: "een student geneeskunde".
    """
    language = sentence.language
    before, low = sentence.tokens[index - 1].low, sentence.tokens[index].low
    endings = language.phrases.present_endings
    if not endings or not low.endswith(endings) or is_human_noun(low, language):
        return False
    return is_human_noun(before, language) and before not in language.people.role_modifiers


def _ends_behind_head(sentence: Sentence, index: int, start: int) -> bool:
    """ "de bakker had", "toen kreeg een vrouw hulp": what no compound joins to the noun for people.

    A field may stand there, in front of a name or a sign, or where the verb of speech stands beside
    the phrase: "zegt een student geneeskunde uit Veen".
    """
    language, tokens = sentence.language, sentence.tokens
    joined = language.words.compounds and not language.words.nouns_capitalised
    if not joined or not language.speech.verb_second or not tokens[index].is_word:
        return False
    before, low = tokens[index - 1].low, tokens[index].low
    if not is_human_noun(before, language) or before in language.people.role_modifiers:
        return False
    if index in sentence.name_at or is_human_noun(low, language) or is_group(low, language):
        return False
    if start and tokens[start - 1].low in language.cues:
        return False
    if tokens[start].low in language.phrases.possessive:
        return False  # "haar klant bleef": whose it is may be meant
    ahead = index + 1
    if ahead >= len(tokens) or not tokens[ahead].is_word:
        return start == 0  # what the sentence opens with, and then its verb
    return ahead not in sentence.name_at and tokens[ahead].low not in language.cues


def _ends_behind_name(sentence: Sentence, index: int, start: int) -> bool:
    """ "de buren van de fabriek in Veen kijken": behind people and a place, the verb."""
    language, tokens = sentence.language, sentence.tokens
    if not language.speech.verb_second or not tokens[index - 1].is_capitalised:
        return False
    name = next((one for one in sentence.names if one.last == index), None)
    if name is None or name.opens <= start + 1 or not tokens[index].text[0].islower():
        return False
    return any(is_human_noun(token.low, language) for token in tokens[start : name.opens])


def _compares(sentence: Sentence, index: int) -> bool:
    """ "el hermano más joven de Ana": an adverb that an adjective follows, within the phrase."""
    tokens, language = sentence.tokens, sentence.language
    if tokens[index].low not in language.words.comparatives or index + 2 >= len(tokens):
        return False
    linked = tokens[index + 2].low in language.phrases.links
    return linked and tokens[index + 1].low not in language.function_words


def _verb_endings(sentence: Sentence, start: int) -> tuple[str, ...]:
    """Endings that no word of a noun phrase has behind its noun; some only after a plural."""
    phrases = sentence.language.phrases
    plural = sentence.tokens[start].low in phrases.plural
    endings = phrases.verb_endings + (phrases.plural_verb_endings if plural else ())
    return endings or ("\0",)


def _leads_to_name(sentence: Sentence, index: int) -> bool:
    """Whether words up to a role lead on to a name, as in: Stein spokeswoman Ann Lee."""
    language = sentence.language
    for ahead in range(index, min(index + 4, len(sentence.tokens))):
        if ahead in sentence.name_at:
            return ahead > index and is_role(sentence.tokens[ahead - 1].low, language)
        if not sentence.tokens[ahead].is_word:
            return False
    return False


def heads_on(sentence: Sentence, index: int, start: int) -> bool:
    """Whether nouns behind a name go on to the head, where the last noun of a phrase is it.

    Behind an article two words may lead to the noun for people or a body ("the Vale parish
    council"); without one it stands right behind the name, and a verb or a sign behind it.
    """
    tokens, language = sentence.tokens, sentence.language
    if not language.phrases.head_last or index in sentence.name_at:
        return False
    determined = tokens[start].low in language.determiners
    for at in range(index, min(index + MAX_GAP + 1, len(tokens))):
        token = tokens[at]
        office = token.text[:-1].isupper() and is_role(token.low, language)  # "a Tory MP"
        if not token.text[0].islower() and not office:
            return False
        if _cannot_continue(sentence, at, start, linked=False):
            return False
        if is_role(token.low, language) or is_group(token.low, language):
            return determined or _closes_subject(sentence, at + 1)
        if not determined and token.low not in language.people.role_modifiers:
            return False
    return False


def _is_past_head(sentence: Sentence, index: int, start: int) -> bool:
    """Whether a word behind a noun for people leads to no further noun: "a spokesman declined"."""
    tokens, language = sentence.tokens, sentence.language
    if not any(is_human_noun(token.low, language) for token in tokens[start:index]):
        return False
    if _is_complement(sentence, index, start):
        return False
    if _is_verb_before_name(sentence, index):
        return True
    for at in range(index, min(index + MAX_GAP, len(tokens))):
        if at in sentence.name_at or is_human_noun(tokens[at].low, language):
            return False
    return tokens[index].low not in language.people.role_modifiers


def _is_verb_before_name(sentence: Sentence, index: int) -> bool:
    """ "A guard escorted Reed out": a past form between a noun for people and a name."""
    tokens, language = sentence.tokens, sentence.language
    low, endings = tokens[index].low, language.speech.verbal_endings
    if not endings or not low.endswith(endings) or index + 1 not in sentence.name_at:
        return False
    described = low in language.people.role_modifiers or low in language.people.naming
    return not described and is_human_noun(tokens[index - 1].low, language)


def _is_complement(sentence: Sentence, index: int, start: int) -> bool:
    """ "a professor of computer science at": a noun behind another, of what somebody is.

    A preposition, a sign or a verb of speech stands behind it; it has no verb's ending itself.
    """
    tokens, language = sentence.tokens, sentence.language
    phrases, speech = language.phrases, language.speech
    low = tokens[index].low
    if low in language.function_words or low.endswith(speech.verbal_endings or ("\0",)):
        return False
    if not any(token.low in phrases.links for token in tokens[start + 1 : index - 1]):
        return False
    ahead = tokens[index + 1] if index + 1 < len(tokens) else None
    if ahead is None or not ahead.is_word:
        return True
    small = (phrases.prepositions, phrases.links, phrases.conjunctions, phrases.relatives)
    return ahead.low in language.cues or any(ahead.low in words for words in small)


def _closes_subject(sentence: Sentence, index: int) -> bool:
    """Whether a verb, a sign or the end follows."""
    tokens, language = sentence.tokens, sentence.language
    if index >= len(tokens) or not tokens[index].is_word:
        return True
    low = tokens[index].low
    return low in language.cues or low in language.speech.auxiliaries


def _links_on(sentence: Sentence, index: int) -> bool:
    tokens, language = sentence.tokens, sentence.language
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None and _opens_infinitive(tokens[index].low, following.low, language):
        return False
    if following is not None and tokens[index].low not in language.phrases.genitives:
        at = index + 1 + (following.low in language.determiners)  # « à l'issue du match »
        following = tokens[at] if at < len(tokens) else following
    return (
        following is not None
        and following.is_word
        and following.low not in sentence.language.words.time_words
        and following.low not in sentence.language.words.months
    )


def _opens_infinitive(low: str, following: str, language: Language) -> bool:
    """« o motorista ao ser ouvido »: when it was said, and no part of who it is."""
    phrases = language.phrases
    return low in phrases.infinitive_links and following.endswith(phrases.infinitive_endings)


def _leads_to_medium(sentence: Sentence, index: int, start: int) -> bool:
    """« confie l'éclusier à L'Écho »: to whom somebody speaks, and no part of who it is.

    A paper has its article in capitals within a sentence; agencies and stations are listed.
    """
    tokens, language = sentence.tokens, sentence.language
    if start == 0 or tokens[index].low in language.phrases.genitives:
        return False
    told = start - 1
    while told > 0 and tokens[told].low in language.words.time_words:
        told -= 1  # « a indiqué dimanche le ministère à l'AFP »
    if tokens[told].low not in language.cues or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    paper = following.is_capitalised and following.low in language.determiners
    at = index + 1 + (following.low in language.determiners)
    return paper or (at < len(tokens) and tokens[at].low in language.people.media)


def _joins(sentence: Sentence, index: int, start: int, name: Name | None) -> bool:
    """Whether a conjunction joins two names or nouns rather than two clauses."""
    following = index + 1
    tokens = sentence.tokens
    if following >= len(tokens):
        return False
    language = sentence.language
    joins = language.phrases.head_last or language.speech.verb_second
    if joins and _joins_roles(sentence, index):
        return True
    if not joins and _shares_article(sentence, index, start):
        return True
    return following in sentence.name_at and name is not None


def _shares_article(sentence: Sentence, index: int, start: int) -> bool:
    """« la maire et sénatrice », « le ministre de la Culture et du Sport »: one somebody is all of.

    Behind a conjunction a Romance noun without an article shares that of the one before.
    """
    tokens, language = sentence.tokens, sentence.language
    genitives, following = language.phrases.genitives, tokens[index + 1].low
    of_field = following in genitives
    if not of_field and not is_human_noun(following, language):
        return False
    people = (token.low for token in tokens[start:index] if is_human_noun(token.low, language))
    role = next(people, None)
    if not of_field:
        return role is not None and tokens[start].low in language.determiners
    named = any(
        tokens[at].text == "," and at + 1 in sentence.name_at
        for at in range(index + 2, min(index + MAX_FIELD, len(tokens)))
    )
    field = role is not None and (named or role in language.people.offices_with_field)
    return field and any(token.low in genitives for token in tokens[start:index])


def _joins_roles(sentence: Sentence, index: int) -> bool:
    """ "parents and teachers", "her niece and executor, Ann Reed": two nouns for people."""
    tokens, language = sentence.tokens, sentence.language
    if not is_human_noun(tokens[index - 1].low, language):
        return False
    if is_human_noun(tokens[index + 1].low, language):
        return True
    comma = index + 2 < len(tokens) and tokens[index + 2].text == ","
    return comma and tokens[index + 1].text[0].islower() and index + 3 in sentence.name_at
