"""Who is meant in French news: by taking somebody up again, and by what only seems to name one.

"Q" stands for the words quoted; a row's speakers are those of its quotations, in order, and None
stands for words that nobody is said to say.
"""

import re

import pytest

from tests.reading.build import reading
from tests.reading.test_speakers import WORDS

SPEAKERS = [
    # the article within « du »
    ("Paul Mora, président depuis 2009, dort. Une voix s’élève. Réponse du président, las : « Q. »",
     ["Paul Mora"]),
    ("Anne Roux, cheffe du port, dort. Réaction sèche de la cheffe : « Q. »", ["Anne Roux"]),
    # one of two, by their order
    ("La poétesse Lise Arvel et le luthier Marc Ober boudent. « Q », lance la première. Le second "
     "hausse le ton : « Q. »", ["Lise Arvel", "Marc Ober"]),
    ("Lise Arvel et Anne Roux boudent. « Q », lance la seconde.", ["Anne Roux"]),
    ("Lise Arvel, Anne Roux et Maud Sow boudent. « Q », lance la seconde.", [None]),
    ("Lise Arvel et Anne Roux sont là. « Q », dit la première adjointe.", ["La première adjointe"]),
    # whom the words before were about
    ("Karim Sow, entraîneur, dort. « Karim reste, et je serai là jeudi », coupe Jules Desnos. "
     "L’intéressé sourit : « Q. »", ["Jules Desnos", "Karim Sow"]),
    ("Karim Sow dort. « Il reste, et je serai là jeudi », coupe le cuisinier Jules Desnos. « Q », "
     "ajoute-t-il.", ["Jules Desnos", "Jules Desnos"]),
    # the same, and the same day
    ("« Q », tranche Samba Fall. Le même, plus tard, en coulisses : « Q. »",
     ["Samba Fall", "Samba Fall"]),
    # more of the sentence's subject; an office is somebody else's
    ("Le conseiller Paul Mora se lève. « Q », souffle le doyen du conseil.", ["Paul Mora"]),
    ("Le conseiller Paul Mora se lève. « Q », souffle le directeur du port.",
     ["Le directeur du port"]),
    ("La commandante Anne Roux compte les toits.\n\nLa halle est vide. « Q », dit la directrice.",
     ["La directrice"]),
    # offices in other words
    ("Lise Arvel écoute. Réunis autour d’Anne Roux, maire de Vaux, les élus votent. « Q », conclut "
     "la première magistrate.", ["Anne Roux"]),
    ("Jean Lenoir écoute. Le Premier ministre Paul Mora arrive. « Q », promet le chef du "
     "gouvernement.", ["Paul Mora"]),
    ("On veut parler à Paul Mora, président du pays. Lise Arvel, cheffe du port, dort. « Q », dit "
     "le chef de l’Etat.", ["Paul Mora"]),
    ("Paul Mora, chef de file, dort. Anne Roux, députée, rit. « Q », dit le chef de l’État.",
     ["Le chef de l’État"]),
    # a pronoun that is given its name
    ("Le maire Paul Mora dort. Un drapier colle une affiche. Il s’appelle Ali Sow. « Q », dit-il.",
     ["Ali Sow"]),
    ("La maire Anne Roux dort. Elle l’appelle Lise, sa fille. « Q », dit-elle.", ["Anne Roux"]),
    # who speaks for a body
    ("Le PLR, par la voix de son chef, Paul Mora, dément. « Q », glisse-t-il.", ["Paul Mora"]),
    ("Le SNUI, par la bouche d’Ali Sow, refuse. « Q », prévient-il.", ["Ali Sow"]),
    # the article of a thing is not its owner's
    ("On lit le bilan de la maire, Claude Roux. « Q », dit-elle.", ["Claude Roux"]),
    # a sentence that says only how
    ("Anne Roux s’arrête. En breton d’abord, en français ensuite : « Q. »", ["Anne Roux"]),
    ("Anne Roux s’arrête. Puis, au micro, d’un ton las : « Q. »", ["Anne Roux"]),
    ("Anne Roux s’arrête. Dans la foule : « Q. »", [None]),
    # "on" in a clause that another verb governs
    ("Son secrétaire, Paul Mora, aurait aimé qu’on interroge les cochers : « Q. »", ["Paul Mora"]),
    # a noun whose form is a verb's; « le » in front of a verb
    ("« Q », répond le prévenu, debout.", ["Le prévenu"]),
    ("« Q », ajoute le juge.", ["Le juge"]),
    # a body at which "on" speaks, a palace, a view
    ("« Q », a-t-on fait savoir dans l’entourage du préfet.", ["L’entourage du préfet"]),
    ("Paul Mora dort. « Q », fait savoir le Palais.", ["Le Palais"]),
    ("L’échevine, Anne Roux, attend. Pour elle, « Q ».", ["Anne Roux"]),
    ("La fintech Pontex est en panne. « Q », martèle l’entreprise.", ["Pontex"]),
    # one of several is no role of a place; things are nobody
    ("Sur l’alpage d’Arves, une bergère, un maçon et dix chiens attendent. Anne Roux compte. La "
     "bergère a froid. « Q », dit-elle.", ["Anne Roux"]),
    ("Le radiateur du café siffle. « Q. » Lise Arvel, 44 ans, commande un thé.", ["Lise Arvel"]),
    ("Lise Arvel rame.\n\nPORTRAIT Horlogère, elle répare tout. « Q », dit-elle.", ["Lise Arvel"]),
    # to whom it is said, within the words
    ("« Q, madame la préfète, et vous le savez », réplique Samba Fall.", ["Samba Fall"]),
    # a role and a name behind a place are another's
    ("De passage à Lens, le maire Paul Mora parle.\n\nLe maire de Lens écoute Ali Sow. Il rit. "
     "« Q », dit-il.", ["Paul Mora"]),
    # a sentence of its own behind a comma
    ("Marin a rejoint le bac en mai, « Q. »", ["Marin"]),
    ("Marin a rejoint un club, « ancre de port et vent du nord sur les quais vides »", [None]),
    # what somebody is named by a participle, behind a body of two adjectives
    ("Un autre passeur de Vaux, nommé Ali, dort mal. « Q », nous dit-il.", ["Ali"]),
    ("« Q », lance le secrétaire du comité social et économique, Ali Sow (CFDT).", ["Ali Sow"]),
    # a clause within the reporter's adverbials
    ("Marc Ober recense les dégâts. S’il est trop tôt pour tout voir, « Q », surtout à Vaux.",
     ["Marc Ober"]),
    ("« Q », note la Drees. En revanche, « Q », avec un léger mieux.", ["Drees"]),
    ("Marc Ober recense les dégâts. Sur la porte de la halle, une affiche, « Q ».", [None]),
    # to whom it is said, in which brackets, by which verbs
    ("« Q », a indiqué dimanche le ministère de la Santé à l’AFP.", ["Le ministère de la Santé"]),
    ("« Q », rapporte sur X (ex-Twitter) un passeur de Vaux.", ["Un passeur de Vaux"]),
    ("« Q », a ainsi pesté Wahid Sow au coup de sifflet.", ["Wahid Sow"]),
    ("« Q », laisse échapper la passeuse de Vaux.", ["La passeuse de Vaux"]),
    ("« Q », semble se réjouir Anne Roux.", ["Anne Roux"]),
    # « on » of a body told of before, and of nobody
    ("Jointe hier, la mairie de Vaux n’avait rien à dire. « Q », expose-t-on.",
     ["La mairie de Vaux"]),
    ("Anne Roux a peur. « Q », dit-on.", [None]),
    # a view behind the words
    ("Anne Roux attend. Ici, « le bac est utile à tous » pour la militante.", ["Anne Roux"]),
    # who goes on behind a crosshead
    ("« Q », dit Ali Sow.\n\nEt d’ajouter, l’air las : « Q. »", ["Ali Sow", "Ali Sow"]),
    # who has the same trade elsewhere, and is named only later
    ("Ali Sow soupire. Le patron du bar L’Écope se penche. « Q », dit-il.\n\nLe patron du café "
     "Basse-Mer, Luc Moro, rit.", ["Ali Sow"]),
    ("Ali Sow a gagné. Ses hommes ont ramé. « Q », dit l’entraîneur rennais.\n\nLuc Moro, "
     "entraîneur de Brest, rit.", ["Ali Sow"]),
    # one of several; a house with somebody's name
    ("La cale de Luc Moro est vide. De jeunes passeurs se taisent. « Q », glisse ce jeune homme.",
     ["Ce jeune homme"]),
    ("« Q », explique le responsable de la maison Honoré, au port.",
     ["Le responsable de la maison Honoré"]),
    # what a participle opens with is nobody, and not the subject
    ("Préférant souligner l’effort, Ali Sow appuie sur le vent : « Q. »", ["Ali Sow"]),
    ("Voyant ce quai désert, la passeuse Lise Arvel a un message : « Q. »", ["Lise Arvel"]),
    # where a role ends: at an occasion, and at a day
    ("« Q », a dit la passeuse de Vaux à l’issue du conseil.", ["La passeuse de Vaux"]),
    ("« Q », nous explique un passeur mobilisé ce jeudi.", ["Un passeur"]),
    # whose answer it is, and what is only asked
    ("L’entraîneur Luc Moro dort. Quand on lui demande son avis : « Q. »", ["Luc Moro"]),
    ("L’entraîneur Luc Moro dort. On lui a demandé : « Q ? »", [None]),
    # whom the sentence before calls the last of those told of
    ("Le chef Jo Casa a félicité le staff, puis le gardien Luc Moro. Ce dernier pensait déjà au "
     "retour. « Q », a-t-il soufflé.", ["Luc Moro"]),
    ("Anne Roux a vu Luc Moro. Ce dernier rit. « Q », dit-elle.", ["Anne Roux"]),
    # a doctor's title
    ("« Q », s’émeut la Dre Anne Roux.", ["Anne Roux"]),
    # a demonstrative without anybody told of
    ("Le quai de Lavox Nord est vide. « Q », lance cet ouvrier.", ["Cet ouvrier"]),
    # a club by its letters, a maker by its trade
    ("Le CA Vaux a fini sa saison. « Q », écrit le club.", ["CA Vaux"]),
    ("Luc Moro rit. Le constructeur, Moro & Fils, promet un bac. « Q », précise l’industriel.",
     ["Moro & Fils"]),
    ("Dans le Quercy, Luc Moro tisse. « Q », ajoute l’industriel.", ["Luc Moro"]),
    ("À Bréval, les femmes qui pêchent rient. « Q » Celle qui parle ainsi a froid.", [None]),
    # whom an opening view names; who spoke before in the paragraph
    ("« Q », dit Ali Sow. Pour Luc, la nuit, la route a été longue. « Q. »", ["Ali Sow", "Luc"]),
    ("« Q », dit Ali Sow. Trois bacs perdus. « Q. » Les passagers attendent.",
     ["Ali Sow", "Ali Sow"]),
    # feasts and what has a plural article are nobody
    ("Avec les fêtes de Noël, Ali Sow a froid. « Q », témoigne le jeune homme.", ["Ali Sow"]),
    ("La nouvelle est tombée : les Vieilles Bennes restent.\n\n« Q. »", [None]),
    # a paragraph is about somebody else
    ("Le barreur Nils Aro a ramé.\n\nLe rôle échoit à Jules Desnos. Le Basque, trente ans de bac, "
     "n’aime pas le mot. « Q », prévient l’ancien passeur.", ["Jules Desnos"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS)
def test_somebody_is_taken_up_again(text: str, speakers: list[str | None]) -> None:
    found = reading(re.sub(r"\bQ\b", WORDS["fr"], text)).quotes
    assert [one.speaker for one in found] == speakers


def test_an_answer_over_two_paragraphs_is_the_guest_s() -> None:
    text = (
        "La rameuse a gagné hier.\n\nPourquoi ramer ?\n\n« Parce que je m’ennuyais à terre. »\n\n"
        "On vous dit « l’Ancre ». Cela plaît ?\n\n« Au début, non. Je trouvais ça froid.\n\n"
        "« Puis un ami m’a dit qu’une ancre tient. »\n\nEt demain ?\n\n« Demain je dors. »"
    )
    found = reading(text, title="Lise Arvel, sans voiles").quotes
    assert [one.speaker for one in found if one.speaker] == ["Lise Arvel"] * 4


def test_whom_the_headline_quotes_is_known_by_a_surname() -> None:
    found = reading(f"« {WORDS['fr']} », a-t-il dit.", title="Arvel : « On a mal ramé »").quotes
    assert [one.speaker for one in found] == ["Arvel"]


def test_a_long_role_within_the_marks_is_no_part_of_the_words() -> None:
    found = reading(
        "« Le bac reste à quai, prévient Anne Roux, directrice générale adjointe du syndicat des "
        "transports de la vallée de l’Orne, chargée depuis mai des ports. On attendra l’été. »"
    ).quotes
    assert [part.text for part in found[0].parts] == ["Le bac reste à quai", "On attendra l’été."]


def test_a_condition_within_the_marks_is_the_speaker_s() -> None:
    found = reading(
        "« Ce n’est pas un mal, nuance la juge, à condition d’y aller après, chez le greffier. »"
    ).quotes
    assert [part.text for part in found[0].parts] == [
        "Ce n’est pas un mal",
        "à condition d’y aller après, chez le greffier.",
    ]


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Can 2015 : la fin", "Le portier de la Tanière"),
        ("Can 2015-Ali Sow : « On tiendra »", "Ali Sow"),
        ("Can 20 ans après", "Can"),
    ],
)
def test_a_name_with_its_year_in_the_headline_is_an_event(title: str, speaker: str) -> None:
    text = re.sub(r"\bQ\b", WORDS["fr"], "« Q », a martelé le portier de la Tanière.")
    (one,) = reading(text, title=title).quotes
    assert one.speaker == speaker
