"""Which quoted words are a whole thought, and which a piece of the reporter's sentence."""

import pytest

from bot.model import QuoteKind
from tests.reading.build import quote, reading

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
    ("en", "Tom Reed said there is a danger when “the gates are opened by people in a hurry”."),
    ("en", "Most people have come to believe “that the river is sick”, Tom Reed said."),
    ("en", "Tom Reed said the town’s latest “plan cannot be left to the U.N. Security Council”."),
    ("de", "Paul Roth ging früh, „um den Kindern den Anblick zu ersparen, der nun folgte“."),
    ("fr",
     "La part des ports (un tiers) « repart à la hausse sans revenir à ce qu’elle était », note "
     "Anne Roux."),
    ("en", "Boats (all nine) “have nowhere to go until the morning”, Jo Field said."),
    ("de", "Der Vorschlag ist „Gift für das Klima in der ganzen Stadt“, sagte Anna Rot."),
    ("de", "Die Aktion „Wir räumen den Fluss auf“, so Anna Rot, beginnt im Mai."),
    ("nl", "De actie ‘Wij ruimen de rivier op’, aldus An Rood, begint in mei."),
    ("es", "La campaña «Limpiamos el río entre todos», según Ana Rojas, empieza en mayo."),
    ("fr", "Le voleur, Luc Petit, a déclaré être « Damien, le frère aîné du batelier »."),
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
    ("es", "Juan Rojas afirma que la ley «ni protege a nadie ni arregla nada»."),
    ("es",
     "La lluvia dejó el pueblo «como si alguien lo hubiera soltado desde arriba», "
     "dijo Juan Rojas."),
    ("es", "Los vecinos «que nunca pidieron nada», según Juan Rojas, están hartos."),
    ("it", "Paolo Rossi ha spiegato che il ponte «verrà chiuso e poi riaperto a giugno»."),
    ("it", "Paolo Rossi si è detto «molto preoccupato per quello che può succedere d’inverno»."),
    ("it", "I lavori, «che nessuno aveva chiesto», costeranno un milione, dice Paolo Rossi."),
    ("pt", "Rui Reis diz que a lei “nem protege ninguém nem resolve nada de nada”."),
    ("pt", "Rui Reis mostrou-se “muito preocupado com o que possa acontecer no inverno”."),
    ("de", "Paul Roth sagte, die Brücke „wird geschlossen und im Juni wieder geöffnet“."),
    ("de", "Paul Roth fordert „eine Lösung, die niemanden auf der Straße lässt“."),
    ("de", "Das sei „der Preis dafür, dass niemand zugehört hat“, sagte Paul Roth."),
    ("de", "Paul Roth bezeichnete die Pläne als „Verrat an allen, die hier arbeiten“."),
    ("nl", "Jan Rood zei dat de brug “gesloten wordt en in juni weer opengaat”."),
    ("nl", "Jan Rood eist “een oplossing die niemand op straat laat staan”."),
    ("nl", "Dat is volgens Jan Rood “de prijs voor het feit dat niemand luisterde”."),
    ("fr", "Luc Petit s’est dit « très inquiet de ce qui peut arriver cet hiver »."),
    ("fr", "C’est, selon Luc Petit, « le prix à payer quand personne n’écoute »."),
    ("fr", "Luc Petit met en cause ceux « qui ont laissé les digues se fissurer »."),
    ("en", "Tom Reed demanded “a solution that leaves nobody on the street”."),
    ("en", "That, Tom Reed said, was “the price we pay when nobody listens”."),
    ("en", "The plan would, in Tom Reed’s words, “turn a river into a drain for the rich”."),
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
    ("es", "Según la nota de Canales Arce, «las obras seguirán el lunes por la mañana»."),
    ("it", "Secondo Anna Rossi, «i lavori riprenderanno lunedì mattina»."),
    ("pt", "Segundo Ana Reis, “as obras recomeçarão na segunda de manhã”."),
    ("fr", "Comme l’explique Anne Roux (PS) « les gens d’ici ne sont plus les mêmes »."),
    ("en", "Tom Reed asked if “anybody had thought about the children by the river”."),
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
    ("es", "Para Juan Rojas, «el problema no es el agua, es quien la vende»."),
    ("it", "Per Paolo Rossi «il problema non è l’acqua, è chi la vende»."),
    ("de", "Paul Roth betonte: „das Problem ist nicht das Wasser, sondern wer es verkauft“."),
    ("nl", "“Wat ontbreekt, is modder aan de laarzen”, zei Jan Rood kort."),
    ("fr", "Luc Petit rappelle qu’« un pont ne se répare pas avec des discours »."),
    ("en", "For Tom Reed, “the problem is not the water but the people who sell it”."),
    ("en", "Tom Reed added that “a bridge is not mended with speeches”."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_a_clause_of_the_speakers_own_is_worth_a_card(language: str, text: str) -> None:
    found = quote(text, language=language)
    assert (found.kind, found.card_worthy) == (QuoteKind.DIRECT, True)
