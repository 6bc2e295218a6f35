"""Names: runs of capitalised words, with their particles, initials and honorifics.

A run is found by its shape alone; whether it names a person is judged by ``bot.reading.people``
from all of the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.reading.languages import Gender, Language
from bot.reading.names.fields import holder_behind
from bot.reading.names.openers import (
    is_plain_noun,
    is_plain_opener,
    is_surname,
    kicker_end,
    opening_particles,
    opens_name,
)
from bot.reading.names.runs import at_start, capital_at, is_object_behind, run_end
from bot.reading.names.titles import (
    is_body_noun,
    is_capital_role,
    is_demonym_before,
    is_opening_body,
    is_place,
    is_position,
    is_unlisted_title,
    last_title,
    may_style,
    opens_body,
    tells_whence,
)
from bot.reading.words.given import given_gender, is_given
from bot.reading.words.nouns import is_body, is_declined, is_demonym, is_role, role_gender
from bot.reading.words.spelling import Capitals, plain_name
from bot.reading.words.tokens import Stretch, Token


@dataclass(slots=True, eq=False)
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


def is_given_at(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether a capitalised given name stands there."""
    if index >= len(tokens) or not tokens[index].is_capitalised:
        return False
    return is_given(plain_name(tokens[index].text), language)


def find_names(
    sentence: Stretch,
    noted: Sequence[int],
    text: str,
    language: Language,
    capitals: Capitals | None = None,
) -> list[Name]:
    """The names of one sentence, in order; ``capitals`` judges those at the sentence's start.

    ``noted`` are the numbers of the tokens that can open one, among others.
    """
    found: list[Name] = []
    tokens, last = sentence.tokens, 0
    if capitals is not None and tokens and tokens[0].low in language.people.particles:
        last = opening_particles(tokens, language, capitals)
        opening = _name(sentence, 0, last, text, language) if last else None
        found += [opening] if opening is not None else []
    kicked = kicker_end(tokens, language)
    last = max(last, kicked)
    for index in noted:
        token = tokens[index]
        if index < last or not (token.is_capitalised or token.text[0] == "@"):
            continue
        if not opens_name(tokens, index, language):
            continue
        office = index > 1 and tokens[index - 2].is_role
        holder = holder_behind(tokens, index, language) if office else 0
        if holder:
            last = run_end(tokens, holder, language)
            held = _name(sentence, holder, last, text, language)
            found += [replace(held, opens=index - 2)] if held is not None else []
            continue
        opens = (tokens[1:], 0) if kicked and index == 1 else (tokens, index)
        if capitals is not None and is_plain_opener(*opens, language, capitals):
            continue
        end = run_end(tokens, index, language)
        alone = end - index == 1 and language.words.nouns_capitalised
        if capitals is not None and alone and is_plain_noun(*opens, language, capitals):
            continue
        last = end
        if token.low in language.people.media and is_given_at(tokens, index + 1, language):
            last = index + 1  # "disse à agência Lusa Ana Luz"
        name = _name(sentence, index, last, text, language)
        if name is None and capitals is not None and last - index == 1:
            name = _surname(sentence, index, language, capitals)
        if name is not None:
            found.append(name)
        if (
            language.words.objects
            and last < len(tokens)
            and is_object_behind(tokens, index, last, language)
        ):
            last += 1
    return found


def _surname(sentence: Stretch, index: int, language: Language, capitals: Capitals) -> Name | None:
    """The name of somebody who is called like a trade: „Naumann“, "Baker", « Berger »."""
    tokens = sentence.tokens
    low = tokens[index].low
    if not is_role(low, language) or not is_surname(tokens, index, language, capitals):
        return None
    key = (plain_name(tokens[index].text),)
    return Name(index, index, index + 1, key, tokens[index].text, initial=at_start(tokens, index))


