"""Names: runs of capitalised words, with their particles, initials and honorifics.

A run is found by its shape alone; whether it names a person is judged by ``bot.reading.people``
from all of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.reading.given import is_given
from bot.reading.languages import Gender, Language
from bot.reading.spelling import SAMPLE, Capitals, plain_name, words_within_sentences
from bot.reading.tokens import Token

_JOINERS = frozenset("&")
_CASE_ENDINGS = ("en", "n", "es", "s")  # of German nouns: „den Biologen“, „des Ministers“
MIN_BODY_WORD = 5  # letters of a title that can open a body's name: shorter ones are Mr, Mrs
MAX_NICKNAME = 24  # characters of one in marks, which are counted too
MIN_TITLE = 6  # letters of a word that no list knows as a title
MAX_RUN = 8  # words; a longer run of capitals is a headline, not a name

_BEHIND_CAPITAL = re.compile(
    r"(?<![\w-])([^\W\d_a-zß-ÿ][\w’'.-]*) ((?:\w{2,3} ){0,2})(?=([^\W\d_a-zß-ÿ][\w’'-]*))"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: tokens ``first`` to ``last`` (exclusive), honorific not counted.

    ``key`` is its words as names are compared: no case, accents or hyphens. ``opens`` is the
    first token of the whole run, with honorific and capitalised role. ``initial`` says that it
    stands where any word has a capital.
    """

    opens: int
    first: int
    last: int
    key: tuple[str, ...]
    text: str
    gender: Gender = Gender.ANY
    titled: bool = False
    after_article: bool = False
    initial: bool = False


def singulars(word: str, language: Language) -> Iterator[str]:
    """The nouns of which a folded word can be the plural."""
    for plural, singular in language.words.noun_plurals:
        if word.endswith(plural):
            yield word[: -len(plural)] + singular.strip("-")


def is_role(word: str, language: Language) -> bool:
    """Whether a folded word is a noun for what somebody is or does."""
    return role_gender(word, language) is not None


@lru_cache(maxsize=8192)
def role_gender(word: str, language: Language) -> Gender | None:
    """The gender of a role noun, None when the word is none; compounds by their last part."""
    people = language.people
    found = people.roles.get(word)
    if found is not None:
        return found
    for singular in singulars(word, language):
        if singular in people.roles:
            return people.roles[singular]
    tail = word.rpartition("-")[2]
    if tail != word and tail in people.roles:
        return people.roles[tail]
    if language.words.nouns_capitalised:
        for case in _CASE_ENDINGS:
            if tail.endswith(case) and tail[: -len(case)] in people.roles:
                return people.roles[tail[: -len(case)]]
    if language.words.compounds:
        for cut in range(2, len(tail) - 3):
            if tail[cut:] in people.roles:
                return people.roles[tail[cut:]]
    if len(word) > 6:
        for ending, gender in people.role_endings.items():
            if word.endswith(ending):
                return gender
    return None


def is_demonym(word: str, language: Language) -> bool:
    """Whether a folded word says where somebody is from: « Breton », « Dijonnaise »."""
    people = language.people
    if word in people.demonyms:
        return True
    return word.endswith(people.demonym_endings or ("\0",)) and word not in people.roles


def capitals_of(text: str, language: Language) -> Capitals:
    """The spelling of a whole article.

    Where nouns have capitals, certain are words behind another, or a particle such as "von".
    """
    if not language.words.nouns_capitalised:
        return Capitals(text, words_within_sentences(text))
    surnames = (
        plain_name(surname)
        for before, particles, surname in _BEHIND_CAPITAL.findall(text[:SAMPLE])
        if _may_part_name(before, particles.split(), language)
    )
    return Capitals(text, frozenset(surnames))


def _may_part_name(before: str, particles: Sequence[str], language: Language) -> bool:
    """Whether a surname may follow: none does on "of" behind a role, or on a mere article."""
    if before.lower() in language.function_words:
        return False
    if not particles:
        return True
    if particles[0] in language.determiners or not set(particles) <= language.people.particles:
        return False
    return not is_role(before.lower(), language)


