"""Invented pages, as messy as real ones."""

from __future__ import annotations

import json

PARAGRAPHS = (
    "La circulation reprendra lundi à 6 heures sur le pont de Valmy, fermé depuis juillet dernier,"
    " a annoncé la mairie dans un communiqué publié samedi.",
    "«\u00a0Nous avons tenu le calendrier\u00a0», assure Karim Aubin, adjoint aux transports."
    " Les riverains attendaient cette date avec impatience depuis huit longs mois.",
    "Les travaux de peinture se poursuivront de nuit jusqu’en mai, sans nouvelle fermeture du pont,"
    " promet l’entreprise qui conduit le chantier.",
    "Une inauguration est fixée au 15 mars, en présence du préfet et des élus du département,"
    " qui ont payé la moitié de la facture.",
)
TITLE = "Le pont de Valmy rouvre ce lundi"
LEAD = "Après huit mois de travaux, le pont de Valmy rouvre lundi à la circulation."
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(
    *,
    head: str = f"<title>{TITLE}</title>",
    body: str = BODY,
    ld: object = None,
    lang: str = ' lang="fr"',
) -> str:
    """A whole page round ``body``, with navigation, banner, comments and footer."""
    script = "" if ld is None else ld if isinstance(ld, str) else json.dumps(ld)
    return f"""<!DOCTYPE html><html{lang}><head><meta charset="utf-8">{head}
<script type="application/ld+json">{script}</script><script>var a = "<p>no text</p>";</script>
</head><body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="cookie-banner">Nous utilisons des cookies. <button>Accepter</button></div>
<main><article><h1>{TITLE}</h1>{body}</article>
<section class="comments"><p>Super nouvelle, merci pour cet article, vivement lundi !</p></section>
</main><footer><p>Mentions légales – Tous droits réservés</p></footer></body></html>"""


def news(**properties: object) -> dict[str, object]:
    """A NewsArticle in JSON-LD."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", **properties}
