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

PHRASES = [
    # A role and where somebody has it lead to the name behind the comma.
    ("es", "Según la secretaria del gremio en Soria, Ana Gil, «Q».", "Ana Gil"),
    ("fr", "« Q », explique le délégué du syndicat à Vaux, Paul Mora.", "Paul Mora"),
    ("it", "«Q», spiega il segretario del partito in Umbria, Ugo Neri.", "Ugo Neri"),
    ("en", "According to the secretary of the union in Vale, Jo Field, “Q”.", "Jo Field"),
    # So do a role and its field without an article.
    ("fr", "« Q », dit le metteur en scène Paul Mora.", "Paul Mora"),
    ("it", "«Q», dice il maestro in pensione Ugo Neri.", "Ugo Neri"),
    ("pt", "“Q”, diz o professor em reforma Rui Leal.", "Rui Leal"),
    ("nl", "‘Q’, zegt de rechter in ruste Wim Kok.", "Wim Kok"),
    # "A little earlier" is no subject.
    ("fr", "« Q », avait lancé un peu plus tôt le député Paul Mora.", "Paul Mora"),
    ("es", "«Q», había dicho un poco antes el alcalde Luis Gil.", "Luis Gil"),
    # A hyphen may hold back the end of a compound.
    ("de", "„Q“, sagte die Chefin des Garten- und Weinbauverbands, Inga Kolb.", "Inga Kolb"),
    ("nl", "‘Q’, zegt de baas van de land- en tuinbouwbond, Wim Kok.", "Wim Kok"),
    # "This" alone is the last one named, and no article of what follows.
    ("de", "Paul Mora rief die Wirtin Inga Kolb an. Diese blieb ruhig: „Q.“", "Inga Kolb"),
    # A synonym comes before a compound that means somebody else.
    ("de", "Staatsanwalt Paul Mora klagte an. Verteidiger Jan Ernst kam. „Q“, sagte der Anwalt.",
     "Jan Ernst"),
    # Whose role holds another name is whom the sentence is about.
    ("it", "«Q», ricorda Ugo Neri. La direttrice del Piccolo, Ada Sarti, piange. «Q», ha detto.",
     "Ada Sarti"),
    ("fr", "Zoé Corbel, bouchère, ouvre. Anne Roux passe. À en croire la bouchère, tout va bien. "
     "« Q », dit-elle.", "Zoé Corbel"),
    # Where words are reported impersonally, the sentence before names their speaker.
    ("nl", "Haar advocaat, meester Els Maas, haalt de schouders op. ‘Q’, klinkt het.", "Els Maas"),
    # A surname known from a family is completed by its given name.
    ("nl", "De familie Bos Ritzen vond het. ‘Q’, vertelt Piet Bos Ritzen.", "Piet Bos Ritzen"),
    # Who reports between commas quotes, whoever did what is told.
    ("en", "Jo Field teaches. Her pupils, she said, have learned that “Q”.", "Jo Field"),
    ("fr", "Ses élèves, assure Anne Roux, ont appris que « Q ».", "Anne Roux"),
    # An unnamed speaker is printed with the body that they work for.
    ("en", "“Q,” said a cleaner at a large bank, who gave no name.", "A cleaner at a large bank"),
    ("en", "“Q,” said a spokesman at a news conference.", "A spokesman"),
    ("de", "„Q“, sagt eine Mitarbeiterin bei der Behörde.", "Eine Mitarbeiterin bei der Behörde"),
]  # fmt: skip

