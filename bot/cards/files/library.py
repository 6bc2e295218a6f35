"""Where templates, stylesheets, pictures and fonts come from; nothing outside is ever read."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bot.errors import CardError, FontError, TemplateError
from bot.resources import shipped

LARGEST_TEXT = 1_000_000  # bytes of a template or stylesheet; more is a slip


@dataclass(frozen=True, kw_only=True)
class Library:
    """The folders that cards are made from.

    ``templates`` are asked in order, the newsroom's own before the shipped ones: a template,
    ``brand.css`` or logo in the first overrides the one in the next. ``images`` are further
    folders that an article's pictures and portraits may lie in. ``fonts`` holds ``fonts.css``.
    """

    templates: tuple[Path, ...]
    images: tuple[Path, ...] = ()
    fonts: Path = field(default_factory=lambda: shipped("fonts"))

    @staticmethod
    def of(*own: Path, images: tuple[Path, ...] = ()) -> Library:
        """The shipped library, with a newsroom's own folders asked first.

        Raises CardError when one of those folders does not exist.
        """
        for folder in own:
            if not folder.is_dir():
                raise CardError(f"{folder}: there is no such folder of templates; make it")
        return Library(templates=(*own, shipped("templates") / "cards"), images=images)

    @staticmethod
    def of_newsroom(
        newsroom: Path | None, images: tuple[Path, ...] = (), brand: str = ""
    ) -> Library:
        """The shipped library, after the newsroom's own templates and its ``brand.css``.

        ``images`` are folders that photos and portraits may lie in. ``brand`` names a kit, whose
        ``brand.css`` comes before all others. Raises CardError for a kit that there is not.
        """
        own = [newsroom / "templates" / "cards", newsroom] if newsroom else []
        if brand:
            kits = brand_kits(newsroom)
            if brand not in kits:
                raise CardError(f"there is no brand kit {brand!r}; there are {', '.join(kits)}")
            own.insert(0, kits[brand])
        return Library.of(*(folder for folder in own if folder.is_dir()), images=images)

    def find(self, name: str) -> Path | None:
        """The first file of that name in the template folders, never outside them."""
        for folder in self.templates:
            path = inside(folder, name)
            if path is not None:
                return path
        return None

    def read(self, name: str) -> tuple[str, Path]:
        """A template's or stylesheet's text and its file.

        Raises TemplateError when there is none, or it is no UTF-8, or far too large.
        """
        path = self.find(name)
        if path is None:
            raise TemplateError(f"{name}: no such file in {self._folders()}")
        return read_text(path), path

    def picture(self, name: str) -> Path | None:
        """The file of a picture: in a template folder, or anywhere in an image folder."""
        found = self.find(name)
        if found is not None:
            return found
        for folder in self.images:
            path = inside(folder, name)
            if path is not None:
                return path
        return None

    def font(self, source: Path, url: str) -> Path:
        """The font file that a stylesheet names, beside that stylesheet or in the fonts folder.

        Raises FontError when it is not there.
        """
        for folder in (source.parent, self.fonts):
            path = inside(folder, url)
            if path is not None:
                return path
        raise FontError(f"{source}: the font {url!r} is not beside it nor in {self.fonts}")

    def names(self) -> tuple[str, ...]:
        """The names of all templates, without ``.html``; a newsroom's own count once."""
        found = {path.stem for folder in self.templates for path in folder.glob("*.html")}
        return tuple(sorted(name for name in found if not name.startswith("_")))

    def _folders(self) -> str:
        return " or ".join(str(folder) for folder in self.templates)


def brand_kits(newsroom: Path | None) -> dict[str, Path]:
    """The folders of brand kits by name: the shipped ones, and the newsroom's own before them."""
    folders = [shipped("templates") / "cards" / "brands"]
    if newsroom is not None:
        folders.append(newsroom / "brands")
    found = {path.parent.name: path.parent for each in folders for path in each.glob("*/brand.css")}
    return dict(sorted(found.items()))


def inside(folder: Path, name: str) -> Path | None:
    """The file ``name`` of a folder, None when it is not there or leads out of it.

    Symbolic links are followed before looking, so a link cannot lead out either.
    """
    try:
        found = os.stat(f"{folder}/{name}")  # noqa: PTH116 - asked for each file of each card
    except (OSError, ValueError):  # not there, or with a null character in its name
        return None
    return _inside(folder, name, found.st_dev, found.st_ino, found.st_ctime_ns)


@lru_cache(maxsize=512)
def _inside(folder: Path, name: str, *_file: int) -> Path | None:
    """What ``inside`` says, as long as the name leads to the same file."""
    own = folder.stat()
    root = _root(folder, own.st_dev, own.st_ino)
    found = Path(f"{root}/{name}")
    if os.sep in name or name in (os.curdir, os.pardir) or found.is_symlink():
        found = found.resolve()
    within = str(found).startswith(root.rstrip(os.sep) + os.sep)
    return found if within and found.is_file() else None


@lru_cache(maxsize=64)
def _root(folder: Path, *_file: int) -> str:
    """A folder without symbolic links, as long as it is the same."""
    return os.path.realpath(folder)


def read_text(path: Path) -> str:
    """A text file's contents. Raises TemplateError for what is no UTF-8 text."""
    found = path.stat()
    if found.st_size > LARGEST_TEXT:
        raise TemplateError(f"{path}:1: larger than {LARGEST_TEXT} bytes; a template is text only")
    return _text(path, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=64)
def _text(path: Path, *_file: int) -> str:
    """The contents of a text file, as long as it is the same."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise TemplateError(f"{path}:1: the file is not UTF-8; save it as UTF-8") from None
