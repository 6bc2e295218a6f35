"""Inline text: white space, faces, spacing, and the size that fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.layout.estimate import estimate
from bot.cards.layout.fit import overflowing
from bot.cards.paint.glyphs import pen_of
from bot.cards.text.fonts import itemise
from bot.model import Format
from tests.cards.samples import SMALL, by_class, laid_out, lines, shipped_fonts

WIDE = Format(name="4000x300", width=4000, height=300)


def width_of(text: str, css: str = "") -> float:
    root = laid_out(f".a {{ white-space: nowrap; {css} }}", f"<p class='a'>{text}</p>", WIDE)
    paragraph = by_class(root, "a").children[0].box.paragraph
    assert paragraph is not None
    return paragraph.widest


@pytest.mark.parametrize(
    ("body", "css", "expected"),
    [
        ("<p>  a \n  b  </p>", "", ["a b\n"]),
        ("<p>a <b> b</b> c</p>", "", ["a b c\n"]),
        ("<p>a<br>b</p>", "", ["a\n", "b\n"]),
        ("<p>a \n b</p>", "p { white-space: pre-line }", ["a\n", "b\n"]),
        ("<p>a b</p>", "p { text-transform: uppercase }", ["A B\n"]),
        ("<p>l’été arrive</p>", "p { text-transform: capitalize }", ["L’été Arrive\n"]),
        ("<div> <p>a</p> <p>b</p> </div>", "", ["a\n", "b\n"]),
    ],
)
def test_white_space_and_case(body: str, css: str, expected: list[str]) -> None:
    assert lines(laid_out(css, body)) == expected


def test_spacing_widens_every_letter_and_word() -> None:
    plain = width_of("ab cd")
    assert width_of("ab cd", "letter-spacing: 2px") == pytest.approx(plain + 10)
    assert width_of("ab cd", "word-spacing: 7px") == pytest.approx(plain + 7)


def test_widths_follow_the_size_and_the_weight() -> None:
    assert width_of("abc", "font-size: 32px") == pytest.approx(2 * width_of("abc"))
    assert width_of("abc", "font-weight: 900") > width_of("abc") > 0


def test_the_narrow_space_is_narrower_than_the_space_though_no_glyph_draws_it() -> None:
    serif = "font-family: Newsreader"
    assert width_of("ab", serif) < width_of("a\u202fb", serif) < width_of("a\u00a0b", serif)


def test_a_soft_hyphen_shows_only_where_the_line_ends() -> None:
    assert width_of("Wasser\u00adwerk") == pytest.approx(width_of("Wasserwerk"), abs=0.5)
    root = laid_out("p { width: 80px }", "<p>Wasser\u00adwerk</p>")
    assert lines(root) == ["Wasser", "werk\n"]


def test_an_opening_mark_hangs_in_the_margin() -> None:
    hung = laid_out(
        ".a { width: 200px; hanging-punctuation: first }", "<p class='a'>«\u202fOui, non</p>"
    )
    paragraph = by_class(hung, "a").children[0].box.paragraph
    assert paragraph is not None
    assert paragraph.lines(200)[0].x == pytest.approx(-width_of("«\u202f"), abs=0.5)


RUNS = [
    ("Łódź", {"Newsreader-roman.var.ttf", "Newsreader-roman-ext.var.ttf"}),
    ("a → b", {"Newsreader-roman.var.ttf", "Inter-roman.var.ttf"}),
    ("oui 🎉", {"Newsreader-roman.var.ttf", "NotoColorEmoji.ttf"}),
    ("« a\u202f»", {"Newsreader-roman.var.ttf"}),
]


@pytest.mark.parametrize(("text", "files"), RUNS)
def test_each_character_is_drawn_by_a_face_that_has_it(text: str, files: set[str]) -> None:
    chain = shipped_fonts().chain(("Newsreader",), 400, italic=False)
    assert {run.face.path.name for run in itemise(text, chain) if run.face} == files


@pytest.mark.parametrize("cluster", ["👩🏽\u200d🚀", "🇫🇷", "❤\ufe0f", "e\u0301", "1\ufe0f\u20e3"])
def test_what_is_one_sign_is_never_cut(cluster: str) -> None:
    chain = shipped_fonts().chain(("Inter",), 400, italic=False)
    assert [run.text for run in itemise(cluster, chain)] == [cluster]


@given(st.text(max_size=30))
def test_runs_add_up_to_the_text(text: str) -> None:
    chain = shipped_fonts().chain(("Newsreader", "Inter"), 400, italic=False)
    runs = list(itemise(text, chain))
    assert "".join(run.text for run in runs) == text
    assert all(text[run.start :].startswith(run.text) for run in runs)


def test_a_glyph_is_drawn_at_quarter_pixels() -> None:
    face = shipped_fonts().chain(("Inter",), 400, italic=False)[0]
    coordinates = face.at(400, 40)
    masks = [pen_of(face, coordinates, 40.0, None).mask(43, phase, 0) for phase in range(4)]
    assert all(found is not None and found.image.mode == "L" for found in masks)
    assert len({found.image.tobytes() for found in masks if found}) == 4


FIT = ".a { height: 200px; line-height: 1.2; -card-fit: 10px 90px }"


def fitted(words: int) -> float:
    root = laid_out(FIT, f"<p class='a'>{' '.join(['mot'] * words)}</p>", SMALL)
    return by_class(root, "a").box.style.font_size


@settings(max_examples=12)
@given(st.integers(1, 60), st.integers(1, 60))
def test_more_words_are_never_set_larger(first: int, second: int) -> None:
    fewer, more = sorted((first, second))
    assert fitted(fewer) >= fitted(more)


def test_what_fits_is_as_large_as_it_may_be() -> None:
    assert fitted(1) == 90
    assert 10 < fitted(40) < 90


BOXES = ["height: 200px", "max-height: 200px", "width: 3em", "flex: 1 1 0", "min-height: 0"]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("words", [3, 40])
def test_what_fits_is_the_largest_of_all_sizes(box: str, words: int) -> None:
    body = f"<p class='a'>{' '.join(['mot'] * words)}</p><p>beneath</p>"
    css = "body { display: flex; flex-direction: column; height: 290px } .a { line-height: 1.2;"
    found = by_class(laid_out(f"{css} {box}; -card-fit: 20px 60px }}", body), "a")
    fitting = [
        size
        for size in (*range(20, 40), *range(40, 61, 2))
        if not list(overflowing(laid_out(f"{css} {box}; font-size: {size}px }}", body)))
    ]
    assert found.box.style.font_size == max([20, *fitting])


@pytest.mark.parametrize(
    ("box", "body"),
    [
        ("flex: 1 1 0", "mot " * 30),
        ("min-height: 0", "mot " * 30),  # as high as its contents
        ("min-height: 0; display: flex; gap: 0.2em", "<b>4,2</b><b>millions</b>"),
    ],
)
def test_the_first_estimate_is_near_what_fits(box: str, body: str) -> None:
    css = f"body {{ display: flex; flex-direction: column; height: 290px }} .a {{ {box}; "
    document = f"<p>before</p><p class='a'>{body}</p><p>after</p>"
    smallest = laid_out(f"{css} font-size: 20px }}", document)
    element = by_class(smallest, "a").box.owner.element
    sizes = [float(size) for size in range(20, 91)]
    guess = sizes[estimate(smallest, element, 20.0, sizes)]
    fitting = by_class(laid_out(f"{css} -card-fit: 20px 90px }}", document), "a")
    assert guess == pytest.approx(fitting.box.style.font_size, abs=2)
    assert 20 < guess < 90


def test_a_long_word_makes_the_text_smaller() -> None:
    css = ".a { width: 300px; height: 290px; -card-fit: 10px 90px }"
    root = laid_out(css, "<p class='a'>Geschwindigkeitsbegrenzung</p>")
    size = by_class(root, "a").box.style.font_size
    assert size < 90
    assert width_of("Geschwindigkeitsbegrenzung", f"font-size: {size}px") <= 300.5


def test_several_texts_fit_one_after_the_other() -> None:
    css = "p { height: 100px; -card-fit: 10px 60px }"
    root = laid_out(css, "<p class='a'>court</p><p class='b'>" + "long " * 40 + "</p>")
    assert by_class(root, "a").box.style.font_size == 60
    assert by_class(root, "b").box.style.font_size < 60


@pytest.mark.parametrize("place", ["center", "start", "stretch", "end"])
def test_a_text_in_a_grid_does_not_grow_into_what_is_beside_it(place: str) -> None:
    css = (
        "body { height: 300px; display: grid; grid-template-rows: auto 1fr auto }"
        f" .a {{ -card-fit: 20px 90px; align-self: {place}; min-height: 0 }}"
        " b, i { height: 40px }"
    )
    root = laid_out(css, f"<b></b><p class='a'>{'mot ' * 20}</p><i></i>")
    text = by_class(root, "a")
    assert 20 < text.box.style.font_size < 90
    assert text.y >= 39.5
    assert text.bottom <= 260.5


def test_what_was_laid_over_a_text_does_not_make_it_small() -> None:
    css = "body { display: grid } p { grid-area: 1 / 1; height: 250px; -card-fit: 20px 60px }"
    root = laid_out(css + " i { grid-area: 1 / 1; height: 250px }", "<p class='a'>mot</p><i></i>")
    assert by_class(root, "a").box.style.font_size == 60


def test_no_letters_are_kerned_across_the_edge_of_an_inline_box() -> None:
    apart = width_of("<b style='font-weight: 400; padding: 0 5px'>A</b>V")
    alone = width_of("A") + width_of("V")
    assert width_of("AV") < alone
    assert apart == pytest.approx(alone + 10)
