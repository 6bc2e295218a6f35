"""The nominative, in which a speaker is printed: „laut einem Sprecher“ names „Ein Sprecher“."""

from __future__ import annotations

from bot.reading.grammar.prepositional import prepositional_end
from bot.reading.grammar.sentence import Phrase, Sentence, phrase_at
from bot.reading.languages import Cases, Gender, Language
from bot.reading.words.nouns import is_body, is_role, role_gender


def as_printed(sentence: Sentence, phrase: Phrase) -> str:
    """An unnamed speaker's phrase as it is printed: in the nominative, with a capital."""
    phrase = _with_postmodifier(sentence, _without_participle(sentence, phrase))
    words = _nominative(sentence, phrase) if sentence.language.cases else sentence.slice(phrase)
    return words[:1].upper() + words[1:]


def _with_postmodifier(sentence: Sentence, phrase: Phrase) -> Phrase:
    """ "a person familiar with the matter", "a source close to the club": by what one is known."""
    tokens, language = sentence.tokens, sentence.language
    modifiers = language.people.postmodifiers
    at = phrase.last + (tokens[phrase.last - 1].low not in modifiers)
    if at >= len(tokens):
        return phrase
    if tokens[at - 1].low not in modifiers:
        return _with_workplace(sentence, phrase)
    governs = language.phrases.governs(tokens[at].low)
    return phrase._replace(last=prepositional_end(sentence, at, len(tokens))) if governs else phrase


def _with_workplace(sentence: Sentence, phrase: Phrase) -> Phrase:
    """ "a nurse at the hospital", « un cadre chez un équipementier »: the body that one is with."""
    tokens, language = sentence.tokens, sentence.language
    at = phrase.last
    if phrase.definite or phrase.plural or tokens[at].low not in language.people.workplaces:
        return phrase
    body = phrase_at(sentence, at + 1, len(tokens), apposition=False)
    if body is None or not is_body(body.noun, language):
        return phrase
    closed = body.last >= len(tokens) or not tokens[body.last].is_word
    closed = closed or tokens[body.last].low in language.function_words
    return phrase._replace(last=body.last) if closed else phrase


def _without_participle(sentence: Sentence, phrase: Phrase) -> Phrase:
    """ "un passeggero diretto a Roma": without the participle that opens a clause of its own."""
    tokens, language = sentence.tokens, sentence.language
    endings = language.phrases.participle_endings or ("\0",)
    infinitives = language.phrases.infinitive_endings or ("\0",)
    governs = language.phrases.governs
    for index in range(phrase.first + 2, phrase.last):
        following = tokens[index + 1].low if index + 1 < len(tokens) else ""
        low = tokens[index].low
        plain = not is_role(low, language) and not tokens[index].is_capitalised
        thing = low.endswith(language.people.thing_endings or ("\0",))  # « des maternités de »
        behind = governs(following) or following.endswith(infinitives)
        behind = behind or _opens_time(sentence, index + 1)
        if plain and not thing and low.endswith(endings) and behind:
            while governs(tokens[index - 1].low):
                index -= 1  # "uno studente all'uscita del liceo"
            return phrase._replace(last=index)
    return phrase


def _opens_time(sentence: Sentence, index: int) -> bool:
    """Whether an article and a word for a time stand there: « mobilisés ce jeudi »."""
    ahead, language = sentence.tokens[index : index + 2], sentence.language
    articled = len(ahead) == 2 and ahead[0].low in language.determiners
    return articled and ahead[1].low in language.words.time_words


def role_as_printed(sentence: Sentence, first: int, last: int, gender: Gender) -> str:
    """A role in the nominative, as it stands without an article: „Vorsitzender Richter“.

    Behind the article stood „der Vorsitzende Richter“, „dem Vorsitzenden“, „den Präsidenten“.
    """
    tokens, language = sentence.tokens, sentence.language
    if language.cases is None or not tokens[first].is_capitalised:
        return sentence.between(first, last)
    article = tokens[first - 1].low if first else ""
    words = []
    end = first
    while end < last and tokens[end].is_capitalised:
        word = tokens[end].text
        owner = end + 1 < last and tokens[end + 1].is_capitalised and word.endswith("s")
        words.append(word if owner else _standing_alone(word, article, gender, language))
        end += 1
    return " ".join(words) + sentence.text[sentence.end(end - 1) : sentence.end(last - 1)]


def _standing_alone(word: str, article: str, gender: Gender, language: Language) -> str:
    """A noun of a role without its ending of case, one that is an adjective with its strong one."""
    cases = language.cases
    stem = word.removesuffix("n")
    if cases is None or not stem.endswith(cases.weak_ending) or not _is_adjectival(stem, language):
        return _bare(word, language)
    if gender is Gender.FEMININE or article not in cases.oblique | cases.ambiguous:
        return stem if article in language.determiners else word
    feminine = article in cases.feminine_articles and stem != word
    return stem if feminine else stem + cases.strong_endings[0].removeprefix(cases.weak_ending)


