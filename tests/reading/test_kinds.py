"""What stands between marks and nobody says: names, sayings, documents, crossheads."""

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
    ("es", "El correo a la plantilla decía: «Su puesto queda suprimido desde el lunes.»"),
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
