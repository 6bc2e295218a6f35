"""French and English: every message is translated, and every time names its zone."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from bot.review.roles import Role
from bot.web.languages import Tongue, language_for
from tests.web.conftest import Newsroom, send

ROOT = Path(__file__).parent.parent.parent
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")

Message = str | tuple[str, str]


def in_templates() -> set[Message]:
    """What the templates say through ``_`` and ``n_``."""
    found: set[Message] = set()
    for path in (ROOT / "templates/web").glob("*.html"):
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ("_", "n_"):
                words = [arg.value for arg in call.args if isinstance(arg, nodes.Const)]
                if call.node.name == "n_":
                    found.add((str(words[0]), str(words[1])))
                elif words:
                    found.add(str(words[0]))
    return found | {role.value for role in Role}


def in_code() -> set[Message]:
    """What the code says through ``text`` and marks with ``N_``."""
    found: set[Message] = set()
    for path in (ROOT / "bot/hooks.py", *(ROOT / "bot/web").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = node.func
                name = (
                    called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                )
                value = node.args[0].value
                is_ours = name == "N_" or (
                    name == "text"
                    and isinstance(called, ast.Attribute)
                    and ast.unparse(called.value) in ("call", "tongue", "self.tongue")
                )
                if is_ours and isinstance(value, str):
                    found.add(value)
    return found


def test_every_message_is_in_french_with_its_values_and_no_other_is() -> None:
    with (ROOT / "bot/web/locale/fr.po").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    told = {message.id: message.string for message in catalogue if message.id}
    wanted = in_templates() | in_code()
    assert set(told) - wanted == set(), "no page says these"
    assert wanted - set(told) == set(), "these are not translated"
    for message, string in told.items():
        sides = message if isinstance(message, tuple) else (message,)
        strings = string if isinstance(string, tuple) else (string,)
        for said in strings:
            assert said, message
            assert set(_PLACEHOLDER.findall(str(said))) == set(
                _PLACEHOLDER.findall(str(sides[-1]))
            ), message


@pytest.mark.parametrize(
    ("wanted", "accepted", "language"),
    [
        (None, "fr-CA,fr;q=0.9", "fr"),
        (None, "de,fr;q=0.5", "fr"),
        (None, "de", "en"),
        ("en", "fr", "en"),
        ("xx", "", "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_browsers(
    wanted: str | None, accepted: str, language: str
) -> None:
    assert language_for(wanted, accepted) == language


def test_a_page_speaks_french_to_who_asks_and_goes_on_doing_so(newsroom: Newsroom) -> None:
    browser = newsroom.browser(Role.EDITOR)
    assert "Tout est fait" in browser.get("/queue", headers={"Accept-Language": "fr"}).text
    send(browser, "/language", language="fr", back="/queue")
    assert '<html lang="fr">' in browser.get("/sent").text


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), "dimanche 29 mars 2026, 01:30 CET"),
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "dimanche 29 mars 2026, 03:30 CEST"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "dimanche 25 octobre 2026, 02:30 CEST"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "dimanche 25 octobre 2026, 02:30 CET"),
    ],
)
def test_a_time_is_told_in_the_newsrooms_zone_and_names_it(at: datetime, said: str) -> None:
    tongue = Tongue("fr", ZoneInfo("Europe/Paris"))
    assert tongue.exactly(at) == f"{said} (Europe/Paris)"
