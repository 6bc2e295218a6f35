"""The sheet draws what is asked, keeps the last good picture and says what is wrong and where."""

from pathlib import Path

import pytest

from bot.cards import Library
from bot.model import PostKind
from bot.preview import changes
from bot.preview.sheet import Look, Sheet, safe_areas
from tests.cards.samples import QUOTE

GOOD = "<!doctype html>\n<p style='font-size: 60px'>{{ quote }}</p>\n<p>{{ speaker }}</p>\n"
LOOK = Look(kit="own", template="quote-own", sample="one", format="square")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "quote-own.html").write_text(GOOD, encoding="utf-8")
    return tmp_path


def sheet_of(folder: Path) -> Sheet:
    return Sheet({"own": Library.of(folder)}, {"one": {PostKind.QUOTE: QUOTE}})


def test_a_card_is_drawn_anew_from_its_file(folder: Path) -> None:
    sheet = sheet_of(folder)
    first = sheet.view(LOOK)
    (folder / "quote-own.html").write_text(GOOD.replace("60px", "70px"), encoding="utf-8")
    second = sheet.view(LOOK)
    assert first.sha256 != second.sha256
    assert (sheet.picture(second.sha256) or b"").startswith(b"\x89PNG")


@pytest.mark.parametrize("slip", ["{% if %}", "<p style='colour: red'>x</p>", "{{ quot }}"])
def test_a_slip_is_told_with_its_place_and_the_last_good_picture_stays(
    slip: str, folder: Path
) -> None:
    sheet = sheet_of(folder)
    good = sheet.view(LOOK)
    (folder / "quote-own.html").write_text(GOOD + slip, encoding="utf-8")
    broken = sheet.view(LOOK)
    assert broken.sha256 == good.sha256
    (told,) = broken.broken
    assert (Path(told.file).name, told.line) == ("quote-own.html", 4)
    (folder / "quote-own.html").write_text(GOOD, encoding="utf-8")
    assert sheet.view(LOOK) == good


def test_findings_come_with_the_picture(folder: Path) -> None:
    (folder / "quote-own.html").write_text("<p>{{ quote }}</p>", encoding="utf-8")
    view = sheet_of(folder).view(LOOK)
    assert {finding.rule for finding in view.findings} == {"small-text", "words"}
    assert view.sha256


def test_boxes_name_their_elements_and_lines(folder: Path) -> None:
    boxes = sheet_of(folder).boxes(LOOK)
    (text, *_) = [box for box in boxes if box.text]
    assert (text.name, text.place) == ("p", f"{folder / 'quote-own.html'}:2")
    assert (text.x, text.y) == (8, 60)  # as browsers set it


def test_every_template_says_what_it_is(folder: Path) -> None:
    titles = sheet_of(folder).templates()
    assert titles.pop("quote-own") == ""
    assert all(titles.values())


def test_safe_areas_are_those_of_the_format() -> None:
    assert safe_areas("story")["story"] == (250, 0, 340, 0)
    assert safe_areas("landscape") == {}


TOUCHED = [
    (["quote-own.html"], ("quote-mine", "quote-own")),  # mine extends it
    (["quote-mine.html"], ("quote-mine",)),
    (["_by.html"], None),
    (["quote-own.html", "brand.css"], None),
]


@pytest.mark.parametrize(("saved", "expected"), TOUCHED)
def test_a_saved_file_touches_those_that_use_it(
    saved: list[str], expected: tuple[str, ...] | None, folder: Path
) -> None:
    (folder / "quote-mine.html").write_text('{% extends "quote-own.html" %}', encoding="utf-8")
    paths = [folder / name for name in saved]
    assert changes.touched(paths, Library.of(folder)) == expected


def test_editors_own_files_are_of_no_interest(folder: Path) -> None:
    watched = changes.watched([Library.of(folder)])
    names = ["quote.html", ".quote.html.swp", "quote.html~", "notes.txt"]
    assert [changes.of_interest(folder / name, watched) for name in names] == [1, 0, 0, 0]
