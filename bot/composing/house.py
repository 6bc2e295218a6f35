"""What a newsroom has laid down for its posts: its name, templates, hashtags and handles."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import regex

from bot.composing.handles import FORMS, Handles
from bot.composing.limits import platforms
from bot.composing.portraits import Portraits
from bot.composing.tags import TagBook, fold, hashtag
from bot.composing.templates import NAMES, PostTemplates
from bot.errors import SettingsError

TAGS_FILE = "hashtags.toml"
HANDLES_FILE = "handles.toml"
PORTRAITS_FILE = "portraits.toml"
TEMPLATES = Path("templates", "posts")

Table = Mapping[str, object]

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_WRITTEN_TAG = regex.compile(r"[\p{L}\p{M}\p{N}_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """A newsroom's own things. ``publication`` is printed as the source; empty: a link's host."""

    publication: str = ""
    templates: PostTemplates = field(default_factory=PostTemplates)
    tags: TagBook = field(default_factory=TagBook)
    handles: Handles = field(default_factory=Handles)
    portraits: Portraits = field(default_factory=Portraits)


def house_of(newsroom: Path | None, publication: str = "") -> House:
    """The house of a newsroom's folder; the shipped templates alone where there is none.

    Raises SettingsError, naming the file and the entry, for a book of hashtags, of handles or of
    portraits that cannot be used, and for a post template that no post would ask for.
    """
    if newsroom is None:
        return House(publication=publication)
    _refuse_unknown_templates(newsroom / TEMPLATES)
    return House(
        publication=publication,
        templates=PostTemplates(newsroom),
        tags=tag_book(newsroom / TAGS_FILE),
        handles=handles(newsroom / HANDLES_FILE),
        portraits=portraits(newsroom / PORTRAITS_FILE),
    )


def _refuse_unknown_templates(folder: Path) -> None:
    """Refuse what is misspelt: its posts would be made by the shipped template, unnoticed."""
    for path in sorted(folder.rglob("*.txt")):
        *parents, name = path.relative_to(folder).parts
        stem, *language = name.removesuffix(".txt").split(".")
        if stem not in NAMES:
            raise SettingsError(
                f"{path}: no post is made by {stem!r}; there are {', '.join(NAMES)}"
            )
        if len(language) > 1 or not all(_LANGUAGE.fullmatch(code) for code in language):
            raise SettingsError(f"{path}: name its language as {stem}.fr.txt or {stem}.fr-CA.txt")
        if len(parents) > 1 or not all(parent in platforms() for parent in parents):
            raise SettingsError(
                f"{path}: no platform is called {'/'.join(parents)!r}; "
                f"there are {', '.join(platforms())}"
            )


def tag_book(path: Path) -> TagBook:
    """The book of hashtags in a file; an empty one where there is no such file."""
    raw = _load(path)
    _refuse_unknown(path, raw, {"always", "never", "tags"})
    names = raw.get("tags", {})
    if not isinstance(names, dict):
        raise SettingsError(f'{path}: tags should be a table, as [tags] with "the tag" = "TheTag"')
    return TagBook(
        always=tuple(_tag(path, "always", tag) for tag in _list(path, raw, "always")),
        never=frozenset(fold(name) for name in _list(path, raw, "never")),
        names={fold(name): _tag(path, name, tag) for name, tag in names.items()},
    )


def handles(path: Path) -> Handles:
    """The book of handles in a file; an empty one where there is no such file."""
    by_name: dict[str, Mapping[str, str]] = {}
    for name, entry in _load(path).items():
        if not isinstance(entry, dict):
            raise SettingsError(f'{path}: {name!r} should be a table, as ["{name}"] with x = "…"')
        _refuse_unknown(path, entry, {*FORMS, "also"}, name)
        own = {
            platform: _handle(path, name, platform, handle)
            for platform, handle in entry.items()
            if platform != "also"
        }
        for each in (name, *_list(path, entry, "also")):
            if each in by_name:
                raise SettingsError(f"{path}: {each!r} is named twice")
            by_name[each] = own
    return Handles(by_name)


def portraits(path: Path) -> Portraits:
    """The book of portraits in a file; an empty one where there is no such file."""
    by_name: dict[str, str] = {}
    for name, entry in _load(path).items():
        if not isinstance(entry, dict):
            raise SettingsError(
                f'{path}: {name!r} should be a table, as ["{name}"] with file = "…"'
            )
        _refuse_unknown(path, entry, {"file", "also"}, name)
        picture = _picture(path, name, entry.get("file"))
        for each in (name, *_list(path, entry, "also")):
            if each in by_name:
                raise SettingsError(f"{path}: {each!r} is named twice")
            by_name[each] = picture
    return Portraits(by_name)


def _picture(path: Path, name: str, file: object) -> str:
    """The path of a picture that lies in the newsroom's folder."""
    if not isinstance(file, str) or not file:
        raise SettingsError(f'{path}: {name!r} has no file; say file = "portraits/name.jpg"')
    folder = path.parent.resolve()
    found = (folder / file).resolve()
    if not found.is_relative_to(folder) or not found.is_file():
        raise SettingsError(f"{path}: {name!r} has {file!r}, which is not in the newsroom's folder")
    return file


def _load(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; let the bot's user read it") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 text; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error


def _refuse_unknown(path: Path, table: Table, known: set[str], where: str = "") -> None:
    for name in table:
        if name not in known:
            of = f" for {where!r}" if where else ""
            there = ", ".join(sorted(known))
            raise SettingsError(f"{path}: there is no {name!r}{of}; there are {there}")


def _list(path: Path, table: Table, name: str) -> list[str]:
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise SettingsError(f'{path}: {name} should be a list of texts, as ["one", "two"]')
    return found


def _tag(path: Path, name: str, tag: object) -> str:
    """A hashtag as the newsroom writes it; empty where a tag is to have none."""
    if tag == "" and name != "always":
        return ""
    written = tag.lstrip("#") if isinstance(tag, str) else ""
    if not _WRITTEN_TAG.fullmatch(written) or hashtag(written) is None:
        raise SettingsError(
            f"{path}: {name!r} has {tag!r}, which is no hashtag: letters and digits only, "
            "one letter at least"
        )
    return written


def _handle(path: Path, name: str, platform: str, handle: object) -> str:
    written = handle.removeprefix("@") if isinstance(handle, str) else ""
    if not FORMS[platform].fullmatch(written):
        raise SettingsError(f"{path}: {name!r} has {handle!r}, which is no handle on {platform}")
    return written
