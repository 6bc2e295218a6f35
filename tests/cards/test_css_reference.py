"""docs/reference/css.md lists what cards know, and nothing else."""

import re
from pathlib import Path

from bot.cards.css.properties import LONGHANDS
from bot.cards.css.shorthands import SHORTHANDS
from bot.cards.html.template import FILTERS

REFERENCE = Path(__file__).parent.parent.parent / "docs" / "reference" / "css.md"


def documented() -> set[str]:
    text = REFERENCE.read_text(encoding="utf-8")
    table = text.partition("## Properties")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\| (`[^|]*`) \|", table, re.MULTILINE)
    return {name for cell in first_cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_property_is_documented_and_no_other() -> None:
    assert documented() == set(LONGHANDS) | set(SHORTHANDS)


def test_every_keyword_of_display_is_documented() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    for keyword in ("`block`", "`flex`", "`grid`", "`inline`", "`none`"):
        assert keyword in text
    assert "safe" not in FILTERS
