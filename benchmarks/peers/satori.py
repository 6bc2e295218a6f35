"""satori and resvg, in Node: the card as the tree of elements that satori takes.

It knows no stylesheets and no variable fonts: each element gets its computed style, and the fonts
are cut to the weights that the card uses.
"""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from benchmarks.peers import Figure, Page, has_node, run_node
from bot.cards.css.gradients import LinearGradient
from bot.cards.css.style import Edge, Style
from bot.cards.layout.places import Placed

NAME = "satori + resvg"
Tree = dict[str, object]


def missing() -> str:
    """What is missing, empty where nothing is."""
    there = has_node("satori") and has_node("@resvg/resvg-js")
    return "" if there else "satori and @resvg/resvg-js are not in $PEERS/node_modules"


def measured(page: Page, runs: int) -> Figure:
    """The median CPU time of a card."""
    with tempfile.TemporaryDirectory() as folder:
        task: dict[str, object] = {
            "tree": _tree(page.fitted.root),
            "fonts": _fonts(page, Path(folder)),
            "width": page.format.width,
            "height": page.format.height,
            "runs": runs,
        }
        return run_node("satori.mjs", task)


def _tree(place: Placed) -> Tree:
    """An element with its children; a text box becomes the text of its element."""
    if place.box.picture is not None:
        data = base64.b64encode(place.box.picture.path.read_bytes()).decode()
        sizes = {"width": place.width, "height": place.height}
        style = {**_css(place), **sizes, "objectFit": place.box.style.object_fit}
        source = f"data:image/jpeg;base64,{data}"
        return {"type": "img", "props": {"src": source, "style": style, **sizes}}
    children: list[object] = []
    for child in place.children:
        if child.box.paragraph is not None:
            children.append(child.box.paragraph.text)
        else:
            children.append(_tree(child))
    text = len(children) == 1 and isinstance(children[0], str)
    contents = children[0] if text else children
    return {"type": "div", "props": {"style": _css(place), "children": contents}}


def _css(place: Placed) -> dict[str, object]:
    style = place.box.style
    flex = style.display == "flex"
    css: dict[str, object] = {
        "display": "flex",
        "flexDirection": style.flex_direction if flex else "column",
        "justifyContent": style.justify_content
        if style.justify_content != "normal"
        else "flex-start",
        "alignItems": style.align_items if style.align_items != "normal" else "stretch",
        "boxSizing": style.box_sizing,
        "flexGrow": style.flex_grow,
        "flexShrink": style.flex_shrink,
        "position": "absolute" if style.position == "absolute" else "relative",
        "color": f"rgb{style.color.rgb}",
        "backgroundColor": f"rgba{tuple(style.background_color or style.color)}",
        "fontFamily": style.font_family[0],
        "fontSize": style.font_size,
        "fontWeight": round(style.font_weight),
        "lineHeight": (style.line_height_px() or 1.2 * style.font_size) / style.font_size,
        "letterSpacing": style.letter_spacing,
        "gap": style.row_gap.px,
        **_sides(style),
    }
    for layer in style.background_image:
        if isinstance(layer, LinearGradient):
            stops = ", ".join(
                f"rgba{tuple(stop.color or style.color)}"
                + (f" {stop.place.percent}%" if stop.place is not None else "")
                for stop in layer.stops
            )
            css["backgroundImage"] = f"linear-gradient({layer.angle}deg, {stops})"
    for shadow in style.box_shadow:
        tint = tuple(shadow.color or style.color)
        css["boxShadow"] = f"{shadow.x}px {shadow.y}px {shadow.blur}px rgba{tint}"
    if style.border_top_left_radius[0].px:
        css["borderRadius"] = style.border_top_left_radius[0].px
    if style.text_wrap in ("balance", "pretty"):
        css["textWrap"] = style.text_wrap
    css.update({"width": place.width, "height": place.height} if _page(place) else _sizes(style))
    return css


def _unless_normal(value: str, usual: str) -> str:
    return usual if value == "normal" else value


def _page(place: Placed) -> bool:
    return place.box.owner.element.tag in ("html", "body")


def _sizes(style: Style) -> dict[str, object]:
    named = (
        *(("width", style.width), ("height", style.height), ("flexBasis", style.flex_basis)),
        *(("top", style.top), ("right", style.right)),
        *(("bottom", style.bottom), ("left", style.left)),
    )
    return {name: _length(edge) for name, edge in named if edge is not None}


def _sides(style: Style) -> dict[str, object]:
    found: dict[str, object] = {}
    for side in ("Top", "Right", "Bottom", "Left"):
        for kind in ("margin", "padding"):
            edge: Edge = getattr(style, f"{kind}_{side.lower()}")
            found[f"{kind}{side}"] = "auto" if edge is None else _length(edge)
        width = style.border_width(side.lower())
        if width:
            color = getattr(style, f"border_{side.lower()}_color") or style.color
            found[f"border{side}"] = f"{width}px solid rgba{tuple(color)}"
    return found


def _length(edge: Edge) -> object:
    assert edge is not None
    return f"{edge.percent}%" if edge.percent else edge.px


def _fonts(page: Page, folder: Path) -> list[dict[str, object]]:
    """Each face that the card's texts use, cut to its weight."""
    used = {
        (place.box.style.font_family[0], round(place.box.style.font_weight))
        for place in page.fitted.root.walk()
        if place.box.paragraph is not None
    }
    files = dict(reversed(page.fonts))  # the first of a family is the one for most letters
    found: list[dict[str, object]] = []
    for family, weight in sorted(used):
        font = TTFont(files[family])
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        instancer.instantiateVariableFont(font, {**axes, "wght": weight}, inplace=True)
        path = folder / f"{family}-{weight}.ttf"
        font.save(path)
        found.append({"name": family, "weight": weight, "style": "normal", "path": str(path)})
    return found
