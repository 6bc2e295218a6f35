"""The people and organisations of an article, gathered from every name in it.

Full names come first, then abbreviated ones, then surnames and given names alone, each to the
person whose name has the word. What speaks for a person, and what against, is added up over all
of their mentions.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from bot.reading.grammar.heads import is_group
from bot.reading.grammar.printed_roles import Role
from bot.reading.grammar.sentence import Phrase, Sentence
from bot.reading.languages import Gender, Language, fold
from bot.reading.names.branches import is_branch
from bot.reading.names.finding import Name
from bot.reading.people.evidence import Sighting, is_in_title_case, may_tell_more, sighting
from bot.reading.people.person import Person, is_initial, is_part
from bot.reading.words.given import gender_by_ending, given_gender, is_given
from bot.reading.words.nouns import is_body, is_demonym, is_role
from bot.reading.words.spelling import plain_name

MAX_NAMESAKES = 20  # people who share a word of their names; more cannot be told apart
MAX_LETTERS = 4  # of the abbreviation with which a club's name opens
MAX_HOLDERS = 100  # people who share a role; more cannot be told apart
# An article names few people; where it names more than these, and more than one in so many
# characters, it is a register or damage, and further names are nobody's.
MANY_PEOPLE = 500
LEAST_TEXT = 60
MAX_ROLES = 20  # of one person
BEFORE_TEXT = 1_000_000_000  # the headline stands before every place in the text


class Roster:
    """Everybody the article names, in the order in which their names are first taken in.

    ``named`` has for each name of the text, the headline's first, whom it means.
    """

    def __init__(self, sentences: Iterable[Sentence], language: Language, length: int) -> None:
        self.language = language
        self.people: list[Person] = []
        self._room = MANY_PEOPLE + length // LEAST_TEXT
        self._by_word: dict[str, tuple[Person, ...]] = {}
        self._by_noun: dict[str, dict[Person, None]] = {}
        self._by_further_noun: dict[str, dict[Person, None]] = {}
        self._positions = array("q")
        self._waiting = array("q"), array("q")  # abbreviated names, and those of one word
        self._alone: set[str] = set()  # names of one word
        found = self._names(sentences)
        for index in chain(*self._waiting):
            seen = found[index]
            if isinstance(seen, Sighting):
                known = self.matches(seen.key, seen.gender)
                found[index] = self._admit(seen, self._positions[index], known)
        self.named = [one if isinstance(one, Person) else None for one in found]
        for person in self.people:
            self._part_from_place(person)

    def _names(self, sentences: Iterable[Sentence]) -> list[Person | Sighting | None]:
        """Whom each full name means; what is said of the others, which wait for all full ones."""
        found: list[Person | Sighting | None] = []
        copies: dict[Sighting, Sighting] = {}  # one copy of each: most of them come back
        for sentence in sentences:
            if not sentence.names:
                continue
            shift = BEFORE_TEXT if sentence.paragraph < 0 else 0
            self._positions.extend([sentence.starts[name.first] - shift for name in sentence.names])
            if is_in_title_case(sentence):
                found += [None] * len(sentence.names)
                continue
            for name in sentence.names:
                one = self._meant(sentence, name, self._positions[len(found)])
                if isinstance(one, Sighting):
                    one = self._held(one, len(found), copies)
                found.append(one)
        return found

    def _meant(self, sentence: Sentence, name: Name, at: int) -> Person | Sighting | None:
        """Whom a name means; what its sentence says of it where that is not known yet."""
        if len(name.key) == 1:
            self._alone.add(name.key[0])
        known = self.matches(name.key, name.gender)
        if self._is_met_again(sentence, name, known):
            known[0].full += name.key == known[0].key
            return known[0]
        seen = sighting(sentence, name)
        return seen if self._fullness(seen.key) else self._admit(seen, at, known)

    def _held(
        self, seen: Sighting, number: int, copies: dict[Sighting, Sighting]
    ) -> Sighting | None:
        """The sighting, which waits for all full names; none of a register's many."""
        if len(copies) >= self._room and seen not in copies:
            return None
        self._waiting[self._fullness(seen.key) - 1].append(number)
        return copies.setdefault(seen, seen)

    @staticmethod
    def _is_met_again(sentence: Sentence, name: Name, known: Sequence[Person]) -> bool:
        """Whether a name can mean but one person, settled, and its sentence tells nothing new."""
        if len(known) != 1 or not known[0].is_settled:
            return False
        whole = len(name.key) == 1 or name.key == known[0].key
        return whole and not may_tell_more(sentence, name, known[0])

    def _fullness(self, key: tuple[str, ...]) -> int:
        """Full names come before abbreviated ones, and those before surnames."""
        if len(key) == 1:
            return 2
        words = [word for word in key if word not in self.language.people.particles]
        return 2 if len(words) <= 1 else int(any(map(is_initial, words)))

    def _admit(self, seen: Sighting, at: int, known: list[Person]) -> Person | None:
        """The person that a name means, new or one of those known, with what the mention adds."""
        if len(known) > 1:
            known = self.closest(known, at)
        if len(known) > 1:
            known = self.without_kin(known)
        plain = len(seen.key) == 1 and seen.initial and not (seen.roles or seen.labelled)
        if len(known) > 1 or (plain and not known and not is_given(seen.key[0], self.language)):
            return None
        if not known and len(self.people) >= self._room:
            return None
        known = known or self._shorter(seen.key)
        person = known[0] if known else self._new(seen, at)
        if len(seen.key) > len(person.key):
            self._complete(person, seen)
        elif 1 < len(seen.key) < len(person.key) and self.language.words.nouns_capitalised:
            self._part_from_object(person, seen)
        self._learn(person, seen)
        return person

    def _new(self, seen: Sighting, at: int) -> Person:
        full = len(seen.key) > 1  # what ends a surname alone shows nothing
        likely = gender_by_ending(seen.key[0], self.language) if full else Gender.ANY
        key, people = seen.key, self.language.people
        branch = is_branch(seen.text, key, self.language)
        firm = key[-1] in people.firms and not _may_be_surname(key, self.language)
        given = None if branch or firm else given_gender(key[0], self.language)
        like_body = firm or branch or not people.organisations.isdisjoint(key)
        if given is None and self.language.words.compounds:
            like_body = like_body or is_body(key[-1], self.language)  # „der Bauernverband“
        like_place = " ".join(key) in people.place_names
        person = Person(seen.text, key, likely, given, like_body, like_place, since=at)
        self.people.append(person)
        self._index(person, seen.key)
        return person

    def _index(self, person: Person, key: tuple[str, ...]) -> None:
        for word in dict.fromkeys(key):
            namesakes = self._by_word.get(word, ())
            if len(namesakes) < MAX_NAMESAKES:
                self._by_word[word] = (*namesakes, person)

    def _shorter(self, key: tuple[str, ...]) -> list[Person]:
        """ "Luis Enrique", later "Luis Enrique Martínez": whom the name without its end means."""
        if len(key) < 3 or not is_given(key[0], self.language):
            return []
        return [one for one in self._by_word.get(key[-2], ()) if one.key == key[:-1]]

    def _complete(self, person: Person, seen: Sighting) -> None:
        """ "the Bos Ritzen family", later "Piet Bos Ritzen": a given name and the rest."""
        if seen.key[1:] == person.key and is_given(seen.key[0], self.language):
            person.name, person.key = seen.text, seen.key
            self._index(person, seen.key[:1])
        elif seen.key[:-1] == person.key:
            person.name, person.key = seen.text, seen.key
            self._index(person, seen.key[-1:])

    def _part_from_object(self, person: Person, seen: Sighting) -> None:
        """„Früh hat Inga Kolb Menschen geholfen“, then „Inga Kolb“: a noun is no part of a name."""
        whole = person.key[: len(seen.key)] == seen.key and person.given is not None
        if whole and not is_given(seen.key[-1], self.language):
            person.name, person.key = seen.text, seen.key

    def _learn(self, person: Person, seen: Sighting) -> None:
        given, words = person.given, len(person.key)
        person.evidence += self._evidence(person, seen)
        if len(seen.key) == words:
            organisation = bool(seen.body) or _is_organisation(person, seen)
            if seen.body:
                person.bodies |= {seen.body}
                person.kind = person.kind or seen.kind
            person.organisation |= organisation
            person.against += 3 * organisation
            person.full += 1
        person.neutral |= seen.neutral
        person.placed |= seen.in_place or seen.event
        person.age = person.age or seen.age
        person.against += 2 * seen.after_article + seen.in_place + 3 * seen.event
        person.against += 3 * person.like_place
        person.sure |= given is not None or seen.titled or bool(seen.roles)
        person.sure |= seen.speaks or seen.acts or seen.labelled
        anybody = Gender.ANY
        if person.shown is anybody:
            person.shown = seen.gender
        for role in seen.roles:
            if person.shown is anybody:
                person.shown = role.gender
        person.gender = (given or anybody) if person.shown is anybody else person.shown
        if seen.gender is anybody and given is Gender.FEMININE:
            person.gender = given  # the masculine of a role is often meant for both
        for role in seen.roles:
            self._learn_role(person, role)

    def _evidence(self, person: Person, seen: Sighting) -> int:
        """What a mention adds to the evidence for a person."""
        words = len(person.key)
        shaped = 2 <= words <= 4 and not seen.counted
        found = (
            2 * (seen.titled + seen.labelled)
            + 2 * (person.given is not None)
            + shaped
            + 2 * len(seen.roles)
        )
        if not seen.speaks:
            return found
        alone = words == 1 and self.language.speech.subject_first and not seen.text.isupper()
        return found + (person.likely is not Gender.ANY or alone)

    def _learn_role(self, person: Person, role: Role) -> None:
        said = (role.noun, role.words)
        if len(person.roles) >= MAX_ROLES:
            return
        if role.printed:
            person.credit(role, self.language)
        if said in person.roles:
            return
        person.roles += (said,)
        self._hold(person, role.noun, self._by_noun)
        for word in map(fold, role.words.split()):
            if is_role(word, self.language):
                self._hold(person, word, self._by_further_noun)

    @staticmethod
    def _hold(person: Person, noun: str, index: dict[str, dict[Person, None]]) -> None:
        holders = index.setdefault(noun, {})
        if len(holders) < MAX_HOLDERS:
            holders[person] = None

    def _part_from_place(self, person: Person) -> None:
        """ "Burgemeester Wim Kuiper van Zand", later "Kuiper": what follows him is a place.

        Known by the mention: who is called by the word before the particle has it as surname.
        """
        words, particles = person.name.split(), self.language.people.particles
        cut = next((n for n, word in enumerate(words) if n > 1 and word in particles), 0)
        if cut and plain_name(words[cut - 1]) in self._alone:
            person.name = " ".join(words[:cut])

    def matches(self, name: tuple[str, ...], gender: Gender) -> list[Person]:
        """The people whom a name can mean: its words are theirs, in the same order."""
        particles, key = self.language.people.particles, name
        if not particles.isdisjoint(name):
            key = tuple([word for word in name if word not in particles])
        if not key:
            return []
        candidates = self._by_word.get(key[-1], ())
        if key[-1] != name[-1]:
            candidates = tuple(dict.fromkeys(candidates + self._by_word.get(name[-1], ())))
        found = [p for p in candidates if is_part(key, p.key)]
        if len(key) == 1 and found and is_demonym(key[0], self.language):
            found = [p for p in found if key[0] in (p.key[0], p.key[-1])]  # "Free Syrian Army"
        if not found and candidates and self._is_styled(name):
            found = [p for p in self.by_surname(key[-1]) if p.given is not None]
        if len(found) < 2:
            return found
        found = [p for p in found if p.key == name] or found
        if len(key) == 1:  # Tom Reed, and not Reed Freight Company
            found = [p for p in found if not p.like_body] or found
        if len(found) > 1 and gender is not Gender.ANY:
            found = [p for p in found if p.gender in (gender, Gender.ANY)] or found
        return found

    def _is_styled(self, name: tuple[str, ...]) -> bool:
        """„Schlachter Kolb“: where nouns have capitals, a noun that no list knows as a title."""
        language = self.language
        if not language.words.nouns_capitalised or len(name) != 2:
            return False
        return not (is_given(name[0], language) or is_group(name[0], language))

    def only(self, name: Name) -> Person | None:
        """The one whom a name means; None where it can mean several, or nobody known."""
        known = self.matches(name.key, name.gender)
        return known[0] if len(known) == 1 else None

    def means_person(self, name: Name) -> bool:
        """Whether a name can mean a person of the article."""
        return any(one.is_person for one in self.matches(name.key, name.gender))

    @staticmethod
    def closest(known: list[Person], at: int) -> list[Person]:
        """Of several whom a name at a place can mean: those named before, or the story's own.

        A surname alone is that of whom the headline names, or of whom the article names in full
        far more often than the others: these keep their given names throughout.
        """
        known = [person for person in known if person.since <= at] or known
        headlined = [person for person in known if person.since < 0]
        if len(known) > 1 and len(headlined) == 1:
            return headlined
        often = sorted(known, key=lambda person: -person.full)
        if len(known) > 1 and often[0].full > 2 * often[1].full:
            return often[:1]
        return known

    def without_kin(self, known: list[Person]) -> list[Person]:
        """Those who are not told as another's wife or son: the bare surname is the other's."""
        kin = self.language.people.kin
        return [one for one in known if not any(noun in kin for noun, _ in one.roles)] or known

    def described(self, phrase: Phrase, sentence: Sentence) -> Person | None:
        """„der enttäuschte Kolb“: the only one of the surname behind an article and adjectives."""
        last = sentence.tokens[phrase.last - 1]
        if phrase.last - phrase.first < 3 or not last.is_capitalised or last.low == phrase.noun:
            return None
        if any(name.last >= phrase.last for name in sentence.names if name.first < phrase.last):
            return None  # "the head of the old Vale Hall in Millbrook"
        found = self.by_surname(plain_name(last.text))
        return found[0] if len(found) == 1 and found[0].sure else None

    def by_surname(self, word: str) -> list[Person]:
        """The people whose name ends with the word, in the form in which names are compared."""
        return [person for person in self._by_word.get(word, ()) if person.key[-1] == word]

    @cached_property
    def by_initials(self) -> dict[str, Person]:
        """Of each row of initials, the person named first."""
        full = [one for one in self.people if not all(len(word) < 3 for word in one.key)]
        people = reversed([one for one in full if len(one.key) > 1])
        return {"".join([word[0] for word in person.key]): person for person in people}

    def of_ages(self, ages: range, gender: Gender) -> list[Person]:
        """The people of a gender to whose name the article gives one of these ages."""
        aged = [person for person in self.people if person.age in ages] if ages else []
        return [one for one in aged if gender in (one.gender, Gender.ANY) or one.given is None]

    def holders(self, noun: str) -> list[Person]:
        """The people whom the article gives a role with this noun.

        Where it is nobody's first noun, a later one counts: "former striker turned pundit".
        """
        return list(self._by_noun.get(noun) or self._by_further_noun.get(noun) or ())

    def holders_of_compounds(self, noun: str) -> list[Person]:
        """The people whose role ends with the noun: „US-Präsident“, whom "der Präsident" means."""
        nouns = [one for one in self._by_noun if one.endswith(noun) and one != noun]
        return list({person: None for one in nouns for person in self._by_noun[one]})

    @property
    def persons(self) -> frozenset[str]:
        """The names of the people, without organisations and places."""
        return frozenset(p.name for p in self.people if not p.organisation and p.is_person)


def _is_organisation(person: Person, seen: Sighting) -> bool:
    """Whether a name or its verb shows an organisation."""
    single = len(seen.key) == 1 or seen.after_article
    acronym = single and len(seen.text) > 1 and seen.text.isupper()
    opening = seen.text.partition(" ")[0]  # « le CA Vaux »
    club = seen.after_article and 1 < len(opening) <= MAX_LETTERS and opening.isupper()
    return person.like_body or acronym or club or seen.plural


def _may_be_surname(key: tuple[str, ...], language: Language) -> bool:
    """Whether a given name stands in front of a firm's noun: "Ann Church", "Ann Marie Church".

    "Dick Clark Productions" is called after somebody.
    """
    after_somebody = len(key) > 2 and key[-1].endswith("s") and not is_given(key[1], language)
    return is_given(key[0], language) and not after_somebody
