"""Who says what: one row for each way in which newsrooms attribute words."""

import pytest

from bot.model import ArticleKind
from tests.reading.build import article, quote, reading

ATTRIBUTIONS = [
    # behind the quotation
    ("fr", "« Le pont tient encore bon », assure Anne Roux, ingénieure.", "Anne Roux"),
    ("fr", "« Le pont tient encore bon », a-t-elle dit. Puis Anne Roux est partie.", None),
    ("fr", "Anne Roux sort. « Le pont tient encore bon », dit-elle.", "Anne Roux"),
    ("fr", "« Le pont tient encore bon », a écrit sur X sa cheffe, Anne Roux.", "Anne Roux"),
    ("fr", "« Le pont tient encore bon », badine la maire Anne Roux.", "Anne Roux"),
    ("en", "“The bridge still holds firm,” said engineer Ann Reed.", "Ann Reed"),
    ("en", "“The bridge still holds firm,” Ann Reed, an engineer, said.", "Ann Reed"),
    ("en", "Ann Reed smiled. “The bridge still holds firm,” she said.", "Ann Reed"),
    ("de", "„Die Brücke hält noch lange“, sagte Ingenieurin Anna Rot.", "Anna Rot"),
    ("de", "„Die Brücke hält noch lange“, so Anna Rot.", "Anna Rot"),
    ("es", "«El puente todavía es seguro», afirmó la ingeniera Ana Rojas.", "Ana Rojas"),
    ("it", "«Il ponte è ancora sicuro», assicura l’ingegnera Anna Rossi.", "Anna Rossi"),
    ("it", "Parla Anna Rossi. «Il ponte è ancora sicuro», racconta.", "Anna Rossi"),
    ("pt", "“A ponte ainda é segura”, afirma a engenheira Ana Reis.", "Ana Reis"),
    ("nl", "“De brug is nog veilig”, zegt ingenieur An Rood.", "An Rood"),
    # in front of it
    ("fr", "Selon Anne Roux, « le pont tient encore bon ».", "Anne Roux"),
    ("fr", "Pour l’ingénieure Anne Roux, « le pont tient encore bon ».", "Anne Roux"),
    ("fr", "Réponse d’Anne Roux : « Le pont tient encore bon. »", "Anne Roux"),
    ("fr", "Son adjointe, Anne Roux, sourit : « Le pont tient encore bon. »", "Anne Roux"),
    ("en", "According to Ann Reed, “the bridge is still holding firm”.", "Ann Reed"),
    ("en", "Ann Reed, who built it, said: “The bridge still holds firm.”", "Ann Reed"),
    ("en", "Its engineer, Ann Reed: “The bridge still holds firm.”", "Ann Reed"),
    ("de", "Der Zeitung sagte Anna Rot: „Die Brücke hält noch lange.“", "Anna Rot"),
    ("de", "Laut Anna Rot „hält die Brücke noch sehr lange“.", "Anna Rot"),
    # around it
    ("fr", "« Le pont tient encore bon. » Anne Roux en est sûre.", "Anne Roux"),
    ("fr", "Anne Roux en est sûre. « Le pont tient encore bon. »", "Anne Roux"),
    # organisations, collectives, the anonymous
    ("fr", "« Le pont est sûr et le reste », indique Pontex dans un communiqué.", "Pontex"),
    ("pt", "«A ponte é segura e vai continuar», lê-se no comunicado da Pontex.", "Pontex"),
    ("fr", "« Le pont est fragile », glisse une source proche du dossier.",
     "Une source proche du dossier"),
    ("fr", "« Nous avons peur du pont », témoignent des riverains.", "Des riverains"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker"), ATTRIBUTIONS)
def test_the_speaker_is_who_the_article_says(language: str, text: str, speaker: str | None) -> None:
    assert quote(text, language=language).speaker == speaker


RESOLVED = [
    # pronouns by gender
    ("fr", "Paul Mora accueille Anne Roux. « Tout est prêt pour lundi », dit-il.", "Paul Mora"),
    ("fr", "Paul Mora accueille Anne Roux. « Tout est prêt pour lundi », dit-elle.", "Anne Roux"),
    # roles
    ("fr", "La maire, Anne Roux, a reçu Paul Mora. « Tout est prêt pour lundi », dit la maire.",
     "Anne Roux"),
    ("en", "Striker Paul Moss met coach Ann Reed. “All is ready now,” the striker said.",
     "Paul Moss"),
    # surnames
    ("en", "Paul Moss met Ann Reed. “All is ready now,” said Reed.", "Ann Reed"),
    ("fr", "Pierre d’Arval part. « Tout est prêt pour lundi », dit d’Arval.", "Pierre d’Arval"),
    # particles, initials, hyphens, names from everywhere in Latin script
    ("en", "“All is ready now,” said Siobhán O’Neill-McBride.", "Siobhán O’Neill-McBride"),
    ("de", "„Alles ist jetzt bereit“, sagte Ursula von der Aue.", "Ursula von der Aue"),
    ("fr", "« Tout est prêt pour lundi », dit Jean-Noël N’Diaye.", "Jean-Noël N’Diaye"),
    ("en", "“All is ready now,” said J. R. Nguyen.", "J. R. Nguyen"),
    ("en", "“All is ready now,” said Muhammad al-Masri.", "Muhammad al-Masri"),
    # "on" and "they" are nobody
    ("fr", "Anne Roux passe. « Tout est prêt pour lundi », assure-t-on.", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker"), RESOLVED)
def test_a_mention_is_resolved_to_the_full_name(
    language: str, text: str, speaker: str | None
) -> None:
    assert quote(text, language=language).speaker == speaker


def test_two_people_of_one_surname_are_not_mixed_up() -> None:
    text = "Paul Mora et Anne Mora se disputent. « Le pont est à moi seul », dit Mora."
    found = quote(text)
    assert found.speaker is None
    assert not found.card_worthy
    apart = quote(text.replace("dit Mora", "dit Mme Mora"))
    assert apart.speaker == "Anne Mora"


INTERRUPTED = [
    ("fr", "« Le pont tient, raconte Anne Roux, et la route aussi. »",
     ["Le pont tient", "et la route aussi."]),
    ("fr", "« Le pont tient », dit Anne Roux, « et la route aussi ».",
     ["Le pont tient", "et la route aussi"]),
    ("es", "«El puente es seguro —contó Ana Rojas—, y la carretera también».",
     ["El puente es seguro", "y la carretera también"]),
    ("de", "„Die Brücke hält“, sagt Anna Rot, „aber die Straße nicht.“",
     ["Die Brücke hält", "aber die Straße nicht."]),
    # speech behind a dash, without marks
    ("pt", "— A ponte aguenta — disse Ana Rosa, que mora ali. — A estrada não aguenta.",
     ["A ponte aguenta", "A estrada não aguenta."]),
    ("es", "—El puente es seguro, y eso basta —contó Ana Rojas—. La carretera también.",
     ["El puente es seguro, y eso basta", "La carretera también."]),
    ("fr", "— Le pont tient, dit Anne Roux. La route aussi.", ["Le pont tient", "La route aussi."]),
    ("en", "“The bridge holds,” said Ann Reed. “The road does not.”",
     ["The bridge holds", "The road does not."]),
    ("fr", "« Le pont tient.\n\n« La route aussi », dit Anne Roux.",
     ["Le pont tient.", "La route aussi"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "parts"), INTERRUPTED)
def test_an_interrupted_quotation_is_one_quote_in_parts(
    language: str, text: str, parts: list[str]
) -> None:
    found = reading(text, language=language).quotes
    assert [[part.text for part in one.parts] for one in found] == [parts]


JOINED = [
    # a sentence ends with the attribution: its full stop stands where the comma to it stood
    ("en", "“The bridge holds,” said Ann Reed. “The road does not.”",
     "The bridge holds. The road does not."),
    ("fr", "« Le pont tient », dit Anne Roux. « La route aussi. »",
     "Le pont tient. La route aussi."),
    ("fr", "« Le pont tient, raconte Anne Roux. La route aussi tiendra. »",
     "Le pont tient. La route aussi tiendra."),
    # how and by whom it was said is not said itself, though it stands between the marks
    ("fr", "« Le pont tient, raconte Anne Roux, les traits tirés. La route aussi. »",
     "Le pont tient. La route aussi."),
    ("fr", "« Le pont tient, raconte Anne Roux, maire de Vaux. La route aussi. »",
     "Le pont tient. La route aussi."),
    ("fr", "« Le pont tient bon, raconte Anne Roux, maire de Vaux. »", "Le pont tient bon"),
    ("fr", "« Le pont tient, raconte Anne Roux, 81 ans, bergère. La route aussi. »",
     "Le pont tient. La route aussi."),
    ("fr", "« Le pont tient, raconte Anne Roux, qui l’a bâti. La route aussi. »",
     "Le pont tient. […] La route aussi."),
    ("pt", "«A ponte aguenta, recorda Ana Rosa, pastora há vinte anos. A estrada não.»",
     "A ponte aguenta. A estrada não."),
    ("fr", "« Le pont tient, raconte Anne Roux, dans sa cuisine. »", "Le pont tient"),
    ("fr", "« Le pont tient, raconte Anne Roux, jusqu’au bout. »", "Le pont tient jusqu’au bout."),
    ("fr", "« Le pont tient, raconte Anne Roux, jusqu’au bout. La route aussi. »",
     "Le pont tient. […] La route aussi."),
    ("fr", "« Le pont tient, raconte Anne Roux, la nuit surtout. La route aussi. »",
     "Le pont tient. […] La route aussi."),  # hers or the reporter's: nobody can tell
    ("pt", "«A ponte aguenta», disse Ana Rosa. «A estrada não aguenta.»",
     "A ponte aguenta. A estrada não aguenta."),
    ("en", "“Does it hold?” Ann Reed asked. “Nobody knows.”", "Does it hold? Nobody knows."),
    # a sentence goes on behind the attribution, with a capital all the same
    ("en", "“The bridge holds,” said Ann Reed, “I am told.”", "The bridge holds I am told."),
    # the comma to the attribution was the sentence's own behind a clause that comes first
    ("en", "“If the bridge holds,” said Ann Reed, “I will be glad.”",
     "If the bridge holds, I will be glad."),
    ("de", "„Wer so plant“, sagt Anna Rot, „der plant an der Stadt vorbei.“",
     "Wer so plant, der plant an der Stadt vorbei."),
    ("de", "„Wer so plant“, sagt Anna Rot, „und dann schweigt, hat verloren.“",
     "Wer so plant und dann schweigt, hat verloren."),
    # the comma to the attribution was the sentence's own before "but", in German before "dass"
    ("en", "“The bridge holds,” said Ann Reed, “but the road does not.”",
     "The bridge holds, but the road does not."),
    ("de", "„Die Brücke hält“, sagt Anna Rot, „aber die Straße nicht.“",
     "Die Brücke hält, aber die Straße nicht."),
    ("en", "“The bridge,” said Ann Reed, “holds very well.”", "The bridge holds very well."),
    # where a full stop cannot stand beside the article's comma
    ("en", "“They called it ‘the old bridge,’” said Ann Reed. “It holds very well.”",
     "They called it ‘the old bridge,’ […] It holds very well."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "display"), JOINED)
def test_parts_are_joined_by_the_sign_that_the_attribution_took(
    language: str, text: str, display: str
) -> None:
    assert quote(text, language=language).display == display


@pytest.mark.parametrize(
    "text",
    [
        "Le plan :\n\n— un pont neuf ;\n\n— une route, dit-on.",
        "— un bac — et rien d’autre\n\n— des navettes",
    ],
)
def test_the_items_of_a_list_are_no_speech(text: str) -> None:
    """Nor are the lines with which somebody signs, where speech has marks."""
    assert reading(f"La mairie de Vaux a dévoilé son plan.\n\n{text}").quotes == ()
    signed = "The bridge is old.\n\n— Ann Reed, a nurse, Tom Hale said."
    assert reading(signed, language="en").quotes == ()


LEFT_OUT = [
    # nothing but an attribution, with an apposition or a relative clause
    ("fr", "« Le pont tient », dit Anne Roux, maire de Vaux, « et la route aussi ».", False),
    ("en", "“The bridge holds,” said Ann Reed, who built it. “The road does not.”", False),
    ("en", "“It holds,” said Ann Reed, head of roads and bridges. “The road does not.”", False),
    ("fr", "« Le pont tient.\n\n« La route aussi », dit Anne Roux.", False),
    # another verb of speech, another clause, another sentence
    ("en", "“The bridge holds,” said Ann Reed, adding that “the road does not.”", True),
    ("en", "“The bridge holds,” Ann Reed said, but “the road does not.”", True),
    ("fr", "« Le pont tient », dit Anne Roux. Et d’ajouter : « La route aussi tiendra. »", True),
    ("fr", "Selon Anne Roux, « le pont tient bon » et « la route tiendra aussi ».", True),
]


@pytest.mark.parametrize(("language", "text", "omitted"), LEFT_OUT)
def test_what_is_left_out_between_two_parts_is_marked(
    language: str, text: str, omitted: bool
) -> None:
    found = quote(text, language=language)
    assert ("[…]" in found.display) is omitted
    assert len(found.parts) == 2


def test_a_missing_closing_mark_ends_before_the_attribution() -> None:
    found = quote("« Le pont tient encore bon, s’indigne Anne Roux, maire de Vaux.")
    assert (found.text, found.speaker) == ("Le pont tient encore bon", "Anne Roux")


@pytest.mark.parametrize("unlabelled", [False, True])
def test_an_interview_gives_its_answers_as_quotes(unlabelled: bool) -> None:
    text = (
        "Anne Roux a bâti vingt ponts. Rencontre.\n\n"
        "Le Journal : Pourquoi des ponts ?\n\n"
        "Anne Roux : Parce que personne n’aime nager en hiver, et moi non plus.\n\n"
        "Le Journal : Lequel préférez-vous ?\n\n"
        "A. R. : Le prochain est toujours le plus beau de tous."
    )
    text = text.replace("Le Journal : Lequel", "Lequel") if unlabelled else text
    found = reading(text, title="Anne Roux, bâtisseuse").quotes
    assert [(one.speaker, one.mention) for one in found] == [
        ("Anne Roux", "Anne Roux"),
        ("Anne Roux", "A. R."),
    ]
    assert all(one.card_worthy for one in found)


QUESTIONS = (
    "{lead}\n\nPourquoi des ponts ?\n\n{one} personne n’aime nager en hiver.\n\n"
    "Lequel préférez-vous ?\n\n{two} le prochain est toujours le plus beau.\n\n"
    "Et après ?\n\n{three} une route finit là où commence la suivante."
)
FIRST_PERSON = {"one": "Je crois que", "two": "J’ai appris que", "three": "Pour moi,"}
EXPLAINED = {"one": "Parce que", "two": "On dit que", "three": "En général,"}
UNLABELLED = [
    ("Anne Roux, bâtisseuse", "La bâtisseuse Anne Roux reçoit chez elle.", FIRST_PERSON, True),
    ("Vingt ponts", "La bâtisseuse Anne Roux reçoit chez elle.", FIRST_PERSON, True),
    # nobody is named; the answers explain; they tell of the one who is named
    ("Vingt ponts", "Rencontre au bord de l’eau.", FIRST_PERSON, False),
    ("Vingt ponts", "La bâtisseuse Anne Roux reçoit chez elle.", EXPLAINED, False),
    ("Anne Roux", "Anne Roux se tait.", {**FIRST_PERSON, "one": "Je dis à Anne Roux que"}, False),
]


@pytest.mark.parametrize(("title", "lead", "answers", "found"), UNLABELLED)
def test_an_interview_without_labels_is_read_when_its_guest_is_named(
    title: str, lead: str, answers: dict[str, str], found: bool
) -> None:
    quotes = reading(QUESTIONS.format(lead=lead, **answers), title=title).quotes
    assert [one.speaker for one in quotes] == ["Anne Roux"] * (3 if found else 0)
    assert not any(one.card_worthy for one in quotes)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [(FIRST_PERSON, ArticleKind.INTERVIEW), (EXPLAINED, ArticleKind.ARTICLE)],
)
def test_questions_and_answers_are_an_interview(answers: dict[str, str], kind: ArticleKind) -> None:
    assert article(QUESTIONS.format(lead="Rencontre.", **answers)).kind is kind


def test_a_transcript_between_marks_is_nobodys_quote() -> None:
    text = "Ann Reed said:\n\n" + "\n\n".join(
        f'"{label}: We shall see about the bridge.' for label in ("REED", "HOST", "REED", "HOST")
    )
    assert reading(text, language="en").quotes == ()


def test_the_role_beside_a_name_is_kept_for_the_card() -> None:
    found = quote("La directrice du port, Anne Roux, prévient : « Le pont ne tiendra pas. »")
    assert (found.speaker, found.role) == ("Anne Roux", "directrice du port")


def test_the_key_quote_says_why_it_won() -> None:
    text = (
        "« Le pont est fermé depuis mardi », dit Pontex.\n\n"
        "« Un pont n’est pas un jouet, c’est une promesse », dit la maire Anne Roux."
    )
    key = reading(text, title="Anne Roux ferme le pont").key_quote
    assert key is not None
    assert key.speaker == "Anne Roux"
    assert key.why and all(reason.endswith(".") for reason in key.why)


def test_a_text_that_nobody_signs_gets_no_card() -> None:
    found = quote("La foule s’en va. « Le pont tient encore bon », dit en substance le texte.")
    assert (found.speaker, found.card_worthy) == ("Le texte", False)
