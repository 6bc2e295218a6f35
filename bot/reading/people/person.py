"""Somebody named in the article, whom a mention means, and which names can be one person's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.reading.grammar.printed_roles import Role
from bot.reading.languages import Gender, Language, fold

PRINTED = 0.6  # certainty of a role that nobody named in the article has
CLEARLY = 4  # what a full name with its given name shows, and a little more


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the article; ``name`` is the fullest form of the name."""

    name: str
    key: tuple[str, ...]
    likely: Gender  # what the given name's ending suggests; only a preference
    given: Gender | None = None  # what the given name shows; None where it is no given name
    like_body: bool = False  # the name has a word of organisations
    like_place: bool = False  # it is in the list of places
    shown: Gender = Gender.ANY  # a title's or a role's
    gender: Gender = Gender.ANY  # that, or else the given name's
    roles: tuple[tuple[str, str], ...] = ()  # (noun, phrase)
    credits: tuple[str, ...] = ()  # roles that can be printed beside the name
    grades: tuple[str, ...] = ()  # those that tell less: « colonel », « auteur d'une plainte »
    organisation: bool = False
    bodies: frozenset[str] = frozenset()  # nouns that call it an organisation
    kind: str = ""  # of an organisation, as it is printed: « fournisseur d'énergie »
    age: int = 0
    since: int = 0  # where the article first gives the name in full
    sure: bool = False  # a given name, a title, a role or a verb of speech shows a person
    neutral: bool = False  # the article calls the person "they"
    placed: bool = False  # a preposition of place stands before it somewhere
    full: int = 0  # times named in full
    evidence: int = 0
    against: int = 0

    @property
    def is_person(self) -> bool:
        """Whether more speaks for a person than for a place or an organisation."""
        return self.evidence > self.against

    @property
    def is_settled(self) -> bool:
        """Whether no further mention can make anything but a person of somebody."""
        clear = self.evidence >= self.against + CLEARLY and not (self.like_place or self.like_body)
        return clear and self.sure and self.gender is not Gender.ANY and not self.organisation

    @property
    def role(self) -> str | None:
        """The role to print: the first one that is no grade, and is not in the name.

        Of an organisation what kind of one it is.
        """
        if self.kind and self.organisation and not self.is_person:
            return self.kind
        name, found = self.name.lower(), self.credits + self.grades
        return next((one for one in found if not name.startswith(one.lower())), None)

    def credit(self, role: Role, language: Language) -> None:
        """Take in a role that can be printed beside the name."""
        graded = role.noun in language.credit.grades and fold(role.printed) == role.noun
        graded = graded or role.noun in language.credit.relational
        if graded and role.printed not in self.grades:
            self.grades += (role.printed,)
        elif not graded and role.printed not in self.credits:
            self.credits += (role.printed,)


class Speaker(NamedTuple):
    """Whom a mention means; ``certainty`` is 0 to 1."""

    name: str | None
    role: str | None
    certainty: float


def parted_from_deputies(
    holders: list[Person], words: set[str], language: Language
) -> tuple[list[Person], list[Person]]:
    """Those whom a role with these words cannot mean, as they are no deputies, and the others."""
    deputies, heads = language.people.deputies, []
    if not deputies.isdisjoint(words):
        heads = [one for one in holders if deputies.isdisjoint(_role_words(one))]
    return heads, [one for one in holders if one not in heads]


def _role_words(person: Person) -> set[str]:
    return {word for _, phrase in person.roles for word in phrase.lower().split()}


def is_part(key: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words of ``key`` stand in ``whole`` in order, the surname among them."""
    if key == whole:
        return True
    if len(key) > len(whole):
        return is_part(whole, key) if len(whole) > 1 else False
    if len(key) == 1 and key[0] in whole:
        return True
    rest = iter(whole)
    return all(_goes_on_with(word, rest) for word in key)


def _goes_on_with(word: str, rest: Iterator[str]) -> bool:
    """Whether the rest of a name has a word, or one of which it is the initial: "C. Vasseur".

    What stands in front of it is no longer part of the rest.
    """
    if is_initial(word):
        return any(other[:1] == word[0] for other in rest)
    return word in rest


def is_initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "."
