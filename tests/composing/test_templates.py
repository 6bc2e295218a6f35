"""Post templates: the newsroom's first, and none that can do harm."""

from pathlib import Path

import pytest

from bot.composing.house import house_of
from bot.composing.templates import PostTemplates, Texts
from bot.errors import SettingsError, TemplateError

WORDS = {
    "title": "Un titre",
    "url": "https://a.fr/b",
    "lead": None,
    "tags": None,
    "points": ("un", "deux"),
}


def made(folder: Path, source: str, name: str = "headline", *, language: str = "fr") -> list[Texts]:
    file = folder / "templates" / "posts" / f"{name}.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    return list(PostTemplates(folder).variants(name, "x", language, WORDS))


def test_a_ladder_of_variants_in_their_order(tmp_path: Path) -> None:
    source = "{{ title }}\n\n\n\n{{ url }}  \n===\n{{ title }}\n"
    assert made(tmp_path, source) == [("Un titre\n\nhttps://a.fr/b",), ("Un titre",)]


def test_pieces_of_a_thread(tmp_path: Path) -> None:
    source = "{{ title }}\n{% for point in points %}\n---\n{{ point }}\n{% endfor %}\n---\n\n"
    assert made(tmp_path, source) == [("Un titre", "un", "deux")]


def test_a_word_that_there_is_none_of_prints_nothing(tmp_path: Path) -> None:
    assert made(tmp_path, "{{ title }}{{ lead }}") == [("Un titre",)]


def test_the_most_particular_file_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "posts"
    (folder / "x").mkdir(parents=True)
    files = ["headline.txt", "headline.fr.txt", "x/headline.txt", "x/headline.fr.txt"]
    for name in (*files, "x/headline.fr-CA.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    templates = PostTemplates(tmp_path)
    assert templates.variants("headline", "x", "fr-CA", WORDS)[0] == ("x/headline.fr-CA.txt",)
    (folder / "x/headline.fr-CA.txt").unlink()
    for name in reversed(files):
        templates.look_again()
        assert templates.variants("headline", "x", "fr-CA", WORDS)[0] == (name,)
        (folder / name).unlink()
    templates.look_again()
    assert templates.variants("headline", "x", "fr-CA", WORDS)[0][0].startswith("Un titre")


# name → the template, and what is said of it
HOSTILE = {
    "an endless loop": ("{% for a in points %}" * 15 + "{% endfor %}" * 15, "10,000 turns"),
    "a loop of letters": (
        "{% for a in title %}" * 8 + "{% if a == 'x' %}y{% endif %}" + "{% endfor %}" * 8,
        "10,000 turns",
    ),
    "text that doubles": (
        "{% set a = title %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
        "over 100,000 characters",
    ),
    "text that doubles by plus": (
        "{% set a = title %}" + "{% set a = a + a %}" * 40 + "{{ a }}",
        "over 100,000 characters",
    ),
    "a list that doubles": (
        "{% set a = points | list %}" + "{% set a = a + a %}" * 40,
        "over 100,000 characters",
    ),
    "text that doubles by replacing": (
        "{% set a = 'x' %}" + "{% set a = a | replace('x', 'xx') %}" * 40 + "{{ a }}",
        "over 100,000 characters",
    ),
    "text that doubles by joining": (
        "{% set a = 'x' %}" + "{% set a = [a, a] | join %}" * 40 + "{{ a }}",
        "over 100,000 characters",
    ),
    "much output": ("{% for a in title %}{{ title }}{{ title }}{% endfor %}" * 900, "over 100,000"),
    "a long number": ("{{ 9 ** 99999999 }}", "no **"),
    "many copies": ("{{ 'x' * 999999999 }}", "no *"),
    "a wide format": ("{{ '%999999999d' % 1 }}", "no %"),
    "a format string": ("{{ '{:>999999999}'.format(1) }}", "no call"),
    "a wide centre": ("{{ title | center(999999999) }}", "No filter named 'center'"),
    "attributes": ("{{ title.__class__.__mro__ }}", "unsafe"),
    "an attribute by a filter": ("{{ title | attr('__class__') }}", "No filter named 'attr'"),
    "attributes by name": ("{{ title['__class__'] }}", "unsafe"),
    "a call": ("{{ range(999999999) | list }}", "no call"),
    "a macro": ("{% macro a() %}{{ a() }}{{ a() }}{% endmacro %}{{ a() }}", "no macro"),
    "a template within itself": ("{% include 'headline.txt' %}", "no include"),
    "another's file": ("{% include '/etc/passwd' %}", "no include"),
    "an import": ("{% import 'headline.txt' as a %}", "no import"),
    "cutting": ("{{ title | truncate(3) }}", "No filter named 'truncate'"),
    "cutting by place": ("{{ title[:3] }}", "no [a:b]"),
    "a block unclosed": ("{% for a in points %}", "Unexpected end of template"),
    "a name that is none": ("{{ titel }}", "'titel' is undefined"),
    "a mark unclosed": ("{{ title", "unexpected end of template"),
    "deep brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "nested too deeply"),
    "deep blocks": ("{% if 1 %}" * 150 + "{% endif %}" * 150, "nested too deeply"),
    "a long file": ("x" * 60_000, "no more than 50,000 characters"),
    "the counter": ("{{ _steps.taken }}{{ _steps.take }}", "no name"),
}


@pytest.mark.parametrize(("source", "said"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_or_broken_template_is_named_at_once(
    tmp_path: Path, source: str, said: str
) -> None:
    with pytest.raises(TemplateError) as error:
        made(tmp_path, source)
    assert said in str(error.value)
    assert "headline.txt" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_line_of_a_mistake_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        TemplateError, match=r"headline\.txt:3: 'titel' is undefined; there are lead"
    ):
        made(tmp_path, "{{ title }}\n\n{{ titel }}\n")
    with pytest.raises(TemplateError, match=r"headline\.txt:2: post templates have no call"):
        made(tmp_path, "\n{{ title.upper() }}\n")


MISSPELT = [
    ("qoute.txt", "no post is made by 'qoute'; there are quote, tldr"),
    ("twitter/quote.txt", "no platform is called 'twitter'; there are x, bluesky"),
    ("x/fr/quote.txt", "no platform is called 'x/fr'"),
    ("quote.french.txt", r"name its language as quote\.fr\.txt"),
]


@pytest.mark.parametrize(("name", "told"), MISSPELT)
def test_a_file_that_no_post_would_ask_for_is_told(tmp_path: Path, name: str, told: str) -> None:
    file = tmp_path / "templates" / "posts" / name
    file.parent.mkdir(parents=True)
    file.write_text("{{ title }}", encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        house_of(tmp_path)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "posts"
    folder.mkdir(parents=True)
    (folder / "headline.txt").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(TemplateError, match=r"headline\.txt: cannot be read as UTF-8"):
        PostTemplates(tmp_path).variants("headline", "x", "fr", WORDS)
