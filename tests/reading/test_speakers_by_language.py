"""Who is meant, in every language but English: one row for each way to say it.

"Q" stands for the words quoted; a row's speakers are those of its quotations, in order, and None
stands for words that nobody is said to say.
"""

import re

import pytest

from bot.model import QuoteKind
from tests.reading.build import reading
from tests.reading.test_speakers import WORDS

SPEAKERS = [
    # words in marks that are the subject
    ("fr", "« Q », a lancé la « reine du port », comme l’a nommée Julie Sow.", [None, "Julie Sow"]),
    # a noun says whose the words are
    ("es", "La papelera Nervión calla. «Q», fue la única respuesta de la empresa.", ["Nervión"]),
    ("es", "«Q». La frase es del alcalde de Lerna, Lope Arce.", ["Lope Arce"]),
    ("it", "«Q», è la denuncia di Livia Sarti.", ["Livia Sarti"]),
    ("it", "«Q», le parole di Livia Sarti.", ["Livia Sarti"]),
    ("de", "„Q“, war die Antwort von Nils Ohlsen.", ["Nils Ohlsen"]),
    ("nl", "“Q”, was het antwoord van Joris Blom.", ["Joris Blom"]),
    # a surname that is a noun for people too
    ("de", "Karl Naumann leitet den Hafen. „Q“, sagte Naumann.", ["Karl Naumann"]),
    ("de", "Karin Richter ist da. Richter kam allein. „Q“, so die Chefin.", ["Karin Richter"]),
    ("de", "Karin Richter ist da. „Q“, sagte der Richter.", ["Der Richter"]),
    ("nl", "Kees Bakker bouwt boten. “Q”, zegt Bakker.", ["Kees Bakker"]),
    # when it was said, in an infinitive
    ("pt", "“Q”, disse a tratadora ao abrir a jaula.", ["A tratadora"]),
    ("es", "«Q», dijo la cuidadora al cerrar la jaula.", ["La cuidadora"]),
    # who is convinced of it
    ("de", "„Q“, ist Nils Ohlsen überzeugt.", ["Nils Ohlsen"]),
    ("de", "„Q“, ist sich Inga Kolb sicher.", ["Inga Kolb"]),
    ("nl", "“Q”, is Joris Blom ervan overtuigd.", ["Joris Blom"]),
    # to whom it is said, without a comma before who says it
    ("pt", "“Q”, contou à Lusa Rui Leal.", ["Rui Leal"]),
    ("es", "«Q», explica a este diario Marta Rueda.", ["Marta Rueda"]),
    ("pt", "“Q”, disse à agência Lusa Rui Leal.", ["Rui Leal"]),
    ("pt", "Em declarações à agência Lusa, a prefeita de Vaux, no norte, disse que “Q”.",
     ["A prefeita de Vaux"]),
    # behind a place, or one of several
    ("es", "«Q», barruntó en el puerto Marta Rueda, jefa del muelle.", ["Marta Rueda"]),
    ("es", "«Q», advirtió uno de los vecinos del puerto, Lope Arce.", ["Lope Arce"]),
    # the text goes on about somebody by what she is, and with verbs alone
    ("es", "Marta Rueda volvió. La ingeniera elogió la barca. Era antes del viaje de Lope Arce."
     "\n\n«Q», señaló.", ["Marta Rueda"]),
    ("es", "Marta Rueda volvió. «Q», afirmó, y dijo que Lope Arce rema.\n\n«Q», prometió.",
     ["Marta Rueda", "Marta Rueda"]),
    # somebody brought in, whom nobody named before can be
    ("pt", "Rui Leal chegou.\n\nUm homem emprestou a barca.\n\n“Q”, disse ele.", ["Um homem"]),
    # a river is nobody
    ("it", "Poi arrivò al fiume, il Lamone. Camminava sola.\n\n«Q».", [None]),
    ("it", "- Neri: “Q”.\n- Sarti: “Q”.", ["Neri", "Sarti"]),
    ("it", "Sciopero al porto. \"Q - si legge nella nota della Marelux - Q\".", ["Marelux"]),
    # a name grows
    ("es", "Luis Andrés rema. Luis Andrés Rueda ganó. «Q», dijo Luis Andrés.",
     ["Luis Andrés Rueda"]),
    # a view of whoever the text is about
    ("es", "Marta Rueda salió del pleno. A su entender, «Q».", ["Marta Rueda"]),
    ("it", "Livia Sarti esce dall’aula. A suo dire, «Q».", ["Livia Sarti"]),
    ("pt", "Rosa Leal saiu da sala. Na sua opinião, “Q”.", ["Rosa Leal"]),
    ("de", "Inga Kolb leitet den Hafen. Ihrer Ansicht nach gilt: „Q.“", ["Inga Kolb"]),
    ("es", "Como explica Marta Rueda, «Q».", ["Marta Rueda"]),
    ("it", "Come racconta Livia Sarti, figlia del casellante, «Q».", ["Livia Sarti"]),
    # where it is said: the body
    ("es", "«Q», aseguran desde la tertulia.", [None]),
    ("es", "«Q», aseguran desde el sindicato.", ["El sindicato"]),
    ("nl", "“Q”, klinkt het bij de gemeente.", ["De gemeente"]),
    ("de", "In einer Mitteilung der Reederei Nordkai heißt es: „Q.“", ["Nordkai"]),
    ("pt", "A Nortágua não comenta. “Q”, lê-se apenas no comunicado.", ["Nortágua"]),
    # a verb that no list holds, alone or with its pronoun
    ("es", "Lope Arce mira al mar. «Q», barrunta.", ["Lope Arce"]),
    ("pt", "Rui Leal olha o mar. “Q”, matuta.", ["Rui Leal"]),
    ("it", "Livia Sarti incontra Ugo Neri. «Q», gli rinfaccia lei.", ["Livia Sarti"]),
    # whom the account belongs to
    ("es", "«Q», escribió @martarueda en su perfil.", ["@martarueda"]),
    ("de", "Auf der Plattform schrieb @ingakolb: „Q.“", ["@ingakolb"]),
    # the person comes first, then where from
    ("nl", "“Q”, zegt Joris Blom van roeiclub De Snoek.", ["Joris Blom"]),
    ("nl", "Ecoloog Joris Blom van de Universiteit Gent telt vogels. “Q”, zegt Blom.",
     ["Joris Blom"]),
    ("de", "„Q“, sagt Nils Ohlsen von der Initiative Freie Elbe.", ["Nils Ohlsen"]),
    ("de", "„Q“, hält Nils Ohlsen der Verwaltung entgegen.", ["Nils Ohlsen"]),
    # German nouns and adverbs with their capital are nobody
    ("de", "Ähnlich sieht es Nils Ohlsen: „Q.“", ["Nils Ohlsen"]),
    ("de", "Zustimmung kam von Nils Ohlsen: „Q.“", ["Nils Ohlsen"]),
    ("de", "Schärfer formuliert es Nils Ohlsen: „Q.“", ["Nils Ohlsen"]),
    ("de", "Den Plan hat Ute von der Wiese verfasst. Von der Wiese sagt dazu: „Q.“",
     ["Ute von der Wiese"]),
    ("de", "Zur Eile war keine Veranlassung. Ähnlich äußert sich der Koch Nils Ohlsen: „Q.“",
     ["Nils Ohlsen"]),
    ("de", "Nils Ohlsen kam. Zehn Kilogramm Pulver waren da. Starke Winde kamen. „Q“, sagt er.",
     ["Nils Ohlsen"]),
    ("de", "Uwe Brandt kam. Die Insel Fehmarn lag still. Der Werftverband klagt. „Q“, sagt er.",
     ["Uwe Brandt"]),
    ("de", "Dazu riet die Leiterin des alten Seeprogramms Aquarius Inga Kolb. „Q“, sagte sie.",
     ["Inga Kolb"]),
    ("de", "Inga Kolb kam spät. „Q“, sagte Seglerin Kolb. „Q“, sagte Schankfrau Kolb.",
     ["Inga Kolb", "Inga Kolb"]),
    # nobody speaks in the genitive, the dative or the accusative
    ("de", "Nils Ohlsen leitet den Hafen. Mit dem Umsatz seiner Reederei ist er zufrieden. „Q.“",
     ["Nils Ohlsen"]),
    ("de", "Inga Kolb legte nach, indem sie den Rat zum Handeln aufforderte: „Q.“", ["Inga Kolb"]),
    ("de", "Wir sammeln für den Film „Q“ Geld.", [None]),
    ("de", "Man hält den Plan für einen baldigen „Q“.", [None]),
    ("de", "Der 39-Jährige gab jedoch an, es eile: „Q.“", ["Der 39-Jährige"]),
    # what somebody was called in full before
    ("de", "Das Verkehrsministerium prüft es. „Q“, sagt das Ministerium.",
     ["Das Verkehrsministerium"]),
    ("de", "Ein Werftsprecher kam. Es regnete. „Q“, sagt der Werft-Sprecher.",
     ["Ein Werftsprecher"]),
    ("de", "Nach Angaben der Anwältin der Frau war es laut. Der Wirt sei „Q“.",
     ["Die Anwältin der Frau"]),
    ("de", "„Q“, verriet Nils Ohlsen. Die Fischer verkündeten: „Q.“",
     ["Nils Ohlsen", "Die Fischer"]),
    # a town's people in front of a role, two roles, hyphens held back: no part of a name
    ("de", "Nils Ohlsen kam. „Q“, sagte der Husumer Hafenwirt.", ["Nils Ohlsen"]),
    ("de", "„Q“, sagte der Husumer Bürgermeister.", ["Der Husumer Bürgermeister"]),
    ("de", "„Q“, erklärt Biologe und Hafenwirt Nils Ohlsen.", ["Nils Ohlsen"]),
    ("de", "„Q“, sagte der Husumer Bau-, Wohn- und Hafendirektor Nils Ohlsen.", ["Nils Ohlsen"]),
    # the object of a verb behind its subject's name
    ("de", "Dazu nahm auch Nils Ohlsen Stellung: „Q.“", ["Nils Ohlsen"]),
    ("de", "Darauf nahm der Segler Nils Ohlsen Bezug: „Q.“", ["Nils Ohlsen"]),
    # the verb behind a clause, and its subject
    ("de", "Uwe Brandt kam. Dass er ging, erklärt der Fischer Nils Ohlsen mit Müdigkeit: „Q.“",
     ["Nils Ohlsen"]),
    # a thing is nobody named before, nor is a deputy who holds the office
    ("de", "Nils Ohlsen kam. Der Wasserschutz hält fest: „Q.“", ["Der Wasserschutz"]),
    ("de", "Inga Kolb wird Chefin der Werft. „Q“, sagt die stellvertretende Chefin.",
     ["Die stellvertretende Chefin"]),
    ("de", "Inga Kolb wird Chefin des Lerner Zentrums. „Q“, sagt die Chefin.", ["Inga Kolb"]),
    ("de", "Uwe Brandt ist da. Ozkan Erdel, politischer Berater, ging. „Q“, sagt der Berater.",
     ["Ozkan Erdel"]),
    # a pronoun in front of an object, a role without a comma behind it, nobody in between
    ("de", "Inga Kolb nahm viel mit, wie sie der Redaktion verraten hat: „Q.“", ["Inga Kolb"]),
    ("de", "Inga Kolb, Wirtin der Mole in Husum sagte am Abend: „Q.“", ["Inga Kolb"]),
    ("de", "Inga Kolb hat Pläne. Man hat es versucht. „Q.“", ["Inga Kolb"]),
    ("de", "Früh hat Inga Kolb Menschen geholfen. Inga Kolb lacht. „Q“, sagt sie.", ["Inga Kolb"]),
    ("de", "Wie Nils Ohlsen sagte, sei es spät. Der Hafen sei zu. „Q.“ Die Wirtin Inga Kolb rief,"
     " der Hafen sei voll.", ["Nils Ohlsen"]),
    ("de", "Staatsanwalt Nils Ohlsen kam. Der Verteidiger sagte: „Q.“", ["Der Verteidiger"]),
    # nobody is named: who spoke in the sentence before
    ("de", "„Q“, begann der Angeklagte. „Q“, sagte er.", ["Der Angeklagte", "Der Angeklagte"]),
    ("nl", "“Q”, begon de kapitein. “Q”, zei hij.", ["De kapitein", "De kapitein"]),
    # things whose nouns end like people's
    ("de", "Nils Ohlsen kam spät. Das Medikament fehlte noch. „Q.“", ["Nils Ohlsen"]),
    ("de", "Nils Ohlsen kam spät. Der Reaktor stand still. „Q.“", ["Nils Ohlsen"]),
    # an apposed name behind a title, a relative clause or the subject's own apposition
    ("it", "La nonna dei due, suor Livia, sospira. «Q», confessa al telefono.", ["Livia"]),
    ("it", "Replica il difensore della banca, l’avv. Ugo Neri: «Q».", ["Ugo Neri"]),
    ("it", "La società che cura il porto, Marelux, tace. «Q», scrive l’azienda.", ["Marelux"]),
    # somebody newly named behind an article goes before who was named earlier
    ("de", "Uwe Brandt nickt. Dagegen ist der Fischer Nils Ohlsen. Er winkt ab. „Q“, sagt er.",
     ["Nils Ohlsen"]),
    ("de", "Der Geiger Nils Ohlsen spielt wieder. „Q“, gesteht der Musiker.", ["Nils Ohlsen"]),
    # numbers and hours in front of the subject
    ("es", "A las seis de la tarde, Lope Arce subió al faro. «Q.»", ["Lope Arce"]),
    ("it", "Le due sorelle hanno protestato. «Q», dicono.", ["Le due sorelle"]),
    # several, by the form of the noun
    ("de", "Die Fischer blockierten den Hafen. „Q“, riefen sie.", ["Die Fischer"]),
    ("it", "«Q», è la denuncia dei sindacati.", ["Sindacati"]),
    # according to somebody, behind or in front of the word
    ("de", "Nils Ohlsen zufolge gilt: „Q.“", ["Nils Ohlsen"]),
    ("de", "Nach Angaben der Feuerwehr gilt: „Q.“", ["Die Feuerwehr"]),
    ("pt", "Já para Rosa Leal, “Q”.", ["Rosa Leal"]),
    ("de", "Dass es so kam, wie Inga Kolb sagte, gilt: „Q“, wie Nils Ohlsen betonte.",
     ["Nils Ohlsen"]),
    # whom a paper quotes
    ("de", "„Q“, zitiert die Zeitung den Kämmerer Nils Ohlsen.", ["Nils Ohlsen"]),
    ("es", "El diario cita a Lope Arce: «Q».", ["Lope Arce"]),
    # the latter
    ("es", "La jueza Ana Gil escuchó a Luis Arce. «Q», respondió este.", ["Luis Arce"]),
    ("pt", "O juiz Rui Leal ouviu Ivo Melo. “Q”, respondeu este.", ["Ivo Melo"]),
    # an object in front of the verb, a place between verb and name, two verbs
    ("it", "Gli fa eco Ugo Neri: «Q».", ["Ugo Neri"]),
    ("it", "In una nota Marelux si scusa: «Q».", ["Marelux"]),
    ("es", "Lope Arce mira el mar. «Q», alcanza a decir.", ["Lope Arce"]),
    ("pt", "“Q”, explicou ao JORNAL Rui Leal.", ["Rui Leal"]),
    # words that stand on a thing
    ("it", "Ugo Neri ha appeso un foglio con scritto «Q».", [None]),
    ("de", "Nils Ohlsen hielt ein Schild hoch, auf dem stand: „Q.“", [None]),
    # another word for the role; functions that nobody named has
    ("es", "El alcalde Lope Arce y el concejal Luis Gil discuten. «Q», dice el regidor.",
     ["Lope Arce"]),
    ("it", "Il sindaco Ugo Neri era contrario. «Q», ammette il primo cittadino.", ["Ugo Neri"]),
    ("de", "Bürgermeisterin Inga Kolb sieht es anders. „Q“, sagt die Rathauschefin.",
     ["Inga Kolb"]),
    ("pt", "Rui Leal jogou. O árbitro, que não quis dar o nome, riu. “Q”, justificou.",
     ["O árbitro"]),
    # the bare surname of a family is the one's whose kin the others are
    ("es", "Lope Arce deja el faro. Su hermana Ana Arce lo espera. «Q», dice Arce.",
     ["Lope Arce"]),
    # a clause, a conjunction, a comparison, an office between verb and name
    ("es", "Ana Gil dirige el faro. «Q», dice mientras ordena unas carpetas.", ["Ana Gil"]),
    ("de", "Ihre Chefin, Inga Kolb, plant groß, doch der Wirt Nils Ohlsen winkt ab: „Q.“",
     ["Nils Ohlsen"]),
    ("pt", "O irmão mais novo de Rosa Leal, Ivo, prefere a terra: “Q.”", ["Ivo"]),
    ("nl", "“Q”, zegt schepen van Openbare Werken Ilse Maes.", ["Ilse Maes"]),
    ("nl", "Kosteres Tjitske Bouma krijgt een sleutel. “Q”, zegt ze.", ["Tjitske Bouma"]),
    ("es", "«Q», le espetó Arce a la consejera del ramo, Ana Gil. Lope Arce calla.",
     ["Lope Arce"]),
    ("it", "«Q», avverte Ugo Neri di AeroSud, un’associazione di piloti.", ["Ugo Neri"]),
    ("it", "Secondo il presidente del circolo, cavalier Ugo Neri, «Q».", ["Ugo Neri"]),
    # the verb alone, in front, behind a sentence about somebody new
    ("pt", "“Q”, diz Rosa Leal. O secretário, Ivo Melo, calou-se. Por carta, escreveu: “Q.”",
     ["Rosa Leal", "Ivo Melo"]),
    ("es", "«Q», dice Ana Gil. En la pizarra, alguien ha escrito: «Q».", ["Ana Gil", None]),
    # unnamed, told in an insertion, an apposition or a relative clause
    ("de", "Inga Kolb ruht. Man prüfe, teilte eine Sprecherin mit, alles. „Q“, sagte sie.",
     ["Eine Sprecherin"]),
    ("de", "Der Strickende, ein Zahnarzt aus Linz, blieb. „Q“, sagte er.",
     ["Ein Zahnarzt"]),
    ("it", "Ugo Neri tace. I sospetti cadono su un artigiano, che nega. «Q», dice.",
     ["Un artigiano"]),
    # a noun of speech with its possessive, a compound, a title without a list, an acronym
    ("nl", "Bioloog Ilse Maes onderzocht het. Haar conclusie: “Q.”", ["Ilse Maes"]),
    ("de", "US-Präsident Ed Stone kam. Nils Ohlsen ging. „Q“, sagte der Präsident.",
     ["Ed Stone"]),
    ("nl", "Wethouder Cultuur Ilse Maes knipt het lint. “Q”, zegt ze.", ["Ilse Maes"]),
    ("de", "„Q“, schrieben die SBB auf Twitter.", ["SBB"]),
    # an office that the article fills with nobody
    ("es", "Luis Gil perdió la voz. El alcalde calla. «Q», razona el alcalde.", ["El alcalde"]),
    ("it", "Il sindaco Livia Sarti era contraria. «Q», dice lei.", ["Livia Sarti"]),
    # a body within a role; the name behind it
    ("es", "«Q», dice la portavoz de la plataforma Ríos Vivos, Ana Gil.", ["Ana Gil"]),
    ("de", "„Q“, sagt die Sprecherin der Initiative Freie Flüsse, Inga Kolb.", ["Inga Kolb"]),
    ("es", "«Q», dice la portavoz del club Racing.", ["La portavoz del club Racing"]),
    ("es", "Según el alemán Jürgen Voss, «Q».", ["Jürgen Voss"]),
    ("es", "Según doña Ana Gil, «Q».", ["Ana Gil"]),
    # a day in front of the name, an unnamed one announced behind
    ("de", "„Q“, erklärte am Dienstag Inga Kolb.", ["Inga Kolb"]),
    ("de", "„Q.“ Das sagt eine Anwohnerin.", ["Eine Anwohnerin"]),
    ("it", "«Q». Lo dice un residente.", ["Un residente"]),
    # the view in a relative clause, a dropped subject in front, a name behind a clause
    ("es", "Luis Gil, para quien «Q», calla.", ["Luis Gil"]),
    ("es", "Ana Gil calla. A preguntas de la prensa, añadió que «Q».", ["Ana Gil"]),
    ("pt", "A amiga que a acompanha, Odete, concorda: “Q.”", ["Odete"]),
    ("pt", "Rosa Leal vive. O maquinista, que não quis ser identificado, treme: “Q.”",
     ["O maquinista"]),
    # a body as the subject before, another that a view opens with
    ("es", "El Ayuntamiento no se rinde. «Q», dice.", ["El Ayuntamiento"]),
    ("it", "Secondo Marelux va bene. «Q», si legge in una nota.", ["Marelux"]),
    ("it", "Per gli abitanti non basta: «Q», lamentano.", ["Gli abitanti"]),
    ("nl", "Volgens een bewoner geldt: “Q.”", ["Een bewoner"]),
    # by age; a role behind the age; a role told in between
    ("de", "Inga Kolb, 94, kam mit Ute Brandt. „Q“, sagte die 94-Jährige.", ["Inga Kolb"]),
    ("it", "Ugo Neri (82) balla con Ivo Sarti. «Q», dice l’82enne.", ["Ugo Neri"]),
    ("es", "Luis Gil, de 51 años y camionero, riñe con Iván Sáez. «Q», dice el camionero.",
     ["Luis Gil"]),
    ("es", "La médica Ana Gil barre. Luis Sáez calla. A la doctora le da risa. «Q», dice.",
     ["Ana Gil"]),
    # two people joined, a field in front of the name, a place behind it
    ("de", "Alf und Gebhard Kolb streiten. „Q“, klagt Gebhard Kolb.", ["Gebhard Kolb"]),
    ("nl", "Dat vindt ook hoogleraar Akoestiek Ilse Maes. “Q”, zegt Maes.", ["Ilse Maes"]),
    ("de", "„Q“, erzählt Inga Kolb zu Hause.", ["Inga Kolb"]),
    ("pt", "“Q”, confessou-me Rosa Leal.", ["Rosa Leal"]),
    ("it", "«Q», racconta dalla sua casa Livia Sarti.", ["Livia Sarti"]),
    # Dutch nouns for trades are women's too
    ("nl", "Els Kramer bakt al jaren. “Q”, zegt de bakker.", ["Els Kramer"]),
    # a surname's particle at the start, where from behind it, two together, members of a party
    ("nl", "Els van Loon komt binnen. Van Loon: “Q”", ["Els van Loon"]),
    ("nl", "Dat vindt wethouder Van Loon ook. Van Loon zegt: “Q”", ["Van Loon"]),
    ("nl", "“Q”, antwoordt Els Maas op Kramer.", ["Els Maas"]),
    ("nl", "“Q”, zeggen Els en Joris.", ["Els en Joris"]),
    ("de", "Inga Kolb und Ute Brandt ernten. „Q“, rufen Inga und Ute.",
     ["Inga Kolb und Ute Brandt"]),
    ("en", "“Q,” say owners Ann Reed and Tom Blake.", ["Ann Reed and Tom Blake"]),
    ("nl", "Joris Blom is tegen. “Q”, vindt de D66’er.", ["Joris Blom"]),
    # a body's name behind an adjective, two roles of one, another than the last one named
    ("nl", "De buren van de oude Sterk-fabriek in Wouwerveen keken. “Q”",
     ["De buren van de oude Sterk-fabriek in Wouwerveen"]),
    ("nl", "“Q”, zei chauffeur en bevelvoerder Joris Blom.", ["Joris Blom"]),
    ("nl", "Joris Blom is boos. De overbuurman: “Q”", ["De overbuurman"]),
    # adverbs that open a sentence, whose view one tells that is named in it
    ("nl", "Joris Blom is boos. Eigenlijk had hij vrij. “Q”", ["Joris Blom"]),
    ("nl", "Els Maas stopt. Tot dusver zijn er volgens Maas weinig boten in de Westhaven. “Q”",
     ["Els Maas"]),
    # fields of an office
    ("nl", "“Q”, zegt staatssecretaris van Visserij, Havens en Dijken Els Maas.", ["Els Maas"]),
    ("nl", "Minister voor Dijken en Havens Els Maas zegt: “Q”", ["Els Maas"]),
    ("en", "“Q,” said Minister for Dykes and Harbours Ann Reed.", ["Ann Reed"]),
    ("de", "„Q“, sagte die Ministerin für Häfen, Deiche und Moore, Inga Kolb.", ["Inga Kolb"]),
    ("de", "„Q“, sagte Landesrat für Häfen Gebhard Kolb.", ["Gebhard Kolb"]),
    ("de", "„Q“, sagte ein Sprecher für Gebhard Kolb.", ["Ein Sprecher"]),
    ("nl", "Een woordvoerder van Kramer en Els Maas zwijgen. “Q”, zegt Els Maas.", ["Els Maas"]),
    # what stands behind the noun for people and is none of the phrase
    ("nl", "De bakker had het koud. “Q”", ["De bakker"]),
    ("nl", "Toen kreeg een vrouw hulp van buren. “Q”", ["Een vrouw"]),
    ("nl", "De buren keken. “Q”", ["De buren"]),
    ("nl", "“Q”, zegt een student geneeskunde uit Wouwerveen.",
     ["Een student geneeskunde uit Wouwerveen"]),
    # on whose behalf, and who in a clause of his own asks
    ("nl", "Els Maas is boos. Namens Industriepark Sterk sprak voorzitter Joris Blom. “Q”",
     ["Joris Blom"]),
    # how one says it, a second verb, who a relative clause tells of, a name that stands once
    ("de", "Inga Kolb ist müde. Resigniert sagt sie: „Q“", ["Inga Kolb"]),
    ("de", "Inga Kolb hat einen klaren Wunsch, sagt: „Q“", ["Inga Kolb"]),
    ("de", "Der Antrag ist von Inga Kolb (SPD), die ihn knapp begründete: „Q“", ["Inga Kolb"]),
    ("de", "Der Saal war voll. „Q“, so Brzelka. Das Licht ging aus.", ["Brzelka"]),
    ("de", "Zu den Kosten erklärt die Vorsitzende der SPD im Rat, Inga Kolb: „Q“", ["Inga Kolb"]),
    ("de", "„Q“, riefen auch etliche Schüler.", ["Etliche Schüler"]),
    # what is counted is nobody, a trade by its last part
    ("de", "Inga Kolb wartet. Rund 600 Euro Hagelschaden hat sie gemeldet. „Q“", ["Inga Kolb"]),
    ("de", "„Q“, sagte Ziegenhalter Brzelka.", ["Brzelka"]),
    # surnames behind adjectives, as what, any verb behind a comma, ordinals
    ("de", "Inga Kolb verliert. „Q“, so die enttäuschte Kolb.", ["Inga Kolb"]),
    ("de", "Inga Kolb verliert. Als Trainerin der jüngsten Mannschaft schimpft Kolb: „Q“",
     ["Inga Kolb"]),
    ("de", "„Q“, war Inga Kolb mit dem Punkt zufrieden.", ["Inga Kolb"]),
    ("de", "Trainerin Inga Kolb über den 1. Heimsieg: „Q“", ["Inga Kolb"]),
    ("de", "Ute Brandt hörte zu. Einen Dolmetscher gab es nicht, sagte Ute Brandt.\n\n"
     "„Q“, versuchte sie zu trösten.", ["Ute Brandt"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speakers"), SPEAKERS)
def test_the_speaker_is_found_as_each_language_names_him(
    language: str, text: str, speakers: list[str | None]
) -> None:
    article = re.sub(r"\bQ\b", WORDS[language], text)
    assert [one.speaker for one in reading(article, language=language).quotes] == speakers


PRINTED = [
    ("Laut einem Sprecher der Polizei gilt: „Q.“", "Ein Sprecher der Polizei"),
    ("Einer Sprecherin zufolge gilt: „Q.“", "Eine Sprecherin"),
    ("Nach Angaben der Feuerwehr gilt: „Q.“", "Die Feuerwehr"),
    ("Nach Ansicht eines unabhängigen Experten gilt: „Q.“", "Ein unabhängiger Experte"),
    ("„Q“, sagte ein hoher Beamter eines Ministeriums.", "Ein hoher Beamter eines Ministeriums"),
    ("„Q“, heißt es aus dem Rathaus.", "Das Rathaus"),
    ("„Q“, heißt es in einer Mitteilung des Vereins.", "Verein"),
    ("„Q“, sagte der Sprecher der Bahn.", "Der Sprecher der Bahn"),
]


@pytest.mark.parametrize(("text", "speaker"), PRINTED)
def test_a_speaker_without_a_name_is_printed_in_the_nominative(text: str, speaker: str) -> None:
    article = re.sub(r"\bQ\b", WORDS["de"], text)
    assert [one.speaker for one in reading(article, language="de").quotes] == [speaker]


DASHES = [
    (
        "de",
        "„Der Kanal – sagte Inga Kolb – bleibt geschlossen“.",
        ["Der Kanal", "bleibt geschlossen"],
    ),
    ("nl", "“Het kanaal – zei Els Maes – blijft dicht”.", ["Het kanaal", "blijft dicht"]),
    (
        "es",
        "«El canal cierra —dijo Ana Gil—. Lo abrirán luego».",
        ["El canal cierra", "Lo abrirán luego"],
    ),
    (
        "es",
        "“Señoras —contestó desde su mesa—, el canal cierra”.",
        ["Señoras", "el canal cierra"],
    ),
    (
        "pt",
        "— O avô dizia ‘basta’ — lembra Ana Gil. — O canal fecha.",
        ["O avô dizia ‘basta’", "O canal fecha."],
    ),
]


@pytest.mark.parametrize(("language", "text", "parts"), DASHES)
def test_an_attribution_between_dashes_parts_the_words(
    language: str, text: str, parts: list[str]
) -> None:
    (quote,) = reading(text, language=language).quotes
    assert [part.text for part in quote.parts] == parts


def test_a_quotation_that_goes_on_behind_closing_marks_is_one() -> None:
    text = (
        "«El mar no perdona a nadie.\n\n»Mi padre me lo enseñó de niño.\n\n"
        "»Y yo se lo digo a mis hijos», cuenta Lope Arce."
    )
    (quote,) = reading(text, language="es").quotes
    assert [part.text for part in quote.parts] == [
        "El mar no perdona a nadie.",
        "Mi padre me lo enseñó de niño.",
        "Y yo se lo digo a mis hijos",
    ]
    assert quote.speaker == "Lope Arce"


def test_marks_that_a_hyphen_joins_to_a_word_name_something() -> None:
    text = "„Wir ernten nur noch bei Nacht“, sagte Inga Kolb im ZDF-„Mittagsmagazin“ zur Hitze."
    found = reading(text, language="de").quotes
    assert [(one.text, one.card_worthy) for one in found] == [
        ("Wir ernten nur noch bei Nacht", True),
        ("Mittagsmagazin", False),
    ]


EMBEDDED = [
    ("de", "Uwe Brandt sprach von einem „schwarzen Tag für das ganze schöne Tal“."),
    ("pt", "Rui Leal escreveu que se tratou do «pior dia em que a cidade acordou»."),
    ("it", "Secondo Ugo Neri è stata una «scelta che nessuno aveva mai voluto fare»."),
]


@pytest.mark.parametrize(("language", "text"), EMBEDDED)
def test_what_fills_a_noun_phrase_of_the_narration_is_no_whole_thought(
    language: str, text: str
) -> None:
    (quote,) = reading(text, language=language).quotes
    assert (quote.kind, quote.card_worthy) == (QuoteKind.FRAGMENT, False)


INTERVIEWS = [
    # short labels
    ("es", "Marta Rueda cría abejas. Nos recibe en casa.\n\nP. ¿Por qué abejas?\n\n"
     "R. Porque nadie las quería en el pueblo.\n\nP. ¿Y ahora?\n\n"
     "R. Ahora las quieren todos menos el alcalde.", 2),
    # the name in capitals and a dash
    ("pt", "Rosa Leal vende livros. Leia a entrevista.\n\nPERGUNTA – Como começou?\n\n"
     "ROSA LEAL – Com uma caixa cheia de romances velhos.\n\nE depois?\n\n"
     "LEAL – Depois vieram os leitores, um de cada vez.", 2),
    # what the guest does while speaking
    ("de", "Die Imkerin Inga Kolb hat Zeit. Ein Gespräch.\n\nWarum Bienen?\n\n"
     "Kolb: Weil sie früher aufstehen als ich.\n\nUnd im Winter?\n\n"
     "Kolb (lacht): Da schlafen wir alle miteinander aus.", 2),
    # answers between marks
    ("nl", "Oud-schipper Joris Blom woont aan de kade.\n\nMist u het water?\n\n"
     "‘Het water mist mij.’\n\nWat doet u de hele dag?\n\n‘Ik kijk naar de boten.’\n\n"
     "En morgen?\n\n‘Morgen kijk ik weer naar de boten.’", 3),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "count"), INTERVIEWS)
def test_an_interview_is_read_in_every_layout(language: str, text: str, count: int) -> None:
    guests = {"es": "Marta Rueda", "pt": "Rosa Leal", "de": "Inga Kolb", "nl": "Joris Blom"}
    guest = guests[language]
    found = reading(text, language=language, title=f"{guest}, 60").quotes
    assert [one.speaker for one in found] == [guest] * count


@pytest.mark.parametrize("label", ["R.", "R:", "Respuesta:", "M. R.:", "M.R.:"])
def test_answers_between_marks_have_any_label(label: str) -> None:
    asked = "P. ¿Por qué abejas?\n\n{0} «Nadie las quería aquí.»\n\nP. ¿Y ahora?\n\n{0} «Todos.»"
    text = "La apicultora Marta Rueda nos recibe en casa.\n\n" + asked.format(label)
    found = reading(text, language="es", title="Cuarenta años de miel").quotes
    assert [(one.text, one.speaker) for one in found] == [
        ("Nadie las quería aquí.", "Marta Rueda"),
        ("Todos.", "Marta Rueda"),
    ]


def test_the_article_behind_an_interview_keeps_its_quotes() -> None:
    text = (
        f"{INTERVIEWS[0][1]}\n\nEl proyecto sigue. «Las abejas no entienden de multas ni de "
        "plazos», protesta la vecina Ana Gil."
    )
    found = reading(text, language="es", title="Marta Rueda y las abejas").quotes
    assert [one.speaker for one in found] == ["Marta Rueda", "Marta Rueda", "Ana Gil"]
