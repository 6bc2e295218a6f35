"""Boxes where browsers put them."""

import pytest

from tests.cards.samples import by_class, laid_out

Box = tuple[float, float, float, float]
ITEM = "<div class='{}' style='{}'></div>"


def item(name: str, css: str) -> str:
    return ITEM.format(name, css)


CASES: dict[str, tuple[str, str, Box]] = {
    "block fills the width": ("", item("a", "height: 10px"), (0, 0, 400, 10)),
    "padding": (".p { padding: 10px }", "<div class='p'>" + item("a", "height: 5px") + "</div>",
                (10, 10, 380, 5)),
    "content-box": ("", item("a", "width: 100px; padding: 10px; height: 5px"), (0, 0, 120, 25)),
    "border-box": ("", item("a", "box-sizing: border-box; width: 100px; padding: 10px"),
                   (0, 0, 100, 20)),
    "margins collapse": ("", item("x", "height: 10px; margin-bottom: 30px")
                         + item("a", "height: 10px; margin-top: 20px"), (0, 40, 400, 10)),
    "centred": ("", item("a", "width: 100px; height: 5px; margin: 0 auto"), (150, 0, 100, 5)),
    "percent": ("", item("a", "width: 25%; height: 5px"), (0, 0, 100, 5)),
    "calc of percent and pixels": ("", item("a", "width: calc(100% - 50px); height: 5px"),
                                   (0, 0, 350, 5)),
    "max-width": ("", item("a", "max-width: 90px; height: 5px"), (0, 0, 90, 5)),
    "aspect ratio": ("", item("a", "width: 90px; aspect-ratio: 3 / 2"), (0, 0, 90, 60)),
    "flex grows": (".f { display: flex }", "<div class='f'>" + item("x", "width: 100px")
                   + item("a", "flex: 1; height: 5px") + "</div>", (100, 0, 300, 5)),
    "gap": (".f { display: flex; gap: 20px }", "<div class='f'>" + item("x", "width: 100px")
            + item("a", "width: 50px; height: 5px") + "</div>", (120, 0, 50, 5)),
    "gap beside an auto margin": (
        ".f { display: flex; gap: 20px }", "<div class='f'>" + item("x", "flex: 1; height: 1px")
        + item("a", "width: 50px; height: 5px; margin-left: auto") + "</div>", (350, 0, 50, 5)),
    "column": (".f { display: flex; flex-direction: column; height: 100px }", "<div class='f'>"
               + item("x", "height: 30px") + item("a", "flex: 1") + "</div>", (0, 30, 400, 70)),
    "justify": (".f { display: flex; justify-content: space-between }", "<div class='f'>"
                + item("x", "width: 10px") + item("a", "width: 10px; height: 5px") + "</div>",
                (390, 0, 10, 5)),
    "align": (".f { display: flex; align-items: center; height: 100px }", "<div class='f'>"
              + item("a", "width: 10px; height: 20px") + "</div>", (0, 40, 10, 20)),
    "absolute": ("", item("a", "position: absolute; right: 10px; bottom: 20px; width: 30px; "
                          "height: 40px"), (360, 240, 30, 40)),
    "absolute in its positioned ancestor": (
        ".p { position: relative; margin-left: 100px; width: 50px; height: 50px }",
        "<div class='p'><div>" + item("a", "position: absolute; inset: 10px") + "</div></div>",
        (110, 10, 30, 30)),
    "relative": ("", item("a", "position: relative; left: 5px; top: 6px; height: 7px"),
                 (5, 6, 400, 7)),
    "viewport": ("", item("a", "width: 50vw; height: 10vh"), (0, 0, 200, 30)),
}  # fmt: skip


@pytest.mark.parametrize(("css", "body", "expected"), CASES.values(), ids=list(CASES))
def test_boxes(css: str, body: str, expected: Box) -> None:
    place = by_class(laid_out(css, body), "a")
    assert (place.x, place.y, place.width, place.height) == pytest.approx(expected, abs=0.01)


def test_items_share_their_first_baseline() -> None:
    css = ".f { display: flex; align-items: baseline } .a { font-size: 60px }"
    root = laid_out(css, "<div class='f'><p class='a'>1</p><p class='b'>x</p></div>")
    baselines = []
    for name in ("a", "b"):
        text = by_class(root, name).children[0]
        assert text.box.paragraph is not None
        baselines.append(text.y + text.box.paragraph.first_baseline)
    assert baselines[0] == pytest.approx(baselines[1], abs=0.01)


def test_a_text_beside_another_box_takes_the_lines_it_needs() -> None:
    css = ".f { display: flex } .x { flex: none; width: 300px } .a { line-height: 20px }"
    body = "<div class='f'><div class='x'></div><p class='a'>un deux trois quatre cinq</p></div>"
    place = by_class(laid_out(css, body), "a")
    assert place.width == pytest.approx(100, abs=0.01)
    assert place.height in (40, 60)
