"""``bot check``: a designer is told what is wrong, on which card and in which line."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call

PALE = """<!doctype html>
<style>body { margin: 300px 80px; font-size: 40px }</style>
<p>{{ headline }}</p>
<p style="color: #ddd">{{ source }} pâle</p>
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The templates of a newsroom."""
    monkeypatch.setenv("NEWSROOM", "desk")
    folder = tmp_path / "desk" / "templates" / "cards"
    folder.mkdir(parents=True)
    return folder


def test_a_right_card_has_no_findings(bot: Call) -> None:
    words = ("--template", "quote", "--sample", "French", "--format", "square", "--brand", "own")
    assert bot("check", *words)[:2] == (0, "1 cards, 0 findings\n")


def test_findings_are_told_with_their_lines_and_once_for_all_cards(bot: Call, desk: Path) -> None:
    (desk / "pale.html").write_text(PALE, encoding="utf-8")
    words = ("--template", "pale", "--sample", "French", "--sample", "English")
    code, out, _ = bot("check", *words, "--format", "square", "--brand", "own", "--brand", "dark")
    finding, count = out.splitlines()
    assert code == 1
    assert "pale.html:4: contrast: <p>: contrast 1.4:1" in finding
    assert finding.endswith("(pale, square, French, brand own and 3 more)")
    assert count == "4 cards, 4 findings"


def test_what_cannot_be_drawn_is_a_finding_as_json(bot: Call, desk: Path) -> None:
    (desk / "broken.html").write_text("<p>\n<b style='float: left'>", encoding="utf-8")
    words = ("--template", "broken", "--sample", "French", "--format", "square", "--brand", "own")
    code, out, _ = bot("check", *words, "--json")
    told = json.loads(out)
    (finding,) = told["findings"]
    assert (code, told["cards"]) == (1, 1)
    assert (finding["rule"], finding["template"], finding["brand"]) == ("error", "broken", "own")
    assert (Path(finding["file"]).name, finding["line"]) == ("broken.html", 2)
    assert finding["message"].startswith("float is not supported; use display: flex")


@pytest.mark.parametrize("option", ["template", "sample", "brand"])
def test_a_name_that_there_is_not_is_told_with_those_there_are(option: str, bot: Call) -> None:
    code, _, err = bot("check", f"--{option}", "nosuch")
    assert code == 2
    assert "nosuch" in err