CALLED = [
    # The name to which "called" or "who gave her name as" leads.
    ("en", "Her neighbour on the plot, a retired bus driver called Jo Field, leans over. “Q,” he "
     "confides.", "Jo Field"),
    ("fr", "Un pêcheur nommé Paul Mora s’arrête. « Q », dit-il.", "Paul Mora"),
    ("de", "Ein Rentner namens Paul Mora bleibt stehen. „Q“, sagt er.", "Paul Mora"),
    ("es", "Un vecino llamado Luis Gil se acerca. «Q», dice.", "Luis Gil"),
    ("it", "Un pescatore di nome Ugo Neri si ferma. «Q», dice.", "Ugo Neri"),
    ("nl", "Een visser genaamd Wim Kok stopt. ‘Q’, zegt hij.", "Wim Kok"),
    ("en", "Another driver, who gave her name only as Ann, stopped. “Q,” she said.", "Ann"),
    # A capital does not make an office a name.
    ("en", "“Q,” said Secretary of State for Water Jo Field.", "Jo Field"),
    ("en", "Vale Commissioner for Water Tomasz Wolny answered: “Q.”", "Tomasz Wolny"),
    ("en", "Foreign Secretary Jo Field left. Tom Lee came. “Q,” the Foreign Secretary said.",
     "Jo Field"),
    ("en", "“Q,” said Det Con Harjit Gill.", "Harjit Gill"),
    ("en", "“Q,” said Cllr Con Petrou.", "Con Petrou"),
    # Somebody unnamed, told of since, is not who has the role.
    ("en", "The chief guard, Jo Field, was silent. A former guard, who left in May, wrote that "
     "it was so. “Q,” the former guard said.", "A former guard"),
    # Another word for a role means who was named before.
    ("es", "«Q», dijo Luis Gil. El técnico negó con la cabeza. «Q», se preguntó.\n\nEl entrenador, "
     "Paco Mora, no vino.", "Luis Gil"),
    # What a headline says of somebody is no part of the name.
    ("fr", "Mort de Paul Mora, dernier éclusier.\n\nPaul Mora est mort. « Q », disait-il.",
     "Paul Mora"),
    # Letters behind a full name are a body.
    ("nl", "Gisteren heeft Jan Kok NAC gered. ‘Q’, zei Kok.", "Jan Kok"),
    # A street is nobody, and no time is who stands in front of it.
    ("it", "La ministra Ada Neri è qui. Ugo Pini è uscito. «Q», dice la titolare di via Verdi.",
     "Ada Neri"),
    ("it", "«Q», confida uno studente del terzo anno all’uscita del liceo Galvani.",
     "Uno studente del terzo anno"),
    # Behind a place, a date and an agency a quotation stands alone.
    ("it", "Lerna, 12 set. (Ansa) - «Q». Così la ministra dell’Acqua, Ada Neri, in radio.",
     "Ada Neri"),
    # A title between commas is not said.
    ("fr", "Dans un livre paru en mai, « La Mer et le Sel », Paul Mora écrit : « Q. »",
     "Paul Mora"),
    ("fr", "Le film est prêt, « Q », assure Paul Mora.", "Paul Mora"),
]  # fmt: skip

