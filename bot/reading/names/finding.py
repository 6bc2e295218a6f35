"""Names: runs of capitalised words, with their particles, initials and honorifics.

A run is found by its shape alone; whether it names a person is judged by ``bot.reading.people``
from all of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.reading.languages import Gender, Language
from bot.reading.names.fields import holder_behind
from bot.reading.names.openers import is_plain_opener, is_surname, opening_particles, opens_name
from bot.reading.names.runs import at_start, capital_at, is_object_behind, run_end
from bot.reading.words.given import given_gender, is_given
from bot.reading.words.nouns import is_body, is_declined, is_demonym, is_role, role_gender
from bot.reading.words.spelling import Capitals, plain_name
from bot.reading.words.tokens import Stretch, Token

MIN_BODY_WORD = 5  # letters of a title that can open a body's name: shorter ones are Mr, Mrs
MAX_LETTERS = 3  # of an abbreviated position or office in capitals: "DL", "CEO"
MIN_TITLE = 6  # letters of a word that no list knows as a title

_BEHIND_CAPITAL = re.compile(
    r"(?<![\w-])([^\W\d_a-zß-ÿ][\w’'.-]*) ((?:\w{2,3} ){0,2})(?=([^\W\d_a-zß-ÿ][\w’'-]*))"
)


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
    for index in noted:
        token = tokens[index]
        if index < last or not (token.is_capitalised or token.text[0] == "@"):
            continue
        if not opens_name(tokens, index, language):
            continue
        holder = holder_behind(tokens, index, language) if index > 1 else 0
        if holder:
            last = run_end(tokens, holder, language)
            held = _name(sentence, holder, last, text, language)
            found += [replace(held, opens=index - 2)] if held is not None else []
            continue
        if capitals is not None and is_plain_opener(tokens, index, language, capitals):
            continue
        last = run_end(tokens, index, language)
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


def _is_demonym(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """« l'Italien Davide Rota », "the Conservative Ann Reed": whose, between article and name."""
    behind_article = index > 0 and tokens[index - 1].low in language.phrases.definite
    low = tokens[index].low
    tells_whose = is_demonym(low, language) or low in language.people.partisans
    if not behind_article or last - index < 3 or not tells_whose:
        return False
    return not language.phrases.head_last or is_given(tokens[index + 1].low, language)


