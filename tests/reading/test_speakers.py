"""Who is meant: one row for each turn of phrase with which newsrooms name a speaker.

"Q" stands for the words quoted; a row's speaker is that of its last quotation.
"""

import re

import pytest

from tests.reading.build import reading

WORDS = {
    "fr": "Le canal restera fermé jusqu’au printemps",
    "en": "The canal will stay closed until the spring",
    "de": "Der Kanal bleibt bis zum Frühling geschlossen",
    "es": "El canal seguirá cerrado hasta la primavera",
    "it": "Il canale resterà chiuso fino a primavera",
    "pt": "O canal vai ficar fechado até à primavera",
    "nl": "Het kanaal blijft gesloten tot de lente",
}
SPEAKERS = [
    ("fr", "Nadine Corbel tient le bar. « Q », s’agace-t-elle.", "Nadine Corbel"),
    ("fr", "Nadine Corbel tient le bar. « Q », a-t-elle pesté.", "Nadine Corbel"),
    ("fr", "Le Breton Loïc Kerven a gagné. « Q », savoure le Breton.", "Loïc Kerven"),
    ("fr", "La Belge Ann Claes a gagné. « Q », savoure la Belge.", "Ann Claes"),
    ("fr", "Le pilote, Juan Ortiz, sourit. « Q », note l’Espagnol.", "Juan Ortiz"),
    ("fr", "« Q », tonne Maryse Duval, la secrétaire du syndicat.", "Maryse Duval"),
    ("fr", "« Q », tonne la secrétaire du syndicat, Maryse Duval.", "Maryse Duval"),
    ("fr", "Aux yeux de Maryse Duval, « Q ».", "Maryse Duval"),
    ("fr", "Maryse Duval, qui dirige le port et connaît chaque quai, prévient : « Q. »",
     "Maryse Duval"),
    ("fr", "Maryse Duval, 54 ans, batelière, prévient : « Q. »", "Maryse Duval"),
    ("fr", "Interrogée par la radio, Maryse Duval répond : « Q. »", "Maryse Duval"),
    ("fr", "Interrogé mardi par nos confrères, le président du club, Paul Mora, a lâché : « Q. »",
     "Paul Mora"),
    ("fr", "Maryse Duval se souvient. « Q. »", "Maryse Duval"),
    ("fr", "Pour sa part, Maryse Duval estime que « Q ».", "Maryse Duval"),
    ("fr", "De son côté, la sous-préfète Maryse Duval estime que « Q ».", "Maryse Duval"),
    ("fr", "Maryse Duval, elle, ne décolère pas : « Q. »", "Maryse Duval"),
    ("fr", "La maire, Maryse Duval, a reçu Paul Mora. « Q », a expliqué l’édile.", "Maryse Duval"),
    ("fr", "Maryse Duval a reçu le préfet Paul Mora. « Q », a répondu ce dernier.", "Paul Mora"),
    ("fr", "Le préfet Paul Mora a reçu Maryse Duval. « Q », a répondu cette dernière.",
     "Maryse Duval"),
    ("fr", "Le directeur, Paul Mora, et la cheffe, Maryse Duval, ont parlé. « Q », dit celle-ci.",
     "Maryse Duval"),
    ("fr", "Des riverains ont écrit au maire. « Q », disent-ils.", "Des riverains"),
    ("fr", "Les éclusiers ont défilé. « Q », scandent-ils.", "Les éclusiers"),
    ("fr", "« Q », peut-on lire dans le communiqué de la mairie de Vaux.", "La mairie de Vaux"),
    ("fr", "La société Flumen a réagi. « Q », écrit-elle dans un communiqué.", "Flumen"),
    ("fr", "« Q », répond-on à la préfecture.", "La préfecture"),
    ("fr", "« Q » : Maryse Duval ne mâche pas ses mots.", "Maryse Duval"),
    ("fr", "C’est Maryse Duval qui l’affirme : « Q. »", "Maryse Duval"),
    ("fr", "« Q. » C’est Maryse Duval qui le dit.", "Maryse Duval"),
    ("fr", "« Q », dixit Maryse Duval.", "Maryse Duval"),
    ("fr", "« Q », selon les mots de Maryse Duval.", "Maryse Duval"),
    ("fr", "Et Maryse Duval d’ajouter : « Q. »", "Maryse Duval"),
    ("fr", "« On a tout perdu hier », dit Maryse Duval. Avant d’ajouter : « Q. »", "Maryse Duval"),
    ("fr", "« On a tout perdu hier », dit Maryse Duval. Et de conclure : « Q. »", "Maryse Duval"),
    ("fr", "« On a tout perdu hier », dit Maryse Duval. Plus tard, devant la presse : « Q. »",
     "Maryse Duval"),
    ("fr", "À Vaux, le patron du bistrot, Paul Mora, hausse les épaules : « Q. »", "Paul Mora"),
    ("fr", "Maryse Duval le répète à qui veut l’entendre : « Q. »", "Maryse Duval"),
    ("fr", "Au bout du fil, Maryse Duval soupire. « Q. »", "Maryse Duval"),
    ("fr", "Même son de cloche chez Paul Mora : « Q. »", "Paul Mora"),
    ("fr", "Même inquiétude du côté de Paul Mora, éclusier : « Q. »", "Paul Mora"),
    ("fr", "Réaction immédiate de Paul Mora, éclusier à Vaux : « Q. »", "Paul Mora"),
    ("fr", "Une décision absurde, d’après Paul Mora : « Q. »", "Paul Mora"),
    ("fr", "Ce que confirme Paul Mora : « Q. »", "Paul Mora"),
    ("fr", "Ce que Paul Mora résume ainsi : « Q. »", "Paul Mora"),
    ("fr", "Un avis que partage Paul Mora : « Q. »", "Paul Mora"),
    ("fr", "Paul Mora, éclusier : « Q. »", "Paul Mora"),
    ("fr", "« Q », a fait savoir l’avocat de la famille, Me Yves Lorrain.", "Yves Lorrain"),
    ("fr", "« Q », a indiqué à l’AFP Maryse Duval.", "Maryse Duval"),
    ("fr", "« Q », a indiqué à l’AFP une source policière.", "Une source policière"),
    ("fr", "« Q », peste un pêcheur qui préfère taire son nom.", "Un pêcheur"),
    ("fr", "« Q », lance Karim, 34 ans, éclusier.", "Karim"),
    ("fr", "« Q », lance Karim B., éclusier.", "Karim B."),
    ("fr", "Paul Mora et Anne Roux tiennent le bar. « Q », lance Roux.", "Anne Roux"),
    ("fr", "« Q », explique le Dr Mora.", "Mora"),
    ("fr", "Paul Mora est médecin. « Q », explique le Dr Mora.", "Paul Mora"),
    ("fr", "« Q », assure le ministre des Transports, Paul Mora.", "Paul Mora"),
    ("fr", "Le ministre des Transports Paul Mora est venu. « Q », assure le ministre.",
     "Paul Mora"),
    ("fr", "« Q », regrette l’association Eau Vive.", "Eau Vive"),
    ("fr", "« Q », dénoncent les syndicats CGT et FO.", "Les syndicats CGT et FO"),
    ("fr", "« Q », avance prudemment Paul Mora.", "Paul Mora"),
    ("fr", "« Q », nous confie Paul Mora.", "Paul Mora"),
    ("fr", "« Q », lui rétorque Paul Mora.", "Paul Mora"),
    ("fr", "« Q », se défend Paul Mora.", "Paul Mora"),
    ("fr", "« Q », s’est emportée Maryse Duval.", "Maryse Duval"),
    ("fr", "« Q », abonde sa collègue Maryse Duval.", "Maryse Duval"),
    ("fr", "« Q », abonde sa collègue de bureau, Maryse Duval.", "Maryse Duval"),
    ("fr", "Sur X, Maryse Duval a posté : « Q. »", "Maryse Duval"),
    ("fr", "Dans un entretien au Courrier, Maryse Duval juge que « Q ».", "Maryse Duval"),
    ("fr", "Maryse Duval, maire de Vaux depuis 2014, en est convaincue. « Q. »", "Maryse Duval"),
    ("fr", "« Q », veut croire l’ancienne championne.", "L’ancienne championne"),
    ("fr", "Maryse Duval, ancienne championne, y croit. « Q », assure la quinquagénaire.",
     "Maryse Duval"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker"), SPEAKERS)
def test_the_speaker_is_found_in_every_turn_of_phrase(
    language: str, text: str, speaker: str
) -> None:
    article = re.sub(r"\bQ\b", WORDS[language], text)
    assert reading(article, language=language).quotes[-1].speaker == speaker
