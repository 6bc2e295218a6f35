"""What the program says elsewhere is French on French pages and in French messages."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import State
from bot.review.roles import Role
from bot.settings import TABLE
from bot.store.records import Offer
from bot.web import sentences
from tests.queued import ADA, NOON, story, thread_of
from tests.web.conftest import Newsroom
from tests.web.core import constants
from tests.web.core import sentences as said_in_the_code
from tests.web.test_hooks import hook

FRENCH = sentences.messages("fr")
HOLE = re.compile(r"\{\d+(?::t)?\}")
# Code, addresses and names of steps: nobody is told these.
NO_SENTENCES = re.compile(
    r"<|text/html|gzip|private, max-age|(id|name|entities),|Mapping|Bearer|OAuth|module \{1\}"
    r"|(before|after|looking for|looked for) \{1\}$|claimed to look$|:at work$"
    r"|bluesky session$| for \{1\}$"
)


def realised(template: str) -> str:
    """A sentence with something in its holes."""
    return HOLE.sub("x7", template)


def test_every_sentence_of_the_program_has_its_french_and_no_other_has() -> None:
    said = {each: file for each, file in said_in_the_code() if not NO_SENTENCES.match(each)}
    assert {each: file for each, file in said.items() if each not in FRENCH} == {}
    assert set(FRENCH) - set(said) - constants() == set(), "nothing says these"
    for template, translation in FRENCH.items():
        numbers = set(re.findall(r"\{(\d+)\}", template))
        assert {*re.findall(r"\{(\d+)(?::t)?\}", translation)} <= numbers, template
        assert translation.strip(), template


@pytest.mark.parametrize(
    ("said", "french"),
    [
        ("what is approved cannot become held; it can become: pending, rejected",
         "ce qui est « approuvée » ne peut pas devenir « retenue » ; cela peut devenir : "
         "en attente, rejetée"),
        ("figures differ: the title and the TL;DR say 5; the lead says 6",
         "des chiffres diffèrent : le titre et l’essentiel disent 5 ; le chapeau dit 6"),
        ("https://a.example/x: the server answers 404; check the address",
         "https://a.example/x : le serveur répond 404 ; vérifiez l’adresse"),
        ("the key quote is too long for X", "la citation clé est trop long pour X"),
        ("no clear answer: it took too long to answer",
         "pas de réponse claire : la réponse a pris trop de temps"),
        # Somebody's own words stay as they are, also within a sentence.
        ("not in the article: 'the title'", "pas dans l’article : 'the title'"),
        ("Already covered by Bea, and not for us", "Already covered by Bea, and not for us"),
    ],
)  # fmt: skip
def test_a_sentence_is_told_whole_and_names_and_quoted_words_as_they_are(
    said: str, french: str
) -> None:
    told = sentences.told(said, "fr").replace("\u202f", " ").replace("\u00a0", " ")
    assert told == french
    assert sentences.told(said, "en") == said


def test_the_settings_are_explained_in_french(newsroom: Newsroom) -> None:
    page = newsroom.browser(Role.ADMIN).get("/admin/settings", headers={"Accept-Language": "fr"})
    meanings = re.findall(r'<td class="meta">(.*?)</td>', page.text)
    english = {row.meaning for row in TABLE}
    assert len(meanings) > 15
    assert [each for each in meanings if html.unescape(each) in english] == []
    names = re.findall(r"<code>(\w+)</code>", page.text)
    told = {row.name: row.meaning for row in TABLE}
    assert [name for name in names if sentences.told(told[name], "fr") == told[name]] == []


def test_every_warning_note_and_reason_is_french_on_a_french_page(newsroom: Newsroom) -> None:
    every = [realised(each) for each in FRENCH if "\n" not in each]
    post = replace(thread_of(story(1)), warnings=tuple(every), notes=tuple(every))
    offer = Offer(post=post, due_at=NOON, expires_at=NOON + timedelta(days=1))
    made = newsroom.store.queue.offer("a", story(1), [offer], at=NOON)[0]
    newsroom.store.queue.move(made.id, State.HELD, actor=ADA, at=NOON, reason=every[0])
    page = newsroom.browser(Role.ADMIN).get(f"/posts/{made.id}", headers={"Accept-Language": "fr"})
    shown = html.unescape(re.sub(r"<[^>]+>", "\n", page.text))
    lines = {line.strip() for line in shown.splitlines()}
    left = [each for each in every if each in lines and sentences.told(each, "fr") != each]
    assert left == []
    assert sum(sentences.told(each, "fr").strip() in lines for each in every) == len(every)


def test_a_chat_of_a_french_newsroom_is_told_in_french(newsroom: Newsroom) -> None:
    newsroom.settings = replace(newsroom.settings, language="fr")
    teller, receiver = hook(newsroom, "slack")
    post = newsroom.queue()
    newsroom.store.queue.move(post.id, State.HELD, actor=ADA, at=NOON, reason="put aside")
    newsroom.store.queue.move(post.id, State.PENDING, actor=ADA, at=NOON, reason="offered again")
    teller.tell()
    told = receiver.requests[-1].content.decode()
    assert "main (X), publication 1\u00a0: attend – proposée de nouveau" in told
    assert '"text": "Approuver …"' in told
