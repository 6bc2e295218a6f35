"""The promise, on posts as they are sent."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.model import Part, Quote
from bot.review import broken_promises
from tests.readings import article, quote

SAID = "Nous ouvrirons la piscine avant l'été, quoi qu'il arrive"
TEXT = f"Le maire a tranché. «\u00a0{SAID}\u00a0», dit-il. On parle d’un « chantier du siècle »."
STORY = article(TEXT, title="La piscine, ce « vieux rêve »")
QUOTE = quote(STORY, SAID)

HOLDS = {
    "as it stands": f"« {SAID} »",
    "typeset anew": f"«\u00a0{SAID.replace(chr(39), '’')}\u00a0»\n— Ada Martin",
    "English marks": f"“{SAID}”",
    "a scare quote beside it": f"« {SAID} » : un « chantier du siècle »",
    "words of the title": f"« {SAID} » : ce « vieux rêve »",
    "German marks": f"„{SAID}“",
    "apostrophes are no marks": f"« {SAID} » : l’été des années ’90, c'est l'heure d'y aller",
    "single marks": f"‘{SAID.replace(chr(39), '’')}’",
    "turned guillemets": f"»{SAID}«",
}
BROKEN = {
    "a word changed": f"« {SAID.replace('avant', 'après')} »",
    "cut short": "« Nous ouvrirons la piscine »",
    "a word added": f"« Oui, {SAID} »",
    "another quote that nobody said": f"« {SAID} » : « jamais »",
    "that one in other marks": f"« {SAID} » “jamais”",
    "and in ASCII marks": f'« {SAID} » "jamais"',
    "in single marks": f"« {SAID} » ‘jamais’",
    "in single ASCII marks": f"« {SAID} » 'jamais'",
    "in marks that are not closed": f"« {SAID} »\n« jamais",
    "half a word": f"« {SAID} » : « chant »",
    "a word and a half": f"« {SAID} » : « chantier du sièc »",
}


@pytest.mark.parametrize("text", HOLDS.values(), ids=HOLDS.keys())
def test_what_was_said_may_be_posted(text: str) -> None:
    assert broken_promises([text], [QUOTE], TEXT, [STORY.title]) == ()


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_what_was_not_said_may_not(text: str) -> None:
    assert broken_promises([text], [QUOTE], TEXT, [STORY.title])


def test_a_quote_must_stand_where_it_was_found() -> None:
    assert broken_promises([f"« {SAID} »"], [QUOTE], "Avant. " + TEXT)


def test_what_is_shown_must_be_what_was_said() -> None:
    shown = "Nous n'ouvrirons pas la piscine"
    assert broken_promises(
        [f"« {shown} »"], [replace(QUOTE, display=shown)], TEXT + f" « {shown} »"
    )


def of_two_parts(display: str) -> tuple[str, Quote]:
    text = "« Nous ouvrirons la piscine », a dit le maire, « avant l’été »."
    story = article(text)
    first, second = "Nous ouvrirons la piscine", "avant l’été"
    starts = [text.index(first), text.index(second)]
    parts = tuple(
        Part(text=words, start=start, end=start + len(words))
        for words, start in zip((first, second), starts, strict=True)
    )
    return text, replace(quote(story, first), parts=parts, display=display)


def test_what_was_left_out_is_marked() -> None:
    text, said = of_two_parts("Nous ouvrirons la piscine […] avant l’été")
    assert broken_promises([f"« {said.display} »"], [said], text) == ()
    text, joined = of_two_parts("Nous ouvrirons la piscine avant l’été")
    assert broken_promises([f"« {joined.display} »"], [joined], text) == ()
    text, turned = of_two_parts("avant l’été […] Nous ouvrirons la piscine")
    assert broken_promises([f"« {turned.display} »"], [turned], text)


STOPPED = "« Le pont tient », dit Ada Martin. « Elle, la route, cède. »"
GOES_ON = "« Le pont tient », dit Ada Martin, « et la route cède »."
JOINS = [
    (STOPPED, "Le pont tient. Elle, la route, cède.", True),
    (STOPPED, "Le pont tient Elle, la route, cède.", True),
    (STOPPED, "Le pont tient. […] Elle, la route, cède.", True),
    (STOPPED, "Le pont tient, Elle, la route, cède.", False),
    (STOPPED, "Le pont tient ! Elle, la route, cède.", False),
    (STOPPED, "Le pont tient.. Elle, la route, cède.", False),
    (STOPPED, "Le pont tient. Elle la route, cède.", False),
    (STOPPED, "Le pont tient. Oui. Elle, la route, cède.", False),
    (STOPPED, "Le pont tient.", False),
    (STOPPED, "Elle, la route, cède. Le pont tient.", False),
    (STOPPED, "Le pont tient. Elle, la route, cède. Oui.", False),
    (GOES_ON, "Le pont tient, et la route cède", True),
    (GOES_ON, "Le pont tient et la route cède", True),
    (GOES_ON, "Le pont tient. et la route cède", False),
    (GOES_ON, "Le pont tient: et la route cède", False),
    (GOES_ON, "Le pont tient, et la route cède.", False),
]


@pytest.mark.parametrize(("text", "display", "holds"), JOINS)
def test_parts_are_joined_by_what_the_attribution_took_and_nothing_more(
    text: str, display: str, holds: bool
) -> None:
    story = article(text)
    parts = tuple(
        Part(text=found[1], start=found.start(1), end=found.end(1))
        for found in re.finditer("« (.*?) »", text)
    )
    said = replace(quote(story, parts[0].text), parts=parts, display=display)
    assert (broken_promises([f"« {display} »"], [said], text) == ()) is holds


def test_a_quote_stands_in_one_piece_of_a_thread_or_on_a_card() -> None:
    said = f"« {SAID} »"
    assert broken_promises(["Le maire a tranché.", said], [QUOTE], TEXT) == ()
    cut = [said[:20], said[20:]]
    assert "does not carry its quote whole" in broken_promises(cut, [QUOTE], TEXT)[0]


def test_every_piece_is_looked_at() -> None:
    pieces = [f"« {SAID} »", "« jamais »"]
    assert broken_promises(pieces, [QUOTE], TEXT) == ("not in the article: 'jamais'",)