def _name(sentence: Stretch, opens: int, last: int, text: str, language: Language) -> Name | None:
    """The name in a run: what is left when honorifics and capitalised roles are taken off."""
    tokens, honorifics = sentence.tokens, language.people.honorifics
    gender, titled = Gender.ANY, False
    body = tokens[last - 1].low in language.people.organisations
    first = last_title(tokens, opens, last, language) if last - opens > 2 else opens
    while first < last:
        low = tokens[first].low
        if not may_style(low, language) and (
            is_given(low, language) or not (titled or _may_hold_title(last - first, language))
        ):
            break
        if body and opens_body(tokens, first, last, language):
            break
        if low in honorifics and not is_place(tokens, first, last, language):
            gender, titled = honorifics[low], True
        elif titled and f"{tokens[first - 1].low} {low}" in language.people.ranks:
            pass
        elif first == opens == 0 and is_opening_body(tokens, last, language):
            pass  # « Operadora SolNet »: the noun has its capital from the sentence
        elif is_body_noun(tokens, first, last, language):
            pass  # „die Fitnesskette Stemmwerk“: what it is, before its name
        elif is_demonym_before(tokens, first, last, language) or (
            first > opens and is_position(tokens, first, last, language)
        ):
            titled = True
        elif language.people.origin_endings and tells_whence(tokens, first, last, language):
            titled = True  # „der Husumer Bürgermeister Nils Ohlsen“
        elif is_capital_role(tokens, first, last, language):
            gender = gender if gender is not Gender.ANY else role_gender(low, language) or gender
            ahead = given_gender(tokens[first + 1].low, language) if first + 1 < last else None
            if ahead is Gender.FEMININE:
                gender = ahead  # „Badmeester Yvonne Bos“: the masculine is meant for both
            titled = True
        elif (
            last - first > 2
            and (titled or first == opens)
            and is_unlisted_title(tokens, first, language, titled=titled)
        ):
            titled = True
        elif not (titled and low in language.people.particles and not tokens[first].is_capitalised):
            break
        first += 1
    end = last
    while end - first > 2 and tokens[end - 1].low in language.people.post_nominals:
        end -= 1  # "Ann Reed KC"
    if tokens[opens].low in language.people.places and not _is_governed(tokens, opens, language):
        return None  # « Rue Bressigny, Anne Roux … »: where, and not who
    if first == last or (last - first == 1 and _is_common_noun(tokens, first, language)):
        return None
    if first == opens and language.cases and _is_described_noun(tokens, first, last, language):
        return None
    if first == opens and tokens[last - 1].is_role and _is_office(tokens, first, last, language):
        return None
    if opens > 0 and tokens[opens - 1].low in honorifics:
        gender, titled = honorifics[tokens[opens - 1].low], True
    key = tuple([plain_name(one.text) for one in tokens[first:end] if not one.is_quote])
    printed = _printed(sentence, opens, first, end, text, language)
    before = tokens[opens - 1].low if opens else ""
    articled = not titled and before in language.phrases.definite
    initial = last - opens == 1 and at_start(tokens, opens)
    return Name(opens, first, last, key, printed, gender, titled, articled, initial)


def _may_hold_title(words: int, language: Language) -> bool:
    """Whether a run is so long that a word in front may be a title, though no list has it."""
    return words > 2 or (words > 1 and language.words.nouns_capitalised)


def _is_office(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """ "the Foreign Secretary", "European Commissioner for Energy": no name, but what one is."""
    if not language.phrases.head_last or last - first < 2:
        return False
    if tokens[last - 1].low not in language.people.roles:
        return False
    before = tokens[first - 1].low if first else ""
    after = tokens[last].low if last < len(tokens) else ""
    articled = before in language.phrases.definite and after not in language.phrases.links
    titled = after in language.phrases.links and capital_at(tokens, last + 1)
    return (articled or titled) and not any(
        is_given(token.low, language) for token in tokens[first:last]
    )


def _is_described_noun(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """„Besondere Ideen hat Inga Kolb“: an adjective with its sentence's capital, and a noun.

    In front of a verb of speech or a comma it may be somebody's name.
    """
    if last - first != 2 or last >= len(tokens) or not at_start(tokens, first):
        return False
    following = tokens[last]
    if not following.is_word or following.low in language.cues:
        return False
    low = tokens[first].low
    if not is_declined(low, language) or low.endswith(language.people.origin_endings):
        return False  # „Fischer Kolb“ is somebody
    return not any(is_given(token.low, language) for token in tokens[first:last])


def _printed(
    sentence: Stretch, opens: int, first: int, end: int, text: str, language: Language
) -> str:
    """A name as it is printed: without a nickname in marks, with a title that it needs."""
    tokens, starts = sentence.tokens, sentence.starts
    styled = end - first == 1 and first > opens
    letter = styled and len(tokens[first].text) == 1  # "Patient B"
    if letter or (styled and tokens[first - 1].low in language.people.styles):
        first -= 1
    nicknamed = [at for at in range(first + 1, end - 1) if tokens[at].is_quote]
    if not nicknamed:
        return text[starts[first] : sentence.end(end - 1)]
    cut, after = sentence.end(nicknamed[0] - 1), starts[nicknamed[0] + 1]
    return f"{text[starts[first] : cut]} {text[after : sentence.end(end - 1)]}"


def _is_governed(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether an article or a preposition stands before the token."""
    before = tokens[index - 1].low if index else ""
    return before in language.determiners or before in language.phrases.prepositions


def _is_common_noun(tokens: Sequence[Token], first: int, language: Language) -> bool:
    """A collective at a sentence's start; where nouns have capitals, one behind an article."""
    token, people = tokens[first], language.people
    low, role = token.low, token.is_role
    several = low in people.collectives or (role and low.endswith("s") and low not in people.roles)
    if several and at_start(tokens, first):
        return True  # "Workers describe …"
    if role and len(low) > 2 and token.text[:-1].isupper():
        return True  # "MPs"
    ahead = tokens[first + 1].low if first + 1 < len(tokens) else ""
    if low in language.words.months and ahead not in language.cues:
        return True
    before = tokens[first - 1].low if first else ""
    determined = before in language.determiners
    if determined and low in people.organisations:
        return True  # « la Confédération paysanne »
    tells_whose = determined and (is_demonym(low, language) or low in people.role_modifiers)
    if tells_whose and (is_body(ahead, language) or is_role(ahead, language)):
        return True  # "de Hondurese regering", « le Premier ministre »
    if not language.words.nouns_capitalised:
        return False
    if role or low in people.organisations:
        return True
    if is_given(low, language) or (len(low) > 1 and token.text.isupper()):
        return False  # „die SBB“
    return determined or (
        before.endswith(("e", "en", "er", "es", "em"))
        and before not in language.cues
        and before not in language.function_words
        and tokens[first - 1].text[0].islower()
    )
