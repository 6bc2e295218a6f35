"""Constructions that several languages share: each in rows for those that have it.

"Q" stands for the words quoted; a row's speaker is the last one named.
"""

import re

import pytest

from tests.reading.build import reading
from tests.reading.test_speakers import WORDS

ROLES = [
    # What somebody is, said by a verb, is what the noun alone means later.
    ("en",
     "Ruth Lamb, 64, a farmer, has been mayor since 2014. Jo Field came. “Q,” the mayor said.",
     "Ruth Lamb"),
    ("fr", "Nadine Corbel est maire depuis 2014. Paul Mora est venu. « Q », dit la maire.",
     "Nadine Corbel"),
    ("de",
     "Inga Kolb ist seit 2014 Bürgermeisterin. Anna Ernst kam. „Q“, sagte die Bürgermeisterin.",
     "Inga Kolb"),
    ("es", "Ana Gil es alcaldesa desde 2014. Rosa Pérez vino. «Q», dijo la alcaldesa.", "Ana Gil"),
    ("it",
     "Ada Neri è sindaca dal 2014. Rosa Pini è venuta. «Q», ha detto la sindaca.", "Ada Neri"),
    ("pt", "Ana Gil é autarca desde 2014. Rosa Pires veio. «Q», disse a autarca.", "Ana Gil"),
    ("nl", "Ilse Maes is sinds 2014 burgemeester. Anna Kok kwam. ‘Q’, zei de burgemeester.",
     "Ilse Maes"),
    # An address behind a role ends it.
    ("fr",
     "Nadine Corbel, boulangère rue du Port, attend. Anne Roux passe. « Q », dit la boulangère.",
     "Nadine Corbel"),
]  # fmt: skip

NAMES = [
    # Where somebody is from, behind an article, is no part of the name.
    ("fr", "Son père, l’Irlandais Sean Burke, était ravi : « Q. »", "Sean Burke"),
    ("en", "Third is the American Jo Field. “Q,” said Field.", "Jo Field"),
    ("nl", "Zijn trainer, de Deen Lars Holm, wil niets zeggen: ‘Q.’", "Lars Holm"),
    # A noun that no list holds stands before a full name between commas.
    ("en", "Ruth Lamb won. Her mentor, bellwright Jo Field, watched. “Q,” Field said.", "Jo Field"),
    # A word that is a title too is a given name where a surname follows it elsewhere.
    ("en", "Dean Lamb and Ruth Lamb run it. “Q,” Dean shot back.", "Dean Lamb"),
    # A nickname in marks does not part a name.
    ("en", "\"Q,\" says Marcia \"Cia\" Price, who chairs it.", "Marcia Price"),
    ("es", "«Q», dice Francisco «Pacote» Arce, el presidente.", "Francisco Arce"),
    # The name of a place keeps the word that is a title elsewhere.
    ("en", "Sri Lanka’s captain, Dilan Perera, batted on. “Q,” the left-hander said.",
     "Dilan Perera"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker"), ROLES + NAMES)
def test_a_construction_names_its_speaker(language: str, text: str, speaker: str) -> None:
    article = re.sub(r"\bQ\b", WORDS[language], text)
    named = [one.speaker for one in reading(article, language=language).quotes if one.speaker]
    assert named[-1] == speaker
