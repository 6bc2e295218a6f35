"""English turns of phrase: one row for each rule, in invented sentences.

"Q" stands for the words quoted; a row's speaker is that of its last quotation.
"""

import re

import pytest

from tests.reading.build import reading

WORDS = "The canal will stay closed until the spring"

NAMES = [
    # What stands before the last role or rank of a run of capitals belongs to the role.
    ("“Q,” Elder County Sheriff Rosa Field said.", "Rosa Field"),
    ("“Q,” said Budget Committee Chairwoman Rosa Field.", "Rosa Field"),
    ("“Q,” said Canal Inspector Dame Rosa Field.", "Rosa Field"),
    ("“Q,” said Chief Supt Rosa Field.", "Rosa Field"),
    ("Cllr Rosa Field shrugs. “Q,” she said.", "Rosa Field"),
    ("“Q,” said PC Tom Reed.", "Tom Reed"),
    # A role noun behind a given name is a surname.
    ("“Q,” said Sarah Cook Evans.", "Sarah Cook Evans"),
    ("“Q,” said Tom Baker.", "Tom Baker"),
    # Letters for ranks and degrees are no part of the name.
    ("“Q,” said Rosa Field KC.", "Rosa Field"),
    ("“Q,” said Rosa Field MP, who chairs the group.", "Rosa Field"),
]  # fmt: skip

PRONOUNS = [
    # By the gender of the given name, else by the nearest one whose name may mislead.
    ("Tom Reed met Rosa Field at Canal Freight. “Q,” she said.", "Rosa Field"),
    ("Rosa Field met Tom Reed at the weir. “Q,” he said.", "Tom Reed"),
    ("Stefan Weir, who lost her shop, is calm. “Q,” she said.", "Stefan Weir"),
    # A team or a firm is no "he": by the end of its name, or a verb that no single person has.
    ("Elder Rovers have dropped Ivor Stray. “Q,” he said.", "Ivor Stray"),
    ("Lockside have dropped Ivor Stray. “Q,” he said.", "Ivor Stray"),
    ("Ivor Stray drives the cart. “It is slow,” he told Canal Radio. “Q,” he added.", "Ivor Stray"),
    ("Lyle Freight analyst Ivor Stray was gloomy.\n\n“Q,” he wrote.", "Ivor Stray"),
    # Pronouns of the narration keep somebody present.
    ("Wim Stray takes over. He does so without Ivor Keel, who left. He has plans. “Q,” he said.",
     "Wim Stray"),
    # A firm that the article names.
    ("The sign had fallen, according to Elder Water.\n\n“Q,” the company said.", "Elder Water"),
]  # fmt: skip

PHRASES = [
    # The last noun of a phrase is its head; a name in front of it only describes.
    ("“Q,” a Vale Street spokesman said.", "A Vale Street spokesman"),
    ("“Q,” the Elder parish council said.", "The Elder parish council"),
    ("“Q,” according to Liberal sources.", "Liberal sources"),
    ("“Q,” Elder Freight spokesman Tom Reed said.", "Tom Reed"),
    # Who holds a role that is nobody's by name is not the last one named.
    ("Rosa Field left. The mayor’s press secretary said: “Q.”", "The mayor’s press secretary"),
    ("Rosa Field left. The president of the union said: “Q.”", "The president of the union"),
    ("Rosa Field wept. Her lawyer said: “Q.”", "Her lawyer"),
    ("Tom Reed denied it. “Q,” the judge told him.", "The judge"),
    ("Councillor Tom Reed left. “Q,” the mayor said.", "The mayor"),
    ("Rosa Field left. A league spokesman came. “Q,” the spokesman said.", "A league spokesman"),
    ("Former striker turned pundit Tom Reed laughed. “Q,” the pundit said.", "Tom Reed"),
    ("Rosa Field lives alone. “Q,” the mother of three said.", "Rosa Field"),
    # Several people, by the form of the noun.
    ("Rosa Field left. “Q,” say the islanders.", "The islanders"),
    ("Volunteers said they were tired. “Q,” they said.", "Volunteers"),
    # One person who is "they": unnamed, or called so.
    ("A spokesperson declined to comment on it. “Q,” they added.", "A spokesperson"),
    ("Robin Keel, a nonbinary baker, stayed. “Q,” they said.", "Robin Keel"),
    # A verb in the past is no noun, even behind a number.
    ("Tom Reed and Rosa Field came. “Q,” both said.", "Both"),
]  # fmt: skip

UNCLOSED = [
    # With the closing mark missing, the attribution shows where the quotation ends.
    ("“Q, captain Tom Reed said.", "Tom Reed"),
    ("Rosa Field left. “Q, she told Canal Radio.", "Rosa Field"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), UNCLOSED)
def test_a_quotation_without_its_closing_mark_ends_at_its_attribution(
    text: str, speaker: str
) -> None:
    article = re.sub(r"\bQ\b", WORDS, text)
    found = reading(article, language="en", title="A story").quotes[-1]
    assert (found.text, found.speaker) == (WORDS, speaker)


def test_a_quotation_goes_on_where_a_verb_of_speech_does() -> None:
    found = reading("“We went home and she said yes, which hurt.", language="en").quotes[-1]
    assert found.text == "We went home and she said yes, which hurt."


@pytest.mark.parametrize(("text", "speaker"), PHRASES)
def test_a_noun_phrase_means_its_head(text: str, speaker: str) -> None:
    assert _speaker(text) == speaker


@pytest.mark.parametrize(("text", "speaker"), PRONOUNS)
def test_a_pronoun_means_the_most_salient_one_it_fits(text: str, speaker: str) -> None:
    assert _speaker(text) == speaker


def _speaker(text: str, title: str = "A story") -> str | None:
    article = re.sub(r"\bQ\b", WORDS, text)
    return reading(article, language="en", title=title).quotes[-1].speaker


@pytest.mark.parametrize(("text", "speaker"), NAMES)
def test_a_printed_name_is_the_name_alone(text: str, speaker: str) -> None:
    assert _speaker(text) == speaker
