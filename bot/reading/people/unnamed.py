"""Speakers whom an article does not name: several people, a source, somebody told by a role."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from itertools import chain, islice, pairwise, takewhile

from bot.reading.grammar.cases import as_printed
from bot.reading.grammar.heads import is_human_noun
from bot.reading.grammar.preceding import just_before, preceding
from bot.reading.grammar.prepositional import prepositional_end
from bot.reading.grammar.printed_roles import tells_age
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.grammar.timing import is_no_subject
from bot.reading.languages import Gender, Language
from bot.reading.people.mentions import fits
from bot.reading.speech.subjects import first_subject, is_cue, subject_before
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.tokens import Token

MAX_SENTENCES = 12  # looked back for how somebody was introduced
MAX_ANTECEDENT = 8  # tokens of a phrase that a relative clause follows
MAX_ASIDE = 5  # tokens of a sentence without anybody
MIN_CLEFT = 5  # tokens
MAX_MODIFIERS = 4  # words between the article and the noun


def subjects_before(sentence: Sentence, stop: int) -> Iterator[tuple[Sentence, Phrase]]:
    """The subject in front of token ``stop``, else that of the sentence before."""
    subject = first_subject(sentence, 0, stop)
    if subject is None and sentence.before is not None:
        sentence = sentence.before
        subject = first_subject(sentence, 0, len(sentence.tokens))
    if subject is not None:
        yield sentence, subject


def reporter_within(sentence: Sentence) -> Phrase | None:
    """„Man prüfe, teilte eine Sprecherin mit, …“: somebody unnamed who is said to say it."""
    if not any(sentence.tokens[at].is_role for at in sentence.noted):
        return None
    cues, naming = sentence.language.cues, sentence.language.people.naming
    presenting = idioms(sentence.language).presenting
    verbs = [at for at, token in enumerate(sentence.tokens[:-1]) if at and token.low in cues]
    for index in verbs:
        if sentence.tokens[index].low in naming or not is_cue(sentence, index):
            continue
        if match_expression(sentence.tokens, index, presenting):
            return None  # "who gave her name as Ann"
        for phrase in (
            phrase_at(sentence, index + 1, len(sentence.tokens)),
            subject_before(sentence, index, 0),
            _antecedent(sentence, index),
        ):
            role = phrase is not None and phrase.head is Head.ROLE and phrase.name is None
            if phrase is None or not role or phrase.plural:
                continue
            opener = sentence.tokens[phrase.first].low
            kin = phrase.noun in sentence.language.people.kin
            kin = kin and opener in sentence.language.phrases.possessive
            if not phrase.definite or (kin and _is_inserted(sentence, index, phrase)):
                return phrase  # „…, erzählt seine Frau, …“
    return None


def _is_inserted(sentence: Sentence, verb: int, phrase: Phrase) -> bool:
    """Whether a verb and its subject behind it are all that stands between two commas."""
    tokens, last = sentence.tokens, phrase.last
    closed = last >= len(tokens) or not tokens[last].is_word
    return phrase.first == verb + 1 and tokens[verb - 1].text == "," and closed


def _antecedent(sentence: Sentence, verb: int) -> Phrase | None:
    """ "… su un artigiano, che nega": the phrase to which a relative clause of speech belongs."""
    tokens, language = sentence.tokens, sentence.language
    at = verb - 1
    while at > 1 and (
        tokens[at].low in language.speech.clitics or tokens[at].low in language.speech.auxiliaries
    ):
        at -= 1
    if at < 2 or tokens[at].low not in language.phrases.relatives:
        return None
    end = at - (tokens[at - 1].text == ",")
    for first in range(end - 1, max(-1, end - MAX_ANTECEDENT), -1):
        phrase = phrase_at(sentence, first, end)
        if phrase is not None and phrase.last == end and tokens[first].low in language.determiners:
            return phrase
    return None


def is_introduced(subject: Phrase | None, sentence: Sentence) -> bool:
    """ "Um homem emprestou o trator.": one person brought in as what a sentence opens with."""
    if subject is None or subject.first > 0 or subject.head is not Head.ROLE or subject.plural:
        return False
    indefinite = sentence.language.phrases.indefinite
    return subject.name is None and sentence.tokens[subject.first].low in indefinite


def opens_with_role(sentence: Sentence, index: int) -> bool:
    """ "El técnico asturiano celebra …": a sentence about somebody by what he is, unnamed."""
    tokens, language = sentence.tokens, sentence.language
    if index != 1 or not language.speech.subject_dropped or tokens[1].low in language.cues:
        return False
    opener = tokens[0].low
    if opener not in language.phrases.definite or opener in language.phrases.plural:
        return False
    phrase = phrase_at(sentence, 0, len(tokens))
    return phrase is not None and phrase.head is Head.ROLE and phrase.name is None


def last_unnamed(phrase: Phrase, sentence: Sentence) -> str | None:
    """„Der Angeklagte schwieg lange. „…“, sagte er“: where nobody is named, whom the text told of.

    The subject last told of that is a role of the gender of the pronoun.
    """
    most = MAX_SENTENCES if phrase.gender is not Gender.ANY else 0
    for earlier in islice(preceding(sentence), most):
        subject = first_subject(earlier, 0, len(earlier.tokens))
        human = subject is not None and subject.head is Head.ROLE and subject.name is None
        if subject is not None and is_no_subject(earlier, subject):
            human = False  # „Einen Anwalt gibt es nicht“
        if subject is not None and human and fits(subject.gender, phrase.gender):
            owned = earlier.tokens[subject.first].low in earlier.language.phrases.possessive
            return None if owned or subject.plural else as_printed(earlier, subject)
    return None


def cleft_subject(sentence: Sentence) -> Phrase | None:
    """« C'est un agent qui coupe le gaz »: whom a cleft sentence brings in, unnamed."""
    tokens, language = sentence.tokens, sentence.language
    if len(tokens) < MIN_CLEFT or tokens[1].low not in language.speech.copulas:
        return None
    if tokens[0].low not in language.thought.subjects:
        return None
    found = phrase_at(sentence, 2, len(tokens))
    if found is None or found.head is not Head.ROLE or found.name is not None:
        return None
    if found.plural or tokens[2].low not in language.phrases.indefinite:
        return None
    clause = found.last < len(tokens) and tokens[found.last].low in language.phrases.relatives
    return found if clause else None


