"""The same card in Chromium, to look at beside ours; the browser is never needed to draw one."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from xml.etree.ElementTree import Element

from PIL import Image

from bot.cards import Library, engine
from bot.cards.html import template
from bot.cards.html.template import PLACE
from bot.cards.layout.fit import Fitted
from bot.cards.layout.places import Placed
from bot.cards.words.linebreak import SOFT_HYPHEN, breaks
from bot.errors import CardError
from bot.model import CardContent, Format

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
WINDOW_FRAME = 200  # what the window may take of its height, in pixels
_FRAME = "position: absolute; top: 0; left: 0; border: 0"
LONGEST = (
    60  # seconds for one picture; headless Chromium now and then never ends, and is asked anew
)

# Cards are drawn without hinting; Chromium asks the system whether to hint.
_UNHINTED = """<?xml version="1.0"?>
<fontconfig><include>/etc/fonts/fonts.conf</include><match target="pattern">
  <edit name="hinting" mode="assign"><bool>false</bool></edit>
  <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
  <edit name="autohint" mode="assign"><bool>false</bool></edit>
  <edit name="antialias" mode="assign"><bool>true</bool></edit>
  <edit name="rgba" mode="assign"><const>none</const></edit>
</match></fontconfig>
"""


def picture(library: Library, name: str, content: CardContent, format: Format) -> bytes:
    """A card as Chromium draws it: a PNG file.

    Raises CardError where there is no Chromium or it makes nothing, TemplateError as drawing does.
    """
    source = template.render(library, name, content, format)
    fitted = engine.lay_out(source, language=content.language, format=format, library=library)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "card.html").write_text(page(source, fitted, library), encoding="utf-8")
        size = f"width: {format.width}px; height: {format.height}px"
        frame = f'<!doctype html><body style="margin: 0"><iframe src="card.html" style="{_FRAME}; '
        document, made = folder / "page.html", folder / "page.png"
        document.write_text(f'{frame}{size}"></iframe>', encoding="utf-8")
        run(document, (format.width, format.height + WINDOW_FRAME), made)
        with Image.open(made) as whole:
            card = io.BytesIO()
            whole.crop((0, 0, format.width, format.height)).save(card, "PNG")
        return card.getvalue()


def run(document: Path, size: tuple[int, int], made: Path, options: Sequence[str] = ()) -> str:
    """Open a page in a window of ``size``, write its picture to ``made``; what Chromium printed.

    Raises CardError where there is no Chromium or it fails.
    """
    if BROWSER is None:
        raise CardError("there is no Chromium on this machine; install it to see cards in it")
    settings = made.parent / "fonts.conf"
    settings.write_text(_UNHINTED, encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    # Each try has a profile that no other has locked.
    first, *others = [
        _command(document, size, made, [*options, f"--user-data-dir={made.parent / profile}"])
        for profile in ("profile", "profile-2", "profile-3")
    ]
    try:
        for command in others:
            with suppress(subprocess.TimeoutExpired):
                return _printed(command, environment)
        return _printed(first, environment)
    except (OSError, subprocess.SubprocessError) as problem:
        raise CardError(f"Chromium did not draw the card: {problem}") from problem


def _command(
    document: Path, size: tuple[int, int], made: Path, options: Sequence[str]
) -> list[str]:
    assert BROWSER
    return [
        *(BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync"),
        *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
        *("--allow-file-access-from-files", "--font-render-hinting=none"),
        "--run-all-compositor-stages-before-draw",  # the picture has all that the page has by then
        *("--force-color-profile=srgb", *options, f"--screenshot={made}"),
        *(f"--window-size={size[0]},{size[1]}", document.as_uri()),
    ]


def _printed(command: Sequence[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=LONGEST, check=True, env=environment
    )
    return done.stdout


# To Chromium a number with narrow spaces, alone, is Mongolian, whose letters are never spaced; so
# it gets spaces of the same width that are of no script.
_NUMBER = re.compile(r"(?<=>)\s*\d+(?:\u202f\d+)+\s*(?=<)")


def page(source: str, fitted: Fitted, library: Library) -> str:
    """The HTML for Chromium: stylesheets and fonts inlined, and what only the bot knows written in.

    That is the sizes found, the marks that hang, the spaces that no line ends at, the hyphens, for
    which browsers may lack the patterns, and the font of emoji, which the bot asks whatever the
    fonts named.
    """
    styles = ["* { hyphens: manual !important }"]
    named = names(fitted.root)
    source = _named(source)
    for word, hyphened in _hyphened(fitted).items():
        source = source.replace(word, hyphened)
    for before, after in _glued(fitted):
        source = source.replace(f"{before} {after}", f"{before}\u00a0{after}")
    for element, size in fitted.sizes.items():
        styles.append(_rule(named[element], f"font-size: {size}px"))
    for place in fitted.root.walk():
        if place.box.paragraph is not None and place.box.paragraph.indent:
            indent = place.box.paragraph.indent
            styles.append(_rule(named[place.box.owner.element], f"text-indent: {indent}px"))
    fonts = (library.fonts / "fonts.css").read_text(encoding="utf-8")
    fonts = re.sub(r'url\("', f'url("file://{library.fonts}/', fonts)

    def sheet(match: re.Match[str]) -> str:
        text, path = library.read(match[1])
        return f"<style>{_with_files(text, path, library)}</style>"

    source = re.sub(r'<link[^>]*href="([^"]+)"[^>]*>', sheet, source)
    source = _NUMBER.sub(lambda match: match[0].replace("\u202f", "\u2009"), source)
    head = f"<style>{fonts} {_emoji(fonts, library.fonts)}</style>"
    source = source.replace("</head>", f"<style>{' '.join(styles)}</style></head>")
    source = re.sub(
        r'src="([^"]+)"', lambda match: f'src="file://{library.picture(match[1])}"', source
    )
    return source.replace("<head", head + "<head", 1)


def _emoji(fonts: str, folder: Path) -> str:
    """The faces of a stylesheet once more, each with the emoji font for what are emoji."""
    found = []
    for face in re.findall(r"@font-face {([^}]*)}", fonts):
        if "unicode-range" not in face:
            emoji = re.sub(r'url\("[^"]*"\)', f'url("file://{folder}/NotoColorEmoji.ttf")', face)
            found.append(f"@font-face {{ {emoji} unicode-range: U+1F000-1FAFF; }}")
    return " ".join(found)


def _glued(fitted: Fitted) -> set[tuple[str, str]]:
    """The words about each ordinary space that the bot lets no line end at."""
    found = set()
    for place in fitted.root.walk():
        paragraph = place.box.paragraph
        if paragraph is not None:
            ends = {each.at for each in breaks(paragraph.text, paragraph.language)}
            for space in re.finditer(r"(\S+) (?=(\S+))", paragraph.source):
                if space.end() not in ends:
                    found.add((space[1], space[2]))
    return found


def _hyphened(fitted: Fitted) -> dict[str, str]:
    """Each word that the bot parts, with soft hyphens where it does."""
    found = {}
    for place in fitted.root.walk():
        if place.box.paragraph is not None:
            lines = [line.text for line in place.box.paragraph.lines(place.width)]
            text = lines[0] if lines else ""
            for line in lines[1:]:
                text += SOFT_HYPHEN if text[-1:].isalpha() and line[:1].isalpha() else ""
                text += line
            for word in re.findall(rf"[\w{SOFT_HYPHEN}]+", text):
                if SOFT_HYPHEN in word:
                    found[word.replace(SOFT_HYPHEN, "")] = word
    return found


_TAG = re.compile(rf'<([\w-]+) {PLACE}="([^"]*)"')


def names(root: Placed) -> dict[Element, str]:
    """A name for each element of the card: its place, its tag, and which of those it is."""
    seen: Counter[str] = Counter()
    found = {}
    for element in root.box.owner.element.iter():
        name = f"{element.get(PLACE)} {element.tag}"
        found[element] = f"{name} {seen[name]}"
        seen[name] += 1
    return found


def _named(source: str) -> str:
    """The HTML with the same names in its start tags."""
    seen: Counter[str] = Counter()

    def named(match: re.Match[str]) -> str:
        name = f"{match[2]} {match[1].lower()}"
        seen[name] += 1
        return f'<{match[1]} -name="{name} {seen[name] - 1}" {PLACE}="{match[2]}"'

    return _TAG.sub(named, source)


def _rule(name: str, declaration: str) -> str:
    return f'[\\-name="{name}"] {{ {declaration} !important }}'


def _with_files(text: str, path: Path, library: Library) -> str:
    """A stylesheet with the whole paths of its fonts and pictures."""

    def file(match: re.Match[str]) -> str:
        beside = path.parent / match[1]
        found = beside if beside.is_file() else library.picture(match[1])
        return f'url("file://{found}")' if found else match[0]

    return re.sub(r"""url\(["']?([^"')]+)["']?\)""", file, text)
