"""The people and organisations of an article, and whom a mention means.

The cast is gathered from every name in the narration, the headline's included; a surname, a role
("la ministre") or a pronoun is then resolved to the full name used elsewhere. Two people who
cannot be told apart stay unresolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.reading.evidence import (
    has_plural_verb,
    is_counted_noun,
    is_subject,
    organisation_noun,
    speaks,
    stands_in_place,
)
from bot.reading.given import gender_by_ending, given_gender
from bot.reading.grammar import Head, Phrase, Sentence, phrase_at
from bot.reading.interviews import is_answer_label
from bot.reading.languages import Gender, Language
from bot.reading.mentions import RECENT, Mention, Person, fits, most_salient
from bot.reading.names import Name, is_demonym
from bot.reading.roles import role_in, roles_of
from bot.reading.spelling import plain_name
from bot.reading.subjects import first_subject

MAX_MENTIONS = 60  # looked back for an organisation
MAX_NAMESAKES = 20  # people who share a word of their names; more cannot be told apart
PRINTED = 0.6  # certainty of a role that nobody named in the article has
_BEFORE_TEXT = 1_000_000_000  # the headline stands before every place in the text


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a mention means; ``certainty`` is 0 to 1."""

    name: str | None
    role: str | None
    certainty: float


class Cast:
    """Everybody the article names, in the order of their mentions."""

    def __init__(self, sentences: Sequence[Sentence], language: Language) -> None:
        self.language = language
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._by_noun: dict[str, list[Person]] = {}
        self._mentions: list[Mention] = []
        self._positions: list[int] = []
        self._alone = {n.key[0] for s in sentences for n in s.names if len(n.key) == 1}
        named = [(n, s, name) for n, s in enumerate(sentences) for name in s.names]
        found: list[Mention] = []
        for number, sentence, name in sorted(named, key=lambda item: _fullness(item[2])):
            at = sentence.tokens[name.first].start
            at -= _BEFORE_TEXT if sentence.paragraph < 0 else 0
            person = self._admit(sentence, name, at)
            if person is not None:
                found.append(Mention(at, person, is_subject(sentence, name), number))
        for person in self.people:
            self._part_from_place(person)
        self._trace(found, sentences)

    def _trace(self, names: list[Mention], sentences: Sequence[Sentence]) -> None:
        """The mentions in order, each personal pronoun one of whom it stands for."""
        personal = self.language.pronouns.personal
        pronouns = [
            (token.start, number, index)
            for number, sentence in enumerate(sentences)
            for index, token in enumerate(sentence.tokens if personal else ())
            if token.low in personal
        ]
        names.sort(key=lambda mention: mention.position)
        for mention in names:
            while pronouns and pronouns[0][0] < mention.position:
                self._trace_pronoun(*pronouns.pop(0), sentences)
            self._add(mention)
        for pronoun in pronouns:
            self._trace_pronoun(*pronoun, sentences)

    def _trace_pronoun(
        self, at: int, number: int, index: int, sentences: Sequence[Sentence]
    ) -> None:
        sentence = sentences[number]
        phrase = phrase_at(sentence, index, len(sentence.tokens))
        if phrase is None or phrase.head is not Head.PRONOUN:
            return
        if self._unnamed_subject(phrase, sentence) is None:
            person = most_salient(self._mentions, phrase)
            if person is not None:
                self._add(Mention(at, person, index <= 1, number))

    def _add(self, mention: Mention) -> None:
        self._mentions.append(mention)
        self._positions.append(mention.position)

    # --- gathering ---

    def _admit(self, sentence: Sentence, name: Name, at: int) -> Person | None:
        """The person that a name means, new or known, with what the mention adds."""
        known = self.matches(name)
        if len(known) > 1:
            known = [p for p in known if p.since <= at] or known
        if not known:
            if len(name.key) == 1 and name.initial and not roles_of(sentence, name):
                return None
            person = Person(
                name.text, name.key, gender_by_ending(name.key[0], self.language), since=at
            )
            self.people.append(person)
            for word in name.key:
                namesakes = self._by_word.setdefault(word, [])
                if len(namesakes) < MAX_NAMESAKES:
                    namesakes.append(person)
        elif len(known) == 1:
            person = known[0]
        else:
            return None
        self._learn(person, sentence, name)
        return person

    def _learn(self, person: Person, sentence: Sentence, name: Name) -> None:
        language = self.language
        given = given_gender(person.key[0], language)
        shaped = 2 <= len(person.key) <= 4 and not is_counted_noun(sentence, name)
        person.evidence += speaks(sentence, name) and person.likely is not Gender.ANY
        person.evidence += 2 * name.titled + 2 * (given is not None) + shaped
        organisation = any(word in language.people.organisations for word in person.key)
        organisation |= person.key[-1] in language.people.firms and given is None
        organisation |= has_plural_verb(sentence, name)
        organisation |= len(name.key) == 1 and len(name.text) > 1 and name.text.isupper()
        whole = len(name.key) == len(person.key)
        body = organisation_noun(sentence, name) if whole else ""
        organisation = whole and (organisation or bool(body))
        person.bodies |= {body} if body else set()
        person.organisation |= organisation
        place = stands_in_place(sentence, name)
        person.placed |= place
        person.against += 2 * name.after_article + 3 * organisation + place
        roles = roles_of(sentence, name)
        person.given = given or Gender.ANY
        shown = [name.gender, *(gender for _, _, gender in roles)]
        if person.shown is Gender.ANY:
            person.shown = next((g for g in shown if g is not Gender.ANY), Gender.ANY)
        for noun, phrase, _ in roles:
            person.evidence += 2
            if (noun, phrase) not in person.roles and len(person.roles) < MAX_NAMESAKES:
                person.roles.append((noun, phrase))
                holders = self._by_noun.setdefault(noun, [])
                if person not in holders:
                    holders.append(person)

    def _part_from_place(self, person: Person) -> None:
        """ "Burgemeester Wim Kuiper van Zand", later "Kuiper": what follows him is a place.

        Known by the mention: who is called by the word before the particle has it as surname.
        """
        words, particles = person.name.split(), self.language.people.particles
        cut = next((n for n, word in enumerate(words) if n > 1 and word in particles), 0)
        if cut and plain_name(words[cut - 1]) in self._alone:
            person.name = " ".join(words[:cut])

    def matches(self, name: Name) -> list[Person]:
        """The people whom a name can mean: its words are theirs, in the same order."""
        key = tuple(word for word in name.key if word not in self.language.people.particles)
        if not key:
            return []
        candidates = self._by_word.get(key[-1], []) + self._by_word.get(name.key[-1], [])
        found = [p for p in dict.fromkeys(candidates) if _is_part(key, p.key)]
        exact = [p for p in found if p.key == name.key]
        found = exact or found
        if len(found) > 1 and name.gender is not Gender.ANY:
            found = [p for p in found if p.gender in (name.gender, Gender.ANY)] or found
        return found

    @property
    def persons(self) -> frozenset[str]:
        """The names of the people, without organisations and places."""
        return frozenset(p.name for p in self.people if not p.organisation and p.is_person)

    # --- resolving ---

    def resolve(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker:
        """Whom the phrase, which stands at ``position``, means."""
        if phrase.head is Head.NAME and phrase.name is not None:
            if phrase.definite and self._is_demonym(phrase.name):
                return self._by_gender(phrase, position, 0.7)
            if phrase.plural:
                return Speaker(as_printed(sentence.slice(phrase)), None, 0.9)
            return self._by_name(phrase, phrase.name, sentence)
        if phrase.head in (Head.PRONOUN, Head.DROPPED) and phrase.plural:
            return self._plural_subject(phrase, sentence)
        if phrase.head is Head.PRONOUN and phrase.gender is Gender.ANY:
            return Speaker(None, None, 0.0)
        if phrase.head in (Head.PRONOUN, Head.LATEST, Head.DROPPED):
            nearby = self._unnamed_subject(phrase, sentence) or self._body_before(phrase, sentence)
            return nearby or self._by_gender(phrase, position, 0.9)
        if phrase.definite and not phrase.plural:
            if phrase.head is Head.GROUP:
                return self._by_group(phrase, sentence, position)
            return self._by_role(phrase, sentence, position)
        return Speaker(as_printed(sentence.slice(phrase)), None, 0.9)

    def _is_demonym(self, name: Name) -> bool:
        """« le jeune Tahitien »: a word for where somebody is from."""
        return len(name.key) == 1 and is_demonym(name.text.lower(), self.language)

    def labelled(self, label: str, title: str) -> Speaker:
        """Whom an interview's label means: a name, initials, or the person in the headline."""
        if is_answer_label(label, self.language):
            guests = [p for p in self.people if p.is_person and p.key[-1] in _title_words(title)]
            if len(guests) != 1:
                return Speaker(None, None, 0.0)
            return Speaker(guests[0].name, guests[0].role, 0.9)
        initials = "".join(re.findall(r"\b[^\W\d_]", label)).lower()
        key = tuple(plain_name(word) for word in label.split())
        for person in self.people:
            if person.key == key or (len(key) == 1 and key[0] == person.key[-1]):
                return Speaker(person.name, person.role, 1.0)
        if all(len(word.rstrip(".-")) == 1 for word in label.split()):
            for person in self.people:
                if "".join(word[0] for word in person.key) == initials and len(initials) > 1:
                    return Speaker(person.name, person.role, 0.9)
        return Speaker(None, None, 0.0)

    def _by_name(self, phrase: Phrase, name: Name, sentence: Sentence) -> Speaker:
        if self._heads_phrase(phrase, name, sentence):
            return Speaker(as_printed(sentence.slice(phrase)), None, 0.9)
        known = self.matches(name)
        if len(known) > 1:
            at = sentence.tokens[name.first].start
            known = [p for p in known if p.since <= at] or known
        if len(known) > 1:
            return Speaker(None, None, 0.0)
        if known and (known[0].is_person or len(known[0].key) >= len(name.key)):
            person = known[0]
            return Speaker(person.name, person.role or role_in(phrase, name, sentence), 1.0)
        return Speaker(name.text, role_in(phrase, name, sentence), 0.9)

    def _heads_phrase(self, phrase: Phrase, name: Name, sentence: Sentence) -> bool:
        """« la Coordination des maternités »: a noun with a capital opens a body's whole name."""
        tokens, language = sentence.tokens, self.language
        alone = len(name.key) == 1 and name.after_article and not language.words.nouns_capitalised
        if not alone or name.last >= phrase.last or name.text.isupper():
            return False
        following = tokens[name.last]
        return following.low in language.phrases.links and tokens[phrase.last - 1].is_word

    def _by_role(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker:
        """« la ministre »: whoever has this role, else the last one named whom it can mean."""
        words = {t.low for t in sentence.tokens[phrase.first : phrase.last]}
        holders = self._by_noun.get(phrase.noun, [])
        if phrase.noun and len(holders) > 1:
            best = max(_shared(p, words) for p in holders)
            holders = [p for p in holders if _shared(p, words) == best]
        if phrase.noun and len(holders) == 1:
            return Speaker(holders[0].name, holders[0].role, 0.95)
        latest = self._by_gender(phrase, position, 0.8)
        if latest.name is None or self._is_defined(phrase, sentence):
            return Speaker(as_printed(sentence.slice(phrase)), None, PRINTED)
        return latest

    def _is_defined(self, phrase: Phrase, sentence: Sentence) -> bool:
        """« le gestionnaire de l'immeuble »: told by its complement, so nobody named before."""
        tokens = sentence.tokens[phrase.first + 1 : phrase.last]
        genitives = self.language.phrases.genitives
        return phrase.head is Head.ROLE and any(
            token.low in genitives and not following.text[0].isdigit()
            for token, following in pairwise(tokens)
        )

    def _unnamed_subject(self, phrase: Phrase, sentence: Sentence) -> Speaker | None:
        """« Un voisin n'y croit pas : « … », prédit-il »: the sentence's own subject, unnamed."""
        subject = first_subject(sentence, 0, phrase.first)
        before = sentence.before
        if subject is None and before is not None and before.paragraph == sentence.paragraph:
            sentence = before
            subject = first_subject(sentence, 0, len(sentence.tokens))
        if subject is None or subject.plural or subject.name is not None:
            return None
        human = subject.head in (Head.ROLE, Head.GROUP)
        if not human or not fits(subject.gender, phrase.gender):
            return None
        opener = sentence.tokens[subject.first].low
        if subject.head is Head.ROLE and opener not in self.language.determiners:
            return None  # « Ancien juge, ce dernier … » tells of somebody named
        if subject.definite:
            at = sentence.tokens[subject.first].start
            meant = self._by_role(subject, sentence, at) if subject.head is Head.ROLE else None
            return meant if meant is not None and meant.certainty > PRINTED else None
        return Speaker(as_printed(sentence.slice(subject)), None, 0.8)

    def _body_before(self, phrase: Phrase, sentence: Sentence) -> Speaker | None:
        """« La société Flumen a réagi. « … », écrit-elle »: a body as the subject before."""
        before = sentence.before
        if before is None or before.paragraph != sentence.paragraph or phrase.head is Head.LATEST:
            return None
        subject = first_subject(before, 0, len(before.tokens))
        if subject is None or subject.plural or subject.gender is not phrase.gender:
            return None
        if subject.head is Head.GROUP:
            return self._by_group(subject, before, before.tokens[subject.first].start)
        known = self.matches(subject.name) if subject.name is not None else []
        if len(known) != 1 or not known[0].organisation or known[0].is_person:
            return None
        return Speaker(known[0].name, None, 0.85)

    def _plural_subject(self, phrase: Phrase, sentence: Sentence) -> Speaker:
        """« Les riverains ont écrit. « … », disent-ils »: the several whom a sentence is about."""
        stop = phrase.first
        for _ in range(2):
            subject = first_subject(sentence, 0, stop)
            if subject is not None and self._is_several(subject):
                return Speaker(as_printed(sentence.slice(subject)), None, 0.7)
            if subject is not None or sentence.before is None:
                break
            sentence = sentence.before
            stop = len(sentence.tokens)
        return Speaker(None, None, 0.0)

    def _is_several(self, subject: Phrase) -> bool:
        """Whether a subject is more than one: by its article, or a noun such as "workers"."""
        collective = subject.noun in self.language.people.collectives
        return subject.head is not Head.PRONOUN and (subject.plural or collective)

    def _by_group(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker:
        """« l'entreprise »: the organisation last named that the article calls one."""
        printed = Speaker(as_printed(sentence.slice(phrase)), None, 0.9)
        tokens = sentence.tokens[phrase.first : phrase.last]
        if phrase.noun in self.language.people.collectives or len(tokens) > 3:
            return printed
        stop = bisect_left(self._positions, position)
        mentions = self._mentions[max(0, stop - MAX_MENTIONS) : stop][::-1]
        for could_mean in (_is_called, self._is_body, self._is_headlined):
            for mention in mentions:
                if could_mean(mention.person, phrase.noun):
                    return Speaker(mention.person.name, None, 0.85)
        return printed

    def _is_body(self, body: Person, noun: str) -> bool:
        """Whether the noun can mean any organisation, and this is one."""
        body_like = bool(body.bodies) or (body.organisation and not body.is_person)
        return noun in self.language.people.generic_bodies and body_like

    def _is_headlined(self, body: Person, noun: str) -> bool:
        """Whether the headline names it, as no person and not as the place of the story."""
        generic = noun in self.language.people.generic_bodies
        return generic and not body.is_person and body.since < 0 and not body.placed

    def _by_gender(self, phrase: Phrase, position: int, certainty: float) -> Speaker:
        """The most salient person named before, of a gender that fits."""
        stop = bisect_left(self._positions, position)
        traced = stop < len(self._mentions) and self._positions[stop] == position
        if traced:
            person: Person | None = self._mentions[stop].person
        else:
            person = most_salient(self._mentions[max(0, stop - RECENT) : stop], phrase)
        if person is None:
            return Speaker(None, None, 0.0)
        return Speaker(person.name, person.role, certainty)


def _fullness(name: Name) -> int:
    """Full names come before abbreviated ones, and those before surnames."""
    return 2 if len(name.key) == 1 else int(any(_is_initial(word) for word in name.key))


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "."


def _is_called(body: Person, noun: str) -> bool:
    """Whether the article calls the body by this noun."""
    return noun in body.bodies


def _is_part(key: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words of ``key`` stand in ``whole`` in order, the surname among them."""
    if key == whole:
        return True
    if len(key) > len(whole):
        return _is_part(whole, key) if len(whole) > 1 else False
    rest = iter(whole)
    return all(any(_stands_for(word, other) for other in rest) for word in key)


def _stands_for(word: str, other: str) -> bool:
    """Whether a word of a name is the other, or its initial: "C. Vasseur"."""
    return word == other or (_is_initial(word) and other[:1] == word[0])


def _shared(person: Person, words: set[str]) -> int:
    return max(len(words & set(phrase.lower().split())) for _, phrase in person.roles)


def _title_words(title: str) -> frozenset[str]:
    return frozenset(plain_name(word.strip(".,:;!?«»“”")) for word in title.split())


def as_printed(mention: str) -> str:
    return mention[:1].upper() + mention[1:]