def find_names(
    tokens: Sequence[Token],
    text: str,
    language: Language,
    capitals: Capitals | None = None,
) -> list[Name]:
    """The names of one sentence, in order; ``capitals`` judges those at the sentence's start."""
    found: list[Name] = []
    last = 0
    if capitals is not None and language.words.nouns_capitalised:
        last = _opening_particles(tokens, language, capitals)
        opening = _name(tokens, 0, last, text, language) if last else None
        found += [opening] if opening is not None else []
    for index in [
        at for at, (word, *_) in enumerate(tokens) if word[0].isupper() or word[0] == "@"
    ]:
        if index < last or not _opens_name(tokens, index, language):
            continue
        if capitals is not None and _is_plain_opener(tokens, index, language, capitals):
            continue
        last = _run_end(tokens, index, language)
        name = _name(tokens, index, last, text, language)
        if name is not None:
            found.append(name)
    return found


def _opening_particles(tokens: Sequence[Token], language: Language, capitals: Capitals) -> int:
    """The end of a surname that opens the sentence with its particles: „Von der Heyde sagte“."""
    end = 0
    while end < min(3, len(tokens)) and tokens[end].low in language.people.particles:
        end += 1
    if not end or tokens[0].low in language.determiners or not _capital_at(tokens, end):
        return 0
    return end + 1 if capitals.is_certain(tokens[end].text) else 0


def _opens_name(tokens: Sequence[Token], index: int, language: Language) -> bool:
    token = tokens[index]
    if token.text[0] == "@":
        return len(token.text) > 1
    if index and tokens[index - 1].text.isdigit() and token.text.isupper() and len(token.text) < 5:
        return False  # "12 AGO": a month
    if len(token.text) == 1 and token.low in ("i", "y", "a", "o", "e", "à") and token.text != "X":
        return False
    if token.low in language.words.weekdays:
        return False
    if not at_start(tokens, index):
        words = language.words  # „Ihre“, „am Dienstag“
        dated = token.low in words.time_words or token.low in words.months
        formal = words.nouns_capitalised and (dated or token.low in language.determiners)
        return not formal and not (token.text[-1] in "'’" and token.low in language.function_words)
    if token.low in language.function_words or token.low in language.speech.nouns:
        return False
    return token.low not in language.cues or is_given(token.low, language)


def _is_plain_opener(
    tokens: Sequence[Token], index: int, language: Language, capitals: Capitals
) -> bool:
    """Whether a word owes its capital to the sentence's start: « Réuni dimanche, le jury … »."""
    if language.words.nouns_capitalised:
        return _is_plain_noun(tokens, index, language, capitals)
    if not at_start(tokens, index):
        return False
    if index + 1 == len(tokens):
        return False
    token, following = tokens[index], tokens[index + 1]
    if "." in token.text or capitals.is_certain(token.text):
        return False
    common = capitals.is_common(token.low)
    if is_given(token.low, language) and not common:
        return False
    if _capital_at(tokens, index + 1):  # « Prix Courtepointe », which is « le prix » elsewhere
        return common and not is_role(token.low, language)
    if token.low in language.people.honorifics or token.low in language.people.roles:
        return False
    acronym = len(token.text) > 1 and token.text.isupper()
    verb = following.low in language.cues or following.low in language.speech.auxiliaries
    particle = following.low in language.people.particles and _capital_at(tokens, index + 2)
    owner = following.low in language.words.possessive_endings
    ahead = tokens[index + 2].low if index + 2 < len(tokens) else ""
    described = following.text == "," and (
        ahead in language.phrases.relatives or ahead[:1].isdigit() or is_role(ahead, language)
    )
    label = following.text == ":" and index == 0
    return not (acronym or verb or particle or owner or described or label)


def _is_plain_noun(
    tokens: Sequence[Token], index: int, language: Language, capitals: Capitals
) -> bool:
    """Whether a capital is that of a noun or of a sentence's start: „Kritik kam von …“.

    A word alone is a name if the article has it behind a given name or a title, if it is one
    itself, or if a verb of speech stands right beside it.
    """
    token, people = tokens[index], language.people
    if _run_end(tokens, index, language) - index > 1:
        return False
    low, before = token.low, tokens[index - 1].low if index else ""
    if capitals.is_certain(token.text) or is_given(low, language) or token.text[0] == "@":
        return False
    if low in people.honorifics or before in people.honorifics or is_role(low, language):
        return False
    if token.text.isupper() or low in people.organisations or low in people.collectives:
        return False
    if low.endswith(language.words.noun_endings or ("\0",)):
        return True
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if before in language.cues:
        return False
    return following not in language.cues or _has_subject_behind(tokens, index + 1, language)


