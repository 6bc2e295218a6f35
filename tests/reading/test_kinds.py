"""What stands between marks: whole thoughts, fragments, and what nobody says."""

import pytest

from bot.model import QuoteKind
from tests.reading.build import quote, reading

KINDS = [
    ("fr", "Il a parlé d’un « cadeau » fait aux riches.", QuoteKind.FRAGMENT),
    (
        "fr",
        "Le club dénonce « la menace d’une nouvelle fermeture du stade et le silence des élus ».",
        QuoteKind.FRAGMENT,
    ),
    (
        "fr",
        "« Q », dit Paul Mora, pour qui cela coûterait « plusieurs dizaines de millions d’euros ».",
        QuoteKind.FRAGMENT,
    ),
    ("fr", "Le « miracle » a duré trois jours.", QuoteKind.SCARE),
    ("fr", "Son roman intitulé « La Mer » sort lundi.", QuoteKind.TITLE),
    ("fr", "L’ours, surnommé « Bruno », dort.", QuoteKind.NICKNAME),
    ("fr", "Une banderole « Sauvons le pont » a été posée.", QuoteKind.SLOGAN),
    ("fr", "Le maire Paul Mora se dit « sous le choc ».", QuoteKind.FRAGMENT),
    (
        "fr",
        "Le but, selon Anne Roux, « n’est désormais plus du tout atteignable ».",
        QuoteKind.FRAGMENT,
    ),
    (
        "fr",
        "La fermeture, « qui interviendra mi-mai ou fin mai », a surpris, dit Anne Roux.",
        QuoteKind.FRAGMENT,
    ),
    # a stretch of the reporter's own sentence, however long
    (
        "fr",
        "Le quai nord « est fermé depuis lundi et le restera tout l’hiver », dit Paul Mora.",
        QuoteKind.FRAGMENT,
    ),
    (
        "fr",
        "Le port sera fermé lundi « dans le cadre d’un plan de sauvetage des vieilles barques »,"
        " indique Paul Mora.",
        QuoteKind.FRAGMENT,
    ),
    (
        "fr",
        "Le quai est par ailleurs « connu des bateliers et des pêcheurs », selon Anne Roux.",
        QuoteKind.FRAGMENT,
    ),
    ("en", "The word “bridge” has six letters.", QuoteKind.WORD),
    ("en", "The so-called “bridge summit” ended early.", QuoteKind.WORD),
    ("en", "Under the slogan “Build it now”, Ann Reed wrote to the town.", QuoteKind.SLOGAN),
    ("de", "Anna Rot sagte der „Neuen Presse“ am Montag nichts.", QuoteKind.TITLE),
    ("en", "She was on Canal Radio’s “State of the River”, Tom Reed said.", QuoteKind.TITLE),
    ("en", "Tom Reed said it ought to be “put in a bag and shaken”.", QuoteKind.FRAGMENT),
    ("en", "Rosa “Rosie” Field left.", QuoteKind.NICKNAME),
    (
        "en",
        "A smile crossed his face as if to say “You have caught me now?”.",
        QuoteKind.TITLE,
    ),
    (
        "en",
        "There are new signs. “Low prices and high standards,” reads one.",
        QuoteKind.SLOGAN,
    ),
    (
        "en",
        "Tom Reed left. Keepers “must be able to swim well”, according to the job description.",
        QuoteKind.DOCUMENT,
    ),
    ("fr", "« Le pont tient encore bon », dit Anne Roux.", QuoteKind.DIRECT),
]


@pytest.mark.parametrize(("language", "text", "kind"), KINDS)
def test_what_is_no_speech_is_named_and_gets_no_card(
    language: str, text: str, kind: QuoteKind
) -> None:
    found = quote(text, language=language)
    assert found.kind is kind
    assert found.card_worthy is (kind is QuoteKind.DIRECT)