MEANT = [
    # A demonstrative points back, and "of" with a bare noun says no owner.
    ("fr", "Zoé Corbel savoure. « Q », dit cette professeure de lettres à la retraite.",
     "Zoé Corbel"),
    ("fr", "Pour la principale, Zoé Corbel, c’est dur. « Q », dit la cheffe d’établissement.",
     "Zoé Corbel"),
    # Nor does where somebody is from, who has no office.
    ("fr", "Zoé Corbel gagne. « Q », dit la lycéenne de Vaux, dimanche soir.", "Zoé Corbel"),
    # The mood of reported speech goes on with whom the paragraph quoted last.
    ("de", "Man müsse, so Inga Kolb, „endlich reden“. Unterschreiben werde sie nicht, „solange "
     "nicht feststeht, dass es der Kanal war“.", "Inga Kolb"),
    # Whose husband somebody is, is no part of the name.
    ("de", "Kolbs Mann Georg schüttelt den Kopf: „Q.“", "Georg"),
    # With an article alone a wife is nobody named.
    ("it", "Ada Neri ride. «Q», ricorda Ugo Pini. La moglie, accanto a lui, lo corregge: «Q».",
     "La moglie"),
    # What is taught is nobody, and the masculine of a role is meant for both.
    ("nl", "Bert Kok, leraar Nederlands, is er. Badmeester Yvonne Bos gaf hem les. ‘Q’, zegt ze.",
     "Yvonne Bos"),
    ("nl", "Badmeester Yvonne Bos gaf les. Volgens haar is het klaar: ‘Q’.", "Yvonne Bos"),
    ("nl", "Wim Kok komt. Volgens haar vader is het klaar: ‘Q’.", "Haar vader"),
    # An apostrophe behind a plural stands within the name of a body.
    ("en", "The Vale Supporters’ Trust has asked for calm. “Q,” it said in a statement.",
     "Vale Supporters’ Trust"),
    # Whose view opens a sentence, unnamed, is who goes on.
    ("en", "Jo Field left. For one diver, who gave no name, it came too late. “Q,” she said.",
     "One diver"),
    # A verb's form parts the subject from what is told.
    ("pt", "Ao lado, um estudante de Medicina fazia contas à vida. “Q”, disse.",
     "Um estudante de Medicina"),
    ("es", "Al lado, un estudiante de Derecho hacía cuentas. «Q», dijo.",
     "Un estudiante de Derecho"),
    ("it", "Accanto, uno studente di Lettere faceva i conti. «Q», ha detto.",
     "Uno studente di Lettere"),
    # A gerund has its object, unless it tells how somebody laughs.
    ("it", "Ada Neri si ferma. «Q», dice indicando il titolare del bagno.", "Ada Neri"),
    ("it", "«Q», dice ridendo la sindaca Rosa Pini.", "Rosa Pini"),
    # An age leads to a name.
    ("de", "„Q“, erzählte der fünfjährige Jorik, der zuerst da war.", "Jorik"),
    ("de", "„Q“, erzählte der fünfjährige Junge.", "Der fünfjährige Junge"),
    # A hyphen behind one letter opens a verb, and no surname.
    ("en", "Vet Amrit Gill X-rayed the dog on Monday. “Q,” she said.", "Amrit Gill"),
    # An article behind letters opens a phrase of its own.
    ("fr", "« Q », a indiqué à l’AFP le Dr Paul Mora, chef du service.", "Paul Mora"),
    ("fr", "« Q », a dit à la presse la Pr Anne Roux.", "Anne Roux"),
    # What a gesture moves is no subject.
    ("fr", "« Q », hausse les épaules le maire, Paul Mora.", "Paul Mora"),
    ("fr", "« Q », secoue la tête Anne Roux.", "Anne Roux"),
    ("fr", "« Q », lève les yeux au ciel Anne Roux.", "Anne Roux"),
    ("it", "«Q», alza le spalle Ada Neri.", "Ada Neri"),
    ("es", "«Q», alza los hombros el alcalde, Paco Ruiz.", "Paco Ruiz"),
    # What somebody owns is a noun, whatever else the word can be.
    ("en", "“Q,” the council’s head, Kwabena Frost, told residents.", "Kwabena Frost"),
    # A ministry's whole name, and whose party somebody is.
    ("en", "The Department of Health and Social Care said: “Q.”",
     "The Department of Health and Social Care"),
    ("es", "«Q», señaló el Ministerio de Sanidad y Consumo.", "Ministerio de Sanidad y Consumo"),
    ("en", "“Q,” said the Liberal Ann Reed.", "Ann Reed"),
    # Names whose capital is the second letter.
    ("en", "“Q,” said Seán Ó hEithir.", "Seán Ó hEithir"),
    ("en", "“Q,” eBay said.", "eBay"),
    # Behind an article and an adjective, a statement is a noun, whatever verb has its form.
    ("es", "La empresa, Canales Arce, emitió un escueto comunicado: «Q».", "Canales Arce"),
    ("it", "La società, Edil Sud, ha diffuso una breve nota: «Q».", "Edil Sud"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker"), ROLES + NAMES + PHRASES + CALLED + MEANT)
def test_a_construction_names_its_speaker(language: str, text: str, speaker: str) -> None:
    article = re.sub(r"\bQ\b", WORDS[language], text)
    named = [one.speaker for one in reading(article, language=language).quotes if one.speaker]
    assert named[-1] == speaker


def test_a_headline_s_quotation_in_single_marks_names_nobody() -> None:
    text = "‘Die sluis is oud’, zegt Els Bos. De aannemer reageert. ‘Q’, laat het bedrijf weten."
    article = re.sub(r"\bQ\b", WORDS["nl"], text)
    title = "Buurt redt sluis: ‘Die sluis is ouder dan de stad’"
    assert reading(article, language="nl", title=title).quotes[-1].speaker == "Het bedrijf"


def test_no_noun_is_owned_by_what_a_single_mark_closes() -> None:
    text = "The council spent ‘record amounts’ in the city. Jo Field said: ‘It spent nothing here.’"
    found = reading(text, language="en").quotes
    assert [one.text for one in found] == ["record amounts", "It spent nothing here."]
