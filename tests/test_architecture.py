"""The arrows between the folders run one way."""

import ast
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"

# part → the parts of the program that it may import. What is not named here may import everything.
RECORDS = {"model", "errors", "clock", "formats", "links", "signing", "kept"}
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "clock": set(),
    "resources": set(),
    "sandbox": set(),
    "formats": {"model", "errors"},
    "kept": set(),
    "links": set(),
    "signing": set(),
    "settings": RECORDS,
    "reading": RECORDS | {"resources"},
    "composing": RECORDS | {"resources", "sandbox", "reading", "review"},
    "cards": RECORDS | {"resources", "sandbox"},
    "review": RECORDS,
    "sources": RECORDS | {"reading", "settings"},
    "store": RECORDS | {"review", "settings"},
    "publishing": RECORDS | {"review", "composing", "store", "settings"},
    "scheduling": RECORDS | {"settings"},
}
# The folders of the large parts: each may import those before it.
IN_ORDER: dict[str, tuple[str, ...]] = {
    "reading": (
        "languages",
        "text",
        "words",
        "marks",
        "names",
        "grammar",
        "speech",
        "utterances",
        "people",
    ),
    "cards": ("record", "files", "words", "html", "css", "text", "layout", "paint"),
}
# Network, database and clock stay outside the pure core.
PURE = {
    "model",
    "formats",
    "kept",
    "links",
    "signing",
    "sandbox",
    "reading",
    "composing",
    "cards",
    "review",
}
IMPURE_MODULES = {
    "apscheduler",
    "feedparser",
    "httpx",
    "requests",
    "socket",
    "sqlalchemy",
    "sqlite3",
    "subprocess",
    "time",
    "tweepy",
    "urllib.request",
}


def imports(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def part_of(path: Path) -> str:
    return path.relative_to(BOT).parts[0].removesuffix(".py")


def test_no_arrow_runs_the_wrong_way() -> None:
    wrong = []
    for path in sorted(BOT.rglob("*.py")):
        part = part_of(path)
        if part not in MAY_IMPORT:
            continue
        for module in imports(path):
            names = module.split(".")
            if names[0] == "bot" and len(names) > 1:
                allowed = MAY_IMPORT[part] | {part, "__version__"}
                if names[1] not in allowed:
                    wrong.append(f"{path.relative_to(BOT)} imports {module}")
    assert not wrong, "\n".join(wrong)


def test_the_pure_core_reaches_nothing_outside() -> None:
    wrong = [
        f"{path.relative_to(BOT)} imports {module}"
        for path in sorted(BOT.rglob("*.py"))
        if part_of(path) in PURE
        for module in imports(path)
        if module in IMPURE_MODULES or module.split(".")[0] in IMPURE_MODULES
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("part", IN_ORDER)
def test_each_folder_of_a_part_builds_on_those_before_it(part: str) -> None:
    wrong = [
        f"{path.relative_to(BOT)} imports {module}"
        for place, folder in enumerate(IN_ORDER[part])
        for path in sorted((BOT / part / folder).glob("*.py"))
        for module in imports(path)
        if module.startswith(f"bot.{part}.")
        and module.split(".")[2] not in IN_ORDER[part][: place + 1]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("part", IN_ORDER)
def test_a_part_has_no_other_folder(part: str) -> None:
    folders = {path.parent.name for path in (BOT / part).glob("*/__init__.py")}
    assert folders <= set(IN_ORDER[part])
