"""Whom a mention means: a surname, a role ("la ministre") or a pronoun.

Each is resolved to the full name used elsewhere in the article, the headline included. Two people
who cannot be told apart stay unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.reading.grammar.cases import as_printed
from bot.reading.grammar.edges import heads_body
from bot.reading.grammar.joint import is_joint, joined_before, joins_bodies
from bot.reading.grammar.preceding import just_before, within_paragraph
from bot.reading.grammar.roles import role_in
from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.languages import Gender, fold
from bot.reading.names.finding import Name
from bot.reading.people.ages import ages_meant
from bot.reading.people.answers import answers_question
from bot.reading.people.antecedents import RECENT, Antecedents, holders_of_synonyms
from bot.reading.people.bodies import body_before, body_meant
from bot.reading.people.following import Following
from bot.reading.people.mentions import Mention, fits
from bot.reading.people.nearby import (
    another_before,
    introduced_in_paragraph,
    last_told_of,
    may_be_kin,
    spoken_for,
    told_on,
)
from bot.reading.people.offices import has_other_office, is_of_another, office_called
from bot.reading.people.person import PRINTED, Person, Speaker, parted_from_deputies
from bot.reading.people.roster import Roster
from bot.reading.people.several import several_meant
from bot.reading.people.taken_up import (
    concerned,
    is_ordinal,
    latest_subject,
    one_of_two,
    takes_up_subject,
)
from bot.reading.people.unnamed import (
    body_in_full,
    called_with_age,
    introduced_anew,
    introduced_as,
    is_action,
    is_another,
    last_unnamed,
    points_elsewhere,
)
from bot.reading.people.unnamed_subject import unnamed_subject
from bot.reading.speech.nominal import quarter
from bot.reading.speech.statements import issuer_before
from bot.reading.speech.subjects import first_subject, is_attached
from bot.reading.utterances.narration import Narration, Paragraph
from bot.reading.words.nouns import is_demonym

UNSIGNED = 0.5  # certainty of a text that is quoted as the one who says it: no card names it
MAX_MENTIONS = 60  # looked back for an organisation


class Cast:
    """Everybody the article names, and whom its phrases mean.

    The text's own mentions are noted while ``follow`` goes through it.
    """

    def __init__(self, headline: Sequence[Sentence], narration: Narration) -> None:
        self.language = narration.language
        text = (
            sentence for paragraph in narration.first_telling() for sentence in paragraph.sentences
        )
        self.roster = Roster(chain(headline, text), self.language, len(narration.text))
        self._following = Following(headline, self.roster)
        # Where somebody told by a role last spoke, of which gender, and who.
        self._spoke = (-1, Gender.ANY, Speaker(None, None, 0.0))
        self._asked = (-1, Speaker(None, None, 0.0))  # where somebody last spoke, and who
        self._heard = (Gender.ANY, Speaker(None, None, 0.0))  # whom a role last meant
        self._dropped = (-1, Speaker(None, None, 0.0))  # where a verb alone last spoke, and who

    def follow(self, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
        """Each paragraph, when its mentions are taken in."""
        for paragraph in paragraphs:
            self._following.take(paragraph.sentences)
            yield paragraph

    @property
    def _mentions(self) -> Antecedents:
        """Whom the mentions up to here mean."""
        return Antecedents(self._following.mentions(), self.roster, self._unnamed_subject)

    # --- resolving ---

    def resolve(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker:
        """Whom the phrase, which stands at ``position``, means."""
        if self._asked[0] >= 0 and answers_question(phrase, sentence):
            other = self._other_than_asker(phrase, sentence, position)
            if other is not None:
                return other
        if phrase.head is Head.PRONOUN and self._spoke_before(phrase, sentence):
            return self._spoke[2]
        found = self._meaning(phrase, sentence, position)
        self._asked = (sentence.starts[0], found)
        if phrase.head is Head.ROLE and not phrase.plural:
            self._heard = (phrase.gender, found)
        told = phrase.head in (Head.NAME, Head.ROLE, Head.GROUP)
        if told and phrase.definite and not phrase.plural:
            self._spoke = (sentence.starts[0], phrase.gender, found)
        return found

    def _other_than_asker(
        self, phrase: Phrase, sentence: Sentence, position: int
    ) -> Speaker | None:
        """Who is told of besides the one who asked in the sentence before."""
        start, asker = self._asked
        if asker.name is None or sentence.before is None or sentence.before.starts[0] != start:
            return None
        asking = [one for one in self.roster.people if one.name == asker.name]
        meant = self._mentions.most_salient(position, phrase, others=asking)
        return Speaker(meant.person.name, meant.person.role, 0.8) if meant else None

    def _spoke_before(self, phrase: Phrase, sentence: Sentence) -> bool:
        """« « … », dit le ministre de la Santé. « … », ajoute-t-il. »: who speaks goes on."""
        start, gender, speaker = self._spoke
        before = just_before(sentence)
        if before is None or before.starts[0] != start:
            return False
        if phrase.gender is Gender.ANY or phrase.plural or speaker.certainty <= PRINTED:
            return False
        subject = first_subject(sentence, 0, phrase.first)
        return gender in (phrase.gender, Gender.ANY) and subject is None

    def _meaning(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker:
        if phrase.head is Head.NAME and phrase.name is not None:
            return self._by_names(phrase, phrase.name, sentence, position)
        if phrase.head in (Head.PRONOUN, Head.DROPPED) and phrase.plural:
            at = sentence.starts[phrase.first]
            return several_meant(
                phrase,
                sentence,
                self.roster,
                recent=lambda: self._mentions.before(at, RECENT),
                body_at=self._body_at,
            )
        if phrase.head is Head.PRONOUN and phrase.gender is Gender.ANY:
            attached = is_attached(sentence, phrase.first)  # « précise-t-on »
            body = self._body_before(phrase, sentence) if attached else None
            return body or Speaker(None, None, 0.0)
        if phrase.head is Head.DROPPED and self._goes_on(sentence):
            return self._dropped[1]
        if phrase.head is Head.LATEST and is_ordinal(phrase, sentence):
            one = one_of_two(phrase, sentence, self.roster)
            return Speaker(one.name, one.role, 0.85) if one else Speaker(None, None, 0.0)
        if phrase.head in (Head.PRONOUN, Head.LATEST, Head.DROPPED):
            return self._by_pronoun(phrase, sentence, position)
        if phrase.noun in self.language.speech.statements:
            issued = issuer_before(sentence, phrase.noun)
            if issued is None:
                return Speaker(as_printed(sentence, phrase), None, UNSIGNED)
            issuer, where = issued
            return self.resolve(issuer, where, where.starts[issuer.first])
        if phrase.head is Head.OTHER and is_action(phrase, sentence):
            return Speaker(None, None, 0.0)
        if phrase.definite and not phrase.plural:
            if sentence.tokens[phrase.first + 1].low in self.language.people.pairs:
                return self._by_pair(phrase, sentence)
            if phrase.head is Head.GROUP:
                return self._by_group(phrase, sentence, position)
            return self._by_role(phrase, sentence, position)
        return Speaker(as_printed(sentence, phrase), None, 0.9)

    def _by_names(self, phrase: Phrase, name: Name, sentence: Sentence, position: int) -> Speaker:
        """Who has the name of the phrase, and the one whom "and" joins to it."""
        if phrase.definite and self._is_demonym(name):
            return self._by_gender(phrase, position, 0.7)
        if phrase.plural or joins_bodies(phrase, sentence):
            return Speaker(as_printed(sentence, phrase), None, 0.9)
        other = joined_before(phrase, sentence)
        meant = self._by_name(phrase, name, sentence)
        if other is None or meant.name is None:
            return meant
        together = self._by_name(phrase, other, sentence).name or other.text
        joining = sentence.tokens[name.opens - 1].text
        return Speaker(f"{together} {joining} {meant.name}", None, 0.9)

    def _by_pronoun(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker:
        """« dit-il »: somebody unnamed nearby, else the most salient one named."""
        latest = latest_subject(phrase, sentence)
        if latest is not None:
            meant = self._meaning(*latest, latest[1].starts[latest[0].first])
            if meant.name is not None:
                return meant
        nearby = (
            self._same_source(phrase, sentence, position)
            or last_told_of(phrase, sentence, self.roster)
            or spoken_for(phrase, sentence, self.roster)
            or another_before(phrase, sentence)
            or told_on(phrase, sentence)
            or self._unnamed_nearby(phrase, sentence, position)
            or self._body_before(phrase, sentence)
            or introduced_in_paragraph(phrase, sentence, self.roster)
        )
        found = nearby or self._by_gender(phrase, position, 0.9)
        unnamed = last_unnamed(phrase, sentence) if found.name is None else None
        if unnamed is not None:
            found = Speaker(unnamed, None, 0.7)
        if found.name is None and fits(self._heard[0], phrase.gender):
            found = self._heard[1]  # « … », dit le patron. Il sort. « … »: nobody is named
        if phrase.head is Head.DROPPED:
            self._dropped = (sentence.starts[0], found)
        return found

    def _by_pair(self, phrase: Phrase, sentence: Sentence) -> Speaker:
        """« Anne et Paul Mora rament. « … », rappelle le couple »: the two last told of."""
        for earlier in within_paragraph(sentence):
            subject = first_subject(earlier, 0, len(earlier.tokens))
            if subject is not None and is_joint(subject, earlier):
                return self._meaning(subject, earlier, earlier.starts[subject.first])
        return Speaker(as_printed(sentence, phrase), None, PRINTED)

    def _goes_on(self, sentence: Sentence) -> bool:
        """ "«…», afirmó, y elogió a Ana Gil. «…», prometió.": a verb alone behind another one."""
        before = sentence.before
        return before is not None and before.starts[0] == self._dropped[0]

    def _is_demonym(self, name: Name) -> bool:
        """« le jeune Tahitien »: a word for where somebody is from."""
        return len(name.key) == 1 and is_demonym(fold(name.text), self.language)

    def _by_name(self, phrase: Phrase, name: Name, sentence: Sentence) -> Speaker:
        if heads_body(phrase, name, sentence):
            return Speaker(as_printed(sentence, phrase), None, 0.9)
        known = self.roster.matches(name.key, name.gender)
        if len(known) > 1:
            known = self.roster.closest(known, sentence.starts[name.first])
        if len(known) > 1:
            known = self.roster.without_kin(known)
        if len(known) > 1:
            return Speaker(None, None, 0.0)
        if known and (known[0].is_person or len(known[0].key) >= len(name.key)):
            person = known[0]
            return Speaker(person.name, person.role or role_in(phrase, name, sentence), 1.0)
        return Speaker(name.text, role_in(phrase, name, sentence), 0.9)

    def _by_role(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker:
        """« la ministre »: whoever has this role, else the last one named whom it can mean."""
        called = called_with_age(phrase, sentence)
        if called is not None:
            return Speaker(called, None, 0.9)
        if phrase.noun in self.language.people.generic_bodies:  # « l'industriel »: he or it
            mentioned = self._mentions.before(position, MAX_MENTIONS)
            body = body_meant(phrase.noun, mentioned, self.language)
            if body is not None and body is mentioned[-1]:
                return Speaker(body.name, None, 0.8)
        described = self.roster.described(phrase, sentence)
        if described is not None:
            return Speaker(described.name, described.role, 0.9)
        meant = concerned(phrase.noun, sentence, self.roster)
        if meant is not None:
            return Speaker(meant.name, meant.role, 0.8)
        words = {t.low for t in sentence.tokens[phrase.first : phrase.last]}
        aged = self.roster.of_ages(ages_meant(phrase, sentence), phrase.gender)
        if len(aged) == 1:
            return Speaker(aged[0].name, aged[0].role, 0.95)
        office, further = office_called(phrase, sentence)
        words |= further
        holders = self.roster.holders(office or phrase.noun)
        holders = holders or holders_of_synonyms(phrase, position, self._mentions)
        heads, holders = parted_from_deputies(holders, words, self.language)
        holders = [one for one in holders if not is_of_another(phrase, sentence, one)]
        if phrase.noun and len(holders) > 1:
            best = max(_shared(p, words) for p in holders)
            holders = [p for p in holders if _shared(p, words) == best]
        if len(holders) == 1 and has_other_office(phrase, sentence, holders[0]):
            return Speaker(as_printed(sentence, phrase), None, PRINTED)
        if phrase.noun and len(holders) == 1:
            since = self._mentions.last_of(holders[0], sentence.starts[phrase.first])
            anew = introduced_anew(phrase.noun, sentence, since)
            if anew is not None:
                return Speaker(anew, None, 0.8)
            return Speaker(holders[0].name, holders[0].role, 0.95)
        latest = self._meant(phrase, position)
        if latest is not None and latest.person in heads:
            latest = None  # "the deputy mayor" is not the mayor
        if phrase.noun and not holders:
            since = latest.position if latest is not None else -1
            introduced = introduced_as(phrase.noun, sentence, since)
            if introduced is not None:
                return Speaker(introduced, None, 0.8)
        # « la mère de famille »: one of several people, unless told as somebody's mother before
        kin = phrase.noun in self.language.people.kin
        kin = kin and not words.isdisjoint(self.language.phrases.genitives)
        kin = kin and words.isdisjoint(self.language.phrases.demonstratives)
        if latest is None or (kin and not may_be_kin(latest.person, self.roster)):
            return Speaker(as_printed(sentence, phrase), None, PRINTED)
        if office and latest.person.roles:
            return Speaker(as_printed(sentence, phrase), None, PRINTED)
        another = not office and is_another(phrase, sentence, latest.person.roles)
        another = another or points_elsewhere(phrase, sentence, sure=latest.person.sure)
        if another and not takes_up_subject(phrase, sentence, latest.person, self.roster):
            return Speaker(as_printed(sentence, phrase), None, PRINTED)
        return Speaker(latest.person.name, latest.person.role, 0.8)

    def _unnamed_nearby(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker | None:
        """The unnamed subject; a pronoun that is noted as somebody's mention stands for none."""
        if phrase.head is Head.PRONOUN and self._mentions.at(position) is not None:
            return None
        return self._unnamed_subject(phrase, sentence)

    def _unnamed_subject(self, phrase: Phrase, sentence: Sentence) -> Speaker | None:
        return unnamed_subject(phrase, sentence, self._by_role)

    def _same_source(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker | None:
        """« Une source policière … », later « la même source »: one that nobody is named after."""
        noun = sentence.tokens[phrase.last - 1].low
        if phrase.head is not Head.LATEST or noun not in self.language.people.collectives:
            return None
        latest = self._meant(phrase, position)
        introduced = introduced_as(noun, sentence, latest.position if latest is not None else -1)
        return Speaker(introduced, None, 0.8) if introduced is not None else None

    def _body_before(self, phrase: Phrase, sentence: Sentence) -> Speaker | None:
        """« La société Flumen a réagi. « … », écrit-elle »: a body as the subject before."""
        before = just_before(sentence)
        if before is None or phrase.head is Head.LATEST:
            return None
        subject = first_subject(before, 0, len(before.tokens))
        if subject is None or subject.plural:
            return None
        if phrase.gender not in (subject.gender, Gender.ANY) and phrase.head is not Head.DROPPED:
            return None
        if subject.head is Head.GROUP:
            return self._by_group(subject, before, before.starts[subject.first])
        body = self.roster.only(subject.name) if subject.name is not None else None
        if body is None or not body.organisation or body.is_person:
            return None
        return Speaker(body.name, None, 0.85)

    def _body_at(self, sentence: Sentence) -> Speaker | None:
        """ "Desde el Ayuntamiento callan. «…», dicen.": the body at which several speak."""
        for where in (sentence, sentence.before):
            phrase = quarter(where, 0, len(where.tokens)) if where is not None else None
            if where is not None and phrase is not None:
                return self.resolve(phrase, where, where.starts[phrase.first])
        return None

    def _by_group(self, phrase: Phrase, sentence: Sentence, position: int) -> Speaker:
        """« l'entreprise »: the organisation last named that the article calls one."""
        printed = Speaker(as_printed(sentence, phrase), None, 0.9)
        tokens = sentence.tokens[phrase.first : phrase.last]
        if phrase.noun in self.language.people.collectives or len(tokens) > 3:
            return printed
        told = body_before(phrase.noun, sentence)
        if told is not None and sentence.before is not None:
            return Speaker(as_printed(sentence.before, told), None, 0.8)
        body = None
        if self._may_mean_body(phrase.noun):
            mentioned = self._mentions.before(position, MAX_MENTIONS)
            body = body_meant(phrase.noun, mentioned, self.language)
        if body is not None:
            return Speaker(body.name, None, 0.85)
        full = body_in_full(phrase, sentence)
        in_full = Speaker(full, None, 0.85) if full is not None else printed
        return self._subject_before(phrase.noun, sentence) or in_full

    def _may_mean_body(self, noun: str) -> bool:
        """Whether a noun can mean any organisation, or the article calls one so."""
        if noun in self.language.people.generic_bodies:
            return True
        return any(noun in one.bodies for one in self.roster.people)

    def _subject_before(self, noun: str, sentence: Sentence) -> Speaker | None:
        """ "La papelera Nervión calla. «…», responde la empresa": a name that is no person's."""
        before = sentence.before
        if noun not in self.language.people.generic_bodies or before is None:
            return None
        subject = first_subject(before, 0, len(before.tokens))
        if subject is None or subject.name is None or subject.head is not Head.NAME:
            return None
        meant = self._by_name(subject, subject.name, before)
        one = self.roster.only(subject.name)
        owner = one is not None and one.given is None and one.shown is Gender.ANY
        person = meant.name in self.roster.persons and not owner
        return None if person else meant._replace(certainty=0.7)

    def _by_gender(self, phrase: Phrase, position: int, certainty: float) -> Speaker:
        """The most salient person named before, of a gender that fits."""
        meant = self._meant(phrase, position)
        if meant is None:
            return Speaker(None, None, 0.0)
        return Speaker(meant.person.name, meant.person.role, certainty)

    def _meant(self, phrase: Phrase, position: int) -> Mention | None:
        mentions = self._mentions
        return mentions.at(position) or mentions.most_salient(position, phrase)


def _shared(person: Person, words: set[str]) -> int:
    return max(len(words & set(phrase.lower().split())) for _, phrase in person.roles)
