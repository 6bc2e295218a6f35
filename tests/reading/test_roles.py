"""What is printed under a name: the role, as the article gives it and so that it stands alone."""

import pytest

from tests.reading.build import reading
from tests.reading.test_speakers import WORDS

ROLES = [
    ("fr", "Pour le président de l’union des bateliers, Paul Mora, « Q ».",
     "président de l’union des bateliers"),
    ("fr", "« Q », dit la maire adjointe chargée des ports, Maryse Duval.",
     "maire adjointe chargée des ports"),
    ("fr", "« Q », dit Maryse Duval, directrice de recherche au CNRS.",
     "directrice de recherche au CNRS"),
    ("fr", "« Q », raconte Paul Mora, un batelier de 52 ans.", "batelier"),
    ("fr", "« Q », dit Paul Mora, batelier et éleveur à Vaux.", "batelier et éleveur à Vaux"),
    ("fr", "« Q », dit le ministre des Ports et du Commerce, Paul Mora.",
     "ministre des Ports et du Commerce"),
    ("fr", "« Q », dit Paul Mora, délégué et membre du comité social et économique.",
     "délégué et membre du comité social et économique"),
    ("fr", "« Q », a dit Paul Mora, le patron du port dans un communiqué.", "patron du port"),
    ("fr", "Il raille le bilan sec du maire vert Paul Mora. « Q », dit l’édile.", "maire vert"),
    ("fr", "« Q », raconte Paul Mora, 52 ans, éleveur à Arzal.", "éleveur à Arzal"),
    ("fr", "« Q », dit Maryse Duval, qui dirige le port.", None),
    ("en", '"Q," said head librarian Ann Reed.', "head librarian"),
    ("en", '"Q," said union leader Ann Reed.', "union leader"),
    ("en", 'But for head librarian Ann Reed, it is too late: "Q."', "head librarian"),
    ("en", 'The State Education Minister, Mr. Jim Reed, left. "Q," Mr. Reed said.',
     "State Education Minister"),
    ("en", '"Q," said Ann Reed, 81, a retired teacher from Hull.', "retired teacher from Hull"),
    ("en", '"Q," said Ann Reed, a librarian at the port for 22 years.', "librarian at the port"),
    ("en", '"Q," said Ann Reed, a librarian who fishes on Sundays.', "librarian"),
    ("en", '"Q," said Ann Reed, the woman who fishes on Sundays.', None),
    ("en", 'One of the students, Ann Reed, said: "Q."', None),
    ("en", 'Of the nominees, Ann Reed said: "Q."', None),
    ("en", 'Princess Ann said: "Q."', None),
    ("en", '"Q," said Ann Reed, associate professor of river engineering at Vale and co-author of '
     'the new study of the lock.', "associate professor of river engineering at Vale"),
    ("en", 'Tom Moss, the head of Lyle Group, Ann Reed’s rival, left. "Q," Ann Reed said.', None),
    ("en", 'Tom Moss’s sister, Ann Reed, said: "Q."', None),
    ("en", 'A guard escorted Ann Reed out. "Q," Reed said.', None),
    ("en", '"Q," said Ann Reed, head of the Owners Association.', "head of the Owners Association"),
    ("en", '"Q," said Ann Reed, division manager, Port of Vale.', "division manager"),
    ("en", '"Q," said Ann Reed, the Vale Canal & Boats Foundation’s executive director.',
     "Vale Canal & Boats Foundation’s executive director"),
    ("en", '"Q," said Vale County Coroner’s Office spokesman Jim Reed.',
     "Vale County Coroner’s Office spokesman"),
    ("en", '"Q," the port’s finance chief, Ann Reed, told the meeting.', "finance chief"),
    ("en", 'The club’s chair, Lady Ann Reed, said: "Q."', "chair"),
    ("de", "„Q“, sagte die stellvertretende Vorsitzende Nora Fase.",
     "die stellvertretende Vorsitzende"),
    ("de", "Der belgische Präsident Jan Haupt sagte: „Q.“", "der belgische Präsident"),
    ("de", "„Q“, sagte die belgische Ministerin Nora Fase.", "belgische Ministerin"),
    ("de", "„Q“, sagte der Vorsitzende Richter Jan Haupt.", "Vorsitzender Richter"),
    ("de", "Nora Fase traf den Präsidenten Jan Haupt. „Q“, sagte Haupt.", "Präsident"),
    ("de", "Nora Fase traf den Linken-Abgeordneten Jan Haupt. „Q“, sagte Haupt.",
     "Linken-Abgeordneter"),
    ("de", "Mit der Vorsitzenden Nora Fase sprach er. „Q“, so Fase.", "Vorsitzende"),
    ("de", "Der Sprecher des Vereins Freie Elbe, Jan Haupt, sagte: „Q.“",
     "Sprecher des Vereins Freie Elbe"),
    ("en", '"Q," said Ann Reed, vice president of the Larch Trust and a former mayor of Vale.',
     "vice president of the Larch Trust"),
    ("en", 'Jo Pell, the principal deputy Larch Hall aide, left. "Q," Larch Hall said.', None),
    # whose wife or colleague it is says nothing on a card
    ("en", 'His wife, Ann Reed, said: "Q."', None),
    ("fr", "« Q », dit sa collègue Maryse Duval.", None),
    ("fr", "« Q », dit la mère de la victime, Maryse Duval.", "mère de la victime"),
    ("fr", "« Q », dit Maryse Duval, maire (DVG) de Vaux.", "maire (DVG) de Vaux"),
    ("es", "Para la presidenta de la Federación de Vecinos, Ana Gil, «Q».",
     "presidenta de la Federación de Vecinos"),
    ("es", "«Q», dijo el ministro de Economía y Empresa, Juan Gil.",
     "ministro de Economía y Empresa"),
    ("es", "«Q», dijo Ana Gil, vecina del barrio de 63 años.", "vecina del barrio"),
    ("it", "«Q», ha detto Ugo Neri, sindaco di Bari dal 2024.", "sindaco di Bari"),
    ("pt", "Para a diretora do hospital, Ana Luz, «Q».", "diretora do hospital"),
    ("nl", "‘Q’, zegt Kees Smit, voorzitter van de bond.", "voorzitter van de bond"),
    # what says nothing of somebody is no role
    ("fr", "Un autre, Paul Mora, dit : « Q ».", None),
    ("fr", "« Q », raconte l’un d’eux, Paul Mora.", None),
    ("fr", "La plus ancienne, Maryse Duval, dit : « Q ».", None),
    ("fr", "« Q », dit sa porteuse, Maryse Duval.", None),
    ("fr", "« Q », dit son avocat, Paul Mora.", "avocat"),
    ("fr", "« Q », dit Paul Mora, auteur du 2-1.", None),
    ("fr", "« Q », dit la Géorgienne Maryse Duval.", None),
    ("fr", "« Q », dit la Géorgienne Maryse Duval, patineuse à Vaux.", "patineuse à Vaux"),
    ("fr", "« Q », dit l’oculariste Maryse Duval.", "oculariste"),
    ("en", '"Q," said one of them, Ann Reed of Vale.', None),
    ("en", '"Q," said the boy, Tom Reed.', None),
    ("de", "„Q“, sagte der neunjährige Jan Haupt.", None),
    ("pt", "O pintor que assinou a imagem, Rui Gomes, explica: «Q».", None),
    # one of several is one
    ("es", "Uno de aquellos curas, Juan Gil, dijo: «Q».", "cura"),
    ("fr", "Lors des questions des riverains, Maryse Duval a dit : « Q ».", None),
    # a role ends where something else is told
    ("fr", "« Q », dit Paul Mora, agriculteur installé à deux pas du port.", "agriculteur"),
    ("fr", "« Q », dit Paul Mora, maire de Vaux à franceinfo.", "maire de Vaux"),
    ("fr", "« Q », dit Paul Mora, entraîneur de cette équipe.", "entraîneur"),
    ("fr", "« Q », dit Paul Mora, infirmier de nuit à Vaux.", "infirmier de nuit à Vaux"),
    ("de", "„Q“, sagte Nora Fase, Präsidentin des Verbands bei einem Pressegespräch am Montag.",
     "Präsidentin des Verbands"),
    ("en", '"Q," said the state Commissioner for Ports, Dr Ann Reed.',
     "state Commissioner for Ports"),
    ("en", '"Q," said Ann Reed, a 34-year-old graduate from Hull.', "graduate from Hull"),
    ("en", 'The boy’s mother, Ann Reed, said: "Q."', "boy’s mother"),
    # a title's short form is printed in full, and an office before a trade
    ("en", '"Q," said Cllr Ann Reed, a publican.', "councillor"),
    # a grade tells less than what somebody does
    ("fr", "« Q », dit le colonel Paul Mora, chef des secours.", "chef des secours"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "role"), ROLES)
def test_the_role_under_a_name(language: str, text: str, role: str | None) -> None:
    quotes = reading(text.replace("Q", WORDS[language]), language=language).quotes
    assert quotes[-1].speaker is not None
    assert quotes[-1].role == role