def _has_subject_behind(tokens: Sequence[Token], verb: int, language: Language) -> bool:
    """„Schärfer formuliert es Inga Kolb“: a full name behind the verb is its subject."""
    at = verb + 1
    while at < len(tokens) and tokens[at].low in language.speech.clitics:
        at += 1
    return _capital_at(tokens, at) and _capital_at(tokens, at + 1)


def at_start(tokens: Sequence[Token], index: int) -> bool:
    """Whether any word would have a capital here."""
    if index == 0:
        return True
    before = tokens[index - 1]
    return before.quote >= 0 or before.text in ':.!?…•-–—"“„«(['


def _capital_at(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].text[0].isupper()


def _run_end(tokens: Sequence[Token], start: int, language: Language) -> int:
    """The end of the run of capitalised words that opens at ``start``."""
    particles = language.people.particles
    end = start + 1
    if tokens[start].text[0] == "@":
        return end
    if tokens[start].low in language.people.roles and not _capital_at(tokens, end):
        return end
    if _parts_from_name(tokens, start, language):
        return end
    while end < len(tokens) and end - start < MAX_RUN:
        token = tokens[end]
        if _is_number_of_name(tokens, start, end, language):
            return end + 1
        if token.low in language.words.weekdays:
            break  # "in Florida Friday"
        if token.text[0].isupper() and token.quote < 0:
            if token.text[-1] in "'’" and not _capital_at(tokens, end + 1):
                break
            end += 1
        elif _joined_particle(token, particles):
            end += 1
        elif _joins_body(tokens, start, end, language) or _holds_nickname(
            tokens, start, end, language
        ):
            end += 2
        elif _parted_noun(tokens, start, end, language) or _leads_from_person(
            tokens, start, end, language
        ):
            break
        elif _joins_name(token, language) and _capital_at(tokens, end + 1):
            if _joins_people(tokens, start, end, language):
                break
            if tokens[end + 1].low in language.words.adverbs:
                break  # „Inga Kolb zu Hause“
            end += 2
        elif (
            token.low in particles
            and end + 2 < len(tokens)
            and tokens[end + 1].low in particles
            and _capital_at(tokens, end + 2)
        ):
            end += 3
        else:
            break
    if _ends_in_office(tokens, start, end, language):
        return end - 1
    if _is_place_and_person(tokens, start, end, language):
        return end - 2
    return _person_within(tokens, start, end, language) or end


def _person_within(tokens: Sequence[Token], start: int, end: int, language: Language) -> int:
    """ "schepen van Openbare Werken Ilse Maes": where a given name parts an office from its holder.

    0 if nothing of the kind stands in the run.
    """
    links = language.phrases.links
    if start < 2 or end - start < 4 or tokens[start - 1].low not in links:
        return 0
    if not any(is_role(one.low, language) for one in tokens[max(0, start - 4) : start]):
        return 0
    for at in range(start, end - 1):
        if is_given(tokens[at].low, language):
            return at if at > start + 1 else 0
    return 0


