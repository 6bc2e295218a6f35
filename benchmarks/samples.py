"""Words that cards are tried on: all that any template may ask for, easy and hard."""

from __future__ import annotations

from dataclasses import replace

from bot.model import CardContent, PostKind

FRENCH = CardContent(
    kind=PostKind.QUOTE,
    language="fr",
    headline="Le pont d’Orval restera fermé tout l’hiver",
    quote="«\u202fOn ne rouvre pas un pont parce que c’est la rentrée\u202f: on le rouvre le jour "
    "où celui qui l’a réparé accepte de passer dessus le premier\u202f»",
    speaker="Solène Karabatic",
    role="ingénieure au département",
    points=(
        "Le pont restera fermé jusqu’au 30\u00a0avril, le temps de changer ses appuis.",
        "Les travaux coûteront 4,2\u00a0millions d’euros, payés par le département.",
        "Une navette gratuite relie les deux rives toutes les vingt minutes.",
    ),
    figure="4,2\u00a0millions",
    source="Le Courrier d’Orval",
)
_LONG = " ".join(
    (
        "Nous avons prévenu tout le monde, par écrit et à chaque réunion depuis deux ans\u202f:",
        "les élus, les services de l’État, les riverains, et jusqu’aux pompiers.",
        "Personne ne peut dire aujourd’hui qu’il ne savait pas que ce pont bougeait,",
        "ni que l’eau passait sous les piles. On nous a répondu que l’on verrait au printemps.",
        "Le printemps est venu, puis l’été, et c’est l’automne qui nous a donné raison.",
    )
)
SAMPLES = {
    "French": FRENCH,
    "shortest": replace(
        FRENCH,
        headline="Il part",
        quote="«\u202fNon\u202f»",
        speaker="Zoé",
        role=None,
        points=("Il part.",),
        figure="3",
        source="",
    ),
    "longest": replace(
        FRENCH,
        headline="Après deux ans d’alertes restées sans réponse, le pont d’Orval ferme jusqu’au "
        "printemps et coupe la vallée en deux",
        quote=f"«\u202f{_LONG}\u202f»",
        speaker="Marie-Charlotte de Saint-Aubin-Lavergne",
        role="secrétaire générale de la fédération des transporteurs fluviaux",
        points=FRENCH.points * 2,
        figure="1\u202f284\u202f500\u00a0tonnes",
    ),
    "German": CardContent(
        kind=PostKind.QUOTE,
        language="de",
        headline="Verkehrsministerium prüft Geschwindigkeitsbegrenzung auf Bundesautobahnen",
        quote="„Das Donaudampfschifffahrtsgesellschaftsarchiv braucht keine neue "
        "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung“",
        speaker="Hans-Jürgen Großweiler",
        role="Rechtsschutzversicherungsgesellschaften-Sprecher",
        points=(
            "Die Bundesverkehrswegeplanung wird 2027 überarbeitet.",
            "Die Straßenverkehrszulassungsordnung bleibt, wie sie ist.",
        ),
        figure="130 km/h",
        source="Donau-Kurier",
    ),
    "English": CardContent(
        kind=PostKind.QUOTE,
        language="en",
        headline="Harbour tolls to end in March after 31 years",
        quote="“We asked for a ferry, and they sent us a brochure about ferries.”",
        speaker="Ada Okonkwo",
        role="harbour master",
        points=("Tolls end on 1 March.", "The ferry stays free until the bridge is mended."),
        figure="31 years",
        source="The Harbour Post",
    ),
    "emoji": replace(
        FRENCH,
        language="en",
        quote="“We won 🎉 and nobody slept”",
        headline="Champions 🏆 at last",
        points=("They won 🎉 3–0.",),
    ),
    "portrait": replace(FRENCH, portrait="face.jpg"),
    "photo": replace(FRENCH, image="photo.jpg", credit="Photo\u202f: Ada Martin"),
}
