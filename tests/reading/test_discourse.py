"""Who is meant across sentences: who answers, who is put to, who is told of and not named.

"Q" stands for the words quoted; a row's speaker is that of its last quotation.
"""

import re

import pytest

from tests.reading.build import reading
from tests.reading.test_speakers import WORDS

ADDRESSED = [
    # Words without a verb are put to somebody; who said the last ones goes on.
    ("en", "Rosa Field nods at everybody. To a guard, on the stairs: “Q.”", "Rosa Field"),
    ("en", "Rosa Field came in. To Tom Reed, the mayor: “Q.”", "Rosa Field"),
    ("it", "“Q”, dice Ada Sarti. Poi, ai cronisti che aspettano fuori: “Q”.", "Ada Sarti"),
    ("es", "Ana Ruiz salió. A los vecinos que esperaban: «Q».", "Ana Ruiz"),
    ("de", "Inga Kolb steht auf. Zum Bürgermeister: „Q.“", "Inga Kolb"),
    # A place, a view or somebody whom a verb follows is nobody to whom words are put.
    (
        "fr",
        "Anne Roux part. À Vaux, le patron, Paul Mora, hausse les épaules : « Q. »",
        "Paul Mora",
    ),
    ("es", "Ana Ruiz llegó. A Rosa Gil le gusta el mar: «Q».", "Rosa Gil"),
]
ANSWERS = [
    # Who answers is not who asked.
    (
        "en",
        "Rosa Field rose. “Why so late?” asked Judge Mary Cole. “Q,” she answered.",
        "Rosa Field",
    ),
    ("de", "Inga Kolb kam. „Warum?“, fragte Richterin Eva Moll. „Q“, antwortete sie.", "Inga Kolb"),
    (
        "es",
        "«Q», dijo Ana Ruiz. «¿Y ahora?», le preguntó la jueza. «Q», contestó ella.",
        "Ana Ruiz",
    ),
    ("en", "Rosa Field rose. “Why so late?” asked Mary Cole. “Q,” she said.", "Mary Cole"),
    ("en", "Rosa Field rose. “Too late,” said Mary Cole. “Q,” she answered.", "Mary Cole"),
]
UNNAMED = [
    # One more, whom nobody names.
    (
        "en",
        "Tom Reed was there. “No,” he said.\n\nAnother called it a mess. “Q,” he said.",
        "Another",
    ),
    ("de", "Max Kolb kam. Ein anderer nannte es „Murks“. „Q“, sagte er.", "Ein anderer"),
    ("es", "Luis Gil llegó. Otra lo llamó desastre. «Q», dijo ella.", "Otra"),
    ("en", "Tom Reed was there. Another man waved. “Q,” he said.", "Another man"),
    # Somebody unnamed goes on as a pronoun, into the next paragraph.
    ("en", "Tom Reed left. A guard was on the steps. He gave no name.\n\n“Q,” he said.", "A guard"),
    ("en", "Rosa Field sat. A nurse came in. She smiled. “Q,” she said.", "A nurse"),
    ("en", "Rosa Field sat. A nurse came in. Field smiled. “Q,” she said.", "Rosa Field"),
    # Somebody gives a name.
    ("en", "A patient who identified herself simply as Jo Pell came. “Q,” she said.", "Jo Pell"),
    ("en", "A witness who identified Tom Reed as the driver wept. “Q,” she said.", "A witness"),
    ("de", "Ein Mann, der sich als Max Kolb vorstellte, kam. „Q“, sagte er.", "Max Kolb"),
    ("de", "Ein Mann, der sich als Held fühlte, kam. „Q“, sagte er.", "Ein Mann"),
    ("es", "Una vecina que se identificó como Ana Ruiz bajó. «Q», dijo.", "Ana Ruiz"),
    ("nl", "Een man die zich voorstelt als Wim Kok stopt. ‘Q’, zegt hij.", "Wim Kok"),
]
AGES = [
    # A noun for an age means whom the text gives that age.
    (
        "en",
        "Rosa Field smiled. The winner, 14-year-old Jo Pell, met Rosa Field. “Q,” the teenager "
        "said.",
        "Jo Pell",
    ),
    (
        "en",
        "Rosa Field, 84, met Jo Pell, 31, at the weir. “Q,” the octogenarian said.",
        "Rosa Field",
    ),
    ("en", "Rosa Field, 84, met a class at the weir. “Q,” a teenager said.", "A teenager"),
    ("it", "Ada Sarti, 87 anni, vive con Ugo Neri, 40. «Q», racconta l’ottantenne.", "Ada Sarti"),
    ("nl", "De 14-jarige Els Maas sprak met Anna Vos. ‘Q’, zegt de tiener.", "Els Maas"),
]
ISSUERS = [
    # A statement that the sentence before opens with is its subject's.
    (
        "en",
        "In a brief statement, Vale Water said it was sorry.\n\n“Q,” the statement said.",
        "Vale Water",
    ),
    ("en", "Vale Council’s statement was short. “Q,” it said.", "Vale Council"),
    (
        "en",
        "In a statement, two unions said they would walk out. “Q,” the statement read.",
        "The statement",
    ),
    (
        "es",
        "En un comunicado, la Consejería dijo que lo negaba. «Q», señala el comunicado.",
        "La Consejería",
    ),
]
PLACES = [
    # An article, "of" and a place mean who was told of.
    ("es", "Luis Gil peinó el balón. El de Getafe no marcaba desde niño: «Q».", "Luis Gil"),
    # A body at which several laugh, from which a statement comes, or that a general noun means.
    ("nl", "Bij omroep Zeedijk lachen ze groen: ‘Q’", "Zeedijk"),
    ("nl", "Bij de vakbond Havenwacht zuchten ze: ‘Q’", "Havenwacht"),
    ("it", "Dalla Regione arriva una nota: «Q».", "Regione"),
    (
        "pt",
        "O sindicato dos padeiros aplaude. Em nota, a entidade declarou que “Q”.",
        "O sindicato dos padeiros",
    ),
    (
        "nl",
        "De Vlaamse dienst, het agentschap, reageert. ‘Q’, klinkt het in een mededeling.",
        "De Vlaamse dienst",
    ),
    # To whom words are told, in several words, and who tells them.
    ("es", "«Q», dijo a La Voz del Puerto Ana Ruiz, que vive allí.", "Ana Ruiz"),
    # Whom a picture shows is not who writes under it.
    (
        "es",
        "Todo empezó con un usuario, @pez_7. «Q», escribió bajo la foto de la ministra, Ana Ruiz.",
        "@pez_7",
    ),
    ("es", "«Q», dijo ayer en Jaén la ministra de Consumo, Ana Ruiz.", "Ana Ruiz"),
    # A verb with its pronoun joined ends a phrase, and leads to a name.
    (
        "pt",
        "Contactada, fonte oficial do clube limitou-se a dizer que “Q”.",
        "Fonte oficial do clube",
    ),
    ("pt", "A noiva chama-se Ada Leal e ri.\n\n“Q.”", "Ada Leal"),
    # An article cut short stands within a name, an unlisted noun in front of one.
    ("nl", "‘Q’, betoogt directeur Els 't Hooft.", "Els 't Hooft"),
    ("nl", "‘Q,’ trapte indiener Els Maas (Midden) af.", "Els Maas"),
    (
        "nl",
        "Boswachter Jan Bos kwam. Directeur Wim Bos is een neef van de boswachter. ‘Q’, verwacht "
        "die laatste.",
        "Jan Bos",
    ),
    # How it is said adds nobody.
    ("nl", "Uitbaatster Els Maas ontkent niets. ‘Q’, klinkt het kordaat.", "Els Maas"),
]
DESCRIBED = [
    # Whose mother somebody is, who keeps the name back, who reports between commas.
    ("en", "Rosa Field came. The boys’ mother wept. “Q,” she said.", "The boys’ mother"),
    (
        "en",
        "Tom Reed came. The man in the red coat, who would not give his name, waved. “Q,” he said.",
        "The man in the red coat",
    ),
    (
        "nl",
        "Anna Vos zwijgt. Thuis heeft Jan Bos, vertelt zijn vrouw, geen klok. Wel een kast. "
        "“Q”, zegt ze.",
        "Zijn vrouw",
    ),
    ("en", "Rosa Field said her mother had died poor. “Q,” she said.", "Rosa Field"),
    ("en", "A reader on the shore, Agnes, writes: “Q.”", "Agnes"),
    ("en", "“Q” – that was the verdict of one neighbour after the storm.", "One neighbour"),
    ("en", "Dr Nuala Mac an tSaoir nods. “Q,” she says.", "Nuala Mac an tSaoir"),
    ("en", "The visitors’ coach, Jo Field, nods. “Q,” she says.", "Jo Field"),
    # Several do not say "I"; a body that is only brought in says nothing.
    (
        "nl",
        "Boswachter Jan Bos kijkt. ‘Q.’\n\nPas nu komen de boeren langs. ‘Ik weet het niet.’",
        "Jan Bos",
    ),
    ("nl", "Boswachter Jan Bos begon. Er werd een stichting opgericht. ‘Q.’", "Jan Bos"),
    # The subject stands between its auxiliary and the verb; nobody named, who was last heard.
    ("nl", "Jan Bos kwam. Wim Kok ook. Waarom niet, wilde Bos nog weten. ‘Q.’", "Jan Bos"),
    (
        "nl",
        "‘Q’, vertelt de eigenaar van een kraam.\n\nHij ging naar buiten. ‘Q.’",
        "De eigenaar van een kraam",
    ),
    # Of whom no word shows the gender, a body that owns another, and what a body is for.
    ("en", "Kim Lund, a spokesperson for Vale Water, wrote to us. “Q,” they said.", "Kim Lund"),
    ("en", "The paper’s owner, Beacon Harbour, is pleased. “Q,” the group said.", "Beacon Harbour"),
    ("en", "The paper’s owner, Rosa Field, is pleased. “Q,” the group said.", "The group"),
    ("en", "“Q,” Vale Buses for Everybody said.", "Vale Buses for Everybody"),
    # How somebody was brought in is known in the next paragraph.
    (
        "de",
        "Das sei selten, sagte eine Sprecherin des Zoos. Es regnete. Es blieb still.\n\n"
        "„Q“, sagte die Sprecherin.",
        "Eine Sprecherin des Zoos",
    ),
    # A clause whose verb stands at its end tells of whom it names.
    (
        "de",
        "Der Biologe Jan Moll las. Was Inga Kolb „Kram“ nennt, sei ein Schatz. „Q.“",
        "Jan Moll",
    ),
    ("nl", "Wat Anna Vos ‘gezeur’ noemt, is het langste archief.", "Anna Vos"),
    (
        "pt",
        "Ada Leal não pesca. Nesse dia, conta, o revisor disse-lhe: “Até amanhã.” Sorri. “Q.”",
        "O revisor",
    ),
]
VERBS = [
    # A verb that no list has, its comma outside the marks, or a gerund behind its pronoun.
    ("en", "Rosa Field came. “Q”, she glowered.", "Rosa Field"),
    ("it", "Arriva Ada Sarti. “Q”, attacca lei lasciando il municipio.", "Ada Sarti"),
    ("nl", "Els Maas haalt haar schouders op. “Q,” werpt ze tegen.", "Els Maas"),
    ("en", "The move follows grocer Pellmore’s offer.\n\nPellmore left but said: “Q.”",
     "Pellmore"),
]  # fmt: skip


