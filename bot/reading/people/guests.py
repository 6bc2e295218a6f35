"""Whom the labels of an interview mean: a name, initials, or the person in the headline."""

from __future__ import annotations

import re

from bot.reading.people.person import PRINTED, Person, Speaker
from bot.reading.people.roster import Roster
from bot.reading.text.interviews import is_answer_label
from bot.reading.words.spelling import plain_name

MAX_INITIALS = 4  # letters of a label such as "AR"
_INITIALS = re.compile(r"(?:[^\W\d_][.-]{1,2}\s?){2,4}")


def labelled(roster: Roster, label: str, title: str) -> Speaker:
    """Whom a label means; a word for "answer" means the one person whom ``title`` names."""
    if is_answer_label(label, roster.language):
        named = [p for word in _title_words(title) for p in roster.by_surname(word)]
        guests = [person for person in named if person.is_person]
        if len(guests) != 1:
            return Speaker(None, None, 0.0)
        return Speaker(guests[0].name, guests[0].role, 0.9)
    abbreviated = _by_initials(roster, label)
    if abbreviated is not None:
        return Speaker(abbreviated.name, abbreviated.role, 0.9)
    key = tuple(plain_name(word) for word in label.split())
    for person in roster.by_surname(key[-1]) if key else ():
        if person.key == key or len(key) == 1:
            return Speaker(person.name, person.role, 1.0)
    return Speaker(None, None, 0.0)


def only_guest(roster: Roster) -> Speaker:
    """The one person of an article that names no other: whose unlabelled answers these are."""
    people = [person for person in roster.people if person.is_person and person.sure]
    if len(people) != 1 or people[0].organisation:
        return Speaker(None, None, 0.0)
    return Speaker(people[0].name, people[0].role, PRINTED)


def _by_initials(roster: Roster, label: str) -> Person | None:
    """Who is abbreviated: "A. R.", "A.R.", "AR"."""
    bare = label.isupper() and label.isalpha() and len(label) <= MAX_INITIALS
    if not bare and not _INITIALS.fullmatch(label):
        return None
    initials = "".join(re.findall(r"[^\W\d_]", label)).lower()
    return roster.by_initials.get(initials) if len(initials) > 1 else None


def _title_words(title: str) -> frozenset[str]:
    words = [word.strip(".,:;!?«»“”„‘’\"'()") for word in title.split()]
    return frozenset(plain_name(word) for word in words if word[:1].isupper())
