"""The one test of "the same words"."""

import pytest

from bot.model import fingerprint, same_words

SAME = [
    ("Non merci", "Non\u00a0merci"),
    ("« Non merci »", "“Non merci”"),
    (" » Non merci »", '"Non merci"'),
    ("«\u202fNon\u202f»", "<< Non >>"),
    ("l’offre", "l'offre"),
    ("Jamais&nbsp;! Non &amp; non", "Jamais ! Non & non"),
    ("Jamais!", "Jamais\u202f!"),
    ("He said “no”.", "He said 'no'."),
    ("caf\u0065\u0301", "café"),
]
DIFFERENT = [
    ("Non merci", "Non, merci"),
    ("Non merci", "non merci"),
    ("9,74 milliards", "9.74 milliards"),
    ("pas de plan B", "pas de plan"),
    ("un plan", "unplan"),
    ("cote", "côte"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_kind_of_space_and_shape_of_marks_do_not_count(first: str, second: str) -> None:
    assert same_words(first, second)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_every_letter_digit_and_sign_counts(first: str, second: str) -> None:
    assert not same_words(first, second)


def test_fingerprint_keeps_texts_apart() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("a") != fingerprint("a", "")