# The reporter's clause goes on in the words: they are no thought of their own.
PARTS = [
    ("en", "Jo Field was heard to say that locks were “Nature’s way of slowing down barges”."),
    ("en", "Jo Field said he should come “by barge, if he can find one”."),
    ("fr", "Anne Roux a affirmé qu’il viendrait « par le canal, s’il existe encore »."),
    ("fr", "Pour Anne Roux, le mal n’est pas l’eau mais « la peur ». Et d’ajouter : « Non. »"),
    ("en", "The new locks “need four days to fill and two to empty”, said Jo Field."),
    ("en", "Jo Field said that the harbour “never had a crane of its own”."),
    ("en", "Boats that miss the tide “have nowhere to go until the morning”, Jo Field said."),
    ("en", "Jo Field wants “a harbour that children can swim in without getting ill”."),
    ("en", "Jo Field praised “the keepers who stayed at their posts all through the flood”."),
    ("en", "The flood left the town without “the only road that people can use”, Jo Field said."),
    ("en", "It was, said Jo Field, a night “when nobody could see their own hand”."),
    ("fr", "Les bateliers « gardent un souvenir que personne ne leur enviera », dit Anne Roux."),
    ("fr", "Anne Roux estime que le canal « s’est vidé en une seule nuit d’hiver »."),
    ("fr", "Le quai, rouvert lundi, « n’aura plus jamais cette allure », dit Anne Roux."),
    ("fr", "Anne Roux évoque « une femme qui a tenu la barre pendant quarante ans »."),
    ("fr", "Anne Roux a dit « ne pas vouloir fermer la porte à ses voisins »."),
    ("fr",
     "Il faudra tôt ou tard « nommer les gens qui ont laissé couler la barge », dit Anne Roux."),
    ("fr",
     "L’eau est montée, « avec des vagues que l’on n’avait jamais vues ici », dit Anne Roux."),
    ("es", "Ana Rojas dijo que la reforma «será estudiada con toda la calma posible»."),
    ("es", "El puerto sigue cerrado «porque nadie ha pagado la grúa», según Ana Rojas."),
    ("it", "Secondo Anna Rossi i lavori costeranno «non meno di quello che è già stato speso»."),
    ("it", "Anna Rossi ha detto che il molo «non sarà mai più quello di prima»."),
    ("pt", "Ana Reis disse que a obra “será entregue quando estiver pronta”."),
    ("de", "Anna Rot sagte, der Vorschlag sei aber „sehr teuer und hilft nur wenigen Leuten“."),
    ("de", "Anna Rot empfand den Abend als „sehr schön, weil es endlich geregnet hat“."),
    ("de", "Jetzt, so sagt Anna Rot, „ist am Ende der Woche alles wieder trocken“."),
    ("nl", "An Rood noemt de sluis “oud, maar een werk dat ernstig genomen moet worden”."),
    ("nl", "An Rood zei dat de sluis “niet meer te redden is zonder hulp van buiten”."),
    ("fr",
     "Le préfet, Luc Petit, parle d’une « opération menée dans des conditions que "
     "personne n’avait connues »."),
    ("fr",
     "Luc Petit s’inquiète d’un texte qui « ne règle rien et qui coûtera cher aux communes »."),
    ("fr", "Luc Petit accuse la mairie d’avoir « laissé pourrir la situation pendant trois ans »."),
    ("fr", "Selon Luc Petit, le barrage, « construit pour durer un siècle », est fissuré."),
    ("fr",
     "Les dégâts, « que nous chiffrons à deux millions », seront remboursés, assure Luc Petit."),
    ("en", "Tom Reed said the plan amounts to “a tax on people who cannot afford to move”."),
    ("en",
     "The scheme, which Tom Reed described as “a gift to people who already own "
     "three houses”, starts in May."),
    ("en", "The storm left the village “looking like somebody had dropped it”, Tom Reed said."),
    ("en", "Tom Reed warned of “a winter in which nobody will be able to heat a school”."),
    ("en", "The dam, Tom Reed said, is “a monument to what happens when nobody is in charge”."),
    ("de",
     "Paul Roth warf der Stadt vor, „die Leute am Hafen jahrelang im Stich gelassen zu haben“."),
    ("de", "Paul Roth sprach von einem Abend, „an dem niemand wusste, wie es weitergeht“."),
    ("de",
     "Der Vertrag sei „eine Zumutung für alle, die noch im Hafen arbeiten“, sagte Paul Roth."),
    ("es", "El plan es, según Juan Rojas, «un regalo para los que ya tienen tres casas»."),
    ("it", "Il piano è, secondo Paolo Rossi, «un regalo a chi ha già tre case»."),
    ("pt", "O plano é, segundo Rui Reis, “um presente para quem já tem três casas”."),
    ("nl",
     "Jan Rood beschuldigt de gemeente ervan “zich achter advocaten te verschuilen "
     "terwijl het dak instort”."),
    ("nl", "Het plan is volgens Jan Rood “een cadeau voor mensen die al drie huizen hebben”."),
    ("nl", "De haven laat weten “het gesprek graag aan te gaan bij een kop koffie”."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), PARTS)
