"""The golden table is what the composer makes; a person has read it (tests/composing/golden)."""

from pathlib import Path

import pytest

from tests.composing.golden import ARTICLES, HERE, table


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_posts_are_those_that_were_signed(path: Path) -> None:
    page = HERE / "posts" / path.name
    assert table(path) == page.read_text(encoding="utf-8"), (
        "if this is meant: python -m tests.composing.golden, and read the difference"
    )


def test_there_are_about_thirty() -> None:
    assert len(ARTICLES) >= 30
    assert {page.name for page in (HERE / "posts").glob("*.md")} == {p.name for p in ARTICLES}
