"""Words that cards are tried on: easy and hard ones, in all that any template may ask for.

All articles are invented. The pictures are drawn; they stand for a portrait and for a photo.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.composing.cards import kind_of
from bot.model import CardContent, PostKind

PICTURES = Path(__file__).parent / "pictures"

_FRENCH = CardContent(
    kind=PostKind.QUOTE,
    language="fr",
    headline="Le pont d’Orval restera fermé tout l’hiver",
    quote="«\u202fOn ne rouvre pas un pont parce que c’est la rentrée\u202f: on le rouvre le jour "
    "où celui qui l’a réparé accepte de passer dessus le premier\u202f»",
    speaker="Solène Karabatic",
    role="ingénieure au département",
    points=(
        "Les travaux coûteront 4,2\u00a0millions d’euros, payés par le département.",
        "Le pont restera fermé jusqu’au 30\u00a0avril, le temps de changer ses appuis.",
        "Une navette gratuite relie les deux rives toutes les vingt minutes.",
    ),
    figure="4,2\u00a0millions",
    source="Le Courrier d’Orval",
    site="courrier.example",
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
_SHORTEST = replace(
    _FRENCH,
    headline="Il part",
    quote="«\u202fNon\u202f»",
    speaker="Zoé",
    role=None,
    points=("Il avait 3 voix.",),
    figure="3 voix",
    source="",
)
_LONGEST = replace(
    _FRENCH,
    headline="Après deux ans d’alertes restées sans réponse, le pont d’Orval ferme jusqu’au "
    "printemps et coupe la vallée en deux",
    quote=f"«\u202f{_LONG}\u202f»",
    speaker="Marie-Charlotte de Saint-Aubin-Lavergne",
    role="secrétaire générale de la fédération des transporteurs fluviaux",
    points=(
        "Faute de pont, ce sont 1\u202f284\u202f500\u00a0tonnes de marchandises qui feront cette "
        "année le détour par l’écluse de Saint-Aubin, selon la fédération des transporteurs.",
        *_FRENCH.points,
        "Les pompiers passeront par la passerelle des Tanneurs.",
    ),
    figure="1\u202f284\u202f500\u00a0tonnes",
)
_GERMAN = CardContent(
    kind=PostKind.QUOTE,
    language="de",
    headline="Verkehrsministerium prüft Geschwindigkeitsbegrenzung auf Bundesautobahnen",
    quote="„Das Donaudampfschifffahrtsgesellschaftsarchiv braucht keine neue "
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung“",
    speaker="Hans-Jürgen Großweiler",
    role="Rechtsschutzversicherungsgesellschaften-Sprecher",
    points=(
        "Ab 2027 gelten 130\u00a0km/h auf allen Bundesautobahnen ohne Lärmschutzwand.",
        "Die Straßenverkehrszulassungsordnung bleibt, wie sie ist.",
    ),
    figure="130\u00a0km/h",
    source="Donau-Kurier",
)
_ENGLISH = CardContent(
    kind=PostKind.QUOTE,
    language="en",
    headline="Harbour tolls to end in March after 31 years",
    quote="“We asked for a ferry, and they sent us a brochure about ferries.”",
    speaker="Ada Okonkwo",
    role="harbour master",
    points=(
        "Drivers have paid to cross the harbour for 31\u00a0years.",
        "Tolls end on 1 March.",
        "The ferry stays free until the bridge is mended.",
    ),
    figure="31\u00a0years",
    source="The Harbour Post",
)
_ARABIC = CardContent(
    kind=PostKind.QUOTE,
    language="ar",
    headline="جسر الوادي يبقى مغلقًا حتى الربيع",
    quote="«لن نفتح الجسر لأن الموعد حلّ، بل نفتحه يوم يقبل من أصلحه أن يعبره أولًا»",
    speaker="سلمى الكيلاني",
    role="مهندسة في البلدية",
    points=(
        "تبلغ كلفة الأشغال 4.2\u00a0مليون يورو تدفعها البلدية.",
        "يبقى الجسر مغلقًا حتى نهاية نيسان.",
        "حافلة مجانية تربط الضفتين كل عشرين دقيقة.",
    ),
    figure="4.2\u00a0مليون",
    source="بريد الوادي",
)

SAMPLES: Mapping[str, CardContent] = {
    "French": _FRENCH,
    "portrait": replace(_FRENCH, portrait="portrait.jpg"),
    "photo": replace(_FRENCH, image="photo.jpg", credit="Photo\u202f: Ada Martin"),
    "shortest": _SHORTEST,
    "longest": _LONGEST,
    "German": _GERMAN,
    "English": _ENGLISH,
    "two speakers": replace(
        _ENGLISH,
        quote="“Neither of us voted for the toll, and both of us paid it.”",
        speaker="Ada Okonkwo and Idris Vale",
        role="harbour master and ferry captain",
    ),
    "emoji": replace(
        _ENGLISH,
        headline="Champions 🏆 at last",
        quote="“We won 🎉 and nobody slept”",
        points=("They won 🎉 after 31\u00a0years.",),
    ),
    "Arabic": _ARABIC,
}


def content_for(template: str, sample: CardContent) -> CardContent:
    """The sample as a card of that template asks for it: of the kind its name says."""
    return replace(sample, kind=kind_of(template) or PostKind.HEADLINE)


Sample = Mapping[PostKind, CardContent]  # the words of an article by the kind of card


def samples() -> dict[str, Sample]:
    """Every sample with its words for each kind of card."""
    return {
        name: {kind: replace(content, kind=kind) for kind in PostKind}
        for name, content in SAMPLES.items()
    }