def _tells_whence(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """„Husumer Bürgermeister“: a word for a town's people in front of a role."""
    low = tokens[index].low
    if index + 1 >= last or not low.endswith(language.people.origin_endings):
        return False
    if is_given(low, language) or is_given(tokens[index + 1].low, language):
        return False
    return is_role(tokens[index + 1].low, language)


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


def _name(sentence: Stretch, opens: int, last: int, text: str, language: Language) -> Name | None:
    """The name in a run: what is left when honorifics and capitalised roles are taken off."""
    tokens, honorifics = sentence.tokens, language.people.honorifics
    gender, titled = Gender.ANY, False
    body = tokens[last - 1].low in language.people.organisations
    first = _last_title(tokens, opens, last, language) if last - opens > 2 else opens
    while first < last:
        low = tokens[first].low
        if body and _opens_body(tokens, first, last, language):
            break
        if low in honorifics and not _is_place(tokens, first, last, language):
            gender, titled = honorifics[low], True
        elif titled and f"{tokens[first - 1].low} {low}" in language.people.ranks:
            pass
        elif first == opens == 0 and _is_opening_body(tokens, last, language):
            pass  # « Operadora SolNet »: the noun has its capital from the sentence
        elif _is_body_noun(tokens, first, last, language):
            pass  # „die Fitnesskette Stemmwerk“: what it is, before its name
        elif _is_demonym(tokens, first, last, language) or (
            first > opens and _is_position(tokens, first, last, language)
        ):
            titled = True
        elif language.people.origin_endings and _tells_whence(tokens, first, last, language):
            titled = True  # „der Husumer Bürgermeister Nils Ohlsen“
        elif _is_capital_role(tokens, first, last, language):
            gender = gender if gender is not Gender.ANY else role_gender(low, language) or gender
            ahead = given_gender(tokens[first + 1].low, language) if first + 1 < last else None
            if ahead is Gender.FEMININE:
                gender = ahead  # „Badmeester Yvonne Bos“: the masculine is meant for both
            titled = True
        elif (
            last - first > 2
            and (titled or first == opens)
            and _is_unlisted_title(tokens, first, language, titled=titled)
        ):
            titled = True
        elif not (titled and low in language.people.particles and not tokens[first].is_capitalised):
            break
        first += 1
    end = _before_post_nominals(tokens, first, last, language)
    if tokens[opens].low in language.people.places and not _is_governed(tokens, opens, language):
        return None  # « Rue Bressigny, Anne Roux … »: where, and not who
    if first == last or _is_common_noun(tokens, first, last, language):
        return None
    if first == opens and language.cases and _is_described_noun(tokens, first, last, language):
        return None
    if first == opens and _is_office(tokens, first, last, language):
        return None
    if opens > 0 and tokens[opens - 1].low in honorifics:
        gender, titled = honorifics[tokens[opens - 1].low], True
    before = tokens[opens - 1].low if opens else ""
    return Name(
        opens=opens,
        first=first,
        last=last,
        key=tuple([plain_name(one.text) for one in tokens[first:end] if not one.is_quote]),
        text=_printed(sentence, opens, first, end, text, language),
        gender=gender,
        titled=titled,
        after_article=not titled and before in language.phrases.definite,
        initial=at_start(tokens, opens) and last - opens == 1,
    )


def _is_place(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """ "Sri Lanka", "Prince Edward Island": what else is a title opens the name of a place."""
    return " ".join([token.low for token in tokens[first:last]]) in language.people.place_names


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


def _is_opening_body(tokens: Sequence[Token], last: int, language: Language) -> bool:
    return last > 1 and tokens[0].low in language.people.organisations and capital_at(tokens, 1)


def _is_unlisted_title(
    tokens: Sequence[Token], first: int, language: Language, *, titled: bool
) -> bool:
    """ "Kosteres Tjitske Bouma": at a sentence's start, a word in front of given name and surname.

    Two words of the run at least follow. Short words are saints and the like: "San Juan Bautista".
    """
    token = tokens[first]
    if len(token.text) < MIN_TITLE:
        return False
    if not titled and not at_start(tokens, first):
        return False
    given = is_given(tokens[first + 1].low, language) and capital_at(tokens, first + 1)
    return given and not is_given(token.low, language) and capital_at(tokens, first + 2)


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


def _opens_body(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """ "Justice Department", "General Medical Council": a title's word in a body's name.

    Its last word is a noun for a body.
    """
    token = tokens[first]
    if language.words.nouns_capitalised or last - first < 2 or len(token.text) < MIN_BODY_WORD:
        return False
    return not any(is_given(one.low, language) for one in tokens[first + 1 : last])


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


def _last_title(tokens: Sequence[Token], opens: int, last: int, language: Language) -> int:
    """The last honorific or role within a run: „Gutachter Dr. Emre Yilmaz“, "County Sheriff Lee".

    What stands in front of it belongs to the role, unless it is a name: "Sarah Cook Evans".
    """
    people = language.people
    if language.words.nouns_capitalised and last - opens > 2 and tokens[opens].low[-1] == "s":
        noun = tokens[opens + 1].low
        if is_role(noun, language) and not is_given(noun, language):
            return opens + 1  # „Roths Mann Georg“
    body = tokens[last - 1].low in people.organisations
    for index in range(last - 2, opens, -1):
        token, behind = tokens[index], tokens[index + 1]
        if token.text.isupper() and _is_position(tokens, index, last, language):
            return index
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


def _is_position(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """ "Rovers DL Sean Reed": letters for what somebody plays or is, in front of a full name."""
    text = tokens[index].text
    if not (1 < len(text) <= MAX_LETTERS and text.isupper() and text.isalpha()):
        return False
    return last - index > 2 and is_given(tokens[index + 1].low, language)


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
    if "-" not in token.text:
        return False
    head, _, tail = token.text.partition("-")
    return bool(head) and tail[:1].islower() and is_role(token.low, language)


def _is_capital_role(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """A role written with a capital: "President Obama", „Minister Maier“, « PDG »."""
    token = tokens[index]
    joined = _is_joined_role(token, language)
    known_role = token.low in language.people.roles or joined
    if index + 1 == last:
        return known_role
    if language.words.compounds and not is_given(token.low, language):
        known_role = is_role(token.low, language)
    if not tokens[index + 1].is_capitalised:
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
    tells_whose = noun and behind in language.determiners
    if tells_whose and (is_demonym(low, language) or low in language.people.role_modifiers):
        return True  # "de Hondurese regering", « le Premier ministre »
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
