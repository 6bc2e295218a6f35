"""Writes the golden table anew: ``python -m tests.composing.golden``."""

from __future__ import annotations

from tests.composing.golden import ARTICLES, HERE, table


def main() -> None:
    """Make every article's page; pages without an article go."""
    folder = HERE / "posts"
    folder.mkdir(exist_ok=True)
    for page in folder.glob("*.md"):
        if not (HERE / "articles" / page.name).exists():
            page.unlink()
    for path in ARTICLES:
        (folder / path.name).write_text(table(path), encoding="utf-8")


if __name__ == "__main__":
    main()