def _is_adjectival(noun: str, language: Language) -> bool:
    """Whether a noun for either gender is an adjective: „Abgeordnete“, „Vorsitzende“."""
    return role_gender(noun.lower(), language) is Gender.ANY


def _nominative(sentence: Sentence, phrase: Phrase) -> str:
    """The phrase with its article, adjectives and noun in the nominative, if they are not."""
    tokens, language = sentence.tokens, sentence.language
    cases = language.cases
    written = sentence.slice(phrase)
    opener = tokens[phrase.first]
    before = tokens[phrase.first - 1] if phrase.first else None
    head = _head(sentence, phrase)
    if cases is None or head is None:
        return written
    if before is not None and before.low in cases.genitive and opener.low not in cases.articles:
        return _bare(tokens[head].text, language) + _behind(sentence, phrase, head)
    if not _is_oblique(sentence, phrase, cases) or head == phrase.first:
        return written
    noun = _bare(tokens[head].text, language)
    article = _article(opener.low, noun.lower(), cases, language)
    adjectives = [
        _adjective(token.text, opener.low, noun.lower(), cases, language)
        for token in tokens[phrase.first + 1 : head]
    ]
    return " ".join([article, *adjectives, noun]) + _behind(sentence, phrase, head)


def _behind(sentence: Sentence, phrase: Phrase, head: int) -> str:
    """What the phrase says behind its noun, as the article writes it."""
    return sentence.text[sentence.end(head) : sentence.end(phrase.last - 1)]


def _head(sentence: Sentence, phrase: Phrase) -> int | None:
    """The first noun of the phrase, which has a capital."""
    for index in range(phrase.first, phrase.last):
        token = sentence.tokens[index]
        if token.is_capitalised and token.low not in sentence.language.determiners:
            return index
    return None


def _is_oblique(sentence: Sentence, phrase: Phrase, cases: Cases) -> bool:
    """Whether the article is none of the nominative, or one that a preposition or noun governs."""
    tokens = sentence.tokens
    opener = tokens[phrase.first].low
    if opener in cases.oblique:
        return True
    if opener not in cases.ambiguous or phrase.first == 0:
        return False
    before = tokens[phrase.first - 1]
    noun = before.is_capitalised
    return noun or before.low in sentence.language.phrases.prepositions


def _bare(noun: str, language: Language) -> str:
    """A noun without its ending of case: „Vereins“, „Experten“."""
    known = is_role(noun.lower(), language) or is_body(noun.lower(), language)
    for ending in language.cases.noun_endings if language.cases else ():
        stem = noun.removesuffix(ending)
        if stem != noun and _is_listed(stem, language) and not _is_listed(noun, language):
            return stem
    return noun if known or language.cases is None else _without_genitive(noun, language.cases)


def _is_listed(noun: str, language: Language) -> bool:
    """Whether a noun, or a compound by its last part, is listed, and so in the nominative."""
    low, people = noun.lower(), language.people
    ends = (low[cut:] for cut in (0, *range(2, len(low) - 3)))
    return any(end in people.roles or end in people.organisations for end in ends)


def _without_genitive(noun: str, cases: Cases) -> str:
    for ending in cases.neuter_endings:
        if noun.lower().endswith(ending + "s"):
            return noun[:-1]
    return noun


def _gender(article: str, noun: str, cases: Cases, language: Language) -> str:
    """ "masculine", "feminine" or "neuter"; an article such as "der" tells by itself."""
    if article in cases.feminine_articles:
        return "feminine"
    if role_gender(noun, language) is Gender.FEMININE:
        return "feminine"
    return "neuter" if noun.endswith(cases.neuter_endings) else "masculine"


def _article(article: str, noun: str, cases: Cases, language: Language) -> str:
    forms = dict(zip(("masculine", "feminine", "neuter"), cases.definite, strict=True))
    if article in cases.indefinite_articles:
        forms = dict(zip(("masculine", "feminine", "neuter"), cases.indefinite, strict=True))
    return forms[_gender(article, noun, cases, language)]


def _adjective(word: str, article: str, noun: str, cases: Cases, language: Language) -> str:
    stem = word.removesuffix(cases.adjective_ending)
    if stem == word:
        return word
    gender = _gender(article, noun, cases, language)
    if article not in cases.indefinite_articles or gender == "feminine":
        return stem + cases.weak_ending
    return stem + cases.strong_endings[0 if gender == "masculine" else 1]