MET_AGAIN = [
    # Somebody who is known is met again, and told of by another role or the age.
    ("fr", "La maire de Vaux, Anne Roux, arrive. Anne Roux rit. L’avocate Anne Roux se lève. Paule "
     "Mora, boulangère, se tait. « Q », dit l’avocate.", "Anne Roux"),
    ("en", "Ann Reed, a baker, came. Ann Reed laughed. Ann Reed, 52, sat down. Eve Field, 61, left."
     " “Q,” the 52-year-old said.", "Ann Reed"),
    # Pronouns that stand for one another, sentence by sentence.
    ("en", "Rosa Field came with Tom Reed. He sat. He rose. He sang. He laughed. He left. “Q,” he "
     "said.", "Tom Reed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    ADDRESSED + ANSWERS + UNNAMED + AGES + ISSUERS + PLACES + DESCRIBED + VERBS + MET_AGAIN,
)
def test_somebody_is_meant_across_sentences(language: str, text: str, speaker: str) -> None:
    article = re.sub(r"\bQ\b", WORDS[language], text)
    assert reading(article, language=language).quotes[-1].speaker == speaker


def test_an_age_is_no_role() -> None:
    found = reading("Die 14-jährige Inga Kolb kam. „Nein“, sagte sie.", language="de").quotes[-1]
    assert (found.speaker, found.role) == ("Inga Kolb", None)