def _ends_in_office(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """ "a senior Tory MP", "Labour MPs": the office is the noun, and no letters behind a name."""
    low = tokens[end - 1].low
    several = low.endswith("s") and low[:-1] in language.people.post_nominals
    if end - start < 2 or not (several or low in language.people.post_nominals):
        return False
    if not is_role(low, language):
        return False
    determined = any(one.low in language.determiners for one in tokens[max(0, start - 2) : start])
    return several or end - start == 2 or determined


def _joins_body(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """ "National Parks and Wildlife Service": a noun for a body ends both parts' common name."""
    if not language.phrases.head_last or tokens[end].low not in language.phrases.conjunctions:
        return False
    if any(is_given(token.low, language) for token in tokens[start:end]):
        return False
    last = end + 1
    while _capital_at(tokens, last):
        last += 1
    return last > end + 2 and tokens[last - 1].low in language.people.organisations


def _holds_nickname(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """ "Marcia “Cia” Price": one or two words in marks between a given name and the surname."""
    token = tokens[end]
    short = token.end - token.start <= MAX_NICKNAME
    if token.quote < 0 or not short or not _capital_at(tokens, end + 1):
        return False
    return is_given(tokens[end - 1].low, language) and tokens[end + 1].quote < 0


def _is_place_and_person(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """« la sénatrice du Finistère Nolwenn Kerbrat »: of what, then who; both have capitals."""
    if end - start < 3 or start < 2 or not _capital_at(tokens, end - 2):
        return False
    people = language.people
    if tokens[end - 1].low in people.organisations or tokens[end - 1].low in people.firms:
        return False  # "for Ridings NHS Trust"
    links = language.phrases.links
    linked = tokens[start - 1].low in links or tokens[start - 2].low in links
    before = tokens[max(0, start - 5) : start]
    particles = language.people.particles
    if not linked or any(token.low in particles for token in tokens[end - 2 : end]):
        return False
    if any(is_given(token.low, language) for token in tokens[start : end - 2]):
        return False
    return any(is_role(token.low, language) for token in before)


def _is_number_of_name(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """« les Fidèles 87 », "Route 66": a number that counts no noun behind it."""
    token, before = tokens[end], tokens[start - 1].low if start else ""
    if not token.text.isdigit() or len(token.text) > 3 or before not in language.determiners:
        return False
    if end + 1 == len(tokens) or not tokens[end + 1].is_word:
        return end + 1 == len(tokens) or tokens[end + 1].text in ",.;:!?)"
    following = tokens[end + 1].low
    return following in language.phrases.prepositions or following in language.speech.auxiliaries


def _parts_from_name(tokens: Sequence[Token], start: int, language: Language) -> bool:
    """« à l'AFP Anne Roux », « le ministre des Transports Paul Mora »: one word, then a name."""
    ahead = tokens[start + 1 : start + 3]
    if start == 0 or len(ahead) < 2 or not all(token.text[0].isupper() for token in ahead):
        return False
    before, word = tokens[start - 1].low, tokens[start]
    if word.low in language.people.honorifics or is_given(word.low, language):
        return False
    articled = before in language.phrases.definite or before in language.phrases.contracted
    if len(word.text) > 2 and word.text.isupper() and articled:
        return not ahead[0].text.isupper()
    linked = before in language.phrases.links or before in language.determiners
    linked = linked or before in language.people.roles  # "hoogleraar Akoestiek Pim Verhaar"
    office = any(token.low in language.people.roles for token in tokens[max(0, start - 3) : start])
    return linked and office and is_given(ahead[0].low, language)


def _is_demonym(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """« l'Italien Davide Rota »: where somebody is from, between article and name."""
    behind_article = index > 0 and tokens[index - 1].low in language.phrases.definite
    if not behind_article or last - index < 3 or not is_demonym(tokens[index].low, language):
        return False
    return not language.phrases.head_last or is_given(tokens[index + 1].low, language)


def _is_body_noun(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """Whether a word of a run is the noun for a body, with a capital as all nouns have."""
    if not language.words.nouns_capitalised or index == 0 or index + 1 == last:
        return False
    behind = tokens[index - 1].low
    if behind not in language.determiners and behind not in language.phrases.links:
        return False
    if tokens[index + 1].low in language.people.particles:
        return False
    return is_body(tokens[index].low, language)


@lru_cache(maxsize=8192)
def is_body(word: str, language: Language) -> bool:
    """Whether a folded word is a noun for an organisation; compounds by their last part."""
    bodies = language.people.organisations
    if word in bodies or not bodies.isdisjoint(singulars(word, language)):
        return True
    if not language.words.compounds:
        return False
    return any(word[cut:] in bodies for cut in range(2, len(word) - 3))


def _joins_name(token: Token, language: Language) -> bool:
    """Whether a small word may stand alone within a name; an article does so only behind "von"."""
    if token.text in _JOINERS:
        return True
    genitive = language.words.nouns_capitalised and token.low in language.determiners
    return token.low in language.people.particles and not genitive


def _joins_people(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """ "Ana y Luis Gil": two given names are two people; "Ortega y Gasset" is one."""
    if tokens[end].low not in language.phrases.conjunctions:
        return False
    alone = end - start == 1 and is_given(tokens[start].low, language)
    return alone or is_given(tokens[end + 1].low, language)


def _leads_from_person(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """ "Kees Blok van de Universiteit Utrecht": a name with its surname, then where from."""
    if end - start < 2 or tokens[end].low not in language.people.origins:
        return False
    last = tokens[end - 1].low
    words = [token.low for token in tokens[start:end] if not is_role(token.low, language)]
    if len(words) < 2 or is_given(last, language) or last in language.people.honorifics:
        return False
    at = end + 1
    while at < len(tokens) and tokens[at].low in language.determiners:
        at += 1
    return _capital_at(tokens, at)


def _joined_particle(token: Token, particles: frozenset[str]) -> bool:
    """Whether a word is a surname with its particle joined on: "al-Masri"."""
    particle, _, rest = token.text.partition("-")
    return particle in particles and rest[:1].isupper()


def _parted_noun(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """„die Backstube von Matthias Lorch“: a noun before "von", not a given name."""
    return (
        language.words.nouns_capitalised
        and end - start == 1
        and not is_given(tokens[start].low, language)
    )


def _name(
    tokens: Sequence[Token], opens: int, last: int, text: str, language: Language
) -> Name | None:
    """The name in a run: what is left when honorifics and capitalised roles are taken off."""
    honorifics = language.people.honorifics
    gender, titled = Gender.ANY, False
    first = _last_title(tokens, opens, last, language)
    while first < last:
        low = tokens[first].low
        if _opens_body(tokens, first, last, language):
            break
        if low in honorifics:
            gender, titled = honorifics[low], True
        elif first == opens == 0 and _is_opening_body(tokens, last, language):
            pass  # « Operadora SolNet »: the noun has its capital from the sentence
        elif _is_body_noun(tokens, first, last, language):
            pass  # „die Fitnesskette Stemmwerk“: what it is, before its name
        elif _is_demonym(tokens, first, last, language):
            titled = True
        elif _is_capital_role(tokens, first, last, language):
            gender = gender if gender is not Gender.ANY else role_gender(low, language) or gender
            titled = True
        elif (titled or first == opens) and _is_unlisted_title(
            tokens, first, last, language, titled=titled
        ):
            titled = True
        elif not (
            titled and low in language.people.particles and not tokens[first].text[0].isupper()
        ):
            break
        first += 1
    end = _before_post_nominals(tokens, first, last, language)
    if tokens[opens].low in language.people.places and not _is_governed(tokens, opens, language):
        return None  # « Rue Bressigny, Anne Roux … »: where, and not who
    if first == last or _is_common_noun(tokens, first, last, language):
        return None
    if opens > 0 and tokens[opens - 1].low in honorifics:
        gender, titled = honorifics[tokens[opens - 1].low], True
    before = tokens[opens - 1].low if opens else ""
    return Name(
        opens=opens,
        first=first,
        last=last,
        key=tuple([plain_name(one.text) for one in tokens[first:end] if one.quote < 0]),
        text=_printed(tokens, opens, first, end, text, language),
        gender=gender,
        titled=titled,
        after_article=not titled and before in language.phrases.definite,
        initial=at_start(tokens, opens) and last - opens == 1,
    )


def _is_opening_body(tokens: Sequence[Token], last: int, language: Language) -> bool:
    return last > 1 and tokens[0].low in language.people.organisations and _capital_at(tokens, 1)


def _is_unlisted_title(
    tokens: Sequence[Token], first: int, last: int, language: Language, *, titled: bool
) -> bool:
    """ "Kosteres Tjitske Bouma": at a sentence's start, a word in front of given name and surname.

    Short words are saints and the like: "San Juan Bautista".
    """
    token = tokens[first]
    if last - first < 3 or len(token.text) < MIN_TITLE:
        return False
    if not titled and not at_start(tokens, first):
        return False
    given = is_given(tokens[first + 1].low, language) and _capital_at(tokens, first + 1)
    return given and not is_given(token.low, language) and _capital_at(tokens, first + 2)


def _opens_body(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """ "Justice Department", "General Medical Council": a title's word in a body's name."""
    token, people = tokens[first], language.people
    if language.words.nouns_capitalised or last - first < 2 or len(token.text) < MIN_BODY_WORD:
        return False
    named = any(is_given(one.low, language) for one in tokens[first + 1 : last])
    return tokens[last - 1].low in people.organisations and not named


def _printed(
    tokens: Sequence[Token], opens: int, first: int, end: int, text: str, language: Language
) -> str:
    """A name as it is printed: without a nickname in marks, with a title that it needs."""
    styled = end - first == 1 and first > opens
    letter = styled and len(tokens[first].text) == 1  # "Patient B"
    if letter or (styled and tokens[first - 1].low in language.people.styles):
        first -= 1
    nicknamed = [at for at in range(first, end) if tokens[at].quote >= 0]
    if not nicknamed:
        return text[tokens[first].start : tokens[end - 1].end]
    cut, after = tokens[nicknamed[0] - 1].end, tokens[nicknamed[0] + 1].start
    return f"{text[tokens[first].start : cut]} {text[after : tokens[end - 1].end]}"


def _last_title(tokens: Sequence[Token], opens: int, last: int, language: Language) -> int:
    """The last honorific or role within a run: „Gutachter Dr. Emre Yilmaz“, "County Sheriff Lee".

    What stands in front of it belongs to the role, unless it is a name: "Sarah Cook Evans".
    """
    people = language.people
    body = tokens[last - 1].low in people.organisations
    for index in range(last - 2, opens, -1):
        token, behind = tokens[index], tokens[index + 1]
        if token.low in people.honorifics and token.text.endswith("."):
            return index
        joined = _is_joined_role(token, language)
        title = joined or token.low in people.roles or token.low in people.honorifics
        if body or not title or language.words.nouns_capitalised or not token.is_capitalised:
            continue
        named = any(is_given(one.low, language) for one in tokens[opens:index])
        if not named or (is_given(behind.low, language) and index + 2 < last):
            return index
    return opens


def _before_post_nominals(
    tokens: Sequence[Token], first: int, last: int, language: Language
) -> int:
    """Where a name ends in front of letters for ranks and degrees: "Ann Reed KC"."""
    end = last
    while end - first > 2 and tokens[end - 1].low in language.people.post_nominals:
        end -= 1
    return end


def _is_governed(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether an article or a preposition stands before the token."""
    before = tokens[index - 1].low if index else ""
    return before in language.determiners or before in language.phrases.prepositions


def _is_joined_role(token: Token, language: Language) -> bool:
    """ "Co-author", and no surname as "Hale-Potter" is."""
    head, hyphen, tail = token.text.partition("-")
    return bool(hyphen and head) and tail[:1].islower() and is_role(token.low, language)


def _is_capital_role(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """A role written with a capital: "President Obama", „Minister Maier“, « PDG »."""
    token = tokens[index]
    joined = _is_joined_role(token, language)
    known_role = token.low in language.people.roles or joined
    if index + 1 == last:
        return known_role
    if language.words.compounds and not is_given(token.low, language):
        known_role = is_role(token.low, language)
    if not tokens[index + 1].text[0].isupper():
        return False
    if language.words.nouns_capitalised:
        ahead = tokens[index + 1 : last - 1]
        before_given_name = any(is_given(t.low, language) for t in ahead[:2])
        known = is_role(token.low, language) or before_given_name
        return known and not is_given(token.low, language)
    full = last - index > 2 and is_given(tokens[index + 1].low, language)  # "Dean Ann Reed"
    return known_role and (full or not is_given(token.low, language))


def _is_common_noun(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """A collective at a sentence's start; where nouns have capitals, one behind an article."""
    if last - first > 1:
        return False
    low = tokens[first].low
    plural = low not in language.people.roles and is_role(low, language)
    several = low in language.people.collectives or (plural and low.endswith("s"))
    office = len(low) > 2 and tokens[first].text[:-1].isupper() and is_role(low, language)
    following = tokens[last].low if last < len(tokens) else ""
    month = low in language.words.months and following not in language.cues
    if (several and at_start(tokens, first)) or office or month:
        return True  # "Workers describe …"
    behind = tokens[first - 1].low if first else ""
    if behind in language.determiners and tokens[first].low in language.people.organisations:
        return True  # « la Confédération paysanne »
    ahead = tokens[last].low if last < len(tokens) else ""
    noun = is_body(ahead, language) or is_role(ahead, language)
    if behind in language.determiners and noun and is_demonym(low, language):
        return True  # "de Hondurese regering"
    if not language.words.nouns_capitalised:
        return False
    if is_role(tokens[first].low, language) or tokens[first].low in language.people.organisations:
        return True
    if len(tokens[first].text) > 1 and tokens[first].text.isupper():
        return False  # „die SBB“
    before = tokens[first - 1].low if first else ""
    if is_given(tokens[first].low, language):
        return False
    return before in language.determiners or (
        before.endswith(("e", "en", "er", "es", "em"))
        and before not in language.cues
        and before not in language.function_words
        and tokens[first - 1].text[0].islower()
    )
