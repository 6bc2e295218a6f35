"""Bytes with gaps: a text is never a gap, and no value breaks out of its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotSent
from bot.publishing.content import File, Gap, content, form_data, json_content

PLAIN = st.text(st.characters(codec="utf-8"))
VALUES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1).filter(
    lambda value: '"' not in value and "\\" not in value
)


@given(PLAIN, VALUES)
def test_texts_arrive_as_they_are_and_gaps_are_filled(text: str, value: str) -> None:
    made = json_content({"text": text, "media": [Gap("media:1")], "{media:1}": Gap("media:1")})
    filled = made.filled({"media:1": value, "text": "wrong", "": "wrong"})
    assert json.loads(filled) == {"text": text, "media": [value], "{media:1}": value}
    assert json.loads(made.shown) == {
        "text": text,
        "media": ["{media:1}"],
        "{media:1}": "{media:1}",
    }
    assert made.matches(filled)
    assert made.gaps == {"media:1"}


@given(PLAIN)
def test_what_differs_in_one_byte_is_told(text: str) -> None:
    made = json_content({"text": text, "id": Gap("id")})
    filled = made.filled({"id": "1"})
    for at in range(0, len(filled) - 3, 7):
        other = filled[:at] + bytes([filled[at] ^ 1]) + filled[at + 1 :]
        if b'"id":"' not in other[at:] and at > filled.index(b'"id":"'):
            continue
        assert not made.matches(other)


@pytest.mark.parametrize("value", ["", 'a"', "a\\", "a b", "a\n", "é", "\x00", "a" * 5001])
def test_a_value_that_could_do_harm_is_not_sent(value: str) -> None:
    with pytest.raises(NotSent, match="id has a sign" if value else "id is missing") as caught:
        content("x", Gap("id")).filled({"id": value})
    assert not value or value not in str(caught.value)


def test_a_form_holds_its_file_whole() -> None:
    file = File(part="file", name="card.png", media_type="image/png", data=b"\x89PNG\r\n--b\r\n")
    body = form_data("boundary", {"description": "Ada « oui »"}, file).shown
    assert body.count(b"--boundary") == 3
    assert file.data in body
    assert "Ada « oui »".encode() in body
    assert body.endswith(b"--boundary--\r\n")
