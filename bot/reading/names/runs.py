"""Runs of capitalised words: where a name that opens at a word ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.languages import Language
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_demonym, is_role
from bot.reading.words.tokens import Token

MAX_NICKNAME = 24  # characters of one in marks, which are counted too
MAX_RUN = 8  # words; a longer run of capitals is a headline, not a name
_MUTATED = re.compile(r"[htnbgd]-?[A-ZÁÉÍÓÚ][a-záéíóú]")


def at_start(tokens: Sequence[Token], index: int) -> bool:
    """Whether any word would have a capital here."""
    return index == 0 or tokens[index - 1].leads


def capital_at(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].is_capitalised


def run_end(tokens: Sequence[Token], start: int, language: Language) -> int:
    """The end of the run of capitalised words that opens at ``start``."""
    particles = language.people.particles
    end = start + 1
    if tokens[start].text[0] == "@":
        return end
    if tokens[start].low in language.people.roles and not capital_at(tokens, end):
        return end
    if capital_at(tokens, end) and _parts_from_name(tokens, start, language):
        return end
    while end < len(tokens) and end - start < MAX_RUN:
        token = tokens[end]
        if not token.joins_names and end > start + 1 and (mutated := _irish_end(tokens, end)):
            end = mutated
            continue
        if not token.joins_names or token.low in language.words.weekdays:
            break  # "in Florida Friday"
        if language.words.objects and is_object_behind(tokens, start, end, language):
            break
        if token.is_capitalised:
            if token.text[-1] in "'’" and not capital_at(tokens, end + 1):
                break
            if end - start > 1 and _stands_behind_name(tokens, start, end, language):
                break
            end += 1
        elif _joins_clipped(tokens, end, language):
            end += 3
        elif _joins_owners(tokens, end, language):
            end += 2
        elif _is_number_of_name(tokens, start, end, language):
            return end + 1
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
        elif _joins_name(token, language) and capital_at(tokens, end + 1):
            if _joins_people(tokens, start, end, language):
                break
            if token.low in language.phrases.definite and _is_acronym(tokens[end - 1].text):
                break  # « à l'AFP le Dr Anne Roux »
            if tokens[end + 1].low in language.words.adverbs:
                break  # „Inga Kolb zu Hause“
            if _leads_to_owner(tokens, end, language):
                break
            end += 2
        elif (
            token.low in particles
            and end + 2 < len(tokens)
            and tokens[end + 1].low in particles
            and capital_at(tokens, end + 2)
        ):
            end += 3
        else:
            break
    if end - start == 1:
        return end
    if _ends_in_office(tokens, start, end, language):
        return end - 1
    if end - start == 2:
        return end
    if _is_place_and_person(tokens, start, end, language) or (
        tokens[start].low in language.people.place_names
        and _is_place_of_office(tokens, start, end, language)
    ):
        return end - 2
    return _person_within(tokens, start, end, language) or end


def _is_acronym(text: str) -> bool:
    return len(text) > 2 and text.isupper() and text.isalpha()


def _irish_end(tokens: Sequence[Token], end: int) -> int:
    """The end of "Mac an tSaoir", "Ó hUiginn": a small letter that Irish sets before a capital."""
    at = end + (tokens[end].low == "an" and tokens[end - 1].low in ("mac", "nic"))
    return at + 1 if at < len(tokens) and _MUTATED.match(tokens[at].text) else 0


def _joins_clipped(tokens: Sequence[Token], end: int, language: Language) -> bool:
    """ "Els 't Hooft": an article cut short to a letter, in front of the surname."""
    if tokens[end].text not in "'’" or not capital_at(tokens, end + 2):
        return False
    return f"'{tokens[end + 1].low}" in language.people.particles


def _joins_owners(tokens: Sequence[Token], end: int, language: Language) -> bool:
    """ "Vale Supporters' Trust": an apostrophe behind a plural, in front of a noun for a body."""
    if tokens[end].text not in "'’" or not tokens[end - 1].low.endswith("s"):
        return False
    ahead = tokens[end + 1].low if capital_at(tokens, end + 1) else ""
    return ahead in language.people.organisations and bool(language.words.possessive_endings)


def _stands_behind_name(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """Whether a capital behind a full name is no part of it.

    "heeft Jan Kok NAC gered": letters are a body. "Vet Amrit Gill X-rayed the dog": a verb.
    """
    text = tokens[end].text
    if tokens[end - 1].text[1:] == "." and tokens[end].low in language.determiners:
        return tokens[end].low not in language.people.particles  # « J. B. Ce dernier … »
    if not text.isupper() or not text.isalpha() or len(text) < 2:
        return text[1:2] == "-" and text[2:3].islower()
    low, people = tokens[end].low, language.people
    if text.strip("IVX") == "" or low in people.post_nominals:
        return False
    if low in people.organisations or low in people.firms:
        return False
    return is_given(tokens[start].low, language) and not tokens[end - 1].text.isupper()


def is_object_behind(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """„Dazu nimmt Inga Kolb Stellung“: where nouns have capitals, one that is no surname.

    Nor is one with a hyphen held back: „Bau- und Wohnamt“.
    """
    if not tokens[end].is_capitalised:
        return False
    low = tokens[end].low
    if low[-1] == "-":
        return True
    if end - start < 2:
        return False
    noun = low in language.words.objects or low.endswith(language.words.abstract_endings)
    return noun and is_given(tokens[end - 2].low, language)


def _person_within(tokens: Sequence[Token], start: int, end: int, language: Language) -> int:
    """ "schepen van Openbare Werken Ilse Maes": where a given name parts an office from its holder.

    0 if nothing of the kind stands in the run.
    """
    links = language.phrases.links
    if start < 2 or end - start < 4:
        return 0
    if tokens[start].low in language.phrases.definite and _is_told(tokens, start, language):
        within = (at for at in range(start + 2, end - 1) if is_given(tokens[at].low, language))
        return next(within, 0)  # "dijo a La Voz del Litoral Graciela Nasif"
    if tokens[start - 1].low not in links:
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
    if not (several or low in language.people.post_nominals):
        return False
    if not is_role(low, language):
        return False
    determined = any(one.low in language.determiners for one in tokens[max(0, start - 2) : start])
    return several or end - start == 2 or determined


def _joins_body(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """ "National Parks and Wildlife Service": a noun for a body ends both parts' common name.

    Or it stands in front of them: "the Department of Health and Social Care".
    """
    if tokens[end].low not in language.phrases.conjunctions:
        return False
    if _is_remit(tokens, start, language) and capital_at(tokens, end + 1):
        return not is_given(tokens[end + 1].low, language)
    if not language.phrases.head_last:
        return False
    if any(is_given(token.low, language) for token in tokens[start:end]):
        return False
    last = end + 1
    while capital_at(tokens, last):
        last += 1
    return last > end + 2 and tokens[last - 1].low in language.people.organisations


def _is_remit(tokens: Sequence[Token], start: int, language: Language) -> bool:
    """Whether a noun for a body, with a capital, is told of what it is: "Ministry of Justice"."""
    if start < 2 or tokens[start - 1].low not in language.phrases.links:
        return False
    body = tokens[start - 2]
    return body.is_capitalised and body.low in language.people.organisations


def _holds_nickname(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """ "Marcia “Cia” Price": one or two words in marks between a given name and the surname."""
    token = tokens[end]
    short = token.size <= MAX_NICKNAME
    if not token.is_quote or not short or not capital_at(tokens, end + 1):
        return False
    return is_given(tokens[end - 1].low, language) and not tokens[end + 1].is_quote


def _is_place_and_person(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """« la sénatrice du Finistère Nolwenn Kerbrat »: of what, then who; both have capitals."""
    if start < 2 or not capital_at(tokens, end - 2):
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
    owned = _is_owned(tokens, start, language)
    if not owned and any(is_given(token.low, language) for token in tokens[start : end - 2]):
        return False
    return any(is_role(token.low, language) for token in before)


def _is_place_of_office(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """ "the ambassador to Japan Ann Reed": a place alone, that the office is for."""
    if end - start != 3 or start < 2 or not capital_at(tokens, end - 2):
        return False
    governed = tokens[start - 1].low in language.phrases.prepositions
    return governed and is_role(tokens[start - 2].low, language)


def _is_owned(tokens: Sequence[Token], start: int, language: Language) -> bool:
    """« le ministre de la Santé … »: behind "of the" stands no given name, as "Santé" may be."""
    before, linked = tokens[start - 1].low, tokens[start - 2].low in language.phrases.links
    return start > 1 and linked and before in language.phrases.definite


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
    if start == 0 or not capital_at(tokens, start + 2):
        return False
    ahead = tokens[start + 1]
    before, word = tokens[start - 1].low, tokens[start]
    given = is_given(word.low, language) and not _is_owned(tokens, start, language)
    if word.low in language.people.honorifics or given:
        return False
    if before in language.phrases.definite and is_demonym(word.low, language):
        return False  # « son père, l'Irlandais Sean Burke »
    if _is_told(tokens, start, language) and is_given(ahead.low, language):
        return True
    articled = before in language.phrases.definite or before in language.phrases.contracted
    if len(word.text) > 2 and word.text.isupper() and articled:
        return not ahead.text.isupper()
    linked = before in language.phrases.links or before in language.determiners
    linked = linked or before in language.people.roles  # "hoogleraar Akoestiek Pim Verhaar"
    near = tokens[max(0, start - 3) : start]
    if any(token.low in language.phrases.conjunctions for token in near):
        near = tokens[max(0, start - 8) : start]  # « … de la Culture et des Sports Paul Mora »
    office = any(token.low in language.people.roles for token in near)
    return linked and office and is_given(ahead.low, language)


def _is_told(tokens: Sequence[Token], start: int, language: Language) -> bool:
    """« contou à Lusa Rui Leal », "ha detto al Corriere Ugo Neri": the word is who was told."""
    governed = tokens[start - 1].low in language.phrases.prepositions
    governed = governed or tokens[start - 1].low in language.phrases.contracted
    return governed and start > 1 and tokens[start - 2].low in language.cues


def _joins_name(token: Token, language: Language) -> bool:
    """Whether a small word may stand alone within a name; an article does so only behind "von"."""
    if token.text == "&":
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
    return capital_at(tokens, at)


def _leads_to_owner(tokens: Sequence[Token], end: int, language: Language) -> bool:
    """« le TGV de Julie », « le Lyon-Agen de Julie »: whose a thing is."""
    genitive, before = tokens[end].low in language.phrases.genitives, tokens[end - 1]
    if not genitive or not is_given(tokens[end + 1].low, language):
        return False
    thing = "-" in before.text or _is_acronym(before.text)
    return thing and not any(is_given(part, language) for part in before.low.split("-"))


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
