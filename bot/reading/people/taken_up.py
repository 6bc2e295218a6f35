"""Nouns and ordinals that take somebody up again: « l'intéressé », « la seconde », « le doyen »."""

from __future__ import annotations

from itertools import islice

from bot.reading.grammar.preceding import just_before, preceding
from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.languages import Gender
from bot.reading.people.mentions import fits
from bot.reading.people.person import Person
from bot.reading.people.roster import Roster
from bot.reading.speech.subjects import first_subject
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.spelling import plain_name

STEM = 5  # letters that words of one family share
MAX_PAIR = 6  # sentences looked back for the two of whom one is "the second"
MAX_CONCERNED = 2  # sentences looked back for whose words name "the person concerned"
_SIGNS = ".,:;!?…«»“”\"'’()"


def takes_up_subject(phrase: Phrase, sentence: Sentence, person: Person, roster: Roster) -> bool:
    """« Le conseiller Ali Sow s'est levé. « … », souffle le doyen du conseil »: more of the same.

    The sentence before in the paragraph is about whom the noun takes up, and what stands behind
    the phrase's link is of one family with what they are: the councillor's council.
    """
    before = just_before(sentence)
    if before is None:
        return False
    genitives = sentence.language.phrases.genitives
    words = [token.low for token in sentence.tokens[phrase.first + 1 : phrase.last]]
    link = next((at for at, low in enumerate(words) if low in genitives), len(words))
    stems = {low[:STEM] for low in words[link:] if len(low) >= STEM}
    own = {noun[:STEM] for noun, _ in person.roles}
    return not stems.isdisjoint(own) and _subject_of(before, roster) is person


def latest_subject(phrase: Phrase, sentence: Sentence) -> tuple[Phrase, Sentence] | None:
    """« … puis Ali Sow. Ce dernier rit. « … », souffle-t-il »: the sentence before is about him."""
    before = just_before(sentence)
    if before is None or phrase.head is Head.LATEST:
        return None
    if first_subject(sentence, 0, phrase.first) is not None:
        return None
    subject = first_subject(before, 0, len(before.tokens))
    if subject is None or subject.head is not Head.LATEST or subject.plural:
        return None
    return (subject, before) if fits(subject.gender, phrase.gender) else None


def _subject_of(sentence: Sentence, roster: Roster) -> Person | None:
    """The person who is named as the subject of a sentence."""
    subject = first_subject(sentence, 0, len(sentence.tokens))
    if subject is None or subject.name is None:
        return None
    one = roster.only(subject.name)
    return one if one is not None and one.is_person else None


def concerned(noun: str, sentence: Sentence, roster: Roster) -> Person | None:
    """« Il restera sur le banc », dit X. L'intéressé sourit: whom X's words name, or the headline.

    Never the one who has just spoken of somebody else.
    """
    if noun not in sentence.language.people.concerned:
        return None
    speaker = None
    for before in islice(preceding(sentence), MAX_CONCERNED):
        if not before.quotes:
            continue
        speaker = _subject_of(before, roster) or _named_alone(before, roster)
        spoken_of = _named_within(before, roster) - {speaker}
        if len(spoken_of) == 1:
            return next(iter(spoken_of))
        break
    headlined = [one for one in roster.people if one.since < 0 and one.is_person]
    if speaker is not None and len(headlined) == 1 and headlined[0] is not speaker:
        return headlined[0]
    return None


def _named_alone(sentence: Sentence, roster: Roster) -> Person | None:
    """The one person whom a sentence names outside its quotations."""
    found = {one for name in sentence.names for one in roster.matches(name.key, name.gender)}
    persons = [one for one in found if one.is_person]
    return persons[0] if len(persons) == 1 else None


def _named_within(sentence: Sentence, roster: Roster) -> set[Person]:
    """The people whom a sentence's quotations name."""
    found: set[Person] = set()
    for at in sentence.quotes:
        words = sentence.between(at, at + 1).split()[:200]
        for word in (one.strip(_SIGNS) for one in words):
            if word[:1].isupper():
                known = roster.matches((plain_name(word),), Gender.ANY)
                found.update(one for one in known if one.is_person and len(known) == 1)
    return found


def is_ordinal(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase says which of two: « le premier », « la seconde »."""
    size = match_expression(sentence.tokens, phrase.first, idioms(sentence.language).ordinals)
    return size == phrase.last - phrase.first


def one_of_two(phrase: Phrase, sentence: Sentence, roster: Roster) -> Person | None:
    """« Anne Roux et Ali Sow boudent. « … », dit la première. Le second … »: by their order.

    None where the last sentence with several people has more than two, or the gender is not theirs.
    """
    pronouns = sentence.language.pronouns
    words = " ".join(token.low for token in sentence.tokens[phrase.first : phrase.last])
    at = 0 if words in pronouns.former else 1
    for before in islice(preceding(sentence), MAX_PAIR):
        named = [roster.matches(name.key, name.gender) for name in before.names]
        people = list(dict.fromkeys(one for known in named for one in known if one.is_person))
        if len(people) < 2:
            continue
        return people[at] if len(people) == 2 and fits(people[at].gender, phrase.gender) else None
    return None