def test_words_in_the_reporters_clause_are_a_fragment(language: str, text: str) -> None:
    found = quote(text, language=language)
    assert found.kind is not QuoteKind.DIRECT
    assert not found.card_worthy
    assert len(found.parts) == 1


@pytest.mark.parametrize(
    "second",
    [
        "qui a dit que les quatre barges, « sous la pluie, brillaient comme des poissons ».",
        "qui garde un texto (« tenez bon, on ne part pas »).",
    ],
)
def test_words_put_into_a_clause_are_no_next_part(second: str) -> None:
    text = f"« C’était une très belle nuit », dit Anne Roux, {second}"
    assert [len(one.parts) for one in reading(text).quotes] == [1, 1]


# Behind that, but, a colon or a verb of speech, and with a subject, they are a clause of their own.
WHOLE = [
    ("en", "Jo Field said “everybody in this town has a key to the lock”."),
    ("en", "Jo Field warned that “the gates are older than the people who paint them”."),
    ("en", "Jo Field told Reuters “the gates are older than the people who paint them”."),
    ("en", "But, Jo Field added, “the gates are not the problem, the water is”."),
    ("en", "Lockworks said it “has no plans to close the harbour before the summer of next year”."),
    ("en", "“We dodged a flood,” said Jo Field."),
    ("en", "Jo Field shrugged: “They had two boats.”"),
    ("fr", "Anne Roux assure que « les vannes sont plus vieilles que nous »."),
    ("de", "„18 Grad, da frieren einem die Gedanken ein“, schimpft Anna Rot."),
    ("es", "«¿Pagar por oír el mar? Ni loca», contó Ana Rojas."),
    ("fr", "Mais « on ira jusqu’au bout de cette affaire », dit Anne Roux."),
    ("fr", "Anne Roux répète que « ne rien faire serait la pire des réponses »."),
    ("fr", "Selon Anne Roux, « les gens qui vivent ici ne dorment plus »."),
    ("fr", "« C’est une honte », dit Anne Roux."),
    ("es", "Ana Rojas advirtió de que «sin agua en mayo no hay barcos en septiembre»."),
    ("es", "Ana Rojas dijo que «es una vergüenza y nadie responde»."),
    ("es", "La empresa informó que “se detuvieron las obras por precaución y conforme a la ley”."),
    ("it", "Anna Rossi ha assicurato che «nessuno resterà senza acqua e senza luce»."),
    ("pt", "Ana Reis disse que “o regulamento não permite a pesca no canal”."),
    ("en", "Amazon Docks released a statement saying, “We will open the gates next week.”"),
    ("de", "Mit den Worten „Der Fluss gehört ab heute uns allen“, beruhigte Anna Rot."),
    ("de", "Anna Rot betonte, dass „die Leute am Fluss nie gefragt worden sind“."),
    ("de", "Anna Rot sagte, „das ist kein Fluss, das ist eine Rinne“."),
    ("de", "„Ich bleibe hier wohnen“, sagte Anna Rot."),
    ("nl", "An Rood vindt dat “de mensen aan de dijk nooit zijn gevraagd”."),
    ("nl", "“Wij blijven hier wonen”, zegt An Rood."),
    ("fr", "Et Luc Petit d’ajouter : « Personne ne viendra nous aider. »"),
    ("fr", "Luc Petit l’admet, « on n’a pas vu venir la colère »."),
    ("en", "Tom Reed said, “we will open the gates when it is safe and not before”."),
    ("en", "“Stop calling it an accident,” said Tom Reed."),
    ("en", "Tom Reed insisted “this town will not be bullied by a developer”."),
    ("de", "Paul Roth sagte, dass „seit Montag niemand in dieser Straße geschlafen hat“."),
    ("es", "Juan Rojas aseguró que «nadie ha dormido en esta calle desde el lunes»."),
    ("it", "Paolo Rossi ha detto che «nessuno dorme in questa strada da lunedì»."),
    ("pt", "Rui Reis disse que “ninguém dorme nesta rua desde segunda-feira”."),
    ("nl", "Jan Rood zei dat “sinds maandag niemand in deze straat heeft geslapen”."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_a_clause_of_the_speakers_own_is_worth_a_card(language: str, text: str) -> None:
    found = quote(text, language=language)
    assert (found.kind, found.card_worthy) == (QuoteKind.DIRECT, True)


# Names of works, campaigns and questions, sayings and what a crowd chants: nobody's own words.
NAMED = [
    ("fr",
     "Dans son livre « Personne ne sait ce que je sais », Anne Roux raconte ses années de mer."),
    ("fr", "Anne Roux présente son spectacle « Je ne suis pas celle que vous croyez » vendredi."),
    ("fr",
     "Les manifestants, menés par Anne Roux, ont scandé : « On ne lâche rien, on "
     "reste au port ! »"),
    ("fr",
     "Comme dit le proverbe, « il ne faut pas vendre la peau de l’ours », rappelle Anne Roux."),
    ("fr", "Le titre du journal, « La ville qui ne voulait pas mourir », a plu à Anne Roux."),
    ("fr",
     "Une phrase taguée sur le mur de la mairie, « Vous ne nous ferez pas taire », "
     "inquiète Anne Roux."),
    ("fr", "L’opération « Je prends mon vélo et je souris », explique Anne Roux, revient en mai."),
    ("fr",
     "La question posée aux électeurs est « Voulez-vous garder le pont ? », précise Anne Roux."),
    ("en",
     "In her memoir, “I never learned how to swim at all”, Ann Reed looks back on the harbour."),
    ("en", "Protesters led by Ann Reed chanted: “You will not sell our harbour!”"),
    ("en", "Placards read “The harbour is not for sale to anyone”, and Ann Reed held one."),
    ("en", "As the saying goes, “you cannot step in the same river twice”, said Ann Reed."),
    ("en", "Ann Reed wore a T-shirt that said “I am not a number on a list”."),
    ("en", "A headline in the Post, “The town that would not die quietly”, pleased Ann Reed."),
    ("en", "The ballot asks voters “Do you want to keep the bridge?”, Ann Reed explained."),
    ("en", "Graffiti on the wall, “You will never silence us all”, worries Ann Reed."),
    ("de",
     "Nach dem Motto „Wer nicht wagt, der nicht gewinnt im Leben“ geht Anna Rot in die Wahl."),
    ("es", "Los manifestantes, con Ana Rojas al frente, corearon: «¡El puerto no se vende!»"),
    ("es", "Como dice el refrán, «no hay mal que por bien no venga», recuerda Ana Rojas."),
    ("es", "Ana Rojas llevaba una camiseta con la frase «No soy un número de expediente»."),
    ("it", "I manifestanti, guidati da Anna Rossi, hanno scandito: «Il porto non si vende!»"),
    ("it", "Come dice il proverbio, «chi dorme non piglia pesci», ricorda Anna Rossi."),
    ("pt", "Como diz o ditado, “não há mal que sempre dure”, lembra Ana Reis."),
    ("nl", "Zoals het spreekwoord zegt: ‘Wie niet waagt, die niet wint’, lacht An Rood."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NAMED)
def test_a_whole_sentence_may_be_a_name_or_a_saying(language: str, text: str) -> None:
    found = quote(text, language=language)
    assert found.kind is not QuoteKind.DIRECT
    assert not found.card_worthy


# What is read out, received or shown is a text's, and never its reader's.
READ = [
    ("fr",
     "La présidente du tribunal, Anne Roux, a lu la lettre laissée sur la table : « "
     "Je pars sans rien regretter, gardez les bateaux. »"),
    ("fr",
     "À l’audience, la présidente, Anne Roux, lit le procès-verbal : « Le prévenu a "
     "reconnu avoir coupé les amarres. »"),
    ("fr", "Anne Roux a reçu un SMS : « Ne viens pas demain, tout est annulé jusqu’à lundi. »"),
    ("fr",
     "« On n’ira pas plus loin que le pont », fulmine un élu, qui conserve le texto reçu à minuit "
     "(« tenez bon, on ne part pas »)."),
    ("en",
     "Judge Ann Reed read out the note left on the table: “I am leaving with no "
     "regrets, keep the boats.”"),
    ("en", "Ann Reed got a text: “Do not come tomorrow, everything is off until Monday.”"),
    ("en",
     "Ann Reed pointed at the sign on the door: “This office is closed until the "
     "end of the works.”"),
    ("en",
     "The app told passenger Ann Reed: “Your train is cancelled, please choose another one.”"),
    ("en", "Ann Reed read aloud: “You owe us four hundred pounds and we will come for it.”"),
    ("de",
     "Richterin Anna Rot las den Brief vor: „Ich gehe ohne Reue, behaltet das alte Haus.“"),
    ("de",
     "Auf einem Zettel an der Tür von Anna Rot steht: „Das Büro ist bis zum Ende "
     "der Arbeiten geschlossen.“"),
    ("de", "In der SMS an Anna Rot hieß es: „Komm morgen nicht, alles fällt bis Montag aus.“"),
    ("es",
     "La jueza Ana Rojas leyó la carta: «Me voy sin arrepentirme de nada, quédense los barcos.»"),
    ("it",
     "La giudice Anna Rossi ha letto la lettera: «Me ne vado senza rimpianti, tenete le barche.»"),
    ("pt",
     "A juíza Ana Reis leu a carta: “Vou-me embora sem arrependimentos, fiquem com os barcos.”"),
    ("nl", "Rechter An Rood las de brief voor: “Ik vertrek zonder spijt, houd de boten maar.”"),
    ("nl",
     "Op een briefje op de deur van An Rood staat: “Het kantoor is dicht tot het "
     "einde van de werken.”"),
    ("nl", "“Het kantoor is dicht tot het einde van de werken”, staat op een bord bij An Rood."),
    ("nl", "Het rapport stelt: “De verdachte heeft de touwen zonder spijt doorgesneden.”"),
    ("en",
     "In a text message read to the court, Ann Reed told a buyer: “The boat is old but dry.”"),
    ("fr", "La notice indique : « Ne jamais ouvrir le capot pendant que le moteur tourne. »"),
    ("fr",
     "Un mot scotché sur la vitre annonce : « On revient dans une heure, promis. » "
     "Anne Roux attend."),
    ("fr", "Le mail envoyé aux salariés disait : « Votre poste est supprimé à compter de lundi. »"),
    ("en",
     "The lease states: “The tenant shall keep no animals larger than a cat.” Ann Reed laughed."),
    ("en", "The charge sheet alleges that “the accused did wilfully open the lock gates”."),
    ("en", "The loudspeaker announced: “The train is cancelled, thank you for your patience.”"),
    ("en", "A handwritten note taped to the window says: “Back in an hour, we promise you.”"),
    ("en", "“The customer is king but the landlady decides,” reads a slate in Ann Reed’s pub."),
    ("de", "Der Mietvertrag sagt: „Tiere, die größer als eine Katze sind, sind verboten.“"),
    ("de", "Die Durchsage lautete: „Der Zug fällt aus, wir danken für Ihre Geduld.“"),
    ("es", "La megafonía anunció: «El tren está cancelado, gracias por su paciencia.»"),
    ("it", "L’altoparlante annuncia: «Il treno è soppresso, grazie per la pazienza.»"),
    ("pt", "O altifalante anunciou: “O comboio está cancelado, obrigado pela paciência.”"),
    ("nl", "Het huurcontract zegt: “De huurder houdt geen dieren groter dan een kat.”"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), READ)
def test_what_somebody_reads_out_or_shows_is_a_document(language: str, text: str) -> None:
    found = reading(text, language=language).quotes[-1]
    assert (found.kind, found.card_worthy) == (QuoteKind.DOCUMENT, False)


# A person may be called like a text, or work with one.
OWN = [
    ("en", "Bill said: “We have nothing to hide from anyone.”"),
    ("en", "The software company said: “We have nothing to hide from anyone.”"),
    ("fr", "Le livreur de courrier dit : « Nous n’avons rien à cacher à personne. »"),
    ("de", "Der Studienleiter sagte: „Wir haben vor niemandem etwas zu verbergen.“"),
    ("es", "«Ayer el pescado estaba muy caro en el puerto», contó Norma."),
    ("en", "Ann Reed read the letter and said: “We have nothing to hide from anyone.”"),
    ("en", "Of the message she received, Ann Reed said: “We have nothing to hide from anyone.”"),
    ("en", "Ann Reed, who loves reading, said: “We have nothing to hide from anyone.”"),
    ("en", "Ann Reed sent a text: “We have nothing to hide from anyone.”"),
    ("fr", "Le message des syndicats est clair : « Nous n’avons rien à cacher à personne. »"),
    ("fr",
     "Anne Roux a reçu la lettre lundi et elle réagit : « Nous n’avons rien à cacher. »"),
    ("fr",
     "Le maire, Paul Mora, reçoit dans son bureau : « Nous n’avons rien à cacher à personne. »"),
    ("de",
     "Anna Rot las die Zeitung vor dem Haus und sagte: „Wir haben vor niemandem "
     "etwas zu verbergen.“"),
    ("de", "Anna Rot steht auf der Brücke: „Wir haben vor niemandem etwas zu verbergen.“"),
    ("nl", "An Rood staat op de brug: “Wij hebben voor niemand iets te verbergen.”"),
    ("es", "Ana Rojas recibe en su despacho: «No tenemos nada que esconder a nadie.»"),
    ("fr",
     "La maire Anne Roux a lu une déclaration : « Nous n’avons rien à cacher et "
     "nous le prouverons. »"),
    ("en",
     "Reading from a prepared statement, Ann Reed said: “We have nothing to hide from anyone.”"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), OWN)
def test_what_somebody_says_with_a_text_at_hand_is_speech(language: str, text: str) -> None:
    assert quote(text, language=language).kind is QuoteKind.DIRECT


TOLD = "La maire Anne Roux a parlé mardi.\n\n{}\n\nLes travaux du pont durent deux ans."
CROSSHEADS = [
    ("## « Le pont a bien tenu bon hier ! »", QuoteKind.HEADING),
    ("« Nous avons tenu bon tout l’hiver »", QuoteKind.HEADING),
    ("‘We have held on all winter long’", QuoteKind.HEADING),
    ("« Nous avons tenu bon tout l’hiver. »", QuoteKind.DIRECT),  # a stop: speech
    ("Elle l’assure :\n\n« Nous avons tenu bon tout l’hiver »", QuoteKind.DIRECT),
    ("« Nous avons tenu bon tout l’hiver »\n\n— Anne Roux", QuoteKind.DIRECT),
    (  # said again further down
        "« Nous avons bien tenu bon tout l’hiver. »\n\n« Nous avons bien tenu bon tout l’hiver. »",
        QuoteKind.HEADING,
    ),
]


@pytest.mark.parametrize(("lines", "kind"), CROSSHEADS)
def test_a_crosshead_in_marks_is_no_quote(lines: str, kind: QuoteKind) -> None:
    found = quote(TOLD.format(lines))
    assert (found.kind, found.card_worthy) == (kind, kind is QuoteKind.DIRECT)
    assert (found.speaker is None) == (kind is QuoteKind.HEADING)
