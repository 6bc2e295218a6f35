"""Facets, entities and escapes name what stands in the text, and change none of its words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.composing.addresses import addresses
from bot.composing.richtext import discord_markdown, facets, little
from tests.composing.checks import check_facets

LINK = "https://journal.example.com/a"

# text, the addresses in it
ADDRESSES = [
    ("Voir https://journal.example.com/a.", [("link", LINK)]),
    ("« https://journal.example.com/a »", [("link", LINK)]),
    ("(https://journal.example.com/a)", [("link", LINK)]),
    ("https://journal.example.com/a_(b)", [("link", "https://journal.example.com/a_(b)")]),
    ("https://a.example/x?y=1&z=#f…", [("link", "https://a.example/x?y=1&z=#f")]),
    ("HTTPS://A.example/é", [("link", "HTTPS://A.example/é")]),
    ("xhttps://a.example et ada@b.example", []),
    (
        "#OpenAI, #été2024 (#Élysée) #2024 a#b ##c",
        [("tag", w) for w in ("OpenAI", "été2024", "Élysée")],
    ),
    ("https://a.example/#OpenAI", [("link", "https://a.example/#OpenAI")]),
    ("@ada.bsky.social et @ada, @ada.b2.", [("mention", "ada.bsky.social"), ("mention", "ada.b2")]),
    ("@ada@masto.example x@b.example @-a.example", []),
    ("#" + "a" * 65, []),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSES)
def test_addresses(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(each.kind), each.value) for each in addresses(text)] == expected


@pytest.mark.parametrize(
    "link", ["https://a.example/x.", "https://a.example/«x»", "https://a.b/ x"]
)
def test_the_posts_own_link_is_whole_whatever_it_ends_in(link: str) -> None:
    (only,) = addresses(f"Voir {link} !", link)
    assert only.value == link


def test_facets_count_bytes() -> None:
    made = facets(f"« Été » #IA\n@ada.example.com\n{LINK}", LINK)
    assert [facet.record() for facet in made] == [
        {
            "index": {"byteStart": 12, "byteEnd": 15},
            "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "IA"}],
        },
        {
            "index": {"byteStart": 16, "byteEnd": 32},
            "features": [
                {"$type": "app.bsky.richtext.facet#mention", "did": "{did:ada.example.com}"}
            ],
        },
        {
            "index": {"byteStart": 33, "byteEnd": 62},
            "features": [{"$type": "app.bsky.richtext.facet#link", "uri": LINK}],
        },
    ]


ESCAPED = [
    (
        "a_b (c) [d] {e} <f> *g* ~h~ |i| \\ @j",
        "a\\_b \\(c\\) \\[d\\] \\{e\\} \\<f\\> \\*g\\* \\~h\\~ \\|i\\| \\\\ \\@j",
    ),
    ("Avec #OpenAI et #a_b", "Avec #OpenAI et \\#a\\_b"),
    ("n° #1", "n° \\#1"),
    ("https://a.example/x_y#z", "https://a.example/x\\_y\\#z"),
]
MARKDOWN = [
    ("*gras* et _italique_", "\\*gras\\* et \\_italique\\_"),
    ("https://a.example/x_y_z", "https://a.example/x_y_z"),
    ("- point\n# Titre\n-# petit\n1. un", "\\- point\n\\# Titre\n\\-# petit\n1\\. un"),
    ("#OpenAI 1.5 - non", "#OpenAI 1.5 - non"),
    ("> cité <@123> `code` ||secret||", "\\> cité \\<@123\\> \\`code\\` \\|\\|secret\\|\\|"),
    ("« Non » — Ada\n• un", "« Non » — Ada\n• un"),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPED)
def test_linkedin_is_sent_its_little_text(text: str, expected: str) -> None:
    assert little(text) == expected


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_discord_makes_nothing_of_a_texts_signs(text: str, expected: str) -> None:
    assert discord_markdown(text) == expected


PIECES = [
    *(
        "https://a.example/é",
        "https://",
        "@ada.example.com",
        "@",
        "#Été",
        "#",
        "(",
        ")",
        ".",
        ",",
        "😀",
    ),
    *("«", "»", " ", "\n", "é", "_", "*", "-", "1.", "<b>", "&amp;", "\\", "👩‍👩‍👧", "[x](y)", "a"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=40).map("".join)


@given(TEXTS, st.sampled_from([None, LINK, "https://a.example/é"]))
def test_facets_name_the_bytes_they_stand_over(text: str, link: str | None) -> None:
    check_facets(text, link)


@given(TEXTS)
def test_escapes_read_as_the_text(text: str) -> None:
    assert re.sub(r"\\([\\|{}@\[\]()<>#*_~])", r"\1", little(text)) == text
    plain = text.replace("\\", "")
    assert re.sub(r"\\(.)", r"\1", discord_markdown(plain)) == plain
