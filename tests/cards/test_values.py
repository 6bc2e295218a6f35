"""Values of CSS, as CSS Values 4, Color 4 and Images 3 have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.css import properties, shorthands
from bot.cards.css.colors import Color, color
from bot.cards.css.gradients import LinearGradient, RadialGradient, image
from bot.cards.css.values import Context, Length, Unsupported, length, position, tokens_of

HERE = Context(font_size=20, root_font_size=16, width=1200, height=600)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12px", Length(12)),
        ("2em", Length(40)),
        ("2rem", Length(32)),
        ("10vw", Length(120)),
        ("10vh", Length(60)),
        ("1vmin", Length(6)),
        ("50%", Length(0, 50)),
        ("0", Length()),
        ("72pt", Length(96)),
        ("calc(1em + 2px * 3)", Length(26)),
        ("calc(100% - (10px + 1vw) / 2)", Length(-11, 100)),
        ("calc(2 * (1px + 1px))", Length(4)),
        ("min(10px, 1em)", Length(10)),
        ("max(10px, 1em)", Length(20)),
        ("clamp(10px, 5vw, 40px)", Length(40)),
        ("red", None),
    ],
)
def test_lengths(text: str, expected: Length | None) -> None:
    assert length(tokens_of(text)[0], HERE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#b3261e", Color(179, 38, 30)),
        ("#f00", Color(255, 0, 0)),
        ("#ff000080", Color(255, 0, 0, 128 / 255)),
        ("rgb(1 2 3 / .5)", Color(1, 2, 3, 0.5)),
        ("rgba(1, 2, 3, 0.25)", Color(1, 2, 3, 0.25)),
        ("hsl(120 100% 50%)", Color(0, 255, 0)),
        ("white", Color(255, 255, 255)),
        ("currentColor", None),
    ],
)
def test_colours(text: str, expected: Color | None) -> None:
    assert color(tokens_of(text)[0]) == expected


@pytest.mark.parametrize(
    ("text", "x", "y"),
    [
        ("left", Length(0, 0), Length(0, 50)),
        ("bottom", Length(0, 50), Length(0, 100)),
        ("top right", Length(0, 100), Length(0, 0)),
        ("30% 10px", Length(0, 30), Length(10)),
        ("center 10px", Length(0, 50), Length(10)),
        ("right 20px bottom 10%", Length(-20, 100), Length(0, 90)),
        ("right 20px center", Length(-20, 100), Length(0, 50)),
        ("bottom 5px left", Length(0, 0), Length(-5, 100)),
    ],
)
def test_positions(text: str, x: Length, y: Length) -> None:
    assert position(tokens_of(text), HERE) == (x, y)


def test_gradients() -> None:
    linear = image(tokens_of("linear-gradient(to top right, red, blue 40%)"), HERE)
    assert isinstance(linear, LinearGradient)
    assert linear.corner == (1, -1)
    assert linear.stops[1].place == Length(0, 40)
    turned = image(tokens_of("linear-gradient(0.25turn, red, blue)"), HERE)
    assert isinstance(turned, LinearGradient)
    assert turned.angle == 90
    radial = image(tokens_of("radial-gradient(circle at 20% 30%, red, blue)"), HERE)
    assert isinstance(radial, RadialGradient)
    assert (radial.circle, radial.center) == (True, (Length(0, 20), Length(0, 30)))


@pytest.mark.parametrize(
    ("name", "text", "mend"),
    [
        ("width", "1e9px", "smaller"),
        ("width", "3furlong", "use px"),
        ("width", "-3px", "0 or more"),
        ("width", "calc(1px + 2)", "unit"),
        ("width", "calc(1px / 0)", "other than 0"),
        ("width", "calc(1px +", "ends too early"),
        ("color", "blurple", "use #rrggbb"),
        ("color", "color(display-p3 1 0 0)", "use #rrggbb"),
        ("display", "table", "use block, flex"),
        ("font-size", "-3px", "use 0"),
        ("line-height", "-1", "use for example"),
        ("background-image", "conic-gradient(red, blue)", "use linear-gradient"),
        ("background-image", "linear-gradient(red)", "two colours"),
        ("box-shadow", "0 0 3000px red", "0 to 500 px"),
        ("background-repeat", "space", "use repeat, no-repeat"),
        ("background-position", "left right", "use for example"),
        ("background-position", "1px 2px 3px", "use for example"),
        ("transform", "skew(3deg)", "use translate"),
        ("transform", "rotate(3px)", "use for example 3deg"),
        ("transform", "scale(90)", "use -20 to 20"),
        ("transform", "translate(1px, 2px, 3px)", "use translate"),
        ("filter", "sepia(1)", "use blur"),
        ("filter", "blur(900px)", "use 0 to 100"),
        ("filter", "brightness(-1)", "use 0 to 10"),
        ("mix-blend-mode", "hue", "use normal, multiply"),
        ("z-index", "1.5", "use for example 1"),
        ("grid-template-columns", "repeat(0, 1fr)", "use 1 to 100"),
        ("grid-template-columns", "repeat(auto-fill, 1fr)", "needs tracks with a length"),
        ("grid-template-columns", "minmax(1fr, 2px)", "use for example"),
        ("grid-template-columns", "[a] 1fr", "use px, %, fr"),
        ("grid-template-columns", "calc(50% - 3px)", "use 1fr and a gap"),
        ("grid-template-areas", "'a a' 'b'", "as many names"),
        ("grid-template-areas", "'a b' 'b a'", "no rectangle"),
        ("grid-row-start", "0", "use 2, -1"),
        ("grid-auto-flow", "row column", "use row"),
        ("-card-safe-area", "moon", "use auto, none, story"),
        ("-card-fit", "10px", "smallest and the largest"),
        ("-card-fit", "80px 40px", "the smaller first"),
        ("font-feature-settings", '"tnum" maybe', "use 0"),
    ],
)
def test_what_is_not_supported_says_what_to_use(name: str, text: str, mend: str) -> None:
    with pytest.raises(Unsupported, match=mend):
        properties.read(name, text, HERE)


@given(st.sampled_from(sorted(properties.LONGHANDS)), st.text(max_size=40))
def test_any_text_is_a_value_or_is_refused(name: str, text: str) -> None:
    try:
        properties.read(name, text, HERE)
    except Unsupported as problem:
        assert str(problem)


@pytest.mark.parametrize(
    ("name", "text", "mend"),
    [
        ("font", "700 serif", "use for example 700 40px"),
        ("font", "20px", "use for example 700 40px"),
        ("font", "20px/ serif", "use for example 700 40px"),
        ("font", "bold", "use for example 700 40px"),
        ("font", "caption", "use for example 700 40px"),
        ("grid-template", "1fr 2fr", "use for example auto 1fr / 2fr"),
        ("grid-template", "'a' 1fr 2fr / 1fr", "each row is a string"),
        ("grid-template", "1fr / 2fr / 3fr", "more than one slash"),
        ("margin-inline", "1px 2px", "use margin-left and margin-right"),
        ("padding-block", "1px 2px 3px", "one or two values"),
    ],
)
def test_a_shorthand_that_cannot_be_read_says_what_to_use(name: str, text: str, mend: str) -> None:
    with pytest.raises(Unsupported, match=mend):
        shorthands.SHORTHANDS[name][1](tokens_of(text))


@given(st.sampled_from(sorted(shorthands.SHORTHANDS)), st.text("1 px%redauto/,()#", max_size=20))
def test_any_shorthand_expands_to_its_longhands_or_is_refused(name: str, text: str) -> None:
    longhands, expand = shorthands.SHORTHANDS[name]
    tokens = tokens_of(text)
    if not tokens:
        return
    try:
        expanded = expand(tokens)
    except Unsupported:
        return
    assert set(expanded) == set(longhands)