def is_action(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase's noun has an ending of nouns for what is done or is so: « la relation »."""
    endings = sentence.language.people.thing_endings or ("\0",)
    nouns = [t for t in sentence.tokens[phrase.first : phrase.last] if t.text[0].islower()]
    ahead = takewhile(lambda token: token.low not in sentence.language.phrases.genitives, nouns)
    return any(token.low.endswith(endings) for token in ahead)


def apposed_role(subject: Phrase, sentence: Sentence) -> Phrase | None:
    """„Der Strickende, ein Arzt aus Linz, …“: what is said of a subject that is no noun."""
    comma = subject.last
    stop = len(sentence.tokens)
    if subject.head is not Head.OTHER or comma + 1 >= stop:
        return None
    if sentence.tokens[comma].text != ",":
        return None
    apposed = phrase_at(sentence, comma + 1, stop)
    role = apposed is not None and apposed.head is Head.ROLE and not apposed.definite
    return apposed if role else None


def is_several(subject: Phrase, sentence: Sentence) -> bool:
    """Whether a subject is more than one: by its article or form, or a noun such as "staff"."""
    collective = subject.noun in sentence.language.people.collectives
    return subject.head is not Head.PRONOUN and (subject.plural or collective)


def several_within(sentence: Sentence, stop: int) -> Phrase | None:
    """ "Per gli abitanti non bastano: «…», lamentano": the several whom a sentence names."""
    tokens, links = sentence.tokens, sentence.language.phrases.links
    within = [one.low in links or one.text[0].isdigit() for one in tokens[: max(0, stop - 1)]]
    opens = [at for at in range(stop) if at == 0 or not within[at - 1]]
    phrases = (phrase_at(sentence, at, stop) for at in opens)
    several = (one for one in phrases if one is not None and one.name is None)
    return next((one for one in several if one.noun and is_several(one, sentence)), None)


def called_with_age(phrase: Phrase, sentence: Sentence) -> str | None:
    """„der fünfjährige Jonte“: a capital behind an age that is no noun for people is a name."""
    language = sentence.language
    tokens = sentence.tokens[phrase.first : phrase.last]
    if not language.words.nouns_capitalised or len(tokens) != 3:
        return None
    last = tokens[2]
    aged = tells_age(tokens[1].low, language)
    named = aged and last.is_capitalised and not is_human_noun(last.low, language)
    return last.text if named else None


def points_elsewhere(phrase: Phrase, sentence: Sentence, *, sure: bool) -> bool:
    """« De nouveaux boulangers se taisent. « … », glisse ce nouvel artisan »: one of those.

    Or at nobody told of before, where it is not ``sure`` that the last name is somebody's.
    """
    before, tokens = sentence.before, sentence.tokens
    if tokens[phrase.first].low not in sentence.language.phrases.demonstratives:
        return False
    if not sure or before is None:
        return not sure
    subject = first_subject(before, 0, len(before.tokens))
    near = before.paragraph == sentence.paragraph
    return near and subject is not None and subject.name is None and is_several(subject, before)


def is_another(phrase: Phrase, sentence: Sentence, roles: Sized) -> bool:
    """Whether a role that nobody holds is not the last one named: "his lawyer", "the judge".

    ``roles`` are those that the last one named has.
    """
    people = sentence.language.people
    if phrase.head is not Head.ROLE:
        described = sentence.language.phrases.head_last and is_described(phrase, sentence)
        return described or is_lifeless(phrase, sentence)
    if phrase.noun in people.functionaries or is_described(phrase, sentence):
        return True
    if is_anonymous(phrase, sentence):
        return True
    return phrase.noun in people.offices and len(roles) > 0


def is_lifeless(phrase: Phrase, sentence: Sentence) -> bool:
    """„der Wasserschutz“: where nouns have capitals, one that no ending shows to be somebody's."""
    language = sentence.language
    last = sentence.tokens[phrase.last - 1]
    if not language.words.nouns_capitalised or phrase.noun or not last.is_capitalised:
        return False
    return not last.low.endswith(language.people.human_endings)


def is_described(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase says by itself whose: "his lawyer", "the mayor's aide", "head of X"."""
    language = sentence.language
    tokens = sentence.tokens[phrase.first : phrase.last]
    if is_owned(phrase, sentence):
        return True
    if tokens[0].low in language.phrases.demonstratives:
        return False
    endings, genitives = language.words.possessive_endings, language.phrases.genitives
    if any(phrase.first < at < phrase.last for at in sentence.name_at):
        return not _comes_from(phrase, sentence)
    return any(
        token.low in endings or (token.low in genitives and _owns(token, following, language))
        for token, following in pairwise(tokens[1:])
    )


def _comes_from(phrase: Phrase, sentence: Sentence) -> bool:
    """« la lycéenne de Vaux »: where somebody is from, who has neither office nor employer."""
    tokens, language = sentence.tokens, sentence.language
    people = language.people
    known = (people.functionaries, people.offices, people.kin)
    if phrase.head is not Head.ROLE or phrase.gender is Gender.ANY:
        return False
    if any(phrase.noun in nouns for nouns in known):
        return False
    at = phrase.last - 1
    linked = tokens[at - 1].low in language.phrases.genitives
    return linked and tokens[at].is_capitalised and at == phrase.first + 3


def _owns(link: Token, noun: Token, language: Language) -> bool:
    """Whether "of" leads to an owner: « la cheffe du port », not « la cheffe d'équipe »."""
    if noun.text[0].isdigit():
        return False
    classifies = link.low not in language.phrases.contracted and noun.text[0].islower()
    determined = language.phrases.head_last or language.words.nouns_capitalised
    return determined or not classifies or noun.low in language.determiners


def described_end(phrase: Phrase, sentence: Sentence) -> int:
    """Behind a preposition and its noun right behind a phrase: "the man in the green coat"."""
    tokens, last = sentence.tokens, phrase.last
    if last >= len(tokens) or tokens[last].low not in sentence.language.phrases.prepositions:
        return last
    return prepositional_end(sentence, last, len(tokens))


def is_aside(sentence: Sentence, subject: Phrase | None) -> bool:
    """ "Wel een koelkast.": a few words about nobody."""
    thing = subject is None or subject.head is Head.OTHER
    return thing and len(sentence.tokens) <= MAX_ASIDE and not sentence.quotes


def is_owned(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase says in front of its noun whose: "his mother", "the boys’ mother"."""
    tokens, language = sentence.tokens, sentence.language
    if tokens[phrase.first].low in language.phrases.possessive:
        return True
    return any(
        tokens[at].low in language.words.possessive_endings or tokens[at].text in "’'"
        for at in range(phrase.first + 1, phrase.last)
    )


def is_anonymous(phrase: Phrase, sentence: Sentence) -> bool:
    """ "O maquinista, que não quis ser identificado": somebody who keeps the name back."""
    tokens, language = sentence.tokens, sentence.language
    words = language.people.anonymity
    last = described_end(phrase, sentence) if words else phrase.last
    start = last + (last < len(tokens) and tokens[last].text == ",")
    if not words or start >= len(tokens) or tokens[start].low not in language.phrases.relatives:
        return False
    clause = takewhile(lambda token: token.text not in ",.:;", tokens[start:])
    return any(token.low in words for token in clause)


def introduced_as(noun: str, sentence: Sentence, since: int) -> str | None:
    """How a noun's holder was spoken of behind ``since``: "a league spokesman", "the spokesman"."""
    for earlier in islice(preceding(sentence), MAX_SENTENCES):
        phrase = _introduction(noun, earlier)
        if phrase is not None and earlier.starts[phrase.first] > since:
            return as_printed(earlier, phrase)
    return None


def introduced_anew(noun: str, sentence: Sentence, since: int) -> str | None:
    """ "A former guard said …. “…,” the guard said": somebody unnamed, told of since."""
    before = just_before(sentence)
    if before is None or not any(token.low == noun for token in before.tokens):
        return None
    return introduced_as(noun, sentence, max(since, before.starts[0] - 1))


def _introduction(noun: str, sentence: Sentence) -> Phrase | None:
    phrases = sentence.language.phrases
    for at, token in enumerate(sentence.tokens):
        if not _is_same(token.low, noun):
            continue
        for first in range(at - 1, max(-1, at - MAX_MODIFIERS - 2), -1):
            if sentence.tokens[first].low in phrases.indefinite:
                phrase = phrase_at(sentence, first, len(sentence.tokens))
                own = phrase is not None and phrase.head in (Head.ROLE, Head.GROUP)
                return (
                    phrase if phrase is not None and own and _is_same(phrase.noun, noun) else None
                )
            if sentence.tokens[first].low in phrases.genitives:
                break  # « un voyage du ministre » does not introduce him
    return None


def _is_same(one: str, other: str) -> bool:
    """Whether two nouns are one, with and without a hyphen: „Feuerwehr-Sprecher“."""
    if one == other:
        return True
    return ("-" in one or "-" in other) and one.replace("-", "") == other.replace("-", "")


def body_in_full(phrase: Phrase, sentence: Sentence) -> str | None:
    """The compound by which a body was called before: „das Ministerium“ is „das Sozialministerium“.

    None where the nearest sentence that has one has several.
    """
    noun, alone = phrase.noun, phrase.last - phrase.first == 2
    if not (alone and sentence.language.words.compounds):
        return None
    for earlier in islice(chain((sentence,), preceding(sentence)), MAX_SENTENCES):
        found = {
            token.low: at
            for at, token in enumerate(earlier.tokens)
            if at and token.low.endswith(noun) and len(token.low) > len(noun) + 2
        }
        if found:
            at = next(iter(found.values())) - 1
            full = phrase_at(earlier, at, len(earlier.tokens)) if len(found) == 1 else None
            own = full is not None and full.head is Head.GROUP and full.definite
            return as_printed(earlier, full) if full is not None and own else None
    return None
