"""Every sentence that the program says outside of the pages' templates, read from its code.

A sentence is a template: its values are numbered holes, as in ``"post {1} is {2}"``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

BOT = Path(__file__).parent.parent.parent / "bot"

# What these say reaches the pages: warnings and notes of posts, findings of cards, refusals,
# reasons in the history. The commands and the doctor speak to admins, in a terminal.
PARTS = (
    *("review/*", "composing/*", "publishing/*", "publishing/platforms/*", "web/pages/*"),
    *("decisions", "drafting", "redrafting", "corrections", "marking", "evergreen", "rereading"),
    "duplicating",
    *("accounts", "clock", "formats", "studio"),
    *("sources/encoding", "sources/exchange", "sources/feed", "sources/file", "sources/jsonfeed"),
    *("sources/load", "sources/page", "sources/robots", "sources/unpack", "sources/metadata"),
    *("cards/checks", "cards/layout/fit", "cards/html/template"),
    *("cards/files/library", "cards/files/images"),
    *("store/queue", "store/changes", "store/leases", "store/articles", "store/users"),
    *("store/talk", "store/undoing", "store/records", "store/cards", "store/decision_links"),
    *("store/secrets", "store/vault", "store/restored"),
    *("web/calls", "web/files", "web/passwords"),
)
_HOLE = re.compile(r"\{\d+\}")
_SAYS = re.compile(r"[a-z]{2,}[ ,]+[a-z]")
_CODE = ("compile", "text", "N_", "removeprefix", "startswith", "model_validate")


def sentences() -> Iterator[tuple[str, str]]:
    """Each sentence, with the file that says it."""
    for part in PARTS:
        paths = sorted(BOT.glob(f"{part}.py"))
        assert paths, f"there is no {part}"
        for path in paths:
            for sentence in _in(path):
                yield sentence, str(path.relative_to(BOT))


def constants() -> set[str]:
    """Every text that stands in the program by itself."""
    return {
        node.value
        for path in BOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(node) for node in _no_words(tree)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        template = _template(node)
        if template and _SAYS.search(_HOLE.sub("x", template)):
            yield template


def _no_words(tree: ast.AST) -> Iterator[ast.AST]:
    """What is never said: docstrings, patterns, messages of the pages, parts of other texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield from node.values
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            yield node.format_spec
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in _CODE:
                yield from node.args


def _template(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    made, number = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            made += str(part.value)
        else:
            number += 1
            made += f"{{{number}}}"
    return made
